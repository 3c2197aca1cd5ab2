"""Whose mail is this?

By thread, then by the mails it answers, then by a known address with a
matching subject. Unknown mail is kept, counted and left alone. A mail from
our own mailbox without our key is a colleague's: a takeover.
"""

from dataclasses import dataclass

import sqlalchemy as sa
import structlog
from sqlalchemy.orm import Session

from steps.clock import now_ms
from steps.durable import record
from steps.ledger.tables import drafts, mails, negotiations
from steps.mail.parsed import MailKind
from steps.notices import Notice, alert_notice, tell

_log = structlog.get_logger("parley.mail")


@dataclass(frozen=True, slots=True)
class Route:
    """Where one mail goes; ``negotiation_id`` "" means to nobody."""

    message_id: str
    negotiation_id: str
    kind: str  # reply, takeover, ours, unknown, unauthenticated
    notice_keys: tuple[str, ...] = ()


@record("route_mail")
def route_mail(session: Session, message_id: str) -> Route:
    """Find the negotiation of a stored mail, and keep the answer."""
    mail = session.execute(sa.select(mails).where(mails.c.message_id == message_id)).one()
    negotiation_id = _negotiation_of(session, mail) or ""
    kind = _kind(mail, negotiation_id)
    session.execute(
        mails.update()
        .where(mails.c.message_id == message_id)
        .values(negotiation_id=negotiation_id or None, route=kind, routed_at_ms=now_ms())
    )
    ids = {"message_id": message_id, "thread_id": mail.thread_id, "negotiation_id": negotiation_id}
    if kind in ("unknown", "unauthenticated"):
        _log.warning(f"mail.{kind}", **ids)
    else:
        _log.info("mail.routed", route=kind, kind=str(mail.kind), **ids)
    shown: tuple[str, ...] = ()
    if kind == "unauthenticated" or (kind == "unknown" and mail.kind == MailKind.QUARANTINED):
        notice = _shown_to_a_person(mail, kind)
        tell(session, notice)
        shown = (notice.key,)
    return Route(message_id, negotiation_id if kind in ("reply", "takeover") else "", kind, shown)


@record("note_resync")
def note_resync(session: Session, history_id: int) -> tuple[str, ...]:
    """Tell the engineer that the cursor had expired and the last days were read whole."""
    notice = alert_notice(
        f"resync/{history_id}",
        "The mailbox was read anew",
        "Gmail no longer knew our place in its history, so the mails of the last 7 days were compared with the "
        "ledger. Nothing known was handled twice. If Parley was off for longer than that, look for older replies.",
    )
    tell(session, notice)
    return (notice.key,)


def _kind(mail: sa.Row[tuple[object, ...]], negotiation_id: str) -> str:
    if mail.outgoing:
        return "ours" if mail.key or not negotiation_id else "takeover"
    if not negotiation_id:
        return "unknown"
    if mail.facts.get("dmarc") == "fail":
        return "unauthenticated"
    return "reply"


def _negotiation_of(session: Session, mail: sa.Row[tuple[object, ...]]) -> str | None:
    return (
        _by_thread(session, mail)
        or _by_references(session, mail)
        or _by_returned_mail(session, mail)
        or _by_address(session, mail)
    )


def _by_thread(session: Session, mail: sa.Row[tuple[object, ...]]) -> str | None:
    found = session.execute(
        sa.select(negotiations.c.negotiation_id).where(negotiations.c.thread_id == mail.thread_id)
    ).scalar()
    return (
        found
        or session.execute(
            sa.select(mails.c.negotiation_id).where(
                mails.c.thread_id == mail.thread_id,
                mails.c.negotiation_id.is_not(None),
                mails.c.route.in_(("ours", "reply")),
            )
        ).scalar()
    )


def _by_references(session: Session, mail: sa.Row[tuple[object, ...]]) -> str | None:
    if not mail.references:
        return None
    return session.execute(
        sa.select(mails.c.negotiation_id).where(
            mails.c.rfc_message_id.in_([r for r in mail.references if r]), mails.c.negotiation_id.is_not(None)
        )
    ).scalar()


def _by_returned_mail(session: Session, mail: sa.Row[tuple[object, ...]]) -> str | None:
    """A bounce names the mail that came back, or at least whom it was for."""
    key = mail.facts.get("returned_parley_key")
    if key:
        return session.execute(sa.select(drafts.c.negotiation_id).where(drafts.c.key == key)).scalar()
    recipient = mail.facts.get("bounced_recipient")
    return _newest_with(session, recipient) if mail.kind == MailKind.BOUNCE and recipient else None


def _by_address(session: Session, mail: sa.Row[tuple[object, ...]]) -> str | None:
    """A known creator writing anew is heard, in the negotiation that was last in touch with them."""
    if mail.outgoing or mail.kind != MailKind.PERSON or not mail.sender:
        return None
    return _newest_with(session, mail.sender)


def _newest_with(session: Session, email: str) -> str | None:
    return session.execute(
        sa.select(negotiations.c.negotiation_id)
        .where(sa.func.lower(negotiations.c.email) == email.lower())
        .order_by(negotiations.c.updated_at_ms.desc())
        .limit(1)
    ).scalar()


def _shown_to_a_person(mail: sa.Row[tuple[object, ...]], kind: str) -> Notice:
    why = (
        "its sender could not be authenticated (DMARC)" if kind == "unauthenticated" else "it could not be read safely"
    )
    return alert_notice(
        f"mail/{mail.message_id}",
        "A mail was not acted on",
        f"From {mail.sender}, “{mail.subject}”: {why}. See it in Gmail.",
    )
