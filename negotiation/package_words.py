"""How are a package, and the difference between two, called for people in the team?

English for Slack, traces and the audit. What a creator reads is the writer's.
"""

from negotiation.money import Money
from negotiation.packages import DAYS_TERMS, count_of, pieces_words
from negotiation.term_prices import Term
from negotiation.terms import Bonus, Deliverable, Package


def package_words(package: Package, currency: str = "") -> str:
    """Return the package for people: ``2 instagram reels, 30 days usage rights, paid within 30 days``."""
    extras = (
        (package.usage_rights_days, f"{package.usage_rights_days} days usage rights"),
        (package.exclusivity_days, f"{package.exclusivity_days} days exclusivity"),
        (package.whitelisting_days, f"{package.whitelisting_days} days whitelisting"),
        (package.rush, "rush"),
        (package.payment_days, f"paid within {package.payment_days} days"),
        (package.bonus, bonus_words(package.bonus, currency) if package.bonus else ""),
    )
    return ", ".join([*(_piece(d) for d in package.deliverables), *(words for given, words in extras if given)])


def bonus_words(bonus: Bonus, currency: str) -> str:
    """Return the bonus for the team, with its worst case."""
    rate, cap = Money(bonus.cpm_cents, currency), Money(bonus.cap_cents, currency)
    return f"bonus of {rate} per 1,000 views above {bonus.above_views:,}, at most {cap}"


def change_words(package: Package, than: Package, currency: str) -> str:
    """Return how *package* differs from *than*: ``1 reel instead of 2, 30 days of usage rights instead of 90``."""
    kinds = dict.fromkeys(d.kind for d in (*than.deliverables, *package.deliverables))
    changes = [
        _change(pieces_words(k, count_of(package, k)), count_of(than, k))
        for k in kinds
        if count_of(package, k) != count_of(than, k)
    ]
    for term in DAYS_TERMS:
        now, before = getattr(package, term.value), getattr(than, term.value)
        if now != before:
            named = f"payment within {now} days" if term is Term.PAYMENT else f"{now} days of {term.words}"
            changes.append(_change(named, before))
    if package.rush != than.rush:
        changes.append("rush" if package.rush else "no rush")
    if package.bonus != than.bonus:
        changes.append(f"a {bonus_words(package.bonus, currency)}" if package.bonus else "no bonus")
    return ", ".join(changes) or "nothing changed"


def _change(now: str, before: int) -> str:
    return f"{now} instead of {before}"


def _piece(deliverable: Deliverable) -> str:
    count, kind = pieces_words(deliverable.kind, deliverable.count).split(" ", 1)
    return f"{count} {deliverable.platform} {kind}"
