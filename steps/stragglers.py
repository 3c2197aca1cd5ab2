"""Which mails were routed and never taken up?"""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from steps.clock import now_ms
from steps.durable import record
from steps.ledger.tables import mails


@dataclass(frozen=True, slots=True)
class Stranded:
    """A mail whose signal met a negotiation that was just ending."""

    message_id: str
    negotiation_id: str


@record("stranded_mails")
def stranded_mails(session: Session, older_than_ms: int) -> tuple[Stranded, ...]:
    """Return mails routed longer ago than *older_than_ms* that no turn has handled, oldest first."""
    query = (
        sa.select(mails.c.message_id, mails.c.negotiation_id)
        .where(
            mails.c.route.in_(("reply", "takeover")),
            mails.c.handled_turn.is_(None),
            mails.c.routed_at_ms < now_ms() - older_than_ms,
        )
        .order_by(mails.c.received_at_ms)
        .limit(100)
    )
    return tuple(Stranded(row.message_id, row.negotiation_id) for row in session.execute(query))
