"""How do people who sell answer an offer? Figures learnt from a thousand of their conversations.

From CraigslistBargain (He, Chen, Balakrishnan and Liang, EMNLP 2018: people
bargain over a listing in words, then one sends an offer that the other can only
take or turn down): 1,299 conversations, 959 answers to an offer in words, 283
to a last one. The figures are counts of what was answered; no conversation is
kept. Whether an offer is taken depends on how near it comes to what they ask,
not on how many came before; who gives in gives a share of the way to the offer.
No limit of their own shows in these conversations, so the one that must hold is
the caller's. Amounts are integers of any unit.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Literal

_MIDDLES = (45, 55, 65, 75, 85, 95)  # percent of what they ask: the middles of the bands that were counted, first <50
_ONE = 10_000
_GIVING = (60, 80, 101)  # percent of what they ask under which each row of ``gives`` holds


@dataclass(frozen=True, slots=True)
class Habits:
    """How often who answers what, in percent; by the middle of a band each, between them along a line."""

    takes: tuple[int, ...]  # an offer in words
    takes_last: tuple[int, ...]  # an offer that is said to be the last
    stays: tuple[int, ...]  # repeats the ask: of those who neither take an offer in words nor leave
    leaves: int  # of those who do not take an offer in words
    gives: tuple[tuple[int, ...], ...]  # share of the way to our offer: nine that are equally likely


GOODS = Habits(
    takes=(0, 9, 14, 14, 28, 52),
    takes_last=(17, 42, 47, 68, 87, 89),
    stays=(31, 22, 20, 17, 23, 31),
    leaves=2,
    gives=(
        (15, 22, 28, 35, 40, 46, 50, 58, 71),
        (25, 31, 37, 42, 50, 50, 62, 67, 78),
        (33, 40, 50, 50, 50, 56, 62, 67, 75),
    ),
)  # 836 about furniture, housing and bicycles

MACHINES = Habits(
    takes=(0, 13, 8, 17, 27, 51),
    takes_last=(0, 22, 47, 73, 68, 90),
    stays=(41, 24, 22, 21, 32, 30),
    leaves=3,
    gives=(
        (15, 23, 28, 33, 40, 44, 50, 60, 70),
        (20, 28, 33, 40, 50, 50, 56, 62, 67),
        (37, 45, 50, 50, 50, 58, 63, 69, 77),
    ),
)  # 463 about cars, electronics and telephones

EVERYBODY = Habits(
    takes=(0, 10, 12, 15, 27, 51),
    takes_last=(12, 33, 47, 69, 82, 89),
    stays=(35, 23, 21, 18, 26, 31),
    leaves=2,
    gives=(
        (15, 22, 28, 35, 40, 46, 50, 60, 71),
        (20, 30, 36, 42, 50, 50, 60, 67, 75),
        (33, 40, 50, 50, 50, 57, 62, 67, 75),
    ),
)


@dataclass(frozen=True, slots=True)
class Situation:
    """What they ask now, what they are offered, and what only they know."""

    ask: int
    offer: int
    limit: int
    last: bool  # we said that there will be no other offer


def chance(percents: Sequence[int], situation: Situation) -> int:
    """Return a chance in ten-thousandths, by how near the offer comes to what they ask."""
    near = situation.offer * _ONE // situation.ask
    for low, high, before, after in zip(_MIDDLES, _MIDDLES[1:], percents, percents[1:], strict=False):
        if near < high * 100:
            way = max(near - low * 100, 0)
            return before * 100 + (after - before) * way // (high - low)
    return percents[-1] * 100


def taken(habits: Habits, situation: Situation) -> int:
    """Return the chance, in ten-thousandths, that the offer is taken: never under their limit, always at their ask."""
    if situation.offer < situation.limit:
        return 0
    if situation.offer >= situation.ask:
        return _ONE
    return chance(habits.takes_last if situation.last else habits.takes, situation)


def next_asks(habits: Habits, situation: Situation) -> tuple[int, ...]:
    """Return nine asks, equally likely, of who gives in: never under their limit, never over the last one."""
    row = next(row for under, row in zip(_GIVING, habits.gives, strict=True) if _percent(situation) < under)
    gap = max(situation.ask - situation.offer, 0)
    return tuple(min(max(situation.ask - gap * share // 100, situation.limit), situation.ask) for share in row)


def bargain(habits: Habits, situation: Situation, dice: Random) -> int | Literal["yes", "no"]:
    """Return what they ask next, or whether they take the offer or leave."""
    if dice.randrange(_ONE) < taken(habits, situation):
        return "yes"
    if situation.last or dice.randrange(100) < habits.leaves:
        return "no"
    if dice.randrange(_ONE) < chance(habits.stays, situation):
        return situation.ask
    return dice.choice(next_asks(habits, situation))


def _percent(situation: Situation) -> int:
    return min(situation.offer * 100 // situation.ask, 100)
