"""Which parts is the mail made of?

Walks the MIME tree with an explicit stack and hard limits on depth and count,
by offsets into the raw bytes, so that a large mail is never copied. A
boundary that lies gives fewer parts, never an error.
"""

import binascii
import re
from dataclasses import dataclass

from steps.mail.charsets import decode_charset
from steps.mail.headers import Headers, decode_words, read_headers

MAX_DEPTH = 12
MAX_PARTS = 120
MAX_TEXT_BYTES = 400_000
MAX_MARKS = 5_000  # places that look like a delimiter, and mostly are none when there are so many
MAX_PREAMBLE_BYTES = 64_000

_PARAMETER = re.compile(r";\s{0,80}([!-~]{1,60}?)\s{0,20}=\s{0,20}(\"[^\"]{0,1000}\"|[^;\s]{0,1000})")
_USED_BOUNDARY = re.compile(rb"^--([^\s][^\r\n]{0,199})\r?\n(?=content-)", re.IGNORECASE | re.MULTILINE)
_NOT_BASE64 = bytes(set(range(256)) - set(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="))


@dataclass(frozen=True, slots=True)
class Part:
    """One leaf or container of the tree; the body is ``raw[start:end]``."""

    headers: Headers
    content_type: str
    start: int
    end: int
    depth: int
    returned: bool  # lies inside an attached message, so nobody wrote it to us here
    choice: int  # the innermost multipart/alternative it belongs to, or -1


def walk(raw: bytes) -> tuple[tuple[Part, ...], bool]:
    """Return the parts in reading order, the whole mail first, and whether the tree was cut short."""
    parts: list[Part] = []
    cut = False
    stack = [(0, len(raw), 0, False, -1, "text/plain")]
    while stack:
        if len(parts) >= MAX_PARTS:
            return tuple(parts), True
        start, end, depth, returned, choice, default = stack.pop()
        headers, body = read_headers(raw, start, end)
        kind = content_type(headers, default)
        parts.append(Part(headers, kind, body, end, depth, returned, choice))
        if not kind.startswith(("multipart/", "message/")):
            continue
        if depth >= MAX_DEPTH:
            cut = True
            continue
        inside = _children(raw, parts[-1], len(parts) - 1)
        if not inside and kind.startswith("multipart/"):
            # No delimiter anywhere: what is there is shown as text rather than lost.
            parts.append(Part(Headers(), "text/plain", body, end, depth + 1, returned, choice))
        stack.extend(reversed(inside))
    return tuple(parts), cut


_Child = tuple[int, int, int, bool, int, str]


def _children(raw: bytes, part: Part, index: int) -> list[_Child]:
    if part.content_type in ("message/rfc822", "message/global", "text/rfc822-headers"):
        return [(part.start, part.end, part.depth + 1, True, -1, "text/plain")]
    if not part.content_type.startswith("multipart/"):
        return []
    boundary = parameter(part.headers.get("content-type"), "boundary")
    choice = index if part.content_type == "multipart/alternative" else part.choice
    default = "message/rfc822" if part.content_type == "multipart/digest" else "text/plain"
    spans = _spans(raw, part.start, part.end, boundary.encode("utf-8", "replace"))
    spans = spans or _spans(raw, part.start, part.end, _used_boundary(raw, part))
    return [(start, end, part.depth + 1, part.returned, choice, default) for start, end in spans]


def _spans(raw: bytes, start: int, end: int, boundary: bytes) -> list[tuple[int, int]]:
    """Return where the pieces between the delimiter lines lie."""
    if not boundary:
        return []
    spans: list[tuple[int, int]] = []
    piece = -1
    for at, after, closing in _delimiters(raw, start, end, b"--" + boundary):
        if piece >= 0:
            spans.append((piece, _before_newline(raw, at, piece)))
        piece = -1 if closing else after
        if closing or len(spans) >= MAX_PARTS:
            break
    if piece >= 0:
        spans.append((piece, end))
    return spans


def _used_boundary(raw: bytes, part: Part) -> bytes:
    """Return the boundary the body really uses when the header names another, as rewriting relays make it."""
    found = _USED_BOUNDARY.search(raw, part.start, min(part.end, part.start + MAX_PREAMBLE_BYTES))
    return found[1] if found else b""


def _delimiters(raw: bytes, start: int, end: int, mark: bytes) -> list[tuple[int, int, bool]]:
    found: list[tuple[int, int, bool]] = []
    at, seen = raw.find(mark, start, end), 0
    while at >= 0 and len(found) <= MAX_PARTS and seen < MAX_MARKS:
        seen += 1
        line_end = raw.find(b"\n", at, end)
        line_end = end if line_end < 0 else line_end + 1
        rest = raw[at + len(mark) : min(line_end, at + len(mark) + 80)].strip()
        if (at == start or raw[at - 1 : at] == b"\n") and rest in (b"", b"--"):
            found.append((at, line_end, rest == b"--"))
        at = raw.find(mark, at + len(mark), end)
    return found


def _before_newline(raw: bytes, at: int, least: int) -> int:
    if at - 1 >= least and raw[at - 1 : at] == b"\n":
        at -= 1
    return at - 1 if at - 1 >= least and raw[at - 1 : at] == b"\r" else max(at, least)


def content_type(headers: Headers, default: str = "text/plain") -> str:
    """Return the declared type in lower case, or *default* when it makes no sense."""
    kind = headers.get("content-type").split(";")[0].strip().lower()
    return kind if kind.count("/") == 1 and len(kind) < 100 and " " not in kind else default


def parameter(value: str, name: str) -> str:
    """Return a parameter of a structured field, such as the charset of Content-Type."""
    for key, found in _PARAMETER.findall(value[:8_000]):
        if key.lower().rstrip("*").removesuffix("*0") == name:
            return str(found).strip('"')
    return ""


def file_name(part: Part) -> str:
    """Return the name of an attachment, or an empty string for an inline part."""
    disposition = part.headers.get("content-disposition")
    name = parameter(disposition, "filename") or parameter(part.headers.get("content-type"), "name")
    if name or disposition.lower().startswith("attachment"):
        return (decode_words(name) or "unnamed").replace("/", "_")[:200]
    return ""


def part_text(raw: bytes, part: Part) -> str:
    """Return a text part decoded, at most ``MAX_TEXT_BYTES`` of it."""
    data = part_bytes(raw, part)
    charset = parameter(part.headers.get("content-type"), "charset")
    return decode_charset(data, charset).replace("\r\n", "\n").replace("\r", "\n")


def part_bytes(raw: bytes, part: Part) -> bytes:
    """Undo the transfer encoding; broken base64 gives what can be read of it."""
    encoded = raw[part.start : min(part.end, part.start + MAX_TEXT_BYTES)]
    encoding = part.headers.get("content-transfer-encoding").strip().lower()
    if encoding == "base64":
        kept = encoded.translate(None, _NOT_BASE64).split(b"=")[0]
        return binascii.a2b_base64(kept[: len(kept) - (len(kept) % 4 == 1)] + b"==")
    return binascii.a2b_qp(encoded) if encoding == "quoted-printable" else encoded
