"""What does a page about one negotiation show?

The newest of everything, in bounded pieces: a mail of a hundred thousand words
costs a page no more than a short one. Read-only.
"""

from typing import Any

import sqlalchemy as sa

from negotiation.case import Case
from negotiation.records import decode
from negotiation.terms import Brief, Package
from steps.ledger import store
from steps.ledger.projections import SHOWN
from steps.ledger.tables import (
    campaigns,
    deals,
    drafts,
    escalations,
    mails,
    negotiations,
    notices,
    presses,
    transitions,
    verdicts,
)

Json = dict[str, Any]
MOST_LETTERS = 8_000  # of one mail; the rest is in Gmail
_MOST_ROWS = 200  # of each kind, the newest

_HEAD = (
    *SHOWN,
    negotiations.c.workflow_id,
    negotiations.c.brief,
    negotiations.c.case,
    negotiations.c.created_at_ms,
    campaigns.c.brand,
    campaigns.c.client,
    campaigns.c.currency,
)
_MAIL = (
    mails.c.message_id,
    mails.c.outgoing,
    mails.c.kind,
    mails.c.route,
    mails.c.sender,
    sa.func.substr(mails.c.subject, 1, 500).label("subject"),
    sa.func.substr(mails.c.own_words, 1, MOST_LETTERS).label("words"),
    sa.func.length(mails.c.own_words).label("letters"),
    mails.c.received_at_ms,
    mails.c.handled_turn,
)


def read_story(negotiation_id: str) -> Json | None:
    """Return one negotiation with its thread, verdicts, drafts, hand-overs, decisions and moves, each oldest first."""
    of_it = negotiations.c.negotiation_id == negotiation_id
    head = sa.select(*_HEAD).join(campaigns, campaigns.c.campaign_id == negotiations.c.campaign_id).where(of_it)
    with store.current().reading() as connection:
        found = connection.execute(head).mappings().one_or_none()
        if found is None:
            return None
        pieces = {name: _rows(connection, negotiation_id, *what) for name, what in _PIECES.items()}
    story = {**found, **pieces}
    brief, case = decode(Brief, story.pop("brief")), decode(Case, story.pop("case"))
    deal = story.pop("deals")
    return {
        **story,
        "deal": deal[-1] if deal else None,
        "package": decode(Package, deal[-1]["package"]) if deal else brief.campaign.package,
        "expected_views": brief.expected_views,
        "anchor_cents": brief.anchor_cents,
        "target_cents": brief.target_cents,
        "reservation_cents": brief.reservation_cents,
        "rounds": brief.campaign.rounds,
        "pending_key": case.pending_key,
        "due_at_ms": case.due_at_ms,
        "moves": case.history.moves,
        "mails_with_amount": case.history.mails_with_amount,
    }


_PIECES: dict[str, tuple[sa.Table, sa.Column[Any], tuple[Any, ...]]] = {
    "mails": (mails, mails.c.received_at_ms, _MAIL),
    "history": (transitions, transitions.c.seq, tuple(transitions.c)),
    "verdicts": (verdicts, verdicts.c.turn, tuple(verdicts.c)),
    "drafts": (drafts, drafts.c.created_at_ms, tuple(c for c in drafts.c if c.name != "order")),
    "escalations": (escalations, escalations.c.id, tuple(escalations.c)),
    "decisions": (presses, presses.c.at_ms, tuple(presses.c)),
    "notices": (
        notices,
        notices.c.created_at_ms,
        (notices.c.key, notices.c.kind, notices.c.text, notices.c.created_at_ms, notices.c.posted_at_ms),
    ),
    "deals": (deals, deals.c.agreed_at_ms, tuple(deals.c)),
}


def _rows(
    connection: sa.Connection, negotiation_id: str, table: sa.Table, order: sa.Column[Any], columns: tuple[Any, ...]
) -> list[Json]:
    newest = sa.select(*columns).where(table.c.negotiation_id == negotiation_id).order_by(order.desc())
    return [dict(row) for row in connection.execute(newest.limit(_MOST_ROWS)).mappings()][::-1]
