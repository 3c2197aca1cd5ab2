"""Which package suits both, judged by those a creator named, and what keeps that judgement honest?"""

from dataclasses import replace
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from negotiation.likings import judge
from negotiation.packages import count_of, even_fee, not_traded
from negotiation.term_prices import PriceList, Term, TermPrice
from negotiation.terms import Brief, Deliverable, History, Move, Offer, Package, Platform, Side
from negotiation.trades import weigh_package
from negotiation.verdicts import Counter, Hold
from tests.negotiation.package_makers import a_trading_brief

WHOLE = Package((Deliverable(Platform.INSTAGRAM, "reel", 4),), usage_rights_days=360)
PRICES = PriceList((TermPrice(Term.USAGE_RIGHTS, cents=2_000, most_days=360),), counts=(("reel", 1, 4),))
BRIEF = a_trading_brief(PRICES, WHOLE)  # 200,000 views: from 2,000 over 3,500 to 5,000 USD


def a_package(reels: int, months: int) -> Package:
    return Package((Deliverable(Platform.INSTAGRAM, "reel", reels),), usage_rights_days=months * 30)


_NAMED = st.tuples(st.integers(1, 2_000_000), st.builds(a_package, st.integers(1, 4), st.integers(0, 12)))


@settings(max_examples=60, deadline=None)
@given(st.lists(_NAMED, min_size=1, max_size=5), st.integers(1, 6))
def test_what_is_judged_best_lies_between_what_both_named_and_is_traded(
    told: list[tuple[int, Package]], ahead: int
) -> None:
    liking = judge(BRIEF, told, ahead)
    if liking is None:
        return
    named = [WHOLE, *(package for _, package in told)]
    reels, days = count_of(liking.package, "reel"), liking.package.usage_rights_days
    assert min(count_of(p, "reel") for p in named) <= reels <= max(count_of(p, "reel") for p in named)
    assert min(p.usage_rights_days for p in named) <= days <= max(p.usage_rights_days for p in named)
    assert not_traded(BRIEF, liking.package) == ""


@settings(max_examples=60, deadline=None)
@given(st.lists(_NAMED, min_size=1, max_size=5), st.integers(1, 6))
def test_no_ask_means_more_for_the_best_package_than_it_says(told: list[tuple[int, Package]], ahead: int) -> None:
    liking = judge(BRIEF, told, ahead)
    if liking is not None:
        evens = [even_fee(BRIEF, fee, package) for fee, package in told]
        assert all(meant <= max(even, 1) for meant, even in zip(liking.asks, evens, strict=True))
        assert liking == judge(BRIEF, told, ahead)


@given(st.integers(0, 12), st.lists(st.integers(1, 10**6), min_size=1, max_size=4))
def test_one_term_changed_is_a_wish_and_not_judged(months: int, fees: list[int]) -> None:
    assert judge(BRIEF, [(fee, a_package(4, months)) for fee in fees], 3) is None


def asks_at_cost(brief: Brief, percent: int, packages: list[Package]) -> list[tuple[int, Package]]:
    """Return asks that fall evenly over *packages*, each at *percent* of what it is worth to us, at cost in the end."""
    return [
        ((brief.target_cents - even_fee(brief, brief.target_cents, p) + brief.target_cents) * percent // 100
         + 60_000 * (5 - place), p)
        for place, p in enumerate(packages)
    ]  # fmt: skip


def test_whom_everything_costs_little_is_asked_for_more_of_it() -> None:
    named = [a_package(1, 2), a_package(3, 9), a_package(2, 4), a_package(4, 11)]
    cheap, dear = (judge(BRIEF, asks_at_cost(BRIEF, percent, named), 2) for percent in (30, 110))
    assert cheap is not None
    assert dear is not None
    assert count_of(cheap.package, "reel") >= count_of(dear.package, "reel")
    assert cheap.package.usage_rights_days > dear.package.usage_rights_days


def test_whom_everything_costs_half_its_worth_is_asked_for_every_piece() -> None:
    # Guesses that leave little to win count less here: where they are right no deal follows, whatever is named.
    liking = judge(BRIEF, asks_at_cost(BRIEF, 50, [a_package(1, 1), a_package(1, 4), a_package(2, 2)]), 3)
    assert liking is not None
    assert count_of(liking.package, "reel") == 4


def test_an_ask_that_tells_nothing_of_costs_is_read_as_of_a_creator_with_whom_a_deal_is_likely() -> None:
    # By all guesses alike, what the best package adds would cost them .95 of its worth: a forecast that ends over it.
    fee, package = 700_000, a_package(1, 1)
    liking = judge(BRIEF, [(fee, package)], 4)
    assert liking is not None
    added = even_fee(BRIEF, 0, package) - even_fee(BRIEF, 0, liking.package)
    costs = added - (even_fee(BRIEF, fee, package) - liking.asks[0])
    assert 0.5 < costs / added < 0.75


def test_offers_to_a_creator_who_names_package_after_package_are_worth_no_less_to_us_and_say_why() -> None:
    brief, history = BRIEF, History((Move(Side.US, Offer(300_000, "USD", WHOLE)),), 1)
    evens, rules = [300_000], set()
    for fee, package in ((700_000, a_package(1, 2)), (600_000, a_package(3, 0)), (500_000, a_package(2, 6))):
        ask = Offer(fee, "USD", package)
        verdict = weigh_package(brief, history, ask, lambda views: None)
        assert isinstance(verdict, Counter | Hold)
        evens.append(even_fee(brief, verdict.fee_cents, verdict.package))
        rules |= {line.rule for line in verdict.trace}
        moves = (*history.moves, Move(Side.THEM, ask), Move(Side.US, Offer(verdict.fee_cents, "USD", verdict.package)))
        history = replace(history, moves=moves, mails_with_amount=history.mails_with_amount + 1)
    assert "best_for_both" in rules
    assert all(before <= after <= brief.reservation_cents for before, after in pairwise(evens))
