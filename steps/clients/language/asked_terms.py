"""Which terms does a reply ask for, instead of those on the table?

Takes the terms that the mail's own words name and leaves out those that are
only asked about, or that belong to another price than the ask. An extra price
for a term of our package says that the ask is without it.
"""

import re
from dataclasses import replace

from negotiation.packages import DAYS_TERMS
from negotiation.reading import ReadAmount, ReadTerm, Role
from negotiation.term_prices import Term
from negotiation.terms import Package
from steps.clients.language.clauses import clauses, fold, sentences
from steps.clients.language.term_choices import term_that_sets_prices
from steps.language import ReplyToRead
from steps.package_terms import names_term, placed_terms, terms_in

# "How long would usage be?", "is exclusivity included?": asked about, not asked for.
_ASKS_ABOUT = re.compile(
    r"^\W*(?:and |but |so |also |ok(?:ay)?,? )*"
    r"(?:(?:what|how)(?! about\b)|which|is|are|was|does|do|did|will|when|who|any)\b|"
    r"\bhow (?:long|many)\b"
)
_TOO_LONG = re.compile(
    r"\b(?:too (?:long|much|many|restrictive)|(?:is|are|seems) (?:quite |really )?a lot|"
    r"zu (?:lang|viel)|te (?:lang|veel)|demasiad[oa]s?|muy larg\w+|"
    r"trop (?:long\w*|d[e'])|tropp[oai]|muit[oa]s? (?:long\w*|tempo|dias))\b"
)
# Without an amount beside them, counts are a wish only in such words.
_WISHES = re.compile(
    r"\b(?:could|can|would|how about|what about|instead|only|just|drop|prefer|rather|reduce|cut|add|swap|if|make it|"
    r"as long as|provided)\b"
)


def read_terms(mail: ReplyToRead, amounts: tuple[ReadAmount, ...]) -> tuple[ReadTerm, ...]:
    """Return the terms *mail* asks for, each quoted from it."""
    package = mail.package
    if package is None or not package.deliverables:
        return ()
    text, found = mail.own_words, list[ReadTerm]()
    ask = next((a for a in amounts if a.role is Role.ASK), None)
    for start, end in sentences(text):
        words = text[start:end]
        here = [a for a in amounts if a.quote in words]
        others = [
            a
            for a in here
            if a is not ask and a.currency and a.role in (Role.OTHER, Role.PACKAGE, Role.PER_ITEM, Role.PAST)
        ]
        if others and ask is not None:
            found += _without_extras(words, others, mail)
            continue
        wished = _wished(text, start, end)
        terms = terms_in(fold(wished), package, mail.currency)
        counted = (any(a.role in (Role.ASK, Role.PACKAGE) for a in here) and not _is_summed(amounts, ask)) or (
            not here and _WISHES.search(fold(words))
        )
        found += [_quoted(t, text) for t in terms if t.term is not Term.DELIVERABLES or counted]
    found += [_quoted(t, text) for t in placed_terms(fold(text), package, mail.currency)]
    found += _turned_down(text, package, found)
    choice = term_that_sets_prices(mail, amounts)
    return _without_ours(tuple(dict.fromkeys(t for t in found if t.term is not choice)), package, amounts)


def _without_ours(
    found: tuple[ReadTerm, ...], package: Package, amounts: tuple[ReadAmount, ...]
) -> tuple[ReadTerm, ...]:
    """Leave out what they only turn down: "90 days is a lot, 30 would do", where 90 is ours and one fee is named."""
    if sum(a.role in (Role.ASK, Role.PACKAGE) for a in amounts) > 1:
        return found
    shorter = {t.term for t in found if t.term in DAYS_TERMS and t.level < getattr(package, t.term.value)}
    return tuple(t for t in found if t.term not in shorter or t.level != getattr(package, t.term.value))


def _turned_down(text: str, package: Package, found: list[ReadTerm]) -> list[ReadTerm]:
    """Return the terms whose length is too much for them, where they name no other: nobody knows what they would do."""
    named = [term for term in DAYS_TERMS if getattr(package, term.value)]
    other = {t.term for t in found if t.term in named and t.level != getattr(package, t.term.value)}
    return [
        ReadTerm(term, 0, text[start:end].strip())
        for start, end in sentences(text)
        if _TOO_LONG.search(fold(text[start:end]))
        for term in named
        if term not in other and names_term(fold(text[start:end]), term)
    ]


def _wished(text: str, start: int, end: int) -> str:
    """Return the words of a sentence without the clauses that only ask about something."""
    parts = [c for c in clauses(text[start:end]) if not (c.asks and _ASKS_ABOUT.search(c.text))]
    return text[start + parts[0].start : start + parts[-1].end] if parts else ""


def _is_summed(amounts: tuple[ReadAmount, ...], ask: ReadAmount | None) -> bool:
    """Tell whether the ask was added up from prices per piece: then a count is a price's, not the package's."""
    return any(a.role is Role.PER_ITEM for a in amounts) or (ask is not None and "\n" in ask.quote)


def _without_extras(words: str, others: list[ReadAmount], mail: ReplyToRead) -> list[ReadTerm]:
    """A term of our package that costs extra is not in the ask."""
    if all(a.role is not Role.OTHER for a in others) or mail.package is None:
        return []
    priced = [
        t for t in DAYS_TERMS if t is not Term.PAYMENT and getattr(mail.package, t.value) and names_term(fold(words), t)
    ]
    return [ReadTerm(term, 0, words.strip()) for term in priced]


def _quoted(term: ReadTerm, text: str) -> ReadTerm:
    """Return *term* with its quote as the mail writes it: folding keeps every place."""
    at = fold(text).find(term.quote)
    return replace(term, quote=text[at : at + len(term.quote)]) if at >= 0 else term
