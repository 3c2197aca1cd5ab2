"""What would a creator ask for next, left to themselves?

The families of Faratin, Sierra and Jennings, "Negotiation decision functions
for autonomous agents" (1998): time-dependent curves, where an exponent under 1
is Boulware (late) and over 1 a conceder (early), and behaviour-dependent ones,
of which tit-for-tat is the best known. A curve knows no mail and no wording.
"""

from dataclasses import dataclass
from itertools import pairwise


def tidy_up(cents: int) -> int:
    """Round *cents* up to an amount a person would write: people ask for 1,250, not for 1,243.17."""
    step = next(
        step
        for limit, step in ((50_000, 500), (200_000, 1_000), (1_000_000, 5_000), (1 << 62, 10_000))
        if cents < limit
    )
    return -(-cents // step) * step


@dataclass(frozen=True, slots=True)
class TimeCurve:
    """Ask for first..reservation over *rounds* asks; *exponent* is Faratin's beta."""

    exponent: float
    rounds: int

    def next_ask(self, first: int, reservation: int, asks: tuple[int, ...], offers: tuple[int, ...]) -> int | None:
        """Return the next ask in cents, never above the last one; None when every round is used."""
        round_no = len(asks)
        if round_no >= self.rounds:
            return None
        share = (round_no / max(1, self.rounds - 1)) ** (1 / self.exponent)
        ask = tidy_up(first - int((first - reservation) * share))
        return min(ask, asks[-1]) if asks else ask


@dataclass(frozen=True, slots=True)
class TitForTat:
    """Give what was given: each ask falls by what the other side's last offer rose (absolute tit-for-tat)."""

    rounds: int
    greeting_percent: int = 5  # the first step, before the other side has moved at all

    def next_ask(self, first: int, reservation: int, asks: tuple[int, ...], offers: tuple[int, ...]) -> int | None:
        """Return the next ask in cents, never under *reservation*; None when every round is used."""
        if len(asks) >= self.rounds:
            return None
        if not asks:
            return tidy_up(first)
        rises = [later - earlier for earlier, later in pairwise(offers)]
        given = rises[-1] if rises else first * self.greeting_percent // 100
        return min(asks[-1], max(tidy_up(reservation), tidy_up(asks[-1] - max(0, given))))


Curve = TimeCurve | TitForTat
