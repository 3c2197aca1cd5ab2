"""What came of a person's decision?

Told from the facts of the turn that followed it: what was sent, where the
negotiation moved, what was handed over and with which sentence. Nothing is
kept for this alone, so it cannot say anything that did not happen.
"""

from dataclasses import dataclass
from typing import Any, Literal

import sqlalchemy as sa

from steps.ledger import store
from steps.ledger.tables import drafts, escalations, presses, transitions

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a press did. ``to_state`` is where it led; ``told`` is the sentence of a hand-over."""

    kind: Literal["waiting", "sent", "moved", "handed_over", "nothing"]
    act: str
    who: str
    at_ms: int
    to_state: str = ""
    fee_cents: int | None = None
    told: str = ""


def read_press(negotiation_id: str, press_id: str) -> Json | None:
    """Return a press on this negotiation; None while the negotiation has not heard of it."""
    query = sa.select(presses).where(presses.c.press_id == press_id, presses.c.negotiation_id == negotiation_id)
    with store.current().reading() as connection:
        press = connection.execute(query).mappings().one_or_none()
    return None if press is None else dict(press)


def read_outcome(press: Json, *, under_way: bool) -> Outcome:
    """Return what came of *press*; while its turn is *under_way*, or has not come, nothing is sure yet."""
    known = {"act": press["action"], "who": press["who"], "at_ms": press["at_ms"]}
    if under_way or press["taken_turn"] is None:
        return Outcome("waiting", **known)
    with store.current().reading() as connection:
        return _found(connection, press["negotiation_id"], press["taken_turn"], known)


def _found(connection: sa.Connection, negotiation_id: str, turn: int, known: Json) -> Outcome:
    def of_turn(table: sa.Table) -> tuple[sa.ColumnElement[bool], ...]:
        return table.c.negotiation_id == negotiation_id, table.c.turn == turn

    moved = connection.execute(
        sa.select(transitions.c.to_state).where(*of_turn(transitions)).order_by(transitions.c.seq)
    ).all()
    state = str(moved[-1].to_state) if moved else ""
    handed = connection.execute(sa.select(escalations.c.detail).where(*of_turn(escalations)).limit(1)).scalar()
    if handed is not None:
        return Outcome("handed_over", to_state=state, told=str(handed), **known)
    sent = connection.execute(
        sa.select(drafts.c.fee_cents).where(*of_turn(drafts), drafts.c.status == "sent").limit(1)
    ).one_or_none()
    if sent is not None:
        return Outcome("sent", to_state=state, fee_cents=sent.fee_cents, **known)
    return Outcome("moved" if moved else "nothing", to_state=state, **known)
