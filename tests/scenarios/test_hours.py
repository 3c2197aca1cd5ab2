"""Is nobody nudged outside their business hours, and answered at any hour?"""

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from steps.ledger import store
from steps.ledger.tables import negotiations
from tests.scenarios.dialogue import ANCHOR, Dialogue, Stage

# Days are real days here: only then has a creator hours. Two seconds of one are silence enough.
REAL_DAYS: dict[str, float] = {"Day_Length_Seconds": 86_400, "Nudge_After_Days": 0.00002, "Close_After_Days": 5}


def closed_now() -> str:
    """Return hours of a day that are over, or far off, whatever the time is."""
    hour = datetime.now(UTC).hour
    return f"{hour + 4}-{hour + 5}" if hour < 12 else f"{hour - 5}-{hour - 4}"


async def opened(stage: Stage, **fields: Any) -> Dialogue:
    """Return a negotiation whose opening a person has let out."""
    ada = await stage.negotiate(Autonomy="review_first", **(REAL_DAYS | fields))
    await ada.press("Approve", await ada.slack("approval"))
    assert (await ada.we_say()).fee == ANCHOR  # what a person has just decided goes out at any hour
    return ada


async def test_a_nudge_waits_for_the_creators_hours_and_an_answer_does_not(stage: Stage) -> None:
    ada = await opened(stage, Business_Hours=closed_now(), Time_Zone="UTC")
    await ada.silence(days=3 / 86_400)
    await ada.we_say_nothing()
    due = due_at_ms(await ada.negotiation_id())
    opens = int(closed_now().split("-")[0])
    goes = datetime.fromtimestamp(due / 1000, UTC)
    assert (goes.hour, goes.minute, goes.weekday() < 5) == (opens, 0, True)
    assert goes > datetime.now(UTC)
    await ada.creator_says("Could you do $900?")
    assert (await ada.we_say()).fee > ANCHOR


async def test_a_campaign_without_hours_nudges_as_soon_as_it_is_due(stage: Stage) -> None:
    ada = await opened(stage, Business_Hours="0-24", Max_Nudges=1)
    await ada.we_say()
    await stage.parley.rest()
    assert [one["event"] for one in (await ada.story())["history"]] == ["offer_sent", "nudged"]


def due_at_ms(negotiation_id: str) -> int:
    """Return when silence becomes an event in a negotiation."""
    with store.current().reading() as connection:
        query = sa.select(negotiations.c.case).where(negotiations.c.negotiation_id == negotiation_id)
        return int(connection.execute(query).scalar_one()["due_at_ms"])


async def test_a_campaign_that_is_started_writes_at_any_hour_and_what_it_put_off_waits_for_the_creators_hours(
    stage: Stage,
) -> None:
    hours: dict[str, Any] = {"Business_Hours": closed_now(), "Time_Zone": "UTC", "Nudge_After_Days": 5}
    people = await stage.campaign(creators=2, Budget=900, **(REAL_DAYS | hours))
    await stage.parley.rest()
    opened = [one for one in people if (await one.story())["state"] == "awaiting_reply"]
    (put_off,) = (one for one in people if one not in opened)
    assert (await opened[0].we_say()).fee == ANCHOR
    await put_off.we_say_nothing()
    goes = datetime.fromtimestamp(due_at_ms(await put_off.negotiation_id()) / 1000, UTC)
    assert (goes.hour, goes.minute, goes.weekday() < 5) == (int(closed_now().split("-")[0]), 0, True)
