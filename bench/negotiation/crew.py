"""Who plays each seller, on how many cores?

A seller is played by one process from the first case to the last, with the dice
thrown anew for each case, so the figures are the same on any number of cores.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from itertools import chain
from typing import Any, TypeVar

from bench.negotiation.ablation import IDEAS, without
from bench.negotiation.baselines import BASELINES
from bench.negotiation.cases import Case
from bench.negotiation.clairvoyant import Expected, expected
from bench.negotiation.engine import Engine
from bench.negotiation.hindsight import best_outcome
from bench.negotiation.measure import Outcome, broken_limits
from bench.negotiation.people import HABITS, PEOPLE
from bench.negotiation.sellers import play
from bench.negotiation.told_odds import Wish, bounds
from bench.negotiation.told_odds_played import ToldOdds
from bench.negotiation.transcript import Transcript

T = TypeVar("T")


class Crew:
    """Plays sellers side by side; outcomes come in the order of *names*, then of *table*."""

    def __init__(self, pool: ProcessPoolExecutor | None) -> None:
        self._pool = pool

    def buyer(self, buyer: str, names: Sequence[str], table: Sequence[Case]) -> list[Outcome]:
        """Let the engine or a baseline meet every seller in every case."""
        return self._all(partial(_buyer, buyer), names, table)

    def engine_without(self, idea: str, names: Sequence[str], table: Sequence[Case]) -> list[Outcome]:
        """Let the engine without one of its ideas meet every seller in every case."""
        return self._all(partial(_engine_without, idea), names, table)

    def hindsight(self, names: Sequence[str], table: Sequence[Case]) -> list[Outcome]:
        """Find the best of all fixed plans, where a deal is possible."""
        return self._all(_best, names, [case for case in table if case.zone])

    def clairvoyant(self, people: Sequence[str], table: Sequence[Case]) -> list[Expected]:
        """Work out what is to be expected by who knows these people, where a deal is possible."""
        return self._all(_expected, people, [case for case in table if case.zone])

    def bounds(self, people: Sequence[str], table: Sequence[Case]) -> list[dict[str, float]]:
        """Work out what nobody exceeds with each of these people who is not told their limit."""
        return self._all(_bounds, people, table)

    def told_odds(self, people: Sequence[str], table: Sequence[Case], wish: Wish) -> list[Outcome]:
        """Let who is told the odds, but hears only what buyers hear, meet these people in every case."""
        return self._all(partial(_told_odds, wish), people, table)

    def _all(
        self, part: Callable[[str, Sequence[Case]], list[T]], names: Sequence[str], table: Sequence[Case]
    ) -> list[T]:
        over = self._pool.map if self._pool else map
        return list(chain.from_iterable(over(part, names, [table] * len(names))))


@contextmanager
def crew(processes: int) -> Iterator[Crew]:
    """Work on so many cores; on one, without another process."""
    if processes == 1:
        yield Crew(None)
        return
    with ProcessPoolExecutor(processes) as pool:
        yield Crew(pool)


def _buyer(buyer: str, name: str, table: Sequence[Case]) -> list[Outcome]:
    return _met({"engine": Engine, **BASELINES}[buyer], name, table)


def _told_odds(wish: Wish, name: str, table: Sequence[Case]) -> list[Outcome]:
    return _met(lambda case: ToldOdds(HABITS[name], case, wish), name, table)


def _met(make: Callable[[Case], Any], name: str, table: Sequence[Case]) -> list[Outcome]:
    done = [_once(make(case), name, case) for case in table]
    return [Outcome(name, c, d.fee, broken_limits(c, d), d.rounds) for c, d in zip(table, done, strict=True)]


def _engine_without(idea: str, name: str, table: Sequence[Case]) -> list[Outcome]:
    with without(IDEAS[idea]):
        return _buyer("engine", name, table)


def _best(name: str, table: Sequence[Case]) -> list[Outcome]:
    return [best_outcome(name, case, _once) for case in table]


def _expected(name: str, table: Sequence[Case]) -> list[Expected]:
    return [expected(HABITS[name], case) for case in table]


def _bounds(name: str, table: Sequence[Case]) -> list[dict[str, float]]:
    return [bounds(HABITS[name], table[0].n_rounds)]


def _once(buyer: Any, name: str, case: Case) -> Transcript:
    return PEOPLE[name](buyer, case) if name in PEOPLE else play(lambda _: buyer, name, case)
