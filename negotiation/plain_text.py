"""Which characters does a reader see, and where do they stand in the original?

Money hides behind full-width digits, Arabic-Indic digits, keycap emoji,
non-breaking spaces and characters of no width. `flatten` writes a text with
plain digits and spaces and remembers where each character came from. It does
not judge: the guard refuses invisible characters by itself.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_CLAUSE = re.compile(r"[^.!?;\n]+")
_ODD = re.compile(r"[^\t\n\r -~]")
_SAME = {
    "\u2018": "'",
    "\u2019": "'",
    "\u02bc": "'",
    "\u066b": ".",
    "\u066c": ",",
    "\u2212": "-",
    "\u2044": "/",
    "\u00b4": "'",
}
_DROPPED_CATEGORIES = frozenset({"Cf", "Cc", "Me", "Mn"})


@dataclass(frozen=True, slots=True)
class FlatText:
    """A text in plain characters; ``origin[i]`` is where its i-th character stands in ``source``."""

    text: str
    folded: str  # the same, lower case, of the same length
    origin: tuple[int, ...] | range
    source: str

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return the offsets in the original text of a stretch of the flat one."""
        return self.origin[start], self.origin[end - 1] + 1


@lru_cache(maxsize=4096)
def plain_character(char: str) -> str:
    """Return what *char* reads as: nothing for an invisible one, an ASCII digit for any digit."""
    if char in _SAME:
        return _SAME[char]
    decimal = unicodedata.digit(char, None)
    if decimal is not None:
        return str(decimal)
    category = unicodedata.category(char)
    if category == "Pd":
        return "-"
    if category in {"Zs", "Zl", "Zp"}:
        return " "
    if category in _DROPPED_CATEGORIES:
        return ""
    return unicodedata.normalize("NFKC", char)


def _fold(text: str) -> str:
    folded = text.lower()
    return folded if len(folded) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def flatten(source: str) -> FlatText:
    """Rewrite *source* in plain characters, in linear time."""
    if not _ODD.search(source):
        return FlatText(source, source.lower(), range(len(source)), source)
    pieces: list[str] = []
    origin: list[int] = []
    for index, char in enumerate(source):
        plain = char if " " <= char <= "~" or char in "\t\n\r" else plain_character(char)
        pieces.append(plain)
        origin.extend([index] * len(plain))
    text = "".join(pieces)
    return FlatText(text, _fold(text), tuple(origin), source)


def clauses(text: str) -> list[str]:
    """Return the clauses of *text* (flat): what stands between full stops, marks, semicolons and line ends."""
    return _CLAUSE.findall(text)
