"""What does a service look like that has met everything once?

One tour through every flow: campaigns of each kind, and for each state and
each branch of a turn somebody who leads there. It is played in moves; between
two moves everything comes to rest, so that it may be killed at any point and
still ends where it should. Golden histories and the kill matrix are made of it.
"""

import base64
import re
import time
from collections.abc import Callable, Iterator
from email.message import Message
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from functools import partial

from tests.recovery.lab import FIELDS, Json, Lab, address, creator

# Two steps have a bug, once: a turn is handed over from where it had got, and a mail is routed at the second try.
PLAN = {"fails": "^turn/.*testa-16-.*#read_reply#|^mailbox/.*#route_mail#"}
_ONGOING = frozenset({"negotiate", "mailbox", "second_way", "sweep", "watch"})
_OFFER = "Hi Testa,\n\nwe would love to book one reel and one story with you for {fee}.\n\nBest,\nMara"

# Who is in which campaign: rows of the sheet, by number.
AUTO, REVIEW, QUICK, POOR = range(19), range(20, 28), range(30, 33), range(40, 42)
SILENT = (30, 31)
CAMPAIGNS: dict[str, tuple[Json, range]] = {
    "auto": ({}, AUTO),
    "review": ({"Autonomy": "review_all"}, REVIEW),
    "quick": ({"Day Length Seconds": "1"}, QUICK),
    "poor": ({"Budget": "1500"}, POOR),
    "spent": ({"Budget": "100"}, range(43, 44)),  # nobody is ever written to
    "broken": ({"CPM Min": "much"}, range(0)),
}
# What they say to our first mail.
FIRST_WORDS = {
    0: "My rate for this would be $2,450.",
    1: "No thank you, I am not interested in this one.",
    2: "Please unsubscribe me and do not contact me again.",
    3: "My rate for the reel and the story is 1,100 EUR.",
    4: "My rate for this would be $2,450.",
    5: "Thanks! I need to check my calendar and will get back to you.",
    6: "My lawyer will contact you. I will take legal action if you use my content.",
    8: "I am out of the office until further notice.",
    11: "Could you do $2,450?",
    32: "My lawyer will contact you. I will take legal action if you use my content.",  # and a person is reminded
    14: "Happy to, but only if you also pay for my flight to Lisbon.",
}
# And to the next; the story of each goes on from there.
NEXT_WORDS = {
    0: "Yes, that works for me. Deal!",
    1: "I changed my mind: I could do it for $2,300.",
    3: "It is 1,100 EUR, as I said.",
    4: "I cannot move: $2,450.",
    16: "My rate for this would be $2,450.",
    6: "And another thing: my lawyer is very good.",
    9: "Who is this? I was talking to Parley.",
    10: "Could you do $2,450?",
    12: "Hello? Could you do $2,450?",
}
LAST_WORDS = {
    0: "One more thing: can we move the date by two weeks and add a TikTok for $500?",
    4: "Thanks, I will think about it and get back to you next week.",
}


