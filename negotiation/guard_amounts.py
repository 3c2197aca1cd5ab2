"""Are the numbers of a draft the verdict's, and only the verdict's?

Reads the draft with the inbox's own `find_amounts`. Money must be the fee,
whole, exact and in its currency; counts and durations must be the package's.
With an unknown package (no deliverables) ordinary counts and terms pass.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from negotiation.amounts import Amount, AmountKind, find_amounts
from negotiation.guard_spelt import spelt_reasons
from negotiation.letter import LetterOrder, Stage
from negotiation.money import Money, minor_units

_ITEM = (
    r"(?:reel|post|story|stories|video|short|tiktok|carousel|integration|item|piece|"
    r"deliverable|content|upload|clip|slide|frame|unit|asset)s?"
)
# "per" is "for" in Italian: "800 EUR per un reel".
_FOREIGN_PER = r"(?!una? |uno |due |tre |quattro |il |lo |la |i |le |gli |the |\d)"
# In a sentence of Italian "per" is "for"; a price for each piece is "a video", and another rule's.
_ITALIAN = re.compile(
    r"\b(?:possiamo|offriamo|offrir\w+|offerta|nostr[ao]|allora|chiaro|tariffa|compenso|prezzo|grazie|proponiamo|paghiamo)\b",
    re.IGNORECASE,
)
_PER_ITEM_AFTER = re.compile(
    rf"^[\s,(]*(?:\w+ )?(?:per {_FOREIGN_PER}|each |every )(?:\w+ )?{_ITEM}\b|^[\s,(]*(?:\w+ )?(?:each|"
    rf"apiece|a piece)\s*(?:[.,;!?)]|$|for\b)|"
    rf"^\s*(?:/\s?|per {_FOREIGN_PER}|a )(?:\w+ )?{_ITEM}\b|^\s?each\b|^\s?apiece\b|"
    rf"^[\s,(]*(?:for (?:each|every)(?: one| of (?:the|them|these|those)| single)?\b|"
    rf"(?:a|per) (?:pop|head|go|time|shot)\b|individually\b|(?:for )?(?:one|a single) {_ITEM} (?:and|only)\b)",
    re.IGNORECASE,
)
_EACH_LATER = re.compile(
    rf"^(?: (?!with|one|a\b|including)\w+){{0,3}} (?:per|each|every) (?:\w+ )?{_ITEM}\b|"
    rf"^[^.!?\n\d]{{0,30}}\b(?:each|apiece|respectively)\b(?=\s*(?:[.,;!?)]|$))",
    re.IGNORECASE,
)
_PER_ITEM_BEFORE = re.compile(
    rf"\b(?:per|each|every)[ -](?:\w+ )?{_ITEM}\b[\s:=-]*(?:(?:is|at|would be|fee|rate|"
    rf"price|of|comes to|costs|for|to)\s*){{0,3}}$",
    re.IGNORECASE,
)
_RECURRING = re.compile(
    r"^[\s,]*(?:/|per|an?|each|every)\s?(?:day|week|month|year|quarter|hour|mo|yr|campaign)\b|"
    r"^\s*(?:monthly|weekly|yearly)",
    re.IGNORECASE,
)
_OPEN_BEFORE = re.compile(
    r"\b(?:at least|minimum(?: of)?|starting (?:at|from)|more than|(?:higher|bigger|larger|greater|better) than|over|above|upwards "
    r"of|north of|no less than|under|below|less than|"
    r"beyond|exceed(?:s|ing)?|at most|not more than|up from|plus|another|extra|additional|minus|twice|double|"
    r"roughly|approximately|approx\.?|circa|in the region of|somewhere (?:around|near)|more or less|triple|"
    r"(?:half|a third|a quarter|two thirds|three quarters|%|percent) of|from|"
    r"(?<!come )(?<!came )(?<!coming )(?<!move )(?<!moving )(?<!bumped )(?<!gone )(?<!moved )(?<!went )(?<!going )(?<!stretched )(?<!go )up to|close to|nearly|almost)\s*$",
    re.IGNORECASE,
)
_OPEN_AFTER = re.compile(
    r"^\s?(?:\+|[-–—]\s?[$€£]?\d{3}|(?:or|and) (?:(?:a (?:bit|little|touch|tad)|slightly|somewhat|even) )?(?:more|above|up|higher|over|even|maybe)\b|[x×*]\s?\d|plus "
    r"(?!you|we|i\b|the team|vat|tax)|times\b|twice\b|minimum\b|min\b|-?ish\b|upwards?\b|"
    r",? (?:maybe|perhaps|possibly|probably|hopefully|or even|if not) (?:a |some )?(?:\w+ )?more\b|"
    r"(?:at the (?:very )?least|and then some|or thereabouts|or so\b|give or take|and the same again|"
    r"again (?:later|after)|\((?:times|[x×*]) ?(?:two|three|\d)|"
    r"and (?:another|again|the rest)|minus\b|less (?:fees|tax|commission|a\b|our)|to start(?: with)?\b|"
    r"for starters|now and\b|"
    r"as a (?:start|first)|"
    r"deposit\b|up front\b|in the first))",
    re.IGNORECASE,
)
# "We can't go any higher than 850" is a last offer, which has a rule of its own.
_NO_HIGHER = re.compile(
    r"\b(?:can't|cannot|can not|unable to|won't|not able to|couldn't)\b[^.!?\n]{0,20}\b(?:higher|more|further) than\s*$",
    re.IGNORECASE,
)
# The fee and the fee again: "$1,250 on signing and $1,250 on posting".
_ONCE_MORE = re.compile(r"^[^.!?;\n]*(?:\b(?:and|plus|then)|[+&])\s*$", re.IGNORECASE)
_TIMES_BEFORE = re.compile(r"\d\s?[x×*]\s?$", re.IGNORECASE)
_OTHER_CURRENCY = {
    "EUR": r"euros?|eur",
    "GBP": r"pounds?|sterling|quid|gbp",
    "USD": r"dollars?|usd|bucks",
    "CHF": r"francs?|chf|franken",
    "JPY": r"yen|jpy",
    "INR": r"rupees?|inr",
    "SEK": r"sek|kronor",
    "NOK": r"nok",
    "DKK": r"dkk",
    "PLN": r"pln|zloty|zł",
    "CAD": r"cad",
    "AUD": r"aud",
    "BRL": r"brl|reais",
    "AED": r"aed|dirhams?",
    "MXN": r"mxn",
}
_DOLLARS = frozenset({"USD", "CAD", "AUD", "NZD", "SGD", "HKD", "TWD", "MXN"})
_FLUFF = re.compile(
    r"^\s*(?:%|percent|per cent)?\s*(?:engagement|sure|happy|certain|agree|on board|"
    r"committed|transparent|clear|cotton|organic|natural|women|men\b|female|male\b|girls|boys|recycled|vegan|"
    r"\w*(?:zuschau|frauen|männer|weiblich|männlich|publikum|femmes|hommes|mujeres|hombres|donne|uomini|vrouwen|mannen|kijkers|seguidor|abonn|mulheres|homens|engagement)|"
    r"(?:de |di |van |der |deiner |du |des )?(?:tu |ton |votre |je |deine[rs]? |tua |sua )?(?:audiencia|audience|pubblico|público|community|comunidad|zielgruppe)|"
    r"(?:of )?(?:your |the |its )?(?:shots|video|footage|clip|script|screen|frames|content|edit|audience|followers?|viewers?|subscribers?|community|traffic|watch|retention|"
    r"completion|positive|rating))",
    re.IGNORECASE,
)
_MORE_OF = re.compile(
    r"^\s*(?:%|percent|per cent)?\s*(?:more|above|over|higher|up|bonus|extra|of|on|in|before|after|advance|pay)\b",
    re.IGNORECASE,
)
_LIST_MARK = re.compile(r"(?:^|\n)\s*[-*•(]?\s*$")
_NOUN = re.compile(
    r"^[\s-]*((?:[a-z]+[\s-]+){0,3}?)(reel|post|stor(?:y|ies)|carousel|tiktok|video|integration|short)s?\b",
    re.IGNORECASE,
)
_RESOLUTIONS = frozenset({"2k", "4k", "8k"})
_ORDINARY = 50  # a bare count above this is not a count of deliverables
_FEE_STAGES = frozenset({Stage.OPENING, Stage.COUNTER, Stage.HOLD, Stage.FINAL, Stage.CONFIRM})
_TERM_DAYS = {
    "usage_rights_days": re.compile(r"\busage|\brights\b|\blicen", re.IGNORECASE),
    "exclusivity_days": re.compile(r"\bexclusiv", re.IGNORECASE),
    "whitelisting_days": re.compile(r"\bwhitelist|\bspark|\bboost", re.IGNORECASE),
    "payment_days": re.compile(
        r"\bpay(?:ment|able|ing|s)?\b|\bpaid\b|\binvoice|\bnet\b|\bpublication\b", re.IGNORECASE
    ),
}
_DAYS = (("day", 1, 1), ("week", 7, 7), ("month", 28, 31), ("quarter", 89, 92), ("year", 360, 366), ("net", 1, 1))


def amount_reasons(order: LetterOrder, text: str, secrets_cents: Sequence[int]) -> list[str]:
    """Return what is wrong with the numbers of *text*."""
    amounts = find_amounts(text, order.currency)
    reasons = [reason for amount in amounts for reason in _judge(order, text, amount, secrets_cents)]
    named = any(a.kind is AmountKind.MONEY and a.cents == order.fee_cents for a in amounts)
    if order.fee_cents is not None and order.stage in _FEE_STAGES and not named:
        reasons.append(f"fee_missing: {Money(order.fee_cents, order.currency)}")
    return reasons + _added_up(text, amounts) + spelt_reasons(order, text) + _currency_reasons(order, text)


def _added_up(text: str, amounts: Sequence[Amount]) -> list[str]:
    """Refuse the fee that is added to itself: each of the two is the verdict's, and their sum is not."""
    money = [a for a in amounts if a.kind is AmountKind.MONEY]
    pairs = ((a, b) for a, b in pairwise(money) if _ONCE_MORE.match(text[a.end : b.start]))
    return [f"open_ended_fee: {text[first.start : second.end][:60]}" for first, second in pairs]


