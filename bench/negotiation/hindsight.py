"""What could a buyer have reached who tries every plan on the same seller and keeps the best?

A buyer who knows nothing cannot do better than this on sellers whose asks only
follow the clock, for all plans are tried on them that matter: hold, then every
amount in the last mail. Sellers who answer our moves might be beaten by a plan
not tried here, so for them it is the best found, not a proof.

Where sellers throw dice, hindsight is also lucky: it keeps the plan that suits
this throw. `told_outcome` is told everything but the dice, `temper_outcomes`
only how the seller bargains, and nothing of the limit.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import product
from typing import Any

from bench.negotiation.cases import TICK, Case, cases
from bench.negotiation.engine import Act
from bench.negotiation.measure import Outcome
from bench.negotiation.transcript import Transcript

_EVERY = 2  # ticks between the amounts tried
_THROWS = 30  # of the dice, for each plan
_LEARNT_FROM = range(5_000, 5_150)  # seeds


class FixedPlan:
    """Offers a plan made beforehand; takes an ask that is no higher than the offer due."""

    def __init__(self, plan: tuple[float, ...]) -> None:
        self._plan = plan

    def act(self, their_offer: float | None, round_no: int, n_rounds: int) -> Act:
        """Answer by the plan alone."""
        fee = self._plan[min(round_no, len(self._plan) - 1)]
        if their_offer is not None and their_offer <= fee + TICK / 10:
            return ("accept",)
        return ("offer", fee)


class SharePlan:
    """Offers shares of their first ask; where we open, of what a first ask is on average."""

    def __init__(self, shares: tuple[float, ...], case: Case) -> None:
        self._shares, self._case, self._ask = shares, case, 1.2 * case.ceiling

    def act(self, their_offer: float | None, round_no: int, n_rounds: int) -> Act:
        """Answer by the plan alone, between the lowest price and the ceiling."""
        if round_no == 0 and their_offer is not None:
            self._ask = their_offer
        fee = min(max(round(self._shares[round_no] * self._ask, 2), self._case.floor), self._case.ceiling)
        if their_offer is not None and their_offer <= fee + TICK / 10:
            return ("accept",)
        return ("offer", fee)


def best_outcome(name: str, case: Case, play: Callable[[Any, str, Case], Transcript]) -> Outcome:
    """Return the cheapest deal any plan gets from the seller *name*, if one gets any."""
    fees = [play(FixedPlan(plan), name, case).fee for plan in _plans(case)]
    possible = [fee for fee in fees if fee is not None and fee <= case.ceiling + TICK / 10]
    return Outcome(name, case, min(possible, default=None), ())


def told_outcome(name: str, case: Case, play: Callable[[Any, str, Case], Transcript]) -> Outcome:
    """Return what comes of the plan that is best on average over other throws of this very seller's dice."""
    throws = [replace(case, seed=case.seed * 1000 + throw) for throw in range(1, _THROWS + 1)]

    def won(plan: tuple[float, ...]) -> float:
        fees = [play(FixedPlan(plan), name, throw).fee for throw in throws]
        return sum(case.ceiling - fee for fee in fees if fee is not None)

    done = play(FixedPlan(max(_plans(case), key=won)), name, case)
    return Outcome(name, case, done.fee, (), done.rounds)


def temper_outcomes(name: str, table: Sequence[Case], play: Callable[[Any, str, Case], Transcript]) -> list[Outcome]:
    """Return what comes of the plan that is best on average over other sellers who bargain like *name*."""
    rounds = table[0].n_rounds
    others = [case for case in cases(rounds, _LEARNT_FROM) if case.zone]

    def won(shares: tuple[float, ...]) -> float:
        fees = [(case, play(SharePlan(shares, case), name, case).fee) for case in others]
        return sum(case.ceiling - fee for case, fee in fees if fee is not None)

    best = max(_rising_shares(rounds), key=won)
    return [Outcome(name, case, play(SharePlan(best, case), name, case).fee, ()) for case in table]


def _rising_shares(rounds: int) -> Iterator[tuple[float, ...]]:
    """Yield curves from 30 percent of a first ask or more to 105 percent or less: straight, early, late and a jump."""
    for top in range(50, 106, 5):
        for start, power in product(range(30, top + 1, 10), (1, 2, 0.5, 9)):
            yield tuple((start + (top - start) * (mail / (rounds - 1)) ** power) / 100 for mail in range(rounds))


def _plans(case: Case) -> Iterator[tuple[float, ...]]:
    """Yield hold-then-jump in the last mail and in the one before, one constant offer, and two straight lines."""
    last, low = case.n_rounds - 1, case.floor
    for ticks in range(0, round((case.ceiling - low) / TICK) + 1, _EVERY):
        top = low + ticks * TICK
        yield (*(low,) * last, top)
        yield (*(low,) * (last - 1), top, top)
        yield (top,) * case.n_rounds
        for steps in (last, last - 1):
            yield tuple(_on_line(low, ticks, mail, steps) for mail in range(case.n_rounds))


def _on_line(low: float, ticks: int, mail: int, steps: int) -> float:
    return low + int(ticks * min(mail / steps, 1)) * TICK