class Tour:
    """One tour in one lab; `play` may be interrupted by kills, and goes on."""

    def __init__(self, lab: Lab) -> None:
        self._lab = lab
        self._names: dict[int, str] = {}

    def play(self) -> None:
        """Start the service and go through every move, each to its rest."""
        # The watch is not renewed until that has been told: a kill in between must not use the refusal up.
        self._lab.tell("faults", kind="503", vendor="gmail", match=r"POST .*/watch$", times=None)
        self._lab.start()
        self._lab.until(partial(self._is_told, "watch/"), 90, "the refused watch is told")
        self._lab.tell("faults/clear")
        for move in self.moves():
            move()
            self._rest()

    def moves(self) -> Iterator[Callable[[], None]]:
        """Return the moves in their order."""
        yield self._order_campaigns
        yield self._first_words
        yield self._first_presses
        yield self._next_words
        yield self._next_presses
        yield self._gmail_forgets
        yield self._gmail_is_away
        yield self._last_words
        yield self._late_presses
        yield self._words_after_all
        yield self._silence
        yield self._reminder

    # ------------------------------------------------------------ the moves

    def _order_campaigns(self) -> None:
        for campaign_id, (fields, numbers) in CAMPAIGNS.items():
            body = {"campaign_id": campaign_id, "fields": FIELDS | fields, "creators": [creator(n) for n in numbers]}
            self._lab.until(partial(self._accepted, "/campaigns", body), 90, f"campaign {campaign_id} is accepted")
        self._lab.tell("seed", sheet=_sheet(50), task=_task("task50", "sheet50"))
        self._lab.tell("clickup/fire", task_id="task50")
        self._lab.tell("seed", task=_task("task51", "sheet-that-is-not-there"))
        self._lab.tell("clickup/fire", task_id="task51")

    def _first_words(self) -> None:
        for number, words in FIRST_WORDS.items():
            self._says(number, words, {"Auto-Submitted": "auto-replied"} if number == 8 else {})
        self._lab.tell("deliver", raw_base64=_bounce(self._last_mail_to(7), address(7)))
        self._lab.tell("colleague", thread_id=self._last_mail_to(9)["thread_id"], text="Hi, Tobin here, I take over.")
        # Two at once: while the first is answered the second makes that answer stale.
        self._says(15, "Could you do $2,450?")
        self._says(15, "Sorry, I meant $2,400.")
        # A mail while a draft waits for approval, a stranger's, and one whose sender is forged.
        self._says(24, "Hi! I heard you are looking for runners. I take $2,300.")
        self._lab.tell("deliver", **{"from": "nobody@elsewhere.example.test", "text": "Buy our lists!", "subject": "x"})
        forged = {"Authentication-Results": "mx.google.com; dmarc=fail (p=REJECT) header.from=creators.example.test"}
        self._says(16, "Yes, deal!", forged)
        # Somebody nobody knows, in the middle of a conversation.
        unknown = {"from": "lena@talent.example.test", "thread_id": self._last_mail_to(18)["thread_id"]}
        self._lab.tell("deliver", **unknown, text="I manage Testa. Her rate would be $2,450.")

    def _first_presses(self) -> None:
        for number, act in ((10, "pause"), (11, "pause"), (12, "stop"), (13, "reject"), (20, "approve")):
            self._press(number, act)
        self._press(6, "counter", fee_cents=190_000)
        self._press(22, "edit", body=_OFFER.format(fee="$1,450"))
        self._press(23, "reject")
        self._press(25, "edit", body=_OFFER.format(fee="$5,000"))
        self._draft_of(26, "discard")
        self._press(26, "approve")
        # Gmail's own editor: looked at once the draft has lain there for a while.
        time.sleep(3)
        self._draft_of(27, "edit", text=_OFFER.format(fee="$5,000"))
        self._press(27, "approve")

    def _next_words(self) -> None:
        for number, words in NEXT_WORDS.items():
            self._says(number, words)

    def _next_presses(self) -> None:
        for number, act in (
            (9, "release"),
            (11, "resume"),
            (6, "takeover"),
            (14, "release"),
            (18, "release"),
            (25, "approve"),
        ):
            self._press(number, act, "again")
        self._press(26, "counter", "again", fee_cents=150_000)
        self._press(5, "counter", "again", fee_cents=9_900_000)

    def _gmail_forgets(self) -> None:
        self._lab.tell("gmail/age_history")
        self._says(17, "My rate for this would be $2,450.")

    def _gmail_is_away(self) -> None:
        self._lab.tell("faults", kind="503", vendor="gmail", match=r"POST .*/drafts/send$", times=None)
        self._says(14, "Fine, without the flight: $2,450.")
        # A person stops a mail on its way: its draft is thrown away.
        self._says(17, "Could you do $2,400?")
        self._lab.until(lambda: address(17) in self._drafts(), 90, "the answer to 17 lies as a draft")
        self._press(17, "pause")
        self._lab.until(lambda: address(17) not in self._drafts(), 90, "the draft to 17 is gone")
        self._lab.until(lambda: self._is_told("waiting/"), 90, "the team is told that we wait")
        self._lab.tell("faults/clear")

    def _last_words(self) -> None:
        for number, words in LAST_WORDS.items():
            self._says(number, words)

    def _late_presses(self) -> None:
        self._press(17, "resume")
        self._press(1, "pause", "late")
        self._press(13, "takeover", "late")  # it was turned down and has retired
        self._press(0, "approve", "late")  # nothing waits: it changes nothing
        self._press(0, "cancel", "late", reason="The contract was not signed")

    def _words_after_all(self) -> None:
        self._says(0, "Sorry about that! I could do it in May after all.")

    def _is_told(self, about: str) -> bool:
        return any(notice["key"].startswith(f"alert/{about}") for notice in self._lab.books()["notices"])

    def _silence(self) -> None:
        names = [self._name(number) for number in SILENT]
        self._lab.until(lambda: {self._states()[name] for name in names} == {"stale"}, 90, "the silent ones are stale")

    def _reminder(self) -> None:
        def reminded() -> bool:
            keys = [notice["key"] for notice in self._lab.books()["notices"]]
            return any(re.search(r"^escalation/.*/\d+/\d+$", key) for key in keys)

        self._lab.until(reminded, 90, "a person was reminded")

    # ------------------------------------------------------------ how it is done

    def _says(self, number: int, words: str, headers: Json | None = None) -> None:
        thread_id = self._last_mail_to(number, or_none=True).get("thread_id", "")
        told = {"from": address(number), "thread_id": thread_id, "text": words, "headers": headers or {}}
        self._lab.tell("deliver", **told, **({} if thread_id else {"subject": "Your campaign"}))

    def _press(self, number: int, act: str, times: str = "once", **detail: object) -> None:
        path = f"/negotiations/{self._name(number)}/{act}"
        body = {"press_id": f"{act}-{number}-{times}", "who": "mara", **detail}
        self._lab.until(lambda: self._accepted(path, body), 90, f"{act} is accepted for {number}")

    def _draft_of(self, number: int, action: str, **detail: str) -> None:
        self._lab.tell("gmail/draft", draft_id=self._drafts()[address(number)], action=action, **detail)

    def _drafts(self) -> dict[str, str]:
        return {draft["recipients"][0]: draft["draft_id"] for draft in self._lab.world()["drafts"]}

    def _accepted(self, path: str, body: Json) -> bool:
        return self._lab.post(path, body) == 202

    def _last_mail_to(self, number: int, *, or_none: bool = False) -> Json:
        mails = [mail for mail in self._lab.world()["sent"] if address(number) in mail["recipients"]]
        return mails[-1] if mails or not or_none else {}

    def _name(self, number: int) -> str:
        if number not in self._names:
            rows = self._lab.books()["negotiations"]
            self._names = {_number(row["email"]): row["negotiation_id"] for row in rows}
        return self._names[number]

    def _states(self) -> dict[str, str]:
        return {row["negotiation_id"]: row["state"] for row in self._lab.books()["negotiations"]}

    def _rest(self) -> None:
        self._lab.until(lambda: not self._busy(), 240, "everything came to rest")

    def _busy(self) -> list[str]:
        """Return what is still under way."""
        delivered, books = self._lab.world()["delivered"], self._lab.books()
        under_way = [
            str(one["id"])
            for one in books.workflows
            if one["status"] in ("PENDING", "ENQUEUED") and one["name"] not in _ONGOING
        ]
        known = {mail["message_id"] for mail in books["mails"] if mail["routed_at_ms"] is not None}
        unheard = [mail["id"] for mail in delivered if mail["id"] not in known]
        waiting = [m["message_id"] for m in books["mails"] if m["route"] in _ANSWERED and m["handled_turn"] is None]
        unfollowed = [press["press_id"] for press in books["presses"] if press["taken_turn"] is None]
        unbegun = [one["negotiation_id"] for one in books["negotiations"] if not one["turn"]]
        # A workflow that was told something and has not woken yet is parked and looks at rest; so is one in its queue.
        there = [] if books["negotiations"] else ["no campaign yet"]
        return [*under_way, *unheard, *waiting, *unfollowed, *unbegun, *there]


