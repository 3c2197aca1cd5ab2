"""What has just happened, in ledger rows that commit with their checkpoint?

Each function is one fact of a negotiation: a mail noted, a mail sent, a person
asked, a deal agreed. It moves the case by the transition table, keeps the
cause, and leaves the Slack notice beside it, so that neither can exist
without the other. It decides nothing and touches nothing outside.
"""

from dataclasses import dataclass, replace

import sqlalchemy as sa
import structlog
from sqlalchemy.orm import Session

from negotiation.case import Case, Thread
from negotiation.letter import Draft, LetterOrder, Stage
from negotiation.records import encode
from negotiation.state import Event, State
from negotiation.terms import Brief, History, Move, Offer, Package, Side
from negotiation.verdicts import Clarify, Counter, Hold, Verdict
from steps.clock import now_ms
from steps.durable import record
from steps.ledger.diary import enter, photograph
from steps.ledger.tables import deals, drafts, mails, suppressions
from steps.mail.parsed import MailKind
from steps.send_email import SentMail
from steps.write_draft import Written

_log = structlog.get_logger("parley.mail")
_MOST_REFERENCES = 20
_RAW_EVIDENCE = 600

# What a mail that went out means for the state; a confirmation follows a deal and moves nothing.
_SENT_EVENTS: dict[Stage, tuple[Event, ...]] = {
    Stage.OPENING: (Event.OFFER_SENT,),
    Stage.COUNTER: (Event.ANSWER_SENT, Event.AWAITED),
    Stage.HOLD: (Event.ANSWER_SENT, Event.AWAITED),
    Stage.FINAL: (Event.ANSWER_SENT, Event.AWAITED),
    Stage.CLARIFY: (Event.ANSWER_SENT, Event.AWAITED),
    Stage.CONFIRM: (),
    Stage.DECLINE: (Event.REFUSED,),
    Stage.NUDGE: (Event.NUDGED,),
    Stage.CLOSE: (Event.WENT_SILENT,),
}


@dataclass(frozen=True, slots=True)
class Noted:
    """A mail is in the story; ``kind`` says what it is (a MailKind, ``takeover`` or ``repeated``)."""

    case: Case
    kind: str
    own_words: str


@record("note_mail")
def note_mail(session: Session, brief: Brief, case: Case, message_id: str, *, again: bool = False) -> Noted:
    """Take the mail *message_id* into the story, once; a second time it is ``repeated`` unless asked for *again*."""
    mail = session.execute(sa.select(mails).where(mails.c.message_id == message_id)).one()
    if mail.handled_turn is not None and not again:
        return Noted(case, "repeated", "")
    session.execute(mails.update().where(mails.c.message_id == message_id).values(handled_turn=case.turn))
    taken = mail.route == "takeover"
    people = _people(brief, case.thread, mail)
    # A person may go on in a new thread, and we follow; a machine's notice never moves us.
    follows = mail.kind == MailKind.PERSON and not taken
    thread = replace(
        case.thread,
        thread_id=mail.thread_id if follows else case.thread.thread_id,
        subject=mail.subject if follows else case.thread.subject,
        references=_with(case.thread.references, mail.rfc_message_id if follows or taken else ""),
        to=people[0],
        cc=people[1],
    )
    case = replace(case, thread=thread, nudges=0)
    cause = {"mail": message_id, "kind": mail.kind, "words": mail.own_words[:_RAW_EVIDENCE]}
    kind = "takeover" if taken else str(mail.kind)
    return Noted(_after_mail(session, case, kind, message_id, cause), kind, mail.own_words)


def _after_mail(session: Session, case: Case, kind: str, message_id: str, cause: dict[str, object]) -> Case:
    if kind == "takeover":
        return case
    if case.state is State.AGREED:
        return enter(session, case, Event.AFTER_DEAL_MAIL, cause)
    if case.state in (State.PAUSED, State.TAKEN_OVER, State.STOPPED):
        case = replace(case, unread=(*case.unread, message_id)[-_MOST_REFERENCES:])
    return enter(session, case, Event.REPLY_ARRIVED, cause)


