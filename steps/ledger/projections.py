"""What does the ledger show to people and machines that only look?

Read-only queries for the API, the console and the metrics. Nothing decides by
what it finds here.
"""

from typing import Any

import sqlalchemy as sa

from negotiation.pricing import cpm_of
from steps.ledger import store
from steps.ledger.tables import (
    campaigns,
    commitments,
    deals,
    drafts,
    escalations,
    mails,
    negotiations,
    notices,
    presses,
    row_problems,
    transitions,
    verdicts,
)

Json = dict[str, Any]
SHOWN = (
    negotiations.c.negotiation_id,
    negotiations.c.campaign_id,
    negotiations.c.creator_name,
    negotiations.c.email,
    negotiations.c.handle,
    negotiations.c.platform,
    negotiations.c.state,
    negotiations.c.turn,
    negotiations.c.offer_cents,
    negotiations.c.ask_cents,
    negotiations.c.owner,
    negotiations.c.needs_person,
    negotiations.c.thread_id,
    negotiations.c.updated_at_ms,
)


def list_negotiations(campaign_id: str | None, state: str | None, limit: int, offset: int) -> list[Json]:
    """Return negotiations, those that need a person first; `deal_cents` is the agreed fee, where there is one."""
    query = (
        sa.select(*SHOWN, campaigns.c.currency, deals.c.fee_cents.label("deal_cents"))
        .join(campaigns)
        .outerjoin(deals, deals.c.negotiation_id == negotiations.c.negotiation_id)
        .order_by(negotiations.c.needs_person.desc(), negotiations.c.updated_at_ms.desc())
    )
    if campaign_id:
        query = query.where(negotiations.c.campaign_id == campaign_id)
    if state:
        query = query.where(negotiations.c.state == state)
    return _rows(query.limit(limit).offset(offset))


def show_negotiation(negotiation_id: str) -> Json | None:
    """Return one negotiation whole: state, history with causes, verdicts with price traces, mails, deal."""
    found = _rows(
        sa.select(*SHOWN, campaigns.c.currency, negotiations.c.workflow_id, negotiations.c.brief)
        .join(campaigns)
        .where(negotiations.c.negotiation_id == negotiation_id)
    )
    if not found:
        return None
    brief = found[0].pop("brief")
    limits = {name: brief[name] for name in ("expected_views", "anchor_cents", "target_cents", "reservation_cents")}
    of_it = {
        "history": (transitions, transitions.c.seq),
        "verdicts": (verdicts, verdicts.c.turn),
        "drafts": (drafts, drafts.c.created_at_ms),
        "escalations": (escalations, escalations.c.id),
        "decisions": (presses, presses.c.at_ms),
        "notices": (notices, notices.c.created_at_ms),
        "deals": (deals, deals.c.agreed_at_ms),
    }
    story: Json = {
        name: _rows(sa.select(table).where(table.c.negotiation_id == negotiation_id).order_by(order))
        for name, (table, order) in of_it.items()
    }
    deal = story.pop("deals")
    columns = [column for column in mails.c if column.name not in ("raw", "facts")]
    thread = sa.select(*columns).where(mails.c.negotiation_id == negotiation_id).order_by(mails.c.received_at_ms)
    return {**found[0], **limits, **story, "mails": _rows(thread), "deal": deal[0] if deal else None}


def show_campaign(campaign_id: str) -> Json | None:
    """Return a campaign with its money, its CPM and its troubles."""
    found = _rows(sa.select(campaigns).where(campaigns.c.campaign_id == campaign_id))
    problems = _rows(
        sa.select(row_problems.c.row_no, row_problems.c.field, row_problems.c.problem)
        .where(row_problems.c.campaign_id == campaign_id)
        .order_by(row_problems.c.row_no)
    )
    if not found:
        return {"campaign_id": campaign_id, "problems": problems} if problems else None
    return {**found[0], "problems": problems, **campaign_money(campaign_id)}


def campaign_money(campaign_id: str) -> Json:
    """Return what a campaign has committed and reserved, and the view-weighted CPM of its deals (minor units)."""

    def total(column: sa.Column[int], *, agreed: bool) -> sa.ColumnElement[int]:
        counted = commitments.c.agreed if agreed else ~commitments.c.agreed
        return sa.func.coalesce(sa.func.sum(sa.case((counted, column), else_=0)), 0)

    fee, views = commitments.c.fee_cents, commitments.c.views
    sums = sa.select(
        total(fee, agreed=True),
        total(fee, agreed=False),
        total(views, agreed=True),
    )
    with store.current().reading() as connection:
        # As whole numbers: PostgreSQL sums them as decimals.
        committed, reserved, bought = map(
            int, connection.execute(sums.where(commitments.c.campaign_id == campaign_id)).one()
        )
    states = _rows(
        sa.select(negotiations.c.state, sa.func.count().label("count"))
        .where(negotiations.c.campaign_id == campaign_id)
        .group_by(negotiations.c.state)
    )
    return {
        "committed_cents": committed,
        "reserved_cents": reserved,
        "deal_views": bought,
        "campaign_cpm_cents": cpm_of(committed, bought) if bought else None,
        "states": {row["state"]: row["count"] for row in states},
    }


def list_campaigns() -> list[Json]:
    """Return every campaign, newest first, with its money."""
    rows = _rows(sa.select(campaigns).order_by(campaigns.c.created_at_ms.desc()))
    return [{**row, **campaign_money(row["campaign_id"])} for row in rows]


def newest_deals(campaign_id: str, most: int) -> list[Json]:
    """Return the newest deals of a campaign with their creators, newest first."""
    return _rows(
        sa.select(deals, *(negotiations.c[name] for name in ("creator_name", "handle", "email", "state")))
        .join(negotiations, negotiations.c.negotiation_id == deals.c.negotiation_id)
        .where(deals.c.campaign_id == campaign_id)
        .order_by(deals.c.agreed_at_ms.desc())
        .limit(most)
    )


def deal_course(campaign_id: str) -> list[Json]:
    """Return when each deal of a campaign was agreed, and what it committed, oldest first."""
    return _rows(
        sa.select(deals.c.agreed_at_ms, commitments.c.fee_cents, commitments.c.views)
        .join(commitments, commitments.c.negotiation_id == deals.c.negotiation_id)
        .where(deals.c.campaign_id == campaign_id, commitments.c.agreed)
        .order_by(deals.c.agreed_at_ms)
    )


def currency_of(negotiation_id: str) -> str:
    """Return the currency a negotiation is held in; "" when there is no such negotiation."""
    rows = _rows(
        sa.select(campaigns.c.currency)
        .join(negotiations, negotiations.c.campaign_id == campaigns.c.campaign_id)
        .where(negotiations.c.negotiation_id == negotiation_id)
    )
    return str(rows[0]["currency"]) if rows else ""


def _rows(query: sa.Select[Any]) -> list[Json]:
    with store.current().reading() as connection:
        return [dict(row) for row in connection.execute(query).mappings()]
