"""Do people hear of every deal, when Slack does not confirm it too?

Slack answers nothing; minutes and days pass by dating back what was kept. The
round is made by hand, as often as a test wants.
"""

import uuid
from typing import Any

import pytest
import sqlalchemy as sa
from dbos import SetWorkflowID

from steps.ledger import store
from steps.ledger.tables import drafts, mails, negotiations, notices
from tests.scenarios.dialogue import ANCHOR, FIELDS, Dialogue, Stage
from tests.scenarios.living import until
from workflows.second_way import second_way

OWNER = str(FIELDS["Owner"])
_MINUTE_MS, _DAY_MS = 60_000, 86_400_000


async def test_a_deal_that_slack_does_not_confirm_is_mailed_once_and_again_each_day(stage: Stage) -> None:
    ada = await agree_without_slack(stage)
    pass_by(notices.c.created_at_ms, 4.8 * _MINUTE_MS)
    assert await look(stage) == []
    pass_by(notices.c.created_at_ms, 0.3 * _MINUTE_MS)
    (mail,) = await look(stage, 1)
    assert mail["recipients"] == [OWNER]
    assert ("Ada Quillfeather" in mail["subject"], "500 USD" in mail["subject"]) == (True, True)
    for words in ("500 USD", "1 instagram reel", await ada.negotiation_id(), "contract"):
        assert words in mail["body_text"]
    assert await look(stage) == [mail]
    pass_by(drafts.c.created_at_ms, 0.9 * _DAY_MS)
    assert await look(stage) == [mail]
    pass_by(drafts.c.created_at_ms, 0.2 * _DAY_MS)
    _, again = await look(stage, 2)
    assert "(mail 2)" in again["subject"]
    await stage.parley.tell("faults/clear")
    await until(confirmed, "the deal in Slack")
    pass_by(drafts.c.created_at_ms, 2 * _DAY_MS)
    assert len(await look(stage)) == 2


async def test_a_draft_that_slack_overtook_is_taken_away(stage: Stage) -> None:
    await agree_without_slack(stage)
    await stage.parley.tell("faults", kind="503", vendor="gmail", match="drafts/send", times=None)
    pass_by(notices.c.created_at_ms, 6 * _MINUTE_MS)
    await round_of_the_second_way()
    await until(lambda: laid(stage), "the draft")
    await stage.parley.struck("gmail")  # its first try is over: what Slack confirms now is seen by the next
    with store.current().transaction() as session:
        session.execute(notices.update().values(posted_at_ms=1))
    await stage.parley.tell("faults/clear")
    await stage.parley.rest()
    there = await stage.parley.look()
    assert (team_mails(there), there["drafts"]) == ([], [])


async def test_what_comes_back_to_such_a_mail_is_no_mail_of_a_negotiation(stage: Stage) -> None:
    """The owner has spoken in the negotiation before, so their address alone would lead into it."""
    ada = await agree_without_slack(stage)
    spoke = await ada.creator_says("My manager is in copy from now on.", **{"from": OWNER})
    pass_by(notices.c.created_at_ms, 6 * _MINUTE_MS)
    (mail,) = await look(stage, 1)
    await stage.parley.routed(spoke)
    before = (await stage.parley.look())["sent"]
    answered = {"In-Reply-To": mail["message_id"]}
    stop = {"from": OWNER, "text": "Thanks! No, cancel it."}
    returned = {"from": "mailer-daemon@mx.example.test", "text": RETURNED.format(key=mail["key"], to=OWNER)}
    came = [
        (await stage.parley.tell("deliver", **told))["id"]
        for told in (
            {**stop, "thread_id": mail["thread_id"]},
            {**stop, "subject": "Your mail", "headers": answered},
            {**returned, "subject": "Undelivered Mail Returned to Sender", "headers": answered},
        )
    ]
    for message_id in came:
        await stage.parley.routed(message_id)
    routes = sa.select(mails.c.route, mails.c.negotiation_id)
    with store.current().reading() as ledger:
        assert ledger.execute(routes.where(mails.c.message_id == spoke)).one().route == "reply"
        assert {*map(tuple, ledger.execute(routes.where(mails.c.message_id.in_(came))))} == {("team", None)}
        alerts = ledger.execute(sa.select(notices.c.text).where(notices.c.kind == "alert")).scalars().all()
    assert alerts.count("A mail was not acted on") == 1
    assert (await stage.parley.look())["sent"] == before
    assert (await ada.story())["state"] == "agreed"


