"""Which amount does the team's mail name, and how does a creator write theirs?

An independent witness: it shares no line with the product's own reader. It
reads money with a currency mark only, so dates, counts and days never count;
it does not judge what an amount is for.
"""

import re
from random import Random

_NUMBER = r"\d{1,3}(?:[.,\u00a0\u202f ]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d{1,2})?"
_MARK = r"(?:US\$|\$|€|£|\b(?:USD|EUR|GBP)\b)"
_MONEY = re.compile(
    rf"{_MARK}[\s\u00a0\u202f]?({_NUMBER})(?!\d)|(?<![\d.,])({_NUMBER})[\s\u00a0\u202f]?(?:USD\b|EUR\b|GBP\b|dollars\b|euros\b|€|£)"
)
_ATTRIBUTION = re.compile(r"^(On .{5,120} wrote:|-{2,} ?Original Message ?-{2,}|From: .+)\s*$", re.MULTILINE)
_SYMBOLS = {"USD": "$", "EUR": "€", "GBP": "£"}
_NAMES = {"USD": "dollars", "EUR": "euros", "GBP": "pounds"}


def own_words(text: str) -> str:
    """Return *text* without the history quoted under it."""
    found = _ATTRIBUTION.search(text)
    kept = text[: found.start()] if found else text
    return "\n".join(line for line in kept.splitlines() if not line.lstrip().startswith(">"))


def amounts_in(text: str) -> tuple[int, ...]:
    """Return every amount of money in *text* in cents, in order, each once."""
    numbers = (first or second for first, second in _MONEY.findall(text))
    return tuple(dict.fromkeys(_cents(number) for number in numbers))


def _cents(number: str) -> int:
    """Read 1,250 and 1.250,50 alike: the last separator is a decimal one when one or two digits follow it."""
    decimal = re.search(r"[.,](\d{1,2})$", number)
    whole = number[: decimal.start()] if decimal else number
    fraction = decimal.group(1).ljust(2, "0") if decimal else "00"
    return int(re.sub(r"\D", "", whole)) * 100 + int(fraction)


def write_amount(cents: int, currency: str, rng: Random) -> str:
    """Write *cents* one of the ways people do; every way states the exact amount."""
    return rng.choice(_writings(cents, currency))


def _writings(cents: int, currency: str) -> list[str]:
    whole, rest = divmod(cents, 100)
    symbol = _SYMBOLS.get(currency)
    plain, grouped = (f"{whole}", f"{whole:,}") if not rest else (f"{whole}.{rest:02d}", f"{whole:,}.{rest:02d}")
    ways = [f"{grouped} {currency}", f"{plain} {currency}", f"{currency} {grouped}"]
    if symbol is not None:
        ways += [
            f"{symbol}{grouped}",
            f"{symbol}{grouped}",
            f"{symbol}{plain}",
            f"{symbol}{grouped}",
            f"{grouped} {_NAMES[currency]}",
        ]
        if whole >= 1000 and not rest and whole % 100 == 0:
            ways.append(f"{symbol}{whole / 1000:g}k")
    return ways
