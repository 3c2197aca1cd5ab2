"""Does what was agreed before move where we open and hope to land, and nothing else?"""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from negotiation.brief import make_brief
from negotiation.pricing import lowest_fee
from negotiation.rates import PastDeal, own_rate, usual_rate
from negotiation.strategy import weigh
from negotiation.terms import Brief, History, KnownRate
from negotiation.verdicts import Counter
from tests.negotiation.makers import CAMPAIGN, CREATOR, briefs

OWN = KnownRate("creator", 1_600, 1, "2026-05-03")
USUAL = KnownRate("brand", 1_600, 7, "2026-05-03")


def a_deal(cpm: int, agreed_on: str = "2026-05-03", *, campaign: bool = False, brand: bool = False) -> PastDeal:
    return PastDeal(cpm * 50, 50_000, agreed_on, campaign, brand)


def fees(known: KnownRate | None, **changes: object) -> tuple[int, int, int]:
    brief = make_brief("n1", replace(CAMPAIGN, **changes), CREATOR, known)  # type: ignore[arg-type]
    return brief.anchor_cents, brief.target_cents, brief.reservation_cents


def test_what_a_creator_took_before_is_the_target_and_the_opening_is_near_it() -> None:
    assert fees(None) == (50_000, 87_500, 125_000)
    assert fees(OWN) == (68_000, 80_000, 125_000)


def test_the_middle_of_other_deals_is_the_target_alone() -> None:
    assert fees(USUAL) == (50_000, 80_000, 125_000)


def test_the_campaigns_own_target_holds_unless_this_creator_took_less() -> None:
    assert fees(USUAL, cpm_target_cents=1_500)[1] == 75_000
    assert fees(OWN, cpm_target_cents=1_500)[1] == 75_000
    assert fees(OWN, cpm_target_cents=2_000)[1] == 80_000


def test_a_rate_over_the_range_is_never_hoped_for_even_with_a_stretch() -> None:
    assert fees(replace(OWN, cpm_cents=9_000), stretch_percent=20) == (107_000, 125_000, 150_000)


@given(briefs(), st.integers(1, 20_000), st.sampled_from(["creator", "campaign", "brand", "platform"]))
def test_no_memory_moves_the_reservation_price_or_leaves_the_range(brief: Brief, cpm: int, whose: str) -> None:
    known = KnownRate(whose, cpm, 3, "2026-05-03")
    after = make_brief("n1", brief.campaign, brief.creator, known)
    assert after.reservation_cents == brief.reservation_cents
    assert after.anchor_cents <= after.target_cents <= after.reservation_cents
    if brief.creator.min_fee_cents is None:
        assert after.anchor_cents >= lowest_fee(brief.campaign.cpm_min_cents, brief.expected_views)


def test_the_creators_newest_deal_counts_and_of_two_that_day_the_lower() -> None:
    deals = [a_deal(900, "2025-12-01"), a_deal(1_700), a_deal(1_500)]
    assert own_rate(deals) == KnownRate("creator", 1_500, 3, "2026-05-03")
    assert own_rate([]) is None


def test_the_nearest_deals_count_once_there_are_three() -> None:
    others = [a_deal(cpm) for cpm in (1_000, 1_100, 1_200)]
    brand = [a_deal(cpm, brand=True) for cpm in (2_000, 2_100)]
    assert usual_rate(others[:2]) is None
    assert usual_rate([*others, *brand]) == KnownRate("platform", 1_200, 5, "2026-05-03")
    one_more = [*others, *brand, a_deal(2_200, "2026-06-01", brand=True)]
    assert usual_rate(one_more) == KnownRate("brand", 2_100, 3, "2026-06-01")
    campaign = [a_deal(cpm, campaign=True, brand=True) for cpm in (3_000, 3_100, 3_200)]
    assert usual_rate([*one_more, *campaign]) == KnownRate("campaign", 3_100, 3, "2026-05-03")


def test_the_price_trace_says_what_was_remembered_and_what_it_comes_to() -> None:
    opening = weigh(make_brief("n1", CAMPAIGN, CREATOR, OWN), History(), None)
    assert isinstance(opening, Counter)
    (line,) = [line for line in opening.trace if line.rule == "rate_memory"]
    assert (line.cents, line.sentence) == (
        80_000,
        "Pixel Pumpernickel agreed to 16 USD for 1,000 views on 2026-05-03: like 800 USD here.",
    )


def test_an_opening_lifted_by_what_they_agreed_to_is_not_said_to_come_from_the_cpm() -> None:
    opening = weigh(make_brief("n1", CAMPAIGN, CREATOR, OWN), History(), None)
    told = {line.rule: line.sentence for line in opening.trace}
    assert told["anchor"] == "Opening fee, from what they agreed to before: 680 USD (CPM 13.60 USD)."
    assert told["reservation"].startswith("The most this creator may cost, from CPM times views: ")
    low = weigh(make_brief("n1", CAMPAIGN, CREATOR, replace(OWN, cpm_cents=1_000)), History(), None)
    assert "Opening fee, from CPM times views: 500 USD (CPM 10 USD)." in [line.sentence for line in low.trace]
