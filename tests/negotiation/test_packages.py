"""Is a package changed, priced and named as the campaign's price list says?"""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiation.packages import (
    count_of,
    fee_limit,
    gap,
    level_of,
    not_traded,
    opening_fee,
    pieces_words,
    views_of,
    with_count,
    with_level,
)
from negotiation.pricing import highest_fee
from negotiation.term_prices import PriceList, Term, TermPrice
from negotiation.terms import Brief, Deliverable, Package, Platform
from tests.negotiation.makers import briefs
from tests.negotiation.package_makers import PRICES, WANTED, a_trading_brief, few, packages, trading_briefs

_DAYS = (Term.USAGE_RIGHTS, Term.EXCLUSIVITY, Term.WHITELISTING, Term.PAYMENT)


@pytest.mark.parametrize("term", _DAYS)
def test_a_term_put_at_a_level_is_there_and_nothing_else_has_moved(term: Term) -> None:
    changed = with_level(WANTED, term, 45)
    assert level_of(changed, term) == 45
    assert with_level(changed, term, level_of(WANTED, term)) == WANTED


def test_rush_is_put_in_and_left_out() -> None:
    rushed = with_level(WANTED, Term.RUSH, 1)
    assert (rushed.rush, level_of(rushed, Term.RUSH)) == (True, 1)
    assert with_level(rushed, Term.RUSH, 0) == WANTED


def test_a_kind_that_is_added_has_as_many_pieces_as_were_named_on_the_platform_of_the_others() -> None:
    more = with_count(WANTED, "post", 3)
    assert more.deliverables == (*WANTED.deliverables, Deliverable(Platform.INSTAGRAM, "post", 3))
    assert with_count(more, "post", 0) == WANTED
    assert [count_of(with_count(WANTED, "story", 4), kind) for kind in ("reel", "story")] == [1, 4]


@pytest.mark.parametrize(
    ("kind", "count", "words"),
    [
        ("reel", 1, "1 reel"),
        ("reel", 2, "2 reels"),
        ("story", 1, "1 story"),
        ("story", 3, "3 stories"),
        ("dedicated_video", 1, "1 dedicated video"),
        ("dedicated_video", 2, "2 dedicated videos"),
    ],
)
def test_pieces_are_named_as_people_write_them(kind: str, count: int, words: str) -> None:
    assert pieces_words(kind, count) == words


@pytest.mark.parametrize(
    ("package", "words"),
    [
        (with_level(WANTED, Term.USAGE_RIGHTS, 181), "181 days of usage rights"),
        (with_level(WANTED, Term.PAYMENT, 6), "payment within 6 days"),
        (with_count(WANTED, "reel", 4), "4 reels"),
        (with_count(WANTED, "post", 1), "1 post"),
        (replace(WANTED, deliverables=()), "a package without deliverables"),
    ],
)
def test_what_the_campaign_does_not_trade_is_said_in_words(package: Package, words: str) -> None:
    assert not_traded(a_trading_brief(), package) == words


def test_a_rush_without_a_price_is_not_traded_and_neither_is_a_right_left_out_where_no_days_are_few_enough() -> None:
    prices = PriceList(terms=(TermPrice(Term.USAGE_RIGHTS, percent=10, least_days=30, most_days=180),))
    brief = a_trading_brief(prices)
    assert not_traded(brief, with_level(WANTED, Term.RUSH, 1)) == "rush"
    assert not_traded(brief, with_level(WANTED, Term.USAGE_RIGHTS, 0)) == "no usage rights"
    assert not_traded(brief, with_level(WANTED, Term.USAGE_RIGHTS, 29)) == "29 days of usage rights"
    assert not_traded(brief, with_level(WANTED, Term.USAGE_RIGHTS, 30)) == ""


def test_nothing_is_opened_under_nothing_and_terms_left_out_make_the_opening_less() -> None:
    brief = a_trading_brief()
    free = replace(
        brief,
        campaign=replace(
            brief.campaign, prices=replace(PRICES, terms=(TermPrice(Term.USAGE_RIGHTS, cents=10**7, most_days=180),))
        ),
    )
    without = with_level(WANTED, Term.USAGE_RIGHTS, 0)
    assert opening_fee(brief, WANTED) == brief.anchor_cents
    assert opening_fee(brief, without) == brief.anchor_cents - 52_500  # 90 days at 10 % of 1,750 each 30 days
    assert opening_fee(free, without) == 0
    assert fee_limit(brief, without) == brief.reservation_cents - 52_500


def test_a_bound_a_price_and_a_discount_are_checked() -> None:
    assert PRICES.bundle_percent(1) == 0
    assert PRICES.bundle_percent(3) == 10
    assert PRICES.bundle_percent(9) == 15


@few
@given(trading_briefs(), packages(), st.sampled_from(_DAYS), st.integers(0, 400), st.integers(0, 400))
def test_more_of_a_term_is_never_worth_less_nor_costs_less_at_most(
    brief: Brief, package: Package, term: Term, low: int, high: int
) -> None:
    less, more = (with_level(package, term, days) for days in sorted((low, high)))
    assert gap(brief, less) <= gap(brief, more)
    assert fee_limit(brief, less) <= fee_limit(brief, more)


@few
@given(trading_briefs(), packages(), st.sampled_from(["reel", "story", "post"]))
def test_one_piece_more_never_lowers_the_reservation_price(brief: Brief, package: Package, kind: str) -> None:
    count = sum(d.count for d in package.deliverables if d.kind == kind)
    more = with_count(package, kind, count + 1)
    assert gap(brief, package) <= gap(brief, more)
    assert fee_limit(brief, package) <= fee_limit(brief, more)


@few
@given(trading_briefs(), packages())
def test_no_package_may_cost_more_than_the_campaigns_cpm_allows_its_views(brief: Brief, package: Package) -> None:
    top = max(brief.reservation_cents, highest_fee(brief.campaign.cpm_max_cents, brief.expected_views))
    assert fee_limit(brief, package) * brief.expected_views <= top * views_of(brief, package)


@given(briefs())
def test_the_campaigns_own_package_is_worth_exactly_the_brief(brief: Brief) -> None:
    assert gap(brief, brief.campaign.package) == 0
    assert fee_limit(brief, brief.campaign.package) == brief.reservation_cents


def test_terms_and_pieces_are_priced_by_the_campaign_alone() -> None:
    brief = a_trading_brief()
    assert gap(brief, replace(WANTED, usage_rights_days=30)) == -35_000  # 60 of 30 days at 10 % of 1,750 USD
    assert gap(brief, replace(WANTED, exclusivity_days=30)) == 10_000
    assert gap(brief, replace(WANTED, payment_days=15)) == -1_750
    assert gap(brief, replace(WANTED, rush=True)) == 43_750
    assert gap(brief, with_count(WANTED, "story", 0)) == -87_500
    assert gap(brief, with_count(WANTED, "reel", 2)) == 78_750  # the third piece, 10 % off
