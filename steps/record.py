"""What has just happened, in ledger rows that commit with their checkpoint?

Each function is one fact of a negotiation: a mail noted, a mail sent, a person
asked, a deal agreed. It moves the case by the transition table, keeps the
cause, and leaves the Slack notice beside it, so that neither can exist
without the other. It decides nothing and touches nothing outside.
"""

from dataclasses import dataclass, replace

import sqlalchemy as sa
from sqlalchemy.orm import Session

from negotiation.case import Case, Thread
from negotiation.letter import Draft, LetterOrder, Stage
from negotiation.pricing import cpm_of
from negotiation.reading import Reading
from negotiation.records import encode
from negotiation.state import TRANSITIONS, Event, State
from negotiation.terms import Brief, History, Move, Offer, Side
from negotiation.verdicts import Accept, Clarify, Counter, Hold, Verdict
from steps.clock import now_ms
from steps.decide import commit_fee
from steps.durable import record
from steps.ledger.diary import enter, photograph
from steps.ledger.tables import commitments, deals, drafts, escalations, mails, notices, presses, suppressions
from steps.mail.parsed import MailKind
from steps.notices import approval_notice, deal_notice, escalation_notice, tell
from steps.send_email import SavedDraft, SentMail

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
    session: Session,
    brief: Brief,
    case: Case,
    order: LetterOrder,
    draft: Draft,
    sent: SentMail,
    verdict: Verdict | None,
) -> Case:
    """Take a mail of ours that went out into the story."""
    now = now_ms()
    _keep_draft(session, case, sent.key, order, draft, "sent")
    session.execute(
        drafts.update()
        .where(drafts.c.key == sent.key)
        .values(message_id=sent.message_id, sent_at_ms=now, body=draft.body)
    )
    _keep_outgoing(session, case, sent, draft, now)
    thread = replace(
        case.thread,
        thread_id=sent.thread_id,
        subject=case.thread.subject or sent.subject or draft.subject,
        references=_with(case.thread.references, sent.rfc_message_id),
    )
    case = replace(
        case,
        thread=thread,
        history=_after_sending(case.history, order, verdict),
        nudges=case.nudges + (order.stage is Stage.NUDGE),
        pending_key="",
    )
    cause = {"mail": sent.message_id, "key": sent.key, "stage": str(order.stage), "fee_cents": order.fee_cents}
    for event in _SENT_EVENTS[order.stage]:
        case = enter(session, case, event, cause)
    if order.stage is Stage.CONFIRM:
        session.execute(deals.update().where(deals.c.negotiation_id == case.negotiation_id).values(confirmed_at_ms=now))
    return _awaiting(session, brief, case)


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


def _after_sending(history: History, order: LetterOrder, verdict: Verdict | None) -> History:
    if isinstance(verdict, Clarify):
        return replace(history, clarified=(*history.clarified, verdict.about))
    if not isinstance(verdict, Counter | Hold) or order.fee_cents is None:
        return history
    used = history.mails_with_amount + 1
    ours = history.ours()
    if ours and ours[-1].fee_cents == order.fee_cents:
        return replace(history, mails_with_amount=used)
    move = Move(Side.US, Offer(order.fee_cents, order.currency))
    return replace(history, moves=(*history.moves, move), mails_with_amount=used)


def _awaiting(session: Session, brief: Brief, case: Case, seconds: float | None = None) -> Case:
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
    return _awaiting(session, brief, case, seconds + brief.campaign.waits.nudge_after)


@record("note_deferred")
def note_deferred(session: Session, brief: Brief, case: Case) -> Case:
    """Keep an opening back for a while: the others' open offers leave no budget for it now."""
    return _awaiting(session, brief, replace(case, reminders=case.reminders + 1), brief.campaign.waits.day_length)


@record("hand_over")
def hand_over(
    session: Session, brief: Brief, case: Case, reason: str, detail: str, quotes: tuple[str, ...] = ()
) -> Case:
    """Hand the negotiation to a person, with reason and evidence, and tell Slack."""
    now = now_ms()
    if (case.state, Event.HANDED_TO_PERSON) in TRANSITIONS:
        case = enter(session, case, Event.HANDED_TO_PERSON, {"reason": reason, "detail": detail})
    session.execute(
        escalations.insert().values(
            negotiation_id=case.negotiation_id,
            turn=case.turn,
            reason=reason,
            detail=detail,
            evidence={"v": 1, "quotes": list(quotes)},
            owner=brief.campaign.owner,
            opened_at_ms=now,
        )
    )
    case = replace(case, due_at_ms=now + int(brief.campaign.waits.escalation_reminder * 1000), reminders=0)
    photograph(session, case)
    tell(session, escalation_notice(brief, case, reason, detail, quotes))
    return case


@record("remind_of_escalation")
def remind_of_escalation(session: Session, brief: Brief, case: Case) -> Case:
    """Repeat an escalation nobody has reacted to."""
    opened = session.execute(
        sa.select(escalations)
        .where(escalations.c.negotiation_id == case.negotiation_id, escalations.c.resolved_at_ms.is_(None))
        .order_by(escalations.c.id.desc())
        .limit(1)
    ).one_or_none()
    # Each reminder waits twice as long as the last, so that nobody learns to ignore them.
    wait = brief.campaign.waits.escalation_reminder * 2 ** (case.reminders + 1)
    case = replace(case, reminders=case.reminders + 1)
    if opened is not None:
        quotes = tuple(opened.evidence.get("quotes", ()))
        tell(session, escalation_notice(brief, case, opened.reason, opened.detail, quotes, reminder=case.reminders))
    return _awaiting(session, brief, case, wait)


