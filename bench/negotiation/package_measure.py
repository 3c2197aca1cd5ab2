"""How much was captured over packages, how far from the frontier, and how sure is that?

Captured is the sum of our gains over the sum of all that could be won
together; the distance is that of the deals made from the Pareto frontier.
Intervals are a bootstrap over seeds: all sellers of a seed stay together.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from random import Random
from typing import Any, TypeVar

from bench.negotiation.package_cases import TICK, PackageCase
from bench.negotiation.package_engine import Deal

_HAIR, _DRAWS = 1e-9, 1_000
_Row = TypeVar("_Row")


@dataclass(slots=True)
class Table:
    """What happened in one negotiation."""

    deal: Deal | None = None
    offers: list[Deal] = field(default_factory=list)
    asks: list[Deal] = field(default_factory=list)


Done = Sequence[tuple[PackageCase, Table]]


@dataclass(slots=True)
class _Sums:
    """Of one seed, all sellers together."""

    gain: float = 0.0
    zone: float = 0.0
    distance: float = 0.0
    deals: int = 0
    cases: int = 0

    def add(self, case: PackageCase, deal: Deal | None) -> None:
        self.zone += case.zone
        self.cases += 1
        if deal is not None:
            self.gain += case.gain(deal)
            self.distance += case.distance(deal)
            self.deals += 1


def figures(done: Done) -> dict[str, Any]:
    """Return what was captured, how often a deal was made and how far from the frontier, with 95 % intervals."""
    rows = list(_by_seed(done).values())
    asked = [(case, table) for case, table in done if table.deal in table.asks]
    zone = sum(row.zone for row in rows)
    return {
        "captured_percent": round(_captured(rows), 2),
        "captured_interval": _interval(rows, _captured, 2),
        "deal_percent": round(100 * sum(row.deals for row in rows) / max(sum(row.cases for row in rows), 1), 2),
        "pareto_distance": round(_distance(rows), 4),
        "distance_interval": _interval(rows, _distance, 4),
        "asks_accepted": {
            "deals": sum(case.zone > 0 for case, _ in asked),
            "captured_percent": round(100 * sum(row.gain for row in _by_seed(asked).values()) / zone, 2),
            "pareto_distance": round(_distance(list(_by_seed(asked).values())), 4),
        },
        "negotiations": len(done),
        "limits_broken": sum(len(broken_limits(case, table)) for case, table in done),
    }


def lead(ours: Done, theirs: Done) -> dict[str, Any]:
    """Return our lead over another buyer of the same cases: in points captured, and how much nearer our deals lie."""
    mine, others = _by_seed(ours), _by_seed(theirs)
    pairs = [(mine[seed], others[seed]) for seed in mine]

    def points(rows: Sequence[tuple[_Sums, _Sums]]) -> float:
        return _captured([a for a, _ in rows]) - _captured([b for _, b in rows])

    def nearer(rows: Sequence[tuple[_Sums, _Sums]]) -> float:
        return _distance([b for _, b in rows]) - _distance([a for a, _ in rows])

    return {
        "points": round(points(pairs), 2),
        "points_interval": _interval(pairs, points, 2),
        "nearer": round(nearer(pairs), 4),
        "nearer_interval": _interval(pairs, nearer, 4),
    }


def broken_limits(case: PackageCase, table: Table) -> list[str]:
    """Return which of our promises a negotiation broke."""
    gains = [case.gain(offer) for offer in table.offers]
    same = [(o, a) for o, a in zip(table.offers[case.we_open :], table.asks, strict=False) if o[1:] == a[1:]]
    broken = {
        "deal over its worth": table.deal is not None and case.gain(table.deal) < -_HAIR,
        "offer over its worth": min(gains, default=0.0) < -_HAIR,
        "retraction": any(after > before + TICK + _HAIR for before, after in pairwise(gains)),
        "bid above their ask": any(offer[0] > ask[0] + _HAIR for offer, ask in same),
    }
    return [name for name, wrong in broken.items() if wrong]


def _by_seed(done: Done) -> dict[int, _Sums]:
    """Return the sums of each seed whose sellers leave anything to win."""
    sums: dict[int, _Sums] = {}
    for case, table in done:
        if case.zone > 0:
            sums.setdefault(case.seed, _Sums()).add(case, table.deal)
    return sums


def _captured(rows: Sequence[_Sums]) -> float:
    return 100 * sum(row.gain for row in rows) / max(sum(row.zone for row in rows), _HAIR)


def _distance(rows: Sequence[_Sums]) -> float:
    return sum(row.distance for row in rows) / max(sum(row.deals for row in rows), 1)


def _interval(rows: Sequence[_Row], of: Callable[[Sequence[_Row]], float], digits: int) -> tuple[float, float]:
    random = Random(1)
    drawn = sorted(of(random.choices(rows, k=len(rows))) for _ in range(_DRAWS)) if rows else [0.0]
    return round(drawn[len(drawn) * 25 // 1000], digits), round(drawn[max(len(drawn) * 975 // 1000 - 1, 0)], digits)
