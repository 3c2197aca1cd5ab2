"""What does a bonus pay, and when is none offered?"""

from hypothesis import assume, given
from hypothesis import strategies as st

from negotiation.hybrid import bonus_due, with_bonus
from negotiation.term_prices import BonusPrice, PriceList
from negotiation.terms import Bonus, Brief
from tests.negotiation.package_makers import WANTED, a_trading_brief, few, trading_briefs


@few
@given(trading_briefs(), st.integers(0, 10**9))
def test_a_bonus_paid_in_full_stays_in_the_reservation_price_and_what_is_left(brief: Brief, views: int) -> None:
    fee, ceiling = brief.anchor_cents, brief.reservation_cents * 9 // 10
    package = with_bonus(brief, WANTED, fee, ceiling)
    assume(package is not None)
    assert package is not None
    assert package.bonus is not None
    assert fee + package.bonus_cents <= min(brief.reservation_cents, ceiling)
    assert 0 <= bonus_due(package.bonus, views) <= package.bonus_cents
    assert bonus_due(package.bonus, package.bonus.above_views) == 0


def test_a_bonus_pays_each_full_thousand_of_views_beyond_its_threshold_up_to_its_cap() -> None:
    brief = a_trading_brief(PriceList(bonus=BonusPrice(cpm_cents=1_000, cap_percent=20, above_percent=150)))
    package = with_bonus(brief, WANTED, 130_000, brief.reservation_cents)
    assert package is not None
    assert package.bonus == Bonus(1_000, above_views=150_000, cap_cents=35_000)  # a target of 1,750 for 100,000 views
    due = {views: bonus_due(package.bonus, views) for views in (150_999, 151_000, 160_500, 185_000, 186_000)}
    assert due == {150_999: 0, 151_000: 1_000, 160_500: 10_000, 185_000: 35_000, 186_000: 35_000}


def test_a_bonus_that_could_not_pay_a_thousand_views_in_full_is_not_offered() -> None:
    brief = a_trading_brief(PriceList(bonus=BonusPrice(cpm_cents=1_000, cap_percent=20)))
    least = with_bonus(brief, WANTED, 130_000, 131_000)
    assert least is not None
    assert least.bonus_cents == 1_000
    assert with_bonus(brief, WANTED, 130_000, 130_999) is None
    assert with_bonus(brief, WANTED, 130_000, 130_000) is None
