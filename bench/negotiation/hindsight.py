"""What could a buyer have reached who tries every plan on the same seller and keeps the best?

A buyer who knows nothing cannot do better than this on sellers whose asks only
follow the clock, for all plans are tried on them that matter: hold, then every
amount in the last mail. Sellers who answer our moves might be beaten by a plan
not tried here, so for them it is the best found, not a proof.
"""

from collections.abc import Callable, Iterator
from typing import Any

from bench.negotiation.cases import TICK, Case
from bench.negotiation.engine import Act
from bench.negotiation.measure import Outcome
from bench.negotiation.transcript import Transcript

_EVERY = 2  # ticks between the amounts tried


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


def best_outcome(name: str, case: Case, play: Callable[[Any, str, Case], Transcript]) -> Outcome:
    """Return the cheapest deal any plan gets from the seller *name*, if one gets any."""
    fees = [play(FixedPlan(plan), name, case).fee for plan in _plans(case)]
    possible = [fee for fee in fees if fee is not None and fee <= case.ceiling + TICK / 10]
    return Outcome(name, case, min(possible, default=None), ())


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
