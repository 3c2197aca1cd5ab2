"""What does the rest of the campaign leave for this creator?

Every other deal and every other open offer is counted at its worst case, so
that any of the open offers may close, in any order, and the campaign's
view-weighted CPM and its budget still hold. It refuses to spend savings that
are only hoped for: a stretch is paid from agreed deals alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from negotiation.money import divide_up
from negotiation.terms import Campaign, Standing


@dataclass(frozen=True, slots=True)
class Commitment:
    """A deal, or the amount another creator may close at by saying yes."""

    negotiation_id: str
    views: int
    fee_cents: int
    agreed: bool


def standing_for(campaign: Campaign, others: Sequence[Commitment], expected_views: int) -> Standing:
    """Return the limits for a creator of *expected_views*, given everybody else's commitments."""
    budget_left = campaign.budget_cents - sum(c.fee_cents for c in others)
    own_most = campaign.cpm_max_cents * expected_views * (100 + campaign.stretch_percent) // 100
    shared_most = campaign.cpm_max_cents * expected_views + _savings(campaign, others)
    shared_least = campaign.cpm_min_cents * expected_views - _surplus(campaign, others)
    ceiling = min(budget_left, own_most // 1000, shared_most // 1000)
    return Standing(ceiling_cents=max(ceiling, 0), floor_cents=max(divide_up(shared_least, 1000), 0))


def _savings(campaign: Campaign, others: Sequence[Commitment]) -> int:
    """Return what agreed deals stay under the upper CPM, less what open offers may still overdraw (thousandths)."""
    return _worst_case([campaign.cpm_max_cents * c.views - 1000 * c.fee_cents for c in others], others)


def _surplus(campaign: Campaign, others: Sequence[Commitment]) -> int:
    """Return what agreed deals lie over the lower CPM, less what open offers may still fall under it (thousandths)."""
    return _worst_case([1000 * c.fee_cents - campaign.cpm_min_cents * c.views for c in others], others)


def _worst_case(slacks: Sequence[int], others: Sequence[Commitment]) -> int:
    return sum(slack if c.agreed else min(slack, 0) for slack, c in zip(slacks, others, strict=True))
