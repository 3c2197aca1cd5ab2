"""What will a creator take who meets us on the way?

People give a share of what lies between their ask and our offer, or nothing,
and hardly ever take an offer in words; a last offer they take by how near it
comes to their ask. So who offers more on the way is asked more in the end. The
shares were counted in conversations of people (`bench/README.md`, People). No
limit of theirs shows there, so it may lie anywhere under their ask. It refuses
to look at anything but amounts. Integers only.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from negotiation.course import Course, Heard

_SHARES = (0, 30, 60)  # percent of the way given in the next answer, as likely each,
_THEN = 40  # and in each one after it
_TAKES_LAST = ((45, 12), (55, 21), (65, 14), (75, 22), (85, 13), (95, 7), (100, 11))  # at percent of the ask, how many
_LATER = ((80, 100),)  # the same while there are mails before it: most take four fifths of what they ask
_WIDTH = 7
_LIMITS = tuple(range(47, 90, _WIDTH))  # percent of their first ask
_LEAST, _MOST = 15, 75  # percent of the way: who gives way gives so much
_STAYS = 25  # percent of people who ask the same again though their limit lies lower: at their limit all do,
_STAYS_BY_RULE = 35  # and so many of those who go by a rule
# Percent of the way given in one answer, up to; and how many times likelier that is of people than of a curve, tenths.
# A step that hardly shows is a rule's: people repeat themselves or move.
_GIVEN = ((8, 1), (15, 3), (30, 10), (80, 25), (101, 8))
_MOST_TIMES, _LEAST_PART = 30, 50  # all they gave makes people at most thirty times likelier, at least a fiftieth so


def giving(heard: Heard, weight: int) -> list[Course]:
    """Return the courses of a creator who meets us on the way; *weight* is theirs before anything is heard."""
    last, ours = heard.asks[-1], heard.answered[-1]
    limits = _limits(heard.asks, heard.answered)
    weight = weight * _times_likelier(heard.asks, heard.answered) // 1_000
    whole, taking = sum(odds for _, odds in limits), _LATER if heard.mails > 1 else _TAKES_LAST
    made = []
    for limit, odds in limits:
        shares = _SHARES if heard.mails > 1 and limit < last else _SHARES[:1]
        for path, gap in _paths(heard, limit, shares):
            follows = 100 - gap * 100 // max(last - ours, 1)
            for part, percent in taking:
                takes = path or (max(last * part // 100, limit),)
                each = weight * odds * percent // (100 * whole * len(shares))
                made.append(Course(each, last + 1, takes, min(ours + gap, last), follows, part, limit, person=True))
    return made


def _paths(heard: Heard, limit: int, shares: tuple[int, ...]) -> Iterator[tuple[tuple[int, ...], int]]:
    """Yield what they ask when each mail of ours but the last is due, and what lies between us when the last is."""
    last, ours = heard.asks[-1], heard.answered[-1]
    for first in shares:
        gap, path = max(last - ours, 0), []
        for share in (first, *(_THEN,) * heard.mails)[: heard.mails - 1]:
            path.append(min(max(ours + gap, limit), last))
            gap -= gap * share // 100
        yield tuple(path), gap


def _limits(asks: Sequence[int], answered: Sequence[int]) -> list[tuple[int, int]]:
    """Return where their limit may lie, with the odds: somewhere under their ask, or just there."""
    first, last = asks[0], asks[-1]
    under = [(first * percent // 100, _WIDTH * 1_000) for percent in _LIMITS if first * percent // 100 < last]
    falls = [(b, a, offer) for (b, a), offer in zip(pairwise(asks), answered[1:], strict=True) if a < b]
    if not falls:
        return under
    before, after, offer = falls[-1]
    gap = max(before - offer, 1)
    # Every larger share than the one given would have ended at a limit that is just there.
    larger = min(max(_MOST - (before - after) * 100 // gap, 5), _MOST - _LEAST)
    said_again = len(asks) - 1 - asks.index(last)
    return [*under, (last, max(larger * gap * 1_000 // first, 1) * (100 // _STAYS) ** said_again)]


def _times_likelier(asks: Sequence[int], answered: Sequence[int]) -> int:
    """Return how much likelier than of a curve of time what they gave is of people, in thousandths."""
    times = 1_000
    for heard in range(1, len(asks)):
        before, after, offer = asks[heard - 1], asks[heard], answered[heard]
        if after == before:
            times = times * _stays(_limits(asks[:heard], answered[:heard]), before) // _STAYS_BY_RULE
        else:
            given = min(max((before - after) * 100 // max(before - offer, 1), 0), 100)
            times = times * next(each for under, each in _GIVEN if given < under) // 10
    return min(max(times, 1_000 // _LEAST_PART), 1_000 * _MOST_TIMES)


def _stays(limits: Sequence[tuple[int, int]], ask: int) -> int:
    """Return how many people in a hundred repeat *ask*, by the odds of where their limit lies."""
    whole, here = sum(odds for _, odds in limits), sum(odds for limit, odds in limits if limit == ask)
    return _STAYS + (100 - _STAYS) * here // max(whole, 1)