def _judge(order: LetterOrder, text: str, amount: Amount, secrets: Sequence[int]) -> Iterator[str]:
    if amount.kind is AmountKind.MONEY:
        yield from _judge_money(order, text, amount, secrets)
        return
    counts_people = amount.kind in (AmountKind.VIEWS, AmountKind.FOLLOWERS)
    if not counts_people and _is_secret(order, amount, secrets) and not _explained(order, text, amount):
        yield f"secret_leaked: {amount.quote}"
    if amount.kind is AmountKind.PERCENT:
        if not _harmless_percentage(text, amount):
            yield f"percentage_not_in_verdict: {amount.quote}"
    elif amount.kind is AmountKind.DURATION:
        yield from _judge_duration(order, text, amount)
    elif amount.kind is AmountKind.COUNT:
        yield from _judge_count(order, text, amount)
    elif _known_package(order) and not _said_before(order, amount):
        yield f"{amount.kind}_not_in_order: {amount.quote}"


def _harmless_percentage(text: str, amount: Amount) -> bool:
    """Say whether a percentage is a compliment: "4 % engagement", "100% on board"."""
    after, before = text[amount.end : amount.end + 40], text[max(0, amount.start - 30) : amount.start].lower()
    return bool(_FLUFF.match(after)) or "engagement" in before or (amount.cents == 10_000 and not _MORE_OF.match(after))


