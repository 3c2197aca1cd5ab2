"""What do the headers say?

Splits a header block into fields and decodes encoded words, with every length
bounded before any work is done. It never interprets a field, and it never
calls the standard library's header parser, which raises on hostile input and
takes seconds on thousands of encoded words.
"""

import binascii
import re
from dataclasses import dataclass

from steps.mail.charsets import decode_charset, scrub

MAX_BLOCK_BYTES = 256 * 1024
MAX_FIELDS = 400
MAX_VALUE_CHARS = 16_000
MAX_ENCODED_WORDS = 200

_FIELD = re.compile(rb"([!-9;-~]{1,100})[ \t]*:(.*)", re.DOTALL)
_BLANK_LINE = re.compile(rb"\r?\n(?=\r?\n)|\r\r")
# Non-ASCII is let through: real mailers put raw UTF-8 into encoded words.
_WORD = re.compile(r"=\?([^?\s*]{1,40})(?:\*[^?\s]{0,20})?\?([bBqQ])\?([^?]{0,2000})\?=")
_BETWEEN_WORDS = re.compile(r"(\?=)\s{1,80}(=\?)")


@dataclass(frozen=True, slots=True)
class Headers:
    """Header fields in their order; names are lower-case, values unfolded and not yet decoded."""

    fields: tuple[tuple[str, str], ...] = ()

    def get(self, name: str) -> str:
        """Return the first value of *name*, or an empty string."""
        return next((value for key, value in self.fields if key == name), "")

    def all(self, name: str) -> tuple[str, ...]:
        """Return every value of *name*, topmost first."""
        return tuple(value for key, value in self.fields if key == name)

    def has(self, name: str) -> bool:
        """Say whether the field is there at all, even empty."""
        return any(key == name for key, _ in self.fields)

    def text(self, name: str) -> str:
        """Return the first value of *name* with its encoded words decoded, on one line."""
        return " ".join(decode_words(self.get(name)).split())


def read_headers(raw: bytes, start: int, end: int) -> tuple[Headers, int]:
    """Return the fields of the block that begins at *start*, and where the body begins."""
    limit = min(end, start + MAX_BLOCK_BYTES)
    if raw[start : start + 1] == b"\n" or raw[start : start + 2] == b"\r\n":
        return Headers(), _skip_newline(raw, start)
    blank = _BLANK_LINE.search(raw, start, limit)
    block_end = blank.start() if blank else limit
    fields, read_to = _fields(raw[start:block_end])
    if read_to is not None:
        return Headers(fields), start + read_to
    return Headers(fields), _skip_newline(raw, blank.end()) if blank else limit


def _skip_newline(raw: bytes, at: int) -> int:
    if raw[at : at + 2] == b"\r\n":
        return at + 2
    return at + 1 if raw[at : at + 1] in (b"\n", b"\r") else at


def _fields(block: bytes) -> tuple[tuple[tuple[str, str], ...], int | None]:
    """Return the fields, and the offset of the first line that cannot be one, if any."""
    gathered: list[list[bytes]] = []
    offset = 0
    for line in block.splitlines(keepends=True):
        match = _FIELD.match(line)
        if line[:1] in (b" ", b"\t"):
            if gathered:
                gathered[-1].append(line.strip())
        elif match:
            gathered.append([match[1], match[2].strip()])
        elif not line.startswith((b"From ", b">From ")) and line.strip():
            return _decoded(gathered), offset
        offset += len(line)
    return _decoded(gathered), None


def _decoded(gathered: list[list[bytes]]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (lines[0].decode("ascii").lower(), _plain(b" ".join(lines[1:]))[:MAX_VALUE_CHARS])
        for lines in gathered[:MAX_FIELDS]
    )


def _plain(value: bytes) -> str:
    try:
        text = value.decode("utf-8")
    except UnicodeDecodeError:
        text = value.decode("cp1252", "replace")
    return scrub(text).replace("\r", " ").replace("\n", " ").strip()


def decode_words(value: str) -> str:
    """Decode the encoded words of RFC 2047 in *value*; what cannot be decoded stays as it is."""
    if "=?" not in value:
        return value
    joined = _BETWEEN_WORDS.sub(r"\1\2", value[:MAX_VALUE_CHARS])
    # CR and LF inside a word are an attack on whoever writes the value out again.
    decoded = _WORD.sub(_decode_word, joined, count=MAX_ENCODED_WORDS)
    return scrub(decoded).replace("\r", " ").replace("\n", " ")


def _decode_word(match: re.Match[str]) -> str:
    charset, encoding, payload = match[1], match[2].lower(), match[3]
    if encoding == "b":
        try:
            data = binascii.a2b_base64(payload.encode("ascii", "ignore") + b"==")
        except binascii.Error:
            return match[0]
    else:
        data = binascii.a2b_qp(payload.encode("utf-8"), header=True)
    return decode_charset(data, charset)
