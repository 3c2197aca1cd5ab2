"""Which workflow lives a negotiation now, and with which case would the next one begin?"""

import asyncio
from dataclasses import dataclass

import sqlalchemy as sa
from dbos import DBOS
from sqlalchemy.orm import Session

from negotiation.case import Case
from negotiation.errors import TheirFault
from negotiation.records import decode
from negotiation.terms import Brief
from steps.durable import effect, record
from steps.ledger import store
from steps.ledger.tables import mails, negotiations

_ENDED = frozenset({"SUCCESS", "ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"})


class UnknownNegotiation(TheirFault):
    """No negotiation has this id."""

    def __init__(self, negotiation_id: str) -> None:
        super().__init__(negotiation_id)
        self.negotiation_id = negotiation_id

    def __str__(self) -> str:
        return f"no negotiation {self.negotiation_id!r}: GET /negotiations lists them"


@dataclass(frozen=True, slots=True)
class Life:
    """A negotiation's frozen brief, its last case, and the workflow that lives it ("" before the first)."""

    brief: Brief
    case: Case
    workflow_id: str


@record("read_life")
def read_life(session: Session, negotiation_id: str) -> Life:
    """Return the life of a negotiation.

    Raises UnknownNegotiation.
    """
    row = session.execute(
        sa.select(negotiations.c.brief, negotiations.c.case, negotiations.c.workflow_id).where(
            negotiations.c.negotiation_id == negotiation_id
        )
    ).one_or_none()
    if row is None:
        raise UnknownNegotiation(negotiation_id)
    return Life(decode(Brief, row.brief), decode(Case, row.case), row.workflow_id)


@record("note_episode")
def note_episode(session: Session, negotiation_id: str, workflow_id: str) -> None:
    """Keep which workflow lives the negotiation from now on."""
    session.execute(
        negotiations.update()
        .where(negotiations.c.negotiation_id == negotiation_id)
        .values(workflow_id=workflow_id, live=True)
    )


@record("retire")
def retire(session: Session, negotiation_id: str) -> tuple[str, ...]:
    """End the negotiation's life, unless mail for it is waiting: then return that mail, oldest first.

    Routing writes in transactions too, so a mail is either seen here or finds
    the negotiation retired and opens its next episode. None falls between.
    """
    waiting = sa.select(mails.c.message_id).where(
        mails.c.negotiation_id == negotiation_id,
        mails.c.route.in_(("reply", "takeover")),
        mails.c.handled_turn.is_(None),
    )
    late = tuple(session.execute(waiting.order_by(mails.c.received_at_ms)).scalars())
    if not late:
        session.execute(negotiations.update().where(negotiations.c.negotiation_id == negotiation_id).values(live=False))
    return late


@effect("find_live")
async def find_live(negotiation_id: str) -> str:
    """Return the workflow that can take a signal; "" when there is none, because a send to it would be lost.

    Raises UnknownNegotiation.
    """
    workflow_id = await asyncio.to_thread(_live_workflow_id, negotiation_id)
    status = await DBOS.get_workflow_status_async(workflow_id) if workflow_id else None
    return workflow_id if status is not None and status.status not in _ENDED else ""


def _live_workflow_id(negotiation_id: str) -> str:
    query = sa.select(negotiations.c.workflow_id, negotiations.c.live)
    with store.current().reading() as connection:
        found = connection.execute(query.where(negotiations.c.negotiation_id == negotiation_id)).one_or_none()
    if found is None:
        raise UnknownNegotiation(negotiation_id)
    return str(found.workflow_id) if found.live else ""
