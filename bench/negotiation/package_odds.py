"""What could a buyer of packages do who is told all the odds, but not the cost of the seller opposite?

The odds are what is true before a negotiation: how cases are drawn, and how the
sellers measured ask, read off negotiations on other seeds. With the asks heard
follow the odds of every seller of the draw (Bayes, by importance sampling), and
from these the expected cost of each piece and month: over all sellers who could be
opposite, whether a deal follows or not. It refuses to use anything of the case
played but who opens.
"""

import importlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from math import pi, sqrt
from typing import Any

from bench.negotiation.package_cases import DELIVERABLES, MONTHS, PackageCase
from bench.negotiation.package_engine import DAYS, SCALE, Deal
from bench.negotiation.package_hindsight import guessing
from negotiation.packages import count_of

# A path of likings tells the next seller's likings within this much; of all asks, so many follow no path.
_SPREAD, _STRANGE = 0.02, 0.02
_HOPELESS = 14.0  # sellers of the draw that are so much less likely than the likeliest, as a logarithm, are dropped
_HAIR = 0.001

Path = tuple[bool, tuple[float, ...]]  # whether we opened, and how much the seller liked each of its asks


def path_of(case: PackageCase, asks: Sequence[Deal]) -> Path:
    """Return how a seller asked, beside any cost."""
    return case.we_open, tuple(case.liking(ask) for ask in asks)


class Odds:
    """Sellers drawn as cases are, and how sellers ask."""

    def __init__(self, drawn: Sequence[PackageCase], paths: Sequence[Path]) -> None:
        self._np = np = importlib.import_module("numpy")  # only the bench environment has it
        drawn = [case for case in drawn if case.zone > 0]
        self._pieces = np.array([[case.cost_of_pieces[n] for n in DELIVERABLES] for case in drawn])
        self._months = np.array([[case.cost_of_months[n] for n in MONTHS] for case in drawn])
        self._any = np.array([case.cost_of_any for case in drawn])
        self._first = np.array([case.first_profit for case in drawn])
        self._top = np.array([case.top for case in drawn])
        costs = self._any[:, None, None] + self._pieces[:, :, None] + self._months[:, None, :]
        over = (self._top - self._first)[:, None, None] - costs
        # Prices a seller likes in full are alike to it: over all packages, the room in which the first ask lies.
        self._liked_in_full = np.maximum(over, _HAIR).mean((1, 2))
        self._paths = {opens: [path for o, path in paths if o == opens] for opens in (True, False)}

    def expected_costs(self, asks: Sequence[Deal], *, we_open: bool) -> tuple[list[float], list[float]]:
        """Return what pieces and months are expected to cost the seller of *asks*."""
        likely = self._likely(asks, we_open)
        return list(likely @ self._pieces), list(likely @ self._months)

    def _likely(self, asks: Sequence[Deal], we_open: bool) -> Any:
        """Return how likely each seller of the draw is after *asks*."""
        np = self._np
        heard = [path[: len(asks)] for path in self._paths[we_open] if len(path) >= len(asks)]
        paths, counts = np.unique(np.round(np.array(heard), 2), axis=0, return_counts=True)
        left = np.flatnonzero(self._top > max(ask[0] for ask in asks) - _HAIR)
        logs = np.log(counts)[None, :] + np.zeros((len(left), 1))
        for (price, pieces, months), at in zip(asks, paths.T, strict=True):
            profit = price - self._any[left] - self._pieces[left, pieces - 1] - self._months[left, months]
            logs += np.log(self._density(profit, at, left))
            best = logs.max(1)
            keep = best > best.max() - _HOPELESS
            left, logs = left[keep], logs[keep]
        likely = np.zeros(len(self._top))
        likely[left] = np.exp(logs - logs.max()).sum(1)
        return likely / likely.sum()

    def _density(self, profit: Any, at: Any, left: Any) -> Any:
        """Return how likely asks of *profit* are, by seller *left* of the draw and by path of the liking *at*."""
        np = self._np
        liking = np.minimum(profit / self._first[left], 1.0)[:, None]
        near = np.exp(-(((liking - at) / _SPREAD) ** 2) / 2) / (_SPREAD * sqrt(2 * pi))
        priced = ((1 - _STRANGE) * near + _STRANGE) / self._first[left][:, None]
        return np.where((liking >= 1) & (at >= 1), 1 / self._liked_in_full[left][:, None], priced)


@contextmanager
def told_the_odds(odds: Odds, case: PackageCase) -> Iterator[None]:
    """Run the engine with what the odds expect of every piece and month in place of its guesses."""

    def costs(_: Any, scales: Any, told: Any, *__: Any) -> list[dict[int, int]]:
        asks = [(fee / SCALE, count_of(p, "reel"), p.usage_rights_days // DAYS) for fee, p in told]
        pieces, months = odds.expected_costs(asks, we_open=case.we_open)
        return [
            {n: round(SCALE * (pieces[n - 1] if scale.kind else months[n // DAYS])) for n in scale.levels}
            for scale in scales
        ]

    with guessing(costs):
        yield
