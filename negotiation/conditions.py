"""Is a condition of a yes one that we can read to the last word?

A condition counts as met, or as a package with a price, only when nothing else
stands in it: one word that is not understood leaves it to a person.
"""

import re
from collections.abc import Sequence

from negotiation.reading import ReadTerm

_FILLERS = frozenset(
    "a again also an and are as at be brand but can case could do done for from fully get goes i if in include "
    "included instead is it just keep kept like long make me my need of okay ok on only once our out please "
    "provided prefer so still than that the them then there they this to us want we were will with within "
    "without work works would yes you your happy deal limit limited reduce reduced drop dropped set agree "
    "agreed rather condition one thing clause part attached s "
    "aber auf bei das dann den der die für ihr ist mit nur passt sind und wenn "
    "avec c ce de des est et je la le les mais on ok pour que seulement si soit sont "
    "a con de el es la las los pero por que sea si sin solo son vale y "
    "com de e mas o os que se seja só um "
    "con di e i il la le ma per se sia solo "
    "alleen als de en het is maar met voor zijn".split()
)
# "30 days instead of 90": the second is ours, and no wish.
_OURS = re.compile(
    r"\b(?:instead of|rather than|(?:an)?statt|anstelle von|au lieu de|plut[oô]t que|en vez de|"
    r"en lugar de|em vez de|invece di|in plaats van)\s+(?:the |your |den |der |los |os )*"
    r"\d+(?:\s*(?:days?|tagen?|jours|d[ií]as|giorni|dagen)\b)?"
)
# A payment term may be accepted only when every word of the condition is one of these.
_PAYMENT_WORDS = frozenset(
    {
        "if",
        "you",
        "can",
        "could",
        "will",
        "pay",
        "paid",
        "paying",
        "payment",
        "is",
        "comes",
        "me",
        "us",
        "we",
        "i",
        "get",
    }
    | {"am", "as", "long", "provided", "that", "so", "within", "in", "day", "days", "after", "of", "from", "the"}
    | {"a", "post", "posting", "publication", "publishing", "goes", "live", "it", "once", "on", "yes"}
)
_HANGS = re.compile(
    r"^\W*(?:but |and )?(?:only )?(?:if|when|as long as|so long as|provided|providing|on (?:the |one )?condition|"
    r"unless|assuming|subject to|wenn|falls|sofern|vorausgesetzt|si|se|mits|pourvu|siempre|a condi|a patto)\b",
    re.IGNORECASE,
)
_FROM_PUBLICATION = frozenset({"publication", "publishing", "posting", "live"})


def is_our_payment_term(condition: str, payment_days: int) -> bool:
    """Tell whether *condition* is nothing but a payment term that the package already meets."""
    words = re.findall(r"[^\W\d_]+|\d+|[^\w\s]", condition.lower())
    numbers = [w for w in words if w.isdigit()]
    plain = {w for w in words if not w.isdigit() and w not in ",.!"}
    if len(numbers) != 1 or not plain & {"day", "days"} or not plain & _FROM_PUBLICATION:
        return False
    return plain <= _PAYMENT_WORDS and int(numbers[0]) >= payment_days


def hangs(words: str) -> bool:
    """Tell whether *words* are a condition, "if you drop it", and not what a fee is for, "without it"."""
    return _HANGS.search(words) is not None


def only_names(condition: str, terms: Sequence[ReadTerm]) -> bool:
    """Tell whether *condition* says nothing but the terms that were read from it."""
    rest = _OURS.sub(" ", _tidy(condition))
    named = [quote for term in terms if (quote := _tidy(term.quote)) and quote in rest]
    for quote in sorted(named, key=len, reverse=True):
        rest = rest.replace(quote, " ")
    return bool(named) and set(re.findall(r"[^\W_]+", rest)) <= _FILLERS


def _tidy(text: str) -> str:
    return " ".join(text.lower().split())
