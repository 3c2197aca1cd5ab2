"""Do budget and CPM hold whatever closes, in whatever order?"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain, combinations
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from negotiation.brief import make_brief
from negotiation.standing import Commitment, standing_for
from negotiation.strategy import weigh
from negotiation.terms import Campaign, History, Offer
from negotiation.verdicts import Accept, Counter, Hold
from tests.negotiation.makers import CAMPAIGN, CREATOR, after, asked


def in_range(campaign: Campaign, deals: Sequence[Commitment]) -> bool:
    fees, views = sum(d.fee_cents for d in deals), sum(d.views for d in deals)
    return campaign.cpm_min_cents * views <= fees * 1000 <= campaign.cpm_max_cents * views


@st.composite
def commitments(draw: st.DrawFn) -> tuple[Campaign, list[Commitment]]:
    """Commitments made one after another, each anywhere inside the limits it was given."""
    campaign = replace(
        CAMPAIGN, budget_cents=draw(st.integers(50_000, 900_000)), stretch_percent=draw(st.integers(0, 40))
    )
    made: list[Commitment] = []
    for number in range(draw(st.integers(1, 7))):
        views = draw(st.integers(1_000, 200_000))
        standing = standing_for(campaign, made, views)
        if standing.floor_cents <= standing.ceiling_cents:
            fee = draw(st.integers(standing.floor_cents, standing.ceiling_cents))
            made.append(Commitment(f"n{number}", views, fee, draw(st.booleans())))
    return campaign, made


@given(commitments())
def test_whatever_subset_of_the_open_offers_closes_the_cpm_stays_in_range(
    made: tuple[Campaign, list[Commitment]],
) -> None:
    campaign, everything = made
    agreed, still_open = [c for c in everything if c.agreed], [c for c in everything if not c.agreed]
    subsets = chain.from_iterable(combinations(still_open, n) for n in range(len(still_open) + 1))
    assert all(in_range(campaign, [*agreed, *closing]) for closing in subsets)


@given(commitments())
def test_all_commitments_together_never_pass_the_budget(made: tuple[Campaign, list[Commitment]]) -> None:
    assert sum(c.fee_cents for c in made[1]) <= made[0].budget_cents


def test_alone_a_creator_gets_the_campaigns_own_range() -> None:
    standing = standing_for(CAMPAIGN, [], 50_000)
    assert (standing.floor_cents, standing.ceiling_cents) == (50_000, 125_000)


def test_where_deals_lie_high_in_the_range_the_next_creator_may_cost_anything() -> None:
    dear = Commitment("n0", 50_000, 125_000, agreed=True)
    assert standing_for(CAMPAIGN, [dear], 50_000).floor_cents == 0


def test_savings_of_open_offers_stretch_nobody_and_those_of_deals_do_up_to_the_limit() -> None:
    campaign = replace(CAMPAIGN, stretch_percent=10)
    cheap = Commitment("n2", 50_000, 60_000, agreed=False)
    assert standing_for(campaign, [cheap], 50_000).ceiling_cents == 125_000
    assert standing_for(campaign, [replace(cheap, agreed=True)], 50_000).ceiling_cents == 137_500


def test_a_stretch_is_paid_only_once() -> None:
    campaign = replace(CAMPAIGN, stretch_percent=10)
    saved = Commitment("n2", 50_000, 115_000, agreed=True)  # 10,000 under its ceiling
    stretched = Commitment("n3", 50_000, 132_500, agreed=False)  # may overdraw 7,500 of it
    assert standing_for(campaign, [saved, stretched], 50_000).ceiling_cents == 127_500


def test_the_budget_left_is_what_all_others_cannot_claim() -> None:
    campaign = replace(CAMPAIGN, budget_cents=200_000)
    others = [Commitment("n2", 50_000, 90_000, agreed=True), Commitment("n3", 50_000, 60_000, agreed=False)]
    assert standing_for(campaign, others, 50_000).ceiling_cents == 50_000


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10**9), st.sampled_from([0, 15]), st.sampled_from([2_000_000, 30_000_000]))
def test_two_hundred_creators_closing_in_random_order_never_leave_budget_or_range(
    seed: int, stretch: int, budget: int
) -> None:
    random = Random(seed)
    campaign = replace(CAMPAIGN, stretch_percent=stretch, budget_cents=budget)
    briefs = [
        make_brief(f"n{i}", campaign, replace(CREATOR, view_samples=(random.randint(5_000, 300_000),)))
        for i in range(200)
    ]
    histories = {b.negotiation_id: History() for b in briefs}
    book: dict[str, Commitment] = {}
    running = list(briefs)
    while running:
        brief = random.choice(running)
        key = brief.negotiation_id
        others = [c for other, c in book.items() if other != key]
        standing = standing_for(campaign, others, brief.expected_views)
        history = histories[key]
        ask = None
        if history.mails_with_amount:
            ask = Offer(random.randint(brief.anchor_cents * 8 // 10, brief.reservation_cents * 13 // 10), "USD")
            if random.random() < 0.15:
                ask = Offer(book[key].fee_cents, "USD")  # they say yes
        verdict = weigh(brief, history, ask, standing)
        if isinstance(verdict, Counter | Hold):
            histories[key] = after(asked(history, ask) if ask else history, verdict)
            book[key] = Commitment(key, brief.expected_views, verdict.fee_cents, agreed=False)
            continue
        running.remove(brief)
        book.pop(key, None)
        if isinstance(verdict, Accept):
            book[key] = Commitment(key, brief.expected_views, verdict.fee_cents, agreed=True)
            deals = [c for c in book.values() if c.agreed]
            assert in_range(campaign, deals)
            assert sum(d.fee_cents for d in deals) <= campaign.budget_cents
    assert any(c.agreed for c in book.values())
