"""Who comes first when the budget does not reach for everybody?

Whoever is expected to bring the most views for the money. Openings go out best
first, and only as many as the budget pays at the fees hoped for: whoever is
written to can then really be paid, and the next one follows when an offer
comes to nothing. It refuses to keep money for an opening that could not be
paid anyway, so one large creator never blocks the small ones.
"""

from dataclasses import dataclass

from negotiation.money import Money
from negotiation.terms import Brief
from negotiation.verdicts import Escalate, PriceTrace, TraceLine, Verdict, Wait, WalkAway

_FINE = 10**6


@dataclass(frozen=True, slots=True)
class Claim:
    """A creator whom the campaign still wants. ``held_cents`` is what an offer to them reserves; 0: they wait."""

    negotiation_id: str
    views: int
    anchor_cents: int
    target_cents: int
    held_cents: int = 0

    @property
    def rank(self) -> tuple[int, int, str]:
        """Lowest first: the expected CPM, then the most views, then the id, so that chance orders nobody."""
        return self.target_cents * _FINE // max(self.views, 1), -self.views, self.negotiation_id

    @property
    def hoped_cents(self) -> int:
        """What they are expected to cost in the end."""
        return max(self.held_cents, self.target_cents)


def claim_of(brief: Brief, held_cents: int = 0) -> Claim:
    """Return the claim of one negotiation."""
    return Claim(brief.negotiation_id, brief.expected_views, brief.anchor_cents, brief.target_cents, held_cents)


@dataclass(frozen=True, slots=True)
class Queue:
    """Everybody else of the campaign, seen from one creator who waits for their opening."""

    others: tuple[Claim, ...]
    spent_cents: int  # deals
    stuck_cents: int = 0  # reserved by offers whose negotiations wait for a person


def in_turn(brief: Brief, opening: Verdict, queue: Queue) -> Verdict:
    """Return *opening*, or that it waits for its turn, or that the budget will not reach this creator.

    Only so many offers are out that the budget pays all of them at the fees hoped for. When none is out any more, the
    best who can be opened at all is opened, whatever is hoped for.
    """
    own, campaign = claim_of(brief), brief.campaign
    taken, out = queue.spent_cents + queue.stuck_cents, [claim for claim in queue.others if claim.held_cents]
    rest = campaign.budget_cents - taken
    free = rest - sum(claim.held_cents for claim in out)
    hoped = campaign.budget_cents * campaign.offers_out_percent // 100 - taken - sum(c.hoped_cents for c in out)
    is_short = isinstance(opening, Escalate) and opening.reason == "budget_short"
    if not is_short and own.hoped_cents + _kept(own, queue, free, hoped) <= hoped:
        return opening
    if out or _kept(own, queue, rest):
        told = "Offers that are out, or better creators, may still need the budget: this opening waits for its turn."
        return Wait("budget_short", _told(opening, told))
    if own.anchor_cents <= rest:
        return opening
    if own.anchor_cents <= rest + queue.stuck_cents - _kept(own, queue, rest + queue.stuck_cents):
        told = f"Offers in people's hands hold {Money(queue.stuck_cents, campaign.currency)} of the budget."
        return Escalate("budget_short", told, _told(opening, f"{told} A person decides."))
    told = "No offer is out any more and the budget is spent: this creator is not written to."
    return WalkAway("budget_spent", _told(opening, told))


def _told(opening: Verdict, sentence: str) -> PriceTrace:
    return (*opening.trace[:-1], TraceLine("queue", None, sentence))


def _kept(own: Claim, queue: Queue, free_cents: int, hoped_cents: int | None = None) -> int:
    """Return what better creators who wait take: of *hoped_cents* at their target, else of *free_cents* to open."""
    anchors = hopes = 0
    waiting = sorted((c for c in queue.others if not c.held_cents), key=lambda c: c.rank)
    for claim in (c for c in waiting if c.rank < own.rank):
        can_open = anchors + claim.anchor_cents <= free_cents
        if can_open and (hoped_cents is None or hopes + claim.hoped_cents <= hoped_cents):
            anchors, hopes = anchors + claim.anchor_cents, hopes + claim.hoped_cents
    return anchors if hoped_cents is None else hopes
