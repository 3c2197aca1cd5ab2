"""Does the budget go to the best creators first, and to nobody whom it cannot pay?"""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from negotiation.brief import make_brief
from negotiation.priority import Claim, Queue, claim_of, in_turn
from negotiation.standing import standing_for
from negotiation.terms import Brief, Campaign, History
from negotiation.trades import weigh_package
from negotiation.verdicts import Counter, Escalate, TraceLine, Verdict, Wait, WalkAway
from tests.negotiation.makers import CAMPAIGN, CREATOR


def some_briefs(campaign: Campaign, views: list[int]) -> list[Brief]:
    return [make_brief(f"n{i}", campaign, replace(CREATOR, view_samples=(many,))) for i, many in enumerate(views)]


def opened(brief: Brief, queue: Queue) -> Verdict:
    """Return the opening as the step decides it: by the rules, then by the queue."""
    taken = queue.spent_cents + queue.stuck_cents + sum(claim.held_cents for claim in queue.others)
    left = replace(brief.campaign, budget_cents=max(brief.campaign.budget_cents - taken, 1))
    verdict = weigh_package(brief, History(), None, lambda views: standing_for(left, (), views))
    return in_turn(brief, verdict, queue)


ONE = make_brief("n1", CAMPAIGN, CREATOR)  # opens with 500 USD, hopes for 875
BETTER = Claim("n0", 90_000, 60_000, 80_000)
WORSE = Claim("n2", 20_000, 60_000, 80_000)


def with_budget(dollars: int, **changes: int) -> Brief:
    return replace(ONE, campaign=replace(CAMPAIGN, budget_cents=dollars * 100, **changes))  # type: ignore[arg-type]


def test_an_opening_leaves_a_better_creator_who_waits_what_they_are_hoped_to_cost() -> None:
    assert isinstance(opened(with_budget(1_675), Queue((BETTER,), 0)), Counter)
    assert isinstance(opened(with_budget(1_674), Queue((BETTER,), 0)), Wait)
    assert isinstance(opened(with_budget(1_674), Queue((WORSE,), 0)), Counter)
    assert isinstance(opened(with_budget(2_275), Queue((BETTER,), 60_000)), Counter)
    assert isinstance(opened(with_budget(2_274), Queue((BETTER,), 60_000)), Wait), (
        "what deals cost is hoped for no more"
    )


def test_a_better_creator_who_takes_all_that_is_left_is_left_all_of_it() -> None:
    whole = replace(BETTER, views=500_000, anchor_cents=100_000, target_cents=100_000)
    assert isinstance(opened(with_budget(1_000), Queue((whole,), 0)), Wait)
    assert isinstance(opened(with_budget(999), Queue((whole,), 0)), Counter)


def test_of_two_better_creators_who_cannot_both_be_opened_one_is_left_their_fee() -> None:
    two = Queue((BETTER, replace(BETTER, negotiation_id="n00")), 0)
    assert isinstance(opened(with_budget(1_000, offers_out_percent=170), two), Counter)
    assert isinstance(opened(with_budget(1_200, offers_out_percent=170), two), Wait)


def test_only_so_many_offers_are_out_as_the_budget_pays_at_the_fees_hoped_for() -> None:
    out = replace(WORSE, held_cents=60_000)
    assert isinstance(opened(with_budget(1_675), Queue((out,), 0)), Counter)
    assert isinstance(opened(with_budget(1_674), Queue((out,), 0)), Wait)
    assert isinstance(opened(with_budget(1_200, offers_out_percent=140), Queue((out,), 0)), Counter)
    dear = replace(out, anchor_cents=900_000)
    assert isinstance(opened(with_budget(2_475), Queue((dear, BETTER), 0)), Counter)
    assert isinstance(opened(with_budget(2_474), Queue((dear, BETTER), 0)), Wait)


def test_what_an_offer_holds_that_is_out_opens_nobody_else() -> None:
    line = Queue((replace(WORSE, held_cents=60_000), BETTER), 0)
    assert isinstance(opened(with_budget(1_100, offers_out_percent=160), line), Counter)
    assert isinstance(opened(with_budget(1_200, offers_out_percent=160), line), Wait), "the better one can be opened"


def test_when_no_offer_is_out_the_best_is_opened_with_what_is_left() -> None:
    assert isinstance(opened(with_budget(500), Queue((WORSE,), 0)), Counter)


