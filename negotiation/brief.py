"""From which fee to which fee may one negotiation go?

Made once when a negotiation starts and frozen. It refuses rows that cannot be
negotiated as written, and names the field to mend.
"""

from dataclasses import dataclass

from negotiation.errors import InvalidBrief
from negotiation.money import Money
from negotiation.pricing import highest_fee, lowest_fee, round_down, round_up
from negotiation.terms import Brief, Campaign, Creator, KnownRate
from negotiation.views import expected_views, package_views

_OPENING_PERCENT = 85  # of the fee that this creator agreed to before


@dataclass(frozen=True, slots=True)
class _Range:
    low: int
    high: int


def make_brief(negotiation_id: str, campaign: Campaign, creator: Creator, known: KnownRate | None = None) -> Brief:
    """Return the brief of one negotiation: anchor <= target <= reservation.

    ``expected_views`` are those of the whole package. The sheet's pay range wins
    over CPM x views, side by side: a sheet with only a maximum keeps the CPM's
    minimum. *known* moves anchor and target, never the reservation price.
    Raises InvalidBrief naming the field when no range is left.
    """
    _check_package(campaign, creator)
    each = expected_views(creator.view_samples, campaign.views_method)
    views = package_views(each, campaign.package, campaign.view_weights_percent)
    if views <= 0:
        raise InvalidBrief("view weights", "the whole package is expected to earn no views")
    fees = _pay_range(campaign, creator, views)
    target = _target(campaign, views, fees, known)
    anchor = _anchor(min(_opening(campaign, views, fees, known), target), target, fees, campaign.currency)
    return Brief(negotiation_id, campaign, creator, views, anchor, max(target, anchor), fees.high, known)


def _check_package(campaign: Campaign, creator: Creator) -> None:
    if not campaign.package.deliverables:
        raise InvalidBrief("deliverables", "the campaign wants none")
    if all(d.platform is not creator.platform for d in campaign.package.deliverables):
        wanted = ", ".join(sorted({d.platform for d in campaign.package.deliverables}))
        raise InvalidBrief("platform", f"{creator.name} is on {creator.platform}; the campaign wants {wanted}")


def _pay_range(campaign: Campaign, creator: Creator, views: int) -> _Range:
    # A stretch is only ever paid from savings: without them `Standing` cuts it off again.
    stretched = campaign.cpm_max_cents * (100 + campaign.stretch_percent) // 100
    low, high = creator.min_fee_cents, creator.max_fee_cents
    fees = _Range(
        lowest_fee(campaign.cpm_min_cents, views) if low is None else low,
        highest_fee(stretched, views) if high is None else high,
    )
    for field, fee in (("minimum fee", fees.low), ("maximum fee", fees.high)):
        if fee <= 0:
            raise InvalidBrief(field, f"{Money(fee, campaign.currency)} is not above zero")
    if fees.low > fees.high:
        raise InvalidBrief(_clashing_field(creator), _clash(campaign, fees, views))
    return fees


def _clashing_field(creator: Creator) -> str:
    if creator.min_fee_cents is not None:
        return "minimum fee"
    return "maximum fee" if creator.max_fee_cents is not None else "CPM range"


def _clash(campaign: Campaign, fees: _Range, views: int) -> str:
    low, high = Money(fees.low, campaign.currency), Money(fees.high, campaign.currency)
    return f"the lowest fee {low} is over the highest fee {high} for {views:,} expected views"


def _target(campaign: Campaign, views: int, fees: _Range, known: KnownRate | None) -> int:
    """Return where to land: what was agreed before, or the campaign's target; the lower where both speak of them."""
    wanted, before = campaign.cpm_target_cents, _remembered(campaign, views, known)
    raw = (fees.low + fees.high) // 2 if wanted is None else highest_fee(wanted, views)
    if known is not None and wanted is None:
        raw = before
    elif known is not None and known.whose == "creator":
        raw = min(raw, before)
    return max(fees.low, min(raw, fees.high))


def _opening(campaign: Campaign, views: int, fees: _Range, known: KnownRate | None) -> int:
    """Return the least we open with: near what they took before, for half of it would be an insult."""
    if known is None or known.whose != "creator":
        return fees.low
    return max(fees.low, _remembered(campaign, views, known) * _OPENING_PERCENT // 100)


def _anchor(least: int, target: int, fees: _Range, currency: str) -> int:
    """Return the human amount to open with: from *least* to the target, else just under, else just over; else *least*.

    A range of a few cents holds no human amount, and is kept to the cent.
    """
    over, under = round_up(least, currency), round_down(target, currency)
    if over > target and under >= fees.low:
        return under
    return over if over <= fees.high else least


def _remembered(campaign: Campaign, views: int, known: KnownRate | None) -> int:
    """Return what *known* comes to: no rate of the past is worth more than the campaign pays without savings."""
    return highest_fee(min(known.cpm_cents, campaign.cpm_max_cents), views) if known else 0
