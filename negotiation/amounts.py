"""Which amounts does a text name, and what is each one's kind?

`find_amounts` reads every way of writing money that people use in mails, and
tells it from views, followers, dates, counts and durations. Each amount
carries its exact words and where they stand. The inbox reader and the guard
use the same function. It decides nothing, and it guesses no currency: a bare
"950" is money of currency None.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache

from negotiation.amount_kinds import AmountKind as AmountKind  # noqa: PLC0414 - callers take it from here
from negotiation.amount_kinds import is_age, is_idiom, kind_of, skips
from negotiation.currencies import (
    SIGNS,
    CurrencyMark,
    of_people,
    sign_mark,
    sign_prefix,
    sign_suffix,
    told_last,
    word_mark,
)
from negotiation.money import minor_units
from negotiation.number_words import Number, read_number
from negotiation.plain_text import FlatText, flatten
from negotiation.tokens import Shape, Token, tokens

# A mail's own words are far shorter; a hostile one must not buy time.
MAX_CHARACTERS, MAX_AMOUNTS = 60_000, 500


# A range in the languages creators write in.
_BETWEEN = frozenset({"between", "zwischen", "entre", "tussen", "tra", "fra"})
_TO = frozenset({"-", "to", "~", "until", "till", "through", "bis", "tot", "até"})
_SCALES_BEHIND = {"million": 10**6, "mio": 10**6, "billion": 10**9, "bn": 10**9}
_AND = frozenset({"and", "&", "und", "et", "y", "e", "en"})
# Behind "$900 Canadian", where nothing follows that would be Canadian.
_LEADS_ON = frozenset(
    {"for", "per", "in", "total", "each", "all", "please", "if", "is", "works", "plus", "or", "would"}
)
_PAYS = frozenset(
    "pay pays paying paid give gives giving gave get gets getting send sends offer offers offering offered quote "
    "quoted cost costs owe owes leave leaves net nets land lands transfer wire grant promise make bring let".split()
)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its kind and its proof: ``quote == text[start:end]``.

    ``cents`` counts minor units of the currency (of the campaign's, when
    ``currency`` is None) for money, and hundredths for every other kind.
    ``exact`` is False when the text says a fraction of a cent, which is cut.
    ``range_of`` is (low, high) on both ends of a range. ``clear`` is False where
    nobody can tell whether a point belongs to it, so that it may be ten times less.
    """

    cents: int
    currency: str | None
    quote: str
    start: int
    end: int
    kind: AmountKind
    range_of: tuple[int, int] | None = None
    exact: bool = True
    clear: bool = True


@dataclass(frozen=True, slots=True)
class _Found:
    """A number with its currency, in tokens: ``tokens[first:after]``."""

    number: Number
    mark: CurrencyMark | None
    kind: AmountKind
    first: int
    after: int
    cents: int = 0
    exact: bool = True


# The rules of the reader and the guard each ask for the amounts of the same few texts.
@lru_cache(maxsize=64)
def find_amounts(text: str, currency: str) -> tuple[Amount, ...]:
    """Return the amounts of *text* in order; *currency* is the campaign's, for ``$`` and three-decimal money.

    Reads the first 60,000 characters and returns at most 500 amounts, in linear time.
    """
    flat = flatten(text[:MAX_CHARACTERS])
    stream = list(tokens(flat))
    found: list[Amount] = []
    at = 0
    while at < len(stream) and len(found) < MAX_AMOUNTS:
        first = _read(stream, at, currency)
        if first is None:
            at += 1
            continue
        second = _range_end(stream, first, currency)
        if second is None:
            found.append(_amount(flat, stream, first, currency))
            at = first.after
        else:
            found.extend(_range(flat, stream, first, second, currency))
            at = second.after
    return tuple(found)


