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
from negotiation.letter import Stage
from negotiation.moves import said
from negotiation.records import encode
from negotiation.state import Event, State
from negotiation.terms import Brief
from negotiation.verdicts import Verdict
from steps.clock import now_ms
from steps.durable import record
from steps.forgotten import names_forgotten_offer
from steps.ledger.diary import enter, photograph, trace_of_turn
from steps.ledger.tables import deals, drafts, mails
from steps.mail.parsed import MailKind
from steps.mail.people import belongs, plain_address
from steps.notices import filled_notice, tell, unanswered_notice
from steps.opt_outs import heed_unanswered
from steps.outbox import SentMail, keep_sent
from steps.working_hours import working_moment_ms
from steps.write_draft import Written

_log = structlog.get_logger("parley.mail")
_MOST_REFERENCES = 20
_MOST_PEOPLE = 20  # a mail to more people than that is no conversation
_RAW_EVIDENCE = 600

# What a machine wrote about our mail: it is waited out, and changes nothing.
_ONLY_NOTED = (MailKind.AUTOMATIC, "delayed")
_WAITING = (State.AWAITING_REPLY, State.COUNTER_SENT, State.COUNTER_RECEIVED)

# What a mail that went out means for the state; a confirmation follows a deal and moves nothing.
_SENT_EVENTS: dict[Stage, tuple[Event, ...]] = {
    Stage.OPENING: (Event.OFFER_SENT,),
    Stage.COUNTER: (Event.ANSWER_SENT, Event.AWAITED),
    Stage.HOLD: (Event.ANSWER_SENT, Event.AWAITED),
    Stage.FINAL: (Event.ANSWER_SENT, Event.AWAITED),
    Stage.CLARIFY: (Event.ANSWER_SENT, Event.AWAITED),
    Stage.CONFIRM: (),
    Stage.DECLINE: (Event.REFUSED,),
    Stage.FILLED: (Event.REFUSED,),
    Stage.STANDS: (Event.ANSWER_SENT, Event.AWAITED),
    Stage.NUDGE: (Event.NUDGED,),
    Stage.CLOSE: (Event.WENT_SILENT,),
}


@dataclass(frozen=True, slots=True)
class Noted:
    """A mail is in the story; ``kind`` says what it is.

    A MailKind, or ``takeover``, ``stranger`` (who does not belong to the
    thread), ``agent`` (another Parley), ``delayed`` (still on its way),
    ``forgotten`` (it answers an offer that a restored store knows nothing of),
    ``noted`` (a machine's, and of no consequence), ``repeated``.
    """

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
    kind = _kind_of(brief, case.thread, mail)
    if kind in _ONLY_NOTED and (case.pending_key or case.state not in _WAITING):
        # A machine's mail voids no draft that waits for a person, and reopens nothing that is over.
        return Noted(case, "noted", "")
    thread = _thread_after(brief, case.thread, mail, kind)
    # Only words are an answer: a responder must not set the nudges back, or the two would write to each other for ever.
    if kind not in _ONLY_NOTED:
        # An ask that is held is answered with what they say now, or after whatever comes instead.
        asked = (case.held.message_id,) if case.held else ()
        case = replace(case, nudges=0, held=None, unread=(*case.unread, *asked)[-_MOST_REFERENCES:])
    case = replace(case, thread=thread)
    cause = {"mail": message_id, "kind": kind, "words": mail.own_words[:_RAW_EVIDENCE]}
    if kind == MailKind.PERSON:
        heed_unanswered(session, brief, case, mail.own_words)
    if case.state is State.PAUSED or (kind == MailKind.PERSON and case.state is State.STOPPED):
        tell(session, unanswered_notice(brief, case, mail.own_words))
    noted = Noted(_after_mail(session, case, kind, message_id, cause), kind, mail.own_words)
    if kind == MailKind.PERSON and not again and names_forgotten_offer(session, case, mail.received_at_ms):
        return replace(noted, kind="forgotten")
    return noted


