"""May these words go out?

The guard reads the finished text as a stranger would. It runs as a step,
because a stricter guard of a later release must not change what an earlier
one has already let pass.
"""

from negotiation.guard import check_draft
from negotiation.letter import Draft, LetterOrder
from negotiation.terms import Brief
from steps import connections
from steps.durable import effect


@effect("guard_draft")
async def guard_draft(brief: Brief, order: LetterOrder, draft: Draft) -> list[str]:
    """Return the reasons against *draft*; none means it may be sent."""
    return reasons_against(brief, order, draft)


def reasons_against(brief: Brief, order: LetterOrder, draft: Draft) -> list[str]:
    """Return what the guard finds in *draft*, knowing the amounts that must never be told."""
    ours = connections.current().settings.own_addresses
    domains = tuple(sorted({address.partition("@")[2] for address in ours}))
    return list(check_draft(order, draft, secrets_of(brief), domains))


def secrets_of(brief: Brief) -> tuple[int, ...]:
    """Return the amounts, in cents, that no mail may tell."""
    campaign = brief.campaign
    return (
        brief.reservation_cents,
        brief.target_cents,
        campaign.cpm_min_cents,
        campaign.cpm_max_cents,
        campaign.budget_cents,
        *((campaign.cpm_target_cents,) if campaign.cpm_target_cents else ()),
    )