def _known_package(order: LetterOrder) -> bool:
    return bool(order.package.deliverables)


def _judge_money(order: LetterOrder, text: str, amount: Amount, secrets: Sequence[int]) -> Iterator[str]:
    before, after = text[max(0, amount.start - 60) : amount.start], text[amount.end : amount.end + 60]
    if amount.cents != order.fee_cents or not (amount.exact and amount.clear):
        if amount.currency is None and amount.cents <= 100 * minor_units(order.currency) and _NOUN.match(after):
            yield from _judge_count(order, text, amount)
            return
        kind = "secret_leaked" if amount.cents in secrets else "amount_not_in_verdict"
        yield f"{kind}: {Money(amount.cents, amount.currency or order.currency)} ({amount.quote})"
        return
    if amount.currency not in (None, order.currency):
        yield f"other_currency: {amount.quote}"
    if amount.range_of:
        yield f"range: {amount.quote}"
    if _RECURRING.match(after):
        yield f"recurring_fee: {amount.quote}{after[:20]}"
    sentence = text[max(text.rfind(c, 0, amount.start) for c in "\n.!?") + 1 : amount.start]
    sentence += re.split(r"[\n!?]|\.(?!\d)", text[amount.start :])[0]
    if not (_single_item(order) or _ITALIAN.search(sentence)) and any(
        (_PER_ITEM_AFTER.match(after), _EACH_LATER.match(after), _PER_ITEM_BEFORE.search(before))
    ):
        yield f"per_item_price: {amount.quote}{after[:20]}"
    if (
        (_OPEN_BEFORE.search(before) and not _NO_HIGHER.search(before))
        or _OPEN_AFTER.match(after)
        or _TIMES_BEFORE.search(before)
    ):
        yield f"open_ended_fee: {before[-12:]}{amount.quote}{after[:12]}"


def _single_item(order: LetterOrder) -> bool:
    return sum(d.count for d in order.package.deliverables) == 1


def _is_secret(order: LetterOrder, amount: Amount, secrets: Sequence[int]) -> bool:
    cents = amount.cents * minor_units(order.currency) // 100
    return cents in secrets and cents != order.fee_cents and cents > 0


