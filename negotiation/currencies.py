"""Which currency does a sign, a code or a name mean?

`$` and `kr` and "pesos" belong to several countries: the campaign's own
currency decides, then the commonest. Codes that are English words ("ALL",
"TRY") count only in capitals. It converts nothing.
"""

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

# The sign or name, and the currencies it may mean; the first is the commonest.
_FAMILIES: dict[str, tuple[str, ...]] = {
    "dollar": ("USD", "CAD", "AUD", "NZD", "SGD", "HKD", "TWD", "JMD", "TTD", "BBD", "BSD", "BZD", "FJD", "NAD",
    "MXN", "CLP", "COP", "ARS"),
    "krone": ("SEK", "NOK", "DKK", "ISK", "CZK"),
    "yen": ("JPY", "CNY"),
    "pound": ("GBP", "EGP", "LBP", "SYP"),
    "peso": ("MXN", "PHP", "ARS", "CLP", "COP", "UYU", "DOP", "CUP"),
    "franc": ("CHF", "XAF", "XOF", "RWF", "BIF"),
    "cfa": ("XAF", "XOF"), "cfp": ("XPF",),
    "rupee": ("INR", "PKR", "LKR", "NPR", "MUR"),
    "dinar": ("KWD", "JOD", "TND", "BHD", "RSD", "IQD", "LYD", "DZD", "MKD"),
    "riyal": ("SAR", "QAR", "OMR", "IRR", "YER"),
    "real": ("BRL",), "euro": ("EUR",), "yuan": ("CNY",), "won": ("KRW",), "lira": ("TRY",), "zloty": ("PLN",),
    "koruna": ("CZK",), "forint": ("HUF",), "leu": ("RON",), "lev": ("BGN",), "rouble": ("RUB",), "hryvnia": ("UAH",),
    "shekel": ("ILS",), "dirham": ("AED", "MAD"), "baht": ("THB",), "dong": ("VND",), "rupiah": ("IDR",),
    "ringgit": ("MYR",),
    "naira": ("NGN",), "cedi": ("GHS",), "shilling": ("KES", "TZS", "UGX"), "rand": ("ZAR",), "taka": ("BDT",),
    "tenge": ("KZT",),
    "lari": ("GEL",), "kip": ("LAK",), "tugrik": ("MNT",), "colon": ("CRC",), "sol": ("PEN",), "guarani": ("PYG",),
    "riel": ("KHR",),
    "pataca": ("MOP",), "peseta": ("ESP",), "mark": ("DEM",), "dram": ("AMD",), "manat": ("AZN",), "kwacha": ("ZMW",),
    "birr": ("ETB",), "quetzal": ("GTQ",), "lempira": ("HNL",), "balboa": ("PAB",), "kyat": ("MMK",),
    "afghani": ("AFN",), "guilder": ("NLG", "ANG"),
    # Who wants to be paid in these asks in another currency, and is asked back.
    "bitcoin": ("BTC",), "ether": ("ETH",),
    # No longer paid in, still written about.
    "markka": ("FIM",), "schilling": ("ATS",), "drachma": ("GRD",), "escudo": ("PTE",),
}  # fmt: skip

SIGNS = {
    "$": "dollar", "£": "pound", "€": "euro", "¥": "yen", "₹": "rupee", "₽": "rouble", "₩": "won", "₺": "lira",
    "₪": "shekel",
    "₫": "dong", "฿": "baht", "₴": "hryvnia", "₦": "naira", "₱": "peso", "₡": "colon", "₾": "lari", "₭": "kip",
    "₮": "tugrik",
    "₵": "cedi", "₸": "tenge", "₲": "guarani", "៛": "riel", "֏": "dram", "₼": "manat", "؋": "afghani", "৳": "taka",
    "₤": "pound", "₿": "bitcoin",
}  # fmt: skip

