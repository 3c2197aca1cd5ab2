"""Which mails are new in the mailbox, and are they safe in the ledger?

Reads Gmail's history from the stored cursor and stores every message once,
before anything is decided about it. The cursor moves only after that, so a
crash reads the same stretch again and stores nothing twice.
"""

import asyncio
from dataclasses import asdict, dataclass

import sqlalchemy as sa
import structlog
from sqlalchemy.orm import Session

from steps import connections
from steps.clients.faults import CursorExpired, NotFound, Refused, Unavailable
from steps.clients.gmail_answers import HistoryPage, RawMail
from steps.clock import now_ms
from steps.durable import effect, record
from steps.ledger import store
from steps.ledger.attempts import attempted_at_ms, begin_attempt, forgotten_since_ms
from steps.ledger.tables import cursors, mails, pushes
from steps.mail.parse import parse_mail
from steps.mail.parsed import MailKind, ParsedMail
from steps.mail.people import plain_address

CURSOR = "gmail-history"
# A store restored from before its first look has a past all the same; Gmail answers that this place is too old.
_BEFORE_EVERYTHING = 1
_DAY_MS = 86_400_000
_RESYNC_AT_LEAST_MS, _RESYNC_AT_MOST_MS = 7 * _DAY_MS, 30 * _DAY_MS
_RAW_KEPT = 1_000_000  # bytes; what is longer is evidence enough at its beginning
_IGNORED_LABELS = frozenset({"DRAFT", "CHAT", "TRASH"})
# Gmail announces a mail seconds before it gives it; after that, one it does not give must not hold the others up.
_LATE_FOR_MS = 60_000
_PUSHES_OVERTAKE_MS = 60_000  # a push may tell of more than a look saw that ended after it came
# One mail that Gmail does not give us for so long, while it gives us others, is a person's to look at.
_GIVE_UP_AFTER_MS = 900_000

_log = structlog.get_logger("parley.mail")


@dataclass(frozen=True, slots=True)
class Fetched:
    """The mailbox's news: messages stored by this look, oldest first, and the cursor to keep after routing them."""

    message_ids: tuple[str, ...]
    newest_history_id: int
    resynced: bool = False
    missed: int = 0  # mails that Gmail did not give us this time; the cursor stays before them


@effect("fetch_mail")
async def fetch_mail() -> Fetched:
    """Store every message since the cursor and return those that still have to be routed."""
    gmail = connections.current().gmail
    start = await asyncio.to_thread(read_cursor)
    if start is None and await forgotten_since_ms() is not None:
        start = _BEFORE_EVERYTHING
    if start is None:
        # The first start: what was in the mailbox before Parley came is not Parley's.
        return Fetched((), (await gmail.profile()).history_id)
    page, resynced = await _news(start)
    missed = await _store_all(page)
    reached = start if missed else page.newest_history_id
    return Fetched(await asyncio.to_thread(_unrouted), reached, resynced, missed)


async def _news(start: int) -> tuple[HistoryPage, bool]:
    gmail = connections.current().gmail
    try:
        return await gmail.history(start), False
    except CursorExpired:
        # Gmail forgot where we were: look at the days since then whole; what is known is not stored again.
        newest = (await gmail.profile()).history_id
        since_ms = await asyncio.to_thread(_resync_since_ms)
        recent = await gmail.list_recent(f"in:anywhere after:{since_ms // 1000} -in:drafts -in:chats")
        return HistoryPage(recent, newest), True


def is_behind() -> bool:
    """Tell whether Gmail may hold mail that no look has brought in: announced since, or come while we were away."""
    links, window = connections.current(), _PUSHES_OVERTAKE_MS
    with store.current().reading() as connection:
        read = connection.execute(sa.select(cursors.c.value, cursors.c.at_ms).where(cursors.c.name == CURSOR)).first()
        if read is None or read.at_ms < max(links.since_ms, now_ms() - 2_000 * links.settings.poll_seconds):
            return True
        announced = pushes.c.received_at_ms > read.at_ms - window, pushes.c.history_id > int(read.value)
        return connection.execute(sa.select(pushes.c.push_id).where(*announced).limit(1)).first() is not None


def _resync_since_ms() -> int:
    """Return from when on the mailbox is read anew: a day before the last look, within bounds."""
    with store.current().reading() as connection:
        looked = connection.execute(sa.select(cursors.c.at_ms).where(cursors.c.name == CURSOR)).scalar()
    now = now_ms()
    return min(max((looked or now) - _DAY_MS, now - _RESYNC_AT_MOST_MS), now - _RESYNC_AT_LEAST_MS)


