"""What have the questions to the model cost so far?

Read from the ledger's `model_calls`. Prices are the installation's own
(PARLEY_MODEL_PRICES): Parley has none built in, and shows no cost without them.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from steps import connections
from steps.ledger import store
from steps.ledger.measures import Measure
from steps.ledger.tables import model_calls

_PER_PRICE = Decimal(1_000_000)  # prices are for a million tokens


def measure_model() -> tuple[Measure, ...]:
    """Return calls, tokens, time and, where prices are set, cost."""
    columns = ("input_tokens", "output_tokens", "cached_tokens", "milliseconds")
    query = sa.select(
        model_calls.c.purpose,
        model_calls.c.model,
        sa.func.count().label("calls"),
        *(sa.func.sum(model_calls.c[name]).label(name) for name in columns),
    ).group_by(model_calls.c.purpose, model_calls.c.model)
    with store.current().reading() as connection:
        rows = connection.execute(query).all()
    return tuple(_measures(rows))


def spent_usd(since_ms: int) -> Decimal:
    """Return what the questions since *since_ms* cost by PARLEY_MODEL_PRICES; a model without a price costs nothing."""
    columns = ("input_tokens", "output_tokens", "cached_tokens")
    query = (
        sa.select(model_calls.c.model, *(sa.func.sum(model_calls.c[name]).label(name) for name in columns))
        .where(model_calls.c.at_ms >= since_ms)
        .group_by(model_calls.c.model)
    )
    prices = connections.current().settings.price_list()
    with store.current().reading() as connection:
        rows = connection.execute(query).all()
    return sum((_cost(row, prices[row.model]) for row in rows if row.model in prices), Decimal(0))


def _measures(rows: Any) -> Iterator[Measure]:
    labels = ("purpose", "model")
    yield _counter("model_calls", "Questions to the model.", labels, {(r.purpose, r.model): r.calls for r in rows})
    tokens = {
        (r.purpose, r.model, kind): getattr(r, f"{kind}_tokens") for r in rows for kind in ("input", "output", "cached")
    }
    yield _counter("model_tokens", "Tokens; input leaves out what was cached.", (*labels, "kind"), tokens)
    seconds = {(r.purpose, r.model): r.milliseconds / 1000 for r in rows}
    yield _counter("model_seconds", "Time spent waiting for the model.", labels, seconds)
    prices = connections.current().settings.price_list()
    costs = {(r.purpose, r.model): float(_cost(r, prices[r.model])) for r in rows if r.model in prices}
    yield _counter("model_cost_usd", "Cost by PARLEY_MODEL_PRICES.", labels, costs)


def _cost(row: Any, price: tuple[Decimal, Decimal, Decimal]) -> Decimal:
    counted = (row.input_tokens, row.output_tokens, row.cached_tokens)
    return sum((Decimal(n) * p / _PER_PRICE for n, p in zip(counted, price, strict=True)), Decimal(0))


def _counter(name: str, meaning: str, labels: tuple[str, ...], values: Mapping[Any, float]) -> Measure:
    return Measure(f"parley_{name}", "counter", meaning, labels, tuple((k, float(v)) for k, v in values.items()))
