"""How many views does a piece of content, or a whole package, earn?

Integers only, rounded down: fewer expected views is a lower fee, which is the
brand's side. It refuses samples that say nothing (none, or none above zero).
"""

from collections.abc import Sequence

from negotiation.errors import InvalidBrief
from negotiation.terms import Package, ViewsMethod

_TRIM_DIVISOR = 10  # a tenth is cut from each end, and at least one sample once there are five
_TRIM_FROM = 5


def expected_views(samples: Sequence[int], method: ViewsMethod) -> int:
    """Return the views one piece of content earns, by the campaign's method.

    Raises InvalidBrief when there is no sample, one is negative, or the answer is zero.
    """
    if not samples:
        raise InvalidBrief("view samples", "there are none; give average views or the views of recent posts")
    if min(samples) < 0:
        raise InvalidBrief("view samples", f"{min(samples)} is below zero")
    views = _BY_METHOD[method](sorted(samples))
    if views == 0:
        raise InvalidBrief("view samples", f"the {method} of {len(samples)} samples is zero: no fee follows")
    return views


def package_views(views_each: int, package: Package, weights_percent: Sequence[tuple[str, int]] = ()) -> int:
    """Return the views of all content together.

    Every piece earns *views_each*, times the campaign's weight for its kind
    (100 where the campaign names none): two reels and a story are three times
    the views unless the campaign says that a story weighs less.
    """
    weights = dict(weights_percent)
    return sum(views_each * d.count * weights.get(d.kind, 100) // 100 for d in package.deliverables)


def _mean(ordered: Sequence[int]) -> int:
    return sum(ordered) // len(ordered)


def _median(ordered: Sequence[int]) -> int:
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return (ordered[middle - 1] + ordered[middle]) // 2


def _trimmed(ordered: Sequence[int]) -> int:
    cut = max(1, len(ordered) // _TRIM_DIVISOR) if len(ordered) >= _TRIM_FROM else 0
    return _mean(ordered[cut : len(ordered) - cut])


_BY_METHOD = {ViewsMethod.MEAN: _mean, ViewsMethod.MEDIAN: _median, ViewsMethod.TRIMMED: _trimmed}
