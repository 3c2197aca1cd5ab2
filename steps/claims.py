"""Who of a campaign still waits for money, and what becomes of those it never reaches?

A claim stands from the import until its negotiation ends or a person holds it.
The rules of the queue are `negotiation.priority`'s; here they are given the rows.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from negotiation.case import Case
from negotiation.priority import FINE, Claim, Line, Out, claim_of
from negotiation.state import Event, State
from negotiation.terms import Brief
from steps.campaign_notices import budget_spent_notice
from steps.durable import record
from steps.ledger import store
from steps.ledger.diary import enter
from steps.ledger.store import insert_once
from steps.ledger.tables import claims, commitments
from steps.notices import tell

# The budget is used up after a few, or nearly everybody is needed.
_AT_FIRST, _EVERYBODY, _EVERYTHING = 64, 10**9, 10**17
_GOING_ON = frozenset({State.INITIAL_OFFER, State.AWAITING_REPLY, State.COUNTER_RECEIVED, State.COUNTER_SENT})


def keep_claim(session: Session, brief: Brief, state: State) -> None:
    """Keep that the campaign wants this creator while the negotiation goes on; forget it otherwise."""
    if state not in _GOING_ON:
        session.execute(claims.delete().where(claims.c.negotiation_id == brief.negotiation_id))
        return
    own = claim_of(brief)
    insert_once(
        session,
        claims,
        negotiation_id=brief.negotiation_id,
        campaign_id=brief.campaign.campaign_id,
        views=own.views,
        anchor_cents=own.anchor_cents,
        target_cents=own.target_cents,
    )


def queue_at(session: Session, brief: Brief) -> Line:
    """Return everybody else of the campaign; the caller holds the campaign's row."""
    return KeptLine(session, brief)


class KeptLine:
    """The line of a campaign, summed where it is kept and read no further than the rules ask."""

    def __init__(self, session: Session, brief: Brief) -> None:
        """Sum up what is held; who waits is read when it is asked for."""
        self._session = session
        self._asked = {"campaign": brief.campaign.campaign_id, "own": brief.negotiation_id}
        # As whole numbers: PostgreSQL sums them as decimals.
        self.spent_cents, total, number, going_cents, hoped_cents = map(int, session.execute(_HELD, self._asked).one())
        self.stuck_cents = total - self.spent_cents - going_cents
        self._out = Out(number, going_cents, hoped_cents)

    def out(self) -> Out:
        """Return what the offers come to that are out."""
        return self._out

    def least_cents(self) -> int:
        """Return the least that anybody who waits opens with; 0 when nobody does."""
        return self._session.execute(_LEAST, self._asked).scalar() or 0

    def before(self, own: Claim, open_cents: int, hope_cents: int | None) -> Iterator[Claim]:
        """Return those who wait, are better than *own* and may fit, best first; few are read before the others are."""
        asked = self._asked | dict(zip(_OF_A_RANK, own.rank, strict=True))
        asked |= {"open": open_cents, "hope": _EVERYTHING if hope_cents is None else hope_cents}
        line = _BEFORE["BINARY" if store.current().is_sqlite else "C"]
        for page in (line.limit(_AT_FIRST), line.offset(_AT_FIRST).limit(_EVERYBODY)):
            rows = self._session.execute(page, asked).all()
            yield from (Claim(row.negotiation_id, row.views, row.anchor_cents, row.target_cents) for row in rows)
            if len(rows) < _AT_FIRST:
                return


def _sum(column: sa.ColumnElement[int]) -> sa.ColumnElement[int]:
    return sa.func.coalesce(sa.func.sum(column), 0)


def _held() -> sa.Select[*tuple[Any, ...]]:
    """Return the sums of what the others hold: deals, all, and of offers that are out number, fees and hopes."""
    held = commitments.c
    going = ~held.agreed & claims.c.negotiation_id.is_not(None)
    hoped = sa.case((held.fee_cents > claims.c.target_cents, held.fee_cents), else_=claims.c.target_cents)
    sums = sa.select(
        _sum(sa.case((held.agreed, held.fee_cents), else_=0)),
        _sum(held.fee_cents),
        _sum(sa.case((going, 1), else_=0)),
        _sum(sa.case((going, held.fee_cents), else_=0)),
        _sum(sa.case((going, hoped), else_=0)),
    ).outerjoin_from(commitments, claims, claims.c.negotiation_id == held.negotiation_id)
    return sums.where(held.campaign_id == sa.bindparam("campaign"), held.negotiation_id != sa.bindparam("own"))


def _before(order: str) -> sa.Select[Any]:
    """Return those who wait and are better, best first; *order* is that of code points, as Python's."""
    key = sa.collate(claims.c.negotiation_id, order)
    rate = claims.c.target_cents * FINE // sa.case((claims.c.views > 1, claims.c.views), else_=1)
    rank = rate, -claims.c.views, key
    own = [sa.bindparam(name, type_=kind) for name, kind in _OF_A_RANK.items()]
    fits = [
        column <= sa.bindparam(name, type_=sa.BigInteger)
        for column, name in ((claims.c.anchor_cents, "open"), (claims.c.target_cents, "hope"))
    ]
    return sa.select(claims).where(*_WAITS, *fits, sa.tuple_(*rank) < sa.tuple_(*own)).order_by(*rank)


_OF_A_RANK: dict[str, type[sa.types.TypeEngine[Any]]] = {
    "rate": sa.BigInteger,
    "fewer": sa.BigInteger,
    "key": sa.String,
}
# Built once: building a query costs more than answering it for a small campaign.
_WAITS = (
    claims.c.campaign_id == sa.bindparam("campaign"),
    claims.c.negotiation_id != sa.bindparam("own"),
    ~sa.exists().where(commitments.c.negotiation_id == claims.c.negotiation_id),
)
_HELD, _LEAST = _held(), sa.select(sa.func.min(claims.c.anchor_cents)).where(*_WAITS)
_BEFORE = {order: _before(order) for order in ("BINARY", "C")}


@record("end_unopened")
def end_unopened(session: Session, brief: Brief, case: Case) -> Case:
    """End a negotiation that the budget never reached: the creator hears nothing, the team hears of all at once."""
    case = enter(session, replace(case, due_at_ms=None), Event.REFUSED, {"reason": "budget_spent"})
    waiting = sa.select(sa.func.count()).where(claims.c.campaign_id == brief.campaign.campaign_id)
    tell(session, budget_spent_notice(brief, session.execute(waiting).scalar_one()))
    return case
