"""Does the same history give the same verdict on every machine?

Dialogues without any randomness are played, and their verdicts must have the
digest recorded here. A changed rule changes the digest, and that is meant: put
the new one in. A digest that differs on another machine or Python alone is a bug.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, replace

from negotiation.packages import with_count
from negotiation.terms import Brief, History, Move, Offer, Package, Side
from negotiation.trades import weigh_package
from negotiation.verdicts import Accept, Counter, Hold, Verdict
from tests.negotiation.makers import a_brief
from tests.negotiation.package_makers import WANTED, a_trading_brief, after

_FEES = "da92b755fc18acb9"
_PACKAGES = "ad22900035b9065f"


def dialogue(brief: Brief, asks: list[tuple[int, Package | None]]) -> Iterator[Verdict]:
    """Yield our verdicts on *asks* (percent of the reservation price, and a package)."""
    history = History()
    for percent, package in [(0, None), *asks]:
        offer = Offer(brief.reservation_cents * percent // 100, "USD", package) if history.moves else None
        verdict = weigh_package(brief, history, offer, lambda views: None)
        yield verdict
        if not isinstance(verdict, Counter | Hold):
            return
        told = history.moves if offer is None else (*history.moves, Move(Side.THEM, offer))
        history = after(brief, replace(history, moves=told), verdict)


def digest(verdicts: Iterator[Verdict]) -> str:
    """Return a digest of every verdict: its kind, fee and package, and each rule with its amount."""
    told = [[type(v).__name__, figures(v), [[line.rule, line.cents] for line in v.trace]] for v in verdicts]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:16]


def figures(verdict: Verdict) -> list[object]:
    """Return the fee and the package of a verdict that has them."""
    return [verdict.fee_cents, asdict(verdict.package)] if isinstance(verdict, Accept | Counter | Hold) else []


def test_verdicts_on_fees_are_those_recorded() -> None:
    played = (
        verdict
        for rounds in (4, 6, 8)
        for first in (105, 140, 190)
        for fall in (0, 4, 11, 23)
        for verdict in dialogue(a_brief(rounds), [(max(first - fall * n, 40), None) for n in range(rounds)])
    )
    assert digest(played) == _FEES


def test_verdicts_on_packages_are_those_recorded() -> None:
    named = (replace(WANTED, usage_rights_days=30), with_count(WANTED, "story", 0), replace(WANTED, rush=True), WANTED)
    turned = [(place, with_count(package, "reel", 1 + place % 3)) for place, package in enumerate(named)]
    played = (
        verdict
        for first in (150, 220)
        for fall in (3, 17)
        for packages in (named, [package for _, package in turned], named[::-1])
        for verdict in dialogue(a_trading_brief(), [(first - fall * n, p) for n, p in enumerate(packages)])
    )
    assert digest(played) == _PACKAGES
