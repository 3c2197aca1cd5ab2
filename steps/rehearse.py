"""What would a campaign negotiate about, were it started now, or goes on to from here?

Reads rows and ledger by the rules of an import, and writes nothing.
"""

from dataclasses import dataclass

import sqlalchemy as sa

from negotiation.brief import make_brief
from negotiation.case import Case
from negotiation.errors import InvalidBrief
from negotiation.records import decode
from negotiation.standing import Commitment
from negotiation.state import State
from negotiation.terms import Brief, Campaign, Creator, History
from steps.import_campaign import SheetLine
from steps.intake.creators import creator_key, read_creators
from steps.intake.form import Problem
from steps.ledger import store
from steps.ledger.tables import campaigns, commitments, negotiations, row_problems
from steps.past_deals import PastDeals, past_deals

# What a person holds is a person's: nobody can say how it goes on.
_GOING_ON = (State.INITIAL_OFFER, State.AWAITING_REPLY, State.COUNTER_RECEIVED, State.COUNTER_SENT)


@dataclass(frozen=True, slots=True)
class Underway:
    """A campaign of the store as it stands: what goes on, what is agreed or reserved, and rows that could not start."""

    campaign: Campaign
    going: tuple[tuple[Brief, History], ...]
    held: tuple[Commitment, ...]
    problems: tuple[Problem, ...]


def briefs_of(
    campaign: Campaign, lines: tuple[SheetLine, ...], *, remembering: bool
) -> tuple[tuple[Brief, ...], tuple[Problem, ...]]:
    """Return the briefs that these rows would start, and what is wrong with others; *remembering* asks the store."""
    rows, problems = read_creators(campaign, ((line.number, dict(line.cells)) for line in lines))
    briefs, troubles, past = list[Brief](), list(problems), PastDeals()
    if remembering:
        with store.current().reading() as connection:
            past = past_deals(connection, campaign)
    for row_no, creator in rows:
        try:
            briefs.append(make_brief(_id(campaign, creator), campaign, creator, past.rate_of(creator)))
        except InvalidBrief as wrong:
            troubles.append(Problem(row_no, wrong.field, wrong.problem))
    return tuple(briefs), tuple(troubles)


def read_underway(campaign_id: str, *, anew: bool = False) -> Underway | None:
    """Return a campaign of the store; None when there is no such campaign.

    *anew*: every negotiation, as if nothing had been written yet.
    """
    with store.current().reading() as connection:
        spec = connection.execute(sa.select(campaigns.c.spec).where(campaigns.c.campaign_id == campaign_id)).scalar()
        if spec is None:
            return None
        wanted = sa.true() if anew else negotiations.c.state.in_(_GOING_ON)
        rows = connection.execute(
            sa.select(negotiations.c.brief, negotiations.c.case)
            .where(negotiations.c.campaign_id == campaign_id, wanted)
            .order_by(negotiations.c.negotiation_id)
        ).all()
        held = connection.execute(sa.select(commitments).where(commitments.c.campaign_id == campaign_id)).all()
        wrong = connection.execute(sa.select(row_problems).where(row_problems.c.campaign_id == campaign_id)).all()
    going = ((decode(Brief, row.brief), History() if anew else decode(Case, row.case).history) for row in rows)
    kept = (Commitment(row.negotiation_id, row.views, row.fee_cents, row.agreed) for row in held if not anew)
    problems = sorted((Problem(row.row_no, row.field, row.problem) for row in wrong), key=lambda one: one.row_no)
    return Underway(decode(Campaign, spec), tuple(going), tuple(kept), tuple(problems))


def _id(campaign: Campaign, creator: Creator) -> str:
    return f"{campaign.campaign_id}:{creator_key(creator.email, creator.handle)}"
