"""Do budget and CPM hold at every commit while a crowd closes at once, through the real steps and the real store?"""

from dataclasses import replace

import pytest
import sqlalchemy as sa

from negotiation.decision import decide
from negotiation.reading import Intent
from negotiation.terms import Side, Standing
from negotiation.verdicts import Escalate, Hold
from steps.decide import within_means
from steps.ledger import store
from steps.ledger.tables import campaigns, commitments, negotiations
from tests.campaigns.crowd import Played, open_books, play_afresh, watched
from tests.negotiation.makers import CAMPAIGN, a_brief, a_history, a_reading, an_ask


def assert_kept(played: Played) -> None:
    """Hold a played campaign against every promise that each of them must keep."""
    assert played.witness.broken == []
    assert played.over_reservation == 0
    assert played.robbed == 0, "somebody was turned down while an offer of ours stood"
    assert played.still_reserved_cents == 0, "what an ended negotiation had reserved was not released"
    assert played.deals_cents <= played.agreed_cents, "a bonus may be committed beyond the fee, never less"


def test_a_crowd_that_closes_at_once_never_leaves_budget_or_range() -> None:
    played = play_afresh(24, seed=11)
    assert_kept(played)
    assert played.ends["agreed"] > 0


def test_a_crowd_of_whom_some_back_out_after_their_deal_never_leaves_it_by_a_decision_of_ours() -> None:
    played = play_afresh(24, seed=3)
    assert_kept(played)
    assert played.witness.cancelled >= 2


def test_a_crowd_with_a_budget_for_a_few_of_them_and_every_offer_out_never_leaves_it() -> None:
    """Who of them is asked first is up to the threads, and so is whether one of those agrees."""
    played = play_afresh(24, seed=1, hardest=True)
    assert_kept(played)
    assert played.witness.highest_share > 0.9


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_two_hundred_creators_never_leave_budget_or_range(seed: int) -> None:
    played = play_afresh(200, seed)
    assert_kept(played)
    assert played.ends["agreed"] > 0


def test_an_offer_that_lapsed_is_not_held_with_money_that_others_took_meanwhile() -> None:
    """They answer after the polite end: our $800 was released, and $600 are left."""
    brief, late = a_brief(), a_history((Side.US, 800))

    def left(_: int) -> Standing:
        return Standing(60_000)

    held = decide(brief, late, a_reading(Intent.COUNTER_OFFER, an_ask(900)), left)
    assert isinstance(held, Hold)
    verdict = within_means(brief, left, held)
    assert isinstance(verdict, Escalate)
    assert verdict.reason == "budget_short"


@pytest.mark.parametrize(
    ("budget_cents", "fee_cents", "agreed", "names"),
    [
        (99_999, 100_000, False, "reserved"),
        (900_000, 49_999, True, "under"),
        (900_000, 125_001, False, "over"),
        (900_000, 60_000, False, "x holds 60000 and was promised None"),
        (900_000, 60_000, True, "x holds 60000 and was promised None"),
    ],
)
def test_the_witness_sees_a_promise_broken(tmp_path, budget_cents, fee_cents, agreed, names) -> None:  # type: ignore[no-untyped-def]
    with open_books(tmp_path), watched(replace(CAMPAIGN, budget_cents=budget_cents)) as witness:
        with store.current().transaction() as session:
            for table in (campaigns, negotiations):
                row = {c.name: 0 if c.type.python_type in (int, bool) else "x" for c in table.c if not c.nullable}
                session.execute(table.insert().values(**row))
            kept = {"negotiation_id": "x", "campaign_id": "x", "views": 50_000, "at_ms": 0}
            session.execute(sa.insert(commitments).values(**kept, fee_cents=fee_cents, agreed=agreed))
        assert any(names in line for line in witness.broken)
