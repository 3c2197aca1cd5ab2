"""Does a machine at the other end ever make us write more than a person would have made us write?"""

import asyncio
import base64
from email.message import EmailMessage

from tests.scenarios.dialogue import ANCHOR, Dialogue, Mail, Stage
from tests.scenarios.living import until

AWAY = {"Auto-Submitted": "auto-replied", "X-Autoreply": "yes"}


async def test_a_responder_that_answers_every_mail_ends_as_silence(stage: Stage) -> None:
    ada = await stage.negotiate(Day_Length_Seconds=0.2, Nudge_After_Days=3, Close_After_Days=3, Max_Nudges=2)
    for number in range(4):  # the opening, two nudges, the close: a responder sets nothing back
        await ada.we_say()
        if number < 3:
            await ada.creator_says("Thank you for your mail.", headers=AWAY)
    await ada.creator_says("Thank you for your mail.", headers=AWAY)
    await ada.we_say_nothing()
    assert await ada.state() == "stale"


async def test_a_responder_brings_no_closed_negotiation_back(stage: Stage) -> None:
    ada = await stage.negotiate()
    await ada.we_say()
    await ada.creator_says("No thanks, I am not interested. Please do not take it personally.")
    await ada.parley.rest()
    before = (await ada.story())["state"]
    ours = len((await stage.parley.look())["sent"])
    await ada.creator_says("I am out of the office.", headers=AWAY)
    assert await ada.state() == before
    assert len((await stage.parley.look())["sent"]) == ours


async def test_a_responder_voids_no_draft_that_waits_for_a_person(stage: Stage) -> None:
    ada = await stage.negotiate(Autonomy="review_all")
    await ada.press("Approve", await ada.slack("approval"))
    await ada.we_say()
    await ada.creator_says("Could you do $900?")
    asked = await ada.slack("approval")
    await ada.creator_says("I am travelling and answer slowly.", headers=AWAY)
    await ada.parley.rest()
    await ada.press("Approve", asked)
    assert (await ada.we_say()).fee > ANCHOR
    await ada.we_say_nothing()


async def test_a_responder_does_not_make_our_answer_stale(stage: Stage) -> None:
    ada = await stage.negotiate()
    await ada.we_say()
    await stage.parley.tell("faults", kind="503", vendor="gmail", match="POST .*/drafts$", times=None)
    await ada.creator_says("Could you do $900?")
    await stage.parley.struck()
    away = await ada.creator_says("I am travelling and answer slowly.", headers=AWAY)
    await stage.parley.routed(away)
    await stage.parley.tell("faults/clear")
    assert (await ada.we_say()).fee > ANCHOR
    await ada.we_say_nothing()


async def test_another_parley_gets_our_one_mail_and_a_person_is_told(stage: Stage) -> None:
    ada = await stage.negotiate(Day_Length_Seconds=0.5, Nudge_After_Days=8)
    await ada.we_say()
    await ada.creator_says("We offer $500 for one reel.", headers={"X-Parley-Key": "0" * 32})
    assert "Another Parley" in (await ada.slack("escalation")).words
    await ada.creator_says("We offer $520 for one reel.", headers={"X-Parley-Key": "1" * 32}, thread_id="")
    await ada.silence(days=10)
    await ada.we_say_nothing()


async def test_a_mail_that_is_only_late_needs_nobody(stage: Stage) -> None:
    ada = await stage.negotiate()
    opening = await ada.we_say()
    await report(ada, opening, "delayed", "4.4.1")
    assert await ada.state() == "awaiting_reply"
    await report(ada, opening, "failed", "4.2.2")
    assert "came back" in (await ada.slack("escalation")).text
    await ada.we_say_nothing()


async def report(ada: Dialogue, mail: Mail, action: str, status: str) -> None:
    """Let a server report about *mail*."""
    about = EmailMessage()
    about["From"], about["To"] = "MAILER-DAEMON@mx.example.test", "team@brand.example.test"
    about["Subject"], about["In-Reply-To"], about["References"] = "Delivery", mail.message_id, mail.message_id
    kind = 'Content-Type: multipart/report; report-type=delivery-status; boundary="b"'
    head = about.as_string().rstrip("\n")
    facts = f"Reporting-MTA: dns; x\n\nFinal-Recipient: rfc822; {ada.email}\nAction: {action}\nStatus: {status}\n"
    body = f"--b\n\nAbout your mail.\n--b\nContent-Type: message/delivery-status\n\n{facts}\n--b--\n"
    raw = f"{head}\n{kind}\n\n{body}".encode()
    await ada.parley.tell("deliver", raw_base64=base64.b64encode(raw).decode())
    await ada.parley.rest()


# As the makers of mail programs and desks mark what nobody wrote, down to those that mark nothing.
RESPONDERS: dict[str, tuple[str, str, dict[str, str]]] = {
    "Ada Quillfeather": (
        "Out of office Re: {subject}", "I am away and will answer when I am back.",
        {"Auto-Submitted": "auto-replied", "Precedence": "bulk", "X-Autoreply": "yes"},
    ),
    "Bo Larkspur": (
        "Automatic reply: {subject}", "Thank you for your mail. I am out of the office with limited access.",
        {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"},
    ),
    "Cleo Mistwood": (
        "Re: {subject} [#48213]", "We have received your request. An agent will answer you soon.",
        {"Auto-Submitted": "auto-generated", "Precedence": "auto_reply"},
    ),
    "Dov Thornapple": ("Abwesenheitsnotiz: {subject}", "Ich bin derzeit nicht im Büro.", {}),
    "Edda Fenwhistle": ("Re: {subject}", "I am out of the office and will get back to you when I return.", {}),
}  # fmt: skip


async def test_a_responder_of_any_make_that_answers_every_mail_at_once_gets_one_mail(stage: Stage) -> None:
    dialogues = await stage.campaign(creators=len(RESPONDERS))
    answering = asyncio.create_task(answer_everything(dialogues))
    for one in dialogues:
        await one.we_say()
    await until(lambda: has_answered(stage, len(dialogues)), "answer of each responder")
    for one in dialogues:
        await one.we_say_nothing()
    answering.cancel()
    assert [await one.state() for one in dialogues] == ["awaiting_reply"] * len(dialogues)
    assert len((await stage.parley.look())["sent"]) == len(dialogues)


async def answer_everything(dialogues: list[Dialogue]) -> None:
    """Answer each mail of ours in the instant it arrives, for ever."""
    answered: set[str] = set()
    while True:
        for one in dialogues:
            subject, text, headers = RESPONDERS[one.name]
            for mail in await one.parley.look(f"boxes/{one.email}"):
                if mail["direction"] == "received" and mail["id"] not in answered:
                    answered.add(mail["id"])
                    await one.creator_says(text, subject=subject.format(subject=mail["subject"]), headers=headers)
        await asyncio.sleep(0.02)


async def has_answered(stage: Stage, number: int) -> bool | None:
    return True if len((await stage.parley.look())["delivered"]) >= number else None
