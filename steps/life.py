"""Which workflow lives a negotiation now, and with which case would the next one begin?"""

import json
from dataclasses import dataclass

import sqlalchemy as sa
from dbos import DBOS
from sqlalchemy.orm import Session

from negotiation.case import Case
from negotiation.errors import TheirFault
from negotiation.records import decode
from negotiation.terms import Brief
from steps.durable import effect, record
from steps.ledger.tables import mails, negotiations, presses
from steps.newer_mail import WAITING_MAIL

# A workflow that ended like this never retired its negotiation.
FAILED = frozenset({"ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"})


class UnknownNegotiation(TheirFault):
    """No negotiation has this id."""

    def __init__(self, negotiation_id: str) -> None:
        super().__init__(negotiation_id)
        self.negotiation_id = negotiation_id

    def __str__(self) -> str:
        return f"no negotiation {self.negotiation_id!r}: GET /negotiations lists them"


@dataclass(frozen=True, slots=True)
class Life:
    """A negotiation's frozen brief, its last case, and the workflow that lives it ("" before the first)."""

    brief: Brief
    case: Case
    workflow_id: str
    live: bool  # False once that workflow has retired


@dataclass(frozen=True, slots=True)
class Late:
    """What came in while a negotiation was ending: a mail, or a press as it was signalled."""

    message_id: str
    press: str = ""  # the press's signal, as JSON text


@record("read_life")
def read_life(session: Session, negotiation_id: str) -> Life:
    """Return the life of a negotiation.

    Raises UnknownNegotiation.
    """
    columns = negotiations.c.brief, negotiations.c.case, negotiations.c.workflow_id, negotiations.c.live
    row = session.execute(sa.select(*columns).where(negotiations.c.negotiation_id == negotiation_id)).one_or_none()
    if row is None:
        raise UnknownNegotiation(negotiation_id)
    return Life(decode(Brief, row.brief), decode(Case, row.case), row.workflow_id, bool(row.live))


@record("claim_episode")
def claim_episode(session: Session, negotiation_id: str, after: str, workflow_id: str) -> str:
    """Let *workflow_id* live the negotiation after *after*; return who lives it now: whoever claimed first."""
    session.execute(
        negotiations.update()
        .where(negotiations.c.negotiation_id == negotiation_id, negotiations.c.workflow_id == after)
        .values(workflow_id=workflow_id, live=True)
    )
    now = sa.select(negotiations.c.workflow_id).where(negotiations.c.negotiation_id == negotiation_id)
    return str(session.execute(now).scalar_one())


@record("retire")
def retire(session: Session, negotiation_id: str) -> tuple[Late, ...]:
    """End the negotiation's life, unless mail or a press waits for it: then return that, mail first, oldest first.

    Mail is routed and presses are kept in transactions too, so each is either
    seen here or finds the negotiation retired and opens its next episode. None
    falls between.
    """
    late = (*_late_mail(session, negotiation_id), *_late_presses(session, negotiation_id))
    if not late:
        session.execute(negotiations.update().where(negotiations.c.negotiation_id == negotiation_id).values(live=False))
    return late


def _late_mail(session: Session, negotiation_id: str) -> tuple[Late, ...]:
    waiting = sa.select(mails.c.message_id).where(mails.c.negotiation_id == negotiation_id, *WAITING_MAIL)
    return tuple(Late(message_id) for message_id in session.execute(waiting.order_by(mails.c.received_at_ms)).scalars())


def _late_presses(session: Session, negotiation_id: str) -> tuple[Late, ...]:
    waiting = sa.select(presses.c.signal).where(
        presses.c.negotiation_id == negotiation_id, presses.c.taken_turn.is_(None), presses.c.signal.is_not(None)
    )
    signals = session.execute(waiting.order_by(presses.c.at_ms)).scalars()
    return tuple(Late("", json.dumps(signal)) for signal in signals)


@effect("look_at_episode")
async def look_at_episode(workflow_id: str) -> str:
    """Return ``living``, ``absent`` (claimed, and not begun yet) or ``over`` (it failed before it could retire)."""
    status = await DBOS.get_workflow_status_async(workflow_id) if workflow_id else None
    if status is None:
        return "absent"
    return "over" if status.status in FAILED else "living"