# Letters that stand before a $ and say whose it is; in French they stand behind it.
_DOLLAR_PREFIXES = {
    "us": "USD", "usd": "USD", "c": "CAD", "ca": "CAD", "can": "CAD", "cad": "CAD", "cdn": "CAD", "a": "AUD",
    "au": "AUD", "aud": "AUD",
    "nz": "NZD", "nzd": "NZD", "s": "SGD", "sg": "SGD", "sgd": "SGD", "hk": "HKD", "hkd": "HKD", "nt": "TWD",
    "twd": "TWD", "r": "BRL",
    "mx": "MXN", "mex": "MXN", "mxn": "MXN", "ar": "ARS", "cl": "CLP", "col": "COP", "j": "JMD", "tt": "TTD",
    "bds": "BBD", "fj": "FJD",
    "ec": "XCD", "b": "BND", "bn": "BND", "bz": "BZD", "n": "NAD", "na": "NAD", "rd": "DOP", "co": "COP", "uy": "UYU",
    "br": "BRL", "bs": "BSD", "jm": "JMD",
}  # fmt: skip
_WHOSE = {
    "$": _DOLLAR_PREFIXES,
    "£": {"gb": "GBP", "uk": "GBP", "eg": "EGP", "lb": "LBP", "sy": "SYP"},
    "¥": {"cn": "CNY", "jp": "JPY"},
    "/": {"s": "PEN"},  # Peru writes S/ 1,250
}
# What may stand behind a sign, in capitals: "1 250 $US", "900 £GB".
SIGN_SUFFIXES = tuple(letters.upper() for whose in _WHOSE.values() for letters in whose if len(letters) > 1)
# With a space between, "a $" is an article and "s $" a plural; these are not.
_SPACED_PREFIXES = frozenset({"us", "usd", "c", "cad", "aud", "nzd", "sgd", "hk", "hkd", "nz", "au", "ca", "mex", "mx"})

_NAMES = {
    "dollar": "dollar", "dollars": "dollar", "dollers": "dollar", "dolar": "dollar", "dolars": "dollar",
    "buck": "dollar", "bucks": "dollar",
    "dólares": "dollar", "dolares": "dollar", "dollari": "dollar", "dollaro": "dollar",
    "pound": "pound", "pounds": "pound", "quid": "pound",
    "sterling": "pound", "livres": "pound",
    "euro": "euro", "euros": "euro", "eur": "euro", "yen": "yen", "yuan": "yuan", "renminbi": "yuan", "rmb": "yuan",
    "元": "yuan", "円": "yen",
    "원": "won", "krona": "krone", "kronor": "krone", "krone": "krone", "kroner": "krone", "kr": "krone",
    "franc": "franc", "francs": "franc",
    "franken": "franc", "sfr": "franc", "fr": "franc", "rupee": "rupee", "rupees": "rupee", "rs": "rupee",
    "rupie": "rupee", "peso": "peso",
    "pesos": "peso", "real": "real", "reais": "real", "zł": "zloty", "zl": "zloty", "zloty": "zloty",
    "zlotys": "zloty", "złotych": "zloty",
    "kč": "koruna", "koruna": "koruna", "korun": "koruna", "ft": "forint", "forint": "forint", "lei": "leu",
    "leu": "leu", "leva": "lev",
    "lev": "lev", "rouble": "rouble", "roubles": "rouble", "ruble": "rouble", "rubles": "rouble", "руб": "rouble",
    "рублей": "rouble",
    "hryvnia": "hryvnia", "hryvnias": "hryvnia", "shekel": "shekel", "shekels": "shekel", "nis": "shekel",
    "dirham": "dirham",
    "dirhams": "dirham", "dhs": "dirham", "dh": "dirham", "riyal": "riyal", "riyals": "riyal", "rial": "riyal",
    "rials": "riyal",
    "dinar": "dinar", "dinars": "dinar", "baht": "baht", "dong": "dong", "rupiah": "rupiah", "rp": "rupiah",
    "ringgit": "ringgit",
    "ringgits": "ringgit", "rm": "ringgit", "naira": "naira", "cedi": "cedi", "cedis": "cedi", "shilling": "shilling",
    "shillings": "shilling", "ksh": "shilling", "rand": "rand", "taka": "taka", "tenge": "tenge", "lari": "lari",
    "kip": "kip",
    "tugrik": "tugrik", "tugriks": "tugrik", "colon": "colon", "colones": "colon", "soles": "sol", "won": "won",
    "lira": "lira",
    "liras": "lira", "peseta": "peseta", "pesetas": "peseta", "marks": "mark", "deutschmarks": "mark", "dram": "dram",
    "manat": "manat",
    "kwacha": "kwacha", "birr": "birr", "quetzales": "quetzal", "lempiras": "lempira", "balboas": "balboa",
    "kyat": "kyat",
    "forints": "forint", "le": "egyptian", "genihat": "egyptian", "geneh": "egyptian", "usdt": "dollar",
    "bitcoin": "bitcoin", "bitcoins": "bitcoin", "ethereum": "ether", "guilder": "guilder", "guilders": "guilder",
    "markka": "markka", "schilling": "schilling", "schillings": "schilling", "drachma": "drachma",
    "drachmas": "drachma", "escudo": "escudo", "escudos": "escudo", "fcfa": "cfa", "cfa": "cfa",
    "fcfp": "cfp", "cfpf": "cfp",
}  # fmt: skip
# Names that are everyday words: they need a number right before them.
_AFTER_ONLY = frozenset({
    "won", "real", "marks", "kip", "fr", "ft", "le", "nis", "pound", "rand", "sterling", "buck", "bucks", "quid",
    "soles", "colon", "dong", "dram",
    "lev", "lira", "dh", "zl",
})  # fmt: skip

