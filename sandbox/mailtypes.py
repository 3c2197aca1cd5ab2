"""What do a mailbox and a simulated creator say to each other?

Two plain facts: a mail that reached a creator, and a mail a creator means to
send. Nothing here knows how mail is delivered or why a creator answers.
"""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class ReceivedMail:
    """One mail from the team as a creator's mailbox shows it.

    ``address`` is the creator's own address; ``thread_key`` is the same for
    every mail of one conversation; ``at_seconds`` counts from the sandbox's
    start on a clock that never goes back.
    """

    address: str
    from_address: str
    subject: str
    body_text: str
    message_id: str
    references: tuple[str, ...]
    thread_key: str
    at_seconds: float


@dataclass(frozen=True, slots=True)
class PlannedReply:
    """A raw RFC 5322 mail that reaches the team's mailbox after ``delay_seconds``.

    A raw mail whose From is the team's own address is a colleague answering
    from the shared mailbox: it is sent to its recipients and lies in SENT.
    """

    delay_seconds: float
    raw: bytes


class Creators(Protocol):
    """Everybody outside the team: asked once for each mail that reaches them."""

    def on_mail(self, mail: ReceivedMail) -> list[PlannedReply]:
        """Return the mails that *mail* will cause, possibly none."""
        ...
