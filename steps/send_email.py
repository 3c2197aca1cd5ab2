"""How does a mail to a creator go out exactly once, and visibly?

By a draft (`outbox`): `save_draft` adopts the draft that carries our key or
lays a new one, its id is checkpointed, `send_draft` sends that draft. The team
sees in Gmail what is about to be said, and what they change there is honoured
once the guard has read it again.

`last_look` belongs before every try, not only the first: between two tries a
cap, an outage or a crash may lie, and hours in which people write.
"""

import asyncio
import hashlib
from dataclasses import dataclass, replace

import sqlalchemy as sa
import structlog

from negotiation.case import Case
from negotiation.letter import Draft, LetterOrder, Stage
from negotiation.terms import Brief
from steps import connections
from steps.clients.faults import NotFound
from steps.clients.gmail import KEY_HEADER
from steps.clients.gmail_answers import SentRef
from steps.clock import now_ms
from steps.durable import effect
from steps.forgotten import said_before
from steps.guard_draft import reasons_against
from steps.ledger import store
from steps.ledger.attempts import attempted_at_ms, begin_attempt, forgotten_since_ms
from steps.ledger.tables import drafts
from steps.mail.compose import OutgoingMail, compose
from steps.mail.parse import parse_mail
from steps.mail.parsed import Address, ParsedMail
from steps.newer_mail import has_newer_mail, is_held_back
from steps.opt_outs import has_opted_out
from steps.outbox import ConversationDeleted, SavedDraft, SentMail, adopt, find, send_once
from steps.sending_slots import NotYet, take_slot
from steps.their_mail import await_their_mail, heard_in_thread

_log = structlog.get_logger("parley.mail")
# A draft is sent right after it was laid unless something came between; only then can a person have changed it. A mail
# can have come that the mailbox has not read, then or while the mailbox is behind.
_NOTHING_HAPPENS_WITHIN_MS = 3_000
# A mail may wait for its slot for days; what speaks against it by then should be seen while it waits.
_LOOK_AGAIN_SECONDS = 14_400.0
_AFTER_SILENCE = (Stage.NUDGE, Stage.CLOSE, Stage.FILLED, Stage.STANDS)


@dataclass(frozen=True, slots=True)
class LastLook:
    """What is found just before sending: newer mail, a person's decision, an opt-out, or a draft that was changed."""

    overtaken: bool
    body: str
    edited: bool = False
    reasons: tuple[str, ...] = ()
    subject: str = ""  # as a person changed it; "" is as we wrote it
    opted_out: bool = False
    went_out: bool = False
    held_back: bool = False


def mail_key(negotiation_id: str, turn: int, stage: Stage) -> str:
    """Return the key that a mail carries in X-Parley-Key: the same for the same mail, telling nothing."""
    return hashlib.sha256(f"{negotiation_id}/{turn}/{stage}".encode()).hexdigest()[:32]


@effect("save_draft")
async def save_draft(brief: Brief, case: Case, key: str, draft: Draft) -> SavedDraft:
    """Adopt the draft that carries *key*, or lay it; strays with the same key are removed.

    Raises ConversationDeleted when its thread is gone.
    """
    if not await begin_attempt(f"draft/{key}"):
        if found := await adopt(key, case.thread.thread_id, brief.creator.email):
            return found
        due = outgoing(brief, case, key, draft)
        if before := await said_before(due, case.thread.thread_id or None, brief.creator.email):
            return SavedDraft(before.headers[KEY_HEADER.lower()], "", before.thread_id)
    gmail = connections.current().gmail
    try:
        laid = await gmail.create_draft(compose(outgoing(brief, case, key, draft)), case.thread.thread_id or None)
    except NotFound:
        raise ConversationDeleted(case.thread.thread_id) from None
    return SavedDraft(key, laid.draft_id, laid.thread_id)


@effect("last_look")
async def last_look(brief: Brief, case: Case, order: LetterOrder, draft: Draft, saved: SavedDraft) -> LastLook:
    """Look once more before sending: for newer mail, decisions, an opt-out, and at the draft as it lies in Gmail now.

    A person's edit is guarded like a machine's words, and laid anew under our
    key. Raises NotYet while the mail has to wait for its slot, or for theirs that is under way.
    """
    if sent := await _went_out(brief, case, saved):
        return await _as_it_went(brief, case, order, draft, saved.key, sent)
    # Agreed terms are read back whatever they write next, unless the deal fell through meanwhile; every other mail
    # answers what is no longer the last word.
    may_be_stale = order.stage is not Stage.CONFIRM
    if may_be_stale:
        if await asyncio.to_thread(has_opted_out, (brief.creator.email, *case.thread.to)):
            return LastLook(overtaken=False, body=draft.body, opted_out=True)
        if await asyncio.to_thread(has_newer_mail, case.negotiation_id):
            return LastLook(overtaken=True, body=draft.body)
    if await asyncio.to_thread(is_held_back, case.negotiation_id, is_agreed=not may_be_stale):
        return LastLook(overtaken=True, body=draft.body, held_back=True)
    await _wait_for_slot(saved.key)
    looked = order.stage in _AFTER_SILENCE
    if looked and await heard_in_thread(case):
        return LastLook(overtaken=True, body=draft.body)
    if may_be_stale:
        # It may be a responder's, and then our answer stands.
        await await_their_mail(brief, case, be_sure=not await _is_fresh(saved), looked=looked)
    return await _as_it_lies(brief, case, order, draft, saved)