# Neighbours write whose crown it is.
_CROWNS = {"skr": "SEK", "nkr": "NOK", "dkr": "DKK", "ikr": "ISK"}
_CODES = frozenset(code for family in _FAMILIES.values() for code in family) | frozenset(
    {
        "XCD",
        "BND",
        "DOP",
        "XPF",
        "MZN",
        "AOA",
        "MGA",
        "MVR",
        "BWP",
        "GMD",
        "SCR",
        "HRK",
        "BOB",
        "NIO",
        "SVC",
        "BTN",
        "UZS",
        "KGS",
        "ALL",
        "TOP",
    }
)
# Codes that are words: only in capitals, and only behind the number.
_WORDLIKE = frozenset(
    {
        "ALL",
        "TOP",
        "TRY",
        "CUP",
        "PEN",
        "MOP",
        "MAD",
        "LAK",
        "GEL",
        "RON",
        "BOB",
        "SOL",
        "COP",
        "CAD",
        "DOP",
        "AMD",
        "ARS",
        "NAD",
    }
)
_RISKY = frozenset({"ALL", "TOP", "TRY", "CUP", "PEN", "MOP", "MAD", "BOB", "COP"})

_PEOPLES = {
    "us": "USD", "american": "USD", "canadian": "CAD", "australian": "AUD", "aussie": "AUD", "singapore": "SGD",
    "zealand": "NZD", "kong": "HKD",
    "taiwan": "TWD", "jamaican": "JMD", "british": "GBP", "english": "GBP", "egyptian": "EGP", "lebanese": "LBP",
    "syrian": "SYP", "mexican": "MXN",
    "philippine": "PHP", "filipino": "PHP", "argentine": "ARS", "chilean": "CLP", "colombian": "COP", "swiss": "CHF",
    "indian": "INR",
    "pakistani": "PKR", "kuwaiti": "KWD", "jordanian": "JOD", "tunisian": "TND", "bahraini": "BHD", "serbian": "RSD",
    "iraqi": "IQD",
    "saudi": "SAR", "qatari": "QAR", "omani": "OMR", "iranian": "IRR", "brazilian": "BRL", "chinese": "CNY",
    "japanese": "JPY", "korean": "KRW",
    "turkish": "TRY", "polish": "PLN", "swedish": "SEK", "norwegian": "NOK", "danish": "DKK", "icelandic": "ISK",
    "czech": "CZK",
    "hungarian": "HUF", "romanian": "RON", "russian": "RUB", "israeli": "ILS", "emirati": "AED", "uae": "AED",
    "moroccan": "MAD", "thai": "THB",
    "malaysian": "MYR", "malaysia": "MYR", "nigerian": "NGN", "kenyan": "KES", "ugandan": "UGX", "tanzanian": "TZS",
    "african": "ZAR",
    "indonesian": "IDR", "vietnamese": "VND", "dutch": "NLG", "finnish": "FIM", "austrian": "ATS", "greek": "GRD",
    "portuguese": "PTE", "f": "CFA",
}  # fmt: skip

