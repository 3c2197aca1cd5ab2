"""How do webhooks travel, and how badly?

Posts signed parcels to a target, again with growing pauses until they are
taken, and disturbs them on request: lost, doubled, late, out of order, held
back. It does not know what is in a parcel.
"""

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

import httpx2

from sandbox.clock import Clock
from sandbox.errands import Errands

_AT_ONCE = 32
_FIRST_PAUSE_SECONDS = 0.2
_LONGEST_PAUSE_SECONDS = 5.0
_OVERTAKEN_AFTER_SECONDS = 1.0
_TAKEN = frozenset({102, 200, 201, 202, 204})


def open_line() -> httpx2.AsyncClient:
    """Return the client all parcels go through; it costs a quarter of a second, so it outlives a reset."""
    return httpx2.AsyncClient(timeout=10.0, trust_env=False, limits=httpx2.Limits(max_connections=64))


@dataclass(frozen=True, slots=True)
class Parcel:
    """One webhook: made anew for each attempt, because signatures and tokens age."""

    kind: str  # gmail | clickup | slack
    name: str
    url: Callable[[], str]
    make: Callable[[], tuple[dict[str, str], bytes]]
    attempts: int | None = None
    on_attempt: Callable[[int | None], None] = lambda _status: None


@dataclass(slots=True)
class Disturbance:
    """How likely a parcel is lost, doubled, late or overtaken by the next one."""

    lose: float = 0.0
    double: float = 0.0
    delay: float = 0.0
    delay_seconds: float = 2.0
    reorder: float = 0.0


@dataclass(eq=False)
class Courier:
    """Carries parcels to Parley."""

    errands: Errands
    clock: Clock
    dice: Random
    line: httpx2.AsyncClient
    disturbance: Disturbance = field(default_factory=Disturbance)
    paused: bool = False
    under_way: int = 0
    log: deque[dict[str, Any]] = field(default_factory=lambda: deque(maxlen=20_000))
    counts: dict[str, int] = field(default_factory=dict)
    _held: list[Parcel] = field(default_factory=list)
    _overtaken: Parcel | None = None
    _lanes: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(_AT_ONCE))

    def send(self, parcel: Parcel) -> None:
        """Take a parcel over; it is disturbed here, once, before any attempt."""
        if self.paused:
            self._held.append(parcel)
            return
        self._count(f"{parcel.kind}_made")
        if self._happens(self.disturbance.lose):
            self._count(f"{parcel.kind}_lost")
            return
        if self._happens(self.disturbance.double):
            self._count(f"{parcel.kind}_doubled")
            self._start(parcel)
        self._in_order_or_not(parcel)

    def _in_order_or_not(self, parcel: Parcel) -> None:
        overtaken, self._overtaken = self._overtaken, None
        if overtaken is None and self._happens(self.disturbance.reorder):
            self._count(f"{parcel.kind}_reordered")
            self._overtaken = parcel
            self.errands.later(_OVERTAKEN_AFTER_SECONDS, lambda: self._release(parcel))
            return
        self._start(parcel)
        if overtaken is not None:
            self._start(overtaken)

    def _release(self, parcel: Parcel) -> None:
        if self._overtaken is parcel:
            self._overtaken = None
            self._start(parcel)

    def resume(self) -> int:
        """Send what was held back and go on; return how much that was."""
        self.paused = False
        held, self._held = self._held, []
        for parcel in held:
            self.send(parcel)
        return len(held)

    def _start(self, parcel: Parcel) -> None:
        pause = 0.0
        if self._happens(self.disturbance.delay):
            self._count(f"{parcel.kind}_delayed")
            pause = self.dice.uniform(0.0, self.disturbance.delay_seconds)
        self.under_way += 1
        self.errands.start(self._carry(parcel, pause))

    async def _carry(self, parcel: Parcel, pause: float) -> None:
        try:
            await asyncio.sleep(pause)
            await self._until_taken(parcel)
        finally:
            self.under_way -= 1

    async def _until_taken(self, parcel: Parcel) -> None:
        tried, pause = 0, _FIRST_PAUSE_SECONDS
        while parcel.attempts is None or tried < parcel.attempts:
            tried += 1
            status = await self.attempt(parcel)
            if status in _TAKEN or (status == 410 and parcel.kind == "clickup"):
                return
            await asyncio.sleep(pause * self.dice.uniform(0.8, 1.2))
            pause = min(pause * 2, _LONGEST_PAUSE_SECONDS)
        self._count(f"{parcel.kind}_given_up")

    async def attempt(self, parcel: Parcel) -> int | None:
        """Post the parcel once and return the status, None when there was no answer."""
        response = await self.post(parcel)
        return response.status_code if response is not None else None

    async def post(self, parcel: Parcel) -> httpx2.Response | None:
        """Post the parcel once and return the answer, None when there was none."""
        async with self._lanes:
            headers, body = parcel.make()
            began = self.clock.seconds()
            response = await self._answer(parcel.url(), headers, body)
        status = response.status_code if response is not None else None
        took = round((self.clock.seconds() - began) * 1000, 1)
        self.log.append({"kind": parcel.kind, "name": parcel.name, "status": status, "at": began, "ms": took})
        self._count(f"{parcel.kind}_{'taken' if status in _TAKEN else 'not_taken'}")
        parcel.on_attempt(status)
        return response

    async def _answer(self, url: str, headers: dict[str, str], body: bytes) -> httpx2.Response | None:
        if not url.startswith("http"):
            return None  # nobody has said yet where Parley is: try again later
        try:
            return await self.line.post(url, headers=headers, content=body)
        except httpx2.HTTPError:
            return None  # not taken; it is in the log with status null and will be tried again

    def _happens(self, probability: float) -> bool:
        return probability > 0 and self.dice.random() < probability

    def _count(self, name: str) -> None:
        self.counts[name] = self.counts.get(name, 0) + 1
