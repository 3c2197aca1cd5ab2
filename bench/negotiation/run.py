"""`python -m bench negotiation`: the engine and the baselines against the same sellers and seeds.

Tuning seeds are 0..999; everything from 1000 on is kept apart, and so are the
sellers of the held-out sets.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from bench.negotiation.ablation import IDEAS, without
from bench.negotiation.baselines import BASELINES
from bench.negotiation.cases import Case, cases
from bench.negotiation.chart import svg
from bench.negotiation.engine import Engine
from bench.negotiation.hindsight import best_outcome, temper_outcomes, told_outcome
from bench.negotiation.measure import Outcome, broken_limits, by_seller, paired_difference, summary
from bench.negotiation.people import PEOPLE, PEOPLE_SETS

_HELD_OUT_FROM = 1000


def main(argv: Sequence[str]) -> int:
    """Measure, print a table, write JSON; fail when a limit was broken."""
    options = _options(argv)
    try:
        from bench.negotiation import sellers
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
    for rounds in options.rounds:
        report["rounds"][str(rounds)] = _measure(options, chosen, rounds, sellers.play)
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
        help="tuning, held-out, alike, under-limit, people, people-held-out, all, or names with commas",
    )
    parser.add_argument("--seeds", type=int, default=40, help="how many cases a seller meets")
    parser.add_argument("--first-seed", type=int, default=_HELD_OUT_FROM, help="0 is the tuning range")
    parser.add_argument("--rounds", type=int, nargs="+", default=[4, 6, 8])
    parser.add_argument("--packages", action="store_true", help="price, deliverables and months of usage rights")
    parser.add_argument("--one-price", action="store_true", help="packages: sellers ask the price of the whole first")
    parser.add_argument("--added", action="store_true", help="packages: pieces and months added to the single price")
    parser.add_argument("--published", action="store_true", help="packages: beside UOAgent, where anl-agents is there")
    parser.add_argument("--no-baselines", action="store_true")
    parser.add_argument("--ablation", action="store_true", help="the engine again without each of its ideas")
    parser.add_argument("--hindsight", action="store_true", help="the best of all fixed plans, seller by seller (slow)")
    parser.add_argument("--chart", help="draw the report here, as SVG")
    parser.add_argument("--json", help="write the report here")
    return parser.parse_args(argv)


def _chosen(wanted: str, sets: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    return sets.get(wanted) or tuple(wanted.split(","))


def _measure(
    options: argparse.Namespace, names: Sequence[str], rounds: int, play: Callable[..., Any]
) -> dict[str, Any]:
    table = cases(rounds, range(options.first_seed, options.first_seed + options.seeds))
    started = time.perf_counter()
    ours = _run(Engine, names, table, play)
    part: dict[str, Any] = {"engine": summary(ours), "seconds": round(time.perf_counter() - started, 1)}
    _say(rounds, "engine", part["engine"])
    part["by_seller"] = by_seller(ours)
    part["baselines"] = {}
    for name, make in {} if options.no_baselines else BASELINES.items():
        theirs = _run(make, names, table, play)
        part["baselines"][name] = {**summary(theirs), "engine_leads_by": paired_difference(ours, theirs)}
        _say(rounds, name, part["baselines"][name])
    if options.ablation:
        part["ablation"] = _ablation(ours, rounds, lambda: _run(Engine, names, table, play))
    if options.hindsight:
        part |= _hindsight(names, table, play, rounds)
    return part


def _ablation(ours: Sequence[Outcome], rounds: int, again: Callable[[], list[Outcome]]) -> dict[str, Any]:
    rows = {}
    for name, idea in IDEAS.items():
        with without(idea):
            theirs = again()
        rows[name] = {**summary(theirs), "engine_leads_by": paired_difference(ours, theirs)}
        _say(rounds, f"without: {name}", rows[name])
    return rows


def _hindsight(names: Sequence[str], table: Sequence[Case], play: Callable[..., Any], rounds: int) -> dict[str, Any]:
    def once(buyer: Any, name: str, case: Case) -> Any:
        return PEOPLE[name](buyer, case) if name in PEOPLE else play(lambda _: buyer, name, case)

    best = [best_outcome(name, case, once) for name in names for case in table if case.zone]
    _say(rounds, "hindsight", figures := summary(best))
    found: dict[str, Any] = {"hindsight": figures, "hindsight_by_seller": by_seller(best)}
    if people := [name for name in names if name in PEOPLE]:
        told = [told_outcome(name, case, once) for name in people for case in table if case.zone]
        _say(rounds, "told all but the dice", figures := summary(told))
        found |= {"told": figures, "told_by_seller": by_seller(told)}
        tempers = [done for name in people for done in temper_outcomes(name, [c for c in table if c.zone], once)]
        _say(rounds, "told the temper alone", figures := summary(tempers))
        found |= {"temper": figures, "temper_by_seller": by_seller(tempers)}
    return found


def _run(
    make: Callable[[Case], Any], names: Sequence[str], table: Sequence[Case], play: Callable[..., Any]
) -> list[Outcome]:
    outcomes = []
    for name in names:
        for case in table:
            done = PEOPLE[name](make(case), case) if name in PEOPLE else play(make, name, case)
            outcomes.append(Outcome(name, case, done.fee, broken_limits(case, done), done.rounds))
    return outcomes


def _say(rounds: int, name: str, figures: dict[str, Any]) -> None:
    lead = figures.get("engine_leads_by")
    led = f"  engine leads by {lead['points']:+.2f} ({lead['low']:+.2f}..{lead['high']:+.2f})" if lead else ""
    sys.stdout.write(
        f"{rounds} rounds  {name:46} captured {figures['captured_percent']:6.2f} %"
        f"  deals {figures['deal_percent']:6.2f} %  rounds {figures['mean_rounds']:4.1f}  n {figures['negotiations']}"
        f"  limits broken {figures['limits_broken']}{led}\n"
    )