_ANSWERED = ("reply", "takeover")


def _number(email: str) -> int:
    return int(email.partition("@")[0].rpartition(".")[2])


def _sheet(number: int) -> Json:
    row = creator(number)
    return {"id": f"sheet{number}", "tab": "Creators", "values": [list(row), list(row.values())]}


def _task(task_id: str, sheet_id: str) -> Json:
    fields = {**FIELDS, "Creator Sheet": f"https://docs.google.com/spreadsheets/d/{sheet_id}/edit"}
    return {
        "id": task_id,
        "name": task_id,
        "list": {"id": "901100"},
        "custom_fields": [{"name": name, "type": "short_text", "value": value} for name, value in fields.items()],
    }


def _bounce(mail: Json, to: str) -> str:
    """Return a delivery report for *mail*, as servers write it."""
    report = MIMEMultipart("report", report_type="delivery-status")
    report["From"], report["To"] = "Mail Delivery Subsystem <mailer-daemon@mx.example.test>", "team@brand.example.test"
    report["Subject"], report["Auto-Submitted"] = "Delivery Status Notification (Failure)", "auto-replied"
    report["In-Reply-To"] = report["References"] = mail["message_id"]
    report.attach(MIMEText(f"Your message to {to} could not be delivered: address not found."))
    status, about, facts = Message(), Message(), Message()
    status["Final-Recipient"], status["Action"], status["Status"] = f"rfc822; {to}", "failed", "5.1.1"
    about["Reporting-MTA"] = "dns; mx.example.test"
    facts["Content-Type"] = "message/delivery-status"
    facts.set_payload([about, status])
    report.attach(facts)
    return base64.b64encode(report.as_bytes()).decode()
