"""How does a parked negotiation notice a signal at once, and cost nothing until then?

On SQLite DBOS looks for signals by polling, with a query a second for every
negotiation that waits. After a send in the same process the waiter's own event
can be set instead, and no other process may send: the queries become a safety
net. That is DBOS's private API, so it lives here alone, is checked at start,
and nothing but speed depends on it.
"""

from collections.abc import Callable
from itertools import count
from typing import Any

import structlog
from dbos._dbos import _get_dbos_instance

from workflows.names import TOPIC

_log = structlog.get_logger("parley.wake")
_SELDOM = 300  # of so many looks at all who wait, one a second, one is taken


def wake(workflow_id: str) -> None:
    """Set the event of the workflow that waits here, if one does; the poll finds the signal anyway."""
    waiters = _waiters()
    waiting = waiters.get(f"{workflow_id}::{TOPIC}") if waiters is not None else None
    if waiting is not None:
        waiting.set()


def can_wake() -> bool:
    """Tell whether this DBOS has what `wake` needs, and let it look seldom then; if not, the poll finds replies."""
    waiters = _waiters()
    fits = hasattr(waiters, "get") and hasattr(waiters, "snapshot")
    if not fits:
        _log.warning("wake.unavailable", consequence="replies are noticed by polling")
        return False
    database = _get_dbos_instance()._sys_db
    if database.engine.dialect.name == "sqlite":  # PostgreSQL tells of signals, also those of other processes
        waiters.snapshot = _seldom(waiters.snapshot)
        database._notification_fallback_polling_interval = float(_SELDOM)
    return True


def _seldom(everybody: Callable[[], list[Any]]) -> Callable[[], list[Any]]:
    """Return *everybody* for the poll, which asks each second whom to look up: nobody, but for now and then."""
    looks = count(1)
    return lambda: [] if next(looks) % _SELDOM else everybody()


def _waiters() -> Any:
    try:
        return _get_dbos_instance()._sys_db.notifications_map
    except AttributeError:
        return None
