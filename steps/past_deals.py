"""Which deals of the ledger does a new campaign remember?

The newest on its platform in its currency, as old as the campaign allows. One
look serves a whole import.
"""

from collections.abc import Iterable
from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from negotiation.rates import PastDeal, own_rate, usual_rate
from negotiation.terms import Campaign, Creator, KnownRate
from steps.clock import now_ms
from steps.intake.creators import creator_key
from steps.ledger.tables import campaigns, deals, negotiations

_DAY_MS = 86_400_000
_MOST_DEALS = 5_000


class PastDeals:
    """The deals that one campaign remembers."""

    def __init__(self, rows: Iterable[tuple[str, PastDeal]] = ()) -> None:
        """Take deals, each with the key of its creator."""
        self._own: dict[str, list[PastDeal]] = {}
        for whose, deal in rows:
            self._own.setdefault(whose, []).append(deal)
        self._usual = usual_rate([deal for made in self._own.values() for deal in made])

    def rate_of(self, creator: Creator) -> KnownRate | None:
        """Return the rate that is known for *creator*: their own, else the usual one."""
        return own_rate(self._own.get(creator_key(creator.email, creator.handle), ())) or self._usual


def past_deals(session: Session | sa.Connection, campaign: Campaign) -> PastDeals:
    """Return what *campaign* remembers."""
    if campaign.rate_memory_days <= 0:
        return PastDeals()
    platform = campaign.package.deliverables[0].platform
    found = session.execute(
        sa.select(deals, campaigns.c.brand, campaigns.c.client)
        .join(campaigns, campaigns.c.campaign_id == deals.c.campaign_id)
        .join(negotiations, negotiations.c.negotiation_id == deals.c.negotiation_id)
        .where(
            negotiations.c.platform == platform,
            deals.c.currency == campaign.currency,
            deals.c.agreed_at_ms >= now_ms() - campaign.rate_memory_days * _DAY_MS,
            deals.c.views > 0,
        )
        .order_by(deals.c.agreed_at_ms.desc())
        .limit(_MOST_DEALS)
    )
    return PastDeals((row.negotiation_id.partition(":")[2], _past(row, campaign)) for row in found)


def _past(row: sa.Row[tuple[object, ...]], campaign: Campaign) -> PastDeal:
    return PastDeal(
        fee_cents=row.fee_cents,
        views=row.views,
        agreed_on=datetime.fromtimestamp(row.agreed_at_ms / 1000, UTC).date().isoformat(),
        same_campaign=row.campaign_id == campaign.campaign_id,
        same_brand=(row.client, row.brand) == (campaign.client, campaign.brand),
    )
