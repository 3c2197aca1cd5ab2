"""Does a rehearsal tell what `parley simulate` tells, change nothing, say what it cannot play, and end when told to?"""

import asyncio
from typing import Any

import pytest
import sqlalchemy as sa

from api.simulation.creators import Assumptions
from api.simulation.figures import figures_of
from api.simulation.rehearsal import rehearse
from api.simulation.report import as_json
from api.simulation.source import from_store
from steps.ledger import store
from steps.ledger.rehearsals import read_rehearsal
from steps.ledger.tables import metadata
from tests.console.visitor import Seen, Visitor
from tests.scenarios.dialogue import FIELDS, Stage
from tests.scenarios.living import until

PAGE = "/console/campaigns/spring/rehearsal"
# What moves by itself, whoever plays.
NOT_THE_CAMPAIGNS = {"rehearsals", "cursors", "sending_slots"}


async def waiting(stage: Stage, creators: int = 2) -> None:
    """Lay a campaign whose openings wait for approval."""
    for one in await stage.campaign(creators=creators, Autonomy="review_all"):
        await one.slack("approval")
    await stage.parley.rest()


def every_row() -> dict[str, list[Any]]:
    """Return everything in the ledger but the rehearsals."""
    with store.current().reading() as connection:
        return {
            table.name: [tuple(row) for row in connection.execute(sa.select(table).order_by(*table.primary_key))]
            for table in metadata.sorted_tables
            if table.name not in NOT_THE_CAMPAIGNS
        }


async def rehearsed(campaign_id: str = "spring") -> dict[str, Any]:
    """Return a campaign's rehearsal once it is over."""

    async def over() -> dict[str, Any] | None:
        row = await asyncio.to_thread(read_rehearsal, campaign_id)
        return row if row and not row["going"] else None

    return await until(over, "end of the rehearsal", 60)


async def start(visitor: Visitor, page: str = PAGE, **fields: str) -> Seen:
    seen = await visitor.see(page)
    return await visitor.press_again(seen.forms["start"], **fields)


async def test_its_figures_are_those_of_parley_simulate_and_the_campaign_stays_as_it_was(
    stage: Stage, mara: Visitor
) -> None:
    await waiting(stage)
    before, sent = await asyncio.to_thread(every_row), (await stage.parley.look())["sent"]
    assert any(before["drafts"])
    await start(mara, runs="12", seed="3", silent_percent="20")
    kept = await rehearsed()
    assert (kept["stage"], kept["who"], kept["problem"]) == ("done", "Mara", "")
    assert await asyncio.to_thread(every_row) == before
    assert (await stage.parley.look())["sent"] == sent == []

    subject = await asyncio.to_thread(from_store, "spring", anew=False)
    assert subject is not None
    assumed = Assumptions(silent_percent=20)
    figures = figures_of(subject, [rehearse(subject, assumed, 3, number) for number in range(12)])
    expected = as_json(subject, assumed, 3, figures)
    assert expected["negotiations"] == 2
    told = kept["told"]
    for name in ("runs", "seed", "deals", "spend_cents", "cpm_cents", "mails", "ends", "budget_out_percent"):
        assert told[name] == (expected[name] if expected[name].__class__ is not tuple else list(expected[name])), name
    assert {one["name"] for one in told["creators"]} == {one["name"] for one in expected["creators"]}

    page = await mara.see(PAGE)
    assert "Models, not promises." in page.text
    assert "12 runs with seed 3, 2 negotiations" in page.text
    assert "Ada Quillfeather" in page.text
    pictures = [
        given["aria-labelledby"] or "" for tag, given in page.tags if tag == "svg" and "aria-labelledby" in given
    ]
    named = {given["id"] for tag, given in page.tags if tag in ("title", "desc") and "id" in given}
    assert len(pictures) >= 4
    assert {name for one in pictures for name in one.split()} <= named


async def test_the_store_of_a_rehearsal_refuses_every_write(stage: Stage) -> None:
    await stage.parley.stop()
    opened = store.open_to_read(stage.parley.settings.store_url)
    # Past SQLAlchemy: it would take a refused write for a broken store, and end this process.
    line = opened.engine.raw_connection()
    try:
        with pytest.raises(Exception, match=r"read-?only"):
            line.cursor().execute("INSERT INTO cursors (name, value, at_ms) VALUES ('x', 'y', 1)")
    finally:
        line.close()
        store.close_store()


async def test_one_at_a_time_and_a_stop_ends_it(stage: Stage, mara: Visitor) -> None:
    await waiting(stage)
    form = (await mara.see(PAGE)).forms["start"]
    under_way = await mara.press_again(form, runs="1000", seed="1")
    assert "of 1000 runs" in under_way.text
    assert under_way.forms.keys() == {"sign-out", "stop"}
    await mara.press_again(form, runs="5", seed="2")
    row = await asyncio.to_thread(read_rehearsal, "spring")
    assert row is not None
    assert row["asked"]["seed"] == 1
    stopped = await mara.press_again(under_way.forms["stop"])
    assert "was stopped after" in stopped.text
    await mara.press_again(form, runs="3", seed="4")
    assert (await rehearsed())["told"]["seed"] == 4


async def test_what_cannot_be_rehearsed_is_named_by_row(stage: Stage, mara: Visitor) -> None:
    blind = {"Name": "Bo", "Email": "bo@creators.example.test", "Handle": "@bo", "Average Views": "n/a"}
    wrong: dict[str, dict[str, Any]] = {
        "blind": {"fields": FIELDS, "creators": [blind]},
        "money": {"fields": FIELDS | {"Currency": "Taler"}, "creators": [blind]},
    }
    for name, order in wrong.items():
        await stage.parley.post("/campaigns", {"campaign_id": name} | order)
    await stage.parley.rest()
    money = await mara.see("/console/campaigns/money/rehearsal")
    assert "This campaign cannot be rehearsed" in money.text
    assert "Currency: " in money.text
    assert "start" not in money.forms
    await start(mara, "/console/campaigns/blind/rehearsal", runs="3")
    assert (await rehearsed("blind"))["stage"] == "failed"
    blind_page = await mara.see("/console/campaigns/blind/rehearsal")
    assert "row 1, Average Views: 'n/a' is not a number of views above zero" in blind_page.text


async def test_only_a_form_of_ours_with_whole_numbers_starts_one(stage: Stage, mara: Visitor) -> None:
    await waiting(stage, creators=1)
    whole = {"runs": "3", "seed": "1", "silent_percent": "10", "level_percent": "100"}
    for name, given in {"runs": "0", "seed": "-1", "silent_percent": "101", "level_percent": "²"}.items():
        assert (await mara.send(f"{PAGE}/start", **(whole | {name: given}))).status_code == 422, name
    assert (await mara.send(f"{PAGE}/start", origin="https://elsewhere.test", **whole)).status_code == 403
    assert (await mara.send("/console/campaigns/nobody/rehearsal/start", **whole)).status_code == 404
    await mara.see("/console/campaigns/nobody/rehearsal", 404)
    async with Visitor(stage.parley) as stranger:
        assert (await stranger.send(f"{PAGE}/start", **whole)).status_code == 401
        assert (await stranger.line.get(PAGE)).status_code == 303
    assert await asyncio.to_thread(read_rehearsal, "spring") is None
