"""What does a negotiation cost while it waits, and does a reply still reach it at once?"""

import asyncio
from typing import Any

import pytest
import sqlalchemy as sa
from dbos._dbos import _get_dbos_instance

from tests.scenarios.dialogue import ANCHOR, Stage

_LONGER_THAN_A_POLL = 2.5  # seconds: DBOS looks once a second by itself


async def test_who_waits_is_not_looked_up_again_and_again_and_hears_a_reply_at_once(stage: Stage) -> None:
    engine = _get_dbos_instance()._sys_db.engine
    if engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL tells of a signal by itself")
    ada = await stage.negotiate()
    assert (await ada.we_say()).fee == ANCHOR
    await stage.parley.rest()
    looks = list[str]()

    def look(_: Any, __: Any, statement: str, *___: Any) -> None:
        if "notifications" in statement:
            looks.append(statement)

    sa.event.listen(engine, "before_cursor_execute", look)
    await asyncio.sleep(_LONGER_THAN_A_POLL)
    sa.event.remove(engine, "before_cursor_execute", look)
    assert looks == []
    await ada.creator_says("Yes, happy to do it for that fee. Let's go ahead!")
    assert (await ada.deal())["fee_cents"] == ANCHOR