@record("ask_approval")
def ask_approval(
    session: Session, brief: Brief, case: Case, order: LetterOrder, draft: Draft, saved: SavedDraft
) -> Case:
    """Hold a draft until a person approves it, and ask in Slack."""
    _keep_draft(session, case, saved.key, order, draft, "held", draft_id=saved.draft_id)
    case = replace(case, pending_key=saved.key)
    tell(session, approval_notice(brief, case, order, draft))
    return _awaiting(session, brief, case, brief.campaign.waits.escalation_reminder)


@record("keep_held_draft")
def keep_held_draft(
    session: Session, case: Case, order: LetterOrder, draft: Draft, key: str, reasons: list[str]
) -> Case:
    """Keep a draft that the guard held, so that a person can see it."""
    _keep_draft(session, case, key, order, draft, "held", reasons)
    case = replace(case, pending_key=key)
    photograph(session, case)
    return case


@record("void_pending")
def void_pending(session: Session, case: Case) -> Case:
    """Drop the draft that waits: newer mail or a person's decision made it stale."""
    session.execute(
        drafts.update().where(drafts.c.key == case.pending_key, drafts.c.status == "held").values(status="void")
    )
    case = replace(case, pending_key="")
    photograph(session, case)
    return case


def _keep_draft(
    session: Session,
    case: Case,
    key: str,
    order: LetterOrder,
    draft: Draft,
    status: str,
    reasons: list[str] | None = None,
    draft_id: str = "",
) -> None:
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
            reasons=reasons or [],
            draft_id=draft_id or None,
            created_at_ms=now_ms(),
        )
    )


@record("agree")
def agree(session: Session, brief: Brief, case: Case, verdict: Accept, reading: Reading, message_id: str) -> Case:
    """Store the deal with the words that prove it, commit the budget, and leave the notice for Slack."""
    quotes = (*reading.quotes, *(amount.quote for amount in reading.amounts))
    cause = {"mail": message_id, "fee_cents": verdict.fee_cents, "quotes": list(quotes)}
    case = enter(session, case, Event.DEAL_AGREED, cause)
    commit_fee(session, brief, verdict.fee_cents, agreed=True)
    session.execute(
        deals.insert().values(
            negotiation_id=case.negotiation_id,
            campaign_id=brief.campaign.campaign_id,
            fee_cents=verdict.fee_cents,
            currency=brief.campaign.currency,
            views=brief.expected_views,
            cpm_cents=cpm_of(verdict.fee_cents, brief.expected_views),
            package=encode(verdict.package),
            quotes=list(quotes),
            agreed_at_ms=now_ms(),
        )
    )
    case = replace(case, due_at_ms=None, pending_key="")
    photograph(session, case)
    tell(session, deal_notice(brief, case, verdict, quotes))
    return case


@record("note_event")
def note_event(session: Session, case: Case, event: Event, cause: dict[str, str]) -> Case:
    """Move the case by what a person did."""
    return enter(session, replace(case, due_at_ms=None), event, cause)


@record("note_press")
def note_press(session: Session, case: Case, press_id: str, act: str, who: str, detail: dict[str, str]) -> bool:
    """Keep who pressed what and when; False when this press was handled before."""
    known = session.execute(sa.select(presses.c.press_id).where(presses.c.press_id == press_id)).first()
    if known is not None:
        return False
    session.execute(
        presses.insert().values(
            press_id=press_id, negotiation_id=case.negotiation_id, action=act, who=who, detail=detail, at_ms=now_ms()
        )
    )
    return True


@record("remember_opt_out")
def remember_opt_out(session: Session, case: Case, email: str) -> None:
    """Never write to *email* again, in any campaign."""
    session.execute(suppressions.delete().where(suppressions.c.email == email.lower()))
    session.execute(
        suppressions.insert().values(
            email=email.lower(), reason="opt_out", negotiation_id=case.negotiation_id, at_ms=now_ms()
        )
    )


@dataclass(frozen=True, slots=True)
class Settled:
    """The end of a turn: the case as it will wait, and the notices still to be posted."""

    case: Case
    notice_keys: tuple[str, ...]


@record("settle")
def settle(session: Session, brief: Brief, case: Case) -> Settled:
    """Close the turn: how long to wait, what is released, which notices are due."""
    if case.ended and case.state is not State.AGREED:
        session.execute(
            commitments.delete().where(commitments.c.negotiation_id == case.negotiation_id, ~commitments.c.agreed)
        )
    if case.state is not State.ESCALATED and not case.pending_key:
        session.execute(
            escalations.update()
            .where(
                escalations.c.negotiation_id == case.negotiation_id,
                escalations.c.resolved_at_ms.is_(None),
                escalations.c.turn < case.turn,
            )
            .values(resolved_at_ms=now_ms())
        )
    waiting = (case.due_at_ms - now_ms()) / 1000 if case.due_at_ms is not None else 10 * 365 * 86_400.0
    case = replace(case, wait_seconds=max(waiting, 0.0))
    photograph(session, case)
    unposted = session.execute(
        sa.select(notices.c.key).where(
            notices.c.negotiation_id == case.negotiation_id, notices.c.posted_at_ms.is_(None)
        )
    )
    return Settled(case, tuple(unposted.scalars()))


@record("resume_waiting")
def resume_waiting(session: Session, brief: Brief, case: Case) -> Case:
    """Wait for the creator again, with all nudges ahead."""
    return _awaiting(session, brief, replace(case, nudges=0))
