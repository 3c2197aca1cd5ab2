"""What does a campaign trade besides the fee, and what is each term worth to it?

The price list is campaign data: there is no market rate here, and what is not
listed is not traded. It holds prices and checks them; what a package comes to
is `packages`' question.
"""

from dataclasses import dataclass
from enum import StrEnum

from negotiation.errors import InvalidBrief

LONGEST_DAYS = 3_650


class Term(StrEnum):
    """What can be asked and given besides the fee; the value is the field of `Package`."""

    DELIVERABLES = "deliverables"
    USAGE_RIGHTS = "usage_rights_days"
    EXCLUSIVITY = "exclusivity_days"
    WHITELISTING = "whitelisting_days"
    RUSH = "rush"
    PAYMENT = "payment_days"
    BONUS = "bonus"

    @property
    def words(self) -> str:
        """How a person names it."""
        return self.name.lower().replace("_", " ")


@dataclass(frozen=True, slots=True)
class TermPrice:
    """What 30 days of a term are worth to the brand: percent of the target fee, or money.

    Rush is worth it once; for payment it is what 30 days of later payment are
    worth. ``least_days``..``most_days`` is how far the campaign trades.
    """

    term: Term
    percent: int = 0
    cents: int = 0
    least_days: int = 0
    most_days: int = 0

    def __post_init__(self) -> None:
        if min(self.percent, self.cents) < 0 or bool(self.percent) == bool(self.cents):
            raise InvalidBrief(f"{self.term.words} price", "is either a percentage or an amount, above zero")
        if not 0 <= self.least_days <= self.most_days <= LONGEST_DAYS:
            raise InvalidBrief(
                f"{self.term.words} days", f"{self.least_days}..{self.most_days} is not a range of days to trade in"
            )


@dataclass(frozen=True, slots=True)
class BonusPrice:
    """The bonus a campaign may offer: rate per 1,000 views, cap as percent of the target fee, threshold."""

    cpm_cents: int
    cap_percent: int
    above_percent: int = 100  # of the expected views

    def __post_init__(self) -> None:
        if self.cpm_cents <= 0:
            raise InvalidBrief("bonus CPM", f"{self.cpm_cents} is not above zero")
        if not 0 < self.cap_percent <= 100:
            raise InvalidBrief("bonus cap", f"{self.cap_percent} is outside 1..100 % of the target fee")
        if self.above_percent < 100:
            raise InvalidBrief("bonus threshold", f"{self.above_percent} % of the expected views is under 100 %")


@dataclass(frozen=True, slots=True)
class PriceList:
    """What a campaign trades besides the fee, and what it is worth to the brand."""

    terms: tuple[TermPrice, ...] = ()
    counts: tuple[tuple[str, int, int], ...] = ()  # kind, from how few to how many pieces; none: counts are not traded
    bundles: tuple[tuple[int, int], ...] = ()  # from which piece on, percent off what a further piece is worth
    bonus: BonusPrice | None = None

    def __post_init__(self) -> None:
        if len({p.term for p in self.terms}) < len(self.terms):
            raise InvalidBrief("term prices", "a term is priced twice")
        if any(p.term in (Term.DELIVERABLES, Term.BONUS) for p in self.terms):
            raise InvalidBrief("term prices", "counts and the bonus have settings of their own")
        for kind, fewest, most in self.counts:
            if not 0 <= fewest <= most:
                raise InvalidBrief("deliverables", f"{fewest}..{most} {kind} is not a range to trade in")
        percents = [percent for _, percent in sorted(self.bundles)]
        if percents != sorted(percents) or any(not 0 <= p < 100 for p in percents):
            raise InvalidBrief("bundle discounts", "must lie in 0..99 % and never fall with more pieces")

    def price_of(self, term: Term) -> TermPrice | None:
        """Return the price of *term*, if the campaign trades it."""
        return next((p for p in self.terms if p.term is term), None)

    def bundle_percent(self, piece: int) -> int:
        """Return the discount on the worth of piece number *piece*, counted from 1."""
        return max((percent for first, percent in self.bundles if piece >= first), default=0)

    @property
    def trades(self) -> bool:
        """Whether anything but the fee may change."""
        return bool(self.terms or self.counts or self.bonus)
