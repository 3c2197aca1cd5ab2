"""Does every kind of creator end the way their docstring says?

A naive negotiator that raises in five steps talks to each of them through
`on_mail`, as a console would; a failure prints the conversation.
"""

import email
from dataclasses import dataclass, field, replace
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any

import pytest

from sandbox.campaigns import demo_world
from sandbox.creators.cast import CAST, PRICELESS
from sandbox.creators.money_words import amounts_in, own_words
from sandbox.creators.population import Creators, build_creators
from sandbox.mailtypes import PlannedReply, ReceivedMail

TEAM = "team@brand.example.test"
DEALING = {
    "eager",
    "haggler",
    "tough",
    "conceder",
    "tit_for_tat",
    "late",
    "holding",
    "out_of_office",
    "shared_holiday",
    "crossed",
    "html_history",
    "conditional_yes",
    "sounds_good",
    "question_first",
    "rate_card",
    "two_packages",
    "other_currency",
    "new_thread",
    "answers_twice",
    "rambling",
    "manager",
}
STARTED = "2026-11-22T09:00:00+00:00"


@dataclass
class Meeting:
    """One conversation of the naive negotiator with one creator."""

    creators: Creators
    person: dict[str, Any]
    at: float = 0.0
    lines: list[str] = field(default_factory=list)
    replies: list[PlannedReply] = field(default_factory=list)
    references: tuple[str, ...] = ()

    def say(self, text: str) -> list[EmailMessage]:
        """Send *text* and wait until everything it caused has arrived."""
        message_id = f"<ours-{len(self.references)}.{self.person['handle']}@brand.example.test>"
        mail = ReceivedMail(
            self.person["address"], TEAM, "A collaboration", text, message_id, self.references, "t", self.at
        )
        planned = self.creators.on_mail(mail)
        self.replies += planned
        self.references = (*self.references, message_id)
        self.at += max((reply.delay_seconds for reply in planned), default=3.0) + 0.01
        answers = [read(reply) for reply in planned]
        self.lines += [f"> {text}", *(body(answer) for answer in answers)]
        return answers

    def truth(self) -> dict[str, Any]:
        return next(entry for entry in self.creators.truth() if entry["address"] == self.person["address"])

    def bargain(self) -> "Meeting":
        """Offer floor to ceiling in five steps, stopping once the creator believes in a deal."""
        low, high = self.person["floor_cents"], self.person["ceiling_cents"]
        for step in (0, 1, 2, 3, 4, 5):
            offer = (low + (high - low) * step // 5) // 100 * 100
            self.say(f"Hi! We can offer ${offer // 100:,} for 1 reel and 1 story in 30 days.")
            if self.truth()["agreed_cents"] is not None:
                break
        return self


def read(reply: PlannedReply) -> EmailMessage:
    return email.message_from_bytes(reply.raw, policy=SMTP)


def body(message: EmailMessage) -> str:
    part = message.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def meeting(temperament: str, seed: int = 7, zopa: bool = True) -> Meeting:
    world = demo_world(len(CAST), seed) | {"started_at": STARTED}
    person = next(person for person in world["people"] if person["temperament"] == temperament)
    person["zopa"] = zopa
    return Meeting(build_creators(world, seed, 1.0), person)


def test_at_least_twenty_six_temperaments_say_where_their_behaviour_comes_from() -> None:
    assert len({temperament.name for temperament in CAST}) >= 26
    assert all(type(temperament).__doc__ for temperament in CAST)


@pytest.mark.parametrize("seed", [1, 7, 23])
@pytest.mark.parametrize("name", [temperament.name for temperament in CAST])
def test_a_naive_negotiator_meets_the_end_the_docstring_promises(name: str, seed: int) -> None:
    met = meeting(name, seed).bargain()
    truth = met.truth()
    conversation = "\n".join(met.lines)
    if name in DEALING:
        assert truth["agreed_cents"] is not None, conversation
        assert truth["agreed_cents"] >= truth["reservation_cents"], conversation
    elif name != "far_under":
        assert truth["agreed_cents"] is None, conversation
    assert truth["mails_sent"] <= 7, conversation


@pytest.mark.parametrize("name", sorted(DEALING - set(PRICELESS)))
def test_nobody_deals_where_no_zone_of_agreement_exists(name: str) -> None:
    met = meeting(name, zopa=False).bargain()
    assert met.truth()["agreed_cents"] is None, "\n".join(met.lines)


def test_the_same_seed_writes_the_same_mails_and_another_seed_other_ones() -> None:
    said = {seed: [reply.raw for reply in meeting("haggler", seed).bargain().replies] for seed in (7, 8)}
    assert [reply.raw for reply in meeting("haggler", 7).bargain().replies] == said[7]
    assert said[7] != said[8]


def test_a_mail_delivered_twice_is_answered_once() -> None:
    met = meeting("haggler")
    mail = ReceivedMail(met.person["address"], TEAM, "Hi", "We offer $400", "<a@brand.example.test>", (), "t", 0.0)
    assert met.creators.on_mail(mail)
    assert met.creators.on_mail(replace(mail, at_seconds=9.0)) == []  # long after the answer has arrived


def test_a_nudge_that_crosses_the_answer_is_not_answered_again() -> None:
    met = meeting("late")
    low = met.person["floor_cents"] // 100
    (first,) = met.creators.on_mail(
        ReceivedMail(met.person["address"], TEAM, "Hi", f"We offer ${low}", "<a@brand.example.test>", (), "t", 0.0)
    )
    nudge = ReceivedMail(
        met.person["address"], TEAM, "Re: Hi", "Just checking in", "<b@brand.example.test>", (), "t", 3.0
    )
    assert first.delay_seconds == 3.5
    assert met.creators.on_mail(nudge) == []


@pytest.mark.parametrize("name", ["haggler", "eager", "answers_twice", "sounds_good"])
def test_after_the_read_back_a_creator_thanks_once_or_is_silent(name: str) -> None:
    counts = []
    for seed in range(12):
        met = meeting(name, seed).bargain()
        agreed = met.truth()["agreed_cents"]
        after = [met.say(f"Wonderful, to confirm: ${agreed // 100:,} for 1 reel and 1 story.") for _ in range(4)]
        assert met.truth()["agreed_cents"] == agreed
        counts.append(sum(len(answers) for answers in after))
    assert set(counts) == {0, 1}


def test_every_answer_is_threaded_authenticated_and_stays_on_test_addresses() -> None:
    for temperament in CAST:
        met = meeting(temperament.name).bargain()
        for message in (read(reply) for reply in met.replies):
            assert message["Message-ID"].endswith(".example.test>") or "@brand.example.test" in message["Message-ID"]
            assert ".example.test" in message["From"]
            assert message["Date"]
            if TEAM not in message["From"] and "mailer-daemon" not in message["From"]:
                assert "dmarc=pass" in message["Authentication-Results"]
            if temperament.name != "new_thread":
                assert message["In-Reply-To"] in message["References"]


def test_the_first_answer_in_a_new_thread_names_no_mail_of_ours() -> None:
    (answer,) = meeting("new_thread").say("We offer $300")
    assert answer["In-Reply-To"] is None
    assert answer["References"] is None
    assert "A collaboration" not in answer["Subject"]


def test_an_absence_is_told_by_a_machine_with_a_date_and_followed_by_an_answer() -> None:
    notice, answer = meeting("out_of_office").say("We offer $300")
    assert notice["Auto-Submitted"] == "auto-replied"
    assert "24" in body(notice)
    assert answer["Auto-Submitted"] is None


def test_a_bounce_is_a_delivery_report_that_names_the_address() -> None:
    met = meeting("bounce")
    (report,) = met.say("We offer $300")
    assert report.get_content_type() == "multipart/report"
    assert report.get_param("report-type") == "delivery-status"
    assert met.person["address"] in report.as_string()
    assert [part.get_content_type() for part in report.iter_parts()][1] == "message/delivery-status"


def test_a_colleague_writes_from_the_teams_own_address_to_the_creator() -> None:
    met = meeting("colleague")
    colleague = met.say("We offer $300")[1]
    assert TEAM in colleague["From"]
    assert met.person["address"] in colleague["To"]
    assert colleague["Authentication-Results"] is None


def test_a_manager_in_copy_answers_from_another_address_and_hears_us_there() -> None:
    met = meeting("manager")
    goodbye, manager = met.say(f"We offer ${met.person['floor_cents'] // 100}")
    assert manager["From"].addresses[0].addr_spec in goodbye["Cc"]
    assert met.person["address"] not in manager["From"]
    assert met.person["name"].split()[0] not in body(manager).splitlines()[-1]
    met.person = met.person | {"address": manager["From"].addresses[0].addr_spec}
    assert met.say("We can do $1,000,000 for it")


def test_a_sounds_good_names_no_number() -> None:
    met = meeting("sounds_good").bargain()
    assert amounts_in(own_words(met.lines[-1])) == ()


def test_history_in_html_quotes_our_amount_under_the_answer() -> None:
    answer = meeting("html_history").say("We offer $311")[0]
    html = answer.get_body(("html",))
    assert html is not None
    assert "$311" in html.get_content()
    assert "$311" not in own_words(body(answer))


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("$1,250", 125_000),
        ("1250.00 USD", 125_000),
        ("1.250 USD", 125_000),
        ("USD 1,250.50", 125_050),
        ("1 250 €", 125_000),
        ("we take 1.250,75 EUR", 125_075),
        ("US$900", 90_000),
        ("950 dollars for 2 reels", 95_000),
    ],
)
def test_the_witness_reads_amounts_as_people_write_them(text: str, cents: int) -> None:
    assert amounts_in(text) == (cents,)


def test_the_witness_takes_no_date_count_or_view_for_money() -> None:
    assert amounts_in("On 24 November 2026 we need 2 reels with 12,000 views in 30 days, 3.5% engagement") == ()
