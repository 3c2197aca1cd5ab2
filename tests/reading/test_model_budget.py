"""Is the model left alone once the day's money for it is spent, and is nothing lost by it?"""

from collections.abc import AsyncIterator
from decimal import Decimal
from pathlib import Path

import pytest
import sqlalchemy as sa
from pydantic import ValidationError

from steps import connections
from steps.breaker import ask_language
from steps.clock import now_ms
from steps.language import LanguageClient, ModelCall
from steps.ledger import store
from steps.ledger.migrate import migrate
from steps.ledger.tables import model_calls, notices
from steps.model_budget import ModelBudgetSpent
from steps.read_reply import keep_model_call
from steps.settings import Settings
from tests.operations.parley_alone import settings_for

PRICES = "claude-haiku-5-5=2/10/0.2,claude-sonnet-5-5=3/15/0.3"


@pytest.fixture(autouse=True)
async def ledger(tmp_path: Path) -> AsyncIterator[None]:
    """A store with its tables and two dollars a day."""
    settings = settings_for(
        tmp_path, anthropic_api_key="sk-ant-budget", model_prices=PRICES, model_usd_per_day=Decimal(2)
    )
    migrate(store.open_store(settings.store_url))
    connections.use(connections.connect(settings))
    yield
    connections.use(None)
    store.close_store()


async def answers(_: LanguageClient) -> str:
    return "words"


def told() -> list[str]:
    with store.current().reading() as connection:
        return [str(text) for text in connection.execute(sa.select(notices.c.text)).scalars()]


async def spend(tokens: int) -> None:
    await keep_model_call(ModelCall("read", "claude-haiku-5-5", tokens, 0, 0, 100), "n-1")


async def test_questions_are_asked_until_the_day_is_spent() -> None:
    await spend(900_000)
    assert await ask_language(answers) == "words"
    await spend(100_000)
    for _ in range(2):
        with pytest.raises(ModelBudgetSpent) as spent:
            await ask_language(answers)
        assert 0 < spent.value.retry_after_seconds <= 900
    assert told() == ["The model's budget of today is spent"]


async def test_yesterday_is_not_counted() -> None:
    await spend(5_000_000)
    with store.current().transaction() as session:
        session.execute(model_calls.update().values(at_ms=now_ms() - 86_400_000))
    assert await ask_language(answers) == "words"


def test_a_budget_without_prices_is_refused_by_name() -> None:
    with pytest.raises(ValidationError, match="PARLEY_MODEL_PRICES for claude-sonnet-5-5"):
        Settings(_env_file=None, model_usd_per_day=1, model_prices="claude-haiku-5-5=2/10/0.2")
