"""Which negotiations does a list show, and where does its next page begin?

Those that need a person come first, then the newest. A page is found by the
place its predecessor ended at, so the ten-thousandth row costs what the first
one does. Read-only, and every query is bounded.
"""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from negotiation.errors import TheirFault
from negotiation.state import State
from steps.ledger import store
from steps.ledger.tables import campaigns, deals, drafts, escalations, negotiations

Json = dict[str, Any]
PAGE = 50
_LONGEST_SEARCH = 100

_SHOWN = (
    negotiations.c.negotiation_id,
    negotiations.c.campaign_id,
    negotiations.c.creator_name,
    negotiations.c.email,
    negotiations.c.handle,
    negotiations.c.platform,
    negotiations.c.state,
    negotiations.c.offer_cents,
    negotiations.c.ask_cents,
    negotiations.c.owner,
    negotiations.c.needs_person,
    negotiations.c.updated_at_ms,
    campaigns.c.brand,
    campaigns.c.currency,
    deals.c.fee_cents.label("deal_cents"),
)


class WrongPlace(TheirFault):
    """A link names a place in a list that cannot be one."""

    def __init__(self, given: str) -> None:
        super().__init__(given)
        self.given = given

    def __str__(self) -> str:
        return "this link to a page of the list is damaged: begin at the list's first page"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is narrowed to; empty means everything. *words* are looked for in names and addresses."""

    campaign_id: str = ""
    state: str = ""
    words: str = ""
    needs_person: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list, and the place at which the next one begins ("" after the last)."""

    rows: list[Json]
    next_place: str


def list_page(wanted: Wanted, place: str = "", size: int = PAGE) -> Page:
    """Return the page of *wanted* that begins after *place*.

    Raises WrongPlace.
    """
    needs, updated, name = negotiations.c.needs_person, negotiations.c.updated_at_ms, negotiations.c.negotiation_id
    query = sa.select(*_SHOWN).join(campaigns, campaigns.c.campaign_id == negotiations.c.campaign_id)
    query = query.outerjoin(deals, deals.c.negotiation_id == negotiations.c.negotiation_id)
    query = query.where(*_narrowed(wanted))
    if place:
        query = query.where(sa.tuple_(needs, updated, name) < sa.tuple_(*map(sa.literal, _read_place(place))))
    query = query.order_by(needs.desc(), updated.desc(), name.desc()).limit(size + 1)
    with store.current().reading() as connection:
        rows = [dict(row) for row in connection.execute(query).mappings()]
        shown = rows[:size]
        _add_reasons(connection, shown)
    return Page(shown, _write_place(shown[-1]) if len(rows) > size else "")


def count_states(campaign_id: str = "") -> dict[str, int]:
    """Return how many negotiations are in each state, and under ``needs_person`` how many wait for one."""
    of_it = [negotiations.c.campaign_id == campaign_id] if campaign_id else []
    per_state = sa.select(negotiations.c.state, sa.func.count()).where(*of_it).group_by(negotiations.c.state)
    waiting = sa.select(sa.func.count()).where(negotiations.c.needs_person, *of_it)
    with store.current().reading() as connection:
        counted = {str(state): int(number) for state, number in connection.execute(per_state)}
        return {**counted, "needs_person": int(connection.scalar(waiting) or 0)}


def campaign_names() -> list[Json]:
    """Return the newest campaigns by name, for a list to choose from."""
    query = sa.select(campaigns.c.campaign_id, campaigns.c.brand).order_by(campaigns.c.created_at_ms.desc()).limit(200)
    with store.current().reading() as connection:
        return [dict(row) for row in connection.execute(query).mappings()]


def _narrowed(wanted: Wanted) -> list[sa.ColumnElement[bool]]:
    clauses: list[sa.ColumnElement[bool]] = []
    if wanted.campaign_id:
        clauses.append(negotiations.c.campaign_id == wanted.campaign_id)
    if wanted.state in frozenset(State):
        clauses.append(negotiations.c.state == wanted.state)
    if wanted.needs_person:
        clauses.append(negotiations.c.needs_person)
    if words := " ".join(wanted.words.split())[:_LONGEST_SEARCH]:
        searched = negotiations.alias("searched")
        looked_into = (searched.c.creator_name, searched.c.email, searched.c.handle, searched.c.negotiation_id)
        found = sa.or_(*(column.icontains(words, autoescape=True) for column in looked_into))
        # Apart from the rest of the row, so that the search reads its index and nothing else.
        clauses.append(negotiations.c.negotiation_id.in_(sa.select(searched.c.negotiation_id).where(found)))
    return clauses


def _add_reasons(connection: sa.Connection, rows: list[Json]) -> None:
    """Say of each row that waits for a person what for: a hand-over's reason, or the draft that is held."""
    ids = [row["negotiation_id"] for row in rows if row["needs_person"]]
    open_ones = sa.select(escalations.c.negotiation_id, escalations.c.reason).where(
        escalations.c.negotiation_id.in_(ids), escalations.c.resolved_at_ms.is_(None)
    )
    held = sa.select(drafts.c.negotiation_id, drafts.c.stage).where(
        drafts.c.negotiation_id.in_(ids), drafts.c.status == "held"
    )
    reasons = dict(tuple(row) for row in connection.execute(open_ones.order_by(escalations.c.id)))
    stages = dict(tuple(row) for row in connection.execute(held.order_by(drafts.c.created_at_ms)))
    for row in rows:
        row["reason"] = reasons.get(row["negotiation_id"], "")
        row["held_stage"] = stages.get(row["negotiation_id"], "")


def _write_place(row: Json) -> str:
    return f"{int(row['needs_person'])}.{row['updated_at_ms']}.{row['negotiation_id']}"


def _read_place(place: str) -> tuple[bool, int, str]:
    needs, _, rest = place.partition(".")
    updated, _, name = rest.partition(".")
    if needs not in ("0", "1") or not updated.isdecimal() or len(updated) > 15 or not name:
        raise WrongPlace(place[:40])
    return needs == "1", int(updated), name
