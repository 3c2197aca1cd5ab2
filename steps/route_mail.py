"""Whose mail is this?

By thread, then by the mails it answers, then by a known address, best with a
matching subject. What we told our own people, its answers and its bounces are
nobody's negotiation. Unknown mail is kept, counted and left alone. A mail from
our own mailbox without our key is a colleague's: a takeover. What could not be
authenticated, lies in spam, or is older than the negotiation is not acted on.
"""

import re
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
import structlog
from sqlalchemy.orm import Session

from steps.clock import now_ms
from steps.durable import record
from steps.forgotten import is_of
from steps.ledger.tables import drafts, mails, negotiations
from steps.mail.compose import reply_subject
from steps.mail.parsed import MailKind
from steps.mail.people import plain_address
from steps.newer_mail import WAITING_MAIL
from steps.notices import Notice, alert_notice, tell
from steps.untold_deals import TEAM_KEY

# Gmail's clock stamps the mail, ours the negotiation.
_CLOCKS_DIFFER_MS = 3_600_000
_CANDIDATES = 20

_log = structlog.get_logger("parley.mail")


@dataclass(frozen=True, slots=True)
class Route:
    """Where one mail goes; ``negotiation_id`` "" means to nobody.

    ``earlier`` are mails of the same negotiation, oldest first, that came before it and that no turn has taken up:
    after a crash another look may still be on its way with them.
    """

    message_id: str
    negotiation_id: str
    kind: str  # reply, takeover, ours, unknown, unauthenticated, spam, old, team
    notice_keys: tuple[str, ...] = ()
    earlier: tuple[str, ...] = ()


@record("route_mail")
def route_mail(session: Session, message_id: str) -> Route:
    """Find the negotiation of a stored mail, and keep the answer."""
    mail = session.execute(sa.select(mails).where(mails.c.message_id == message_id)).one()
    in_thread = _by_thread(session, mail)
    is_teams = in_thread is None and _is_teams(session, mail)
    negotiation_id = in_thread or ("" if is_teams else _negotiation_of(session, mail) or "")
    kind = "team" if is_teams else _kind(session, mail, negotiation_id)
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
    unreadable = kind == "unknown" and mail.kind == MailKind.QUARANTINED and not mail.facts.get("spam")
    came_back = is_teams and mail.kind == MailKind.BOUNCE
    if kind in ("unauthenticated", "spam") or unreadable or came_back:
        notice = _shown_to_a_person(mail, kind)
        tell(session, notice)
        shown = (notice.key,)
    if kind not in ("reply", "takeover"):
        return Route(message_id, "", kind, shown)
    _take_along(session, mail, negotiation_id)
    return Route(message_id, negotiation_id, kind, shown, _earlier(session, mail, negotiation_id))


def _take_along(session: Session, mail: sa.Row[Any], negotiation_id: str) -> None:
    """Bring home with *mail* what was nobody's in its thread: what they had answered to a mail of ours before it.

    It came in while a restored store knew nothing of its campaign; a yes must not be heard before the ask it follows.
    What is more than an answer, or less, waits for its own turn to be routed.
    """
    ours = mails.alias()
    said = ours.c.thread_id == mail.thread_id, ours.c.outgoing, ours.c.key != ""
    began_ms = session.execute(sa.select(sa.func.min(ours.c.received_at_ms)).where(*said)).scalar()
    if began_ms is None:
        return
    nobodys = sa.select(mails).where(
        mails.c.thread_id == mail.thread_id,
        mails.c.route.in_(("", "unknown")),
        mails.c.outgoing.is_(False),
        mails.c.received_at_ms > began_ms,
        mails.c.received_at_ms < mail.received_at_ms,
    )
    for one in session.execute(nobodys).all():
        if _kind(session, one, negotiation_id) == "reply":
            home = {"negotiation_id": negotiation_id, "route": "reply", "routed_at_ms": now_ms()}
            session.execute(mails.update().where(mails.c.message_id == one.message_id).values(**home))