async def _wait_for_slot(key: str) -> None:
    try:
        await take_slot(key)
    except NotYet as later:
        raise NotYet(min(later.retry_after_seconds, _LOOK_AGAIN_SECONDS), later.why) from None


async def _went_out(brief: Brief, case: Case, saved: SavedDraft) -> SentRef | None:
    """Return the mail if an earlier try has sent it after all, or a life that a restored store has forgotten."""
    tried = await attempted_at_ms(f"send/{saved.key}") is not None or await forgotten_since_ms() is not None
    if not tried and saved.draft_id:
        return None
    return (await find(saved, case.thread.thread_id, brief.creator.email)).sent


async def _as_it_went(brief: Brief, case: Case, order: LetterOrder, draft: Draft, key: str, sent: SentRef) -> LastLook:
    """Return what went out, in the words in which it did; what it says besides the order is a person's to see."""
    mail = await asyncio.to_thread(parse_mail, (await connections.current().gmail.read_raw(sent.message_id)).raw)
    ordered = compose(outgoing(brief, case, key, draft))
    if mail.text.split() == parse_mail(ordered).text.split():
        return LastLook(overtaken=False, body=draft.body, went_out=True)
    said = replace(draft, subject=mail.subject or draft.subject, body=mail.text.strip())
    reasons = tuple(reasons_against(brief, order, said))
    return LastLook(overtaken=False, body=said.body, edited=True, reasons=reasons, went_out=True)


async def _is_fresh(saved: SavedDraft) -> bool:
    """Tell whether the draft was laid just now, and for nobody to look at."""
    if await asyncio.to_thread(_was_held, saved.key):
        return False
    laid_at_ms = await attempted_at_ms(f"draft/{saved.key}")
    return laid_at_ms is not None and 0 <= now_ms() - laid_at_ms < _NOTHING_HAPPENS_WITHIN_MS


def _was_held(key: str) -> bool:
    with store.current().reading() as connection:
        return connection.execute(sa.select(drafts.c.key).where(drafts.c.key == key)).first() is not None


async def _as_it_lies(brief: Brief, case: Case, order: LetterOrder, draft: Draft, saved: SavedDraft) -> LastLook:
    """Read the draft back, unless nobody can have changed it."""
    as_written = LastLook(overtaken=False, body=draft.body)
    if not saved.draft_id or await _is_fresh(saved):
        return as_written
    gmail = connections.current().gmail
    try:
        mail = await asyncio.to_thread(parse_mail, (await gmail.get_draft(saved.draft_id)).raw)
    except NotFound:
        return as_written  # sending finds out what became of it
    ordered = outgoing(brief, case, saved.key, draft)
    laid = parse_mail(compose(ordered))
    if _same(mail, laid):
        return as_written
    subject = mail.subject if not ordered.in_reply_to and mail.subject != laid.subject else ""
    edited = replace(draft, subject=subject or draft.subject, body=mail.text.strip())
    reasons = (*reasons_against(brief, order, edited), *_other_people(mail, laid))
    if not reasons:
        # Gmail's own editor does not keep our key, and a mail without it could not be found again.
        await gmail.update_draft(
            saved.draft_id, compose(outgoing(brief, case, saved.key, edited)), saved.thread_id or None
        )
    return LastLook(overtaken=False, body=edited.body, edited=True, reasons=reasons, subject=subject)


def _same(mail: ParsedMail, laid: ParsedMail) -> bool:
    return (
        mail.text.split() == laid.text.split()
        and mail.subject == laid.subject
        and mail.parley_key == laid.parley_key
        and not _other_people(mail, laid)
    )


def _other_people(mail: ParsedMail, laid: ParsedMail) -> tuple[str, ...]:
    """Return why the draft may not go to whom it is addressed now."""
    there = {one.email for one in (*mail.to, *mail.cc, *mail.bcc)}
    ordered = {one.email for one in (*laid.to, *laid.cc)}
    added, missing = sorted(there - ordered), sorted(ordered - there)
    reasons = [f"addressed to {', '.join(added)}, who are not in this conversation"] if added else []
    return (*reasons, *([f"no longer addressed to {', '.join(missing)}"] if missing else ()))


@effect("send_draft")
async def send_draft(brief: Brief, case: Case, saved: SavedDraft) -> SentMail:
    """Send the draft once; call it again after any fault and it is still one mail.

    Raises DraftDiscarded when a person removed the draft.
    """
    return await send_once(saved, case.thread.thread_id, brief.creator.email)


@effect("discard_draft")
async def discard_draft(saved_draft_id: str) -> None:
    """Remove a draft that newer mail made stale; one that is gone already is fine."""
    if saved_draft_id:
        await connections.current().gmail.delete_draft(saved_draft_id)


def outgoing(brief: Brief, case: Case, key: str, draft: Draft) -> OutgoingMail:
    """Return the mail: to the creator, and to whom the thread showed us, never to anyone its text names."""
    settings, thread = connections.current().settings, case.thread
    to = thread.to or (brief.creator.email,)
    return OutgoingMail(
        key=key,
        sender=Address(settings.sender_name, settings.gmail_address),
        to=tuple(Address(brief.creator.name if email == brief.creator.email else "", email) for email in to),
        cc=tuple(Address("", email) for email in thread.cc),
        subject=thread.subject or draft.subject,
        body=draft.body,
        in_reply_to=thread.references[-1] if thread.references else "",
        references=thread.references,
    )
