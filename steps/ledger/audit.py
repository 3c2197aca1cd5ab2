"""What happened, in order, for whoever has to answer for it?"""

from collections.abc import Iterator
from heapq import merge
from typing import Any

import sqlalchemy as sa

from steps.ledger import store
from steps.ledger.tables import presses, transitions, verdicts


def audit_trail(negotiation_id: str | None, since_ms: int) -> Iterator[dict[str, Any]]:
    """Yield transitions, verdicts and people's decisions, oldest first."""
    sources = (("transition", transitions), ("verdict", verdicts), ("decision", presses))
    yield from merge(*(_lines(kind, table, negotiation_id, since_ms) for kind, table in sources), key=_moment)


def _moment(line: dict[str, Any]) -> int:
    return int(line["at_ms"])


def _lines(kind: str, table: sa.Table, negotiation_id: str | None, since_ms: int) -> Iterator[dict[str, Any]]:
    query = sa.select(table).where(table.c.at_ms >= since_ms).order_by(table.c.at_ms)
    if negotiation_id:
        query = query.where(table.c.negotiation_id == negotiation_id)
    with store.current().reading() as connection:
        for row in connection.execute(query.execution_options(yield_per=500)).mappings():
            yield {"record": kind, **row}
