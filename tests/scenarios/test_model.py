"""With a model: how often is it asked in a turn, and what is done while it may not be asked?"""

import json
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from dbos import DBOS
from pydantic import SecretStr

from bench.read import main as read_bench
from steps.ledger import store
from steps.ledger.tables import notices
from tests.sandbox.conftest import World
from tests.scenarios.dialogue import ANCHOR, RESERVATION, Stage
from tests.scenarios.living import until
from workflows.names import turn_id

ASK = "I usually get $1,500 for a reel."


@pytest.fixture
async def modelled(stage: Stage) -> Stage:
    """A stage whose Parley asks the sandbox's model."""
    key = stage.parley.world.keys["PARLEY_ANTHROPIC_API_KEY"]
    await stage.parley.restart(anthropic_api_key=SecretStr(key))
    await stage.parley.tell("anthropic", mode="honest")
    return stage


async def questions(stage: Stage) -> int:
    """Return how often the model was asked so far, whatever it answered."""
    asked: list[Any] = (await stage.parley.look("requests", vendor="anthropic"))["requests"]
    return len(asked)


async def test_an_ordinary_turn_asks_twice_to_read_and_to_write(modelled: Stage) -> None:
    ada = await modelled.negotiate()
    await ada.we_say()
    before = await questions(modelled)
    await ada.creator_says(ASK)
    assert ANCHOR < (await ada.we_say()).fee <= RESERVATION
    assert await questions(modelled) - before == 2


async def test_a_refused_letter_is_written_once_more_from_the_playbook_and_the_model_asked_no_third_time(
    modelled: Stage,
) -> None:
    ada = await modelled.negotiate()
    await ada.we_say()
    before = await questions(modelled)
    await modelled.parley.tell("anthropic", mode="hostile_writer")
    await ada.creator_says(ASK)
    assert ANCHOR < (await ada.we_say()).fee <= RESERVATION
    assert await questions(modelled) - before == 2


async def test_terms_that_were_read_back_badly_are_read_back_from_the_playbook_and_the_model_asked_no_third_time(
    modelled: Stage,
) -> None:
    ada = await modelled.negotiate()
    await ada.we_say()
    before = await questions(modelled)
    await modelled.parley.tell("anthropic", mode="hostile_writer")
    await ada.creator_says("Yes, I accept your offer!")
    assert (await ada.we_say("agreed")).amounts == [ANCHOR]
    assert await questions(modelled) - before == 2


async def test_a_refused_opening_is_written_once_more_by_the_model(modelled: Stage) -> None:
    await modelled.parley.tell("anthropic", mode="hostile_writer", times=1)
    before = await questions(modelled)
    ada = await modelled.negotiate()
    assert (await ada.we_say()).fee == ANCHOR
    assert await questions(modelled) - before == 2


async def test_an_opening_refused_twice_is_held_for_a_person(modelled: Stage) -> None:
    await modelled.parley.tell("anthropic", mode="hostile_writer")
    before = await questions(modelled)
    ada = await modelled.negotiate()
    await ada.reaches("escalated")
    assert (await ada.story())["drafts"][-1]["status"] == "held"
    assert await questions(modelled) - before == 2


async def away(stage: Stage) -> None:
    """Let the model refuse our key: that opens the breaker at its first answer."""
    await stage.parley.tell("anthropic", mode="unauthorized")


def told_away() -> int:
    """Return how often the team is told that the model is away; Slack gets it with the next sweep."""
    with store.current().reading() as connection:
        texts = connection.execute(sa.select(notices.c.text)).scalars()
        return sum("does not answer" in str(text) for text in texts)


async def test_while_the_model_is_away_a_negotiation_waits_and_nothing_is_templated(modelled: Stage) -> None:
    ada = await modelled.negotiate()
    await ada.we_say()
    await away(modelled)
    await ada.creator_says(ASK)
    await ada.reaches("counter_received")

    turn = turn_id(await ada.negotiation_id(), 2)

    async def sleeps() -> bool | None:
        steps = await DBOS.list_workflow_steps_async(turn)
        return any(step["function_name"] == "DBOS.sleep" for step in steps) or None

    await until(sleeps, "the turn waits in the store")
    assert told_away() == 1
    assert [draft["stage"] for draft in (await ada.story())["drafts"]] == ["opening"]


async def test_while_the_model_is_away_a_campaign_that_allows_it_goes_on_with_templates(modelled: Stage) -> None:
    ada = await modelled.negotiate(Templates_In_Outage="yes")
    await ada.we_say()
    await away(modelled)
    await ada.creator_says(ASK)
    assert ANCHOR < (await ada.we_say()).fee <= RESERVATION
    asked = await questions(modelled)
    await ada.creator_says("I can do $1,300 for the reel.")
    assert ANCHOR < (await ada.we_say()).fee <= RESERVATION
    assert await questions(modelled) == asked  # the open breaker keeps the model in peace
    assert told_away() == 1


def test_the_benchmark_reads_with_a_model_too(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in world.keys.items():
        monkeypatch.setenv(name, value)
    mails, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    mail = {"id": "1", "text": "I'd need $900 for the reel.", "subject": "", "offer_cents": 50_000, "currency": "USD"}
    mails.write_text(json.dumps(mail) + "\n", encoding="utf-8")
    assert read_bench(["--in", str(mails), "--out", str(out), "--reader", "anthropic"]) == 0
    read = json.loads(out.read_text(encoding="utf-8"))
    assert read["intent"] == "counter_offer"
    assert [(a["cents"], a["role"], a["quote"]) for a in read["amounts"]] == [(90_000, "ask", "$900")]
