"""Which amounts and which package does a mail put on the table?

Takes the package of our last offer and changes what the mail names. It
refuses to choose where a mail names one term in two ways, and to make an
amount out of anything but an ask: a raise is one from our offer, a discount
one from theirs.
"""

import re
from collections.abc import Iterator

from negotiation.packages import on_table, with_count, with_level
from negotiation.pricing import round_down
from negotiation.reading import ReadAmount, Reading, ReadTerm, Role
from negotiation.term_prices import Term
from negotiation.terms import Brief, History, Offer, Package

# In these a creator who grants more than we asked for does us no harm.
_GRANTED = frozenset({Term.USAGE_RIGHTS, Term.EXCLUSIVITY, Term.WHITELISTING, Term.RUSH})

# "I accept your offer as it is": a yes that can only be one to ours.
_OUR_OFFER = re.compile(
    r"\b(?:your|dein\w*|euer\w*|eur\w*|ihr\w*|votre|ton|vos|tu|vuestr\w+|su|sua|tua|vostr\w+|vossa|jouw|jullie|je) "
    r"(?:\w+ ){0,2}(?:offer|fee|price|rate|number|figure|proposal|terms|amount|angebot|preis|honorar|vorschlag|offre|"
    r"prix|tarif|oferta|precio|propuesta|proposta|offerta|prezzo|pre[cç]o|aanbod|bod|prijs|voorstel)\b",
    re.IGNORECASE,
)


def asked_package(brief: Brief, history: History, reading: Reading) -> Package:
    """Return the package that *reading* asks for: the one on the table where it names no term."""
    package = on_table(brief, history)
    for term in reading.terms:
        package = _changed(brief, package, term)
    return package


def clashing_terms(reading: Reading) -> tuple[ReadTerm, ...]:
    """Return the terms that the mail names at two levels, so that nobody knows which it means."""
    levels: dict[tuple[Term, str], set[int]] = {}
    for one in reading.terms:
        levels.setdefault((one.term, one.kind), set()).add(one.level)
    return tuple(one for one in reading.terms if len(levels[one.term, one.kind]) > 1)


def names_what_is_not_there(brief: Brief, history: History, reading: Reading) -> bool:
    """Tell whether *reading* wants left out what the package on the table lacks and the campaign does not price."""
    table, prices = on_table(brief, history), brief.campaign.prices
    return any(
        term.term in _GRANTED
        and term.level == 0
        and not getattr(table, term.term.value)
        and not prices.price_of(term.term)
        for term in reading.terms
    )


def asks_of(brief: Brief, history: History, reading: Reading) -> tuple[Offer, ...]:
    """Return the asks of a mail for the whole package, each with its package where that is not the one on the table."""
    package = asked_package(brief, history, reading)
    changed = package if package != on_table(brief, history) else None
    whole = [a for a in reading.amounts if a.role is Role.ASK] or (_price_of_another(reading) if changed else [])
    if whole:
        return tuple(_offer(brief, amount, 1, changed) for amount in whole)
    pieces = sum(d.count for d in package.deliverables)
    if each := [a for a in reading.amounts if a.role is Role.PER_ITEM]:
        return tuple(_offer(brief, amount, pieces, changed) for amount in each)
    return tuple(_by_difference(brief, history, reading, changed))


def names_a_difference(reading: Reading) -> bool:
    """Tell whether *reading* says how far their fee lies from ours or from their last one, and no fee."""
    roles = {amount.role for amount in reading.amounts}
    return bool(reading.halfway or roles & {Role.RAISE, Role.DISCOUNT}) and not roles & {Role.ASK, Role.PER_ITEM}


def names_our_offer(reading: Reading) -> bool:
    """Tell whether the words of *reading* name our offer, by its amount or as ours."""
    by_amount = any(amount.role is Role.OUR_OFFER for amount in reading.amounts)
    return by_amount or bool(_OUR_OFFER.search(" ".join(reading.quotes)))


def lowest(brief: Brief, asks: tuple[Offer, ...]) -> Offer:
    """Return the lowest of *asks*, those in the campaign's currency first."""
    return min(asks, key=lambda o: (o.currency != brief.campaign.currency, o.fee_cents))


def _price_of_another(reading: Reading) -> list[ReadAmount]:
    """One price for another package is an ask, once the mail says which pieces it is for."""
    others = [a for a in reading.amounts if a.role is Role.PACKAGE]
    named = any(term.term is Term.DELIVERABLES for term in reading.terms)
    return others if len(others) == 1 and named else []


def _by_difference(brief: Brief, history: History, reading: Reading, package: Package | None) -> Iterator[Offer]:
    """Yield our offer with each raise, their last ask less each discount, and the middle of both."""
    ours, theirs = history.ours(), history.theirs()
    if reading.halfway and ours and theirs:
        middle = round_down((ours[-1].fee_cents + theirs[-1].fee_cents) // 2, brief.campaign.currency)
        yield Offer(max(middle, ours[-1].fee_cents), brief.campaign.currency, package)
    for amount in reading.amounts:
        if amount.currency not in (None, brief.campaign.currency):
            continue
        if amount.role is Role.RAISE and ours:
            yield Offer(ours[-1].fee_cents + amount.cents, brief.campaign.currency, package)
        if amount.role is Role.DISCOUNT and theirs and theirs[-1].fee_cents > amount.cents:
            yield Offer(theirs[-1].fee_cents - amount.cents, theirs[-1].currency, package)


def _offer(brief: Brief, amount: ReadAmount, times: int, package: Package | None) -> Offer:
    return Offer(amount.cents * times, amount.currency or brief.campaign.currency, package)


def _changed(brief: Brief, package: Package, asked: ReadTerm) -> Package:
    if asked.term is Term.BONUS:
        return package  # what a bonus is, we say
    if asked.term is Term.DELIVERABLES:
        changed = with_count(package, asked.kind, asked.level) if asked.kind else package
        return changed if changed.deliverables else package
    now = int(getattr(package, asked.term.value))
    if asked.term is Term.PAYMENT:
        return with_level(package, asked.term, min(asked.level, now))  # paying sooner meets a later date
    return with_level(package, asked.term, _granted(brief, asked, now))


def _granted(brief: Brief, asked: ReadTerm, now: int) -> int:
    """Return the level that counts: of what is granted beyond what we trade, we take no more than we trade."""
    if asked.term not in _GRANTED or asked.level <= now:
        return asked.level
    price = brief.campaign.prices.price_of(asked.term)
    if price is None:
        return now
    return asked.level if asked.term is Term.RUSH else max(min(asked.level, price.most_days), now)
