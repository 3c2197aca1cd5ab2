"""When is the mailbox looked into?

At start, whenever a push says there is news, and every few minutes anyway,
because pushes get lost. One look at a time, over all processes that share the
store; news during a look causes another, after a breath, so that a storm of
pushes is a handful of looks. Mail that Gmail has announced and not given yet is
asked for again soon.
"""

import asyncio
import uuid
from contextlib import suppress

import structlog
from dbos import SetWorkflowID

from steps.one_look import one_look_at_a_time
from workflows.mailbox import mailbox

_BREATH_SECONDS = 0.1
_SOON_SECONDS = 5.0

_log = structlog.get_logger("parley.mailbox")


class MailboxPump:
    """Runs the mailbox workflow; `ring` is called by the webhook."""

    def __init__(self, poll_seconds: float) -> None:
        self._poll_seconds = poll_seconds
        self._bell = asyncio.Event()
        self._request_id = ""

    def ring(self, request_id: str = "") -> None:
        """Ask for a look; many rings before it are one."""
        self._request_id = request_id
        self._bell.set()

    async def run(self) -> None:
        """Look, wait for the bell or the poll, look again, until cancelled."""
        while True:
            self._bell.clear()
            missed = await self._look()
            await asyncio.sleep(_BREATH_SECONDS)
            with suppress(TimeoutError):
                async with asyncio.timeout(min(self._poll_seconds, _SOON_SECONDS) if missed else self._poll_seconds):
                    await self._bell.wait()

    async def _look(self) -> int:
        try:
            async with one_look_at_a_time():
                with SetWorkflowID(f"mailbox/{uuid.uuid4()}"):
                    return await mailbox(self._request_id)
        except Exception:
            # The next look finds the same mail: the cursor has not moved.
            _log.exception("mailbox.look_failed")
            return 0
