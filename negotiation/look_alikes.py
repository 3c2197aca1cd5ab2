"""Is a number written so that nobody can tell which one it is?

Whoever types an O for a nought, an l for a one, or a space inside a thousand
means a number that no parser may guess at: "$1,O50" is not one dollar. It
says where such a number stands, and never what it may mean.
"""

import re
from typing import Final

# Digits with an o or an l among them: "9OO", "1,O50", "85O", "l,200"; not "10 o'clock", "5l" or "I 900".
LETTER_DIGIT: Final = (
    r"\b\d[\d,.]*[oOlI]+(?:\d[\doOlI,.]*|[oO]k?\b)|\b\d\d[\d,.]*[oO]\b(?!')|\b[lIoO][\d,.]*\d\d|\b[lI]O{2,}\b"
)
# Behind a sign for money, letters can only be digits: "$lOO", "$8S0", "$O.9k"; "$5B" is billions.
_BEHIND_A_SIGN: Final = r"[$€£¥]\s?(?=[^\s\d]{0,40}[\dO]{2}|\S{0,40}\d)[\d.,]*[oOlISZB][\d.,oOlISZB]*[\dO]k?(?!\w)"
_TORN: Final = r"\d(?:[,.] | [,.])0\d\d(?![\d.,]*\w)"  # "$1, 050"
_UNREADABLE: Final = re.compile(rf"(?<![\w@/.-])(?:{LETTER_DIGIT}|{_BEHIND_A_SIGN}|{_TORN})")
_BEFORE: Final = re.compile(r"(?:[$€£¥] ?|\b[A-Z]{3} ?)?[\w.,]*$")
_BEHIND: Final = re.compile(r"(?:[.,]?\w)*(?: ?(?:[$€£¥]|[A-Z]{3}\b))?")
_NEAR: Final = 20


def unreadable_number(text: str) -> str:
    """Return the first number of *text* that may be another one than it looks, as it stands there; empty for none."""
    found = _UNREADABLE.search(text)
    if found is None:
        return ""
    before = _BEFORE.search(text[max(0, found.start() - _NEAR) : found.start()])
    behind = _BEHIND.match(text[found.end() : found.end() + _NEAR])
    return (before.group() if before else "") + found.group() + (behind.group() if behind else "")
