"""What does the whole package cost by the prices a mail states?

Turns a price per item, a rate card or a discount into one total, from the
quoted words alone, so that the reader who computes it and the check that
proves it do the same sum. It refuses to total what the words do not price.
"""

import re
from typing import Final

from negotiation.amounts import Amount, AmountKind, find_amounts
from negotiation.terms import Deliverable, Package

# What people call each kind; a "video" of YouTube is a dedicated one unless they say otherwise.
NOUNS: Final[dict[str, str]] = {
    "post": r"(?:static |feed |in-?feed |grid |ig |instagram )?(?:posts?|feed)\b",
    "story": r"(?:stor(?:y|ies)(?: (?:sets?|frames?|slides?))?)\b|historias?\b",
    "reel": r"reels?\b",
    "carousel": r"carr?ousels?\b",
    "video": r"(?:videos?|tik ?toks?|clips?|vids?)\b",
    "dedicated_video": r"(?:dedicated(?: videos?)?|full videos?|videos?)\b",
    "integration": r"(?:integrations?|integrated|mentions?|60 ?s(?:ec)?(?:ond)?s?(?: spots?)?)\b",
    "short": r"shorts?\b",
}
_ANY_NOUN: Final = re.compile(
    "|".join(NOUNS.values())
    + r"|(?:pieces?|deliverables?|items?|assets?|uploads?|slides?|frames?|units?|content pieces?)\b",
    re.IGNORECASE,
)
# Noun before the price ("Reel: $600") or behind it ("$600 per reel"), with little between.
_BEFORE = re.compile(
    r"(?:\b(?:an?|one|1|per|each)\s+)?$|[\s:=\-–—(~]*(?:(?:is|are|costs?|at|for|i charge|would be|"
    r"comes to|rate)\s*)*[\s:=\-–—(~]*$",
    re.IGNORECASE,
)
_OFF = re.compile(
    r"\b(?:off|discount|reduc\w+|less|rebate|rabatt|descuento|sconto|remise|deduct\w*|knock\w*|bundle)\b", re.IGNORECASE
)


def noun_at(text: str, package: Package | None = None) -> str | None:
    """Return the kind of deliverable that *text* names first, one of the package's where it can be."""
    own = [d.kind for d in package.deliverables] if package else []
    kinds = [*own, *(kind for kind in NOUNS if kind not in own)]
    places = [(m.start(), kinds.index(k), k) for k in kinds if (m := re.search(NOUNS[k], text, re.IGNORECASE))]
    return min(places)[2] if places else None


def names_item(text: str) -> bool:
    """Whether *text* names a deliverable of any kind."""
    return bool(_ANY_NOUN.search(text))


def counts_in(text: str) -> tuple[int, ...]:
    """Return the counts of deliverables *text* states: "2 reels", "three stories"."""
    found = list[int]()
    for amount in find_amounts(text, "USD"):
        follows = text[amount.end : amount.end + 24]
        if amount.kind is AmountKind.COUNT and re.match(
            rf"\s*(?:x\s*)?(?:\w+\s+)?(?:{_ANY_NOUN.pattern})", follows, re.IGNORECASE
        ):
            found.append(amount.cents // 100)
    return tuple(count for count in found if 1 <= count <= 50)


def card_total(quote: str, package: Package, currency: str) -> int | None:
    """Return the package's price by the rate card in *quote*, None where it does not price every kind once."""
    prices: dict[str, int] = {}
    amounts = [a for a in find_amounts(quote, currency) if a.kind is AmountKind.MONEY and a.range_of is None]
    for index, amount in enumerate(amounts):
        kind = _priced_kind(quote, amounts, index, package)
        if kind is None or kind in prices:
            continue
        prices[kind] = amount.cents
    if any(d.kind not in prices for d in package.deliverables):
        return None
    return sum(prices[d.kind] * d.count for d in package.deliverables)


def _priced_kind(quote: str, amounts: list[Amount], index: int, package: Package) -> str | None:
    amount = amounts[index]
    floor = amounts[index - 1].end if index else 0
    roof = amounts[index + 1].start if index + 1 < len(amounts) else len(quote)
    behind = re.match(
        r"\s*(?:per|for|/|each|an?|one|1|a single|for (?:an?|one|each|every))\s*(?:an?|one|each|every|"
        r"1)?\s*(?:\w+\s+){0,2}?",
        quote[amount.end : roof],
        re.IGNORECASE,
    )
    if behind:
        kind = noun_at(quote[amount.end : min(roof, amount.end + 32)], package)
        if kind:
            return kind
    before = quote[max(floor, amount.start - 40) : amount.start]
    return noun_at(before, package)


def percent_off(text: str, currency: str) -> int | None:
    """Return the discount *text* grants, in whole percent."""
    for amount in find_amounts(text, currency):
        near = text[max(0, amount.start - 30) : amount.end + 30]
        if (
            amount.kind is AmountKind.PERCENT
            and 0 < amount.cents < 9_000
            and amount.cents % 100 == 0
            and _OFF.search(near)
        ):
            return amount.cents // 100
    return None


def after_discount(cents: int, percent: int) -> int:
    """Return what remains of an ask after a discount, rounded up: the creator's side of a cent is theirs."""
    return -(-cents * (100 - percent) // 100)


def provable_totals(quote: str, mail: str, package: Package | None, currency: str) -> frozenset[int]:
    """Return every amount of money that *quote* states or that follows from it by the mail's own counts."""
    money = [a.cents for a in find_amounts(quote, currency) if a.kind is AmountKind.MONEY]
    counts = {1, *counts_in(mail)}
    if package:
        counts |= {d.count for d in package.deliverables} | {pieces(package.deliverables)}
    totals = {cents * count for cents in money for count in counts}
    percent = percent_off(quote, currency)
    if percent:
        totals |= {after_discount(cents, percent) for cents in set(totals)}
    card = card_total(quote, package, currency) if package else None
    return frozenset(totals if card is None else {*totals, card})


def pieces(deliverables: tuple[Deliverable, ...]) -> int:
    """Return how many pieces of content are wanted."""
    return sum(d.count for d in deliverables)
