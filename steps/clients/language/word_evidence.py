"""Which intent do the plain words of a mail lean to, where no cue speaks?

A log-linear model: every word, pair of neighbours and word beginning has a
weight for each intent, learnt by ``python -m bench.learn_words`` from the
labelled mails and kept as a table in ``word_weights.txt``. It gives shares, and
the words that weighed most; it settles nothing, that is `precedence`'s work.
It never makes a yes by itself.
"""

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Final

from negotiation.reading import Intent
from steps.clients.language.clauses import fold

INTENTS: Final = tuple(Intent)
_TABLE: Final = Path(__file__).with_name("word_weights.txt")
_SCALE: Final = 100  # the table holds hundredths
# Long mails say their intent early or late; between, words only add noise and time.
_MOST_WORDS: Final = 120
_TOKEN: Final = re.compile(r"[\w.+-]+@[\w.-]+|\d[\d.,]*k?|[^\W\d_]+(?:'[^\W\d_]+)?|[?!]|[^\w\s.,;:()\"'*_/\\<>#-]")
_STEM: Final = 5


@dataclass(frozen=True, slots=True)
class Leaning:
    """The likeliest intent, its share of all (0..1), and the words that speak for it most."""

    intent: Intent
    share: float
    words: tuple[str, ...]
    shares: dict[Intent, float]


def features(text: str) -> frozenset[str]:
    """Return the features of *text*: words, beginnings of words, pairs of neighbours."""
    words = [_plain(token) for token in _tokens(fold(text))]
    return frozenset(_features(words))


def _tokens(folded: str) -> list[str]:
    tokens = _TOKEN.findall(folded)
    return tokens if len(tokens) <= _MOST_WORDS else [*tokens[: _MOST_WORDS // 2], *tokens[-_MOST_WORDS // 2 :]]


def _plain(token: str) -> str:
    """Let every number be one word and every address another."""
    if token[0].isdigit():
        return "0"
    return "@" if "@" in token else token[:24]


def _features(words: list[str]) -> Iterator[str]:
    yield from words
    yield from (f"{word[:_STEM]}~" for word in words if len(word) > _STEM)
    yield from (f"{a} {b}" for a, b in pairwise(["^", *words, "$"]))
    if len(words) <= 4:
        yield "<short>"


def lean(text: str) -> Leaning:
    """Return what the words of *text* lean to."""
    table = _weights()
    present = sorted(f for f in features(text) if f in table)
    totals = [sum(table[f][i] for f in present) / _SCALE for i in range(len(INTENTS))]
    shares = dict(zip(INTENTS, softmax(totals), strict=True))
    best = max(INTENTS, key=lambda intent: shares[intent])
    weigh = INTENTS.index(best)
    loudest = sorted(present, key=lambda f: (-table[f][weigh], f))[:3]
    return Leaning(best, shares[best], tuple(f for f in loudest if table[f][weigh] > 0), shares)


def softmax(totals: Iterable[float]) -> list[float]:
    """Return the shares that *totals* (log odds) stand for."""
    values = list(totals)
    raised = [math.exp(value - max(values)) for value in values]
    return [value / sum(raised) for value in raised]


@cache
def _weights() -> dict[str, tuple[int, ...]]:
    """Return the table: feature -> hundredths for each intent, in the order of the first line."""
    head, *lines = _TABLE.read_text(encoding="utf-8").splitlines()
    order = [Intent(name) for name in head.split("\t")[1:]]
    places = [order.index(intent) for intent in INTENTS]
    rows = (line.split("\t") for line in lines if line)
    return {name: tuple(int(weights[place]) for place in places) for name, *weights in rows}