def _people(brief: Brief, thread: Thread, mail: sa.Row[tuple[object, ...]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return whom the next mail goes to: who wrote last, with whoever the headers of the thread showed us."""
    facts = mail.facts
    if mail.kind != MailKind.PERSON or mail.route == "takeover" or facts.get("dmarc") == "fail":
        return thread.to, thread.cc
    to = mail.sender or brief.creator.email
    seen = (*thread.cc, *thread.to, brief.creator.email, *mail.recipients)
    ours = set(facts.get("ours", ()))
    return (to,), tuple(dict.fromkeys(one for one in seen if one and one != to and one not in ours))


def _with(references: tuple[str, ...], rfc_message_id: str) -> tuple[str, ...]:
    if not rfc_message_id or rfc_message_id in references:
        return references
    return (*references, rfc_message_id)[-_MOST_REFERENCES:]


@record("note_sent")
def note_sent(
    session: Session, brief: Brief, case: Case, written: Written, sent: SentMail, verdict: Verdict | None
) -> Case:
    """Take a mail of ours that went out into the story."""
    now, order, draft = now_ms(), written.order, written.draft
    keep_draft(session, case, sent.key, written, "sent")
    session.execute(
        drafts.update()
        .where(drafts.c.key == sent.key)
        .values(message_id=sent.message_id, sent_at_ms=now, body=draft.body)
    )
    _keep_outgoing(session, case, sent, draft, now)
    _log.info("mail.sent", message_id=sent.message_id, key=sent.key, stage=str(written.order.stage))
    thread = replace(
        case.thread,
        thread_id=sent.thread_id,
        subject=case.thread.subject or sent.subject or draft.subject,
        references=_with(case.thread.references, sent.rfc_message_id),
    )
    case = replace(
        case,
        thread=thread,
        history=_after_sending(case.history, order, verdict, brief.campaign.package),
        nudges=case.nudges + (order.stage is Stage.NUDGE),
        pending_key="",
    )
    cause = {"mail": sent.message_id, "key": sent.key, "stage": str(order.stage), "fee_cents": order.fee_cents}
    for event in _SENT_EVENTS[order.stage]:
        case = enter(session, case, event, cause)
    if order.stage is Stage.CONFIRM:
        session.execute(deals.update().where(deals.c.negotiation_id == case.negotiation_id).values(confirmed_at_ms=now))
    return awaiting(session, brief, case)


def _keep_outgoing(session: Session, case: Case, sent: SentMail, draft: Draft, now: int) -> None:
    # The mailbox may have read it from the SENT folder before we got here.
    session.execute(mails.delete().where(mails.c.message_id == sent.message_id))
    session.execute(
        mails.insert().values(
            message_id=sent.message_id,
            thread_id=sent.thread_id,
            outgoing=True,
            kind=MailKind.PERSON,
            negotiation_id=case.negotiation_id,
            key=sent.key,
            rfc_message_id=sent.rfc_message_id,
            references=list(case.thread.references),
            recipients=list(case.thread.to),
            subject=sent.subject or draft.subject,
            own_words=draft.body,
            facts={},
            received_at_ms=now,
            stored_at_ms=now,
            routed_at_ms=now,
            route="ours",
            handled_turn=case.turn,
        )
    )


def _after_sending(history: History, order: LetterOrder, verdict: Verdict | None, wanted: Package) -> History:
    if isinstance(verdict, Clarify):
        return replace(history, clarified=(*history.clarified, verdict.about))
    if not isinstance(verdict, Counter | Hold) or order.fee_cents is None:
        return history
    used = history.mails_with_amount + 1
    ours = history.ours()
    # The campaign's own package goes without saying.
    package = order.package if order.package != wanted else None
    offer = Offer(order.fee_cents, order.currency, package)
    if ours and ours[-1] == offer:
        return replace(history, mails_with_amount=used)
    move = Move(Side.US, offer)
    return replace(history, moves=(*history.moves, move), mails_with_amount=used)


def awaiting(session: Session, brief: Brief, case: Case, seconds: float | None = None) -> Case:
    """Return *case* with the time at which silence becomes an event."""
    waits = brief.campaign.waits
    if seconds is None:
        seconds = waits.nudge_after if case.nudges < waits.max_nudges else waits.close_after
    case = replace(case, due_at_ms=now_ms() + int(seconds * 1000))
    photograph(session, case)
    return case


@record("note_wait")
def note_wait(session: Session, brief: Brief, case: Case, reason: str, until_ms: int | None) -> Case:
    """Wait on: a holding reply or an automatic one is not answered."""
    case = enter(session, case, Event.WAITED, {"reason": reason, "until_ms": until_ms})
    seconds = max((until_ms - now_ms()) / 1000, 0.0) if until_ms else 0.0
    return awaiting(session, brief, case, seconds + brief.campaign.waits.nudge_after)


@record("note_deferred")
def note_deferred(session: Session, brief: Brief, case: Case) -> Case:
    """Keep an opening back for a while: the others' open offers leave no budget for it now."""
    return awaiting(session, brief, replace(case, reminders=case.reminders + 1), brief.campaign.waits.day_length)


@record("note_event")
def note_event(session: Session, case: Case, event: Event, cause: dict[str, str]) -> Case:
    """Move the case by what a person did."""
    return enter(session, replace(case, due_at_ms=None), event, cause)


@record("remember_opt_out")
def remember_opt_out(session: Session, case: Case, email: str) -> None:
    """Never write to *email* again, in any campaign."""
    session.execute(suppressions.delete().where(suppressions.c.email == email.lower()))
    session.execute(
        suppressions.insert().values(
            email=email.lower(), reason="opt_out", negotiation_id=case.negotiation_id, at_ms=now_ms()
        )
    )


@record("resume_waiting")
def resume_waiting(session: Session, brief: Brief, case: Case) -> Case:
    """Wait for the creator again, with all nudges ahead."""
    return awaiting(session, brief, replace(case, nudges=0))


def keep_draft(
    session: Session,
    case: Case,
    key: str,
    written: Written,
    status: str,
    *,
    reasons: tuple[str, ...] = (),
    draft_id: str = "",
) -> None:
    """Keep a draft under its key; what was kept there before is replaced."""
    order, draft = written.order, written.draft
    session.execute(drafts.delete().where(drafts.c.key == key))
    session.execute(
        drafts.insert().values(
            key=key,
            negotiation_id=case.negotiation_id,
            turn=case.turn,
            stage=order.stage,
            order=encode(order),
            subject=draft.subject,
            body=draft.body,
            fee_cents=order.fee_cents,
            writer=draft.writer,
            status=status,
            reasons=list(reasons),
            draft_id=draft_id or None,
            created_at_ms=now_ms(),
        )
    )
