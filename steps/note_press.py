"""Who pressed what, and has a turn followed it?

A press is kept before anything is told of it, as a mail is: whatever becomes
of the signal, the ledger still knows what a person decided.
"""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from negotiation.acts import Act, leads_somewhere
from negotiation.case import Case
from steps.clock import now_ms
from steps.durable import record
from steps.ledger.tables import negotiations, presses
from steps.life import UnknownNegotiation

Json = dict[str, Any]


@record("keep_press")
def keep_press(session: Session, negotiation_id: str, press_id: str, act: str, who: str, signal: Json) -> None:
    """Keep who pressed what and when, as *signal* for the turn that will follow it; the same press is kept once.

    Raises UnknownNegotiation.
    """
    known = sa.select(negotiations.c.negotiation_id).where(negotiations.c.negotiation_id == negotiation_id)
    if session.execute(known).first() is None:
        raise UnknownNegotiation(negotiation_id)
    if not _is_known(session, press_id):
        insert_press(session, negotiation_id, press_id, act, who, {}, signal=signal)


@record("note_press")
def note_press(session: Session, case: Case, press_id: str, act: str, who: str, detail: dict[str, str]) -> bool:
    """Note that this turn takes the press; False when one took it before, or when it leads nowhere from here."""
    follows = leads_somewhere(Act(act), case.state)
    if not _is_known(session, press_id):
        insert_press(session, case.negotiation_id, press_id, act, who, detail, taken_turn=case.turn)
        return follows
    waiting = presses.update().where(presses.c.press_id == press_id, presses.c.taken_turn.is_(None))
    taken = waiting.values(detail=detail, taken_turn=case.turn).returning(presses.c.press_id)
    return bool(session.execute(taken).all()) and follows


def _is_known(session: Session, press_id: str) -> bool:
    return session.execute(sa.select(presses.c.press_id).where(presses.c.press_id == press_id)).first() is not None


def insert_press(
    session: Session, negotiation_id: str, press_id: str, act: str, who: str, detail: dict[str, str], **rest: Any
) -> None:
    """Keep a press that is not known yet: with its *signal* until a turn follows it, or with the turn that took it."""
    row = {"press_id": press_id, "negotiation_id": negotiation_id, "action": act, "who": who, "detail": detail}
    session.execute(presses.insert().values(**row, **rest, at_ms=now_ms()))