def _explained(order: LetterOrder, text: str, amount: Amount) -> bool:
    """Say whether a number that equals a secret has an innocent reason: "30 days" beside a CPM of 30."""
    if amount.kind in (AmountKind.DURATION, AmountKind.PERCENT, AmountKind.DATE):
        return amount.cents < 10_000
    return (
        amount.kind is AmountKind.COUNT
        and amount.cents <= 1_000
        and bool(_NOUN.match(text[amount.end :]) or not amount.quote.isdigit())
    )


def _said_before(order: LetterOrder, amount: Amount) -> bool:
    """Say whether the order itself names this number: campaign dates, the question, a date the creator mentioned."""
    known = [order.dates, order.question, order.brand]
    if amount.kind is AmountKind.DATE:
        known += [line.text for line in order.conversation]
    return any(re.search(rf"(?<!\d){re.escape(amount.quote)}(?!\d)", text) for text in known)


def _judge_duration(order: LetterOrder, text: str, amount: Amount) -> Iterator[str]:
    if not _known_package(order) or _said_before(order, amount):
        return
    low, high = days_range(text, amount)
    line_start = max(text.rfind(c, 0, amount.start) for c in "\n.;!?,") + 1
    clause = text[line_start : amount.end] + re.split(r"[\n.;!?,]", text[amount.end :])[0]
    near = [field for field, shape in _TERM_DAYS.items() if shape.search(clause)]
    fields = near if len(near) == 1 else list(_TERM_DAYS)
    allowed = {int(getattr(order.package, field)) for field in fields} - {0}
    if not any(low <= days <= high for days in allowed):
        yield f"duration_not_in_terms: {amount.quote}{text[amount.end : amount.end + 20].lower().rstrip()[:12]}"


def days_range(text: str, amount: Amount) -> tuple[int, int]:
    """Return the fewest and the most days that a duration of *text* may stand for: a month has 28 to 31."""
    tail = text[amount.end : amount.end + 20].lower().split("\n")[0][:14]
    low, high = next(((low, high) for name, low, high in _DAYS if name in tail), (1, 1))
    number = amount.cents // 100
    return number * low, number * high


def _judge_count(order: LetterOrder, text: str, amount: Amount) -> Iterator[str]:
    if amount.quote.lower() in _RESOLUTIONS:
        return
    number = amount.cents // 100 if amount.kind is not AmountKind.MONEY else amount.cents // minor_units(order.currency)
    if not _known_package(order):
        if (
            number >= _ORDINARY
            and not re.match(
                r"\s?(?:k video|p\b|fps|px|k\b|hz|words|characters|seconds|[x×]\s?\d{3})", text[amount.end :].lower()
            )
            and not re.search(r"\d{3}\s?[x×]\s?$", text[: amount.start])
        ):
            yield f"number_not_explained: {amount.quote}"
        return
    if number <= 20 and _LIST_MARK.search(text[: amount.start]) and text[amount.end : amount.end + 1] in {".", ")"}:
        return
    noun = _NOUN.match(text[amount.end : amount.end + 60])
    if noun:
        if number not in counts_of(order, noun.group(2).lower(), noun.group(1).lower()):
            yield f"deliverable_not_in_package: {amount.quote}{noun.group()}"
    elif (amount.quote[0].isdigit() and not _said_before(order, amount) and number not in counts_of(order, "", "")) or (
        not amount.quote[0].isdigit() and number > 10
    ):
        yield f"number_not_in_order: {amount.quote}"


def counts_of(order: LetterOrder, noun: str, adjectives: str) -> set[int]:
    """Return the counts the package has of what *noun* names; of anything for no noun."""
    noun = "story" if noun.startswith("stor") else noun
    words = f"{adjectives} {noun}"
    named = [
        d.count
        for d in order.package.deliverables
        if not noun
        or noun == "post"
        or noun in d.kind
        or noun == d.platform
        or (noun == "video" and d.platform != "instagram")
        if not any(p in words for p in ("instagram", "tiktok", "youtube")) or d.platform in words
    ]
    return {*named, sum(named)} - {0}


def _currency_reasons(order: LetterOrder, text: str) -> list[str]:
    own = {code for code in _OTHER_CURRENCY if code == order.currency or (code == "USD" and order.currency in _DOLLARS)}
    for code, names in _OTHER_CURRENCY.items():
        if code not in own and (match := re.search(rf"\b(?:{names})\b", text, re.IGNORECASE)):
            return [f"other_currency: {match.group()}"]
    return []
