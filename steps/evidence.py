"""Does the mail really say what the reader says it says?

Checks a Reading against the mail's own words before any rule looks at it:
every quote must stand in the mail, every amount is parsed again from its
quote. What cannot be proven is dropped or makes the reading unsure, so that a
question is asked or a person decides. Nothing is repaired by a guess.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from negotiation.amounts import Amount, AmountKind, find_amounts
from negotiation.look_alikes import unreadable_number
from negotiation.plain_text import flatten
from negotiation.reading import Intent, ReadAmount, Reading, ReadTerm, Role
from steps.injection import injection_sign
from steps.language import ReplyToRead
from steps.package_terms import names_term, terms_in
from steps.price_list import percent_of, provable_totals
from steps.refusals import is_of_the_fee, names_later
from steps.second_reader import contradicts, tied_to
from steps.threats import threat_in
from steps.told_currency import in_told_currency, told_currency

# Under every campaign's threshold that makes sense: such a reading goes to a person.
UNPROVEN = 30
_YES = (Intent.ACCEPTANCE, Intent.CONDITIONAL_ACCEPTANCE)
_TONES = ("warm", "neutral", "cool", "hostile")


def check_reading(reading: Reading, mail: ReplyToRead) -> Reading:
    """Return *reading* with only what *mail* proves; every doubt lowers its confidence."""
    words = _plain(mail.own_words)
    proven = tuple(a for a in reading.amounts if _is_proven(a, mail, words))
    terms = tuple(term for term in reading.terms if _term_is_proven(term, mail, words))
    unreadable = _unreadable_amount(mail)
    told = told_currency(mail.own_words, mail.currency)
    doubts = [
        len(proven) < len(reading.amounts),
        any(_plain(quote) not in words for quote in reading.quotes),
        reading.condition != "" and _plain(reading.condition) not in words,
        reading.intent in _YES and not _yes_is_proven(reading, words),
        reading.intent in _YES and _names_unread_money(mail, proven),
        sum(a.role is Role.ASK for a in proven) > 1,
        reading.intent in _YES and any(_is_more_than_offered(a, mail) for a in proven),
        contradicts(reading, mail),
        len(terms) < len(reading.terms),
        bool(unreadable),
        reading.intent in _YES and told != mail.currency and not proven,
    ]
    confidence = max(0, min(reading.confidence, 100))
    tied = tied_to(reading, mail)
    return replace(
        reading,
        amounts=tuple(in_told_currency(a, told, mail.currency) for a in proven),
        terms=terms,
        quotes=tuple(quote for quote in reading.quotes if quote.strip() and _plain(quote) in words),
        condition=tied if _plain(tied) in words else "",
        question=reading.question if _plain(reading.question) in words else "",
        tone=reading.tone if reading.tone in _TONES else "neutral",
        injection_suspected=reading.injection_suspected or bool(injection_sign(mail.own_words)),
        halfway=reading.halfway if _plain(reading.halfway) in words else "",
        until=reading.until if _is_date(reading.until) else None,
        other_contact=reading.other_contact if _plain(reading.other_contact) in words else "",
        threat=threat_in(mail.own_words),
        unreadable=unreadable,
        refuses_fee=reading.intent is Intent.REFUSAL
        and is_of_the_fee(mail.own_words, asked=mail.ask_cents is not None),
        later=names_later(mail.own_words) if reading.intent is Intent.REFUSAL else "",
        confidence=min(confidence, UNPROVEN) if any(doubts) else confidence,
    )


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", flatten(text).folded).strip()


def _is_proven(amount: ReadAmount, mail: ReplyToRead, words: str) -> bool:
    """Whether the quote stands in the mail and parses to this amount in this currency."""
    if not amount.quote.strip() or not _stands_whole(_plain(amount.quote), words):
        return False
    found = find_amounts(amount.quote, mail.currency)
    stated = [a for a in found if a.kind is AmountKind.MONEY]
    whole = {Role.RAISE: mail.offer_cents, Role.DISCOUNT: mail.ask_cents}.get(amount.role)
    if amount.cents in _parts_of(whole, found):
        return amount.currency in (None, mail.currency)
    if not any(_same_currency(a, amount, mail) for a in stated):
        return False
    if amount.role is Role.ASK:
        return amount.cents in provable_totals(amount.quote, mail.own_words, mail.package, mail.currency) | _lower_ends(
            mail
        )
    return any(a.cents == amount.cents for a in stated) or amount.cents in _ends(mail)


def _parts_of(whole: int | None, found: Sequence[Amount]) -> frozenset[int]:
    """Return what the percentages of "10% more" come to, of our offer or of their last ask."""
    percents = (a.cents for a in found if a.kind is AmountKind.PERCENT)
    return frozenset(percent_of(whole, each) for each in percents if whole is not None)


def _stands_whole(quote: str, words: str) -> bool:
    """Whether *quote* stands in the mail without tearing a number: neither "$9" in "$900" nor ".9k" in "1.9k"."""
    head = r"(?<![\d.,])" if re.match(r"[.,]?\d", quote) else ""
    tail = r"(?![\d]|[.,]?[oilszb]*\d|[.,] 0\d\d|[oil]{2}|[oil]\b|k\b)" if quote[-1:].isdigit() else ""
    return re.search(head + re.escape(quote) + tail, words) is not None


def _same_currency(stated: Amount, claimed: ReadAmount, mail: ReplyToRead) -> bool:
    """A bare number proves the campaign's currency or none; a named currency proves only itself."""
    if stated.currency is None:
        return claimed.currency in (None, mail.currency) or claimed.currency in _currencies(mail)
    return claimed.currency == stated.currency or (claimed.currency is None and stated.currency == mail.currency)


