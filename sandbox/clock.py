"""What time is it in the sandbox?

Two clocks: seconds since the start for order and delays, which never go back,
and the epoch for whatever a vendor writes on its papers. Days are not
shortened here: a short day is data of the campaign and of the creators.
"""

import time


class Clock:
    """Seconds since the sandbox began, and the wall."""

    def __init__(self) -> None:
        self._zero = time.monotonic()

    def seconds(self) -> float:
        """Return the seconds since the sandbox began."""
        return time.monotonic() - self._zero

    def epoch_ms(self) -> int:
        """Return the wall clock in milliseconds, as Gmail and ClickUp write it."""
        return time.time_ns() // 1_000_000
