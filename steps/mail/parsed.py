"""What is known about one mail that came in?

These are the facts every caller may rely on, already bounded and free of NUL
bytes and lone surrogates. Whether the mail belongs to a negotiation is
routing's question, not answered here.
"""

from dataclasses import dataclass
from enum import StrEnum


class MailKind(StrEnum):
    """Who or what wrote the mail."""

    PERSON = "person"
    AUTOMATIC = "automatic"  # a responder, a newsletter, another Parley: never answered
    BOUNCE = "bounce"  # a delivery report or a complaint about a mail of ours
    QUARANTINED = "quarantined"  # could not be read safely: a person looks at it


class DmarcResult(StrEnum):
    """What the receiving server said about the From domain."""

    PASS = "pass"  # noqa: S105 - a mail standard's word, not a secret
    FAIL = "fail"
    NONE = "none"  # not checked, no policy, or no trusted header


@dataclass(frozen=True, slots=True)
class Address:
    """A mailbox: *email* is lower-case and holds exactly one ``@``, or is empty when there was none."""

    name: str
    email: str


NOBODY = Address("", "")


@dataclass(frozen=True, slots=True)
class ParsedMail:
    """One mail as read. Message ids are without angle brackets."""

    kind: MailKind
    reason: str  # why it is of this kind; empty for a person's mail
    message_id: str = ""
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    sender: Address = NOBODY
    passed_on_from: Address = NOBODY  # whose mail this is, when a mailing list sends it on in its own name
    reply_to: tuple[Address, ...] = ()
    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    bcc: tuple[Address, ...] = ()  # of a draft of ours; nobody else's mail shows it
    subject: str = ""
    date_iso: str | None = None  # UTC, from the sender's Date header: a claim, not a fact
    text: str = ""  # the visible text, quotes and all
    own_words: str = ""
    return_date_iso: str | None = None  # out of office until this day (YYYY-MM-DD)
    bounced_recipient: str = ""
    bounce_is_permanent: bool | None = None  # None: the report does not say
    bounce_is_delayed: bool = False  # the mail is still being tried: nobody has to do anything
    returned_message_id: str = ""  # which mail of ours came back
    returned_parley_key: str = ""
    dmarc: DmarcResult = DmarcResult.NONE
    auto_submitted: str = ""  # the header's keyword, "" when absent or "no"
    parley_key: str = ""  # X-Parley-Key of this mail itself
    list_unsubscribe: bool = False
    attachment_names: tuple[str, ...] = ()
