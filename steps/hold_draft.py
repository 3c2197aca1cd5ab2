"""Which drafts wait for a person, and what became of them?"""

from dataclasses import replace

import sqlalchemy as sa
from sqlalchemy.orm import Session

from negotiation.case import Case
from negotiation.terms import Brief
from steps.durable import record
from steps.ledger.diary import photograph, trace_of_turn
from steps.ledger.tables import drafts
from steps.notices import approval_notice, tell
from steps.outbox import SavedDraft
from steps.record import awaiting, keep_draft, with_unanswered
from steps.write_draft import Written


@record("ask_approval")
def ask_approval(session: Session, brief: Brief, case: Case, written: Written, saved: SavedDraft) -> Case:
    """Hold a draft until a person approves it, and ask in Slack."""
    keep_draft(session, case, saved.key, written, "held", draft_id=saved.draft_id)
    case = replace(case, pending_key=saved.key)
    trace = trace_of_turn(session, case.negotiation_id, case.turn)
    tell(session, approval_notice(brief, case, written.order, written.draft, trace))
    return awaiting(session, brief, case, brief.campaign.waits.escalation_reminder)


@record("keep_held_draft")
def keep_held_draft(
    session: Session, case: Case, written: Written, key: str, reasons: list[str], draft_id: str = ""
) -> Case:
    """Keep a draft that the guard held, so that a person can see it; *draft_id* is its place in Gmail, if any."""
    keep_draft(session, case, key, written, "held", reasons=tuple(reasons), draft_id=draft_id)
    case = replace(case, pending_key=key)
    photograph(session, case)
    return case


@record("void_pending")
def void_pending(session: Session, case: Case) -> Case:
    """Drop the draft that waits: newer mail or a person's decision made it stale.

    The mail it was to answer is kept for when Parley goes on.
    """
    turn = session.execute(sa.select(drafts.c.turn).where(drafts.c.key == case.pending_key)).scalar()
    case = with_unanswered(session, case, turn) if turn is not None else case
    session.execute(
        drafts.update().where(drafts.c.key == case.pending_key, drafts.c.status == "held").values(status="void")
    )
    case = replace(case, pending_key="")
    photograph(session, case)
    return case
