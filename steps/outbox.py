"""How is a draft sent once, whoever it is for?

A draft that carries our key is adopted instead of laid again; it is sent over a
transport that never repeats a request; and after any unclear answer Gmail is
looked into before anything is done again: still a draft, send; our key in the
thread, done; neither, a person discarded it. It knows neither negotiations nor
what a mail says.
"""

from dataclasses import dataclass
from typing import Any

import structlog
from sqlalchemy.orm import Session

from negotiation.errors import TheirFault
from steps import connections
from steps.clients.faults import NotFound, Throttled, Unclear
from steps.clients.gmail_answers import FoundMail
from steps.ledger.attempts import begin_attempt
from steps.ledger.tables import mails
from steps.mail.parsed import MailKind
from steps.sending_slots import note_block

_log = structlog.get_logger("parley.mail")
# Gmail's hiccups last seconds; what lasts longer is its sending block.
_BLOCK_SECONDS = 60.0


class DraftDiscarded(TheirFault):
    """The draft is neither in the drafts nor in the thread: a person threw it away."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key

    def __str__(self) -> str:
        return f"the draft {self.key} was discarded in Gmail: a person has to decide what to say instead"


class ConversationDeleted(TheirFault):
    """The thread is gone from Gmail: a person deleted it for good, or the sheet names one that never was there."""

    def __init__(self, thread_id: str) -> None:
        super().__init__(thread_id)
        self.thread_id = thread_id

    def __str__(self) -> str:
        return (
            "Somebody deleted this conversation in Gmail for good, and Parley has not written into it. Offer an amount "
            "to write to them in a new conversation, release it to go on waiting for them there, or stop it."
        )


@dataclass(frozen=True, slots=True)
class SavedDraft:
    """A draft in Gmail; without a ``draft_id`` it has been sent already."""

    key: str
    draft_id: str
    thread_id: str


@dataclass(frozen=True, slots=True)
class SentMail:
    """A mail that went out, as Gmail knows it; ids without angle brackets."""

    key: str
    message_id: str
    thread_id: str
    rfc_message_id: str
    subject: str
    at_ms: int = 0  # when Gmail sent it


def keep_sent(session: Session, sent: SentMail, **known: Any) -> None:
    """Keep a mail of ours that went out, with what else is *known* of its row."""
    # The mailbox may have read it from the SENT folder before we got here.
    session.execute(mails.delete().where(mails.c.message_id == sent.message_id))
    session.execute(
        mails.insert().values(
            message_id=sent.message_id,
            thread_id=sent.thread_id,
            rfc_message_id=sent.rfc_message_id,
            key=sent.key,
            outgoing=True,
            kind=MailKind.PERSON,
            facts={},
            **known,
        )
    )


async def adopt(key: str, thread_id: str, to: str) -> SavedDraft | None:
    """Return what Gmail holds under *key* already; stray drafts with the same key are removed."""
    gmail = connections.current().gmail
    found = await _find_by_key(key, thread_id, to)
    if found.sent:
        return SavedDraft(key, "", found.sent.thread_id)
    for stray in found.drafts[1:]:
        await gmail.delete_draft(stray.draft_id)
    return SavedDraft(key, found.drafts[0].draft_id, found.drafts[0].thread_id) if found.drafts else None


async def find(saved: SavedDraft, thread_id: str, to: str) -> FoundMail:
    """Return what Gmail holds under our key now."""
    return await _find_by_key(saved.key, saved.thread_id or thread_id, to)


async def _find_by_key(key: str, thread_id: str, to: str) -> FoundMail:
    gmail = connections.current().gmail
    try:
        return await gmail.find_by_key(key, thread_id or None, to)
    except NotFound:
        # A thread of one draft goes when the draft is thrown away or gets another subject; a person may delete any.
        return await gmail.find_by_key(key, None, to)


async def send_once(saved: SavedDraft, thread_id: str, to: str) -> SentMail:
    """Send the draft once; call it again after any fault and it is still one mail.

    Raises DraftDiscarded when a person removed the draft.
    """
    if saved.draft_id:
        await begin_attempt(f"send/{saved.key}")
        try:
            sent = await connections.current().gmail.send_draft(saved.draft_id)
        except Throttled as throttled:
            if throttled.retry_after_seconds >= _BLOCK_SECONDS:
                await note_block(throttled.retry_after_seconds)
            raise
        except (NotFound, Unclear) as doubt:
            _log.info("mail.unclear", key=saved.key, doubt=str(doubt))
        else:
            return await _as_sent(saved.key, sent.message_id, sent.thread_id)
    return await _look(saved, thread_id, to)


async def _look(saved: SavedDraft, thread_id: str, to: str) -> SentMail:
    """Find out what became of the draft; Unclear asks to be called again."""
    found = await find(saved, thread_id, to)
    if found.sent:
        return await _as_sent(saved.key, found.sent.message_id, found.sent.thread_id)
    if found.drafts:
        raise Unclear("gmail", "the draft is still there: it was not sent")
    raise DraftDiscarded(saved.key)


async def _as_sent(key: str, message_id: str, thread_id: str) -> SentMail:
    """Read the mail back: Gmail may have given it another Message-ID, and threading needs the real one."""
    try:
        thread = await connections.current().gmail.thread_message_headers(thread_id)
    except NotFound:  # deleted in this instant: the mail went out all the same
        thread = ()
    mail = next((mail for mail in thread if mail.message_id == message_id), None)
    if mail is None:
        return SentMail(key, message_id, thread_id, "", "")
    rfc_message_id = mail.headers.get("message-id", "").strip("<> ")
    return SentMail(key, message_id, thread_id, rfc_message_id, mail.headers.get("subject", ""), mail.internal_date_ms)