def _kind_of(brief: Brief, thread: Thread, mail: sa.Row[tuple[object, ...]]) -> str:
    if mail.route == "takeover":
        return "takeover"
    if mail.kind == MailKind.AUTOMATIC and mail.facts.get("reason") == "parley":
        return "agent"
    if mail.kind == MailKind.BOUNCE and mail.facts.get("bounce_is_delayed"):
        return "delayed"
    known = (brief.creator.email, *thread.to, *thread.cc)
    if mail.kind != MailKind.PERSON or belongs(mail.sender, known):
        return str(mail.kind)
    # Who writes from our own organisation is a colleague who has joined, whatever their own address.
    return "takeover" if belongs(mail.sender, tuple(mail.facts.get("ours", ()))) else "stranger"


def _thread_after(brief: Brief, thread: Thread, mail: sa.Row[tuple[object, ...]], kind: str) -> Thread:
    """Return the conversation with *mail* in it: a person is followed into a new thread, a machine moves nothing."""
    if kind == "stranger":
        return replace(thread, strangers=tuple(dict.fromkeys((*thread.strangers, mail.sender)))[-_MOST_PEOPLE:])
    if kind == "takeover":
        return replace(thread, references=_with(thread.references, mail.rfc_message_id))
    if kind != MailKind.PERSON:
        return thread
    to, cc = _people(brief, thread, mail)
    return replace(
        thread,
        thread_id=mail.thread_id,
        subject=mail.subject,
        references=_with(thread.references, mail.rfc_message_id),
        to=to,
        cc=cc,
    )


@record("welcome_strangers")
def welcome_strangers(session: Session, case: Case) -> Case:
    """Take those who wrote in unasked into the conversation, because a person has decided to go on with it."""
    thread = case.thread
    case = replace(case, thread=replace(thread, cc=tuple(dict.fromkeys((*thread.cc, *thread.strangers))), strangers=()))
    photograph(session, case)
    return case


def _after_mail(session: Session, case: Case, kind: str, message_id: str, cause: dict[str, object]) -> Case:
    if kind == "takeover":
        return replace(case, unread=())  # what was open until then, the colleague has answered
    if case.state in (State.AGREED, State.CANCELLED):
        return enter(session, case, Event.AFTER_DEAL_MAIL, cause)
    if case.state in (State.PAUSED, State.TAKEN_OVER, State.STOPPED):
        case = replace(case, unread=(*case.unread, message_id)[-_MOST_REFERENCES:])
    return enter(session, case, Event.REPLY_ARRIVED, cause)


