"""What may be answered to a reply, and why: the verdicts with their price trace.

A verdict is a fact about one reply, complete enough to be drafted, checked,
shown and audited without asking the rules again.
"""

from dataclasses import dataclass

from negotiation.terms import Package


@dataclass(frozen=True, slots=True)
class TraceLine:
    """One rule and its effect: ``cents`` is the amount after the rule, None where it named none."""

    rule: str
    cents: int | None
    sentence: str  # for a campaign manager


PriceTrace = tuple[TraceLine, ...]


@dataclass(frozen=True, slots=True)
class Accept:
    """Their terms are ours: close at this fee and package."""

    fee_cents: int
    package: Package
    trace: PriceTrace


@dataclass(frozen=True, slots=True)
class Counter:
    """Offer this fee for this package."""

    fee_cents: int
    package: Package
    trace: PriceTrace
    last: bool = False  # it is our final offer, and the mail may say so
    besides: str = ""  # a topic of `besides`: what they want with the fee, and do not get


@dataclass(frozen=True, slots=True)
class Hold:
    """Repeat our last offer."""

    fee_cents: int
    package: Package
    trace: PriceTrace
    last: bool = False
    besides: str = ""  # as in a Counter


@dataclass(frozen=True, slots=True)
class Clarify:
    """Ask one question; ``about`` names it for the writer: amount, currency, condition, package, less, standing.

    ``less``: whether a fee under our offer is for everything.
    ``standing``: whether they take our offer as it stands, told in the words of its own stage.
    """

    about: str
    detail: str
    trace: PriceTrace


@dataclass(frozen=True, slots=True)
class WalkAway:
    """Close politely, door open."""

    reason: str
    trace: PriceTrace


@dataclass(frozen=True, slots=True)
class Escalate:
    """A person decides; nothing is sent. ``reason`` is a word that `steps.notices` has a sentence for."""

    reason: str
    detail: str
    trace: PriceTrace


@dataclass(frozen=True, slots=True)
class Wait:
    """Answer nothing yet: a holding reply, an automatic one, or one they have written past. The clock starts anew."""

    reason: str  # holding, out_of_office, overtaken, budget_short
    trace: PriceTrace
    until: str | None = None  # ISO date an absence ends, as the mail says


Verdict = Accept | Counter | Hold | Clarify | WalkAway | Escalate | Wait
