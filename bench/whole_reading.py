"""What does a campaign leave for one creator, when every row of it is read?

The plain reading that the steps' sums must agree with, and that they are
measured beside. The service never reads like this.
"""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from negotiation.priority import Claim, Queue
from negotiation.standing import Commitment
from negotiation.terms import Brief
from steps.ledger.tables import claims, commitments


def commitments_beside(session: Session, brief: Brief) -> list[Commitment]:
    """Return what every other negotiation of the campaign holds."""
    rows = session.execute(
        sa.select(commitments).where(
            commitments.c.campaign_id == brief.campaign.campaign_id,
            commitments.c.negotiation_id != brief.negotiation_id,
        )
    )
    return [Commitment(row.negotiation_id, row.views, row.fee_cents, row.agreed) for row in rows]


def whole_queue(session: Session, brief: Brief) -> Queue:
    """Return everybody else of the campaign."""
    held = {one.negotiation_id: one for one in commitments_beside(session, brief)}
    wanted = session.execute(
        sa.select(claims).where(
            claims.c.campaign_id == brief.campaign.campaign_id, claims.c.negotiation_id != brief.negotiation_id
        )
    )
    claimed = {row.negotiation_id: row for row in wanted}
    going = {key: one.fee_cents for key, one in held.items() if key in claimed and not one.agreed}
    others = tuple(
        Claim(key, row.views, row.anchor_cents, row.target_cents, going.get(key, 0))
        for key, row in claimed.items()
        if key in going or key not in held
    )
    spent = sum(one.fee_cents for one in held.values() if one.agreed)
    return Queue(others, spent, sum(one.fee_cents for one in held.values()) - spent - sum(going.values()))
