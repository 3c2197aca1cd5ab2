"""Have they written again since we began to answer?"""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from negotiation.case import Case
from steps.durable import record
from steps.ledger.tables import mails


@record("has_newer_mail")
def has_newer_mail(session: Session, case: Case) -> bool:
    """Tell whether mail of this negotiation is in the ledger that no turn has taken up."""
    waiting = sa.select(mails.c.message_id).where(
        mails.c.negotiation_id == case.negotiation_id,
        mails.c.route.in_(("reply", "takeover")),
        mails.c.handled_turn.is_(None),
    )
    return session.execute(waiting.limit(1)).first() is not None
