"""What Gmail answers, as plain values.

One decoder for each shape of answer Parley uses. A shape that was not promised
raises (KeyError, TypeError, ValueError, Garbled), which ``google`` turns into a
fault. Nothing here asks Gmail anything.
"""

import base64
import binascii
from dataclasses import dataclass
from typing import Any

from steps.clients.faults import Garbled

_HIDDEN = frozenset({"SPAM", "TRASH"})


@dataclass(frozen=True, slots=True)
class Profile:
    """Whose mailbox the token opens, and its newest history id."""

    address: str
    history_id: int


@dataclass(frozen=True, slots=True)
class DraftRef:
    """Where a draft is; its message id changes with every edit, its draft id does not."""

    draft_id: str
    message_id: str
    thread_id: str


@dataclass(frozen=True, slots=True)
class SentRef:
    """Where a sent mail is."""

    message_id: str
    thread_id: str


@dataclass(frozen=True, slots=True)
class FoundMail:
    """What carries our key: drafts not yet sent, and the mail that was sent."""

    drafts: tuple[DraftRef, ...]
    sent: SentRef | None


@dataclass(frozen=True, slots=True)
class RawMail:
    """A mail as Gmail holds it; when *is_cut*, it was too large and *raw* is its headers only."""

    message_id: str
    thread_id: str
    label_ids: tuple[str, ...]
    history_id: int
    internal_date_ms: int
    raw: bytes
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class DraftMail:
    """A draft with its bytes as they are now."""

    ref: DraftRef
    raw: bytes


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """Messages added since the cursor, oldest first, without drafts; and the cursor to keep next.

    *bare* are those that Gmail names without a label: most often drafts that are gone.
    """

    message_ids: tuple[str, ...]
    newest_history_id: int
    bare: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Watch:
    """What Gmail promised: pushes after this history id, until this moment."""

    history_id: int
    expires_at_ms: int


@dataclass(frozen=True, slots=True)
class ThreadMessage:
    """One mail of a thread; header names are lower case."""

    message_id: str
    thread_id: str
    label_ids: tuple[str, ...]
    internal_date_ms: int
    headers: dict[str, str]


def profile_of(told: Any) -> Profile:
    """Read users.getProfile."""
    return Profile(_text(told, "emailAddress"), int(told["historyId"]))


def draft_ref_of(told: Any) -> DraftRef:
    """Read a draft's identity."""
    message = told["message"]
    return DraftRef(_text(told, "id"), _text(message, "id"), _text(message, "threadId"))


def nothing_of(told: Any) -> None:
    """Read the answer to a deletion, which is empty; a proxy's page in its place has deleted nothing."""
    if told:
        raise Garbled("a deletion is answered with nothing")


def sent_ref_of(told: Any) -> SentRef:
    """Read the message drafts.send answers with."""
    return SentRef(_text(told, "id"), _text(told, "threadId"))


def ids_of(told: Any) -> list[str]:
    """Read the ids of a message list."""
    return [_text(message, "id") for message in told.get("messages", ())]


@dataclass(frozen=True, slots=True)
class News:
    """One page of the history: what was added, with its labels, what was deleted for good, and the newest id."""

    added: tuple[tuple[str, frozenset[str]], ...]
    deleted: frozenset[str]
    newest_history_id: int


def news_of(told: Any, start: int) -> News:
    """Read a history page: the messages that were added, drafts left out, and those taken out of spam or bin."""
    records = told.get("history", ())
    added = [entry["message"] for record in records for entry in record.get("messagesAdded", ())]
    rescued = [
        entry["message"]
        for record in records
        for entry in record.get("labelsRemoved", ())
        if _HIDDEN.intersection(entry.get("labelIds", ()))
    ]
    labelled = [(_text(one, "id"), frozenset(one.get("labelIds", ()))) for one in (*added, *rescued)]
    deleted = (_text(one["message"], "id") for record in records for one in record.get("messagesDeleted", ()))
    kept = tuple((message_id, labels) for message_id, labels in labelled if "DRAFT" not in labels)
    return News(kept, frozenset(deleted), int(told.get("historyId", start)))


def thread_message_of(told: Any) -> ThreadMessage:
    """Read a message in metadata format."""
    pairs = told.get("payload", {}).get("headers", ())
    return ThreadMessage(
        _text(told, "id"),
        _text(told, "threadId"),
        tuple(told.get("labelIds", ())),
        int(told["internalDate"]),
        {str(pair["name"]).lower(): str(pair["value"]) for pair in pairs},
    )


def raw_mail_of(told: Any) -> RawMail:
    """Read a message in raw format."""
    return _mail(told, raw_bytes_of(told), is_cut=False)


def headers_only_of(told: Any) -> RawMail:
    """Read a message in metadata format as a mail without a body."""
    pairs = told.get("payload", {}).get("headers", ())
    text = "".join(f"{pair['name']}: {pair['value']}\r\n" for pair in pairs)
    return _mail(told, f"{text}\r\n".encode(), is_cut=True)


def _mail(told: Any, raw: bytes, *, is_cut: bool) -> RawMail:
    return RawMail(
        _text(told, "id"),
        _text(told, "threadId"),
        tuple(told.get("labelIds", ())),
        int(told["historyId"]),
        int(told["internalDate"]),
        raw,
        is_cut,
    )


def raw_bytes_of(told: Any) -> bytes:
    """Read the bytes of a message in raw format."""
    encoded = _text(told, "raw")
    try:
        # Gmail leaves out the padding now and then; too much of it is ignored.
        return base64.urlsafe_b64decode(encoded + "==")
    except binascii.Error as error:
        raise Garbled("raw is not base64url") from error


def _text(told: Any, name: str) -> str:
    value = told[name]
    if not isinstance(value, str) or not value:
        raise Garbled(f"{name} is not a text")
    return value
