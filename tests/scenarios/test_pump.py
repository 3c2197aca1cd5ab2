"""Does the look-out for mail end when the service ends, whatever comes in at that moment?"""

import asyncio
from contextlib import suppress
from functools import partial

from api.pump import MailboxPump
from tests.scenarios.dialogue import Stage
from tests.scenarios.living import until

_LOOPS = 8  # turns of the event loop between a push and the end: every order of the two


async def test_a_push_that_meets_the_end_does_not_keep_the_service_alive(stage: Stage) -> None:
    await stage.parley.rest()
    for turns in range(_LOOPS):
        pump = MailboxPump(poll_seconds=60)
        looking = asyncio.create_task(pump.run())
        await until(partial(_is_idle, pump), "pump that waits for news")
        pump.ring()
        for _ in range(turns):
            await asyncio.sleep(0)
        looking.cancel()
        with suppress(asyncio.CancelledError):
            await looking


async def _is_idle(pump: MailboxPump) -> bool | None:
    return True if pump._bell._waiters else None
