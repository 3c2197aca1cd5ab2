"""In which currency are the amounts of a mail that name none, or only a sign that several have?

"All my rates are in USD" says it for every "$900" and every bare 900 of the
mail. It refuses to choose where a mail speaks of two currencies, asks which
one is meant, or says in which one it is not: then the campaign's stands.
"""

import re
from dataclasses import replace

from negotiation.amounts import find_amounts
from negotiation.currencies import currencies_named, of_people
from negotiation.reading import ReadAmount, Role
from steps.clients.language.clauses import sentences

_NOT = re.compile(
    r"\b(?:no|not|never|don't|can't|cannot|instead of|rather than|than|nicht|kein\w*|pas|non|nao|niet)\b", re.IGNORECASE
)
_PEOPLE = re.compile(r"(?=\b([^\W\d_]+)[ -]([^\W\d_]+)\b)")


def told_currency(words: str, own: str) -> str:
    """Return the one currency that *words* speak of apart from their amounts; *own* where that is none or several."""
    for amount in find_amounts(words, own):
        words = f"{words[: amount.start]}{' ' * (amount.end - amount.start)}{words[amount.end :]}"
    spoken = (words[a:b] for a, b in sentences(words))
    told = {code for one in spoken if not one.rstrip().endswith("?") and not _NOT.search(one) for code in _named(one)}
    return told.pop() if len(told) == 1 else own


def in_told_currency(amount: ReadAmount, told: str, own: str) -> ReadAmount:
    """Return *amount* in the currency its mail speaks of; our own offer in another currency is an ask."""
    if told == own or amount.currency not in (None, own):
        return amount
    if {one.currency for one in find_amounts(amount.quote, told)} - {None, told}:
        return amount  # it names its own, or bears a sign that the other has not
    return replace(amount, currency=told, role=Role.ASK if amount.role is Role.OUR_OFFER else amount.role)


def _named(sentence: str) -> set[str]:
    """Return the currencies that *sentence* names so that nobody else's could be meant: "USD", "US dollars"."""
    pairs = (of_people(people.lower(), name.lower()) for people, name in _PEOPLE.findall(sentence))
    marks = (*currencies_named(sentence), *filter(None, pairs))
    return {mark.codes[0] for mark in marks if len(mark.codes) == 1}
