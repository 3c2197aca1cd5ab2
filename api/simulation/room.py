"""Who plays the rehearsals that are asked for in the console?

This process plays one at a time, each in a process of its own; the others
wait. What is under way when the service leaves is ended at once and says so;
it holds nothing that anybody would miss.
"""

import asyncio
import json
import sys
import uuid
from asyncio.subprocess import DEVNULL, PIPE, Process
from contextlib import suppress

import structlog
from sqlalchemy.exc import SQLAlchemyError

from api.simulation.apart import Json, Order
from steps.ledger import rehearsals
from steps.settings import Settings

_log = structlog.get_logger("parley.rehearsal")
_NOTE_EVERY_SECONDS = 0.7
_UNTOLD = "It ended before its figures were there; the logs say why."
_LONGEST_LINE = 16 * 1024 * 1024  # the figures take a hundredth


class RehearsalRoom:
    """The rehearsals of this process, in the order in which they were asked for."""

    def __init__(self, settings: Settings) -> None:
        self._store_url, self._executor = settings.store_url, settings.executor_id
        self._orders: asyncio.Queue[tuple[str, Order]] = asyncio.Queue()
        self._played, self._was_asked = 0, False

    async def begin(self, campaign_id: str, who: str, asked: Json) -> bool:
        """Take an order; False while the campaign is being rehearsed already."""
        key = uuid.uuid4().hex
        order = Order(self._store_url, campaign_id, **asked)
        begun = await asyncio.to_thread(rehearsals.begin_rehearsal, campaign_id, key, self._executor, who, asked)
        if begun:
            self._was_asked = True
            self._orders.put_nowait((key, order))
        return begun

    async def run(self) -> None:
        """Play what is asked for, until cancelled."""
        # Whoever worked under this name before is gone.
        await asyncio.to_thread(rehearsals.interrupt_rehearsals, self._executor)
        try:
            while True:
                key, order = await self._orders.get()
                try:
                    await self._play(key, order)
                except Exception:
                    _log.exception("rehearsal.failed", campaign_id=order.campaign_id)
                    with suppress(SQLAlchemyError):
                        await asyncio.to_thread(rehearsals.refuse_rehearsal, key, _UNTOLD)
        finally:
            if self._was_asked:
                await asyncio.to_thread(rehearsals.interrupt_rehearsals, self._executor)

    async def _play(self, key: str, order: Order) -> None:
        self._played = 0
        if not await asyncio.to_thread(rehearsals.note_played, key, 0):
            return  # stopped while it waited
        child = await _start()
        noting = asyncio.create_task(self._keep_noting(key, child))
        try:
            await self._hear(key, order, child)
        finally:
            noting.cancel()
            if child.returncode is None:
                child.kill()
            await child.wait()

    async def _hear(self, key: str, order: Order, child: Process) -> None:
        assert child.stdin is not None
        assert child.stdout is not None
        child.stdin.write(order.as_line())
        async for line in child.stdout:
            answer: Json = json.loads(line)
            if "told" in answer:
                await asyncio.to_thread(rehearsals.keep_figures, key, answer["told"])
                _log.info("rehearsal.done", campaign_id=order.campaign_id, runs=order.runs)
                return
            if "problems" in answer:
                await asyncio.to_thread(rehearsals.refuse_rehearsal, key, "\n".join(answer["problems"]))
                return
            if "failed" in answer:
                _log.error("rehearsal.failed", campaign_id=order.campaign_id, detail=answer["failed"])
                break
            self._played = answer["played"]
        # Stopped by a person, which is noted already, or ended by somebody else.
        if await asyncio.to_thread(rehearsals.refuse_rehearsal, key, _UNTOLD):
            _log.error("rehearsal.ended_early", campaign_id=order.campaign_id, status=await child.wait())

    async def _keep_noting(self, key: str, child: Process) -> None:
        wanted = True
        while wanted:
            await asyncio.sleep(_NOTE_EVERY_SECONDS)
            wanted = await asyncio.to_thread(rehearsals.note_played, key, self._played)
        if child.returncode is None:
            child.kill()


async def _start() -> Process:
    """Start the other process, apart from a Ctrl-C that is meant for the service."""
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "api.simulation.apart", stdin=PIPE, stdout=PIPE, stderr=DEVNULL,
        process_group=0, limit=_LONGEST_LINE,
    )  # fmt: skip
