"""Does a model that is away cost nobody a negotiation, and the team one message?"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from steps import connections
from steps.breaker import Breaker, BreakerOpen, ask_language
from steps.clients.language.faults import ModelMisconfigured, ModelRefused, ModelUnavailable
from steps.clock import now_ms
from steps.ledger import store
from steps.ledger.migrate import migrate
from steps.ledger.tables import breaker, notices
from tests.operations.parley_alone import settings_for

QUICK = Breaker(
    "anthropic", opens_after=3, sustained_ms=0, probe_every_ms=80, account_probe_every_ms=80, drain_every_ms=20
)


@pytest.fixture(autouse=True)
async def ledger(tmp_path: Path) -> AsyncIterator[None]:
    """A store with its tables, and nobody to talk to."""
    settings = settings_for(tmp_path, anthropic_api_key="sk-ant-operations")
    migrate(store.open_store(settings.store_url))
    connections.use(connections.connect(settings))
    yield
    connections.use(None)
    store.close_store()


async def away() -> str:
    raise ModelUnavailable("529 overloaded", 0.0)


async def answers() -> str:
    return "words"


def raising(fault: Exception) -> Callable[[], Awaitable[str]]:
    async def question() -> str:
        raise fault

    return question


async def fail(times: int, under: Breaker = QUICK) -> None:
    for _ in range(times):
        with pytest.raises((ModelUnavailable, BreakerOpen)):
            await under.ask(away)


def told() -> list[str]:
    with store.current().reading() as connection:
        rows = connection.execute(sa.select(notices.c.text).order_by(notices.c.created_at_ms, notices.c.key))
        return [str(text) for text in rows.scalars()]


def row() -> sa.Row[tuple[object, ...]]:
    with store.current().reading() as connection:
        return connection.execute(sa.select(breaker)).one()


async def test_a_few_failures_open_nothing() -> None:
    await fail(2)
    assert await QUICK.ask(answers) == "words"
    await fail(2)
    assert await QUICK.ask(answers) == "words"
    assert told() == []


async def test_many_failures_in_one_bad_second_are_one_blip() -> None:
    await fail(30, replace(QUICK, sustained_ms=20_000))
    assert row().opened_at_ms is None


async def test_an_open_breaker_asks_nobody_and_says_when_to_come_back() -> None:
    await fail(3)
    with pytest.raises(BreakerOpen) as refused:
        await QUICK.ask(raising(AssertionError("the model was asked")))
    assert 0 < refused.value.retry_after_seconds <= 0.08


async def test_a_probe_that_fails_is_told_already() -> None:
    await fail(3)
    await asyncio.sleep(0.1)
    with pytest.raises(BreakerOpen) as refused:
        await QUICK.ask(away)
    assert refused.value.is_told


async def test_slack_is_told_once_that_it_opened_and_once_that_it_closed() -> None:
    await fail(3)
    for _ in range(3):
        with pytest.raises(BreakerOpen):
            await QUICK.ask(away)
        await asyncio.sleep(0.1)
        await fail(1)
    assert told() == ["The model does not answer"]
    await asyncio.sleep(0.1)
    assert await QUICK.ask(answers) == "words"
    assert await QUICK.ask(answers) == "words"
    assert told() == ["The model does not answer", "The model answers again"]


async def test_a_single_caller_tries_while_the_others_wait() -> None:
    await fail(3)
    await asyncio.sleep(0.1)
    asked = 0

    async def slow() -> str:
        nonlocal asked
        asked += 1
        await asyncio.sleep(0.1)
        return "words"

    outcomes = await asyncio.gather(*(QUICK.ask(slow) for _ in range(10)), return_exceptions=True)
    assert asked == 1
    assert sum(isinstance(outcome, BreakerOpen) for outcome in outcomes) == 9


async def test_a_probe_that_died_with_its_process_does_not_block_the_next() -> None:
    mortal = replace(QUICK, probe_lease_ms=50)
    await fail(3)
    await asyncio.sleep(0.1)
    await asyncio.to_thread(mortal._admit)
    with pytest.raises(BreakerOpen):
        await mortal.ask(answers)
    await asyncio.sleep(0.06)
    assert await mortal.ask(answers) == "words"


async def test_those_who_waited_come_back_at_a_bounded_rate() -> None:
    await fail(3)
    await asyncio.sleep(0.1)
    await QUICK.ask(answers)
    moments: list[int] = []

    async def note() -> str:
        moments.append(now_ms())
        return "words"

    await asyncio.gather(*(QUICK.ask(note) for _ in range(10)))
    assert moments[-1] - moments[0] >= 9 * 20 * 0.8


async def test_the_state_outlives_the_process() -> None:
    patient = replace(QUICK, probe_every_ms=600_000)
    await fail(3, patient)
    url = store.current().url.render_as_string(hide_password=False)
    store.close_store()
    migrate(store.open_store(url))
    with pytest.raises(BreakerOpen):
        await patient.ask(answers)


@pytest.mark.parametrize(
    "fault",
    [
        ModelMisconfigured(401, "PARLEY_ANTHROPIC_API_KEY", "invalid x-api-key"),
        ModelMisconfigured(400, "the account's spend limit", "credit balance is too low"),
    ],
)
async def test_a_wrong_key_or_an_empty_account_is_told_at_once_and_not_asked_again(fault: ModelMisconfigured) -> None:
    patient = replace(QUICK, account_probe_every_ms=600_000)
    with pytest.raises(BreakerOpen):
        await patient.ask(raising(fault))
    with pytest.raises(BreakerOpen):
        await patient.ask(raising(AssertionError("the model was asked")))
    assert told() == ["The model does not answer"]


async def test_a_refused_request_is_told_and_stops_nobody_else() -> None:
    fault = ModelMisconfigured(400, "the request (model names and token budgets)", "too many tokens")
    for _ in range(2):
        with pytest.raises(ModelMisconfigured):
            await QUICK.ask(raising(fault))
    assert await QUICK.ask(answers) == "words"
    assert told() == ["The model refuses a request of ours"]


async def test_an_answer_that_cannot_be_used_is_an_answer() -> None:
    await fail(2)
    with pytest.raises(ModelRefused):
        await QUICK.ask(raising(ModelRefused("refusal", "stopped")))
    assert row().failures == 0


async def test_offline_nothing_ever_opens(tmp_path: Path) -> None:
    connections.use(connections.connect(settings_for(tmp_path)))
    for _ in range(10):
        with pytest.raises(ModelUnavailable):
            await ask_language(lambda _: away())
    assert row().failures == 0


async def test_who_waits_for_an_open_breaker_does_not_tell_the_team_once_more() -> None:
    assert BreakerOpen("anthropic", 1.0).is_told
