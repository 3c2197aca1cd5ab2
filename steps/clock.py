"""What time is it? The one place that asks; rules and workflows never do.

A negotiation waits for days by this clock, and a machine's clock may be an
hour or a day off, or be put right under a running service. So the service
holds it against the time that Google writes on its answers, and counts the
time from one answer to the next instead of reading it. One odd answer turns
nothing: a difference is believed when the next answer tells it too. Until
Google has answered, this machine's clock has to do.
"""

import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

import structlog

# The header has whole seconds, and the answer was under way for a while: less than this is no wrong clock.
_NO_DIFFERENCE_MS = 5_000
_HALF_A_SECOND_MS = 500
# It goes on while a virtual machine is suspended, which the monotonic clock does not; Linux alone has it.
_COUNTER = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)

_log = structlog.get_logger("parley.clock")
Moment = tuple[int, int]  # a time, and what the counter showed then, in milliseconds


def _wall_ms() -> int:
    return time.time_ns() // 1_000_000


def _counted_ms() -> int:
    return time.clock_gettime_ns(_COUNTER) // 1_000_000


class CorrectedClock:
    """This machine's clock, less what it is off by."""

    def __init__(self, wall_ms: Callable[[], int] = _wall_ms, counted_ms: Callable[[], int] = _counted_ms) -> None:
        self._wall_ms, self._counted_ms = wall_ms, counted_ms
        self._known: Moment | None = None
        self._doubt: Moment | None = None

    def now_ms(self) -> int:
        """Return the time in milliseconds since the epoch."""
        return self._wall_ms() if self._known is None else self._on_from(self._known)

    def hear(self, date_header: str | None) -> None:
        """Take note of the time that Google wrote on an answer which has just come; what is no time is no news."""
        told_ms = _told_ms(date_header)
        if told_ms is None:
            return
        wall_ms, told = self._wall_ms(), (told_ms, self._counted_ms())
        if _agree(wall_ms, told_ms):
            self._known, self._doubt = (wall_ms, told[1]), None
        elif self._known is not None and _agree(self._on_from(self._known), told_ms):
            self._doubt = None
        elif self._doubt is not None and _agree(self._on_from(self._doubt), told_ms):
            self._known, self._doubt = told, None
            off = round((wall_ms - told_ms) / 1000)
            _log.warning("clock.wrong", off_seconds=off, remedy="set this machine's clock (NTP)")
        else:
            self._doubt = told

    def _on_from(self, known: Moment) -> int:
        return known[0] + self._counted_ms() - known[1]


def _agree(one_ms: int, other_ms: int) -> bool:
    return abs(one_ms - other_ms) < _NO_DIFFERENCE_MS


def _told_ms(date_header: str | None) -> int | None:
    if not date_header:
        return None
    try:
        told = parsedate_to_datetime(date_header).replace(tzinfo=UTC)  # HTTP knows no other zone
    except (ValueError, OverflowError):
        return None
    return int(told.timestamp() * 1000) + _HALF_A_SECOND_MS


_clock: CorrectedClock | None = None


def follow_google() -> None:
    """Correct this process's clock by Google's from now on."""
    global _clock
    _clock = CorrectedClock()


def hear(date_header: str | None) -> None:
    """Take note of the Date header of an answer of Google's; a process that follows nobody is deaf."""
    if _clock is not None:
        _clock.hear(date_header)


def now_ms() -> int:
    """Return the time in milliseconds since the epoch."""
    return _wall_ms() if _clock is None else _clock.now_ms()


def now() -> datetime:
    """Return the time in UTC."""
    return datetime.fromtimestamp(now_ms() / 1000, UTC)


def today() -> date:
    """Return today's date in UTC."""
    return now().date()


def moment(at_ms: int) -> str:
    """Return a time for people, to the minute, in UTC."""
    return datetime.fromtimestamp(at_ms / 1000, UTC).strftime("%Y-%m-%d %H:%M UTC")