def _earlier(session: Session, mail: sa.Row[Any], negotiation_id: str) -> tuple[str, ...]:
    waiting = (mails.c.negotiation_id == negotiation_id, *WAITING_MAIL, mails.c.received_at_ms < mail.received_at_ms)
    found = sa.select(mails.c.message_id).where(*waiting).order_by(mails.c.received_at_ms).limit(_CANDIDATES)
    return tuple(session.execute(found).scalars())


@record("note_unroutable")
def note_unroutable(session: Session, message_id: str, fault: str) -> tuple[str, ...]:
    """Show a person a mail that our own code stumbles over; it is tried again with each look."""
    notice = alert_notice(
        f"mail/{message_id}",
        "A mail could not be brought home",
        f"Gmail's message {message_id} was stored, and routing it failed: {fault}. The other mails go on.",
    )
    tell(session, notice)
    return (notice.key,)


@record("note_resync")
def note_resync(session: Session, history_id: int) -> tuple[str, ...]:
    """Tell the engineer that the cursor had expired and the last days were read whole."""
    notice = alert_notice(
        f"resync/{history_id}",
        "The mailbox was read anew",
        "Gmail no longer knew our place in its history, so the mails since our last look were compared with the "
        "ledger. Nothing known was handled twice. If Parley was off for more than 30 days, look for older replies.",
    )
    tell(session, notice)
    return (notice.key,)


def _kind(session: Session, mail: sa.Row[Any], negotiation_id: str) -> str:
    # Anybody can put our address into From; Gmail's own label cannot be forged.
    forged = mail.facts.get("dmarc") == "fail" and not mail.facts.get("sent")
    if mail.outgoing and not (negotiation_id and forged):
        return _kind_of_ours(session, mail, negotiation_id)
    if not negotiation_id:
        return "unknown"
    if mail.facts.get("spam"):
        return "spam"
    if forged:
        return "unauthenticated"
    return "old" if _is_older(session, mail, negotiation_id) else "reply"


def _kind_of_ours(session: Session, mail: sa.Row[Any], negotiation_id: str) -> str:
    # The shared mailbox may have a responder of its own; that is no colleague.
    by_hand = not mail.key and mail.kind != MailKind.AUTOMATIC
    return "takeover" if negotiation_id and by_hand and not _is_older(session, mail, negotiation_id) else "ours"


def _is_older(session: Session, mail: sa.Row[Any], negotiation_id: str) -> bool:
    """Tell whether the mail was there before the negotiation: a resync and an adopted thread bring such mail."""
    began = session.execute(
        sa.select(negotiations.c.created_at_ms).where(negotiations.c.negotiation_id == negotiation_id)
    ).scalar()
    # A campaign that a restored store had forgotten is ordered again, after its first mails went out.
    spoke = session.execute(
        sa.select(sa.func.min(mails.c.received_at_ms)).where(
            is_of(negotiation_id, mail.thread_id), mails.c.outgoing, mails.c.key != ""
        )
    ).scalar()
    return began is not None and mail.received_at_ms < min(began, spoke or began) - _CLOCKS_DIFFER_MS


def _negotiation_of(session: Session, mail: sa.Row[Any]) -> str | None:
    return _by_references(session, mail) or _by_returned_mail(session, mail) or _by_address(session, mail)


def _is_teams(session: Session, mail: sa.Row[Any]) -> bool:
    """Tell whether the mail is one to our own people about a deal, or answers or returns one."""
    if any((key or "").startswith(TEAM_KEY) for key in (mail.key, mail.facts.get("returned_parley_key"))):
        return True
    answered = [reference for reference in mail.references if reference]
    near = sa.or_(mails.c.thread_id == mail.thread_id, mails.c.rfc_message_id.in_(answered))
    return (
        session.execute(sa.select(mails.c.key).where(near, mails.c.key.startswith(TEAM_KEY)).limit(1)).first()
        is not None
    )


def _by_thread(session: Session, mail: sa.Row[Any]) -> str | None:
    # Two campaigns may share a thread; the one that was last in touch is meant.
    found = session.execute(
        sa.select(negotiations.c.negotiation_id)
        .where(negotiations.c.thread_id == mail.thread_id)
        .order_by(negotiations.c.live.desc(), negotiations.c.updated_at_ms.desc())
        .limit(1)
    ).scalar()
    return (
        found
        or session.execute(
            sa.select(mails.c.negotiation_id)
            .where(
                mails.c.thread_id == mail.thread_id,
                mails.c.negotiation_id.is_not(None),
                mails.c.route.in_(("ours", "reply")),
            )
            .order_by(mails.c.received_at_ms.desc())
            .limit(1)
        ).scalar()
    )


