"""Who comes first when the budget does not reach for everybody?

Whoever is expected to bring the most views for the money. Openings go out best
first, and only as many as the budget pays at the fees hoped for: whoever is
written to can then really be paid, and the next one follows when an offer
comes to nothing. It refuses to keep money for an opening that could not be
paid anyway, so one large creator never blocks the small ones.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from negotiation.money import Money
from negotiation.terms import Brief
from negotiation.verdicts import Escalate, PriceTrace, TraceLine, Verdict, Wait, WalkAway

FINE = 10**6


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
        return self.target_cents * FINE // max(self.views, 1), -self.views, self.negotiation_id

    @property
    def hoped_cents(self) -> int:
        """What they are expected to cost in the end."""
        return max(self.held_cents, self.target_cents)


def claim_of(brief: Brief, held_cents: int = 0) -> Claim:
    """Return the claim of one negotiation."""
    return Claim(brief.negotiation_id, brief.expected_views, brief.anchor_cents, brief.target_cents, held_cents)


@dataclass(frozen=True, slots=True)
class Out:
    """The offers that are out: how many, what they hold, and what they are expected to cost in the end."""

    number: int
    held_cents: int
    hoped_cents: int


class Line(Protocol):
    """Everybody else of the campaign, seen from one creator who waits for their opening."""

    @property
    def spent_cents(self) -> int:
        """What the deals cost."""

    @property
    def stuck_cents(self) -> int:
        """What offers reserve whose negotiations wait for a person."""

    def out(self) -> Out:
        """Return what the offers come to that are out."""

    def before(self, own: Claim, open_cents: int, hope_cents: int | None) -> Iterable[Claim]:
        """Return those who wait and are better than *own*, best first; who reads on only pays for what is read.

        Whoever opens with more than *open_cents*, or is hoped to cost more than *hope_cents*, may be left out.
        """

    def least_cents(self) -> int:
        """Return the least that anybody who waits opens with; 0 when nobody does."""


@dataclass(frozen=True, slots=True)
class Queue:
    """The line of a campaign whose claims are all at hand."""

    others: tuple[Claim, ...]
    spent_cents: int
    stuck_cents: int = 0

    def out(self) -> Out:
        """Return what the offers come to that are out."""
        out = [claim for claim in self.others if claim.held_cents]
        return Out(len(out), sum(c.held_cents for c in out), sum(c.hoped_cents for c in out))

    def before(self, own: Claim, open_cents: int, hope_cents: int | None) -> Iterable[Claim]:
        """Return those who wait and are better than *own*, best first; nobody is left out."""
        return sorted((c for c in self.others if not c.held_cents and c.rank < own.rank), key=lambda c: c.rank)

    def least_cents(self) -> int:
        """Return the least that anybody who waits opens with; 0 when nobody does."""
        return min((c.anchor_cents for c in self.others if not c.held_cents), default=0)


def in_turn(brief: Brief, opening: Verdict, queue: Line) -> Verdict:
    """Return *opening*, or that it waits for its turn, or that the budget will not reach this creator.

    Only so many offers are out that the budget pays all of them at the fees hoped for. When none is out any more, the
    best who can be opened at all is opened, whatever is hoped for.
    """
    own, campaign = claim_of(brief), brief.campaign
    taken, out = queue.spent_cents + queue.stuck_cents, queue.out()
    rest = campaign.budget_cents - taken
    free = rest - out.held_cents
    hoped = campaign.budget_cents * campaign.offers_out_percent // 100 - taken - out.hoped_cents
    is_short = isinstance(opening, Escalate) and opening.reason == "budget_short"
    if not is_short and own.hoped_cents + _kept(own, queue, free, hoped) <= hoped:
        return opening
    if out.number or _kept(own, queue, rest):
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


def _kept(own: Claim, queue: Line, free_cents: int, hoped_cents: int | None = None) -> int:
    """Return what better creators who wait take: of *hoped_cents* at their target, else of *free_cents* to open."""
    anchors = hopes = 0
    least = queue.least_cents()
    for claim in queue.before(own, free_cents, hoped_cents):
        if anchors + least > free_cents or (hoped_cents is not None and hopes + least > hoped_cents):
            break  # nobody who comes later opens with less
        can_open = anchors + claim.anchor_cents <= free_cents
        if can_open and (hoped_cents is None or hopes + claim.hoped_cents <= hoped_cents):
            anchors, hopes = anchors + claim.anchor_cents, hopes + claim.hoped_cents
    return anchors if hoped_cents is None else hopes
