"""When may the next mail go out?

Gmail blocks a mailbox for a day that sends too much. So each mail takes a slot
before it goes, in one transaction: so many a minute, so many a day, fewer in
the first days of a new mailbox. A slot may lie ahead; the mail then waits for
its own, and a hundred that waited do not leave at once. When Gmail has blocked
the mailbox, nobody asks again before the block ends.
"""

import asyncio

import sqlalchemy as sa
from sqlalchemy.orm import Session

from negotiation.errors import WorldFault
from steps import connections
from steps.clock import moment, now_ms
from steps.ledger import store
from steps.ledger.tables import cursors, sending_slots
from steps.notices import alert_notice, tell
from steps.settings import Settings

_MINUTE_MS, _DAY_MS = 60_000, 86_400_000
_HORIZON_MS = 30 * _DAY_MS
_BLOCKED = "gmail-sending-blocked"
# Each day of a warm-up may have half as many mails again as the day before.
_GROWTH_PERCENT = 150
_WORTH_TELLING_MS = 15 * _MINUTE_MS


class NotYet(WorldFault):
    """A mail has to wait for its slot; nothing is wrong, and the team has been told when it takes long."""

    is_told = True

    def __init__(self, retry_after_seconds: float, why: str) -> None:
        super().__init__(retry_after_seconds, why)
        self.retry_after_seconds, self.why = retry_after_seconds, why

    def __str__(self) -> str:
        return f"{self.why}: the mail goes in {self.retry_after_seconds:.0f} s"


async def take_slot(key: str) -> None:
    """Return when the mail *key* may go out now; the same key keeps its slot.

    Raises NotYet with the time to wait.
    """
    wait_ms, why = await asyncio.to_thread(_take, key)
    if wait_ms > 0:
        raise NotYet(wait_ms / 1000, why)


async def note_block(seconds: float) -> None:
    """Keep that Gmail takes no mail of ours for *seconds*, and tell the team once."""
    await asyncio.to_thread(_note_block, now_ms() + int(seconds * 1000))


def _take(key: str) -> tuple[int, str]:
    settings, now = connections.current().settings, now_ms()
    with store.current().transaction() as session:
        blocked_until = _blocked_until(session)
        if now < blocked_until <= now + 2 * _DAY_MS:
            return blocked_until - now, "Gmail has blocked sending"
        at = session.execute(sa.select(sending_slots.c.at_ms).where(sending_slots.c.key == key)).scalar()
        if at is None:
            at = _next_slot(session, settings, now)
            session.execute(sending_slots.insert().values(key=key, at_ms=at))
            if at - now > _WORTH_TELLING_MS:
                _tell_of_queue(session, at)
    # A slot further off than any queue reaches was taken by a clock that was wrong.
    return (at - now if at - now < _HORIZON_MS else 0), "the sending cap is reached"


def _next_slot(session: Session, settings: Settings, now: int) -> int:
    """Return the first moment at which no window holds more than its cap."""
    first = session.execute(sa.select(sa.func.min(sending_slots.c.at_ms))).scalar() or now
    at, before = now, -1
    while at != before:
        before = at
        for window_ms, most in (
            (_MINUTE_MS, settings.sends_per_minute),
            (_DAY_MS, _cap_of_day(settings, (at - first) // _DAY_MS)),
        ):
            taken = sa.select(sending_slots.c.at_ms).where(
                sending_slots.c.at_ms > at - window_ms, sending_slots.c.at_ms < now + _HORIZON_MS
            )
            newest = session.execute(taken.order_by(sending_slots.c.at_ms.desc()).limit(most)).scalars().all()
            if len(newest) >= most:
                at = newest[-1] + window_ms
    return at


def _cap_of_day(settings: Settings, day: int) -> int:
    """Return how many mails day number *day* of this mailbox may have, counting from 0."""
    cap = settings.sends_on_first_day or settings.sends_per_day
    for _ in range(min(max(day, 0), 60)):
        if cap >= settings.sends_per_day:
            break
        cap = cap * _GROWTH_PERCENT // 100 + 1
    return min(cap, settings.sends_per_day)


def _blocked_until(session: Session) -> int:
    value = session.execute(sa.select(cursors.c.value).where(cursors.c.name == _BLOCKED)).scalar()
    return int(value) if value else 0


def _note_block(until_ms: int) -> None:
    with store.current().transaction() as session:
        if _blocked_until(session) < until_ms:
            session.execute(cursors.delete().where(cursors.c.name == _BLOCKED))
            session.execute(cursors.insert().values(name=_BLOCKED, value=str(until_ms), at_ms=now_ms()))
        tell(
            session,
            alert_notice(
                f"sending-block/{until_ms // _DAY_MS}",
                "Gmail does not take our mail for now",
                f"Gmail asks us to wait until {moment(until_ms)}. No mail is lost: what is written waits as a draft "
                "and goes out then. Replies are still read. Lower PARLEY_SENDS_PER_DAY if this happens again.",
            ),
        )


def _tell_of_queue(session: Session, at: int) -> None:
    tell(
        session,
        alert_notice(
            f"sending-cap/{now_ms() // _DAY_MS}",
            "Mails wait for tomorrow's cap",
            f"The cap of mails is reached (PARLEY_SENDS_PER_DAY, PARLEY_SENDS_PER_MINUTE, PARLEY_SENDS_ON_FIRST_DAY). "
            f"The next mail goes out at {moment(at)}, the others after it.",
        ),
    )
