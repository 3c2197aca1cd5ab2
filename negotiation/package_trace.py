"""Which sentences tell how an answer in even fees became a fee for a package?

The lines that `explain` has no word for: what their package is like to us, what
ours is worth, and each limit and rounding that the fee met on its way. It
decides nothing: every amount is handed in.
"""

from collections.abc import Iterator

from negotiation.explain import priced
from negotiation.money import Money
from negotiation.package_words import change_words
from negotiation.packages import even_fee, gap, views_of
from negotiation.terms import Brief, Offer, Package
from negotiation.verdicts import Accept, Counter, Hold, PriceTrace, TraceLine


def rules_of(trace: PriceTrace) -> PriceTrace:
    """Return the lines of *trace* after what was known and before the verdict."""
    known = [line.rule for line in trace].index("limit") + 1
    return trace[known:-1]


def their_package(brief: Brief, ask: Offer | None) -> Iterator[TraceLine]:
    """Say what the package they named counts as, beside the campaign's own."""
    own, currency = brief.campaign.package, brief.campaign.currency
    if ask is None or ask.package in (None, own):
        return
    assert ask.package is not None
    even = even_fee(brief, ask.fee_cents, ask.package)
    asked, change = Money(ask.fee_cents, currency), change_words(ask.package, own, currency)
    besides = f"our own package and {Money(-even, currency)} besides, for nothing"
    like = f"{Money(even, currency)} for our own package" if even >= 0 else besides
    yield TraceLine("their_package", even, f"They ask {asked} with {change}; to us that is like {like}.")


def in_even_fees(answer: TraceLine) -> Iterator[TraceLine]:
    """Say what the fee rules answered, in fees for our own package."""
    if answer.cents is not None and answer.cents > 0:
        said = answer.sentence[0].lower() + answer.sentence[1:]
        yield TraceLine("even_fee", answer.cents, f"Counted in fees for our own package, {said}")


def worth_lines(brief: Brief, package: Package, limit_cents: int) -> Iterator[TraceLine]:
    """Say what *package* is worth beside our own, and the most it may cost now."""
    currency = brief.campaign.currency
    if package == brief.campaign.package:
        return
    worth, change = gap(brief, package), change_words(package, brief.campaign.package, currency)
    more = f"{Money(abs(worth), currency)} {'more' if worth > 0 else 'less'}" if worth else "no more and no less"
    yield TraceLine("package_worth", worth, f"With {change} the package is worth {more} to us.")
    limit = Money(limit_cents, currency)
    beside = f" beside {Money(package.bonus_cents, currency)} of bonus" if package.bonus else ""
    yield TraceLine("package_limit", limit_cents, f"The most that package may cost now{beside}: {limit}.")


def final_line(brief: Brief, verdict: Accept | Counter | Hold) -> TraceLine:
    """Say the verdict in money and package."""
    own, currency = brief.campaign.package, brief.campaign.currency
    views, bonus_cents = views_of(brief, verdict.package), verdict.package.bonus_cents
    fee = priced(verdict.fee_cents, views, currency)
    changed = f" with {change_words(verdict.package, own, currency)}" if verdict.package != own else ""
    worst = f" With the bonus paid in full: {priced(verdict.fee_cents + bonus_cents, views, currency)}."
    said = {Accept: "we accept", Counter: "we offer", Hold: "our offer stands at"}[type(verdict)]
    final = " It is our last offer." if not isinstance(verdict, Accept) and verdict.last else ""
    sentence = f"In money and package: {said} {fee}{changed}.{worst if bonus_cents else ''}{final}"
    return TraceLine(type(verdict).__name__.lower(), verdict.fee_cents, sentence)
