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


@dataclass(frozen=True, slots=True)
class Burden:
    """What everybody else's commitments come to: all that the limits depend on.

    ``savings`` is what agreed deals stay under the upper CPM, less what open offers may still overdraw; ``surplus``
    what agreed deals lie over the lower CPM, less what open offers may still fall under it. Both in thousandths.
    """

    fees_cents: int
    savings: int
    surplus: int


def burden_of(campaign: Campaign, others: Sequence[Commitment]) -> Burden:
    """Return what *others* come to."""
    return Burden(
        sum(c.fee_cents for c in others),
        _worst_case([campaign.cpm_max_cents * c.views - 1000 * c.fee_cents for c in others], others),
        _worst_case([1000 * c.fee_cents - campaign.cpm_min_cents * c.views for c in others], others),
    )


def standing_for(campaign: Campaign, others: Sequence[Commitment], expected_views: int) -> Standing:
    """Return the limits for a creator of *expected_views*, given everybody else's commitments."""
    return standing_beside(campaign, burden_of(campaign, others), expected_views)


def standing_beside(campaign: Campaign, burden: Burden, expected_views: int) -> Standing:
    """Return the limits for a creator of *expected_views* beside the *burden* of everybody else."""
    own_most = campaign.cpm_max_cents * expected_views * (100 + campaign.stretch_percent) // 100
    shared_most = campaign.cpm_max_cents * expected_views + burden.savings
    shared_least = campaign.cpm_min_cents * expected_views - burden.surplus
    ceiling = min(campaign.budget_cents - burden.fees_cents, own_most // 1000, shared_most // 1000)
    return Standing(ceiling_cents=max(ceiling, 0), floor_cents=max(divide_up(shared_least, 1000), 0))


def _worst_case(slacks: Sequence[int], others: Sequence[Commitment]) -> int:
    return sum(slack if c.agreed else min(slack, 0) for slack, c in zip(slacks, others, strict=True))