async def _store_all(page: HistoryPage) -> int:
    """Store each message; return how many Gmail did not give us.

    One that cannot be read must not keep the others from being read. When none
    was read, and one may only be late, Unavailable asks to be called again soon.
    """
    given, missed, late = 0, 0, None
    for message_id in page.message_ids:
        try:
            given += await _store_once(message_id)
        except (Unavailable, Refused, NotFound) as fault:
            age_ms = await _missing_for_ms(message_id)
            if age_ms >= _GIVE_UP_AFTER_MS:
                await _leave_to_a_person(message_id, fault, page)
                continue
            missed += 1
            if age_ms < _LATE_FOR_MS and not isinstance(fault, Refused):
                late = Unavailable(fault.vendor, f"it announced message {message_id} and does not give it: {fault}")
    if late is not None and not given:
        raise late
    return missed


async def _store_once(message_id: str) -> bool:
    """Store a message unless it is known; return whether Gmail was asked and answered.

    A message that Gmail has announced and does not know is late, not deleted: the history tells what was deleted.
    """
    route = await asyncio.to_thread(_route_of, message_id)
    if route is not None and route != "spam":
        return False
    raw = await connections.current().gmail.read_raw(message_id)
    if _IGNORED_LABELS.isdisjoint(raw.label_ids):
        parsed = await asyncio.to_thread(parse_mail, raw.raw)
        await asyncio.to_thread(_store, raw, parsed)
    return True


async def _missing_for_ms(message_id: str) -> int:
    """Return for how long Gmail has not given us the message."""
    await begin_attempt(f"read/{message_id}")
    began = await attempted_at_ms(f"read/{message_id}")
    return now_ms() - began if began is not None else 0


async def _leave_to_a_person(message_id: str, fault: Unavailable | Refused | NotFound, page: HistoryPage) -> None:
    """Keep a message that Gmail never gave us as one that a person has to look at."""
    _log.warning("mail.not_given", message_id=message_id, fault=str(fault))
    if isinstance(fault, NotFound) and message_id in page.bare:
        return  # a draft that was sent or thrown away long ago
    unread = RawMail(message_id, f"unread-{message_id}", (), 0, now_ms(), b"", is_cut=True)
    parsed = ParsedMail(MailKind.QUARANTINED, "not_given", subject=f"(message {message_id}: {fault})")
    await asyncio.to_thread(_store, unread, parsed)


def _route_of(message_id: str) -> str | None:
    """Return the route of a stored mail, "" before it is routed, None when it is not stored."""
    with store.current().reading() as connection:
        return connection.execute(sa.select(mails.c.route).where(mails.c.message_id == message_id)).scalar()


def _store(raw: RawMail, parsed: ParsedMail) -> None:
    try:
        with store.current().transaction() as session:
            _insert(session, raw, parsed)
    except (sa.exc.DataError, sa.exc.StatementError, ValueError) as refused:
        if isinstance(refused, sa.exc.OperationalError | sa.exc.InternalError | sa.exc.InterfaceError):
            raise
        # Whatever the database refuses of it, the mail itself is kept, and shown to a person.
        bare = ParsedMail(MailKind.QUARANTINED, f"not_storable:{type(refused).__name__}")
        with store.current().transaction() as session:
            _insert(session, raw, bare)


def _insert(session: Session, raw: RawMail, parsed: ParsedMail) -> None:
    spam = "SPAM" in raw.label_ids
    if not spam:
        # A person took it out of spam: it is met as if it had just come.
        session.execute(mails.delete().where(mails.c.message_id == raw.message_id, mails.c.route == "spam"))
    settings = connections.current().settings
    sent = "SENT" in raw.label_ids
    author = parsed.sender.email if sent else _author(parsed, settings.own_addresses)
    ours = sent or _is_one_of(author, settings.own_addresses)
    kind = MailKind.QUARANTINED if raw.is_cut else parsed.kind
    store.insert_once(
        session,
        mails,
        message_id=raw.message_id,
        thread_id=raw.thread_id,
        outgoing=ours,
        kind=kind,
        key=parsed.parley_key if ours else "",
        rfc_message_id=parsed.message_id[:998],
        references=list(dict.fromkeys((*parsed.references, parsed.in_reply_to))),
        sender=author[:320],
        recipients=[a.email for a in (*parsed.to, *parsed.cc) if a.email],
        subject=parsed.subject[:2_000],
        own_words=parsed.own_words[:50_000],
        facts={
            **_facts(parsed),
            "ours": sorted(settings.own_addresses),
            "cut": raw.is_cut,
            "sent": sent,
            "spam": spam,
        },
        raw=raw.raw[:_RAW_KEPT],
        received_at_ms=raw.internal_date_ms,
        stored_at_ms=now_ms(),
    )


def _author(parsed: ParsedMail, own: frozenset[str]) -> str:
    """Return who wrote the mail; what our own group address passes on is not ours because of that."""
    passed_on = parsed.passed_on_from.email
    return passed_on if passed_on and _is_one_of(parsed.sender.email, own) else parsed.sender.email


def _is_one_of(email: str, own: frozenset[str]) -> bool:
    return plain_address(email) in {plain_address(one) for one in own}


def _facts(parsed: ParsedMail) -> dict[str, object]:
    kept = asdict(parsed)
    for elsewhere in ("text", "own_words", "references", "to", "cc", "bcc", "subject"):
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
