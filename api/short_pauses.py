"""Why does the service never stand still for long, with ten thousand negotiations in memory?

Python's full garbage collection looks at every object while nothing else runs:
a second and more with ten thousand parked negotiations. What has lived for a
second is mostly there for weeks, so it is set aside, and collections stay
short. What is set aside and becomes a ring of garbage is found once a day.
"""

import asyncio
import gc

_EVERY_SECONDS = 1.0
_LOOKS_A_DAY = round(86_400 / _EVERY_SECONDS)


async def keep_pauses_short() -> None:
    """Set aside what has lived for a while, again and again, until cancelled."""
    try:
        while True:
            for _ in range(_LOOKS_A_DAY):
                gc.collect()
                gc.freeze()
                await asyncio.sleep(_EVERY_SECONDS)
            gc.unfreeze()
    finally:
        gc.unfreeze()
