"""Do the bench's figures over packages say what happened, and see every limit that breaks?"""

from bench.negotiation.package_cases import DELIVERABLES, MONTHS, PackageCase, package_cases
from bench.negotiation.package_engine import Deal
from bench.negotiation.package_measure import Table, broken_limits, figures, lead

CASES = tuple(case for case in package_cases(6, range(40)) if case.zone > 0)


def best_package(case: PackageCase, price: float) -> Deal:
    return max(
        ((price, pieces, months) for pieces in DELIVERABLES for months in MONTHS),
        key=lambda deal: case.gain(deal) + case.profit(deal),
    )


def shared(case: PackageCase, part: float) -> Deal:
    """Return the package best for both at the price that leaves us *part* of all there is to win."""
    free = best_package(case, 0.0)
    return (case.worth(free) - part * case.zone, *free[1:])


def test_half_of_every_zone_at_the_best_package_is_half_captured_on_the_frontier() -> None:
    told = figures([(case, Table(shared(case, 0.5))) for case in CASES])
    assert told["captured_percent"] == 50.0
    assert told["captured_interval"] == (50.0, 50.0)
    assert told["pareto_distance"] == 0.0
    assert told["deal_percent"] == 100.0


def test_no_deal_captures_nothing_and_lies_nowhere() -> None:
    told = figures([(case, Table(shared(case, 1.0) if place % 2 else None)) for place, case in enumerate(CASES)])
    won = 100 * sum(case.zone for case in CASES[1::2]) / sum(case.zone for case in CASES)
    assert told["captured_percent"] == round(won, 2)
    low, high = told["captured_interval"]
    assert low < told["captured_percent"] < high
    assert told["pareto_distance"] == 0.0


def test_an_ask_taken_is_counted_apart() -> None:
    ask = (CASES[0].cost + 0.1, 4, 12)
    told = figures([(CASES[0], Table(ask, asks=[ask])), (CASES[1], Table(shared(CASES[1], 0.5), asks=[ask]))])
    assert told["asks_accepted"]["deals"] == 1
    assert told["asks_accepted"]["pareto_distance"] == round(CASES[0].distance(ask), 4)


def test_a_lead_is_what_one_captured_more_on_the_same_cases() -> None:
    ours = [(case, Table(shared(case, 0.6))) for case in CASES]
    theirs = [(case, Table(shared(case, 0.2))) for case in CASES]
    assert lead(ours, theirs)["points"] == 40.0
    assert lead(ours, theirs)["points_interval"] == (40.0, 40.0)
    assert lead(theirs, ours)["points"] == -40.0
    assert lead(ours, ours)["nearer"] == 0.0
    off = [(case, Table((case.worth((0.0, 1, 0)), 1, 0))) for case in CASES]
    assert lead(ours, off)["nearer"] == figures(off)["pareto_distance"] > 0


def test_every_limit_is_seen_when_it_breaks() -> None:
    case = next(case for case in CASES if not case.we_open)
    over = case.worth((0.0, 2, 6)) + 0.02
    assert broken_limits(case, Table(deal=(over, 2, 6))) == ["deal over its worth"]
    assert broken_limits(case, Table(offers=[(over, 2, 6)])) == ["offer over its worth"]
    assert broken_limits(case, Table(offers=[(0.4, 4, 12), (0.3, 4, 12)])) == ["retraction"]
    assert broken_limits(case, Table(offers=[(0.5, 4, 12)], asks=[(0.45, 4, 12)])) == ["bid above their ask"]
    assert broken_limits(case, Table(deal=(0.5, 4, 12), offers=[(0.5, 4, 12)], asks=[(0.6, 4, 12)])) == []
