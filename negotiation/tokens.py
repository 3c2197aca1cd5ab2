"""Where are the numbers, words and signs of a text?

Cuts a flat text into tokens, in linear time. Addresses of the web are left
out whole, because their digits are nobody's money. It gives no meaning.
"""

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from negotiation.plain_text import FlatText

_TOKEN = re.compile(
    r"(?P<number>(?<![\w.,)\]}%])[.,]\d+(?![.,']?\d)"  # ".9k"
    r"|\d{1,3}(?: \d{3})+(?!\d)(?:[.,]\d{1,3}(?!\d))?|\d+ [.,] \d{2,3}(?!\w|[.,]\d)|\d+(?:[.,']\d+)*)"
    r"|(?P<word>[^\W\d_](?:\.[^\W\d_](?![^\W\d_]))+|[^\W\d_]+(?:'[^\W\d_]+)?)"
    r"|(?P<sign>[^\s\w]|_)"
)
_CHUNK = re.compile(r"\S+")
_WEB = re.compile(r"(?:https?://|www\.)[^\s<>\"')]+", re.IGNORECASE)
_PATH = re.compile(r"[a-z0-9-]{1,63}\.[a-z]{2,12}/[^\s<>\"')]*|[#@][a-z_][\w.]*")


class Shape(StrEnum):
    """What a token is made of."""

    NUMBER = "number"
    WORD = "word"
    SIGN = "sign"


class Token(NamedTuple):
    """A piece of the folded text with its offsets there; ``gap`` says space stands before it."""

    shape: Shape
    text: str
    start: int
    end: int
    gap: bool
    capitals: bool
    line_break: bool


_SHAPES = {shape.value: shape for shape in Shape}


def _web_spans(folded: str) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for chunk in _CHUNK.finditer(folded):
        text = chunk.group()
        if "@" in text[1:] and "." in text and text[0] not in "@$" and "$" not in text and len(text) < 320:
            spans.append(chunk.span())
        elif "/" in text or "www." in text or "@" in text or "#" in text:
            spans.extend((chunk.start() + m.start(), chunk.start() + m.end()) for m in _WEB.finditer(text))
            if "://" not in text:
                spans.extend((chunk.start() + m.start(), chunk.start() + m.end()) for m in _PATH.finditer(text))
    return spans


def tokens(flat: FlatText) -> Iterator[Token]:
    """Yield the tokens of *flat* in order, web and mail addresses left out."""
    spans = iter(_web_spans(flat.folded))
    masked = next(spans, None)
    previous_end = 0
    for match in _TOKEN.finditer(flat.folded):
        start, end = match.span()
        while masked and masked[1] <= start:
            masked = next(spans, None)
        between = flat.text[previous_end:start]
        if not (masked and masked[0] <= start):
            shape = _SHAPES[match.lastgroup or "sign"]
            text = match.group()
            text = text.replace(".", "") if shape is Shape.WORD else text
            yield Token(shape, text, start, end, bool(between), flat.text[start:end].isupper(), "\n" in between)
        previous_end = end
