"""What does each word say about an intent? Learns the table of `word_evidence` from labelled mails.

``python -m bench.learn_words --in tests/reading/mails.jsonl`` fits a log-linear
model (AdaGrad, a penalty on large weights, one fixed order: the same mails give the same table) and writes
``steps/clients/language/word_weights.txt``. ``--folds 5`` measures instead: each fifth is read by a
table learnt from the rest, beside the rules. Mails kept aside are never learnt from.
"""

import argparse
import json
import math
import random
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from negotiation.reading import Intent
from steps.clients.language import word_evidence
from steps.clients.language.word_evidence import INTENTS, features, softmax
from steps.mail.own_words import own_words

Row = dict[str, Any]
Weights = dict[str, list[float]]

KEPT_ASIDE = frozenset({"fresh", "second_author_held", "third", "tongues", "plain"})
_TABLE = Path(word_evidence.__file__).with_name("word_weights.txt")
_ROUNDS = 30
_STEP = 0.3
_PENALTY = 0.002
_RARE = 2  # a feature of a single mail is that mail's accident, unless it is a word
_SEED = 20261122


def main(argv: Sequence[str]) -> int:
    """Learn the table, or measure how well one learns; return the exit status."""
    parser = argparse.ArgumentParser(prog="bench.learn_words", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--in", dest="source", type=Path, default=Path("tests/reading/mails.jsonl"))
    parser.add_argument("--out", dest="target", type=Path, default=_TABLE)
    parser.add_argument("--folds", type=int, default=0, help="measure on this many folds, write nothing")
    options = parser.parse_args(list(argv))
    rows = [json.loads(line) for line in options.source.read_text(encoding="utf-8").splitlines() if line.strip()]
    rows = [row for row in rows if row.get("half") not in KEPT_ASIDE]
    if options.folds:
        sys.stdout.write("\n".join(measure(rows, options.folds)) + "\n")
        return 0
    weights = learn(rows)
    options.target.write_text(table(weights), encoding="utf-8")
    sys.stdout.write(f"{len(weights)} features from {len(rows)} mails -> {options.target}\n")
    return 0


def learn(rows: Sequence[Row]) -> Weights:
    """Return weights for each feature of *rows*, one an intent."""
    data = [(words(row), INTENTS.index(Intent(row["intent"]))) for row in rows]
    seen = Counter(f for found, _ in data for f in found)
    kept = [(sorted(f for f in found if seen[f] >= _RARE or " " not in f), truth) for found, truth in data]
    weights: Weights = {f: [0.0] * len(INTENTS) for found, _ in kept for f in found}
    past: Weights = {f: [1e-8] * len(INTENTS) for f in weights}
    order = random.Random(_SEED)
    for _ in range(_ROUNDS):
        order.shuffle(kept)
        for found, truth in kept:
            _learn_one(weights, past, found, truth)
    return weights


def _learn_one(weights: Weights, past: Weights, found: list[str], truth: int) -> None:
    shares = softmax(sum(weights[f][i] for f in found) for i in range(len(INTENTS)))
    wrong = [share - (i == truth) for i, share in enumerate(shares)]
    for feature in found:
        mine, before = weights[feature], past[feature]
        for i, error in enumerate(wrong):
            slope = error + _PENALTY * mine[i]
            before[i] += slope * slope
            mine[i] -= _STEP * slope / math.sqrt(before[i] + 1.0)


def words(row: Row) -> frozenset[str]:
    """Return the features of the mail's own words."""
    text = str(row["text"])
    return features(own_words(text) or text)


def table(weights: Weights) -> str:
    """Return *weights* as the text of the table: a head line, then a feature a line, in hundredths."""
    head = "\t".join(["feature", *map(str, INTENTS)])
    rows = (f"{name}\t" + "\t".join(str(round(100 * w)) for w in weights[name]) for name in sorted(weights))
    return "\n".join([head, *rows]) + "\n"


def measure(rows: Sequence[Row], folds: int) -> list[str]:
    """Read each fold with a table learnt from the others; return how many were right, by the share given."""
    mixed = random.Random(_SEED).sample(list(rows), len(rows))
    told = Counter[tuple[int, bool]]()
    for fold in range(folds):
        weights = learn([row for i, row in enumerate(mixed) if i % folds != fold])
        for row in mixed[fold::folds]:
            known = [weights[f] for f in words(row) if f in weights]
            shares = softmax(sum(w[i] for w in known) for i in range(len(INTENTS)))
            best = max(range(len(INTENTS)), key=lambda i: shares[i])
            told[int(shares[best] * 10), INTENTS[best] == row["intent"]] += 1
    right = sum(n for (_, hit), n in told.items() if hit)
    bands = (f"  share .{band}: {told[band, True]} of {told[band, True] + told[band, False]}" for band in range(11))
    return [f"  words alone {right} of {len(rows)}", *bands]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
