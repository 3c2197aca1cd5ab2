"""What is a package worth to the brand, beside the one the campaign asked for?

Every package is compared in one unit: the fee for the campaign's own package
that is worth the same (its *even fee*). The difference, `gap`, comes from the
campaign's price list alone. Integers, rounded toward the brand. It refuses to
price what the campaign does not trade.
"""

from dataclasses import replace

from negotiation.money import divide_down, divide_up
from negotiation.pricing import highest_fee
from negotiation.term_prices import PriceList, Term, TermPrice
from negotiation.terms import Brief, Deliverable, History, Package, Side
from negotiation.views import expected_views, package_views

DAYS_TERMS = (Term.USAGE_RIGHTS, Term.EXCLUSIVITY, Term.WHITELISTING, Term.PAYMENT)
LEVELS = (*DAYS_TERMS, Term.RUSH)
_PRICED_DAYS = 30  # a price is for so many days


def views_of(brief: Brief, package: Package) -> int:
    """Return the views *package* is expected to earn with this creator."""
    if package.deliverables == brief.campaign.package.deliverables:
        return brief.expected_views
    return package_views(_views_each(brief), package, brief.campaign.view_weights_percent)


def gap(brief: Brief, package: Package) -> int:
    """Return how much more than the campaign's own package *package* is worth; negative where it is worth less.

    Views count at the target fee's rate, further pieces less the bundle
    discount, terms at their price. A bonus counts nothing here: it pays for
    views beyond the expected ones, and its worst case is in every limit.
    """
    wanted, prices = brief.campaign.package, brief.campaign.prices
    terms = sum(
        _term_gap(brief, price, level_of(package, price.term) - level_of(wanted, price.term)) for price in prices.terms
    )
    return terms + (_counts_gap(brief, package) if package.deliverables != wanted.deliverables else 0)


def even_fee(brief: Brief, fee_cents: int, package: Package) -> int:
    """Return the fee for the campaign's own package that is worth the same to us as this fee for *package*."""
    return fee_cents - gap(brief, package)


def fee_limit(brief: Brief, package: Package) -> int:
    """Return the reservation price of *package*: its worth, within the campaign's CPM, its bonus paid in full."""
    return min(brief.reservation_cents + gap(brief, package), _cpm_limit(brief, package)) - package.bonus_cents


def opening_fee(brief: Brief, package: Package) -> int:
    """Return the least fee we name for *package*: the anchor for its views, less what terms left out are worth."""
    own = replace(package, deliverables=brief.campaign.package.deliverables)
    scaled = divide_down(brief.anchor_cents * views_of(brief, package), brief.expected_views)
    return max(scaled + min(gap(brief, own), 0), 0)


def on_table(brief: Brief, history: History) -> Package:
    """Return the package of our last offer, the campaign's own before the first."""
    ours = history.ours()
    return (ours[-1].package if ours else None) or brief.campaign.package


def with_level(package: Package, term: Term, level: int) -> Package:
    """Return *package* with *term* at *level*: days, or 1 and 0 for rush."""
    if term is Term.RUSH:
        return replace(package, rush=bool(level))
    return replace(package, **{term.value: level})  # type: ignore[arg-type]


def with_count(package: Package, kind: str, count: int) -> Package:
    """Return *package* with *count* pieces of *kind*; a kind it has not is added on its platform."""
    known = [d for d in package.deliverables if d.kind == kind]
    if count == 0:
        return replace(package, deliverables=tuple(d for d in package.deliverables if d.kind != kind))
    if not known:
        return replace(
            package, deliverables=(*package.deliverables, Deliverable(package.deliverables[0].platform, kind, count))
        )
    changed = tuple(replace(d, count=count) if d.kind == kind else d for d in package.deliverables)
    return replace(package, deliverables=changed)


def count_of(package: Package, kind: str) -> int:
    """Return how many pieces of *kind* the package has."""
    return sum(d.count for d in package.deliverables if d.kind == kind)


def level_of(package: Package, term: Term) -> int:
    """Return how much of *term* the package has: days, or 1 and 0 for rush."""
    return int(getattr(package, term.value))


