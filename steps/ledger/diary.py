"""How does a negotiation's story enter the ledger?

`enter` is the only way a state changes: it asks the transition table, writes
the transition with its cause, and redraws the photograph, all in the caller's
transaction. It decides nothing.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import sqlalchemy as sa
import structlog
from sqlalchemy.orm import Session

from negotiation.case import Case
from negotiation.records import decode, encode
from negotiation.state import Event, State, advance
from negotiation.verdicts import PriceTrace, Verdict
from steps.clock import now_ms
from steps.ledger.tables import negotiations, transitions, verdicts

_log = structlog.get_logger("parley.negotiation")

# What operators search for; an event not named here is logged under its own name.
_LOG_NAMES = {
    Event.OFFER_SENT: "negotiation.opened",
    Event.ANSWER_SENT: "negotiation.counter_sent",
    Event.DEAL_AGREED: "negotiation.agreed",
    Event.REFUSED: "negotiation.rejected",
    Event.HANDED_TO_PERSON: "negotiation.escalated",
}
# Of a cause only what is nobody's words: mails stay out of the log.
_LOGGED = ("stage", "fee_cents", "reason", "mail", "kind", "act", "who")

# States in which a person has to do something.
_FOR_A_PERSON = frozenset({State.ESCALATED, State.TAKEN_OVER})


def enter(session: Session, case: Case, event: Event, cause: Mapping[str, Any]) -> Case:
    """Move *case* by *event* and write down why; returns the moved case.

    Raises IllegalTransition, having changed nothing, for a pair the table does not name.
    """
    moved = replace(case, state=advance(case.state, event), seq=case.seq + 1)
    session.execute(
        transitions.insert().values(
            negotiation_id=case.negotiation_id,
            seq=moved.seq,
            turn=case.turn,
            from_state=case.state,
            event=event,
            to_state=moved.state,
            cause=dict(cause),
            at_ms=now_ms(),
        )
    )
    photograph(session, moved)
    _log.info(
        _LOG_NAMES.get(event, f"negotiation.{event}"),
        negotiation_id=case.negotiation_id,
        state=str(moved.state),
        turn=case.turn,
        **{name: cause[name] for name in _LOGGED if cause.get(name) is not None},
    )
    return moved


def photograph(session: Session, case: Case) -> None:
    """Redraw what lists and pages show of *case*."""
    ours, theirs = case.history.ours(), case.history.theirs()
    session.execute(
        negotiations.update()
        .where(negotiations.c.negotiation_id == case.negotiation_id)
        .values(
            case=encode(case),
            state=case.state,
            turn=case.turn,
            thread_id=case.thread.thread_id or None,
            offer_cents=ours[-1].fee_cents if ours else None,
            ask_cents=theirs[-1].fee_cents if theirs else None,
            needs_person=case.state in _FOR_A_PERSON or bool(case.pending_key or _is_kept_waiting(case)),
            updated_at_ms=now_ms(),
        )
    )


def _is_kept_waiting(case: Case) -> bool:
    """Tell whether a mail of theirs waits for somebody to resume."""
    return case.state is State.PAUSED and bool(case.unread)


def trace_of_turn(session: Session, negotiation_id: str, turn: int) -> PriceTrace:
    """Return the price trace of the verdict that *turn* found; nothing where it found none."""
    stored = session.execute(
        sa.select(verdicts.c.verdict).where(verdicts.c.negotiation_id == negotiation_id, verdicts.c.turn == turn)
    ).scalar()
    found: Verdict | None = None if stored is None else decode(Verdict, stored)
    return found.trace if found else ()
