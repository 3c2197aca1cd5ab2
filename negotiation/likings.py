"""Which package is best for both, judged by those a creator named?

Whoever changes one term says which one matters, and gets it. Whoever changes
several, differently each time, only says how much they want to earn: every ask
is then a price for what its package costs them. Guesses of those costs are as
likely as they make the asks fall evenly; costs grow faster than counts and
days, so the best package mostly lies between theirs and ours. It refuses to
look beyond what both sides named. Integers only.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from negotiation.course import Heard
from negotiation.forecast import explained, power_points
from negotiation.packages import count_of, even_fee, gap, level_of, not_traded, with_count, with_level
from negotiation.term_prices import Term
from negotiation.terms import Brief, Package

# What all of a term may cost them, in percent of its worth to us, and fourth parts of the power with which cost grows.
_GUESSES = tuple(product((40, 80, 120), (5, 7, 10)))
_ONE = 10_000
_STEP_DAYS = 30
# Powers with which beliefs lean to guesses that leave much to win: what asks mean and what is named matter if a deal is
# made, and by the other guesses none is. Tuned on the bench's tuning seeds.
_READING, _CLOSING = 2, 4
_MOST_TERMS = 3  # judged together: those worth most to us


@dataclass(frozen=True, slots=True)
class _Scale:
    """One thing their packages changed, with what each level is worth to us and costs them by every guess."""

    term: Term
    kind: str
    levels: tuple[int, ...]
    worth: dict[int, int]
    costs: tuple[dict[int, int], ...]

    def of(self, package: Package) -> int:
        return count_of(package, self.kind) if self.kind else level_of(package, self.term)

    def put(self, package: Package, level: int) -> Package:
        return with_count(package, self.kind, level) if self.kind else with_level(package, self.term, level)

    @property
    def weight(self) -> int:
        """What lies between the ends, to us."""
        return max(self.worth.values()) - min(self.worth.values())


@dataclass(frozen=True, slots=True)
class Liking:
    """The package judged best for both, and the even fee that each of their asks means for it."""

    package: Package
    asks: tuple[int, ...]


def judge(brief: Brief, told: Sequence[tuple[int, Package]], ahead: int) -> Liking | None:
    """Return what the packages in *told* (fee and package, oldest first) say; None where they change one term at most.

    *ahead* is how many mails of ours they will still answer.
    """
    scales = _scales(brief, [package for _, package in told])
    if len(scales) < 2 or any(not_traded(brief, package) for _, package in told):
        return None
    evens = [even_fee(brief, fee, package) for fee, package in told]
    expected, closing = _expected_costs(brief, scales, told, evens, ahead)
    best, saved = told[-1][1], [0] * len(told)
    for scale, costs, closed in zip(scales, expected, closing, strict=True):
        left = {level: scale.worth[level] - costs[level] for level in scale.worth}
        level = max(scale.levels, key=lambda one: (scale.worth[one] - closed[one], one))
        best = scale.put(best, level)
        saved = [s + left[level] - left[scale.of(package)] for s, (_, package) in zip(saved, told, strict=True)]
    return Liking(best, tuple(max(even - max(less, 0), 1) for even, less in zip(evens, saved, strict=True)))


def _scales(brief: Brief, packages: Sequence[Package]) -> list[_Scale]:
    """Return what *packages* changed of the campaign's own, worth most first."""
    own = brief.campaign.package
    ends = [(price.term, "") for price in brief.campaign.prices.terms if price.term is not Term.RUSH]
    ends += [(Term.DELIVERABLES, kind) for kind, _, _ in brief.campaign.prices.counts]
    made = []
    for term, kind in ends:
        bare = _Scale(term, kind, (), {}, ())
        named = {bare.of(package) for package in (own, *packages)}
        if len(named) > 1:
            made.append(_scale(brief, bare, named))
    return sorted(made, key=lambda scale: (-scale.weight, scale.term, scale.kind))[:_MOST_TERMS]


def _scale(brief: Brief, bare: _Scale, named: set[int]) -> _Scale:
    """Return *bare* with the levels between those *named*, each with its worth and its costs."""
    low, high, own = min(named), max(named), brief.campaign.package
    step = 1 if bare.kind else _STEP_DAYS
    levels = sorted(named | {level for level in range(low - low % step, high, step) if level > low})
    none = gap(brief, bare.put(own, 0))
    worth = {level: gap(brief, bare.put(own, level)) - none for level in levels}
    costs = tuple(
        {level: worth[high] * percent * power_points(level, high, quarters) // (100 * _ONE) for level in levels}
        for percent, quarters in _GUESSES
    )
    return _Scale(bare.term, bare.kind, tuple(levels), worth, costs)


def _expected_costs(
    brief: Brief, scales: Sequence[_Scale], told: Sequence[tuple[int, Package]], evens: Sequence[int], ahead: int
) -> tuple[list[dict[int, int]], list[dict[int, int]]]:
    """Return for each scale what its levels are expected to cost them: to read asks by, and to name a package by."""
    shifts = [_shifts(scale, brief.campaign.package, told) for scale in scales]
    # A guess by which more can be won together counts more: the others end without a deal whatever we offer.
    won = [[max(scale.worth[one] - cost[one] for one in cost) for cost in scale.costs] for scale in scales]
    sums, closing = ([[0] * len(_GUESSES) for _ in scales] for _ in range(2))
    for guess in product(range(len(_GUESSES)), repeat=len(scales)):
        moved = zip(evens, *(shift[at] for shift, at in zip(shifts, guess, strict=True)), strict=True)
        asks = tuple(max(sum(parts), 1) for parts in moved)
        likely = explained(Heard(asks, (), ahead, brief.campaign.rounds, ahead))
        together = max(sum(most[at] for most, at in zip(won, guess, strict=True)), 1)
        for place, at in enumerate(guess):
            sums[place][at] += likely * together**_READING
            closing[place][at] += likely * together**_CLOSING
    return _expected(scales, sums), _expected(scales, closing)


def _shifts(scale: _Scale, own: Package, told: Sequence[tuple[int, Package]]) -> list[list[int]]:
    """Return by guess what each ask would have been more, in even fees, for our own level."""
    made = []
    for costs in scale.costs:
        left = {level: scale.worth[level] - cost for level, cost in costs.items()}
        made.append([left[scale.of(package)] - left[scale.of(own)] for _, package in told])
    return made


def _expected(scales: Sequence[_Scale], likelihoods: Sequence[Sequence[int]]) -> list[dict[int, int]]:
    return [
        {
            level: sum(costs[level] * likely for costs, likely in zip(scale.costs, row, strict=True)) // sum(row)
            for level in scale.levels
        }
        for scale, row in zip(scales, likelihoods, strict=True)
    ]
