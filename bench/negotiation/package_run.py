"""`python -m bench negotiation --packages`: the engine beside simple buyers, over price, pieces and months.

What a figure means is said in `package_measure`.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cached_property, partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from bench.negotiation.package_cases import TICK, PackageCase, added_cases, package_cases
from bench.negotiation.package_door import door, meet
from bench.negotiation.package_engine import Act, Deal, PackageEngine
from bench.negotiation.package_hindsight import best_deal, told_the_cost
from bench.negotiation.package_measure import Done, Table, figures, lead
from bench.negotiation.package_odds import Odds, path_of, told_the_odds

_HAIR = 1e-9
# Seeds of their own: whose sellers were heard before, and what may sit at the table.
_HEARD_SEEDS, _DRAWN_SEEDS = range(12), range(1_000_000, 1_030_000)


class Curve:
    """A buyer along a time curve of our gain, always for one and the same package or for theirs."""

    def __init__(self, case: PackageCase, power: float, *, follows: bool) -> None:
        self._case, self._power, self._follows, self._asks = case, power, follows, list[Deal]()

    def act(self, their_offer: Deal | None, round_no: int, n_rounds: int) -> Act:
        """Accept what the curve would offer anyway, else offer it."""
        part = (round_no / max(n_rounds - 1, 1)) ** self._power
        wanted = (self._case.ceiling - self._case.floor) * (1 - part)
        if their_offer is not None:
            self._asks.append(their_offer)
            if self._case.gain(their_offer) >= wanted - _HAIR:
                return ("accept",)
        pieces, months = (self._asks[-1] if self._asks and self._follows else (0.0, 4, 12))[1:]
        price = int((self._case.worth((0.0, pieces, months)) - wanted) / TICK + 1e-6) * TICK
        return ("offer", (max(price, 0.0), pieces, months))


BUYERS: dict[str, Callable[[PackageCase], Any]] = {
    "engine": PackageEngine,
    "linear, whole package": lambda case: Curve(case, 1, follows=False),
    "linear, their package": lambda case: Curve(case, 1, follows=True),
    "late, their package": lambda case: Curve(case, 2, follows=True),
}


def play(make_buyer: Callable[[PackageCase], Any], seller: str, case: PackageCase) -> Table:
    """Return what happened between a buyer and the named seller."""
    table = Table()
    table.deal = meet(lambda space: door(make_buyer(case), table, case.n_rounds), seller, case)
    return table


def measure(options: argparse.Namespace, names: Sequence[str], rounds: int) -> dict[str, Any]:
    """Return the figures of every buyer at *rounds* rounds, and how far the engine leads."""
    report, ours = dict[str, Any](), dict[str, Done]()
    setting = Setting(options, tuple(names), rounds)
    for buyer in setting.buyers:
        started = time.perf_counter()
        parts = _sold(setting, buyer)
        done = [one for part in parts.values() for one in part]
        report[buyer] = {**figures(done), "seconds": round(time.perf_counter() - started, 1)}
        report[buyer]["leads_by"] = {name: lead(theirs, done) for name, theirs in ours.items()}
        if buyer.startswith("engine"):
            ours[buyer] = done
            report[buyer]["by_seller"] = {name: figures(part) for name, part in parts.items()}
        _say(rounds, buyer, report[buyer])
    return report


@dataclass(frozen=True)
class Setting:
    """Who buys from whom."""

    options: argparse.Namespace
    sellers: tuple[str, ...]
    rounds: int

    def cases(self, seeds: range) -> tuple[PackageCase, ...]:
        """Return the cases of *seeds*."""
        if self.options.added:
            return added_cases(self.rounds, seeds)
        return package_cases(self.rounds, seeds, rate_card=not self.options.one_price)

    @cached_property
    def measured(self) -> tuple[PackageCase, ...]:
        """The cases that everyone meets."""
        return self.cases(range(self.options.first_seed, self.options.first_seed + self.options.seeds))

    @cached_property
    def odds(self) -> Odds:
        """What is true of all cases and sellers."""
        heard = [
            path_of(case, play(PackageEngine, seller, case).asks)
            for seller in self.sellers
            for case in self.cases(_HEARD_SEEDS)
        ]
        return Odds(self.cases(_DRAWN_SEEDS), heard)

    @cached_property
    def buyers(self) -> dict[str, Callable[[str, PackageCase], Table]]:
        """Return what plays one negotiation, by buyer."""
        names = ["engine"] if self.options.no_baselines else [*BUYERS]
        chosen: dict[str, Callable[[str, PackageCase], Table]] = {
            name: lambda seller, case, make=BUYERS[name]: play(make, seller, case)  # type: ignore[misc]
            for name in names
        }
        if self.options.odds:
            odds = self.odds  # made before any process is: they share it
            chosen["engine, told the odds"] = lambda seller, case: _told(told_the_odds(odds, case), seller, case)
        if self.options.told or self.options.hindsight or self.options.published:
            chosen["engine, told the cost"] = lambda seller, case: _told(told_the_cost(case), seller, case)
        if self.options.published:
            from bench.negotiation.package_published import published

            chosen["UOAgent, told the cost"] = lambda seller, case: Table(published(seller, case))
        if self.options.hindsight:
            chosen["hindsight, told the cost"] = lambda seller, case: Table(best_deal(play, seller, case))
        return chosen


def _told(telling: AbstractContextManager[None], seller: str, case: PackageCase) -> Table:
    with telling:
        return play(PackageEngine, seller, case)


def _sold(setting: Setting, buyer: str) -> dict[str, Done]:
    """Return by seller what happened to *buyer*, several sellers at a time where processes are wanted."""
    sales = partial(_sales, setting.buyers[buyer], setting.measured)
    if setting.options.processes == 1:
        return {name: sales(name) for name in setting.sellers}
    _forked.append(sales)  # nothing but names crosses: what plays is inherited
    with get_context("fork").Pool(setting.options.processes) as pool:
        sold = dict(zip(setting.sellers, pool.map(_inherited, setting.sellers, chunksize=1), strict=True))
    _forked.pop()
    return sold


def _sales(sell: Callable[[str, PackageCase], Table], cases: Sequence[PackageCase], seller: str) -> Done:
    return [(case, sell(seller, case)) for case in cases]


_forked: list[Callable[[str], Done]] = []


def _inherited(seller: str) -> Done:
    return _forked[-1](seller)


def run(options: argparse.Namespace, names: Sequence[str]) -> int:
    """Measure, print a table, write JSON; fail when the engine broke a limit."""
    report = {str(rounds): measure(options, names, rounds) for rounds in options.rounds}
    if options.json:
        seeds = {"seeds": options.seeds, "first_seed": options.first_seed, "domain": _domain(options)}
        whole = {"sellers": list(names), **seeds, "rounds": report}
        Path(options.json).write_text(json.dumps(whole, indent=2) + "\n", encoding="utf-8")
    return 1 if any(part["engine"]["limits_broken"] for part in report.values()) else 0


def _domain(options: argparse.Namespace) -> str:
    return "added to the single price" if options.added else "one price" if options.one_price else "rate card"


def _say(rounds: int, buyer: str, told: dict[str, Any]) -> None:
    (low, high), (near, far) = told["captured_interval"], told["distance_interval"]
    sys.stdout.write(
        f"{rounds} rounds  {buyer:24} captured {told['captured_percent']:6.2f} % ({low:.1f}..{high:.1f})"
        f"  deals {told['deal_percent']:6.2f} %  Pareto distance {told['pareto_distance']:.4f} ({near:.4f}..{far:.4f})"
        f"  n {told['negotiations']}  limits broken {told['limits_broken']}\n"
    )
    for name, led in told["leads_by"].items():
        (low, high), (near, far) = led["points_interval"], led["nearer_interval"]
        sys.stdout.write(
            f"          {name} leads by {led['points']:+.2f} points ({low:+.2f}..{high:+.2f}),"
            f" its deals lie {led['nearer']:+.4f} nearer ({near:+.4f}..{far:+.4f})\n"
        )
    sys.stdout.flush()
