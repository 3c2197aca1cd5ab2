"""Which mails are new in the mailbox, and are they safe in the ledger?

Reads Gmail's history from the stored cursor and stores every message once,
before anything is decided about it. The cursor moves only after that, so a
crash reads the same stretch again and stores nothing twice.
"""

import asyncio
from dataclasses import asdict, dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from steps import connections
from steps.clients.faults import CursorExpired, NotFound
from steps.clients.gmail_answers import HistoryPage, RawMail
from steps.clock import now_ms
from steps.durable import effect, record
from steps.ledger import store
from steps.ledger.tables import cursors, mails
from steps.mail.parse import parse_mail
from steps.mail.parsed import MailKind, ParsedMail

CURSOR = "gmail-history"
_RESYNC_QUERY = "in:anywhere newer_than:7d -in:drafts -in:chats"
_RAW_KEPT = 1_000_000  # bytes; what is longer is evidence enough at its beginning
_IGNORED_LABELS = frozenset({"DRAFT", "CHAT", "TRASH", "SPAM"})


@dataclass(frozen=True, slots=True)
class Fetched:
    """The mailbox's news: messages stored by this look, oldest first, and the cursor to keep after routing them."""

    message_ids: tuple[str, ...]
    newest_history_id: int
    resynced: bool = False


@effect("fetch_mail")
async def fetch_mail() -> Fetched:
    """Store every message since the cursor and return those that still have to be routed."""
    gmail = connections.current().gmail
    start = await asyncio.to_thread(read_cursor)
    if start is None:
        # The first start: what was in the mailbox before Parley came is not Parley's.
        return Fetched((), (await gmail.profile()).history_id)
    page, resynced = await _news(start)
    for message_id in page.message_ids:
        await _store_once(message_id)
    return Fetched(await asyncio.to_thread(_unrouted), page.newest_history_id, resynced)


async def _news(start: int) -> tuple[HistoryPage, bool]:
    gmail = connections.current().gmail
    try:
        return await gmail.history(start), False
    except CursorExpired:
        # Gmail forgot where we were: look at the last days whole; what is known is not stored again.
        newest = (await gmail.profile()).history_id
        recent = await gmail.list_recent(_RESYNC_QUERY)
        return HistoryPage(recent, newest), True


async def _store_once(message_id: str) -> None:
    if await asyncio.to_thread(_is_stored, message_id):
        return
    try:
        raw = await connections.current().gmail.read_raw(message_id)
    except NotFound:
        return  # deleted, or a draft that has become another message
    if _IGNORED_LABELS.isdisjoint(raw.label_ids):
        await asyncio.to_thread(_store, raw)


def _is_stored(message_id: str) -> bool:
    with store.current().reading() as connection:
        query = sa.select(mails.c.message_id).where(mails.c.message_id == message_id)
        return connection.execute(query).first() is not None


def _store(raw: RawMail) -> None:
    parsed = parse_mail(raw.raw)
    with store.current().transaction() as session:
        _insert(session, raw, parsed)


def _insert(session: Session, raw: RawMail, parsed: ParsedMail) -> None:
    if session.execute(sa.select(mails.c.message_id).where(mails.c.message_id == raw.message_id)).first():
        return
    settings = connections.current().settings
    ours = parsed.sender.email in settings.own_addresses or "SENT" in raw.label_ids
    kind = MailKind.QUARANTINED if raw.is_cut else parsed.kind
    session.execute(
        mails.insert().values(
            message_id=raw.message_id,
            thread_id=raw.thread_id,
            outgoing=ours,
            kind=kind,
            key=parsed.parley_key if ours else "",
            rfc_message_id=parsed.message_id[:998],
            references=list(dict.fromkeys((*parsed.references, parsed.in_reply_to))),
            sender=parsed.sender.email[:320],
            recipients=[a.email for a in (*parsed.to, *parsed.cc) if a.email],
            subject=parsed.subject[:2_000],
            own_words=parsed.own_words[:50_000],
            facts={**_facts(parsed), "ours": sorted(settings.own_addresses), "cut": raw.is_cut},
            raw=raw.raw[:_RAW_KEPT],
            received_at_ms=raw.internal_date_ms,
            stored_at_ms=now_ms(),
        )
    )


def _facts(parsed: ParsedMail) -> dict[str, object]:
    kept = asdict(parsed)
    for elsewhere in ("text", "own_words", "references", "to", "cc", "subject"):
        del kept[elsewhere]
    return kept


def read_cursor() -> int | None:
    """Return the history id up to which the mailbox has been read; None before the first start."""
    with store.current().reading() as connection:
        value = connection.execute(sa.select(cursors.c.value).where(cursors.c.name == CURSOR)).scalar()
    return int(value) if value is not None else None


def _unrouted() -> tuple[str, ...]:
    query = sa.select(mails.c.message_id).where(mails.c.routed_at_ms.is_(None)).order_by(mails.c.received_at_ms)
    with store.current().reading() as connection:
        return tuple(connection.execute(query.limit(500)).scalars())


@record("move_cursor")
def move_cursor(session: Session, history_id: int) -> None:
    """Keep how far the mailbox has been read; it never moves back."""
    known = session.execute(sa.select(cursors.c.value).where(cursors.c.name == CURSOR)).scalar()
    if known is None:
        session.execute(cursors.insert().values(name=CURSOR, value=str(history_id), at_ms=now_ms()))
    elif int(known) <= history_id:
        session.execute(cursors.update().where(cursors.c.name == CURSOR).values(value=str(history_id), at_ms=now_ms()))
