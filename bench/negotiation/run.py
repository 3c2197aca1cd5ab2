"""`python -m bench negotiation`: the engine and the baselines against the same sellers and seeds.

Tuning seeds are 0..999; everything from 1000 on is kept apart, and so are the
sellers of the held-out sets.
"""

import argparse
import json
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.negotiation.ablation import IDEAS
from bench.negotiation.baselines import BASELINES
from bench.negotiation.cases import Case, cases
from bench.negotiation.chart import svg
from bench.negotiation.clairvoyant import share_of
from bench.negotiation.measure import Outcome, by_seller, intervals, paired_difference, summary
from bench.negotiation.people import PEOPLE, PEOPLE_SETS
from bench.negotiation.told_odds_played import WISHES

if TYPE_CHECKING:
    from bench.negotiation.crew import Crew

_HELD_OUT_FROM = 1000


def main(argv: Sequence[str]) -> int:
    """Measure, print a table, write JSON; fail when a limit was broken."""
    options = _options(argv)
    try:
        from bench.negotiation import crew, sellers
    except ModuleNotFoundError as missing:
        sys.stderr.write(
            f"{missing}: install the bench-only environment with `pip install -r requirements-bench.txt`\n"
        )
        return 2
    chosen = _chosen(options.sellers, sellers.SETS | PEOPLE_SETS)
    if options.packages:
        from bench.negotiation import package_run

        return package_run.run(options, chosen)
    report: dict[str, Any] = {"sellers": chosen, "seeds": options.seeds, "first_seed": options.first_seed, "rounds": {}}
    with crew.crew(options.processes) as everyone:
        for rounds in options.rounds:
            report["rounds"][str(rounds)] = _measure(options, everyone, chosen, rounds)
    if options.json:
        Path(options.json).write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    if options.chart:
        Path(options.chart).write_text(svg(report), encoding="utf-8")
    broken = sum(part["engine"]["limits_broken"] for part in report["rounds"].values())
    return 1 if broken else 0


def _options(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench negotiation", description=__doc__)
    parser.add_argument(
        "--sellers",
        default="tuning",
        help="tuning, held-out, alike, under-limit, people, people-held-out, people-spread, all, or names with commas",
    )
    parser.add_argument("--seeds", type=int, default=40, help="how many cases a seller meets")
    parser.add_argument("--first-seed", type=int, default=_HELD_OUT_FROM, help="0 is the tuning range")
    parser.add_argument("--rounds", type=int, nargs="+", default=[4, 6, 8])
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1, help="cores to play on; figures stay")
    parser.add_argument("--packages", action="store_true", help="price, deliverables and months of usage rights")
    parser.add_argument("--one-price", action="store_true", help="packages: sellers ask the price of the whole first")
    parser.add_argument("--added", action="store_true", help="packages: pieces and months added to the single price")
    parser.add_argument("--told", action="store_true", help="packages: beside the engine that is told the cost")
    parser.add_argument("--published", action="store_true", help="packages: beside UOAgent, where anl-agents is there")
    parser.add_argument("--odds", action="store_true", help="beside who is told all but the case (people, packages)")
    parser.add_argument("--no-baselines", action="store_true")
    parser.add_argument("--ablation", action="store_true", help="the engine again without each of its ideas")
    parser.add_argument(
        "--hindsight",
        action="store_true",
        help="what was to be had: by the best of all fixed plans, and from people by who knows them (slow)",
    )
    parser.add_argument("--chart", help="draw the report here, as SVG")
    parser.add_argument("--json", help="write the report here")
    return parser.parse_args(argv)


