"""What were fees like that creators agreed to before?

Rate memory: this creator's own last deal on this platform; else the middle of
earlier deals of the campaign, of the brand on this platform, or of the
platform, the nearest of which there are enough. A rate is a fee for 1,000
expected views of our own deals in the same currency, never a market rate. It
refuses to move the most we may pay: only where we open and hope to land.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from negotiation.money import divide_down
from negotiation.terms import KnownRate

_ENOUGH = 3  # deals of others before their middle says anything


@dataclass(frozen=True, slots=True)
class PastDeal:
    """A deal of the ledger on the same platform, in the same currency, seen from a new negotiation."""

    fee_cents: int
    views: int
    agreed_on: str  # ISO date
    same_campaign: bool
    same_brand: bool

    @property
    def cpm_cents(self) -> int:
        """The fee for 1,000 expected views."""
        return divide_down(self.fee_cents * 1000, self.views)


def own_rate(deals: Sequence[PastDeal]) -> KnownRate | None:
    """Return what this creator agreed to last; *deals* are theirs."""
    if not deals:
        return None
    last = max(deals, key=lambda deal: (deal.agreed_on, -deal.cpm_cents))
    return KnownRate("creator", last.cpm_cents, len(deals), last.agreed_on)


def usual_rate(deals: Sequence[PastDeal]) -> KnownRate | None:
    """Return the rate that the nearest of everybody's *deals* tell; None where too few were made."""
    near = (
        ("campaign", [deal for deal in deals if deal.same_campaign]),
        ("brand", [deal for deal in deals if deal.same_brand]),
        ("platform", list(deals)),
    )
    return next((_middle(whose, found) for whose, found in near if len(found) >= _ENOUGH), None)


def _middle(whose: str, deals: Sequence[PastDeal]) -> KnownRate:
    ordered = sorted(deal.cpm_cents for deal in deals)
    newest = max(deal.agreed_on for deal in deals)
    return KnownRate(whose, ordered[(len(ordered) - 1) // 2], len(deals), newest)
