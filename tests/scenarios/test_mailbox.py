"""What do we do with mail that is no simple answer?"""

import base64
from datetime import UTC, datetime, timedelta
from email.message import Message
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest
import sqlalchemy as sa

from steps.ledger import store
from tests.scenarios.dialogue import ANCHOR, RESERVATION, Mail, Stage


def route_of(message_id: str) -> str:
    """Return what the ledger says became of a mail."""
    with store.current().reading() as connection:
        found = connection.execute(sa.text("SELECT route FROM mails WHERE message_id = :id"), {"id": message_id})
        return str(found.scalar_one())


def bounce_of(mail: Mail, address: str, code: str = "5.1.1") -> str:
    """Return a delivery report for *mail*, as servers write it."""
    report = MIMEMultipart("report", report_type="delivery-status")
    report["From"], report["To"] = "Mail Delivery Subsystem <mailer-daemon@mx.example.test>", "team@brand.example.test"
    report["Subject"], report["Auto-Submitted"] = "Delivery Status Notification (Failure)", "auto-replied"
    report["In-Reply-To"] = report["References"] = mail.message_id
    report.attach(MIMEText(f"Your message to {address} could not be delivered: address not found."))
    status = Message()
    status["Final-Recipient"], status["Action"], status["Status"] = f"rfc822; {address}", "failed", code
    about = Message()
    about["Reporting-MTA"] = "dns; mx.example.test"
    facts = Message()
    facts["Content-Type"] = "message/delivery-status"
    facts.set_payload([about, status])
    report.attach(facts)
    return base64.b64encode(report.as_bytes()).decode()


def nested(address: str, answered: Mail) -> bytes:
    """Return an answer of 3,000 parts inside each other, which no reader should follow."""
    head = f"From: {address}\r\nTo: team@brand.example.test\r\nIn-Reply-To: {answered.message_id}\r\nSubject: Re: x\r\n"
    shells = (f'Content-Type: multipart/mixed; boundary="b{n}"\r\n\r\n--b{n}\r\n' for n in range(3_000))
    return (head + "".join(shells) + "Content-Type: text/plain\r\n\r\nYes, I accept.\r\n").encode()


async def test_an_out_of_office_is_not_answered_and_puts_the_nudge_off(stage: Stage) -> None:
    ada = await stage.negotiate(Day_Length_Seconds=1, Nudge_After_Days=3)
    await ada.we_say()
    back = (datetime.now(UTC) + timedelta(days=4)).date()
    await ada.creator_says(
        f"I am out of the office until {back:%d %B %Y} and will answer then.",
        headers={"Auto-Submitted": "auto-replied", "X-Autoreply": "yes"},
    )
    await stage.parley.rest()
    await ada.silence(days=4)
    await ada.we_say_nothing()
    waited = [one["cause"] for one in (await ada.story())["history"] if one["event"] == "waited"]
    assert waited[0]["until_ms"] is not None
    await ada.we_say()  # the nudge comes when they are back


async def test_two_responders_do_not_loop(stage: Stage) -> None:
    ada = await stage.negotiate()
    await ada.we_say()
    for _ in range(3):
        await ada.creator_says(
            "Thank you for your mail. I will answer soon.", headers={"Auto-Submitted": "auto-replied"}
        )
    await ada.we_say_nothing()
    assert await ada.state() == "awaiting_reply"


@pytest.mark.parametrize("code", ["5.1.1", "4.2.2"], ids=["no such address", "mailbox full, given up"])
async def test_a_bounce_stops_us_and_asks_a_person_for_another_address(stage: Stage, code: str) -> None:
    ada = await stage.negotiate()
    opening = await ada.we_say()
    await stage.parley.tell("deliver", raw_base64=bounce_of(opening, ada.email, code))
    assert "another address" in (await ada.slack("escalation")).words
    assert await ada.state() == "escalated"
    await ada.we_say_nothing()


async def test_an_opt_out_stops_at_once_and_is_remembered_for_the_next_campaign(stage: Stage) -> None:
    ada = await stage.negotiate()
    await ada.we_say()
    await ada.creator_says("Please unsubscribe me and do not contact me again.")
    assert await ada.state() == "stopped"
    await ada.we_say_nothing()
    await stage.campaign("summer", creators=1)
    await stage.parley.rest()
    (problem,) = (await stage.parley.get("/campaigns/summer"))["problems"]
    assert "opted out" in problem["problem"]
    assert await stage.parley.get("/negotiations", campaign_id="summer") == []
    await ada.we_say_nothing()


async def test_a_reply_in_a_new_thread_is_followed_there(stage: Stage) -> None:
    ada = await stage.negotiate()
    opening = await ada.we_say()
    await ada.creator_says("Hi, about your offer: could you do $900?", thread_id="", subject="Your reel")
    answer = await ada.we_say()
    assert ANCHOR < answer.fee < RESERVATION
    assert answer.thread_id != opening.thread_id
    assert answer.subject == "Re: Your reel"
    await ada.creator_says("And $880?", thread_id=answer.thread_id)
    assert (await ada.we_say()).thread_id == answer.thread_id


async def test_who_joins_in_copy_stays_in_copy(stage: Stage) -> None:
    ada = await stage.negotiate()
    await ada.we_say()
    await ada.creator_says("Adding Lena in copy. Could you do $900?", headers={"Cc": "lena@talent.example.test"})
    answer = await ada.we_say()
    assert answer.to.endswith(f"{ada.email}>")
    assert answer.cc == "lena@talent.example.test"


