"""From which fee to which fee may a negotiation go?"""

from dataclasses import replace

import pytest
from hypothesis import given

from negotiation.brief import make_brief
from negotiation.errors import InvalidBrief
from negotiation.pricing import lowest_fee, round_down, round_up
from negotiation.terms import Brief, Deliverable, Package, Platform
from tests.negotiation.makers import CAMPAIGN, CREATOR, a_brief, briefs


@given(briefs())
def test_anchor_target_and_reservation_are_in_order(brief: Brief) -> None:
    assert 0 < brief.anchor_cents <= brief.target_cents <= brief.reservation_cents


@given(briefs())
def test_no_fee_of_a_brief_passes_the_upper_cpm_nor_the_anchor_the_lower(brief: Brief) -> None:
    campaign, views = brief.campaign, brief.expected_views
    assert brief.reservation_cents * 1000 <= campaign.cpm_max_cents * views
    if brief.creator.min_fee_cents is None:
        assert brief.anchor_cents >= lowest_fee(campaign.cpm_min_cents, views)


@given(briefs())
def test_the_opening_is_an_amount_that_people_write_wherever_the_range_holds_one(brief: Brief) -> None:
    campaign, sheet = brief.campaign, brief.creator.min_fee_cents
    lowest = lowest_fee(campaign.cpm_min_cents, brief.expected_views) if sheet is None else sheet
    if round_up(lowest, campaign.currency) <= brief.reservation_cents:
        assert round_down(brief.anchor_cents, campaign.currency) == brief.anchor_cents
    assert lowest <= brief.anchor_cents


@pytest.mark.parametrize(
    ("views", "cpms", "fees"),
    [
        (42_538, (500, 500, 600), (21_300, 21_300)),  # 212.69 USD at least, and hoped for: the next dollar
        (42_538, (500, 503, 600), (21_300, 21_396)),
        (42_538, (500, 500, 500), (21_269, 21_269)),  # nothing but 212.69: to the cent
    ],
)
def test_a_narrow_range_opens_with_the_nearest_human_amount(
    views: int, cpms: tuple[int, int, int], fees: tuple[int, int]
) -> None:
    low, target, high = cpms
    campaign = replace(CAMPAIGN, cpm_min_cents=low, cpm_target_cents=target, cpm_max_cents=high)
    brief = make_brief("n1", campaign, replace(CREATOR, view_samples=(views,)))
    assert (brief.anchor_cents, brief.target_cents) == fees


def test_a_range_whose_only_human_amount_is_the_most_opens_with_it() -> None:
    campaign = replace(CAMPAIGN, cpm_min_cents=500)  # 212.69 USD at least
    brief = make_brief("n1", campaign, replace(CREATOR, view_samples=(42_538,), max_fee_cents=21_300))
    assert brief.anchor_cents == 21_300


def test_the_fees_are_cpm_times_views() -> None:
    brief = a_brief()
    assert (brief.anchor_cents, brief.target_cents, brief.reservation_cents) == (50_000, 87_500, 125_000)


def test_the_target_cpm_wins_over_the_midpoint() -> None:
    assert a_brief(cpm_target_cents=1500).target_cents == 75_000


def test_the_sheets_pay_range_wins_over_cpm_times_views() -> None:
    brief = make_brief("n1", CAMPAIGN, replace(CREATOR, min_fee_cents=60_000, max_fee_cents=90_000))
    assert (brief.anchor_cents, brief.target_cents, brief.reservation_cents) == (60_000, 75_000, 90_000)


def test_two_reels_earn_twice_the_views_of_one() -> None:
    package = Package((Deliverable(Platform.INSTAGRAM, "reel", 2),))
    assert a_brief(package=package).reservation_cents == 2 * a_brief().reservation_cents


def test_a_piece_of_content_earns_what_the_campaign_weighs_it_with() -> None:
    story = Package((Deliverable(Platform.INSTAGRAM, "story"),))
    assert a_brief(package=story, view_weights_percent=(("story", 30),)).reservation_cents == 125_000 * 30 // 100
    with pytest.raises(InvalidBrief, match="view weights"):
        a_brief(package=story, view_weights_percent=(("story", 0),))


def test_a_stretch_lifts_the_reservation_price_for_savings_to_reach() -> None:
    assert a_brief(stretch_percent=10).reservation_cents == 137_500


def test_a_pay_range_upside_down_names_the_field() -> None:
    with pytest.raises(InvalidBrief, match="minimum fee"):
        make_brief("n1", CAMPAIGN, replace(CREATOR, min_fee_cents=90_000, max_fee_cents=60_000))


def test_a_maximum_under_the_lowest_cpm_fee_names_the_field() -> None:
    with pytest.raises(InvalidBrief, match="maximum fee"):
        make_brief("n1", CAMPAIGN, replace(CREATOR, max_fee_cents=20_000))


def test_a_fee_of_nothing_names_the_field() -> None:
    with pytest.raises(InvalidBrief, match="minimum fee: 0 USD is not above zero"):
        make_brief("n1", CAMPAIGN, replace(CREATOR, min_fee_cents=0))


def test_a_campaign_that_wants_nothing_is_refused() -> None:
    with pytest.raises(InvalidBrief, match="deliverables: the campaign wants none"):
        a_brief(package=Package(()))


def test_a_creator_of_another_platform_is_refused_by_name() -> None:
    told = "platform: Pixel Pumpernickel is on youtube; the campaign wants instagram"
    with pytest.raises(InvalidBrief, match=told):
        make_brief("n1", CAMPAIGN, replace(CREATOR, platform=Platform.YOUTUBE))