def _people(brief: Brief, thread: Thread, mail: sa.Row[tuple[object, ...]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return whom the next mail goes to: who wrote last, with whoever the headers of the thread showed us."""
    known = (brief.creator.email, *thread.to, *thread.cc, mail.sender)
    asked = [one["email"] for one in mail.facts.get("reply_to", ()) if one["email"]]
    # A program answers to Reply-To; one that leads out of the conversation is how answers are stolen.
    to = asked[0] if len(asked) == 1 and belongs(asked[0], known) else mail.sender or brief.creator.email
    seen = (*thread.cc, *thread.to, brief.creator.email, mail.sender, *mail.recipients[:_MOST_PEOPLE])
    ours = {plain_address(one) for one in mail.facts.get("ours", ())}
    others = (one for one in seen if one and one != to and plain_address(one) not in ours)
    return (to,), tuple(dict.fromkeys(others))[:_MOST_PEOPLE]


def _with(references: tuple[str, ...], rfc_message_id: str) -> tuple[str, ...]:
    if not rfc_message_id or rfc_message_id in references:
        return references
    grown = (*references, rfc_message_id)
    # Mail programs thread by the first and by the newest ids.
    return grown if len(grown) <= _MOST_REFERENCES else (grown[0], *grown[1 - _MOST_REFERENCES :])


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
    keep_sent(
        session,
        sent,
        subject=sent.subject or draft.subject,
        own_words=draft.body,
        recipients=list(case.thread.to),
        references=list(case.thread.references),
        negotiation_id=case.negotiation_id,
        handled_turn=case.turn,
        received_at_ms=sent.at_ms or now,
        stored_at_ms=now,
        routed_at_ms=now,
        route="ours",
    )
    if sent.thread_id != case.thread.thread_id:
        _hear_thread_again(session, sent)
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
        history=said(brief, case.history, verdict),
        nudges=case.nudges + (order.stage is Stage.NUDGE),
        pending_key="",
        unread=(),
        held=None,
    )
    cause = {"mail": sent.message_id, "key": sent.key, "stage": str(order.stage), "fee_cents": order.fee_cents}
    for event in _SENT_EVENTS[order.stage]:
        case = enter(session, case, event, cause)
    if order.stage in (Stage.FILLED, Stage.STANDS):
        tell(session, filled_notice(brief, case, order.stage, trace_of_turn(session, case.negotiation_id, case.turn)))
    if order.stage is Stage.CONFIRM:
        session.execute(deals.update().where(deals.c.negotiation_id == case.negotiation_id).values(confirmed_at_ms=now))
    return awaiting(session, brief, case)


def _hear_thread_again(session: Session, sent: SentMail) -> None:
    """Let answers be routed anew that came into a thread before anybody could know whose it is."""
    session.execute(
        mails.update()
        .where(
            mails.c.thread_id == sent.thread_id,
            mails.c.route.in_(("unknown", "old")),
            mails.c.outgoing.is_(False),
            mails.c.received_at_ms > sent.at_ms,
        )
        .values(routed_at_ms=None, route="")
    )


def awaiting(session: Session, brief: Brief, case: Case, seconds: float | None = None) -> Case:
    """Return *case* with the time at which silence becomes an event."""
    waits = brief.campaign.waits
    if seconds is None:
        seconds = waits.nudge_after if case.nudges < waits.max_nudges else waits.close_after
    due_at_ms = now_ms() + int(seconds * 1000)
    if not case.pending_key and case.state is not State.ESCALATED:
        due_at_ms = working_moment_ms(brief, due_at_ms)
    case = replace(case, due_at_ms=due_at_ms)
    photograph(session, case)
    return case


@record("note_wait")
def note_wait(session: Session, brief: Brief, case: Case, reason: str, until_ms: int | None) -> Case:
    """Wait on: a holding reply or an automatic one is not answered, an ask that is held is looked at each day."""
    case = enter(session, case, Event.WAITED, {"reason": reason, "until_ms": until_ms})
    seconds = max((until_ms - now_ms()) / 1000, 0.0) if until_ms else 0.0
    waits = brief.campaign.waits
    return awaiting(session, brief, case, seconds + (waits.day_length if case.held else waits.nudge_after))


@record("note_deferred")
def note_deferred(session: Session, brief: Brief, case: Case) -> Case:
    """Keep an opening back, or an ask, for a while: the others' open offers leave no budget for it now."""
    return awaiting(session, brief, replace(case, reminders=case.reminders + 1), brief.campaign.waits.day_length)


@record("note_event")
def note_event(session: Session, case: Case, event: Event, cause: dict[str, str]) -> Case:
    """Move the case by what a person did."""
    return enter(session, replace(case, due_at_ms=None), event, cause)


@record("resume_waiting")
def resume_waiting(session: Session, brief: Brief, case: Case, *, unanswered: bool = False) -> Case:
    """Wait for the creator again, with all nudges ahead; *unanswered* keeps this turn's mail for who goes on."""
    case = with_unanswered(session, case, case.turn) if unanswered else case
    return awaiting(session, brief, replace(case, nudges=0))


def with_unanswered(session: Session, case: Case, turn: int) -> Case:
    """Return *case* with the mail that *turn* was to answer among those a released or resumed negotiation answers."""
    taken_up = sa.select(mails.c.message_id).where(
        mails.c.negotiation_id == case.negotiation_id,
        mails.c.handled_turn == turn,
        mails.c.route == "reply",
        mails.c.kind == MailKind.PERSON,
    )
    found = session.execute(taken_up.order_by(mails.c.received_at_ms)).scalars()
    return replace(case, unread=tuple(dict.fromkeys((*case.unread, *found)))[-_MOST_REFERENCES:])


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
