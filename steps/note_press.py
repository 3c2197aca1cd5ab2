"""Who pressed what, and has a turn followed it?

A press is kept before anything is told of it, as a mail is: whatever becomes
of the signal, the ledger still knows what a person decided. One about something
that is no longer so is not followed: who pressed it would write without knowing
what has been written since.
"""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from negotiation.acts import Act, leads_somewhere
from negotiation.case import Case
from negotiation.state import Event
from negotiation.terms import Brief
from steps.clock import now_ms
from steps.durable import record
from steps.ledger.tables import negotiations, presses, transitions
from steps.life import UnknownNegotiation
from steps.notices import overtaken_notice, tell

Json = dict[str, Any]
# After one of these a mail is in the thread that was not there before.
_WRITTEN = (Event.OFFER_SENT, Event.ANSWER_SENT, Event.REPLY_ARRIVED)


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
def note_press(
    session: Session, brief: Brief, case: Case, press_id: str, act: Act, who: str, *, detail: dict[str, str]
) -> bool:
    """Note that this turn takes the press; False when one took it before, or when it leads nowhere from here.

    *detail* says what they looked at. A button in Slack cannot say that nothing came of it: the channel is told.
    """
    follows = leads_somewhere(act, case.state) and not _is_overtaken(session, case, act, detail)
    if not follows and press_id.startswith("slack/") and not _was_pressed(session, case, act, detail):
        tell(session, overtaken_notice(brief, case, act, who))
    if not _is_known(session, press_id):
        insert_press(session, case.negotiation_id, press_id, act, who, detail, taken_turn=case.turn)
        return follows
    waiting = presses.update().where(presses.c.press_id == press_id, presses.c.taken_turn.is_(None))
    taken = waiting.values(detail=detail, taken_turn=case.turn).returning(presses.c.press_id)
    return bool(session.execute(taken).all()) and follows


def _is_overtaken(session: Session, case: Case, act: Act, detail: dict[str, str]) -> bool:
    """Tell whether somebody decides to write about a draft, or a thread, that is no longer what they looked at."""
    if act in (Act.APPROVE, Act.EDIT):
        return detail.get("pending_key", "") not in ("", case.pending_key)
    if act not in (Act.COUNTER, Act.REJECT) or not detail.get("seen_turn"):
        return False
    later = (transitions.c.negotiation_id == case.negotiation_id, transitions.c.turn > int(detail["seen_turn"]))
    written = sa.select(transitions.c.id).where(*later, transitions.c.event.in_(_WRITTEN)).limit(1)
    return session.execute(written).first() is not None


def _was_pressed(session: Session, case: Case, act: str, detail: dict[str, str]) -> bool:
    """Tell whether a turn has taken this button before: pressing it twice is no news."""
    mine = (presses.c.negotiation_id == case.negotiation_id, presses.c.action == act, presses.c.taken_turn.is_not(None))
    return detail in session.execute(sa.select(presses.c.detail).where(*mine)).scalars().all()


def _is_known(session: Session, press_id: str) -> bool:
    return session.execute(sa.select(presses.c.press_id).where(presses.c.press_id == press_id)).first() is not None


def insert_press(
    session: Session, negotiation_id: str, press_id: str, act: str, who: str, detail: dict[str, str], **rest: Any
) -> None:
    """Keep a press that is not known yet: with its *signal* until a turn follows it, or with the turn that took it."""
    row = {"press_id": press_id, "negotiation_id": negotiation_id, "action": act, "who": who, "detail": detail}
    session.execute(presses.insert().values(**row, **rest, at_ms=now_ms()))
