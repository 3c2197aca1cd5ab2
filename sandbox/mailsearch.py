"""Which mails does a Gmail search find?

The operators a program uses: in, is, label, from, to, cc, subject,
rfc822msgid, newer_than, older_than, after, before, "a phrase", -not and bare
words. No OR, no braces, no AROUND, no has:attachment; and unlike Gmail's index it never lags
behind.
"""

import re
import shlex
from datetime import UTC, datetime

from sandbox.mailbox import Message

_SPANS = {"d": 86_400_000, "h": 3_600_000, "m": 30 * 86_400_000, "y": 365 * 86_400_000}
_PLACES = {"inbox": "INBOX", "sent": "SENT", "draft": "DRAFT", "drafts": "DRAFT", "spam": "SPAM", "trash": "TRASH"}
_HIDDEN = {"SPAM", "TRASH"}


def matches(message: Message, query: str, now_ms: int, everywhere: bool = False) -> bool:
    """Tell whether Gmail's search would list the mail; spam and bin only when asked for."""
    words = _words(query)
    asked_for = everywhere or any(word.lower() in {"in:anywhere", "in:spam", "in:trash"} for word in words)
    if not asked_for and message.labels & _HIDDEN:
        return False
    return all(_term(message, word, now_ms) for word in words)


def _words(query: str) -> list[str]:
    spaced = re.sub(r"\((.*?)\)", r'"\1"', query)
    try:
        return shlex.split(spaced)
    except ValueError:
        return spaced.split()


def _term(message: Message, word: str, now_ms: int) -> bool:
    if word.startswith("-"):
        return not _term(message, word[1:], now_ms)
    operator, colon, value = word.partition(":")
    if not colon:
        return _says(message, word)
    return _operator(message, operator.lower(), value.strip().lower(), now_ms)


def _operator(message: Message, operator: str, value: str, now_ms: int) -> bool:
    match operator:
        case "in" | "label" | "is":
            return _placed(message, value)
        case "from" | "to" | "cc" | "bcc" | "subject":
            return _named(message, operator, value)
        case "rfc822msgid":
            return message.header("Message-ID").strip("<> ").lower() == value.strip("<> ")
        case "newer_than" | "older_than":
            newer = message.internal_ms >= now_ms - _span(value)
            return newer if operator == "newer_than" else not newer
        case "after" | "before":
            later = message.internal_ms >= _moment(value)
            return later if operator == "after" else not later
        case _:
            return _says(message, f"{operator}:{value}")


def _placed(message: Message, value: str) -> bool:
    if value == "anywhere":
        return True
    if value == "read":
        return "UNREAD" not in message.labels
    return _PLACES.get(value, value.upper()) in message.labels or value in {label.lower() for label in message.labels}


def _named(message: Message, operator: str, value: str) -> bool:
    held = message.header(operator)
    if operator == "to":
        held = ", ".join(message.header(name) for name in ("To", "Cc", "Bcc"))
    return value in held.lower()


def _says(message: Message, words: str) -> bool:
    return words.lower() in f"{message.header('Subject')} {message.header('From')} {message.text}".lower()


def _span(value: str) -> int:
    found = re.fullmatch(r"(\d+)([dhmy])", value)
    return int(found[1]) * _SPANS[found[2]] if found else 0


def _moment(value: str) -> int:
    if value.isdigit():
        return int(value) * 1000
    for form in ("%Y/%m/%d", "%Y-%m-%d"):
        try:
            return int(datetime.strptime(value, form).replace(tzinfo=UTC).timestamp() * 1000)
        except ValueError:
            continue
    return 0
