"""What could a buyer of packages have reached who is told the seller's cost and tries every price?

The package that brings most together, held back until late or on a straight
line, at the least price that still closes; or the best thing the seller asked
on the way. An upper bound on sellers that follow the clock, the best found on
the others. `told_the_cost` tells it to the engine alone, which then knows the
package that is best for both and nothing more: what is lost to guessing.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import product
from typing import Any

from bench.negotiation.package_cases import DELIVERABLES, MONTHS, TICK, PackageCase
from bench.negotiation.package_engine import DAYS, SCALE, Act, Deal
from negotiation import likings

_GUESSING = "_expected_costs"  # of `likings`


class _Plan:
    """Offers one package at the shares of a price, and takes nothing."""

    def __init__(self, package: tuple[int, int], prices: tuple[float, ...]) -> None:
        self._package, self._prices = package, prices

    def act(self, their_offer: Deal | None, round_no: int, n_rounds: int) -> Act:
        return ("offer", (self._prices[min(round_no, n_rounds - 1)], *self._package))


def best_deal(play: Callable[[Any, str, PackageCase], Any], seller: str, case: PackageCase) -> Deal | None:
    """Return the deal that brings us most, if there is one that brings anything."""
    if case.zone <= 0:
        return None
    package = max(product(DELIVERABLES, MONTHS), key=lambda p: case.worth((0, *p)) + case.profit((0, *p)))
    last, found = case.n_rounds - 1, list[Deal]()
    for shares in ((0,) * last + (1,), (0,) * (last - 1) + (1, 1), tuple(i / last for i in range(last + 1))):
        _cheapest(play, seller, case, package, shares, found)
    best = max(found, key=case.gain, default=None)
    return best if best is not None and case.gain(best) > 0 else None


@contextmanager
def told_the_cost(case: PackageCase) -> Iterator[None]:
    """Run the engine with the seller's cost of every piece and month in place of its guesses."""

    def costs(_: Any, scales: Any, *__: Any) -> list[dict[int, int]]:
        return [{level: round(SCALE * _cost(case, scale.kind, level)) for level in scale.levels} for scale in scales]

    with guessing(costs):
        yield


@contextmanager
def guessing(costs: Callable[..., list[dict[int, int]]]) -> Iterator[None]:
    """Run the engine with *costs* in place of its guesses of what each level of a term costs them."""
    kept = getattr(likings, _GUESSING)
    setattr(likings, _GUESSING, lambda *told: (costs(*told),) * 2)
    try:
        yield
    finally:
        setattr(likings, _GUESSING, kept)


def _cost(case: PackageCase, kind: str, level: int) -> float:
    return case.cost_of_pieces[level] if kind else case.cost_of_months[level // DAYS]


def _cheapest(
    play: Callable[[Any, str, PackageCase], Any],
    seller: str,
    case: PackageCase,
    package: tuple[int, int],
    shares: tuple[float, ...],
    found: list[Deal],
) -> None:
    """Halve the prices between cost and worth until the least one that closes is known, keeping all that was found."""

    def closes(ticks: int) -> bool:
        plan = _Plan(package, tuple(ticks * TICK * share for share in shares))
        table = play(lambda _: plan, seller, case)
        found.extend([*table.asks, *([table.deal] if table.deal else [])])
        return table.deal is not None

    low, high = int(-case.profit((0, *package)) / TICK), int(case.worth((0, *package)) / TICK + 1e-6)
    if not closes(high):
        return
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if closes(middle) else (middle, high)