def _chosen(wanted: str, sets: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    return sets.get(wanted) or tuple(wanted.split(","))


def _measure(options: argparse.Namespace, everyone: "Crew", names: Sequence[str], rounds: int) -> dict[str, Any]:
    table = cases(rounds, range(options.first_seed, options.first_seed + options.seeds))
    started = time.perf_counter()
    ours = everyone.buyer("engine", names, table)
    part: dict[str, Any] = {"engine": _figures(ours), "seconds": round(time.perf_counter() - started, 1)}
    _say(rounds, "engine", part["engine"])
    part["by_seller"] = by_seller(ours)
    part["baselines"] = {}
    for name in [] if options.no_baselines else BASELINES:
        part["baselines"][name] = _beside(ours, everyone.buyer(name, names, table))
        _say(rounds, name, part["baselines"][name])
    if options.ablation:
        part["ablation"] = {}
        for name in IDEAS:
            part["ablation"][name] = _beside(ours, everyone.engine_without(name, names, table))
            _say(rounds, f"without: {name}", part["ablation"][name])
    if options.hindsight:
        part |= _hindsight(everyone, ours, table, rounds)
    if options.odds and (people := [name for name in names if name in PEOPLE]):
        part["told_the_odds"] = _told_the_odds(everyone, people, table, rounds)
    return part


def _hindsight(everyone: "Crew", ours: Sequence[Outcome], table: Sequence[Case], rounds: int) -> dict[str, Any]:
    names, found = list(dict.fromkeys(one.seller for one in ours)), dict[str, Any]()
    if people := [name for name in names if name in PEOPLE]:
        found["clairvoyant"] = share_of(everyone.clairvoyant(people, table), [o for o in ours if o.seller in PEOPLE])
        line = "captured {captured_percent} %  deals {deal_percent} %  rounds {mean_rounds}  the engine reaches "
        line += "{engine_reaches_percent} % of it\n"
        sys.stdout.write(f"{rounds} rounds  {'clairvoyant':46} {line.format(**found['clairvoyant'])}")
    if others := [name for name in names if name not in PEOPLE]:
        best = everyone.hindsight(others, table)
        found |= {"hindsight": _figures(best), "hindsight_by_seller": by_seller(best)}
        _say(rounds, "hindsight", found["hindsight"])
    return found


def _told_the_odds(
    everyone: "Crew", people: Sequence[str], table: Sequence[Case], rounds: int
) -> dict[str, dict[str, Any]]:
    found, knows = dict[str, dict[str, Any]](), everyone.clairvoyant(people, table)
    for wish in WISHES:
        name = f"told the odds, a deal worth {wish.deal}, a mail {wish.mail}"
        played = everyone.told_odds(people, table, wish)
        found[name] = {**_figures(played), "of_clairvoyant": share_of(knows, played)["engine_reaches_percent"]}
        _say(rounds, name, found[name])
        sys.stdout.write(f"{rounds} rounds  {'':46} which is {found[name]['of_clairvoyant']} % of the clairvoyant\n")
    for name, most in zip(people, everyone.bounds(people, table), strict=True):
        found[name] = dict(most)
        line = "at most {told_odds_percent} % of the clairvoyant, {told_odds_with_deals_percent} % with nine deals"
        line += " in ten (who knows the limit: {clairvoyant_with_deals_percent} %)\n"
        sys.stdout.write(f"{rounds} rounds  {'told the odds, ' + name:46} {line.format(**most)}")
    return found


def _figures(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    return {**summary(outcomes), **intervals(outcomes)}


def _beside(ours: Sequence[Outcome], theirs: Sequence[Outcome]) -> dict[str, Any]:
    return {**_figures(theirs), "engine_leads_by": paired_difference(ours, theirs)}


def _say(rounds: int, name: str, figures: dict[str, Any]) -> None:
    lead = figures.get("engine_leads_by")
    led = f"  engine leads by {lead['points']:+.2f} ({lead['low']:+.2f}..{lead['high']:+.2f})" if lead else ""
    captured, deals = ("{low:.1f}..{high:.1f}".format(**figures[of]) for of in ("captured_95", "deals_95"))
    sys.stdout.write(
        f"{rounds} rounds  {name:46} captured {figures['captured_percent']:6.2f} % ({captured})"
        f"  deals {figures['deal_percent']:6.2f} % ({deals})  rounds {figures['mean_rounds']:4.1f}"
        f"  n {figures['negotiations']}  limits broken {figures['limits_broken']}{led}\n"
    )
    sys.stdout.flush()
