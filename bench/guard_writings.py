"""How may one amount be written? Figures and words, in the ways people use."""

import random

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen "
    "fourteen fifteen sixteen seventeen eighteen nineteen"
).split()
_TENS = "zero ten twenty thirty forty fifty sixty seventy eighty ninety".split()
_SIGNS = {
    "USD": ("$", "US$"),
    "EUR": ("€",),
    "GBP": ("£",),
    "CAD": ("C$", "CA$"),
    "AUD": ("A$", "AU$"),
    "INR": ("₹",),
    "CHF": ("CHF ",),
    "SEK": ("kr ",),
    "MXN": ("MX$",),
}
_NAMES = {
    "USD": "dollars",
    "EUR": "euros",
    "GBP": "pounds",
    "CAD": "Canadian dollars",
    "AUD": "Australian dollars",
    "CHF": "Swiss francs",
    "SEK": "Swedish kronor",
}


def spell(number: int) -> str:
    """Spell a whole number under a million."""
    if number >= 1000:
        rest = number % 1000
        joint = " and " if 0 < rest < 100 else " "
        return spell(number // 1000) + " thousand" + (joint + spell(rest) if rest else "")
    if number >= 100:
        return f"{_ONES[number // 100]} hundred" + (f" and {spell(number % 100)}" if number % 100 else "")
    if number >= 20:
        return _TENS[number // 10] + (f"-{_ONES[number % 10]}" if number % 10 else "")
    return _ONES[number]


def in_words(rng: random.Random, whole: int) -> str:
    """Spell *whole* units: "one thousand two hundred", "twelve hundred", "1.2 grand"."""
    ways = [spell(whole), spell(whole).replace(" and ", " ")]
    if 1100 <= whole < 10_000 and whole % 100 == 0 and whole % 1000:
        ways += [f"{spell(whole // 100)} hundred", f"{whole // 100} hundred"]
    if whole % 100 == 0 and whole >= 1000:
        ways += [f"{whole / 1000:g}k", f"{whole / 1000:g} grand", f"{whole / 1000:g} thousand"]
    return rng.choice(ways)


def _figures(rng: random.Random, cents: int, european: bool) -> str:
    whole, rest = divmod(cents, 100)
    point, comma = (",", ".") if european else (".", ",")
    grouped = f"{whole:,}".replace(",", comma)
    plain = str(whole)
    if rest:
        return rng.choice((grouped, plain)) + f"{point}{rest:02d}"
    ways = [grouped, grouped, plain, f"{grouped}{point}00"]
    if whole >= 10_000:
        ways.append(f"{whole:,}".replace(",", rng.choice((" ", "\u00a0", "'"))))
    return rng.choice(ways)


def write_amount(rng: random.Random, cents: int, currency: str) -> str:
    """Write *cents* of *currency* in one of the ways people do."""
    figures = _figures(rng, cents, european=currency in ("EUR", "SEK") and rng.random() < 0.5)
    whole = cents // 100
    ways = [f"{figures} {currency}", f"{currency} {figures}", f"{figures}{currency}"]
    ways += [f"{sign}{figures}" for sign in _SIGNS.get(currency, ())] * 3
    if currency in _NAMES:
        ways.append(f"{figures} {_NAMES[currency]}")
        if cents % 100 == 0 and rng.random() < 0.3:
            ways.append(f"{in_words(rng, whole)} {_NAMES[currency]}")
    if cents % 10_000 == 0 and whole >= 1000:
        ways.append(f"{whole / 1000:g}k {currency}")
    if currency == "EUR":
        ways += [f"{figures} €", f"{figures}€"]
    return rng.choice(ways)
