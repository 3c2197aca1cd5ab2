"""`python -m bench negotiation --packages`: the engine beside simple buyers, over price, pieces and months.

Captured is the sum of our gains over the sum of all that could be won
together; the distance is that of the deals made from the Pareto frontier.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

from bench.negotiation.package_cases import TICK, PackageCase, added_cases, package_cases
from bench.negotiation.package_door import door, meet
from bench.negotiation.package_engine import Act, Deal, PackageEngine
from bench.negotiation.package_hindsight import best_deal, told_the_cost

_HAIR = 1e-9


@dataclass(slots=True)
class Table:
    """What happened in one negotiation."""

    deal: Deal | None = None
    offers: list[Deal] = field(default_factory=list)
    asks: list[Deal] = field(default_factory=list)


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


def broken_limits(case: PackageCase, table: Table) -> list[str]:
    """Return which of our promises a negotiation broke."""
    gains = [case.gain(offer) for offer in table.offers]
    same = [(o, a) for o, a in zip(table.offers[case.we_open :], table.asks, strict=False) if o[1:] == a[1:]]
    broken = {
        "deal over its worth": table.deal is not None and case.gain(table.deal) < -_HAIR,
        "offer over its worth": min(gains, default=0.0) < -_HAIR,
        "retraction": any(after > before + TICK + _HAIR for before, after in pairwise(gains)),
        "bid above their ask": any(offer[0] > ask[0] + _HAIR for offer, ask in same),
    }
    return [name for name, wrong in broken.items() if wrong]


def measure(options: argparse.Namespace, names: Sequence[str], rounds: int) -> dict[str, Any]:
    """Return the figures of every buyer at *rounds* rounds."""
    seeds = range(options.first_seed, options.first_seed + options.seeds)
    table, report = _cases(options, rounds, seeds), dict[str, Any]()
    for buyer, make in _buyers(options).items():
        started = time.perf_counter()
        done = [(case, make(name, case)) for name in names for case in table]
        report[buyer] = {**_figures(done), "seconds": round(time.perf_counter() - started, 1)}
        if buyer == "engine":
            parts = {n: done[i * len(table) : (i + 1) * len(table)] for i, n in enumerate(names)}
            report[buyer]["by_seller"] = {name: _figures(part) for name, part in parts.items()}
        _say(rounds, buyer, report[buyer])
    return report


def _cases(options: argparse.Namespace, rounds: int, seeds: range) -> tuple[PackageCase, ...]:
    if options.added:
        return added_cases(rounds, seeds)
    return package_cases(rounds, seeds, rate_card=not options.one_price)


def _buyers(options: argparse.Namespace) -> dict[str, Callable[[str, PackageCase], Table]]:
    names = ["engine"] if options.no_baselines else [*BUYERS]
    chosen: dict[str, Callable[[str, PackageCase], Table]] = {
        name: lambda seller, case, make=BUYERS[name]: play(make, seller, case)  # type: ignore[misc]
        for name in names
    }
    if options.published:
        from bench.negotiation.package_published import published

        chosen["UOAgent, told the cost"] = lambda seller, case: Table(published(seller, case))
    if options.hindsight:
        chosen["engine, told the cost"] = _told
        chosen["hindsight, told the cost"] = lambda seller, case: Table(best_deal(play, seller, case))
    return chosen


def _distance(deals: Sequence[tuple[PackageCase, Deal]]) -> float:
    return sum(case.distance(deal) for case, deal in deals) / max(len(deals), 1)


def _told(seller: str, case: PackageCase) -> Table:
    with told_the_cost(case):
        return play(PackageEngine, seller, case)


def _figures(done: Sequence[tuple[PackageCase, Table]]) -> dict[str, Any]:
    zoned = [(case, table) for case, table in done if case.zone > 0]
    deals = [(case, table.deal) for case, table in zoned if table.deal is not None]
    asked = [(case, table.deal) for case, table in zoned if table.deal is not None and table.deal in table.asks]
    zone = sum(case.zone for case, _ in zoned)
    return {
        "captured_percent": round(100 * sum(c.gain(d) for c, d in deals) / zone, 2),
        "deal_percent": round(100 * len(deals) / len(zoned), 2),
        "pareto_distance": round(_distance(deals), 4),
        "asks_accepted": {
            "deals": len(asked),
            "captured_percent": round(100 * sum(c.gain(d) for c, d in asked) / zone, 2),
            "pareto_distance": round(_distance(asked), 4),
        },
        "negotiations": len(done),
        "limits_broken": sum(len(broken_limits(case, table)) for case, table in done),
    }


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


def _say(rounds: int, buyer: str, figures: dict[str, Any]) -> None:
    sys.stdout.write(
        f"{rounds} rounds  {buyer:24} captured {figures['captured_percent']:6.2f} %"
        f"  deals {figures['deal_percent']:6.2f} %  Pareto distance {figures['pareto_distance']:.4f}"
        f"  n {figures['negotiations']}  limits broken {figures['limits_broken']}\n"
    )