def _currencies(mail: ReplyToRead) -> set[str | None]:
    return {a.currency for a in find_amounts(mail.own_words, mail.currency)}


def _lower_ends(mail: ReplyToRead) -> frozenset[int]:
    """The lower end of a range may take its scale from the upper one: "8-10k"."""
    return frozenset(min(a.range_of) for a in find_amounts(mail.own_words, mail.currency) if a.range_of)


def _ends(mail: ReplyToRead) -> frozenset[int]:
    return frozenset(end for a in find_amounts(mail.own_words, mail.currency) if a.range_of for end in a.range_of)


def _term_is_proven(term: ReadTerm, mail: ReplyToRead, words: str) -> bool:
    """Whether the quote stands in the mail and names this term at this level, or at an extra price."""
    quote = _plain(term.quote)
    if not quote or quote not in words or mail.package is None:
        return False
    named = terms_in(quote, mail.package, mail.currency)
    extra = (
        term.level == 0
        and names_term(quote, term.term)
        and any(a.kind is AmountKind.MONEY for a in find_amounts(quote, mail.currency))
    )
    return extra or any((t.term, t.level, t.kind) == (term.term, term.level, term.kind) for t in named)


def _unreadable_amount(mail: ReplyToRead) -> str:
    """Return an amount that may be another than it looks: "$1,O50", or "ok .9k", which may be ten times that."""
    unclear = (
        a.quote for a in find_amounts(mail.own_words, mail.currency) if not a.clear and a.kind is AmountKind.MONEY
    )
    return unreadable_number(flatten(mail.own_words).text) or next(unclear, "")


def _yes_is_proven(reading: Reading, words: str) -> bool:
    return any(quote.strip() and _plain(quote) in words for quote in reading.quotes)


def _names_unread_money(mail: ReplyToRead, proven: tuple[ReadAmount, ...]) -> bool:
    """Whether the mail states an amount of money, with its currency, that the reader left out of a yes."""
    read = {a.cents for a in proven} | {mail.offer_cents}
    texts = " ".join(_plain(a.quote) for a in proven)
    stated = [a for a in find_amounts(mail.own_words, mail.currency) if a.kind is AmountKind.MONEY and a.currency]
    return any(a.cents not in read and _plain(a.quote) not in texts for a in stated)


def _is_more_than_offered(amount: ReadAmount, mail: ReplyToRead) -> bool:
    """Whether an ask hides under the name of our own offer."""
    return amount.role is Role.OUR_OFFER and amount.cents > (mail.offer_cents or 0)


def _is_date(until: str | None) -> bool:
    try:
        return until is not None and bool(date.fromisoformat(until))
    except ValueError:
        return False
