"""Does the guard let right drafts go and hold wrong ones?

`python -m bench guard --generate 6000 --seed 7` prints misses and false
alarms on seeded drafts; `--wordings 6` does so on the collected wordings of
`tests/reading/drafts.jsonl` (`--part` keeps one part of them); `--in IN.jsonl --out OUT.jsonl` judges drafts from
elsewhere, of which only amount, currency and secrets are known.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from bench.guard_drafts import Case, generate
from bench.guard_wordings import fill, load
from negotiation.guard import check_draft
from negotiation.letter import Draft, LetterOrder, Stage
from negotiation.terms import Package


def judge(row: dict[str, Any]) -> dict[str, Any]:
    """Return the verdict on one draft from outside; brand, package and language are unknown."""
    order = LetterOrder(Stage.FINAL, "", "", "", row.get("currency") or "USD", row.get("amount_cents"), Package(()), "")
    draft = Draft("", str(row.get("text") or ""), "outside")
    reasons = check_draft(order, draft, tuple(int(c) for c in row.get("secrets_cents") or ()))
    return {"id": row.get("id"), "ok": not reasons, "reasons": list(reasons)}


def _judge_file(source: Path, target: Path) -> int:
    with source.open(encoding="utf-8") as rows, target.open("w", encoding="utf-8") as out:
        for line in rows:
            if line.strip():
                out.write(json.dumps(judge(json.loads(line)), ensure_ascii=False) + "\n")
    return 0


def _blind(case: Case) -> bool:
    """Say whether the file mode lets the draft go, knowing less."""
    row = {
        "text": case.draft.body,
        "amount_cents": case.order.fee_cents,
        "currency": case.order.currency,
        "secrets_cents": case.secrets_cents,
    }
    return bool(judge(row)["ok"])


def _measure(cases: Iterable[Case], show: int) -> int:
    """Print misses and false alarms of the product's call and of the file mode."""
    totals: Counter[str] = Counter()
    for case in cases:
        reasons = check_draft(case.order, case.draft, case.secrets_cents)
        totals["wrong" if case.category else "right"] += 1
        for mode, passed in (("known", not reasons), ("blind", _blind(case))):
            mistake = (
                f"{mode} miss"
                if case.category and passed
                else f"{mode} false alarm"
                if not case.category and not passed
                else ""
            )
            totals[mistake] += 1
            if mistake and totals[mistake] <= show:
                sys.stdout.write(
                    f"--- {mistake}: {case.category} {case.order.fee_cents} {case.order.currency} "
                    f"{reasons}\n{case.draft.body}\n"
                )
    right, wrong = totals["right"], totals["wrong"]
    for mode in ("known", "blind"):
        misses, alarms = totals[f"{mode} miss"], totals[f"{mode} false alarm"]
        sys.stdout.write(
            f"{mode} package: {misses} misses in {wrong} wrong drafts, {alarms} false alarms "
            f"in {right} right ones ({100 * alarms / max(right, 1):.2f} %)\n"
        )
    return 1 if totals["known miss"] or totals["blind miss"] else 0


def main(argv: Sequence[str]) -> int:
    """Run the benchmark; exit status 1 when a wrong draft passed."""
    parser = argparse.ArgumentParser(prog="bench guard", description=__doc__)
    parser.add_argument("--in", dest="source", type=Path)
    parser.add_argument("--out", dest="target", type=Path)
    parser.add_argument("--generate", type=int, default=6_000)
    parser.add_argument("--wordings", type=int, default=0, help="fill each collected wording this many times instead")
    parser.add_argument("--part", default="", help="with --wordings: only this part")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--show", type=int, default=0, help="print this many mistakes of each sort")
    parser.add_argument("--reader", default="offline", help="accepted for symmetry; the guard is always rules")
    options = parser.parse_args(argv)
    if (options.source is None) != (options.target is None):
        parser.error("--in and --out belong together")
    if options.source:
        return _judge_file(options.source, options.target)
    if options.wordings:
        return _measure(fill(load(part=options.part), options.wordings, options.seed), options.show)
    return _measure(generate(options.generate, options.seed), options.show)
