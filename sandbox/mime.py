"""What does a raw mail say, as a mail server sees it?

Headers, addresses, a readable text and Gmail's tree of parts. It reads
leniently and never fails: a mail that cannot be parsed keeps its headers and
shows an empty body. It does not judge who wrote which line.
"""

import base64
import email
import html
import re
from email.header import decode_header, make_header
from email.message import Message as Tree
from email.utils import getaddresses
from typing import Any

_TAGS = re.compile(r"<(style|script).*?</\1>|<[^<>]+>", re.DOTALL | re.IGNORECASE)
_BREAKS = re.compile(r"<(br|/p|/div|/tr|/li)[^>]*>", re.IGNORECASE)
_MESSAGE_IDS = re.compile(r"<[^<>\s]+>")
_REPLY_MARKS = re.compile(r"^\s*((re|fwd?|aw|wg|sv|antw)\s*(\[\d+\])?\s*:\s*)+", re.IGNORECASE)
# Whatever stdlib email raises on hostile mail; a stand-in shows what it can and goes on.
UNREADABLE = (ValueError, LookupError, RecursionError, AttributeError, TypeError, AssertionError)


def split_mail(raw: bytes) -> tuple[bytes, bytes]:
    """Return the header block without its blank line, and the body."""
    found = re.search(rb"\r?\n\r?\n", raw)
    return (raw, b"") if found is None else (raw[: found.start()], raw[found.end() :])


def headers_of(raw: bytes) -> tuple[tuple[str, str], ...]:
    """Return the headers unfolded and decoded, in their order."""
    block, _ = split_mail(raw)
    pairs: list[tuple[str, str]] = []
    for line in block.decode("utf-8", "replace").splitlines():
        if line[:1] in " \t" and pairs:
            pairs[-1] = (pairs[-1][0], f"{pairs[-1][1]} {line.strip()}".strip())
        elif ":" in line:
            name, _, value = line.partition(":")
            pairs.append((name.strip(), value.strip()))
    return tuple((name, _decoded(value)) for name, value in pairs)


def _decoded(value: str) -> str:
    if "=?" not in value or len(value) > 10_000:
        return value
    try:
        return _sayable(str(make_header(decode_header(value))))
    except UNREADABLE:
        return value


def _sayable(text: str) -> str:
    """Return *text* without the halves of characters that a hostile mail holds and no answer can carry."""
    return text.encode("utf-8", "replace").decode()


def addresses(*values: str) -> tuple[str, ...]:
    """Return the plain lower-case addresses of address headers, each once."""
    try:
        # One header at a time, and none that is empty: a newer Python gives up all of them for it.
        read = [pair for value in values if value for pair in getaddresses([value])]
        found = [address.lower() for _, address in read if "@" in address]
    except UNREADABLE:
        return ()
    return tuple(dict.fromkeys(found))


def message_ids(*values: str) -> tuple[str, ...]:
    """Return the message ids named in References or In-Reply-To, in their order."""
    return tuple(_MESSAGE_IDS.findall(" ".join(values)))


def bare_subject(subject: str) -> str:
    """Return the subject as threading compares it: no Re:, no case, no double blanks."""
    return " ".join(_REPLY_MARKS.sub("", subject).split()).lower()


def without_reply_marks(subject: str) -> str:
    """Return the subject without its Re: and Fwd:."""
    return _REPLY_MARKS.sub("", subject)


def with_body(raw: bytes, text: str) -> bytes:
    """Return the mail with *text* as its only body, as a person's edit in a mail program leaves it."""
    # A mail program writes its own headers; what a program put in besides is gone after an edit.
    extra = [name for name, _ in headers_of(raw) if name.lower().startswith("x-")]
    for name in ("Content-Type", "Content-Transfer-Encoding", "MIME-Version", *extra):
        raw = with_header(raw, name, None)
    raw = with_header(raw, "MIME-Version", "1.0")
    raw = with_header(raw, "Content-Type", 'text/plain; charset="utf-8"')
    raw = with_header(raw, "Content-Transfer-Encoding", "8bit")
    return split_mail(raw)[0] + b"\r\n\r\n" + text.encode()


def with_header(raw: bytes, name: str, value: str | None) -> bytes:
    """Return the mail with one header replaced, or taken out when *value* is None; the rest byte for byte."""
    block, body = split_mail(raw)
    kept: list[bytes] = []
    dropping = False
    for line in block.splitlines():
        if line[:1] not in (b" ", b"\t"):
            dropping = line.split(b":", 1)[0].strip().lower() == name.lower().encode()
        if not dropping:
            kept.append(line)
    if value is not None:
        kept.append(f"{name}: {value}".encode())
    return b"\r\n".join(kept) + b"\r\n\r\n" + body


def tree_of(raw: bytes) -> Tree | None:
    """Return the parsed mail, or None when it cannot be parsed."""
    try:
        return email.message_from_bytes(raw)
    except UNREADABLE:
        return None


def body_text(raw: bytes) -> str:
    """Return the first readable text: plain if there is one, else HTML without its tags."""
    tree = tree_of(raw)
    if tree is None:
        return ""
    try:
        texts = {part.get_content_type(): part for part in reversed(list(tree.walk()))}
        plain, marked = texts.get("text/plain"), texts.get("text/html")
        if plain is not None:
            return text_of(plain)
        return _untagged(text_of(marked)) if marked is not None else ""
    except UNREADABLE:
        return ""


def _untagged(markup: str) -> str:
    return html.unescape(_TAGS.sub("", _BREAKS.sub("\n", markup))).strip()


def text_of(part: Tree) -> str:
    """Return a leaf's text in its own character set, or in UTF-8 with replacements."""
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    try:
        return _sayable(data.decode(part.get_content_charset() or "utf-8"))
    except UNREADABLE:
        return data.decode("utf-8", "replace")


def gmail_payload(raw: bytes) -> dict[str, Any]:
    """Return Gmail's tree of parts (format=full)."""
    headers = [{"name": name, "value": value} for name, value in headers_of(raw)]
    tree = tree_of(raw)
    try:
        shown = _part(tree, "") if tree is not None else {"partId": "", "mimeType": "text/plain", "body": {"size": 0}}
    except UNREADABLE:
        shown = {"partId": "", "mimeType": "text/plain", "filename": "", "body": {"size": 0}}
    return {**shown, "headers": headers}


def _part(tree: Tree, part_id: str) -> dict[str, Any]:
    headers = [{"name": name, "value": str(value)} for name, value in tree.items()]
    shown: dict[str, Any] = {
        "partId": part_id,
        "mimeType": tree.get_content_type(),
        "filename": tree.get_filename() or "",
        "headers": headers,
    }
    children = tree.get_payload()
    if tree.is_multipart() and isinstance(children, list):
        prefix = f"{part_id}." if part_id else ""
        parts = [_part(child, f"{prefix}{n}") for n, child in enumerate(children) if isinstance(child, Tree)]
        return {**shown, "body": {"size": 0}, "parts": parts}
    payload = tree.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    return {**shown, "body": {"size": len(data), "data": base64.urlsafe_b64encode(data).decode()}}
