"""How does one mail of ours look on the wire?

The same order always gives the same bytes: no clock, no randomness, so a
crash between two attempts cannot make two different mails. Headers are
written by hand, because the standard library encodes long message ids (which
Outlook makes) as words and so breaks threading. A line break in any header
is refused or flattened, never written.
"""

import binascii
import html
import re
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from hashlib import sha256

from steps.mail.parsed import Address
from steps.mail.unsendable import UnsendableMail
from steps.mail.wire_text import encode_words, fold_list

MAX_REFERENCES = 20

_EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9-]{0,62}\.?){1,30}[A-Za-z0-9]")
_MESSAGE_ID = re.compile(r"[\x21-\x3b\x3d\x3f-\x7e]{1,900}")
_FIELD_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]{1,60}")
_KEY = re.compile(r"[\x21-\x7e]{1,180}")
_REPLY_PREFIX = re.compile(
    r"^(?:\s{0,4}(?:re|aw|sv|vs|antw|ant|ref|rif|res|odp|ynt|απ|回复|回覆|答复|答覆|返信)\s{0,2}(?:\[\d{1,3}\]|\(\d{1,3}\))?\s{0,2}[:：]\s{0,4}){1,20}",
    re.IGNORECASE,
)
_OURS = {
    "from", "to", "cc", "bcc", "subject", "message-id", "in-reply-to", "references", "date", "mime-version",
    "content-type", "content-transfer-encoding", "x-parley-key", "sender", "return-path",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class OutgoingMail:
    """An order for one mail. *key* is unique to this mail and makes it findable again after a crash."""

    key: str
    sender: Address
    to: tuple[Address, ...]
    subject: str
    body: str  # plain text, paragraphs parted by an empty line
    cc: tuple[Address, ...] = ()
    in_reply_to: str = ""  # message ids without angle brackets
    references: tuple[str, ...] = ()
    reply_to: Address | None = None
    sent_at_iso: str = ""  # empty: the mail server writes the Date
    extra_headers: tuple[tuple[str, str], ...] = ()


def compose(mail: OutgoingMail) -> bytes:
    """Return the mail as RFC 5322 bytes; raises UnsendableMail naming the field that is wrong."""
    boundary = "=_" + sha256(mail.key.encode("utf-8", "replace")).hexdigest()[:32]
    lines = [*_headers(mail), "Content-Type: multipart/alternative;", f' boundary="{boundary}"', ""]
    for kind, text in (("plain", _plain(mail.body)), ("html", _html(mail.body))):
        lines += [f"--{boundary}", f"Content-Type: text/{kind}; charset=utf-8"]
        lines += ["Content-Transfer-Encoding: quoted-printable", "", _quoted_printable(text)]
    return "\r\n".join([*lines, f"--{boundary}--", ""]).encode("ascii")


def message_id(key: str, sender_email: str) -> str:
    """Return the message id of the mail with *key*, without angle brackets."""
    safe = re.sub(r"[^A-Za-z0-9._-]", "-", key)
    # Two keys that differ only in replaced characters stay two.
    mark = "" if safe == key else "." + sha256(key.encode()).hexdigest()[:10]
    return f"{safe.strip('.') or 'mail'}{mark}@{sender_email.rpartition('@')[2]}"


def can_be_sent_to(email: str) -> bool:
    """Tell whether *email* is an address that a mail can be sent to."""
    return _EMAIL.fullmatch(email) is not None and ".." not in email


def reply_subject(subject: str, is_reply: bool = True) -> str:
    """Return the subject with exactly one ``Re:`` when it answers, whatever prefixes it had before."""
    flat = " ".join(subject.split())
    return f"Re: {_REPLY_PREFIX.sub('', flat).strip()}".strip() if is_reply else flat


def _headers(mail: OutgoingMail) -> list[str]:
    if not mail.to:
        raise UnsendableMail("to", "names nobody: give at least one recipient")
    if not _KEY.fullmatch(mail.key):
        raise UnsendableMail("key", "must be 1 to 180 printable ASCII characters without spaces")
    fields = [("From", _mailbox("from", mail.sender)), ("To", _mailboxes("to", mail.to))]
    fields += [("Cc", _mailboxes("cc", mail.cc))] if mail.cc else []
    fields += [("Reply-To", _mailbox("reply_to", mail.reply_to))] if mail.reply_to else []
    fields += [("Subject", encode_words(reply_subject(mail.subject, bool(mail.in_reply_to)), len("Subject: ")))]
    fields += [("Date", _date(mail.sent_at_iso))] if mail.sent_at_iso else []
    fields += [("Message-ID", f"<{message_id(mail.key, mail.sender.email)}>"), *_threading(mail)]
    fields += [("X-Parley-Key", mail.key), *_extra(mail), ("MIME-Version", "1.0")]
    return [f"{name}: {value}" for name, value in fields]


def _threading(mail: OutgoingMail) -> list[tuple[str, str]]:
    if not mail.in_reply_to:
        return []
    chain = tuple(dict.fromkeys((*mail.references, mail.in_reply_to)))
    # Mail programs thread by the first and by the newest ids.
    kept = chain if len(chain) <= MAX_REFERENCES else (chain[0], *chain[1 - MAX_REFERENCES :])
    ids = [_id("references", reference) for reference in kept if reference != mail.in_reply_to]
    last = _id("in_reply_to", mail.in_reply_to)
    return [("In-Reply-To", last), ("References", fold_list([*ids, last], ""))]


def _id(field: str, value: str) -> str:
    bare = value.strip().removeprefix("<").removesuffix(">")
    if not _MESSAGE_ID.fullmatch(bare):
        raise UnsendableMail(field, f"{value[:60]!r} is no message id")
    return f"<{bare}>"


def _mailboxes(field: str, addresses: tuple[Address, ...]) -> str:
    return fold_list([_mailbox(field, address) for address in dict.fromkeys(addresses)], ",")


def _mailbox(field: str, address: Address) -> str:
    if not can_be_sent_to(address.email):
        raise UnsendableMail(field, f"{address.email[:80]!r} is no address a mail can be sent to")
    name = " ".join(address.name.split())
    if not name:
        return address.email
    if name.isascii() and name.isprintable():
        escaped = name.replace("\\", "").replace('"', "")
        return (
            f'"{escaped}" <{address.email}>'
            if not re.fullmatch(r"[\w ]{1,60}", escaped)
            else f"{escaped} <{address.email}>"
        )
    return f"{encode_words(name, len(field) + 2)} <{address.email}>"


def _date(sent_at_iso: str) -> str:
    try:
        return format_datetime(datetime.fromisoformat(sent_at_iso))
    except ValueError as error:
        raise UnsendableMail("sent_at_iso", f"{sent_at_iso[:40]!r} is no ISO time") from error


def _extra(mail: OutgoingMail) -> list[tuple[str, str]]:
    for name, value in mail.extra_headers:
        if not _FIELD_NAME.fullmatch(name) or name.lower() in _OURS or name.lower().startswith("content-"):
            raise UnsendableMail("extra_headers", f"{name[:60]!r} may not be set from outside")
        if not value.isascii() or not value.isprintable() or len(value) > 900:
            raise UnsendableMail("extra_headers", f"{name} must be one line of printable ASCII")
    return list(mail.extra_headers)


def _plain(body: str) -> str:
    return body.replace("\r\n", "\n").replace("\r", "\n").strip("\n") + "\n"


def _html(body: str) -> str:
    """Return the same words as simple HTML: paragraphs and line breaks, nothing clickable, everything escaped."""
    paragraphs = re.split(r"\n[ \t]*\n+", _plain(body).strip())
    shown = "\n".join(f"<p>{html.escape(piece).replace(chr(10), '<br>' + chr(10))}</p>" for piece in paragraphs)
    return f'<!DOCTYPE html>\n<html><body dir="auto">\n{shown}\n</body></html>\n'


def _quoted_printable(text: str) -> str:
    data = text.replace("\x00", "").encode("utf-8", "replace")
    encoded = binascii.b2a_qp(data, istext=True).decode("ascii").replace("\r\n", "\n")
    # A relay may not see a line that begins with "From " or is a lone dot.
    safe = re.sub(r"^From ", "=46rom ", encoded, flags=re.MULTILINE)
    return re.sub(r"^\.", "=2E", safe, flags=re.MULTILINE).replace("\n", "\r\n").rstrip("\r\n") + "\r\n"