def not_traded(brief: Brief, package: Package) -> str:
    """Return in words what of *package* the campaign neither wants nor trades; nothing where it takes all of it."""
    wanted, prices = brief.campaign.package, brief.campaign.prices
    for term in LEVELS:
        level, own, price = level_of(package, term), level_of(wanted, term), prices.price_of(term)
        if level != own and (price is None or not _within(price, level)):
            return _level_words(term, level)
    return _counts_not_traded(wanted, package, prices)


def _level_words(term: Term, level: int) -> str:
    if term is Term.PAYMENT:
        return f"payment within {level} days"
    if term is Term.RUSH or not level:
        return term.words if level else f"no {term.words}"
    return f"{level} days of {term.words}"


def pieces_words(kind: str, count: int) -> str:
    """Return pieces of a kind for people: ``1 dedicated video``, ``2 stories``."""
    named = kind.replace("_", " ")
    plural = f"{named[:-1]}ies" if named.endswith("y") else f"{named}s"
    return f"{count} {named if count == 1 else plural}"


def told_by(brief: Brief, history: History) -> tuple[tuple[int, Package], ...]:
    """Return each ask with its package resolved, oldest first: the one on the table where they named none."""
    table, told = brief.campaign.package, list[tuple[int, Package]]()
    for move in history.moves:
        package = move.offer.package or table
        if move.side is Side.US:
            table = move.offer.package or brief.campaign.package
        elif move.offer.currency == brief.campaign.currency:
            told.append((move.offer.fee_cents, package))
    return tuple(told)


def _within(price: TermPrice, level: int) -> bool:
    return price.term is Term.RUSH or price.least_days <= level <= price.most_days


def _counts_not_traded(wanted: Package, package: Package, prices: PriceList) -> str:
    bounds = {kind: (fewest, most) for kind, fewest, most in prices.counts}
    if not package.deliverables:
        return "a package without deliverables"
    for kind in {d.kind for d in (*wanted.deliverables, *package.deliverables)}:
        count, own = count_of(package, kind), count_of(wanted, kind)
        fewest, most = bounds.get(kind, (own, own))
        if not min(fewest, own) <= count <= max(most, own):
            return pieces_words(kind, count)
    return ""


def _term_gap(brief: Brief, price: TermPrice, more: int) -> int:
    hundredfold = price.percent * brief.target_cents if price.percent else price.cents * 100
    return divide_down(more * hundredfold, 100 * (1 if price.term is Term.RUSH else _PRICED_DAYS))


def _counts_gap(brief: Brief, package: Package) -> int:
    wanted = brief.campaign.package
    kinds = dict.fromkeys(d.kind for d in (*wanted.deliverables, *package.deliverables))
    less = sum(_piece_views(brief, k) * max(count_of(wanted, k) - count_of(package, k), 0) for k in kinds)
    further = [_piece_views(brief, k) for k in kinds for _ in range(count_of(package, k) - count_of(wanted, k))]
    first = sum(d.count for d in wanted.deliverables) + 1
    # The piece with the most views is counted first, so that one piece more is never worth less.
    more = sum(
        views * (100 - brief.campaign.prices.bundle_percent(first + place))
        for place, views in enumerate(sorted(further, reverse=True))
    )
    gained = divide_down(brief.target_cents * more, 100 * brief.expected_views)
    return gained - divide_up(brief.target_cents * less, brief.expected_views)


def _piece_views(brief: Brief, kind: str) -> int:
    weight = dict(brief.campaign.view_weights_percent).get(kind, 100)
    return _views_each(brief) * weight // 100


def _views_each(brief: Brief) -> int:
    return expected_views(brief.creator.view_samples, brief.campaign.views_method)


def _cpm_limit(brief: Brief, package: Package) -> int:
    """Return what the campaign's CPM, or a higher pay range of the sheet, allows for the views of *package*."""
    own = max(brief.reservation_cents, highest_fee(brief.campaign.cpm_max_cents, brief.expected_views))
    return divide_down(own * views_of(brief, package), brief.expected_views)
