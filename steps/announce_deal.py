"""What is written down and told when terms are agreed?

The deal with the words that prove it, the budget's commitment, the state and
the Slack message: one transaction, so none of them can be without the others.
"""

from dataclasses import replace

from sqlalchemy.orm import Session

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
from steps.ledger.tables import deals
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
    tell(session, deal_notice(brief, case, verdict, quotes, reading.question))
    return case
