"""Of prices that differ in one term, which one is for the package on the table?

"$850 without usage, $950 with 30 days": who offers us 30 days wants $950. It
reads one term alone, and answers nothing where two prices could be ours, or
none.
"""

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from negotiation.packages import DAYS_TERMS
from negotiation.reading import ReadAmount, Role
from negotiation.term_prices import Term
from negotiation.terms import Package
from steps.clients.language.candidates import Candidate
from steps.clients.language.clauses import fold, sentences
from steps.language import ReplyToRead
from steps.package_terms import TERM_WORDS, names_term, placed_terms, terms_in

_TERMS: Final = tuple(term for term in DAYS_TERMS if term is not Term.PAYMENT)
_SPLIT: Final = re.compile(r"[;,.!?\n]|\s(?:and|or|but|und|oder|et|ou|y|o|e|en|of|ma|mais|pero|mas|maar|aber)\s|/")
_WITH: Final = re.compile(r"\b(?:with|mit|avec|con|com|met)\W*$")
# What is added to a price is none for the whole.
_ADDED: Final = re.compile(r"\b(?:extra|plus|more|additional\w*|add\w*|on top|surcharge|zusatzlich|supplement\w*)\b|\+")
_SOME: Final = -1  # "with usage": of how many days, it does not say
_LONGEST: Final = 300  # from the first price to the last


@dataclass(frozen=True, slots=True)
class _Price:
    """A price and where it stands."""

    start: int
    end: int
    cents: int


def by_our_terms(found: list[Candidate], roles: list[Role | None], mail: ReplyToRead) -> list[Role | None]:
    """Return *roles* with the price for our package as the ask, where the prices differ in one term of it.

    A price whose words made it an extra may be one of them, as long as more of the term costs more.
    """
    at = [place for place, role in enumerate(roles) if role in (None, Role.OTHER)]
    amounts = [found[place].amount for place in at]
    if any(a.currency not in (None, mail.currency) or a.range_of for a in amounts):
        return roles
    ours, _ = _choice(mail, [_Price(a.start, a.end, a.cents) for a in amounts])
    if ours is None:
        return roles
    told = {place: Role.ASK if place == at[ours] else Role.PACKAGE for place in at}
    return [told.get(place, role) for place, role in enumerate(roles)]


def term_that_sets_prices(mail: ReplyToRead, amounts: tuple[ReadAmount, ...]) -> Term | None:
    """Return the term in which the prices of *mail* differ: the ask is the one with our level of it."""
    prices = [a for a in amounts if a.role in (Role.ASK, Role.PACKAGE)]
    places = [_Price(at, at + len(a.quote), a.cents) for a in prices if (at := mail.own_words.find(a.quote)) >= 0]
    return _choice(mail, places)[1]


def _choice(mail: ReplyToRead, prices: list[_Price]) -> tuple[int | None, Term | None]:
    """Return which of *prices* is for our package, and in which term they differ."""
    if mail.package is None or len(prices) < 2:
        return None, None
    ordered = sorted(prices, key=lambda price: price.start)
    words = _words_beside(mail.own_words, ordered)
    named = [term for term in _TERMS if any(names_term(piece, term) for piece in words)]
    too_far = ordered[-1].end - ordered[0].start > _LONGEST
    if len(named) != 1 or too_far or any(map(_ADDED.search, words)):
        return None, None
    ours = int(getattr(mail.package, named[0].value))
    levels = _levels(words, named[0], mail.package, mail.currency)
    fitting = [price for price, level in zip(ordered, levels, strict=True) if level == ours]
    if len(fitting) != 1 or not _dearer_with_more(ordered, levels):
        return None, None
    return prices.index(fitting[0]), named[0]


def _dearer_with_more(prices: list[_Price], levels: list[int | None]) -> bool:
    """Tell whether every level is known, no two are the same, and each more costs more."""
    told = sorted((level, price.cents) for level, price in zip(levels, prices, strict=True) if level is not None)
    return len(told) == len(prices) and all(a < b and x < y for (a, x), (b, y) in pairwise(told))


def _words_beside(text: str, prices: list[_Price]) -> list[str]:
    """Return the words of *text*, folded, that stand with each of *prices*, cut where the next one's begin."""
    folded = fold(text)
    cuts = [max((a for a, _ in sentences(text) if a <= prices[0].start), default=0)]
    for one, following in pairwise(prices):
        between = folded[one.end : following.start]
        cuts.append(one.end + max((m.start() for m in _SPLIT.finditer(between)), default=0))
    cuts.append(min((b for _, b in sentences(text) if b >= prices[-1].end), default=len(text)))
    return [folded[a:b] for a, b in pairwise(cuts)]


def _levels(words: list[str], term: Term, package: Package, currency: str) -> list[int | None]:
    """Return at which level of *term* each price stands; None where its words are not clear."""
    ours = int(getattr(package, term.value))
    told = [_level(piece, term, package, currency, " ".join(words)) for piece in words]
    # What says nothing of the term is without it beside a price with it, and as we want it beside one without.
    silent = 0 if any(level and level != [0] for level in told) else ours
    levels = [level[0] if len(level) == 1 else None if level else silent for level in told]
    return [(ours or 1) if level == _SOME else level for level in levels]


def _level(piece: str, term: Term, package: Package, currency: str, everything: str) -> list[int]:
    found = {t.level for t in terms_in(piece, package, currency) if t.term is term}
    if not found and (word := re.search(rf"\b(?:{TERM_WORDS[term]})\b", everything)):
        # "With 30 days" is of the term that the other price names.
        found = {t.level for t in placed_terms(f"{piece}; {word.group()}", package, currency) if t.term is term}
    if not found and (names_term(piece, term) or _WITH.search(piece)):
        found = {_SOME}
    return sorted(found)
