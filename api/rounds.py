"""What is looked after again and again, and how often?

Each round is made at start and timed by waiting, never by the clock on the
wall: one that is put back an hour must not keep the sweep away for an hour, and
one put forward a day must not bring a day of sweeps at once.
"""

import asyncio
import uuid
from collections.abc import Awaitable, Callable

import structlog
from dbos import SetWorkflowID

from steps.keep_backups import keep_backup
from steps.prune import prune
from steps.settings import Settings
from workflows.campaign_list import campaign_list
from workflows.second_way import second_way
from workflows.watch import sweep, watch

_log = structlog.get_logger("parley.rounds")
Flow = Callable[[], Awaitable[None]]

_SECONDS_BETWEEN: dict[str, tuple[Flow, float]] = {
    "watch": (watch, 600),
    "campaign_list": (campaign_list, 300),
    "sweep": (sweep, 30),
    "second_way": (second_way, 30),
    "prune": (prune, 3_600),
    "backup": (keep_backup, 600),
}


async def make_rounds(settings: Settings) -> None:
    """Make every round until cancelled; without a topic there is no watch to look after."""
    due = {name: round_ for name, round_ in _SECONDS_BETWEEN.items() if settings.gmail_pubsub_topic or name != "watch"}
    await asyncio.gather(*(_make(name, flow, seconds) for name, (flow, seconds) in due.items()))


async def _make(name: str, flow: Flow, seconds: float) -> None:
    while True:
        try:
            with SetWorkflowID(f"{name}/{uuid.uuid4()}"):
                await flow()
        except Exception:
            # The next round looks at the same things again.
            _log.exception("round.failed", round=name)
        await asyncio.sleep(seconds)
