"""What time is it? The one place that asks; rules and workflows never do."""

import time
from datetime import UTC, date, datetime


def now_ms() -> int:
    """Return the wall clock in milliseconds since the epoch."""
    return time.time_ns() // 1_000_000


def today() -> date:
    """Return today's date in UTC."""
    return datetime.now(UTC).date()


def moment(at_ms: int) -> str:
    """Return a time for people, to the minute, in UTC."""
    return datetime.fromtimestamp(at_ms / 1000, UTC).strftime("%Y-%m-%d %H:%M UTC")
