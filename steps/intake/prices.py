"""What does a campaign trade, and at which prices? The fields of its price list.

A term without a price is not traded. Nothing is assumed: a price without the
days it may go to, or a piece the platform does not know, is a problem by name.
"""

from negotiation.errors import InvalidBrief
from negotiation.packages import count_of
from negotiation.term_prices import BonusPrice, PriceList, Term, TermPrice
from negotiation.terms import DELIVERABLES, Package
from steps.intake import cells
from steps.intake.cells import BadCell
from steps.intake.form import Form, read_deliverables

_NAMES = {
    Term.USAGE_RIGHTS: "Usage Rights",
    Term.EXCLUSIVITY: "Exclusivity",
    Term.WHITELISTING: "Whitelisting",
    Term.RUSH: "Rush",
    Term.PAYMENT: "Payment",
}


def read_prices(form: Form, package: Package) -> PriceList:
    """Return the price list of *form*; what is wrong with it is kept there."""
    terms = tuple(price for term in _NAMES if (price := _term_price(form, term, package)))
    try:
        return PriceList(terms, _counts(form, package), _bundles(form), _bonus(form))
    except InvalidBrief as wrong:
        form.problem(wrong.field, wrong.problem)
        return PriceList()


def read_weights(form: Form, package: Package) -> tuple[tuple[str, int], ...]:
    """Return the share of the expected views that each kind of content earns."""
    weights = form.percents("View Weights")
    known = DELIVERABLES[package.deliverables[0].platform]
    for kind in weights.keys() - set(known):
        form.problem("View Weights", f"{kind!r} is none of {', '.join(known)}")
    return tuple(sorted(weights.items()))


def _term_price(form: Form, term: Term, package: Package) -> TermPrice | None:
    name = _NAMES[term]
    percent, cents = _price(form, f"{name} Price")
    own = int(getattr(package, term.value))
    least, most = (own, own) if term is Term.RUSH else (form.whole(f"{name} {end} Days", own) for end in ("Min", "Max"))
    if not percent and not cents:
        return None
    if term is not Term.RUSH and least == most:
        form.problem(f"{name} Price", f"needs {name} Min Days or {name} Max Days: how far may the days go?")
        return None
    try:
        return TermPrice(term, percent, cents, min(least, own), max(most, own))
    except InvalidBrief as wrong:
        form.problem(wrong.field, wrong.problem)
        return None


def _price(form: Form, name: str) -> tuple[int, int]:
    """Return a price as whole percent of the target fee, or as money."""
    written = form.text(name)
    if not written.endswith("%"):
        return 0, form.money(name, needed=False)
    try:
        points = cells.percent_bp(name, written) or 0
    except BadCell as wrong:
        form.problem(wrong.field, wrong.problem)
        return 0, 0
    if points % 100:
        form.problem(name, f"{written!r} is not a whole percentage; write an amount of money instead")
    return points // 100, 0


def _counts(form: Form, package: Package) -> tuple[tuple[str, int, int], ...]:
    fewest, most = _pieces(form, "Deliverables Min", package), _pieces(form, "Deliverables Max", package)
    if fewest is None and most is None:
        return ()
    kinds = dict.fromkeys(
        [d.kind for d in package.deliverables] + [kind for ends in (fewest, most) for kind in ends or ()]
    )
    low = {kind: (fewest or {}).get(kind, 0) if fewest is not None else count_of(package, kind) for kind in kinds}
    high = {kind: max((most or {}).get(kind, 0), count_of(package, kind)) for kind in kinds}
    return tuple((kind, min(low[kind], count_of(package, kind)), high[kind]) for kind in kinds)


def _pieces(form: Form, name: str, package: Package) -> dict[str, int] | None:
    written = form.text(name)
    if not written:
        return None
    try:
        return {d.kind: d.count for d in read_deliverables(package.deliverables[0].platform, written)}
    except InvalidBrief as wrong:
        form.problem(name, wrong.problem)
        return None


def _bundles(form: Form) -> tuple[tuple[int, int], ...]:
    discounts = form.percents("Bundle Discounts")
    for piece in discounts:
        if not piece.isdigit():
            form.problem("Bundle Discounts", f"{piece!r} is not the number of a piece: write '2: 10%, 4: 15%'")
    return tuple(sorted((int(piece), percent) for piece, percent in discounts.items() if piece.isdigit()))


def _bonus(form: Form) -> BonusPrice | None:
    rate = form.money("Bonus CPM", needed=False)
    cap, threshold = form.whole("Bonus Cap Percent", 0), form.whole("Bonus Threshold Percent", 100)
    return BonusPrice(rate, cap, threshold) if rate else None
