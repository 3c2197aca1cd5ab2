"""When may part of a fee hang on views, and what may that cost at worst?

A base fee plus so much per 1,000 views beyond a threshold, up to a cap. The
cap is spent from the moment it is offered: fee and cap together stay under
the reservation price, in the budget and in the CPM. The rate is the
campaign's own, so the views are worth what they cost.
"""

from dataclasses import replace

from negotiation.money import divide_up
from negotiation.packages import fee_limit, views_of
from negotiation.pricing import round_down
from negotiation.terms import Bonus, Brief, Package


def with_bonus(brief: Brief, package: Package, fee_cents: int, ceiling_cents: int) -> Package | None:
    """Return *package* with the bonus that *fee_cents* leaves room for under *ceiling_cents*; None for no room."""
    price = brief.campaign.prices.bonus
    if price is None or package.bonus is not None:
        return None
    room = min(fee_limit(brief, package), ceiling_cents) - fee_cents
    cap = min(brief.target_cents * price.cap_percent // 100, room)
    cap = round_down(cap, brief.campaign.currency) if cap > 0 else 0
    if cap < price.cpm_cents:  # not even 1,000 views would be paid in full: no bonus anyone would thank us for
        return None
    threshold = divide_up(views_of(brief, package) * price.above_percent, 100)
    return replace(package, bonus=Bonus(price.cpm_cents, threshold, cap))


def bonus_due(bonus: Bonus, views: int) -> int:
    """Return what the bonus comes to for *views*: every full thousand beyond the threshold, never over the cap."""
    return min(max(views - bonus.above_views, 0) // 1000 * bonus.cpm_cents, bonus.cap_cents)
