"""Who plays each seller, on how many cores?

A seller is played by one process from the first case to the last, with the dice
thrown anew for each case, so the figures are the same on any number of cores.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from itertools import chain
from typing import Any

from bench.negotiation.ablation import IDEAS, without
from bench.negotiation.baselines import BASELINES
from bench.negotiation.cases import Case
from bench.negotiation.engine import Engine
from bench.negotiation.hindsight import best_outcome, temper_outcomes, told_outcome
from bench.negotiation.measure import Outcome, broken_limits
from bench.negotiation.people import PEOPLE
from bench.negotiation.sellers import play
from bench.negotiation.transcript import Transcript

_Part = Callable[[str, Sequence[Case]], list[Outcome]]  # all that one seller meets


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

    def hindsight(self, kind: str, names: Sequence[str], table: Sequence[Case]) -> list[Outcome]:
        """Find the best fixed plan, where a deal is possible: of all, of who is *told*, or told the *temper*."""
        return self._all(_HINDSIGHTS[kind], names, [case for case in table if case.zone])

    def _all(self, part: _Part, names: Sequence[str], table: Sequence[Case]) -> list[Outcome]:
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
    make = {"engine": Engine, **BASELINES}[buyer]
    done = [_once(make(case), name, case) for case in table]
    return [Outcome(name, c, d.fee, broken_limits(c, d), d.rounds) for c, d in zip(table, done, strict=True)]


def _engine_without(idea: str, name: str, table: Sequence[Case]) -> list[Outcome]:
    with without(IDEAS[idea]):
        return _buyer("engine", name, table)


def _best(name: str, table: Sequence[Case]) -> list[Outcome]:
    return [best_outcome(name, case, _once) for case in table]


def _told(name: str, table: Sequence[Case]) -> list[Outcome]:
    return [told_outcome(name, case, _once) for case in table]


def _temper(name: str, table: Sequence[Case]) -> list[Outcome]:
    return temper_outcomes(name, table, _once)


_HINDSIGHTS: dict[str, _Part] = {"best": _best, "told": _told, "temper": _temper}


def _once(buyer: Any, name: str, case: Case) -> Transcript:
    return PEOPLE[name](buyer, case) if name in PEOPLE else play(lambda _: buyer, name, case)