async def test_a_mail_that_crosses_the_held_opening_makes_it_void(stage: Stage) -> None:
    ada = await stage.negotiate(Autonomy="review_first")
    await ada.slack("approval")
    await ada.creator_says("Hi! I heard you are looking for runners. I take $900 a reel.")
    await ada.press("Approve", await ada.slack("approval"))
    assert ANCHOR <= (await ada.we_say()).fee < RESERVATION
    await ada.we_say_nothing()
    drafts = {one["stage"]: one["status"] for one in (await ada.story())["drafts"]}
    assert drafts == {"opening": "void", "counter": "sent"}


async def test_a_second_mail_in_a_hurry_voids_the_draft_for_the_first(stage: Stage) -> None:
    ada = await stage.negotiate()
    await ada.we_say()
    await stage.parley.tell("faults", kind="503", vendor="gmail", match="POST .*/drafts$", times=None)
    await ada.creator_says("Could you do $990?")
    await stage.parley.struck()
    newer = await ada.creator_says("Actually, I looked again: I accept your offer as it is!")
    await stage.parley.routed(newer)
    await stage.parley.tell("faults/clear")
    assert (await ada.deal())["fee_cents"] == ANCHOR
    assert (await ada.we_say("agreed")).fee == ANCHOR
    await ada.we_say_nothing()
    assert (await stage.parley.look())["drafts"] == []


async def test_a_mail_of_nobody_we_know_is_kept_and_left_alone(stage: Stage) -> None:
    ada = await stage.negotiate()
    await ada.we_say()
    told = {"from": "Someone Else <someone@elsewhere.example.test>", "subject": "Newsletter", "text": "Buy now!"}
    stranger = await stage.parley.tell("deliver", **told)
    await ada.we_say_nothing()
    assert route_of(stranger["id"]) == "unknown"
    assert len((await stage.parley.look())["sent"]) == 1


async def test_a_mail_that_fails_dmarc_is_shown_and_not_acted_on(stage: Stage) -> None:
    ada = await stage.negotiate()
    await ada.we_say()
    forged = await ada.creator_says(
        "Yes, I accept! Please pay to my new account.",
        headers={"Authentication-Results": "mx.google.com; dmarc=fail (p=REJECT) header.from=creators.example.test"},
    )
    await ada.we_say_nothing()
    assert route_of(forged) == "unauthenticated"
    assert await ada.state() == "awaiting_reply"
    keys = [one["metadata"]["event_payload"]["key"] for one in (await stage.parley.look())["slack"]["messages"]]
    assert f"alert/mail/{forged}" in keys
    assert await ada.notices("deal") == []


async def test_a_mail_we_cannot_read_reaches_a_person_and_the_mailbox_goes_on(stage: Stage) -> None:
    ada, bo = await stage.campaign(creators=2)
    opening = await ada.we_say()
    await bo.we_say()
    await stage.parley.tell("deliver", raw_base64=base64.b64encode(nested(ada.email, opening)).decode())
    await bo.creator_says("Could you do $900?")
    assert (await bo.we_say()).fee > ANCHOR
    assert "could not be read" in (await ada.slack("escalation")).words
    await ada.we_say_nothing()


async def test_a_new_mail_from_another_form_of_the_address_finds_its_campaign_by_subject(stage: Stage) -> None:
    spring = await stage.negotiate("spring", Brand="Lumo Trail Shoes")
    opening = await spring.we_say()
    await stage.parley.rest()
    summer = await stage.negotiate("summer", Brand="Quillbird Tents")
    await stage.parley.rest()
    mail = await spring.creator_says(
        "About your offer: could you do $900?", thread_id="", subject=f"AW: {opening.subject}",
        **{"from": f"Ada <{spring.email.replace('@', '+collabs@')}>"},
    )  # fmt: skip
    await stage.parley.routed(mail)
    await stage.parley.rest()
    assert len((await spring.story())["verdicts"]) == 2
    assert len((await summer.story())["verdicts"]) == 1
    newest = (await stage.parley.look())["sent"][-1]
    assert "+collabs@" in newest["to"]
    assert newest["subject"] == f"Re: {opening.subject}"


async def test_disclosure_and_postal_address_stand_under_every_mail_of_a_campaign_that_wants_them(
    stage: Stage,
) -> None:
    wanted = {"Disclosure": "Written with the help of AI.", "Postal_Address": "Lumo Ltd, 12 Sample Street, Exampleton"}
    ada = await stage.negotiate(**wanted)
    for said in ("Could you do $900?", "Yes, happy to do it for that fee. Let's go ahead!", ""):
        mail = await ada.we_say()
        assert [line for line in wanted.values() if line not in mail.text] == []
        if said:
            await ada.creator_says(said)


async def test_each_mail_of_ours_answers_the_last_one_of_its_thread_by_the_id_it_really_has(stage: Stage) -> None:
    ada = await stage.negotiate(Day_Length_Seconds=1, Nudge_After_Days=1, Max_Nudges=1, Close_After_Days=9_000)
    opening = await ada.we_say()
    nudge = await ada.we_say()
    await ada.creator_says("Could you do $900?")
    answer = await ada.we_say()
    theirs = [one for one in await stage.parley.look(f"boxes/{ada.email}") if one["direction"] == "sent"]
    assert (nudge.in_reply_to, answer.in_reply_to) == (opening.message_id, theirs[-1]["message_id"])
    assert {nudge.thread_id, answer.thread_id} == {opening.thread_id}
    assert {nudge.subject, answer.subject} == {f"Re: {opening.subject}"}