async def test_a_creator_makes_no_header_and_no_line_of_it_and_is_never_told(
    stage: Stage, capsys: pytest.CaptureFixture[str]
) -> None:
    await stage.parley.restart(alert_address="Ada+parley@creators.example.test")
    await agree_without_slack(stage)
    with store.current().transaction() as session:
        brief = session.execute(sa.select(negotiations.c.brief)).scalar_one()
        brief["creator"]["name"] = "Ada\r\nBcc: thief@elsewhere.example.test\r\n\r\nFee: 9,999 USD\u202e <img src=x>"
        brief["campaign"]["owner"] = f"{OWNER}, tobin@brand.example.test"  # a ClickUp field of two people
        session.execute(negotiations.update().values(brief=brief))
    pass_by(notices.c.created_at_ms, 6 * _MINUTE_MS)
    (mail,) = await look(stage, 1)
    assert mail["recipients"] == [OWNER, "tobin@brand.example.test"]
    assert not set("\r\n\u202e") & set(mail["subject"])
    fields = [line for line in mail["body_text"].splitlines() if line.startswith(("Fee:", "Bcc:"))]
    assert fields == ["Fee: 500 USD"]
    with store.current().transaction() as session:
        brief["campaign"]["owner"] = "Mara of the desk"
        session.execute(negotiations.update().values(brief=brief))
    pass_by(drafts.c.created_at_ms, 2 * _DAY_MS)
    assert await look(stage) == [mail]
    assert "set PARLEY_ALERT_ADDRESS" in capsys.readouterr().out


async def agree_without_slack(stage: Stage, **fields: Any) -> Dialogue:
    """Let Slack fall silent and a deal be agreed."""
    await stage.parley.tell("faults", kind="503", vendor="slack", match="chat.postMessage", times=None)
    ada = await stage.negotiate(**fields)
    await ada.we_say()
    await ada.creator_says("Sounds good!")
    assert (await ada.we_say("agreed")).fee == ANCHOR
    return ada


def pass_by(since: sa.Column[int], milliseconds: float) -> None:
    """Let so much time have passed since *since*."""
    with store.current().transaction() as session:
        session.execute(since.table.update().values({since.name: since - int(milliseconds)}))


async def look(stage: Stage, count: int = 0) -> list[Any]:
    """Make the round, wait for as many mails to our own people as *count*, and return all of them."""
    await round_of_the_second_way()

    async def come() -> list[Any] | None:
        found = team_mails(await stage.parley.look())
        return found if len(found) >= count and not await mailing() else None

    return await until(come, f"{count} mails to our own people")


async def round_of_the_second_way() -> None:
    with SetWorkflowID(f"second_way/{uuid.uuid4()}"):
        await second_way()


async def mailing() -> bool:
    under_way = "SELECT count(*) FROM workflow_status WHERE name = 'mail_deal' AND status IN ('PENDING', 'ENQUEUED')"
    with store.current().reading() as ledger:
        return bool(ledger.execute(sa.text(under_way)).scalar_one())


async def confirmed() -> bool | None:
    with store.current().reading() as ledger:
        told = ledger.execute(sa.select(notices.c.posted_at_ms).where(notices.c.kind == "deal")).scalar_one()
    return True if told else None


async def laid(stage: Stage) -> bool | None:
    return True if any(one["key"].startswith("team-") for one in (await stage.parley.look())["drafts"]) else None


def team_mails(there: Any) -> list[Any]:
    return [mail for mail in there["sent"] if mail["key"].startswith("team-")]


RETURNED = """This is the mail system. I'm sorry to have to inform you that your message could not be delivered.

<{to}>: host mx.example.test said: 550 5.1.1 user unknown

X-Parley-Key: {key}
"""
