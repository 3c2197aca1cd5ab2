"""Where are their asks going, and what will they take on the way?

Nobody tells us a creator's limit, but the asks show how they move. Each way
they may go on is a `Course`, as likely as its weight says: asks that fall along
a curve of time, that answer our own moves, that stand still, with or without a
limit below, or that meet us on the way as people do (`giving`). A curve is
fitted by least squares and believed as far as it explains the asks. It refuses
to look at anything but amounts: words never move it. Integers only, so every
machine expects the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import isqrt

from negotiation.course import Course, Heard
from negotiation.giving import giving
from negotiation.money import divide_up

_ONE = 10_000  # their first ask in points, and the whole time in points: what is fitted knows no currency
_SURE = 10**9  # evidence of a course that explains every ask

# Fourth parts of the power with which a curve of time falls: 1 gives in at once, 24 at the very end.
_QUARTERS = (1, 2, 3, 4, 6, 8, 12, 16, 24)
# How likely each kind is before anything is heard, in thousandths of all who are not people. Creators are people, so
# these come first; the others keep their place for whoever haggles by a rule. Tuned on the bench's tuning seeds.
_CURVE, _FIRM, _LIMITED, _MIRROR, _GIVING = 67, 100, 150, 150, 2_500
_SPREAD = ((-3, 1), (0, 2), (3, 1))  # a fitted curve stands for three: halves of its spread, and the weight of each
_LIMITS = tuple(range(47, 100, 5))  # percent of their ask at which a creator who names no other figure may still sell
_LAST_ASKS = 3  # whether they stand still now is read off these alone
_MOST_TIMES, _LEAST_PART = 10, 10  # asks that stand still count between a tenth of a curve and ten times one


@dataclass(frozen=True, slots=True)
class _Prior:
    """What is thought of a slope before it is seen: *slope*, give or take *doubt*; asks wobble by *noise*. Points."""

    slope: int
    doubt: int
    noise: int


@dataclass(frozen=True, slots=True)
class _Fit:
    slope: int
    spread: int
    now: int  # the fitted value at the last ask
    evidence: int


_FALLING = _Prior(3_500, 2_000, 100)
_STILL = _Prior(0, 300, 100)
_ANSWERING = _Prior(8_000, 5_000, 200)


def courses(heard: Heard) -> tuple[Course, ...]:
    """Return every way they may go on that their asks do not contradict."""
    first = heard.asks[0]
    asks = [ask * _ONE // first for ask in heard.asks]
    past = range(heard.whole - heard.ahead - len(asks), heard.whole - heard.ahead)
    fits = [(_fit(_times(past, q, heard.whole), asks, _FALLING), q) for q in _QUARTERS]
    usual = divide_up(sum(fit.evidence for fit, _ in fits), len(fits))
    still = _fit(_times(past, 4, heard.whole)[-_LAST_ASKS:], asks[-_LAST_ASKS:], _STILL).evidence
    still = min(max(still, usual // _LEAST_PART), usual * _MOST_TIMES)
    found = [course for fit, q in fits for course in _curves(heard, fit, q)]
    others = (*_standing_still(heard, still), *_mirrors(heard, asks, usual), *giving(heard, _GIVING * usual))
    return (*found, *others)


def explained(heard: Heard) -> int:
    """Return how well curves of time explain their asks: a likelihood, up to a factor."""
    asks = [ask * _ONE // heard.asks[0] for ask in heard.asks]
    past = range(heard.whole - heard.ahead - len(asks), heard.whole - heard.ahead)
    return sum(_fit(_times(past, quarters, heard.whole), asks, _FALLING).evidence for quarters in _QUARTERS)


def _curves(heard: Heard, fit: _Fit, quarters: int) -> list[Course]:
    """Return the courses along one curve of time: as fitted, a little steeper and a little flatter."""
    now = heard.whole - heard.ahead - 1
    here, *ahead = _times(range(now, heard.whole), quarters, heard.whole)
    last, first = heard.asks[-1], heard.asks[0]
    made = []
    for halves, share in _SPREAD:
        slope = max(fit.slope + halves * fit.spread // 2, 0)
        falls = [fit.now - slope * (time - here) // _ONE for time in ahead]
        takes = tuple(min(last, max(-(-points * first // _ONE), 0)) for points in falls)
        made.append(Course(_CURVE * share * fit.evidence // 4, last, takes, takes[-1] if takes else last))
    return made


def _standing_still(heard: Heard, evidence: int) -> list[Course]:
    """Return the courses of a creator whose asks stand still: firm, or with a limit somewhere below."""
    last, mails = heard.asks[-1], heard.ahead
    limits = [-(-last * percent // 100) for percent in _LIMITS]
    share = _LIMITED * evidence // len(limits)
    firm = Course(_FIRM * evidence, last, (last,) * mails, last)
    return [firm, *(Course(share, limit, (limit,) * mails, last) for limit in limits)]


def _mirrors(heard: Heard, asks: Sequence[int], usual: int) -> list[Course]:
    """Return the courses of a creator who moves as we move: they take what meets them on the way."""
    last, ours, first = heard.asks[-1], heard.answered[-1], heard.asks[0]
    fit = _fit([offer * _ONE // first for offer in heard.answered], asks, _ANSWERING)
    # Our offers rise with time, so whoever follows the clock seems to answer them: never believed beyond a curve.
    evidence = min(fit.evidence, usual)
    made = []
    for halves, share in ((-2, 3), (0, 4), (2, 3)):
        slope = min(max(fit.slope + halves * fit.spread // 2, _ONE // 20), 2 * _ONE)
        meeting = -(-(last * _ONE + slope * ours) // (_ONE + slope))
        made.append(Course(_MIRROR * share * evidence // 10, meeting, (meeting,) * heard.ahead, meeting))
    return made


def _fit(times: Sequence[int], asks: Sequence[int], prior: _Prior) -> _Fit:
    """Fit ``asks = level - slope * times`` by least squares, the slope drawn to its prior."""
    count, total, noise2 = len(times), sum(times), prior.noise**2
    spread_x = count * sum(t * t for t in times) - total**2
    falls = total * sum(asks) - count * sum(t * a for t, a in zip(times, asks, strict=True))
    pull = count * _ONE**2 * noise2 // prior.doubt**2
    slope = max((_ONE * falls + pull * prior.slope) // (spread_x + pull), 0)
    level = (sum(asks) + slope * total // _ONE) // count
    missed = sum((a - level + slope * t // _ONE) ** 2 for t, a in zip(times, asks, strict=True))
    missed += 2 * noise2 + (prior.noise * (slope - prior.slope) // prior.doubt) ** 2
    # Student's t with two degrees of freedom: asks that wobble more than thought widen the forecast by themselves.
    power = count + 2
    spread = isqrt(missed * count * _ONE**2 // (power * (spread_x + pull)))
    believed = _SURE**2 * (2 * noise2) ** power * pull // (missed**power * (spread_x + pull))
    return _Fit(slope, spread, level - slope * times[-1] // _ONE, max(isqrt(believed), 1))


def _times(steps: range, quarters: int, whole: int) -> list[int]:
    return [power_points(max(step, 0) + 1, whole + 1, quarters) for step in steps]


@cache
def power_points(part: int, whole: int, quarters: int) -> int:
    """Return (part / whole) ** (quarters / 4) in points, rounded down."""
    return isqrt(isqrt(part**quarters * _ONE**4 // whole**quarters))
