"""What do we answer, given what the campaign can still afford?

The rules decide; this step gives them the campaign's standing, read in the
same transaction that keeps the verdict and reserves the money. Concurrent
negotiations can therefore never spend the same budget twice.
"""

from dataclasses import dataclass, replace
from typing import assert_never

import sqlalchemy as sa
from sqlalchemy.orm import Session

from negotiation.case import Case
from negotiation.decision import decide as decide_by_rules
from negotiation.money import Money
from negotiation.reading import Reading, Role
from negotiation.records import encode
from negotiation.standing import Commitment, standing_for
from negotiation.strategy import weigh
from negotiation.terms import Brief, History, Move, Offer, Side, Standing
from negotiation.verdicts import Accept, Clarify, Counter, Escalate, Hold, TraceLine, Verdict, Wait, WalkAway
from steps.clock import now_ms
from steps.durable import record
from steps.ledger.tables import campaigns, commitments, verdicts


@dataclass(frozen=True, slots=True)
class Decision:
    """A verdict, and the history that now includes what it answers."""

    verdict: Verdict
    history: History


@record("decide_opening")
def decide_opening(session: Session, brief: Brief, case: Case) -> Decision:
    """Return the opening verdict; its fee is reserved."""
    standing = _standing(session, brief)
    verdict = within_means(brief, standing, weigh(brief, case.history, None, standing))
    return Decision(_keep(session, brief, case, verdict, None, ""), case.history)


@record("decide")
def decide(session: Session, brief: Brief, case: Case, reading: Reading, message_id: str) -> Decision:
    """Return the verdict on one reply; what it promises is reserved."""
    standing = _standing(session, brief)
    verdict = within_means(brief, standing, decide_by_rules(brief, case.history, reading, standing))
    _keep(session, brief, case, verdict, reading, message_id)
    return Decision(verdict, heard(case.history, reading, brief))


@record("decide_by_person")
def decide_by_person(session: Session, brief: Brief, case: Case, fee_cents: int, who: str) -> Decision:
    """Return a person's counter as a verdict, once the money rules have checked it."""
    standing = _standing(session, brief)
    money = Money(fee_cents, brief.campaign.currency)
    trace = (TraceLine("person", fee_cents, f"{who} decides to offer {money}."),)
    verdict = within_means(brief, standing, Counter(fee_cents, brief.campaign.package, trace))
    return Decision(_keep(session, brief, case, verdict, None, ""), case.history)


@record("free_budget")
def free_budget(session: Session, case: Case) -> None:
    """Give back what this negotiation had reserved; a deal's commitment stays."""
    session.execute(
        commitments.delete().where(commitments.c.negotiation_id == case.negotiation_id, ~commitments.c.agreed)
    )


def heard(history: History, reading: Reading, brief: Brief) -> History:
    """Return *history* with what the creator asked for, so that no move is forgotten."""
    pieces = sum(d.count for d in brief.campaign.package.deliverables)
    whole = [a.cents for a in reading.amounts if a.role is Role.ASK and a.currency in (None, brief.campaign.currency)]
    asks = whole or [a.cents * pieces for a in reading.amounts if a.role is Role.PER_ITEM]
    if not asks:
        return history
    move = Move(Side.THEM, Offer(min(asks), brief.campaign.currency))
    return replace(history, moves=(*history.moves, move))


def within_means(brief: Brief, standing: Standing, verdict: Verdict) -> Verdict:
    """Return *verdict*, or a hand-over if it would pay more than anyone allowed.

    The rules already keep these limits; a mistake in them must still not cost money.
    """
    if not isinstance(verdict, Accept | Counter):
        return verdict
    most = min(brief.reservation_cents, standing.ceiling_cents)
    if verdict.fee_cents <= most:
        return verdict
    reason = "above_reservation" if verdict.fee_cents > brief.reservation_cents else "budget_short"
    fee, limit = Money(verdict.fee_cents, brief.campaign.currency), Money(most, brief.campaign.currency)
    told = f"{fee} is over the {limit} that this negotiation may spend now."
    return Escalate(reason, told, (*verdict.trace, TraceLine(reason, most, told)))


def _standing(session: Session, brief: Brief) -> Standing:
    campaign = brief.campaign
    # One decision a campaign at a time: whoever reads the others' commitments owns the row first.
    session.execute(
        sa.select(campaigns.c.campaign_id).where(campaigns.c.campaign_id == campaign.campaign_id).with_for_update()
    )
    others = session.execute(
        sa.select(commitments).where(
            commitments.c.campaign_id == campaign.campaign_id, commitments.c.negotiation_id != brief.negotiation_id
        )
    )
    taken = [Commitment(row.negotiation_id, row.views, row.fee_cents, row.agreed) for row in others]
    return standing_for(campaign, taken, brief.expected_views)


def _keep(
    session: Session, brief: Brief, case: Case, verdict: Verdict, reading: Reading | None, message_id: str
) -> Verdict:
    fee = promised_fee(verdict)
    if fee is not None:
        commit_fee(session, brief, fee, agreed=False)
    session.execute(
        verdicts.insert().values(
            negotiation_id=case.negotiation_id,
            turn=case.turn,
            kind=type(verdict).__name__,
            fee_cents=fee,
            verdict=encode(verdict),
            reading=encode(reading) if reading else None,
            message_id=message_id or None,
            at_ms=now_ms(),
        )
    )
    return verdict


def promised_fee(verdict: Verdict) -> int | None:
    """Return the fee that *verdict* promises, if it promises one."""
    match verdict:
        case Accept(fee_cents=fee) | Counter(fee_cents=fee) | Hold(fee_cents=fee):
            return fee
        case Clarify() | WalkAway() | Escalate() | Wait():
            return None
        case _:
            assert_never(verdict)


def commit_fee(session: Session, brief: Brief, fee_cents: int, *, agreed: bool) -> None:
    """Reserve *fee_cents* for this negotiation, or commit it when *agreed*; it replaces what was held before."""
    session.execute(commitments.delete().where(commitments.c.negotiation_id == brief.negotiation_id))
    session.execute(
        commitments.insert().values(
            negotiation_id=brief.negotiation_id,
            campaign_id=brief.campaign.campaign_id,
            views=brief.expected_views,
            fee_cents=fee_cents,
            agreed=agreed,
            at_ms=now_ms(),
        )
    )
