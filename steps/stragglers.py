"""What was to be taken up by a negotiation, and never was?

Mails that were routed, presses that were kept, and negotiations whose own
workflow failed. The first two are brought again; the last needs a person.
"""

import asyncio
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from dbos import DBOS
from sqlalchemy.orm import Session

from steps.clock import now_ms
from steps.durable import effect, record
from steps.ledger import store
from steps.ledger.tables import mails, negotiations, presses
from steps.life import FAILED
from steps.newer_mail import WAITING_MAIL
from steps.notices import alert_notice, tell

_AT_A_TIME = 100


@dataclass(frozen=True, slots=True)
class Stranded:
    """A mail whose signal met a negotiation that was just ending."""

    message_id: str
    negotiation_id: str


@record("stranded_mails")
def stranded_mails(session: Session, older_than_ms: int) -> tuple[Stranded, ...]:
    """Return mails routed longer ago than *older_than_ms* that no turn has handled, oldest first."""
    query = (
        sa.select(mails.c.message_id, mails.c.negotiation_id)
        .where(*WAITING_MAIL, mails.c.routed_at_ms < now_ms() - older_than_ms)
        .order_by(mails.c.received_at_ms)
        .limit(_AT_A_TIME)
    )
    return tuple(Stranded(row.message_id, row.negotiation_id) for row in session.execute(query))


@record("stranded_presses")
def stranded_presses(session: Session, older_than_ms: int) -> tuple[dict[str, Any], ...]:
    """Return presses older than *older_than_ms* that no turn has followed, each with its signal, oldest first."""
    columns = presses.c.press_id, presses.c.negotiation_id, presses.c.signal
    waiting = (
        presses.c.taken_turn.is_(None),
        presses.c.signal.is_not(None),
        presses.c.at_ms < now_ms() - older_than_ms,
    )
    query = sa.select(*columns).where(*waiting).order_by(presses.c.at_ms).limit(_AT_A_TIME)
    return tuple(row._asdict() for row in session.execute(query))


@record("overdue_negotiations")
def overdue_negotiations(session: Session, older_than_ms: int) -> tuple[dict[str, Any], ...]:
    """Return the workflows that should have noticed a silence *older_than_ms* ago, each with its turn.

    The engine waits by the machine's clock; put back, it would sleep through the hour or the day.
    """
    # A JSON number is read as 32 bits by PostgreSQL, which milliseconds are not.
    due_at_ms = sa.cast(negotiations.c.case["due_at_ms"].as_string(), sa.BigInteger)
    late = negotiations.c.live, due_at_ms < now_ms() - older_than_ms
    query = sa.select(negotiations.c.workflow_id, negotiations.c.turn).where(*late).limit(_AT_A_TIME)
    return tuple(row._asdict() for row in session.execute(query))


@effect("dead_negotiations")
async def dead_negotiations() -> tuple[str, ...]:
    """Return the workflows that failed while their negotiation was going on; nothing goes on there by itself."""
    failed = await DBOS.list_workflows_async(
        status=sorted(FAILED), name="negotiate", load_input=False, load_output=False
    )
    return await asyncio.to_thread(_still_live, [workflow.workflow_id for workflow in failed])


def _still_live(workflow_ids: list[str]) -> tuple[str, ...]:
    query = sa.select(negotiations.c.workflow_id).where(
        negotiations.c.live, negotiations.c.workflow_id.in_(workflow_ids)
    )
    with store.current().reading() as connection:
        return tuple(connection.execute(query).scalars())


@record("tell_dead")
def tell_dead(session: Session, workflow_ids: tuple[str, ...]) -> tuple[str, ...]:
    """Tell the team about each negotiation that stands still, once; return the notices."""
    told = [
        alert_notice(
            f"dead/{workflow_id}",
            "A negotiation stands still",
            f"{workflow_id} failed and does not go on by itself: it neither nudges nor closes. It begins anew with "
            "their next mail, or when somebody presses Pause and then Resume on its page; the runbook says what to "
            "look at before, under WorkflowsFailed.",
        )
        for workflow_id in workflow_ids
    ]
    for notice in told:
        tell(session, notice)
    return tuple(notice.key for notice in told)
