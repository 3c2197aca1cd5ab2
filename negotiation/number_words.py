"""Which number does a stretch of tokens spell?

`1,250`, `1.250`, `2.5 grand`, `12k`, `$14 million`, `twelve hundred and
fifty`, `two and a half thousand`, `eight fifty`. Exact fractions, never
float. Whether the number is money is `amounts`' question.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from negotiation.leading_points import POINTS, is_clear, is_decimal, is_nought_point
from negotiation.number_words_abroad import is_priced, read_abroad
from negotiation.tokens import Shape, Token

MAX_DIGITS = 15  # nobody's fee is longer, and longer ones are identifiers

_SMALL = {
    word: number
    for number, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
_TENS = {
    word: 10 * n
    for n, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2)
} | {"fourty": 40}
_SCALES = {
    "hundred": 100, "thousand": 1000, "grand": 1000, "million": 10**6, "mio": 10**6, "mil": 10**6, "mill": 10**6,
    "billion": 10**9,
    "trillion": 10**12, "lakh": 10**5, "lakhs": 10**5, "lac": 10**5, "crore": 10**7, "crores": 10**7,
    "millions": 10**6, "billions": 10**9,
    "tausend": 1000, "tsd": 1000, "duizend": 1000, "mila": 1000, "mille": 1000,
    "thousands": 1000, "hundreds": 100, "thou": 1000, "k": 1000, "grands": 1000,
}  # fmt: skip
_ATTACHED = {
    "k": 1000,
    "m": 10**6,
    "mm": 10**6,
    "mn": 10**6,
    "mio": 10**6,
    "bn": 10**9,
    "b": 10**9,
    "l": 10**5,
    "cr": 10**7,
}
_PARTS = {"half": Fraction(1, 2), "quarter": Fraction(1, 4), "third": Fraction(1, 3)}
_PLAIN = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Number:
    """A number and the tokens it takes: ``tokens[first:after]``."""

    value: Fraction
    first: int
    after: int
    figures: bool  # starts with digits
    scaled: bool  # carries a k, a hundred, a million: says it is large
    mantissa: Fraction  # the value before its last scale, to spread "8-10k"
    scale: int
    written: str  # the digits as they stand, "" for words
    colloquial: bool = False  # "eight fifty"
    vague: bool = False  # "hundred bucks", with no number before the hundred
    clear: bool = True  # False where a point before it may or may not make it ten times less: "ok .9k"


def read_figures(text: str, decimals: int = 2) -> Fraction | None:
    """Return the number that digits with separators write, None where they write none.

    Three digits behind a single separator are thousands, except in
    currencies of three *decimals*; after a leading zero they are not.
    """
    text = text.replace(" . ", ".").replace(" , ", ",").replace(" ", "")
    if sum(c.isdigit() for c in text) > MAX_DIGITS:
        return None
    signs = [c for c in text if c in ".,'"]
    if not signs:
        return Fraction(int(text))
    last = signs[-1]
    whole, _, rest = text.rpartition(last)
    groups = re.split(r"[.,']", whole)
    if _is_fraction(groups, rest, signs, decimals):
        return _joined(groups, rest) if _grouped(groups) and last not in signs[:-1] else None
    return _joined([*groups, rest], "") if _grouped([*groups, rest]) and len(set(signs)) == 1 else None


def _is_fraction(groups: list[str], rest: str, signs: list[str], decimals: int) -> bool:
    if signs[-1] == "'":
        return False
    if len(rest) != 3:
        return len(signs) == 1 or signs[-1] not in signs[:-1]
    if len(signs) > 1:
        return len(set(signs)) > 1 and decimals == 3
    return decimals == 3 or groups[0] == "0" or len(groups[0]) > 3


def _grouped(groups: list[str]) -> bool:
    """Say whether *groups* are digits as people group them: by thousands, or the Indian way."""
    if len(groups) == 1:
        return True
    inner = {len(g) for g in groups[1:-1]}
    return (
        len(groups[-1]) == 3 and 1 <= len(groups[0]) <= 3 and (inner <= {3} or (inner == {2} and len(groups[0]) <= 2))
    )


def _joined(groups: list[str], rest: str) -> Fraction:
    return Fraction(int("".join(groups) + rest), 10 ** len(rest))


class _Reader:
    """Walks tokens and adds up one number."""

    def __init__(self, tokens: Sequence[Token], first: int, decimals: int) -> None:
        self.tokens, self.first, self.at, self.decimals = tokens, first, first, decimals
        self.total = Fraction(0)
        self.part: Fraction | None = None  # the group being read, before its scale
        self.mantissa, self.scale, self.last_scale = Fraction(0), 1, 10**15
        self.figures = self.scaled = self.colloquial = self.open = self.vague = False
        self.written = ""

    def word(self, ahead: int = 0) -> str:
        index = self.at + ahead
        return self.tokens[index].text if index < len(self.tokens) else ""

    def read(self) -> Number | None:
        token = self.tokens[self.at]
        if token.shape is Shape.NUMBER:
            if not self._figures():
                return None
        elif not self._opening(token):
            return None
        while self._more():
            pass
        if self.part is None and not self.scaled:
            return None
        value = self.total + (self.part or 0)
        mantissa = self.mantissa if self.scaled else value
        return Number(
            value,
            self.first,
            self.at,
            self.figures,
            self.scaled,
            mantissa,
            self.scale,
            self.written,
            self.colloquial,
            self.vague,
            is_clear(self.tokens, self.first, self.scaled),
        )

    def _figures(self) -> bool:
        text = self.tokens[self.at].text
        if text[0] in POINTS:
            text = f"0{text}" if is_decimal(self.tokens, self.at) else text[1:]
        value = read_figures(text, self.decimals)
        if value is None:
            return False
        self.figures, self.written, self.part = True, text, value
        self.at += 1
        self._attached_scale()
        return True

    def _attached_scale(self) -> None:
        if self.at >= len(self.tokens):
            return
        token = self.tokens[self.at]
        if token.text in _ATTACHED and (not token.gap or token.text == "k"):
            if self.part is not None and re.fullmatch(
                r"[1-9]\d*\.\d{3}", self.written
            ):  # "1.250k" is 1.25k, not over a million
                self.part /= 1000
            self._apply(_ATTACHED[token.text])

    def _apply(self, scale: int) -> None:
        """Multiply the group by *scale*; a hundred leaves it open for "and fifty", a thousand closes it."""
        part = self.part if self.part is not None else Fraction(1)
        self.mantissa, self.scale, self.scaled = part, scale, True
        self.at += 1
        if scale == 100:
            self.part, self.open = part * scale, True
            return
        self.total += part * scale
        self.part, self.open, self.last_scale = None, False, scale

    def _opening(self, token: Token) -> bool:
        """Take the first word: a number word, or "a hundred", "half a million"."""
        if dozens := self._dozens():
            self.at += dozens
            return True
        if token.text in _SMALL or token.text in _TENS:
            return self._small()
        if token.text in {"hundred", "thousand", "grand"}:  # "hundred bucks"; a bare one is nobody's amount
            self.part, self.vague = Fraction(1), True
            return self._more()
        if token.text == "point":
            return self._nought_point()
        article = 1 if token.text in {"a", "an", "one", "another"} else 0
        if self.word(article) in _PARTS:
            return self._part_of(article)
        if article and self.word(1) in _SCALES and not self.word(1).endswith("s") and self.word(1) != "k":
            self.at += 1
            self.part = Fraction(1)
            return True
        return False

    def _dozens(self) -> int:
        """Take "a dozen" before a hundred or a thousand, and return how many words that is."""
        times, words = {"half": (Fraction(1, 2), 1)}.get(self.word(), (Fraction(_SMALL.get(self.word(), 1)), 1))
        words = 0 if self.word() == "dozen" else words + (self.word(1) in {"a", "of"})
        if self.word(words) not in {"dozen", "dozens"} or self.word(words + 1) not in {"hundred", "thousand", "grand"}:
            return 0
        self.part = times * 12
        return words + 1

    def _nought_point(self) -> bool:
        """Take "point nine k"."""
        if not is_nought_point(self.tokens, self.at):
            return False
        self.part = Fraction(0)
        return self._decimals() and self.word() in _SCALES

    def _part_of(self, article: int) -> bool:
        behind = article + (2 if self.word(article + 1) in {"a", "of"} else 1)
        behind += 1 if self.word(behind) == "a" else 0
        if self.word(behind) not in _SCALES:
            return False
        self.part = _PARTS[self.word(article)]
        self.at += behind
        return True

    def _small(self) -> bool:
        """Take a number under a hundred, "twenty-five"."""
        word = self.word()
        value = _SMALL.get(word, _TENS.get(word))
        if value is None:
            return False
        self.at += 1
        if word in _TENS:
            step = 1 if self.word() == "-" else 0
            unit = _SMALL.get(self.word(step), 0)
            if 0 < unit < 10:
                value += unit
                self.at += step + 1
        self.part = Fraction(value)
        return True

    def _more(self) -> bool:
        """Take the next piece of the number, if the tokens go on."""
        word = self.word()
        if not word:
            return False
        if word in _SCALES:
            return self._scale(word)
        if word in {"and", "-", "point"}:
            return self._linked(word)
        if word in _SMALL or word in _TENS:
            return self._following()
        if self.scaled and self.part is None and self.tokens[self.at].shape is Shape.NUMBER and self.last_scale >= 1000:
            return self._trailing_figures()
        return False

    def _scale(self, word: str) -> bool:
        # To an Englishman a "mil" is a million, before "euros" it is Spanish for a thousand.
        scale = (
            1000
            if word == "mil" and self.word(1) in {"euros", "pesos", "reais", "dólares", "dolares"}
            else _SCALES[word]
        )
        if self.part is None or scale >= self.last_scale or (scale == 100 and self.open):
            return False
        self._apply(scale)
        return True

    def _linked(self, word: str) -> bool:
        """Take "and fifty", "and a half thousand", "point five", "-hundred"."""
        if word == "point":
            return self._decimals()
        if word == "-" and self.word(1) in _SCALES and self.part is not None:
            self.at += 1
            return True
        step = 2 if self.word(1) in {"a", "one"} else 1
        if word == "and" and self.word(step) in _PARTS and self.part is not None:
            self.part += _PARTS[self.word(step)]
            self.at += step + 1
            return True
        behind = self.word(1)
        if word == "and" and self.scaled and (self.part is None or self.open) and (behind in _SMALL or behind in _TENS):
            self.at += 1
            return self._following()
        if word == "-" and self.part is not None and behind in _TENS and not self.figures:
            self.at += 1
            return self._following()
        return False

    def _decimals(self) -> bool:
        digits = ""
        while (self.word(1 + len(digits))) in _SMALL and _SMALL[self.word(1 + len(digits))] < 10 and len(digits) < 4:
            digits += str(_SMALL[self.word(1 + len(digits))])
        if not digits or self.part is None:
            return False
        self.part += Fraction(int(digits), 10 ** len(digits))
        self.at += 1 + len(digits)
        return True

    def _following(self) -> bool:
        """Take number words behind number words: "hundred fifty", and "eight fifty" for 850."""
        before, start = self.part, self.at
        if before is None or self.open:
            self.open = False
            if not self._small():
                return False
            self.part = (self.part or Fraction(0)) + (before or Fraction(0))
            return True
        if self.figures or self.scaled or not 1 <= before <= 99 or not self._small():
            return False
        if self.part is None or not 10 <= self.part <= 99 or self.word() in _SCALES:
            self.part, self.at = before, start
            return False
        self.part, self.colloquial = before * 100 + self.part, True
        return True

    def _trailing_figures(self) -> bool:
        text = self.tokens[self.at].text
        if self.tokens[self.at - 1].text == "k" and len(text) == 1 and not self.tokens[self.at].gap:
            self.part = Fraction(int(text) * 100)  # "1k5" is how one and a half thousand is written abroad
            self.at += 1
            return True
        if (
            not _PLAIN.fullmatch(text)
            or len(text) != 3
            or self.last_scale != 1000
            or not self.tokens[self.at - 1].text.isalpha()
        ):
            return False
        if self.tokens[self.at - 1].text == "k":
            return False
        self.part = Fraction(int(text))
        self.at += 1
        return True


def read_number(tokens: Sequence[Token], first: int, decimals: int = 2) -> Number | None:
    """Return the number that begins at ``tokens[first]``, as long as it goes; None where none begins."""
    if tokens[first].shape is Shape.SIGN:
        return None
    english = _Reader(tokens, first, decimals).read()
    abroad = read_abroad(tokens, first)
    if abroad is None or (english and (english.after >= abroad[1] or not is_priced(tokens, abroad[1]))):
        return english
    value, after = abroad
    return Number(value, first, after, figures=False, scaled=value >= 100, mantissa=value, scale=1, written="")