def _read(stream: Sequence[Token], at: int, currency: str) -> _Found | None:
    """Read the amount that begins at ``stream[at]``: its currency before, the number, its currency after."""
    token = stream[at]
    if (token.shape is Shape.SIGN and token.text not in SIGNS) or skips(stream, at):
        return None
    before, behind = _mark_before(stream, at, currency) if token.shape is not Shape.NUMBER else (None, at)
    if behind >= len(stream):
        return None
    decimals = len(str(minor_units(before.meaning(currency) if before else currency))) - 1
    number = read_number(stream, behind, decimals)
    if number is None:
        return None
    after, end = _mark_after(stream, number.after, before)
    if after is None and (number.vague or is_idiom(stream, number)):
        return None
    number, end = _scaled_behind(stream, number, end) if after else (number, end)
    mark = after or before
    kind = AmountKind.MONEY if mark else kind_of(stream, number)
    found = _Found(number, mark, kind, at, end)
    return _priced(_with_cents(stream, found, currency), currency)


def _scaled_behind(stream: Sequence[Token], number: Number, at: int) -> tuple[Number, int]:
    """Multiply by a scale that stands behind the currency: "75 USD million"."""
    scale = _SCALES_BEHIND.get(stream[at].text) if at < len(stream) and not number.scaled else None
    if scale is None:
        return number, at
    return replace(number, value=number.value * scale, mantissa=number.value, scale=scale, scaled=True), at + 1


def _priced(found: _Found, currency: str) -> _Found:
    if found.cents:  # cents were added by a composite
        return found
    scale = found.mark.scale if found.mark else Fraction(1)
    unit = (
        minor_units(found.mark.meaning(currency) if found.mark else currency) if found.kind is AmountKind.MONEY else 100
    )
    exact = found.number.value * scale * unit
    return replace(found, cents=int(exact), exact=exact.denominator == 1)


def _mark_before(stream: Sequence[Token], at: int, currency: str) -> tuple[CurrencyMark | None, int]:
    """Return the currency that begins at ``stream[at]`` and where the number must begin."""
    token = stream[at]
    if token.shape is Shape.SIGN:
        mark = sign_mark(token.text)
        return (mark, _past(stream, at + 1, "")) if mark else (None, at)
    follower = stream[at + 1] if at + 1 < len(stream) else None
    if follower is None:
        return None, at
    code = None if _is_who_is_paid(stream, at) else sign_prefix(token.text, follower.text, follower.gap)
    if code or follower.text in SIGNS:
        return (CurrencyMark((code,)), _past(stream, at + 2, ".")) if code else (None, at)
    pair = of_people(token.text, follower.text)
    if pair:
        return pair, at + 2
    mark = word_mark(token.text, token.capitals)
    own = token.capitals and token.text.upper() == currency  # "TRY 1,250", in a campaign paid in liras
    if mark is None or (mark.after_only and not own):
        return None, at
    return mark, _past(stream, at + 1, ".:")


def _is_who_is_paid(stream: Sequence[Token], at: int) -> bool:
    """Say whether ``stream[at]`` is the "us" of "pay us $900", and says nothing of whose dollars they are."""
    us = stream[at]
    return us.text == "us" and not us.capitals and at > 0 and stream[at - 1].text in _PAYS


def _past(stream: Sequence[Token], at: int, signs: str) -> int:
    return at + 1 if at < len(stream) and stream[at].text in signs and signs else at


def _mark_after(stream: Sequence[Token], at: int, before: CurrencyMark | None) -> tuple[CurrencyMark | None, int]:
    """Return the currency behind the number, with whose it is where that is told last, and where the amount ends."""
    mark, end = _named_after(stream, at, before)
    known, token = mark or before, stream[end] if end < len(stream) else None
    if known is None or token is None or token.line_break or not _leaves_the_amount(stream, end + 1):
        return mark, end
    whose = told_last(token.text, token.capitals, known)
    return (whose, end + 1) if whose else (mark, end)


