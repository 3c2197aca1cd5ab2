"""How often may somebody try to sign in?

A few wrong tokens from one address, and that address waits. Counted in memory:
a restart forgets, and a token of 32 random characters is not guessed in the
meantime.
"""

import time
from collections import OrderedDict, deque

_MOST_WRONG = 5
_WINDOW_SECONDS = 300.0
_MOST_ADDRESSES = 10_000


class Attempts:
    """The wrong attempts of the last minutes, by address."""

    def __init__(self) -> None:
        self._wrong: OrderedDict[str, deque[float]] = OrderedDict()

    def wait_seconds(self, address: str) -> int:
        """Return how long *address* has to wait before its next attempt; 0: it may try."""
        now, tried = time.monotonic(), self._wrong.get(address, deque())
        while tried and tried[0] <= now - _WINDOW_SECONDS:
            tried.popleft()
        return 0 if len(tried) < _MOST_WRONG else max(int(tried[0] + _WINDOW_SECONDS - now), 1)

    def note_wrong(self, address: str) -> None:
        """Count a wrong attempt."""
        self._wrong.setdefault(address, deque()).append(time.monotonic())
        self._wrong.move_to_end(address)
        while len(self._wrong) > _MOST_ADDRESSES:
            self._wrong.popitem(last=False)

    def forgive(self, address: str) -> None:
        """Forget the wrong attempts of an address that has signed in."""
        self._wrong.pop(address, None)
