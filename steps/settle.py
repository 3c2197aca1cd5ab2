"""How does a turn end?"""

from dataclasses import dataclass, replace

import sqlalchemy as sa
from sqlalchemy.orm import Session

from negotiation.case import Case
from negotiation.state import State
from negotiation.terms import Brief
from steps.claims import keep_claim
from steps.clock import now_ms
from steps.durable import record
from steps.ledger.diary import photograph
from steps.ledger.tables import commitments, escalations, notices

# A negotiation that waits for a person alone has no due time of its own.
_NEVER_SECONDS = 10 * 365 * 86_400.0


@dataclass(frozen=True, slots=True)
class Settled:
    """The end of a turn: the case as it will wait, and the notices still to be posted."""

    case: Case
    notice_keys: tuple[str, ...]


@record("settle")
def settle(session: Session, brief: Brief, case: Case) -> Settled:
    """Close the turn: how long to wait, what is released, which notices are due."""
    if case.ended and case.state is not State.AGREED:
        session.execute(
            commitments.delete().where(commitments.c.negotiation_id == case.negotiation_id, ~commitments.c.agreed)
        )
    keep_claim(session, brief, case.state)
    if case.state is not State.ESCALATED and not case.pending_key:
        session.execute(
            escalations.update()
            .where(
                escalations.c.negotiation_id == case.negotiation_id,
                escalations.c.resolved_at_ms.is_(None),
                escalations.c.turn < case.turn,
            )
            .values(resolved_at_ms=now_ms())
        )
    waiting = (case.due_at_ms - now_ms()) / 1000 if case.due_at_ms is not None else _NEVER_SECONDS
    case = replace(case, wait_seconds=max(waiting, 0.0))
    photograph(session, case)
    unposted = session.execute(
        sa.select(notices.c.key).where(
            notices.c.negotiation_id == case.negotiation_id, notices.c.posted_at_ms.is_(None)
        )
    )
    return Settled(case, tuple(unposted.scalars()))