def _leaves_the_amount(stream: Sequence[Token], at: int) -> bool:
    """Say whether the word before ``stream[at]`` names nothing that follows it, as in "$900 Canadian campaign"."""
    return at >= len(stream) or stream[at].line_break or stream[at].shape is Shape.SIGN or stream[at].text in _LEADS_ON


def _named_after(stream: Sequence[Token], at: int, before: CurrencyMark | None) -> tuple[CurrencyMark | None, int]:
    mark, end = _mark_at(stream, _past_dash(stream, at))
    if mark is None or _is_of_the_next(stream, at) or (stream[at].line_break and before):
        return None, at
    if before is None:
        return mark, end
    # "$500 CAD" is Canadian; "rmb 10 usd 20" is two amounts.
    agrees = mark.codes and set(mark.codes) & set(before.codes) and not mark.part
    followed = end < len(stream) and stream[end].shape is Shape.NUMBER and not stream[end].line_break
    if not agrees or (followed and mark.codes != before.codes):
        return None, at
    return (mark if len(mark.codes) < len(before.codes) else before), end


def _is_of_the_next(stream: Sequence[Token], at: int) -> bool:
    """Say whether the currency at ``stream[at]`` stands right before the next number: "2 $500 reels"."""
    follower = stream[at + 1] if at + 1 < len(stream) else None
    return stream[at].gap and follower is not None and follower.shape is Shape.NUMBER and not follower.gap


def _past_dash(stream: Sequence[Token], at: int) -> int:
    """Step over the ",-" that some write for no cents, "950,- EUR", and the hyphen of "a 900-dollar fee"."""
    joined = at + 1 < len(stream) and stream[at].text == "-" and not (stream[at].gap or stream[at + 1].gap)
    if joined and stream[at + 1].shape is Shape.WORD and len(stream[at + 1].text) > 2:
        return at + 1
    dash = at + 2 < len(stream) and stream[at].text in ",." and stream[at + 1].text == "-" and not stream[at + 1].gap
    return at + 2 if dash else at


def _mark_at(stream: Sequence[Token], at: int) -> tuple[CurrencyMark | None, int]:
    if at >= len(stream):
        return None, at
    token = stream[at]
    follower = stream[at + 1] if at + 1 < len(stream) else None
    if token.shape is Shape.SIGN:
        mark = word_mark("¢", False) if token.text == "¢" else sign_mark(token.text)
        if mark and token.text == "€" and follower and not follower.gap and follower.text in {"ur", "uro", "uros"}:
            return mark, at + 2
        code = sign_suffix(token.text, follower.text) if follower and follower.capitals else None
        if code:  # "1 250 $US", in Quebec "1 250 $ US"
            return CurrencyMark((code,)), at + 2
        return mark, at + 1
    if token.text == "new" and at + 3 < len(stream):
        at, token, follower = at + 1, follower or token, stream[at + 2]
    if follower:
        code = sign_prefix(token.text, follower.text, follower.gap)
        pair = CurrencyMark((code,)) if code else of_people(token.text, follower.text)
        if pair:
            return pair, at + 2
    if token.text in {"c", "p"}:
        return (word_mark("cent", False), at + 1) if _is_small_part(stream, at) else (None, at)
    return word_mark(token.text, token.capitals), at + 1


def _is_small_part(stream: Sequence[Token], at: int) -> bool:
    """Say whether a "c" or "p" behind a number counts cents: "43c", not "1080p"."""
    number = stream[at - 1].text
    return len(number) <= 2 and (not stream[at].gap or stream[at].text == "c")


