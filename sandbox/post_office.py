"""How does a mail get from the team to a creator, and an answer back?

Puts what is sent into SENT and into the recipients' boxes, asks the creators
what they answer, and delivers that when its time has come. It plays one
delivery without spam filter, attachment limit or sending quota.
"""

import secrets
from dataclasses import dataclass, field
from email.utils import formataddr, formatdate, parseaddr

from sandbox import mime
from sandbox.clock import Clock
from sandbox.errands import Errands
from sandbox.mailbox import Mailbox, Message
from sandbox.mailtypes import Creators, PlannedReply, ReceivedMail

KEY_HEADER = "X-Parley-Key"


@dataclass(frozen=True, slots=True)
class BoxItem:
    """One mail in a creator's box, either way."""

    direction: str  # received | sent
    message: Message
    thread_key: str
    at_seconds: float


@dataclass(eq=False)
class PostOffice:
    """Carries mail between the team's mailbox and everybody else."""

    mailbox: Mailbox
    creators: Creators
    clock: Clock
    errands: Errands
    aliases: tuple[str, ...] = ()
    rewrites_message_ids: bool = True
    boxes: dict[str, list[BoxItem]] = field(default_factory=dict)
    sent: list[Message] = field(default_factory=list)
    delivered: list[Message] = field(default_factory=list)
    planned: int = 0
    _conversations: dict[tuple[str, str], str] = field(default_factory=dict)  # by address and Message-ID

    def send(self, raw: bytes, thread_id: str | None) -> Message:
        """Send a mail of the team and return it as it lies in SENT."""
        finished, original = self._finished(raw)
        message = self.mailbox.add(finished, ("SENT",), thread_id)
        message.original_message_id = original
        self.sent.append(message)
        self._hand_out(message)
        return message

    def _finished(self, raw: bytes) -> tuple[bytes, str]:
        """Return the mail as Gmail sends it (own From, own Message-ID, a Date) and the id it came with."""
        headers = {name.lower(): value for name, value in mime.headers_of(raw)}
        name, sender = parseaddr(headers.get("from", ""))
        if sender.lower() not in (self.mailbox.address, *self.aliases):
            raw = mime.with_header(raw, "From", formataddr((name, self.mailbox.address)))
        if "date" not in headers:
            raw = mime.with_header(raw, "Date", formatdate(localtime=False))
        original = headers.get("message-id", "")
        if self.rewrites_message_ids or not original:
            raw = mime.with_header(raw, "Message-ID", f"<CA{secrets.token_hex(16)}@mail.sandbox.example.test>")
            if original:
                raw = mime.with_header(raw, "X-Google-Original-Message-ID", original)
        return raw, original

    def deliver(self, raw: bytes, labels: tuple[str, ...] = ("INBOX", "UNREAD")) -> Message:
        """Bring a mail to the team; one From the team itself is a colleague's and lies in SENT."""
        if "message-id" not in {name.lower() for name, _ in mime.headers_of(raw)}:
            raw = mime.with_header(raw, "Message-ID", f"<{secrets.token_hex(12)}@arrived.example.test>")
        senders = mime.addresses(_header(raw, "From"))
        thread_id = self.mailbox.thread_for(raw)
        if self.mailbox.address in senders:
            message = self.mailbox.add(raw, ("SENT",), thread_id)
            self.sent.append(message)
            self._hand_out(message)
            return message
        message = self.mailbox.add(raw, labels, thread_id)
        self.delivered.append(message)
        for sender in senders:
            self._file(sender, "sent", message)
        return message

    def _hand_out(self, message: Message) -> None:
        for address in message.recipients():
            if address == self.mailbox.address:
                self.delivered.append(self.mailbox.add(message.raw, ("INBOX", "UNREAD"), message.thread_id))
                continue
            item = self._file(address, "received", message)
            for reply in self.creators.on_mail(_received(address, item)):
                self._plan(reply)

    def _plan(self, reply: PlannedReply) -> None:
        self.planned += 1
        self.errands.later(reply.delay_seconds, lambda: self._arrive(reply))

    def _arrive(self, reply: PlannedReply) -> None:
        self.planned -= 1
        self.deliver(reply.raw)

    def _file(self, address: str, direction: str, message: Message) -> BoxItem:
        item = BoxItem(direction, message, self._thread_key(address, message), self.clock.seconds())
        self._conversations[address, message.header("Message-ID")] = item.thread_key
        self.boxes.setdefault(address, []).append(item)
        return item

    def _thread_key(self, address: str, message: Message) -> str:
        """Return the conversation a mail belongs to in that box's own view: by its last reference, else a new one."""
        for named in reversed(message.names()):
            if (address, named) in self._conversations:
                return self._conversations[address, named]
        return message.header("Message-ID")


def _received(address: str, item: BoxItem) -> ReceivedMail:
    message = item.message
    return ReceivedMail(
        address=address,
        from_address=parseaddr(message.header("From"))[1].lower(),
        subject=message.header("Subject"),
        body_text=message.text,
        message_id=message.header("Message-ID"),
        references=message.names(),
        thread_key=item.thread_key,
        at_seconds=item.at_seconds,
    )


def _header(raw: bytes, name: str) -> str:
    return next((value for key, value in mime.headers_of(raw) if key.lower() == name.lower()), "")
