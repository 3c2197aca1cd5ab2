"""What does the whole package cost by the prices a mail states?

Turns a price per item, a rate card or a discount into one total, from the
quoted words alone, so that the reader who computes it and the check that
proves it do the same sum. It refuses to total what the words do not price.
"""

import re
from typing import Final

from negotiation.amounts import AmountKind, find_amounts
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
# Words for one kind alone; a "post" or a "video" may be any of them.
PLAIN_KINDS: Final = frozenset({"story", "reel", "carousel"})
_SINGLE = re.compile(r"\bsingle\b(?! ?-?(?:day|cent|penny|time))", re.IGNORECASE)
_LINE = re.compile(r"\n|[.!?]\s")
_NEXT_PRICE = re.compile(
    r"[,;\n]|[$€£]\s?[.,]?\d[\d.,]*k?|\d[\d.,]*k?\s?(?:usd|eur|gbp|dollars?|d[oó]lar\w*|euros?|pounds?|[€£$])(?!\w)|"
    r"\d[\d.,]*k\b|\b(?:but|however|aber|pero|mais)\b",
    re.IGNORECASE,
)
_COMMA = re.compile(r"[,:;]\s*(?:for |at |it's )?$")  # "reel only, $1,400"
_EACH = re.compile(
    r"[\s,(]*(?:(?:usd|eur|gbp|dollars|euros|[€$£])\s*)?(?:each|per|/|apiece|a piece|a pop|pro|je|par|por|al|every)\b",
    re.IGNORECASE,
)
_FOR_WHAT = re.compile(r"\s{0,3}(?:for|per|/|each|an?|one|1|f[uü]r|pro|por|par|pour)\b[^,;.\n]{0,40}", re.IGNORECASE)
_AND = re.compile(r"\b(?:and|und|y|et|e|plus)\b|[&+]", re.IGNORECASE)
_OFF = re.compile(
    r"\b(?:off|discount|reduc\w+|less|rebate|rabatt|descuento|sconto|remise|deduct\w*|knock\w*|bundle|"
    r"(?:come|go|move|bring) (?:\w+ ){0,2}down|drop|lower|shave|cut|weniger|menos|de moins|in meno|korting)\b",
    re.IGNORECASE,
)
_TOGETHER: Final = re.compile(
    r"\b(?:both|together|bundled?|combo|combined|in total|altogether|zusammen|beides?|paket|los dos|las dos|ambos|"
    r"juntos|les deux|ensemble|entrambi|insieme|os dois|ambas|samen|allebei)\b",
    re.IGNORECASE,
)


def noun_at(text: str, package: Package | None = None) -> str | None:
    """Return the kind of deliverable that *text* names first, one of the package's where it can be."""
    own = [d.kind for d in package.deliverables] if package else []
    kinds = [*own, *(kind for kind in NOUNS if kind not in own)]
    places = [(m.start(), kinds.index(k), k) for k in kinds if (m := re.search(NOUNS[k], text, re.IGNORECASE))]
    return min(places)[2] if places else None


def kinds_in(text: str) -> frozenset[str]:
    """Return every kind of deliverable that *text* may mean; a "video" may be several."""
    return frozenset(kind for kind, noun in NOUNS.items() if re.search(rf"\b(?:{noun})", text, re.IGNORECASE))


def names_item(text: str) -> bool:
    """Whether *text* names a deliverable of any kind."""
    return bool(_ANY_NOUN.search(text))


def counts_in(text: str) -> tuple[int, ...]:
    """Return the counts of deliverables *text* states: "2 reels", "three stories"."""
    found = list[int]()
    text = _SINGLE.sub("1", text)
    for amount in find_amounts(text, "USD"):
        follows = text[amount.end : amount.end + 24]
        if amount.kind is AmountKind.COUNT and re.match(
            rf"\s*(?:x\s*)?(?:\w+\s+)?(?:{_ANY_NOUN.pattern})", follows, re.IGNORECASE
        ):
            found.append(amount.cents // 100)
    return tuple(count for count in found if 1 <= count <= 50)


def card_total(quote: str, package: Package, currency: str) -> int | None:
    """Return the package's price by the rate card in *quote*, None where it does not price every kind once.

    A price for as many pieces as the package has goes before one for a single piece, a price for both before a sum.
    """
    prices: dict[str, dict[int, int]] = {}  # of each kind: the price of so many pieces
    amounts = [a for a in find_amounts(quote, currency) if a.kind is AmountKind.MONEY and a.range_of is None]
    wanted, together = {d.kind for d in package.deliverables}, list[int]()
    for number, amount in enumerate(amounts):
        before, after = _LINE.split(quote[: amount.start])[-1], _LINE.split(quote[amount.end :])[0]
        if number and _TOGETHER.search(quote[amounts[number - 1].end : amount.start]):
            together.append(amount.cents)
            continue
        kinds = kinds_beside(before, after)
        ours = sorted(wanted & kinds)
        if len(ours) == 1 and not kinds & PLAIN_KINDS - wanted:
            prices.setdefault(ours[0], {}).setdefault(_priced_together(before, after), amount.cents)
    if any(not prices.get(d.kind, {}).keys() & {1, d.count} for d in package.deliverables):
        return None
    total = sum(prices[d.kind].get(d.count) or prices[d.kind][1] * d.count for d in package.deliverables)
    as_priced = len(wanted) > 1 and all(d.count in prices[d.kind] for d in package.deliverables)
    both = [cents for cents in together if as_priced and cents < total and not kinds_in(quote) & PLAIN_KINDS - wanted]
    return both[0] if len(both) == 1 else total


def _priced_together(before: str, after: str) -> int:
    """Return how many pieces one price is for: "two reels should be 1,600", but "two reels at 800 each"."""
    if _EACH.match(after):
        return 1
    counted = counts_in(_NEXT_PRICE.split(_COMMA.sub(" ", before))[-1][-60:])
    return counted[-1] if counted else 1


def kinds_beside(before: str, after: str) -> frozenset[str]:
    """Return the kinds that a price is told for, by the words of its line on either side of it."""
    behind = _FOR_WHAT.match(after)
    named = kinds_in(_NEXT_PRICE.split(behind.group())[0]) if behind else frozenset[str]()
    if named:
        return named
    *earlier, words = _NEXT_PRICE.split(_COMMA.sub(" ", before))
    if earlier and _FOR_WHAT.match(words):
        words = _AND.split(words, maxsplit=1)[-1]  # what stands before the "and" belongs to the price before
    return kinds_in(words[-60:])


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
    return percent_of(cents, 100 * (100 - percent))


def amounts_off(text: str, currency: str) -> frozenset[int]:
    """Return every amount of money that *text* may take off a price: "$50 off", "come down by $50"."""
    money = (a for a in find_amounts(text, currency) if a.kind is AmountKind.MONEY)
    return frozenset(a.cents for a in money if _OFF.search(text[max(0, a.start - 30) : a.end + 30]))


def percent_of(cents: int, hundredths: int) -> int:
    """Return so many hundredths of a percent of an amount, rounded up: the creator's side of a cent is theirs."""
    return -(-cents * hundredths // 10_000)


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
    totals |= {cents - off for cents in set(totals) for off in amounts_off(quote, currency) if off < cents}
    card = card_total(quote, package, currency) if package else None
    return frozenset(totals if card is None else {*totals, card})


def pieces(deliverables: tuple[Deliverable, ...]) -> int:
    """Return how many pieces of content are wanted."""
    return sum(d.count for d in deliverables)
