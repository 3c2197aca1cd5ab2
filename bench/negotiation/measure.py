"""How much of the surplus was captured, how often, and was a limit ever broken?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from random import Random

from bench.negotiation.cases import Case
from bench.negotiation.transcript import Transcript

_HAIR = 1e-9
_DRAWS = 1_000  # of the bootstrap


@dataclass(frozen=True, slots=True)
class Outcome:
    """One negotiation in figures."""

    seller: str
    case: Case
    fee: float | None
    broken: tuple[str, ...]
    rounds: int = 0

    @property
    def gain(self) -> float:
        """What was won where something was to be won: negative when overpaid."""
        return 0.0 if self.fee is None or not self.case.zone else self.case.ceiling - self.fee


def broken_limits(case: Case, done: Transcript) -> tuple[str, ...]:
    """Return which of our promises a negotiation broke."""
    offers, ceiling = done.offers, case.ceiling + _HAIR
    broken = {
        "fee over ceiling": done.fee is not None and done.fee > ceiling,
        "offer over ceiling": max(offers, default=0.0) > ceiling,
        "retraction": any(after < before - _HAIR for before, after in pairwise(offers)),
        "bid above their ask": any(offer > ask + _HAIR for ask, offer in _answers(case, done)),
        "worse than our own offer": any(ask < offer - _HAIR for offer, ask in _let_pass(case, done)),
    }
    return tuple(name for name, wrong in broken.items() if wrong)


def _answers(case: Case, done: Transcript) -> list[tuple[float, float]]:
    """Return each ask with the offer that answered it."""
    return list(zip(done.asks, done.offers[1:] if case.we_open else done.offers, strict=False))


def _let_pass(case: Case, done: Transcript) -> list[tuple[float, float]]:
    """Return each standing offer with the ask it met, of those asks that were not accepted."""
    met = done.asks if case.we_open else done.asks[1:]
    pairs = list(zip(done.offers, met, strict=False))
    return pairs[:-1] if done.accepted_ask else pairs


def summary(outcomes: Sequence[Outcome]) -> dict[str, float | int]:
    """Return captured and deal percent of the cases with a zone, and the broken limits of all."""
    zoned = [o for o in outcomes if o.case.zone]
    potential = sum(o.case.zone for o in zoned)
    return {
        "captured_percent": round(100 * sum(o.gain for o in zoned) / potential, 2),
        "deal_percent": round(100 * sum(o.fee is not None for o in zoned) / len(zoned), 2),
        "mean_rounds": round(sum(o.rounds for o in outcomes) / len(outcomes), 2),
        "negotiations": len(outcomes),
        "limits_broken": sum(len(o.broken) for o in outcomes),
    }


def by_seller(outcomes: Sequence[Outcome]) -> dict[str, dict[str, float | int]]:
    """Return the summary of each seller."""
    names = dict.fromkeys(o.seller for o in outcomes)
    return {name: summary([o for o in outcomes if o.seller == name]) for name in names}


def intervals(outcomes: Sequence[Outcome]) -> dict[str, dict[str, float]]:
    """Return the 95 % intervals of captured and deal percent, as far as other seeds may give other figures."""
    zoned = [o for o in outcomes if o.case.zone]
    won = _by_seed((o.case.seed, o.gain, o.case.zone) for o in zoned)
    closed = _by_seed((o.case.seed, float(o.fee is not None), 1.0) for o in zoned)
    return {"captured_95": _bootstrapped(won), "deals_95": _bootstrapped(closed)}


def paired_difference(ours: Sequence[Outcome], theirs: Sequence[Outcome]) -> dict[str, float]:
    """Return our lead in points of captured percent, with the 95 % interval of a paired bootstrap over seeds."""
    pairs = zip(ours, theirs, strict=True)
    rows = _by_seed((mine.case.seed, mine.gain - other.gain, mine.case.zone) for mine, other in pairs)
    return {"points": round(_percent(rows), 2), **_bootstrapped(rows)}


def _by_seed(parts: Iterable[tuple[int, float, float]]) -> list[tuple[float, float]]:
    """Return for each seed the sum of its shares and of what they are shares of."""
    sums: dict[int, tuple[float, float]] = {}
    for seed, share, whole in parts:
        before = sums.get(seed, (0.0, 0.0))
        sums[seed] = (before[0] + share, before[1] + whole)
    return list(sums.values())


def _bootstrapped(rows: Sequence[tuple[float, float]]) -> dict[str, float]:
    random = Random(1)
    drawn = sorted(_percent(random.choices(rows, k=len(rows))) for _ in range(_DRAWS))
    return {"low": round(drawn[_DRAWS * 25 // 1000], 2), "high": round(drawn[_DRAWS * 975 // 1000 - 1], 2)}


def _percent(rows: Sequence[tuple[float, float]]) -> float:
    return 100 * sum(r[0] for r in rows) / max(sum(r[1] for r in rows), _HAIR)
