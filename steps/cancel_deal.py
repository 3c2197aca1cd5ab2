"""What becomes of a deal that falls through?

Its state, its money and the news of it change in one transaction, so that
nothing is free before the story says why. The deal stays in the books: it was
agreed, and the rate it taught was true. It writes to no creator.
"""

from dataclasses import replace

import sqlalchemy as sa
from sqlalchemy.orm import Session

from negotiation.case import Case
from negotiation.state import Event
from negotiation.terms import Brief
from steps.decide import own_campaign
from steps.durable import record
from steps.ledger.diary import enter
from steps.ledger.tables import commitments, deals
from steps.notices import Spending, cancel_notice, tell


@record("cancel_deal")
def cancel_deal(session: Session, brief: Brief, case: Case, cause: dict[str, str]) -> Case:
    """Cancel an agreed deal: from this commit on its money is free, and Slack has one message to be posted.

    Raises IllegalTransition, having changed nothing, for whatever is no agreed deal.
    """
    # Savings that this deal brought may be stretching another creator at this very moment.
    own_campaign(session, brief.campaign.campaign_id)
    case = enter(session, replace(case, due_at_ms=None), Event.CANCELLED, cause)
    own = commitments.c.negotiation_id == case.negotiation_id
    freed_cents = session.execute(commitments.delete().where(own).returning(commitments.c.fee_cents)).scalar_one()
    fee_cents = session.execute(sa.select(deals.c.fee_cents).where(deals.c.negotiation_id == case.negotiation_id))
    held = _held(session, brief.campaign.campaign_id)
    tell(session, cancel_notice(brief, case, fee_cents.scalar_one(), freed_cents, held, cause))
    return case


def _held(session: Session, campaign_id: str) -> Spending:
    """Return what the campaign holds without it."""
    agreed, fee, views = commitments.c.agreed, commitments.c.fee_cents, commitments.c.views
    sums = (sa.func.coalesce(sa.func.sum(sa.case((of, column), else_=0)), 0)
            for of, column in ((agreed, fee), (agreed, views), (~agreed, fee)))  # fmt: skip
    # As whole numbers: PostgreSQL sums them as decimals.
    return Spending(*map(int, session.execute(sa.select(*sums).where(commitments.c.campaign_id == campaign_id)).one()))