def test_a_better_creator_who_cannot_be_paid_at_all_blocks_nobody() -> None:
    huge = replace(BETTER, views=900_000, anchor_cents=700_000, target_cents=800_000)
    assert isinstance(opened(with_budget(900), Queue((huge,), 0)), Counter)
    small = replace(WORSE, anchor_cents=10_000)
    assert isinstance(opened(with_budget(500), Queue((huge, small), 0)), Counter)


def test_an_opening_that_the_budget_cannot_pay_yet_waits_however_many_offers_may_be_out() -> None:
    out = replace(WORSE, held_cents=60_000)
    waits = opened(with_budget(1_000, offers_out_percent=300), Queue((out,), 0))
    assert isinstance(waits, Wait)
    assert waits.reason == "budget_short"


def test_an_opening_that_a_person_decides_for_another_reason_does_not_wait() -> None:
    out, asked = (
        replace(WORSE, held_cents=60_000),
        Escalate("below_campaign_range", "", (TraceLine("floor", None, ""),)),
    )
    assert in_turn(with_budget(10_000), asked, Queue((out,), 0)) == asked


def test_the_trace_of_a_wait_keeps_what_was_known_and_says_whose_turn_it_is_instead_of_an_offer() -> None:
    before = weigh_package(ONE, History(), None, lambda views: None).trace
    *known, why = in_turn(with_budget(1_674), Counter(50_000, CAMPAIGN.package, before), Queue((BETTER,), 0)).trace
    assert (tuple(known), why.rule) == (before[:-1], "queue")
    assert why.sentence.startswith("Offers that are out, or better creators, may still need the budget:")


def test_a_spent_budget_ends_it_without_a_word_and_only_money_in_peoples_hands_asks_a_person() -> None:
    spent = opened(with_budget(1_000), Queue((), 60_000))
    assert isinstance(spent, WalkAway)
    assert "not written to" in spent.trace[-1].sentence
    assert spent.reason == "budget_spent"
    stuck = opened(with_budget(1_000), Queue((), 50_000, stuck_cents=10_000))
    assert isinstance(stuck, Escalate)
    assert stuck.reason == "budget_short"
    assert "100 USD" in stuck.detail
    assert isinstance(opened(with_budget(1_000), Queue((), 50_001, stuck_cents=10_000)), WalkAway)


def test_money_in_peoples_hands_asks_a_person_for_the_best_whom_it_would_pay() -> None:
    assert isinstance(opened(with_budget(1_000), Queue((WORSE,), 30_000, stuck_cents=30_000)), Escalate)
    assert isinstance(opened(with_budget(1_000), Queue((BETTER,), 30_000, stuck_cents=30_000)), WalkAway)


@given(
    st.lists(st.integers(2_000, 300_000), min_size=1, max_size=25),
    st.integers(20_000, 4_000_000),
    st.integers(100, 300),
    st.randoms(use_true_random=False),
)
def test_in_whatever_order_they_ask_the_best_who_can_be_paid_are_written_to(views, budget, percent, random) -> None:  # type: ignore[no-untyped-def]
    campaign = replace(CAMPAIGN, budget_cents=budget, offers_out_percent=percent)
    briefs = some_briefs(campaign, views)
    claims = {brief.negotiation_id: claim_of(brief) for brief in briefs}
    gone, waiting = set[str](), [*briefs]
    for _ in range(2 * len(briefs)):  # everybody's turn comes again, as each day brings it
        random.shuffle(waiting)
        for brief in [*waiting]:
            key = brief.negotiation_id
            others = tuple(claim for other, claim in claims.items() if other != key and other not in gone)
            verdict = opened(brief, Queue(others, 0))
            if not isinstance(verdict, Wait):
                waiting.remove(brief)
            if isinstance(verdict, Counter):
                claims[key] = claim_of(brief, verdict.fee_cents)
            elif not isinstance(verdict, Wait):
                gone.add(key)
    out = [claim for claim in claims.values() if claim.held_cents]
    kept_back = [claims[brief.negotiation_id] for brief in waiting]
    held = sum(claim.held_cents for claim in out)
    assert held <= budget
    hoped = sum(claim.hoped_cents for claim in out)
    for claim in kept_back:
        assert hoped + claim.hoped_cents > budget * percent // 100 or held + claim.anchor_cents > budget
    if len(out) > 1:
        assert hoped <= budget * percent // 100
    assert out or not any(brief.anchor_cents <= budget for brief in briefs)
