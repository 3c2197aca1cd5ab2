"""How long do we wait for a vendor that does not answer?

As long as it takes, durably, and without hurry: a negotiation is not lost
because Gmail or the model is down for an afternoon. What no waiting can mend
is raised to the caller.
"""

from collections.abc import Awaitable, Callable
from itertools import count
from typing import ParamSpec, TypeVar

from dbos import DBOS

from negotiation.errors import WorldFault
from steps.note_waiting import note_waiting

P = ParamSpec("P")
R = TypeVar("R")

_FIRST_PAUSE_SECONDS, _LONGEST_PAUSE_SECONDS = 0.5, 300.0
# About a quarter of a minute: a hiccup is over by then, an outage is somebody's business.
_TELL_AT_ATTEMPT = 6
# A vendor that asks for a quarter of an hour or more is an outage at once.
_TELL_FROM_SECONDS = 900.0


async def patiently(step: Callable[P, Awaitable[R]], *args: P.args, **kwargs: P.kwargs) -> R:
    """Return what *step* answers, trying again after every fault of the world.

    This is the only owner of retries: no client and no step below repeats anything.
    """
    pause = _FIRST_PAUSE_SECONDS
    for attempt in count(1):
        try:
            return await step(*args, **kwargs)
        except WorldFault as fault:
            asked_for = float(getattr(fault, "retry_after_seconds", 0.0))
            # An open breaker has told the team by itself, once for all who wait.
            trouble = "" if getattr(fault, "is_told", False) else str(fault)
        if trouble and (attempt == _TELL_AT_ATTEMPT or asked_for >= _TELL_FROM_SECONDS):
            await note_waiting(trouble)
        await DBOS.sleep_async(max(pause, asked_for))
        pause = min(pause * 2, _LONGEST_PAUSE_SECONDS)
    raise AssertionError("counting has no end")
