"""What is written down and told when terms are agreed?

The deal with the words that prove it, the budget's commitment, the state and
the Slack message: one transaction, so none of them can be without the others.
"""

from dataclasses import replace

import sqlalchemy as sa
from sqlalchemy.orm import Session

from negotiation.besides import CURRENCY
from negotiation.case import Case
from negotiation.packages import views_of
from negotiation.pricing import cpm_of
from negotiation.reading import Reading
from negotiation.records import encode
from negotiation.state import Event
from negotiation.terms import Brief
from negotiation.verdicts import Accept
from steps.clock import now_ms
from steps.decide import commit_fee
from steps.durable import record
from steps.ledger.diary import enter, photograph
from steps.ledger.tables import deals, verdicts
from steps.notices import deal_notice, tell


@record("agree")
def agree(session: Session, brief: Brief, case: Case, verdict: Accept, reading: Reading, message_id: str) -> Case:
    """Store the deal with the words that prove it, commit the budget, and leave the notice for Slack."""
    quotes = (*reading.quotes, *(amount.quote for amount in reading.amounts))
    cause = {"mail": message_id, "fee_cents": verdict.fee_cents, "quotes": list(quotes)}
    views = views_of(brief, verdict.package)
    case = enter(session, case, Event.DEAL_AGREED, cause)
    commit_fee(session, brief, verdict.fee_cents, verdict.package, agreed=True)
    session.execute(
        deals.insert().values(
            negotiation_id=case.negotiation_id,
            campaign_id=brief.campaign.campaign_id,
            fee_cents=verdict.fee_cents,
            currency=brief.campaign.currency,
            views=views,
            cpm_cents=cpm_of(verdict.fee_cents + verdict.package.bonus_cents, views),  # a bonus at its worst case
            package=encode(verdict.package),
            quotes=list(quotes),
            agreed_at_ms=now_ms(),
        )
    )
    history = replace(case.history, agreed_cents=verdict.fee_cents)
    case = replace(case, due_at_ms=None, pending_key="", history=history)
    photograph(session, case)
    left_out = _left_out(session, case)
    tell(session, deal_notice(brief, case, verdict, quotes, reading.question, left_out))
    return case


def _left_out(session: Session, case: Case) -> tuple[str, ...]:
    """Return what they wanted besides the fee, in their words, and our offers said no to; oldest first."""
    of_it = sa.select(verdicts.c.verdict, verdicts.c.reading).where(verdicts.c.negotiation_id == case.negotiation_id)
    told = session.execute(of_it.order_by(verdicts.c.turn)).all()
    wanted = (
        one.reading["condition"]
        for one in told
        if one.reading and one.verdict.get("besides") not in (None, "", CURRENCY)
    )
    return tuple(dict.fromkeys(filter(None, wanted)))