_PARTS = frozenset(
    {
        "cent",
        "cents",
        "c",
        "¢",
        "pence",
        "penny",
        "pennies",
        "sen",
        "sens",
        "rappen",
        "öre",
        "øre",
        "grosz",
        "groszy",
        "paise",
        "centavos",
        "kopecks",
        "kopiykas",
    }
)
_MAGNITUDES = {"k": 1000, "t": 1000, "m": 1_000_000, "b": 1_000_000_000, "mm": 1_000_000, "bn": 1_000_000_000}


@dataclass(frozen=True, slots=True)
class CurrencyMark:
    """One way of writing a currency: ``scale`` is the part of a unit it counts (a cent is a hundredth)."""

    codes: tuple[str, ...]
    after_only: bool = False
    scale: Fraction = Fraction(1)
    part: bool = False  # cents, pence

    def meaning(self, own: str) -> str:
        """Return the code, giving the campaign's currency the benefit of the doubt."""
        return own if own in self.codes or not self.codes else self.codes[0]


@lru_cache(maxsize=4096)
def sign_mark(char: str) -> CurrencyMark | None:
    """Return what a currency sign means."""
    family = SIGNS.get(char)
    return CurrencyMark(_FAMILIES[family]) if family else None


def sign_prefix(word: str, sign: str, spaced: bool) -> str | None:
    """Return whose currency it is when *word* stands before *sign*: "US$", "CN¥"."""
    if spaced and word not in _SPACED_PREFIXES:
        return None
    return _WHOSE.get(sign, {}).get(word)


def sign_suffix(sign: str, word: str) -> str | None:
    """Return whose currency it is when *word* stands behind *sign*: "$US", "£GB"."""
    return _WHOSE.get(sign, {}).get(word) if len(word) > 1 else None


@lru_cache(maxsize=4096)
def of_people(word: str, name: str) -> CurrencyMark | None:
    """Return the currency of two words: "swiss francs", "us dollar"."""
    codes = _FAMILIES.get(_NAMES.get(name, ""), ())
    code = _PEOPLES.get(word)
    # The Dutch had a guilder of their own, and have no euro of their own.
    return CurrencyMark((code,) if code in codes else codes) if codes and code else None


def told_last(word: str, capitals: bool, mark: CurrencyMark) -> CurrencyMark | None:
    """Return whose money it is when the people stand by themselves behind it: "$1,250 Canadian", "$900 US"."""
    code = _PEOPLES.get(word) if capitals or word != "us" else None
    return CurrencyMark((code,)) if code in mark.codes and code else None


@lru_cache(maxsize=4096)
def word_mark(word: str, capitals: bool) -> CurrencyMark | None:
    """Return what a code or a name means; *word* is lower case, *capitals* says how it was written."""
    if word in _PARTS:
        return CurrencyMark((), after_only=word != "sen", scale=Fraction(1, 100), part=True)
    family = _NAMES.get(word)
    if family == "egyptian":
        return CurrencyMark(("EGP",), after_only=True)
    if family:
        return CurrencyMark(_FAMILIES[family], after_only=word in _AFTER_ONLY)
    if word in _CROWNS:
        return CurrencyMark((_CROWNS[word],))
    return _code_mark(word.upper(), capitals) or _joined(word)


def currencies_named(text: str) -> tuple[CurrencyMark, ...]:
    """Return the currencies that words of *text* name, whatever stands beside them: "CAD or USD", not "a pound of"."""
    marks = (word_mark(word.lower(), word.isupper()) for word in re.findall(r"[^\W\d_]{3,}", text))
    return tuple(mark for mark in marks if mark is not None and mark.codes and not mark.after_only)


def _joined(word: str) -> CurrencyMark | None:
    """Return the currency of two words written as one: "saudiriyal"."""
    peoples = (people for people in _PEOPLES if word.startswith(people))
    return next((mark for people in peoples if (mark := of_people(people, word.removeprefix(people)))), None)


def _code_mark(code: str, capitals: bool) -> CurrencyMark | None:
    if code in _CODES:
        return CurrencyMark((code,), after_only=code in _RISKY) if capitals or code not in _WORDLIKE else None
    # Bankers write 30 MUSD and 12 kEUR.
    magnitude = _MAGNITUDES.get(code[:-3].lower()) if len(code) in (4, 5) else None
    if magnitude and code[-3:] in _CODES - _RISKY:
        return CurrencyMark((code[-3:],), after_only=not capitals, scale=Fraction(magnitude))
    return None
