"""Which offers, in which order, are expected to save most?

An offer is worth the room it leaves under our limit times the belief that it is
taken, plus what the mails after it are worth if it is not. `plan` weighs every
rising row of offers against every course the creator may take (`forecast`) and
names the first of the best row: waiting, probing and closing come out of one
sum. The last mail spends the whole limit on whoever is still over it. It
refuses to go backwards or over the limit, and to stand still without need:
people leave where nothing moves. Integers only.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from negotiation.course import Course, Heard
from negotiation.forecast import courses
from negotiation.money import divide_up
from negotiation.pricing import human_step

_STAY_PERCENT = 98  # of the creators who turn an offer down, those who still read the next
_DEAL_PERMILLE = 60  # of the limit: what a deal is worth beyond what it saves, for no deal saves nothing
_WAIT_PERMILLE = 7  # of the limit: what going on must bring more from people, who lose days and heart over every mail
_RISK_PERMILLE = 160  # the same for a last offer in place of their ask: whoever turns it down is gone
_FREE_MAILS = 3  # the last mails may pass the target, the ones before may not
_STILL_FAR_PERCENT = 110  # of the limit: who asks more than this when the last mail is due hears the whole limit
_MOST_LEVELS = 64  # amounts weighed between our offer and the limit


@dataclass(frozen=True, slots=True)
class Talk:
    """The amounts of one negotiation when mail number *mail* (from 0) of *rounds* is due."""

    anchor: int
    target: int
    cap: int
    offered: int | None  # our standing offer
    asks: tuple[int, ...]  # oldest first, at least one
    answered: tuple[int, ...]  # the offer of ours that each ask answered; the anchor before any
    mail: int
    rounds: int
    currency: str
    dearer: int = 0  # how much more an ask of theirs costs us than what we offer at that level: their packages differ

    @property
    def left(self) -> int:
        """How many mails of ours are still to come."""
        return max(self.rounds - self.mail, 1)

    @property
    def heard_mails(self) -> int:
        """How many of them who goes by the clock still answers: who spoke first is through before the last one."""
        they_opened = len(self.asks) > self.mail
        return self.left - they_opened

    @property
    def start(self) -> int:
        """The least we may offer."""
        return min(self.offered if self.offered is not None else self.anchor, self.cap)


@dataclass(frozen=True, slots=True)
class Plan:
    """The next offer, before it is held against their ask."""

    fee: int
    by_plan: int  # before the target and the last mail had their say
    expected: int  # what they are expected to take in the end: as likely less as more
    worth: int  # what going on is expected to save, a deal's own worth included
    deal: int  # a deal's own worth
    wait: int  # what going on must bring more, by how likely it is a person who waits

    def better_take(self, cap: int, ask: int) -> bool:
        """Tell whether *ask* saves at least as much as going on is expected to, but for the wait."""
        return cap - ask + self.deal + self.wait >= self.worth


def plan(talk: Talk) -> Plan:
    """Return the next offer, never under the standing one and never over the cap."""
    every = courses(Heard(talk.asks, talk.answered, talk.heard_mails, talk.rounds, talk.left))
    # They turned our standing offer down: a course on which they would have taken it is not theirs.
    left = [c for c in every if c.weight and (talk.offered is None or c.took > talk.offered)] or [*every]
    deal = talk.cap * _DEAL_PERMILLE // 1000
    levels = _levels(talk)
    chosen, value = _best(levels, left, talk, deal)
    weight = max(sum(course.weight for course in left), 1)
    people = sum(course.weight for course in left if course.person)
    fee = levels[chosen]
    if talk.heard_mails > _FREE_MAILS:
        least = levels[0 if talk.offered is None else min(1, len(levels) - 1)]
        fee = min(fee, max(talk.target, least))
    if talk.left == 1 and _still_over(talk):
        fee = talk.cap
    permille = _RISK_PERMILLE if talk.left == 1 else _WAIT_PERMILLE
    wait = talk.cap * permille * people // (1000 * weight)
    return Plan(fee, levels[chosen], _middle(left, weight), value // weight, deal, wait)


def _still_over(talk: Talk) -> bool:
    """Tell whether they are so far over our limit, or never moved towards it, that only the whole limit may close."""
    ask, firm = talk.asks[-1], min(talk.asks) == talk.asks[0]
    return ask * 100 > talk.cap * _STILL_FAR_PERCENT or (firm and ask > talk.cap)


def _levels(talk: Talk) -> list[int]:
    """Return the amounts we may offer, rising: human ones, from our standing offer to exactly the cap."""
    step = human_step(max(talk.start, 1), talk.currency)
    step *= max(divide_up(talk.cap - talk.start, step * _MOST_LEVELS), 1)
    between = range((talk.start // step + 1) * step, talk.cap, step)
    return [talk.start, *between, talk.cap] if talk.cap > talk.start else [talk.cap]


def _best(levels: Sequence[int], left: Sequence[Course], talk: Talk, deal: int) -> tuple[int, int]:
    """Return the index of the next offer and the value (cents times weight) of going on with it.

    From the last mail to the next one: ``after[i]`` is what the later mails are
    worth when ``levels[i]`` was turned down. Offers rise and what a course takes
    falls, so whoever turned down ``levels[i]`` is known from the mail before alone.
    """
    gains, never = [talk.cap - level + deal for level in levels], len(levels)
    taken = [[bisect_left(levels, take) for take in course.takes] for course in left]
    takes = [at + [never] * (talk.left - len(at)) for at in taken]
    after = [0] * len(levels)
    for mail in range(talk.left - 1, 0, -1):
        reached: list[list[tuple[int, int]]] = [[] for _ in range(len(levels) + 1)]
        for course, at in zip(left, takes, strict=True):
            reached[at[mail - 1]].append((at[mail], course.weight))
        after = _turned_down(reached, gains, after)
        if mail == talk.left - 1:
            after = [sum(both) for both in zip(after, _closing(levels, left, talk, deal), strict=True)]
    now = [0] * (len(levels) + 1)
    for course, at in zip(left, takes, strict=True):
        now[at[0]] += course.weight
    values = _values(now, gains, after)
    least = 0 if talk.offered is None else min(1, len(levels) - 1)
    best = max(values[least:])
    return values.index(best, least), best


def _turned_down(reached: Sequence[Sequence[tuple[int, int]]], gains: Sequence[int], after: Sequence[int]) -> list[int]:
    """Return what the mails from this one on are worth, by the level turned down before it, to whoever stays.

    *reached* has, by the level that would have been taken before, what is taken now and by how much weight.
    """
    top = len(gains) - 1
    alive, best, worth = [0] * (len(gains) + 1), [0] * len(gains), [0] * len(gains)
    for before in range(top, -1, -1):
        if before == top or reached[before + 1]:
            for level, weight in reached[before + 1]:
                alive[level] += weight
            best = [*accumulate(reversed(_values(alive, gains, after)), max)]  # from each level on, the last one first
        worth[before] = best[max(top - before - 1, 0)] * _STAY_PERCENT // 100
    return worth


def _values(taken: Sequence[int], gains: Sequence[int], after: Sequence[int]) -> list[int]:
    """Return what each level is worth, with the mails after it; *taken* is the weight that takes each level first."""
    return [taking * gain + later for taking, gain, later in zip(accumulate(taken), gains, after, strict=False)]


def _closing(levels: Sequence[int], left: Sequence[Course], talk: Talk, deal: int) -> list[int]:
    """Return what is to be had, by the level turned down, of those whose ask we will know when the last mail is due.

    Within our limit their ask is taken as it is; over it, the whole limit is what
    they are offered last.
    """
    values, most = [0] * len(levels), talk.cap - talk.dearer
    raises = [level - levels[0] for level in levels]
    for course in left:
        if 0 < len(course.takes) < talk.left:
            turned_down = bisect_left(levels, course.takes[-1])
            for level, ask in enumerate(course.asks_after(raises[:turned_down])):
                if ask <= most:
                    values[level] += (most - ask + deal) * course.weight
                elif max(ask * course.part // 100, course.limit) <= most:
                    values[level] += deal * course.weight
    return [value * _STAY_PERCENT // 100 for value in values]


def _middle(left: Sequence[Course], weight: int) -> int:
    """Return the amount that half of the courses, by weight, take in the end."""
    seen = 0
    for course in sorted(left, key=lambda c: c.ends):
        seen += course.weight
        if seen * 2 >= weight:
            return course.ends
    return left[-1].ends