def _with_cents(stream: Sequence[Token], found: _Found, currency: str) -> _Found:
    """Add the cents people write behind: "10 $ 30 cent", "15 dollars and 50", "$20 43"."""
    if found.mark is None or found.mark.part or found.number.value.denominator != 1 or found.number.scaled:
        return found
    at = found.after
    linked = at < len(stream) and stream[at].text == "and"
    start = at + 1 if linked else at
    if start >= len(stream) or stream[start].line_break:
        return found
    small = read_number(stream, start)
    if small is None or not 0 < small.value < 100 or small.value.denominator != 1 or small.scaled or small.colloquial:
        return found
    part, end = _mark_at(stream, small.after)
    if not (part and part.part):
        if not _ends_a_clause(stream, small):
            return found
        end = small.after
    unit = minor_units(found.mark.meaning(currency))
    cents = int(found.number.value * unit * found.mark.scale + small.value * unit / 100)
    return replace(found, after=end, cents=cents)


def _ends_a_clause(stream: Sequence[Token], small: Number) -> bool:
    """Say whether nothing follows a number that would make it a count of something else."""
    if small.written and len(small.written) != 2:
        return False
    if small.after >= len(stream):
        return True
    token = stream[small.after]
    return token.text == "and" or (token.shape is Shape.SIGN and token.text in ".,;!?)")


def _range_end(stream: Sequence[Token], low: _Found, currency: str) -> _Found | None:
    """Return the upper end when the amount begins a range: "800-1000", "$800 to $1,000", "between 800 and 1000"."""
    at = low.after
    if at + 1 >= len(stream) or low.number.colloquial or is_age(stream, low.number):
        return None
    link = stream[at].text
    between = low.first > 0 and any(t.text in _BETWEEN for t in stream[max(0, low.first - 3) : low.first])
    # "800 à 1000 €", while "$800 a reel" is no range
    joins = link in _TO or (link in {"a", "à"} and low.mark is None)
    if not joins and not (between and link in _AND):
        return None
    high = _read(stream, at + 1, currency)
    if high is None:
        return None
    return high if _is_range(low, high) else None


def _is_range(low: _Found, high: _Found) -> bool:
    spread = _spread(low, high)
    if low.mark and high.mark and not set(low.mark.codes) & set(high.mark.codes) and not low.mark.part:
        return False
    money = {low.kind, high.kind} & {AmountKind.MONEY} and (low.mark or high.mark or low.kind is high.kind)
    alike = low.kind is high.kind or low.kind is AmountKind.COUNT or bool(money) or low.mark is None
    return alike and low.kind is not AmountKind.DATE and spread < high.number.value


def _spread(low: _Found, high: _Found) -> Fraction:
    """Return the lower number with the upper one's scale where it is meant: "8-10k", not "800-1k"."""
    if low.number.scaled or not high.number.scaled or low.number.value >= high.number.mantissa:
        return low.number.value
    return low.number.value * high.number.scale


def _range(flat: FlatText, stream: Sequence[Token], low: _Found, high: _Found, currency: str) -> tuple[Amount, Amount]:
    """Make the two amounts of a range, sharing currency, kind and scale."""
    kind = AmountKind.MONEY if low.mark or high.mark or AmountKind.COUNT in (low.kind, high.kind) else high.kind
    kind = high.kind if low.kind is AmountKind.COUNT and not (low.mark or high.mark) else kind
    number = replace(low.number, value=_spread(low, high))
    lower = _priced(replace(low, number=number, mark=low.mark or high.mark, kind=kind, cents=0), currency)
    upper = _priced(replace(high, mark=high.mark or low.mark, kind=kind, cents=0), currency)
    ends = (lower.cents, upper.cents)
    first, second = _amount(flat, stream, lower, currency), _amount(flat, stream, upper, currency)
    return replace(first, range_of=ends), replace(second, range_of=ends)


def _amount(flat: FlatText, stream: Sequence[Token], found: _Found, currency: str) -> Amount:
    start, end = flat.place(stream[found.first].start, stream[found.after - 1].end)
    code = found.mark.meaning(currency) if found.mark and found.kind is AmountKind.MONEY else None
    return Amount(
        found.cents, code, flat.source[start:end], start, end, found.kind, None, found.exact, found.number.clear
    )
