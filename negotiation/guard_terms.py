"""Does a draft state the terms it has to, and the bonus in its own words?

A term that the mail leaves out would be agreed without being said: an offer
names whatever it changes, and all pieces of work or none. What a model's first
offer or confirmation leaves out is added to it (`leaves_out`). A bonus is
promised in one wording only; that wording is taken out before the other rules
judge the rest.
"""

import re
from collections.abc import Iterator

from negotiation.amounts import AmountKind, find_amounts
from negotiation.guard_amounts import days_range
from negotiation.letter import LetterOrder, Stage, bonus_terms
from negotiation.packages import DAYS_TERMS, count_of, pieces_words
from negotiation.plain_text import clauses, flatten
from negotiation.terms import Package

_SAYS_ALL = frozenset({Stage.OPENING, Stage.CONFIRM})
_OFFERS = frozenset({Stage.COUNTER, Stage.HOLD, Stage.FINAL}) | _SAYS_ALL
_VIDEO = r"videos?|vídeos?|vidéos?|tik ?toks?|clips?|filmpjes?"
_PIECES = {
    kind: re.compile(rf"\b(?:\w+-)?(?:{shape})\b", re.IGNORECASE)
    for kind, shape in {
        "post": r"posts?|beitrag|beiträge|publica\w+|berichte?n?|postagem|postagens",
        "story": r"story|stories|storys|storie|storia|historias?|verhalen",
        "reel": r"reels?",
        "carousel": r"carousels?|carrousels?|karussells?|carrusel(?:es)?|carosell[oi]|carross\w+",
        "video": _VIDEO,
        "dedicated_video": _VIDEO,
        "integration": rf"int[eé]gra\w+|{_VIDEO}",
        "short": r"shorts?",
    }.items()
}


def without_bonus(order: LetterOrder, text: str) -> str:
    """Return *text* without the order's own bonus, wherever lines break in it."""
    shape = _bonus_shape(order)
    return text if shape is None else shape.sub("that", text)


def term_reasons(order: LetterOrder, text: str) -> list[str]:
    """Return which pieces and changed terms *text* (flat) leaves unsaid."""
    return list(_unsaid(order, text)) if order.stage in _OFFERS else []


def leaves_out(order: LetterOrder, body: str) -> bool:
    """Tell whether a first offer or a confirmation is silent on a piece of work or a length of time."""
    if order.stage not in _SAYS_ALL:
        return False
    text = flatten(body).text
    return any((*_pieces_unsaid(order, text), *_days_unsaid(order, text, Package((), payment_days=0))))


def _unsaid(order: LetterOrder, text: str) -> Iterator[str]:
    shape = _bonus_shape(order)
    if shape is not None and not shape.search(text):
        yield "bonus_missing: it is not said in its own words"
    if any(shape.search(line) for shape in _pieces(order).values() for line in _offers(order, text)):
        yield from _pieces_unsaid(order, text)
    if order.table is not None:
        yield from _days_unsaid(order, text, order.table)


def _offers(order: LetterOrder, text: str) -> list[str]:
    quotes = {a.quote for a in find_amounts(text, order.currency) if a.cents == order.fee_cents}
    return [clause for clause in clauses(text) if any(quote in clause for quote in quotes)]


def _pieces(order: LetterOrder) -> dict[str, re.Pattern[str]]:
    return {d.kind: _PIECES[d.kind] for d in order.package.deliverables}


def _pieces_unsaid(order: LetterOrder, text: str) -> Iterator[str]:
    unsaid = [kind for kind, shape in _pieces(order).items() if not shape.search(text)]
    yield from (f"term_missing: {pieces_words(kind, count_of(order.package, kind))}" for kind in unsaid)


def _days_unsaid(order: LetterOrder, text: str, before: Package) -> Iterator[str]:
    amounts = [a for a in find_amounts(text, order.currency) if a.kind is AmountKind.DURATION]
    said = [days_range(text, amount) for amount in amounts]
    for term in DAYS_TERMS:
        level = int(getattr(order.package, term.value))
        if level not in (0, getattr(before, term.value)) and not any(low <= level <= high for low, high in said):
            yield f"term_missing: {level} days of {term.words}"


def _bonus_shape(order: LetterOrder) -> re.Pattern[str] | None:
    """Return what finds the bonus however its lines are broken."""
    if order.package.bonus is None:
        return None
    words = bonus_terms(order.package.bonus, order.currency).split()
    return re.compile(r"\s+".join(re.escape(word) for word in words))
