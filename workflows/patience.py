"""How long do we wait for a vendor that does not answer?

As long as it takes, durably, and without hurry: a negotiation is not lost
because Gmail or the model is down for an afternoon. What no waiting can mend
is raised to the caller.
"""

from collections.abc import Awaitable, Callable
from typing import ParamSpec, TypeVar

from dbos import DBOS

from negotiation.errors import WorldFault

P = ParamSpec("P")
R = TypeVar("R")

_FIRST_PAUSE_SECONDS, _LONGEST_PAUSE_SECONDS = 0.5, 300.0


async def patiently(step: Callable[P, Awaitable[R]], *args: P.args, **kwargs: P.kwargs) -> R:
    """Return what *step* answers, trying again after every fault of the world.

    This is the only owner of retries: no client and no step below repeats anything.
    """
    pause = _FIRST_PAUSE_SECONDS
    while True:
        try:
            return await step(*args, **kwargs)
        except WorldFault as fault:
            asked_for = float(getattr(fault, "retry_after_seconds", 0.0))
        await DBOS.sleep_async(max(pause, asked_for))
        pause = min(pause * 2, _LONGEST_PAUSE_SECONDS)
