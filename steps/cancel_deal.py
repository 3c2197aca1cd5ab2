"""What becomes of a deal that falls through?

Its state, its money and the news of it change in one transaction, so that
nothing is free before the story says why. The deal stays in the books: it was
agreed, and the rate it taught was true. It writes to no creator.
"""

from dataclasses import replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from negotiation.acts import Act
from negotiation.case import Case
from negotiation.letter import Stage
from negotiation.records import decode
from negotiation.state import Event, State
from negotiation.terms import Brief
from steps.claims import keep_claim
from steps.decide import own_campaign
from steps.durable import record
from steps.ledger.diary import enter
from steps.ledger.tables import commitments, deals, drafts, negotiations, suppressions, transitions
from steps.note_press import insert_press
from steps.notices import Left, cancel_notice, tell

Json = dict[str, Any]


@record("cancel_deal")
def cancel_deal(session: Session, brief: Brief, case: Case, cause: dict[str, str], again: Json) -> Case:
    """Cancel an agreed deal: from this commit on its money is free, and Slack has one message to be posted.

    Whom the spent budget had not reached is asked again, by the signal *again*.

    Raises IllegalTransition, having changed nothing, for whatever is no agreed deal.
    """
    # Savings that this deal brought may be stretching another creator at this very moment.
    own_campaign(session, brief.campaign.campaign_id)
    case = enter(session, replace(case, due_at_ms=None), Event.CANCELLED, cause)
    own = commitments.c.negotiation_id == case.negotiation_id
    freed_cents = session.execute(commitments.delete().where(own).returning(commitments.c.fee_cents)).scalar_one()
    fee_cents = session.execute(sa.select(deals.c.fee_cents).where(deals.c.negotiation_id == case.negotiation_id))
    asked = _ask_again(session, case.negotiation_id, brief.campaign.campaign_id, cause["who"], again)
    held = _held(session, brief.campaign.campaign_id)
    left = Left(freed_cents, asked, *held, _turned_away(session, brief.campaign.campaign_id))
    tell(session, cancel_notice(brief, case, fee_cents.scalar_one(), left, cause))
    return case


def _ask_again(session: Session, cancelled: str, campaign_id: str, who: str, again: Json) -> int:
    """Keep a press for everybody whom the budget never reached, for the sweep to bring; return how many there are.

    They claim money again from now on, all at once: whoever is woken first must not be opened before a better one.
    """
    last = transitions.c.seq == sa.cast(negotiations.c.case["seq"].as_string(), sa.BigInteger)
    ended = transitions.c.event == Event.REFUSED, transitions.c.cause["reason"].as_string() == "budget_spent"
    unreached = session.execute(
        sa.select(negotiations.c.negotiation_id, negotiations.c.brief)
        .join(transitions, transitions.c.negotiation_id == negotiations.c.negotiation_id)
        .where(negotiations.c.campaign_id == campaign_id, negotiations.c.state == State.REJECTED, last, *ended)
    ).all()
    for other in unreached:
        keep_claim(session, decode(Brief, other.brief), State.INITIAL_OFFER)
        press_id = f"reopen/{cancelled}/{other.negotiation_id}"
        signal = {**again, "press_id": press_id}
        insert_press(session, other.negotiation_id, press_id, Act.REOPEN, who, {}, signal=signal)
    return len(unreached)


def _turned_away(session: Session, campaign_id: str) -> tuple[tuple[str, str, int | None], ...]:
    """Return whom our last word told that the places are filled, lowest ask first, but for who wants no mail."""
    mine = drafts.c.negotiation_id == negotiations.c.negotiation_id, drafts.c.status == "sent"
    answers = drafts.c.stage.not_in((Stage.NUDGE, Stage.CLOSE))
    last = sa.select(sa.func.max(drafts.c.turn)).where(*mine, answers).correlate(negotiations).scalar_subquery()
    query = (
        sa.select(negotiations.c.negotiation_id, negotiations.c.creator_name, negotiations.c.ask_cents)
        .join(drafts, sa.and_(*mine, drafts.c.turn == last, drafts.c.stage.in_((Stage.FILLED, Stage.STANDS))))
        .where(
            negotiations.c.campaign_id == campaign_id,
            negotiations.c.state.in_((State.REJECTED, State.STALE, State.AWAITING_REPLY)),
            negotiations.c.email.not_in(sa.select(suppressions.c.email)),
        )
        .order_by(negotiations.c.ask_cents, negotiations.c.negotiation_id)
    )
    return tuple((one.negotiation_id, one.creator_name, one.ask_cents) for one in session.execute(query))


def _held(session: Session, campaign_id: str) -> tuple[int, int, int]:
    """Return what the campaign holds without it: fees and views of its deals, and the fees of offers that are out."""
    agreed, fee, views = commitments.c.agreed, commitments.c.fee_cents, commitments.c.views
    sums = (sa.func.coalesce(sa.func.sum(sa.case((of, column), else_=0)), 0)
            for of, column in ((agreed, fee), (agreed, views), (~agreed, fee)))  # fmt: skip
    query = sa.select(*sums).where(commitments.c.campaign_id == campaign_id)
    fees, bought, offered = map(int, session.execute(query).one())  # as whole numbers: PostgreSQL sums them as decimals
    return fees, bought, offered
