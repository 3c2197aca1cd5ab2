"""Does a draft state the terms that its offer changes, and the bonus in its own words?

A changed term that the mail leaves out would be agreed without being said. A
bonus is promised in one wording only; that wording is taken out before the
other rules judge the rest.
"""

import re
from collections.abc import Iterator

from negotiation.amounts import AmountKind, find_amounts
from negotiation.guard_amounts import days_range
from negotiation.letter import LetterOrder, Stage, bonus_terms
from negotiation.packages import DAYS_TERMS

_OFFERS = frozenset({Stage.COUNTER, Stage.HOLD, Stage.FINAL, Stage.CONFIRM})


def without_bonus(order: LetterOrder, text: str) -> str:
    """Return *text* without the order's own bonus, wherever lines break in it."""
    shape = _bonus_shape(order)
    return text if shape is None else shape.sub("that", text)


def term_reasons(order: LetterOrder, text: str) -> list[str]:
    """Return which changed terms *text* leaves unsaid."""
    return list(_unsaid(order, text)) if order.stage in _OFFERS else []


def _unsaid(order: LetterOrder, text: str) -> Iterator[str]:
    shape = _bonus_shape(order)
    if shape is not None and not shape.search(text):
        yield "bonus_missing: it is not said in its own words"
    if order.table is None:
        return
    amounts = [a for a in find_amounts(text, order.currency) if a.kind is AmountKind.DURATION]
    said = [days_range(text, amount) for amount in amounts]
    for term in DAYS_TERMS:
        level = int(getattr(order.package, term.value))
        changed = level not in (0, getattr(order.table, term.value))
        if changed and not any(low <= level <= high for low, high in said):
            yield f"term_missing: {level} days of {term.words}"


def _bonus_shape(order: LetterOrder) -> re.Pattern[str] | None:
    """Return what finds the bonus however its lines are broken."""
    if order.package.bonus is None:
        return None
    words = bonus_terms(order.package.bonus, order.currency).split()
    return re.compile(r"\s+".join(re.escape(word) for word in words))
