"""Which negotiations are measured? Hidden seller limits and first asks, from a seed.

The domain: our ceiling 1.00, the lowest price .40, a tick of .01. Sellers'
limits are uniform in .45..1.15 (a fifth leave no deal), first asks 1.15 to 2
times the limit; both sides open in turn.
"""

from dataclasses import dataclass
from random import Random

CEILING, FLOOR, TICK = 1.00, 0.40, 0.01


@dataclass(frozen=True, slots=True)
class Case:
    """One hidden seller situation."""

    seller_limit: float
    first_ask: float
    we_open: bool
    n_rounds: int
    seed: int
    ceiling: float = CEILING
    floor: float = FLOOR

    @property
    def zone(self) -> float:
        """What there is to win: nothing where no deal is possible."""
        return max(self.ceiling - self.seller_limit, 0.0)


def cases(n_rounds: int, seeds: range) -> tuple[Case, ...]:
    """Return one case a seed; the same seed is the same seller whatever the rounds."""
    return tuple(_case(n_rounds, seed) for seed in seeds)


def _case(n_rounds: int, seed: int) -> Case:
    random = Random(seed)
    limit = round(random.uniform(0.45, 1.15), 2)
    first_ask = round(limit * random.uniform(1.15, 2), 2)
    return Case(limit, max(first_ask, limit + 5 * TICK), random.random() < 0.5, n_rounds, seed)
