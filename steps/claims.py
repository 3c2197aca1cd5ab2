"""Who of a campaign still waits for money, and what becomes of those it never reaches?

A claim stands from the import until its negotiation ends or a person holds it.
The rules of the queue are `negotiation.priority`'s; here they are given the rows.
"""

from dataclasses import replace

import sqlalchemy as sa
from sqlalchemy.orm import Session

from negotiation.case import Case
from negotiation.priority import Claim, Queue, claim_of
from negotiation.state import Event, State
from negotiation.terms import Brief
from steps.durable import record
from steps.ledger.diary import enter
from steps.ledger.store import insert_once
from steps.ledger.tables import claims, commitments
from steps.notices import budget_spent_notice, tell

_GOING_ON = frozenset({State.INITIAL_OFFER, State.AWAITING_REPLY, State.COUNTER_RECEIVED, State.COUNTER_SENT})


def keep_claim(session: Session, brief: Brief, state: State) -> None:
    """Keep that the campaign wants this creator while the negotiation goes on; forget it otherwise."""
    if state not in _GOING_ON:
        session.execute(claims.delete().where(claims.c.negotiation_id == brief.negotiation_id))
        return
    own = claim_of(brief)
    insert_once(
        session,
        claims,
        negotiation_id=brief.negotiation_id,
        campaign_id=brief.campaign.campaign_id,
        views=own.views,
        anchor_cents=own.anchor_cents,
        target_cents=own.target_cents,
    )


def queue_at(session: Session, brief: Brief) -> Queue:
    """Return everybody else of the campaign; the caller holds the campaign's row."""
    campaign_id, own = brief.campaign.campaign_id, brief.negotiation_id
    held = {
        row.negotiation_id: row
        for row in session.execute(
            sa.select(commitments).where(commitments.c.campaign_id == campaign_id, commitments.c.negotiation_id != own)
        )
    }
    wanted = session.execute(
        sa.select(claims).where(claims.c.campaign_id == campaign_id, claims.c.negotiation_id != own)
    )
    claimed = {row.negotiation_id: row for row in wanted}
    going = {key: row.fee_cents for key, row in held.items() if key in claimed and not row.agreed}
    others = tuple(
        Claim(key, row.views, row.anchor_cents, row.target_cents, going.get(key, 0))
        for key, row in claimed.items()
        if key in going or key not in held
    )
    spent = sum(row.fee_cents for row in held.values() if row.agreed)
    reserved = sum(row.fee_cents for row in held.values() if not row.agreed)
    return Queue(others, spent, stuck_cents=reserved - sum(going.values()))


@record("end_unopened")
def end_unopened(session: Session, brief: Brief, case: Case) -> Case:
    """End a negotiation that the budget never reached: the creator hears nothing, the team hears of all at once."""
    case = enter(session, replace(case, due_at_ms=None), Event.REFUSED, {"reason": "budget_spent"})
    waiting = sa.select(sa.func.count()).where(claims.c.campaign_id == brief.campaign.campaign_id)
    tell(session, budget_spent_notice(brief, session.execute(waiting).scalar_one()))
    return case
