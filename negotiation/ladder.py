"""Which packages could our next mail offer, and in which order?

Each is only an idea; `trades` gives it the fee that makes it worth as much to
the brand as the fee-only offer of that mail, or drops it. First what the
creator named (what they ask for is what they like), then, once the fee has
done its part, one rung of the ladder a mail: meet their fee against more
terms, pay sooner, shorten terms, fewer pieces, a bonus. A rung already offered
is not offered again, and what they declined is not asked for again.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from negotiation.hybrid import with_bonus
from negotiation.packages import (
    count_of,
    even_fee,
    fee_limit,
    gap,
    not_traded,
    on_table,
    told_by,
    with_count,
    with_level,
)
from negotiation.term_prices import Term
from negotiation.terms import Brief, History, Offer, Package

_STEP_DAYS = 30
_SHORTENED = (Term.USAGE_RIGHTS, Term.EXCLUSIVITY, Term.WHITELISTING)


@dataclass(frozen=True, slots=True)
class Idea:
    """A package that could be offered, and the most we would say for it."""

    package: Package
    most_cents: int | None = None
    why: str = ""  # for the trace, where it is more than a rung of the ladder


def candidates(brief: Brief, history: History, ask: Offer | None, plan: int, *, last: bool) -> Iterator[Idea]:
    """Return the packages to try, best first; *plan* is the even fee of this mail, *ask* carries its package."""
    table = on_table(brief, history)
    if ask is None or ask.package is None:
        return
    liked = best_named(brief, history, ask)
    yield from (Idea(p) for p in (liked, ask.package) if p != table)
    if not _fee_has_done_its_part(brief, history, plan):
        return
    offered = _offered(brief, history)
    yield from (idea for idea in _rungs(brief, history, ask, table, plan, last=last) if idea.package not in offered)


def best_named(brief: Brief, history: History, ask: Offer) -> Package:
    """Return the package that was worth most to us at the creator's own price, the latest of equals."""
    assert ask.package is not None
    told = (*told_by(brief, history), (ask.fee_cents, ask.package))
    fitting = [(even_fee(brief, fee, package), -place, package) for place, (fee, package) in enumerate(told)
               if not not_traded(brief, package)]  # fmt: skip
    return min(fitting)[2]


def _fee_has_done_its_part(brief: Brief, history: History, plan: int) -> bool:
    """Scope comes before price: from the target on, or from the second half of our mails, terms move first."""
    mails = max(history.mails_with_amount, len(history.ours()))
    return bool(history.ours()) and (plan > brief.target_cents or mails * 2 >= brief.campaign.rounds)


def _offered(brief: Brief, history: History) -> set[Package]:
    return {o.package or brief.campaign.package for o in history.ours()}


def _rungs(brief: Brief, history: History, ask: Offer, table: Package, plan: int, *, last: bool) -> Iterator[Idea]:
    moved = _moved_terms(brief, history)
    yield from _more_for_their_fee(brief, ask, table, plan, moved)
    yield from _sooner_payment(brief, history, table, plan, moved)
    yield from _shorter_terms(brief, history, table, plan, moved)
    yield from _fewer_pieces(brief, ask, table, moved)
    if not last and Term.BONUS not in moved:
        theirs = even_fee(brief, ask.fee_cents, ask.package or table) + gap(brief, table)
        # Paid in full, a bonus is never more than what they ask.
        hybrid = with_bonus(brief, table, plan + gap(brief, table), min(fee_limit(brief, table), theirs))
        yield from (Idea(hybrid),) if hybrid else ()


def _moved_terms(brief: Brief, history: History) -> set[Term]:
    """Return the terms that an offer of ours has moved already: none is given, or asked for, twice."""
    own, offered = brief.campaign.package, _offered(brief, history)
    moved = {term for term in Term if any(getattr(p, term.value) != getattr(own, term.value) for p in offered)}
    refused = {term for term in Term if any(
        getattr(p, term.value) != getattr(own, term.value) for _, p in told_by(brief, history)
    )}  # fmt: skip
    return moved | refused


def _more_for_their_fee(brief: Brief, ask: Offer, table: Package, plan: int, moved: set[Term]) -> Iterator[Idea]:
    """Bundle: the least that makes their own fee worth our plan."""
    for price in brief.campaign.prices.terms:
        if price.term in moved or price.term in (Term.PAYMENT, Term.RUSH):
            continue
        now = int(getattr(table, price.term.value))
        for days in range(now + _STEP_DAYS, price.most_days + 1, _STEP_DAYS):
            package = with_level(table, price.term, days)
            if not_traded(brief, package):
                continue
            if even_fee(brief, ask.fee_cents, package) <= plan and ask.fee_cents <= fee_limit(brief, package):
                yield Idea(package, ask.fee_cents)
                break


def _sooner_payment(brief: Brief, history: History, table: Package, plan: int, moved: set[Term]) -> Iterator[Idea]:
    price = brief.campaign.prices.price_of(Term.PAYMENT)
    if price is None or Term.PAYMENT in moved or price.least_days >= table.payment_days:
        return
    package = with_level(table, Term.PAYMENT, price.least_days)
    if _keeps_the_fee(brief, history, package, plan):
        yield Idea(package)


def _shorter_terms(brief: Brief, history: History, table: Package, plan: int, moved: set[Term]) -> Iterator[Idea]:
    """Give up days instead of money: as many steps as this mail's concession pays for."""
    for term in _SHORTENED:
        price, now = brief.campaign.prices.price_of(term), int(getattr(table, term.value))
        if price is None or term in moved or now <= price.least_days:
            continue
        steps = [price.least_days, *range(now % _STEP_DAYS, now, _STEP_DAYS)]
        fitting = (with_level(table, term, days) for days in sorted(set(steps)) if price.least_days <= days < now)
        traded = (package for package in fitting if not not_traded(brief, package))
        yield from [Idea(p) for p in traded if _keeps_the_fee(brief, history, p, plan)][:1]


def _keeps_the_fee(brief: Brief, history: History, package: Package, plan: int) -> bool:
    """A gift that would lower the fee they were offered already is no gift."""
    return plan + gap(brief, package) >= history.ours()[-1].fee_cents


def _fewer_pieces(brief: Brief, ask: Offer, table: Package, moved: set[Term]) -> Iterator[Idea]:
    """Unbundle: one piece fewer, only where their fee is out of reach for the whole."""
    if Term.DELIVERABLES in moved or ask.fee_cents <= fee_limit(brief, table):
        return
    for kind, fewest, _ in reversed(brief.campaign.prices.counts):
        count = count_of(table, kind)
        if count > fewest and sum(d.count for d in table.deliverables) > 1:
            yield Idea(with_count(table, kind, count - 1))
