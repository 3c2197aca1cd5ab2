"""What did a store that was restored from a backup forget having said?

Turns are numbered anew after a restore, so a mail may be due under another key
than it went out with. But each mail of ours answers one Message-ID, and no two
answer the same: a mail of ours that answers it, and whose key the books do not
know, is the one that is due. An opening answers nothing and is known by its
subject. A store that was never restored forgets nothing and asks nobody.
"""

import asyncio
from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.orm import Session

from negotiation.amounts import AmountKind, find_amounts
from negotiation.case import Case
from steps import connections
from steps.clients.faults import NotFound
from steps.clients.gmail import KEY_HEADER
from steps.clients.gmail_answers import ThreadMessage
from steps.ledger import store
from steps.ledger.attempts import RESTORED, forgotten_since_ms
from steps.ledger.tables import attempts, cursors, drafts, mails
from steps.mail.compose import OutgoingMail

_CLOCKS_DIFFER_MS = 3_600_000
_KEY = KEY_HEADER.lower()


async def said_before(due: OutgoingMail, thread_id: str | None, to: str) -> ThreadMessage | None:
    """Return the mail that went out in the place of *due*, if the store was restored and has forgotten it."""
    since_ms = await forgotten_since_ms()
    if since_ms is None:
        return None
    gmail = connections.current().gmail
    try:
        sent = await gmail.sent_mails(thread_id, to)
    except NotFound:
        sent = await gmail.sent_mails(None, to)
    fits = [
        mail
        for mail in sent
        if _KEY in mail.headers and mail.internal_date_ms >= since_ms - _CLOCKS_DIFFER_MS and _stands_for(mail, due)
    ]
    known = await asyncio.to_thread(_known, [mail.headers[_KEY] for mail in fits])
    return next((mail for mail in fits if mail.headers[_KEY] not in known), None)


def _stands_for(mail: ThreadMessage, due: OutgoingMail) -> bool:
    answered = mail.headers.get("in-reply-to", "").strip("<> ")
    if due.in_reply_to:
        return answered == due.in_reply_to.strip("<> ")
    people = mail.headers.get("to", "").lower()
    return not answered and mail.headers.get("subject") == due.subject and due.to[0].email.lower() in people


def _known(keys: Iterable[str]) -> set[str]:
    """Return which of *keys* the books have laid or sent since they remember."""
    wanted = list(keys)
    tried = sa.select(attempts.c.key).where(attempts.c.key.in_([f"draft/{key}" for key in wanted]))
    kept = sa.select(drafts.c.key).where(drafts.c.key.in_(wanted))
    with store.current().reading() as connection:
        laid = {key.removeprefix("draft/") for key in connection.execute(tried).scalars()}
        return laid | set(connection.execute(kept).scalars())


def came_before_restore(session: Session, message_id: str) -> bool:
    """Tell whether a mail is older than the restore of this store, which may have forgotten what answers it."""
    restored = sa.select(cursors.c.at_ms).where(cursors.c.name == RESTORED).scalar_subquery()
    before = mails.c.message_id == message_id, mails.c.received_at_ms <= restored
    return session.execute(sa.select(mails.c.message_id).where(*before)).first() is not None


def is_of(negotiation_id: str, thread_id: str | None) -> sa.ColumnElement[bool]:
    """Select mail of the negotiation, and what is nobody's in its thread: its campaign was ordered again since."""
    nobodys = mails.c.negotiation_id.is_(None) & (mails.c.thread_id == thread_id)
    return sa.or_(mails.c.negotiation_id == negotiation_id, nobodys)


def names_forgotten_offer(session: Session, case: Case, before_ms: int) -> bool:
    """Tell, once, whether a mail that we have forgotten named another amount than our last offer before *before_ms*.

    Whoever answers such a mail says yes or no to an offer that is not in the books.
    """
    if session.execute(sa.select(cursors.c.name).where(cursors.c.name == RESTORED)).first() is None:
        return False
    unknown = (
        is_of(case.negotiation_id, case.thread.thread_id),
        mails.c.outgoing,
        mails.c.key != "",
        mails.c.handled_turn.is_(None),
        mails.c.received_at_ms < before_ms,
        mails.c.key.not_in(sa.select(drafts.c.key).where(drafts.c.status == "sent")),
    )
    words = session.execute(sa.select(mails.c.own_words).where(*unknown)).scalars().all()
    session.execute(mails.update().where(*unknown).values(handled_turn=case.turn))
    ours = case.history.ours()
    standing = {ours[-1].fee_cents} if ours else set()
    currency = ours[-1].currency if ours else "USD"
    named = {
        amount.cents for text in words for amount in find_amounts(text, currency) if amount.kind is AmountKind.MONEY
    }
    return bool(named - standing)
