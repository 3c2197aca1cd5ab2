"""Is the engine of `--told` told what each piece and month costs this seller, and nobody after it?"""

import pytest

from bench.negotiation.package_cases import PackageCase, added_cases, package_cases
from bench.negotiation.package_engine import DAYS, SCALE, Deal, package_brief
from bench.negotiation.package_hindsight import told_the_cost
from negotiation.likings import Liking, judge
from negotiation.packages import count_of, with_count, with_level
from negotiation.term_prices import Term

CASES = tuple(case for case in (*package_cases(6, range(60)), *added_cases(6, range(60))) if case.zone > 0)
ASKS: tuple[Deal, ...] = ((1.9, 1, 0), (1.8, 4, 12), (1.7, 2, 6))
ROUNDING = 0.001  # every level's cost is told in whole cents: a ten-thousandth


def judged(case: PackageCase) -> Liking:
    """Return what is made of a seller who named the smallest package, then the whole, then another."""
    brief = package_brief(case)
    own, told = brief.campaign.package, []
    for price, pieces, months in ASKS:
        package = with_level(with_count(own, "reel", pieces), Term.USAGE_RIGHTS, months * DAYS)
        told.append((round(price * SCALE), package))
    liking = judge(brief, told, 3)
    assert liking is not None
    return liking


def package_of(liking: Liking) -> tuple[int, int]:
    return count_of(liking.package, "reel"), liking.package.usage_rights_days // DAYS


def test_told_the_cost_the_engine_names_the_package_that_leaves_most_to_both() -> None:
    named = set()
    for case in CASES:
        with told_the_cost(case):
            package = package_of(judged(case))
        assert case.gain((0.0, *package)) + case.profit((0.0, *package)) == pytest.approx(case.zone, abs=ROUNDING)
        named.add(package)
    assert len(named) > 20


def test_told_the_cost_each_ask_means_the_price_of_that_package_by_which_the_seller_profits_as_much() -> None:
    for case in CASES:
        with told_the_cost(case):
            liking = judged(case)
        free = (0.0, *package_of(liking))
        less_worth = case.ceiling - case.worth(free)
        meant = [case.profit(ask) - case.profit(free) + less_worth for ask in ASKS]
        assert [even / SCALE for even in liking.asks] == pytest.approx(meant, abs=ROUNDING)


def test_told_nothing_the_engine_takes_all_who_ask_the_same_alike_whatever_it_was_told_before() -> None:
    guessed = {judged(case) for case in package_cases(6, range(9))}
    assert len(guessed) == 1
    with told_the_cost(CASES[0]):
        assert judged(CASES[0]) not in guessed
    assert judged(CASES[0]) in guessed
    with pytest.raises(ZeroDivisionError), told_the_cost(CASES[0]):
        raise ZeroDivisionError
    assert judged(CASES[0]) in guessed
