"""May the model be asked now, or has it failed for so long that asking is waste?

One row says so for every negotiation and across restarts. Sustained failure
opens the breaker; a wrong key or an exhausted account opens it at once. While
it is open everybody waits durably and one caller at a time tries; the first
answer closes it, and those who waited come back at a bounded rate. Slack is
told once of each, and once a day in between. A campaign may have rules and
templates answer meanwhile. Offline nobody is asked, so nothing opens.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import sqlalchemy as sa
import structlog
from sqlalchemy.orm import Session

from negotiation.errors import WorldFault
from steps import connections
from steps.clients.language.faults import ModelMisconfigured, ModelRefused, ModelUnavailable
from steps.clock import now_ms
from steps.language import LanguageClient
from steps.ledger import store
from steps.ledger.tables import breaker
from steps.model_budget import ModelBudgetSpent, check_budget
from steps.notices import alert_notice, tell

R = TypeVar("R")
_DAY_MS = 86_400_000
_log = structlog.get_logger("parley.breaker")


class BreakerOpen(WorldFault):
    """*name* is not asked now; nothing is lost, and the next look is in that many seconds."""

    is_told = True  # Slack heard of it when the breaker opened

    def __init__(self, name: str, retry_after_seconds: float) -> None:
        super().__init__(name, retry_after_seconds)
        self.name, self.retry_after_seconds = name, retry_after_seconds

    def __str__(self) -> str:
        return f"{self.name} is not asked while it keeps failing: look again in {self.retry_after_seconds:g} s"


@dataclass(frozen=True, slots=True)
class Breaker:
    """One vendor's breaker; all times in milliseconds."""

    name: str
    opens_after: int = 5  # failures in a row, and
    sustained_ms: int = 20_000  # for this long: thirty negotiations in one bad second are one blip
    probe_every_ms: int = 30_000
    account_probe_every_ms: int = 900_000  # a key or a bill is mended by a person
    probe_lease_ms: int = 90_000  # longer than the client's timeout: a killed probe does not block the next
    drain_every_ms: int = 500

    async def ask(self, question: Callable[[], Awaitable[R]]) -> R:
        """Return what *question* answers.

        Raises BreakerOpen instead of asking while the breaker is open, and after the failure that opens it.
        """
        pause_seconds = await asyncio.to_thread(self._admit)
        await asyncio.sleep(pause_seconds)
        try:
            answer = await question()
        except ModelUnavailable as fault:
            if await asyncio.to_thread(self._failed, str(fault), self.probe_every_ms, at_once=False):
                # Slack has heard of it: whoever waits must not tell it again, however often they try.
                raise BreakerOpen(self.name, self.probe_every_ms / 1000) from fault
            raise
        except ModelMisconfigured as fault:
            if not await asyncio.to_thread(self._misconfigured, fault):
                raise
            raise BreakerOpen(self.name, self.account_probe_every_ms / 1000) from fault
        except ModelRefused:
            await asyncio.to_thread(self._answered)
            raise
        await asyncio.to_thread(self._answered)
        return answer

    def _admit(self) -> float:
        """Return how many seconds to wait before asking; an open breaker lets one caller through."""
        seen = self._look()
        if seen.opened_at_ms is None and seen.next_slot_ms is None:
            return 0.0
        now = now_ms()
        with store.current().transaction() as session:
            row = self._row(session)
            if row.opened_at_ms is not None:
                if row.probe_until_ms > now:
                    raise BreakerOpen(self.name, (row.probe_until_ms - now) / 1000)
                self._keep(session, probe_until_ms=now + self.probe_lease_ms)
                _log.info("breaker.probed", name=self.name)
                return 0.0
            return self._slot(session, row, now) / 1000

    def _slot(self, session: Session, row: sa.Row[Any], now: int) -> int:
        """Return how long to wait for a turn among those who waited; nobody holds a step for more than a while."""
        if row.next_slot_ms is None or row.next_slot_ms < now - 2 * self.probe_every_ms:
            self._keep(session, next_slot_ms=None)
            return 0
        if row.next_slot_ms - now > 20 * self.drain_every_ms:
            raise BreakerOpen(self.name, (row.next_slot_ms - now) / 1000)
        turn = max(row.next_slot_ms, now)
        self._keep(session, next_slot_ms=turn + self.drain_every_ms)
        return int(turn - now)

    def _failed(self, why: str, pause_ms: int, *, at_once: bool) -> bool:
        """Count a failure; return whether the breaker is open now."""
        now = now_ms()
        with store.current().transaction() as session:
            row = self._row(session)
            since = row.failing_since_ms or now
            sustained = row.failures + 1 >= self.opens_after and now - since >= self.sustained_ms
            self._keep(session, failures=row.failures + 1, failing_since_ms=since, detail=why[:300])
            if row.opened_at_ms is None and not (at_once or sustained):
                return False
            opened = row.opened_at_ms or now
            self._keep(session, opened_at_ms=opened, probe_until_ms=now + pause_ms)
            if row.opened_at_ms is None:
                _log.error("breaker.opened", name=self.name, detail=why[:300])
            self._tell_open(session, opened, (now - opened) // _DAY_MS, why)
        return True

    def _misconfigured(self, fault: ModelMisconfigured) -> bool:
        """Open for what concerns every question and return True; tell of one refused request and return False."""
        if fault.status in (401, 402, 403, 404) or "spend limit" in fault.setting:
            self._failed(str(fault), self.account_probe_every_ms, at_once=True)
            return True
        with store.current().transaction() as session:
            key = f"model-refuses/{fault.status}/{now_ms() // _DAY_MS}"
            text = f"{fault}. The negotiation it was for is handed to a person; this is told once a day."
            tell(session, alert_notice(key, "The model refuses a request of ours", text))
        return False

    def _answered(self) -> None:
        if not self._look().failures:
            return
        with store.current().transaction() as session:
            row = self._row(session)
            closed = {"failures": 0, "failing_since_ms": None, "opened_at_ms": None, "probe_until_ms": None}
            self._keep(session, **closed, detail="", next_slot_ms=now_ms() if row.opened_at_ms else row.next_slot_ms)
            if row.opened_at_ms is not None:
                _log.warning("breaker.closed", name=self.name, open_ms=now_ms() - row.opened_at_ms)
                minutes = (now_ms() - row.opened_at_ms) // 60_000
                text = f"It was away for {minutes} minutes. The negotiations that waited go on, a few a second."
                tell(session, alert_notice(f"{self._key(row.opened_at_ms)}/closed", "The model answers again", text))

    def _tell_open(self, session: Session, opened: int, day: int, why: str) -> None:
        key = f"{self._key(opened)}/open" + (f"/{day}" if day else "")
        text = f"{why}. Negotiations that need it wait and lose nothing; it is tried again by itself."
        tell(session, alert_notice(key, "The model does not answer", text))

    def _key(self, opened: int) -> str:
        return f"breaker/{self.name}/{opened}"

    def _look(self) -> sa.Row[Any]:
        with store.current().reading() as connection:
            return connection.execute(sa.select(breaker).where(breaker.c.name == self.name)).one()

    def _row(self, session: Session) -> sa.Row[Any]:
        # Locked until the commit, so that two cannot both be the one that tries.
        mine = sa.select(breaker).where(breaker.c.name == self.name).with_for_update()
        return session.execute(mine).one()

    def _keep(self, session: Session, **values: Any) -> None:
        session.execute(breaker.update().where(breaker.c.name == self.name).values(**values))


_MODEL = Breaker("anthropic")


async def ask_language(question: Callable[[LanguageClient], Awaitable[R]], *, without_model: bool = False) -> R:
    """Ask whoever reads and writes; a model stands behind its breaker, rules and templates do not.

    *without_model*: while the model may not be asked, rules and templates answer instead of a wait.
    """
    using = connections.current()
    if using.settings.is_offline:
        return await question(using.language)
    try:
        await asyncio.to_thread(check_budget)
        return await _MODEL.ask(lambda: question(using.language))
    except (BreakerOpen, ModelBudgetSpent):
        if not without_model:
            raise
        return await question(using.rules)