def _by_references(session: Session, mail: sa.Row[Any]) -> str | None:
    answered = [reference for reference in mail.references if reference]
    if not answered:
        return None
    return session.execute(
        sa.select(mails.c.negotiation_id)
        .where(mails.c.rfc_message_id.in_(answered), mails.c.negotiation_id.is_not(None))
        .order_by(mails.c.received_at_ms.desc())
        .limit(1)
    ).scalar()


def _by_returned_mail(session: Session, mail: sa.Row[Any]) -> str | None:
    """A bounce names the mail that came back, or at least whom it was for."""
    key = mail.facts.get("returned_parley_key")
    if key:
        return session.execute(sa.select(drafts.c.negotiation_id).where(drafts.c.key == key)).scalar()
    recipient = mail.facts.get("bounced_recipient")
    return _newest_with(session, recipient, mail.subject) if mail.kind == MailKind.BOUNCE and recipient else None


def _by_address(session: Session, mail: sa.Row[Any]) -> str | None:
    """Somebody we know writing anew is heard, in the negotiation that was last in touch with them."""
    speaks = mail.kind == MailKind.PERSON or mail.facts.get("reason") == "parley"
    if mail.outgoing or not speaks or not mail.sender:
        return None
    return _newest_with(session, mail.sender, mail.subject)


def _newest_with(session: Session, email: str, subject: str) -> str | None:
    """Return the negotiation with the owner of *email*: the one about *subject*, else the newest."""
    plain = plain_address(email)
    near = sa.or_(*(sa.func.lower(negotiations.c.email).like(form, escape="\\") for form in _forms(plain)))
    query = sa.select(negotiations.c.negotiation_id, negotiations.c.email, negotiations.c.case).where(near)
    newest_first = query.order_by(negotiations.c.live.desc(), negotiations.c.updated_at_ms.desc()).limit(_CANDIDATES)
    theirs = [row for row in session.execute(newest_first) if plain_address(row.email) == plain]
    same_subject = (row for row in theirs if _subject(row.case["thread"]["subject"]) == _subject(subject) != "")
    found = next(same_subject, theirs[0] if theirs else None)
    return found.negotiation_id if found is not None else _last_heard_from(session, email)


def _forms(plain: str) -> tuple[str, ...]:
    """Return patterns that every spelling of the address fits; what fits is compared exactly afterwards."""
    local, _, domain = plain.rpartition("@")
    escaped = re.sub(r"([\\%_])", r"\\\1", local)
    if domain == "gmail.com":
        return (f"{escaped[:1]}%@gmail.com", f"{escaped[:1]}%@googlemail.com")
    return (f"{escaped}@{domain}", f"{escaped}+%@{domain}")


def _last_heard_from(session: Session, email: str) -> str | None:
    """Return the negotiation that *email* spoke in last, as a manager in copy does."""
    return session.execute(
        sa.select(mails.c.negotiation_id)
        .where(mails.c.sender == email, mails.c.route == "reply", mails.c.negotiation_id.is_not(None))
        .order_by(mails.c.received_at_ms.desc())
        .limit(1)
    ).scalar()


def _subject(subject: str) -> str:
    return reply_subject(subject).removeprefix("Re:").strip().lower()


def _shown_to_a_person(mail: sa.Row[Any], kind: str) -> Notice:
    why = {
        "unauthenticated": "its sender could not be authenticated (DMARC)",
        "spam": "Gmail put it into spam; mark it as no spam and Parley reads it",
        "team": "a mail about a deal came back to us; correct PARLEY_ALERT_ADDRESS or the campaign's owner",
    }.get(kind, "it could not be read safely")
    return alert_notice(
        f"mail/{mail.message_id}",
        "A mail was not acted on",
        f"From {mail.sender}, “{mail.subject}”: {why}. See it in Gmail.",
    )
