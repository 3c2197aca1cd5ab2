"""How does a negotiation get into a person's hands, and stay in their mind?

With reason and evidence, an owner and a Slack message, in one transaction; and
again, at growing intervals, until somebody reacts.
"""

from dataclasses import replace

import sqlalchemy as sa
from sqlalchemy.orm import Session

from negotiation.case import Case
from negotiation.errors import ParleyError
from negotiation.letter import Draft
from negotiation.records import decode, encode
from negotiation.state import TRANSITIONS, Event
from negotiation.terms import Brief
from steps.clock import now_ms
from steps.durable import record
from steps.ledger.diary import enter, photograph, trace_of_turn
from steps.ledger.tables import escalations, mails, negotiations, presses
from steps.notices import escalation_notice, tell
from steps.outbox import ConversationDeleted
from steps.reasons import Evidence
from steps.record import awaiting

_NOTHING = Evidence()


@record("hand_over_failure")
def hand_over_failure(
    session: Session, brief: Brief, case: Case, fault: ParleyError, message_id: str = "", press_id: str = ""
) -> Case:
    """Hand over a negotiation whose turn could not be finished, from where the turn had got.

    The mail or press it was to follow counts as taken up: the person sees it, and it must not fail again for ever.
    """
    for rows, column, key, taken in (
        (mails, mails.c.message_id, message_id, mails.c.handled_turn),
        (presses, presses.c.press_id, press_id, presses.c.taken_turn),
    ):
        session.execute(rows.update().where(column == key, taken.is_(None)).values({taken.name: case.turn}))
    reached = session.execute(
        sa.select(negotiations.c.case).where(negotiations.c.negotiation_id == case.negotiation_id)
    ).scalar_one()
    latest: Case = decode(Case, reached)
    latest = replace(latest if latest.seq > case.seq else case, turn=case.turn)
    if isinstance(fault, ConversationDeleted):
        latest = replace(latest, thread=replace(latest.thread, thread_id=""))
        return _hand_over(session, brief, latest, "conversation_deleted", str(fault))
    return _hand_over(session, brief, latest, "turn_failed", f"{type(fault).__name__}: {fault}")


@record("hand_over")
def hand_over(
    session: Session,
    brief: Brief,
    case: Case,
    reason: str,
    detail: str,
    quotes: tuple[str, ...] = (),
    *,
    draft: Draft | None = None,
) -> Case:
    """Hand the negotiation to a person, with reason and evidence, and tell Slack; *draft* is what was not sent."""
    return _hand_over(session, brief, case, reason, detail, Evidence(quotes, draft))


def _hand_over(
    session: Session, brief: Brief, case: Case, reason: str, detail: str, evidence: Evidence = _NOTHING
) -> Case:
    now = now_ms()
    if (case.state, Event.HANDED_TO_PERSON) in TRANSITIONS:
        case = enter(session, case, Event.HANDED_TO_PERSON, {"reason": reason, "detail": detail})
    session.execute(
        escalations.insert().values(
            negotiation_id=case.negotiation_id,
            turn=case.turn,
            reason=reason,
            detail=detail,
            evidence={"v": 1} | encode(evidence),
            owner=brief.campaign.owner,
            opened_at_ms=now,
        )
    )
    case = replace(case, due_at_ms=now + int(brief.campaign.waits.escalation_reminder * 1000), reminders=0)
    photograph(session, case)
    trace = trace_of_turn(session, case.negotiation_id, case.turn)
    tell(session, escalation_notice(brief, case, reason, detail, evidence, trace=trace))
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
        evidence: Evidence = decode(Evidence, opened.evidence)
        trace = trace_of_turn(session, case.negotiation_id, opened.turn)
        told = escalation_notice(
            brief, case, opened.reason, opened.detail, evidence, reminder=case.reminders, trace=trace
        )
        tell(session, told)
    return awaiting(session, brief, case, wait)
