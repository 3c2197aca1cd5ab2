"""What if Gmail stops pushing while we run?"""

from datetime import UTC, datetime

import sqlalchemy as sa

from steps.ledger import store
from steps.ledger.tables import cursors
from steps.renew_watch import CURSOR
from tests.scenarios.dialogue import ANCHOR, Stage
from workflows.watch import watch


async def test_a_watch_that_lapses_during_a_run_is_told_and_healed_and_no_reply_waits_for_it(stage: Stage) -> None:
    await stage.parley.restart(poll_seconds=0.5)
    ada = await stage.negotiate()
    await ada.we_say()
    await stage.parley.tell("gmail/watch", expires_in_seconds=0)
    lapsed_a_second_ago()
    await stage.parley.tell("faults", kind="503", vendor="gmail", match="POST .*/watch$", times=None)

    await ada.creator_says("Could you do $900?")  # nothing is pushed any more: the poll finds it
    assert (await ada.we_say()).fee > ANCHOR
    await watch()  # as its round does, every ten minutes
    assert "gmail_watch" in await failing(stage)
    await stage.parley.rest()
    texts = [one["text"] for one in (await stage.parley.look())["slack"]["messages"]]
    assert texts.count("Gmail's watch could not be renewed") == 1

    await stage.parley.tell("faults/clear")
    await watch()
    assert await failing(stage) == []
    assert (await stage.parley.look())["gmail"]["watch_alive"]


def lapsed_a_second_ago() -> None:
    """Let the stored expiry pass."""
    expired = int(datetime.now(UTC).timestamp() * 1000) - 1_000
    with store.current().transaction() as session:
        session.execute(cursors.update().where(cursors.c.name == CURSOR).values(value=str(expired)))
        assert session.execute(sa.select(cursors.c.value).where(cursors.c.name == CURSOR)).scalar() == str(expired)


async def failing(stage: Stage) -> list[str]:
    """Return the checks of /ready that fail."""
    told: list[str] = (await stage.parley.ask("GET", "/ready")).json()["failing"]
    return told
