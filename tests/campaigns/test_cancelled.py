"""Is the money of a deal that falls through free again, all of it and once, and what it paid for still honoured?"""

from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from negotiation.acts import Act
from negotiation.case import Case
from negotiation.errors import IllegalTransition
from negotiation.moves import said
from negotiation.reading import Intent
from negotiation.state import Event, State
from negotiation.terms import Brief, Campaign
from negotiation.verdicts import Accept, Counter
from steps.announce_deal import agree
from steps.cancel_deal import cancel_deal
from steps.decide import burden_beside, commit_fee, decide
from steps.ledger import projections, store
from steps.ledger.diary import enter
from steps.ledger.tables import commitments, deals, notices, transitions
from tests.campaigns.crowd import open_books, run
from tests.campaigns.test_memory import close, imported
from tests.negotiation.makers import CAMPAIGN, REEL, a_reading
from workflows.signals import PersonDecided, write_signal

AGAIN = write_signal(PersonDecided(Act.REOPEN, "Robin", ""))
WHY = {"who": "Robin", "press": "p1", "act": "cancel", "detail": "ill"}
STRETCHED: Campaign = replace(CAMPAIGN, stretch_percent=25)  # CPM 10 to 25 dollars, $1,250 for 50,000 views


def agreed(brief: Brief, dollars: int) -> Case:
    """Agree, and return the case after it."""
    case = Case(brief.negotiation_id, state=State.COUNTER_RECEIVED)
    return run(agree(brief, case, Accept(dollars * 100, REEL, ()), a_reading(Intent.ACCEPTANCE), ""))


def books() -> dict[str, list[tuple[object, ...]]]:
    """Return every row that a cancelled deal could change."""
    tables = (commitments, deals, notices, transitions)
    with store.current().reading() as connection:
        return {table.name: [tuple(row) for row in connection.execute(sa.select(table))] for table in tables}


def test_budget_savings_cpm_and_course_are_those_of_the_deals_that_stand(tmp_path: Path) -> None:
    with open_books(tmp_path):
        cheap, dear, third = imported(STRETCHED, 1, 2, 3)
        case = agreed(cheap, 500)
        close(dear, 1_500)
        before = projections.campaign_money(STRETCHED.campaign_id)
        assert (before["committed_cents"], before["deal_views"]) == (200_000, 100_000)
        run(cancel_deal(cheap, case, WHY, AGAIN))
        after = projections.campaign_money(STRETCHED.campaign_id)
        assert (after["committed_cents"], after["reserved_cents"], after["deal_views"]) == (150_000, 0, 50_000)
        assert (after["campaign_cpm_cents"], after["states"][State.CANCELLED]) == (3_000, 1)
        with store.current().transaction() as session:
            burden = burden_beside(session, third)
        assert (burden.fees_cents, burden.savings) == (150_000, 2_500 * 50_000 - 1_000 * 150_000)
        assert [one["fee_cents"] for one in projections.deal_course(STRETCHED.campaign_id)] == [150_000]
        shown = {one["fee_cents"]: one["state"] for one in projections.newest_deals(STRETCHED.campaign_id, 9)}
        assert shown[50_000] == State.CANCELLED


def test_the_team_is_told_once_who_says_so_why_and_what_the_campaign_holds_without_it(tmp_path: Path) -> None:
    with open_books(tmp_path):
        cheap, dear = imported(STRETCHED, 1, 2)
        case = agreed(cheap, 500)
        close(dear, 1_500)
        after = run(cancel_deal(cheap, case, WHY | {"detail": "ill <!channel>"}, AGAIN))
        with store.current().reading() as connection:
            told = connection.execute(sa.select(notices).where(notices.c.kind == "cancelled")).one()
        words = str(told.blocks)
        for said_in_it in ("Robin", "ill &lt;!channel&gt;", "*500 USD*", "1,500 USD agreed, 0 USD on offer", "30 USD"):
            assert said_in_it in words, said_in_it
        kept = books()
        with pytest.raises(IllegalTransition):
            run(cancel_deal(cheap, after, WHY, AGAIN))
        assert books() == kept


@pytest.mark.parametrize("state", [state for state in State if state is not State.AGREED])
def test_what_is_no_agreed_deal_cannot_be_cancelled_and_stays_as_it_is(tmp_path: Path, state: State) -> None:
    with open_books(tmp_path):
        (brief,) = imported(CAMPAIGN, 1)
        with store.current().transaction() as session:
            commit_fee(session, brief, 50_000, REEL, agreed=False)
        kept = books()
        with pytest.raises(IllegalTransition):
            run(cancel_deal(brief, Case(brief.negotiation_id, state=state), WHY, AGAIN))
        assert books() == kept


@pytest.mark.parametrize("floor", [False, True], ids=["savings gone", "surplus gone"])
def test_a_yes_to_an_offer_that_is_out_is_honoured_though_the_deal_that_paid_for_it_fell(
    tmp_path: Path, floor: bool
) -> None:
    """The cheap deal's savings stretched the offer, or the dear one's surplus let it be so low: either is gone."""
    paid, offered = (1_000, 450) if floor else (500, 1_500)
    with open_books(tmp_path):
        first, second = imported(STRETCHED, 1, 2)
        case = agreed(first, paid)
        talk = Case(second.negotiation_id, state=State.AWAITING_REPLY)
        offer = Counter(offered * 100, REEL, ())
        with store.current().transaction() as session:
            commit_fee(session, second, offer.fee_cents, REEL, agreed=False)
            talk = enter(session, replace(talk, history=said(second, talk.history, offer)), Event.REPLY_ARRIVED, {})
        run(cancel_deal(first, case, WHY, AGAIN))
        decided = run(decide(second, replace(talk, turn=2), a_reading(Intent.ACCEPTANCE), "m1"))
        assert isinstance(decided.verdict, Accept), decided.verdict
        assert decided.verdict.fee_cents == offer.fee_cents
