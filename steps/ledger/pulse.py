"""Has something changed since a page was drawn?

A few numbers that move whenever a fact does, read by index: cheap enough to be
asked every second by each page that is open. It says that something changed,
never what.
"""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from steps.ledger import store
from steps.ledger.tables import campaigns, mails, negotiations, notices, presses, rehearsals, row_problems


@dataclass(frozen=True, slots=True)
class Topic:
    """What a page is about: one negotiation, one campaign, or (both empty) all of them."""

    negotiation_id: str = ""
    campaign_id: str = ""


def take_pulse(topic: Topic) -> str:
    """Return a word that differs from the last one when anything that *topic* shows has changed."""
    queries = _of_negotiation(topic.negotiation_id) if topic.negotiation_id else _of_lists(topic.campaign_id)
    with store.current().reading() as connection:
        return "-".join(str(connection.scalar(query) or 0) for query in queries)


def _of_negotiation(negotiation_id: str) -> tuple[sa.Select[Any], ...]:
    return (
        sa.select(negotiations.c.updated_at_ms).where(negotiations.c.negotiation_id == negotiation_id),
        sa.select(sa.func.count()).where(presses.c.negotiation_id == negotiation_id),
        sa.select(sa.func.count()).where(mails.c.negotiation_id == negotiation_id),
        sa.select(sa.func.count(notices.c.posted_at_ms)).where(notices.c.negotiation_id == negotiation_id),
    )


def _of_lists(campaign_id: str) -> tuple[sa.Select[Any], ...]:
    newest = sa.select(sa.func.max(negotiations.c.updated_at_ms))
    if campaign_id:
        return (
            newest.where(negotiations.c.campaign_id == campaign_id),
            sa.select(sa.func.max(row_problems.c.at_ms)).where(row_problems.c.campaign_id == campaign_id),
            sa.select(rehearsals.c.at_ms).where(rehearsals.c.campaign_id == campaign_id),
        )
    return (
        newest.where(negotiations.c.needs_person),
        newest.where(~negotiations.c.needs_person),
        sa.select(sa.func.max(campaigns.c.created_at_ms)),
        sa.select(sa.func.max(row_problems.c.at_ms)),
        sa.select(sa.func.max(mails.c.stored_at_ms)).where(mails.c.outgoing.is_(False)),
    )
