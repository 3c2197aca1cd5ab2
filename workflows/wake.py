"""How does a parked negotiation notice a signal at once?

On SQLite DBOS looks for signals by polling; after a send in the same process
the waiter's own event can be set instead. That is DBOS's private API, so it
lives here alone, is checked at start, and nothing but speed depends on it.
"""

from typing import Any

import structlog
from dbos._dbos import _get_dbos_instance

from workflows.names import TOPIC

_log = structlog.get_logger("parley.wake")


def wake(workflow_id: str) -> None:
    """Set the event of the workflow that waits here, if one does; the poll finds the signal anyway."""
    waiters = _waiters()
    waiting = waiters.get(f"{workflow_id}::{TOPIC}") if waiters is not None else None
    if waiting is not None:
        waiting.set()


def can_wake() -> bool:
    """Tell whether this DBOS still has what `wake` needs; if not, replies are noticed by the poll."""
    waiters = _waiters()
    fits = hasattr(waiters, "get") and hasattr(waiters, "snapshot")
    if not fits:
        _log.warning("wake.unavailable", consequence="replies are noticed by polling")
    return fits


def _waiters() -> Any:
    try:
        return _get_dbos_instance()._sys_db.notifications_map
    except AttributeError:
        return None
