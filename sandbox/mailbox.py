"""What lies in the team's mailbox, and in which order did it change?

Messages, threads, drafts, labels and the history of changes, with Gmail's
rules: a draft that is updated or sent gets a new message id, a thread takes a
mail only when subject and references fit. It sends nothing and knows no HTTP.
"""

import itertools
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property

from sandbox import mime
from sandbox.clock import Clock

SYSTEM_LABELS = ("INBOX", "SENT", "DRAFT", "SPAM", "TRASH", "UNREAD", "STARRED", "IMPORTANT", "CHAT")


@dataclass(eq=False)
class Message:
    """One mail as Gmail keeps it."""

    id: str
    thread_id: str
    raw: bytes
    labels: set[str]
    internal_ms: int
    history_id: int
    original_message_id: str = ""

    @cached_property
    def headers(self) -> tuple[tuple[str, str], ...]:
        """The decoded headers, read once."""
        return mime.headers_of(self.raw)

    @cached_property
    def _first(self) -> dict[str, str]:
        return {name.lower(): value for name, value in reversed(self.headers)}

    @cached_property
    def text(self) -> str:
        """The readable body, read once."""
        return mime.body_text(self.raw)

    def header(self, name: str) -> str:
        """Return the first header of that name, or empty text."""
        return self._first.get(name.lower(), "")

    def recipients(self) -> tuple[str, ...]:
        """Return every plain address the mail goes to."""
        return mime.addresses(self.header("To"), self.header("Cc"), self.header("Bcc"))

    def names(self) -> tuple[str, ...]:
        """Return the message ids this mail refers to."""
        return mime.message_ids(self.header("References"), self.header("In-Reply-To"))


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the history: what happened to one message."""

    id: int
    kind: str  # messageAdded | messageDeleted | labelAdded | labelRemoved
    message_id: str
    thread_id: str
    labels: tuple[str, ...]
    changed: tuple[str, ...] = ()


class Aged(Exception):
    """The asked history is older than what is kept."""


@dataclass
class Mailbox:
    """The team's shared mailbox."""

    address: str
    clock: Clock
    on_change: Callable[[Change], None] = lambda _change: None
    messages: dict[str, Message] = field(default_factory=dict)
    threads: dict[str, list[str]] = field(default_factory=dict)
    drafts: dict[str, str] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=lambda: {name: name for name in SYSTEM_LABELS})
    history: list[Change] = field(default_factory=list)
    history_id: int = 1000
    oldest_history_id: int = 1000
    _by_message_id: dict[str, str] = field(default_factory=dict)
    _numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(0x1900000000000001, 0x1D3))

    def add(self, raw: bytes, labels: Iterable[str], thread_id: str | None = None) -> Message:
        """Store a mail and note it in the history; without *thread_id* it begins a thread."""
        message_id = f"{next(self._numbers):x}"
        thread = thread_id or message_id
        message = Message(message_id, thread, raw, set(labels), self.clock.epoch_ms(), self.history_id + 1)
        self.restore(message)
        self._note("messageAdded", message)
        return message

    def restore(self, message: Message) -> None:
        """Put a mail back as it was, unnoted."""
        self.messages[message.id] = message
        self.threads.setdefault(message.thread_id, []).append(message.id)
        if named := message.header("Message-ID"):
            self._by_message_id.setdefault(named, message.id)

    def number_from(self, numbers: "itertools.count[int]") -> None:
        """Give new mails ids from *numbers*."""
        self._numbers = numbers

    def remove(self, message: Message) -> None:
        """Delete a mail for good."""
        del self.messages[message.id]
        self.threads[message.thread_id].remove(message.id)
        if not self.threads[message.thread_id]:
            del self.threads[message.thread_id]
        named = message.header("Message-ID")
        if self._by_message_id.get(named) == message.id:
            del self._by_message_id[named]
        self._note("messageDeleted", message)

    def relabel(self, message: Message, add: Iterable[str], drop: Iterable[str]) -> None:
        """Put labels on and take labels off, each noted in the history."""
        gained = tuple(sorted(set(add) - message.labels))
        lost = tuple(sorted(set(drop) & message.labels))
        message.labels = (message.labels | set(gained)) - set(lost)
        if gained:
            self._note("labelAdded", message, gained)
        if lost:
            self._note("labelRemoved", message, lost)

    def _note(self, kind: str, message: Message, changed: tuple[str, ...] = ()) -> None:
        self.history_id += 1
        message.history_id = self.history_id
        labels = tuple(sorted(message.labels))
        change = Change(self.history_id, kind, message.id, message.thread_id, labels, changed)
        self.history.append(change)
        self.on_change(change)

    def changes_since(self, history_id: int) -> list[Change]:
        """Return the changes after *history_id*; raise Aged when some of them are gone."""
        if history_id < self.oldest_history_id:
            raise Aged(history_id)
        return self.history[bisect_right(self.history, history_id, key=lambda change: change.id) :]

    def age_history(self) -> None:
        """Forget every change until now, as Gmail does after about a week."""
        self.history.clear()
        self.history_id += 1
        self.oldest_history_id = self.history_id

    def by_message_id(self, message_id: str) -> Message | None:
        """Return the mail with that Message-ID."""
        found = self._by_message_id.get(message_id)
        return self.messages[found] if found is not None else None

    def fits_thread(self, raw: bytes, thread_id: str) -> bool:
        """Tell whether Gmail would thread the mail there: a reference into it and the same subject."""
        probe = Message("", thread_id, raw, set(), 0, 0)
        members = [self.messages[message_id] for message_id in self.threads[thread_id]]
        named = set(probe.names())
        subject = mime.bare_subject(probe.header("Subject"))
        referred = any(member.header("Message-ID") in named for member in members)
        return referred and any(mime.bare_subject(member.header("Subject")) == subject for member in members)

    def thread_for(self, raw: bytes) -> str | None:
        """Return the thread an arriving mail belongs to by its references and subject."""
        for message_id in reversed(Message("", "", raw, set(), 0, 0).names()):
            known = self.by_message_id(message_id)
            if known is not None and self.fits_thread(raw, known.thread_id):
                return known.thread_id
        return None

    def create_draft(self, raw: bytes, thread_id: str | None) -> str:
        """Store a draft and return its id."""
        message = self.add(raw, ("DRAFT",), thread_id)
        draft_id = f"r{next(self._numbers)}"
        self.drafts[draft_id] = message.id
        return draft_id

    def replace_draft(self, draft_id: str, raw: bytes, thread_id: str | None) -> None:
        """Put other content into a draft: the draft id stays, the message id changes."""
        old = self.messages[self.drafts[draft_id]]
        new = self.add(raw, ("DRAFT",), thread_id)
        self.remove(old)
        self.drafts[draft_id] = new.id

    def take_draft(self, draft_id: str) -> Message:
        """Use a draft up and return the message it held."""
        message = self.messages[self.drafts.pop(draft_id)]
        self.remove(message)
        return message
