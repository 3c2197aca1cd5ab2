"""Which workflows are unfinished, how old are they, and how often were they begun again?

Asked of DBOS itself and kept for a few seconds, because each of thousands of
parked negotiations is a row. It changes nothing.
"""

import threading
import time
from collections import Counter
from dataclasses import dataclass

from dbos import DBOS

from steps.clock import now_ms

_KEPT_SECONDS = 10.0
_UNFINISHED = ["PENDING", "ENQUEUED", "DELAYED"]
_FAILED = ["ERROR", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"]


@dataclass(frozen=True, slots=True)
class Census:
    """The unfinished workflows and the failed ones, counted at ``taken_at_ms``."""

    taken_at_ms: int
    counts: dict[tuple[str, str], int]  # (workflow name, status)
    other_version: int
    most_recovery_attempts: int
    oldest_turn_seconds: float

    @property
    def unfinished(self) -> int:
        """How many workflows have work before them."""
        return sum(number for (_, status), number in self.counts.items() if status in _UNFINISHED)


_taken: list[Census] = []
_taking = threading.Lock()
_clock = time.monotonic
_good_until = 0.0


def take_census() -> Census:
    """Return a census of the last few seconds; one thread at a time takes a new one."""
    global _good_until
    with _taking:
        if not _taken or _clock() >= _good_until:
            _taken[:] = [_count()]
            _good_until = _clock() + _KEPT_SECONDS
        return _taken[0]


def forget_census() -> None:
    """Take the next one anew: another engine runs now."""
    with _taking:
        _taken.clear()


def _count() -> Census:
    rows = DBOS.list_workflows(status=[*_UNFINISHED, *_FAILED], load_input=False, load_output=False)
    now, ours = now_ms(), DBOS.application_version
    unfinished = [row for row in rows if row.status in _UNFINISHED]
    turns = [row.created_at for row in unfinished if row.name == "turn" and row.created_at]
    return Census(
        taken_at_ms=now,
        counts=dict(Counter((row.name, row.status) for row in rows)),
        # A queued one has no version yet: whoever takes it from the queue gives it one.
        other_version=sum(row.app_version not in (ours, None) for row in unfinished),
        most_recovery_attempts=max((row.recovery_attempts or 0 for row in unfinished), default=0),
        oldest_turn_seconds=max(now - min(turns), 0) / 1000 if turns else 0.0,
    )
