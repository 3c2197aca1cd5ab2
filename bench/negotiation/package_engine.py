"""How does an outside harness drive Parley's engine over price, deliverables and months of usage rights?

The door: prices and worths in, one act out. Every act is the product's own
`weigh_package`; nothing is decided here. 1.00 of the harness is 100 USD.
"""

from dataclasses import replace
from typing import Protocol

from negotiation.brief import make_brief
from negotiation.packages import with_count, with_level
from negotiation.term_prices import PriceList, Term, TermPrice
from negotiation.terms import (
    MAX_ROUNDS,
    Brief,
    Campaign,
    Creator,
    Deliverable,
    History,
    Move,
    Offer,
    Package,
    Platform,
    Side,
)
from negotiation.trades import weigh_package
from negotiation.verdicts import Accept, Counter, Hold

SCALE = 10_000  # cents for 1.00
DAYS = 30  # of a month
_VIEWS = 1_000  # of one piece: few, so that a CPM in whole cents states its worth exactly

Deal = tuple[float, int, int]  # price, deliverables, months of usage rights
Act = tuple[str, Deal] | tuple[str]


class PackageContext(Protocol):
    """What the harness says before a negotiation: what the whole package is worth to us, and each part of it."""

    @property
    def ceiling(self) -> float: ...  # worth of the most deliverables with the most months

    @property
    def floor(self) -> float: ...  # what we open with for the whole package

    @property
    def n_rounds(self) -> int: ...

    @property
    def most_deliverables(self) -> int: ...

    @property
    def most_months(self) -> int: ...

    @property
    def worth_of_deliverable(self) -> float: ...

    @property
    def worth_of_month(self) -> float: ...


class PackageEngine:
    """One negotiation as the buyer of a package."""

    def __init__(self, ctx: PackageContext) -> None:
        self._brief = package_brief(ctx)
        self._history = History()

    def act(self, their_offer: Deal | None, round_no: int, n_rounds: int) -> Act:
        """Answer *their_offer* in round *round_no* (from 0) of *n_rounds*."""
        ask = None if their_offer is None else self._offer(their_offer)
        used = round_no if n_rounds <= MAX_ROUNDS else round_no * MAX_ROUNDS // n_rounds
        history = replace(self._history, mails_with_amount=used)
        verdict = weigh_package(self._brief, history, ask, lambda views: None)
        moves = history.moves if ask is None else (*history.moves, Move(Side.THEM, ask))
        if isinstance(verdict, Counter):
            moves = (*moves, Move(Side.US, Offer(verdict.fee_cents, "USD", verdict.package)))
        self._history = History(moves, used)
        if isinstance(verdict, Accept):
            return ("accept",)
        if isinstance(verdict, Counter | Hold):
            return ("offer", _deal(verdict.fee_cents, verdict.package))
        return ("end",)

    def _offer(self, deal: Deal) -> Offer:
        price, pieces, months = deal
        package = with_count(self._brief.campaign.package, "reel", pieces)
        return Offer(round(price * SCALE), "USD", with_level(package, Term.USAGE_RIGHTS, months * DAYS))


def _deal(fee_cents: int, package: Package) -> Deal:
    return fee_cents / SCALE, sum(d.count for d in package.deliverables), package.usage_rights_days // DAYS


def package_brief(ctx: PackageContext) -> Brief:
    """Return what the harness says as a brief: its worths as a price list, its ceiling as the sheet's pay range."""
    whole = Package(
        (Deliverable(Platform.INSTAGRAM, "reel", ctx.most_deliverables),), usage_rights_days=ctx.most_months * DAYS
    )
    month = max(1, round(ctx.worth_of_month * SCALE))
    prices = PriceList(
        terms=(TermPrice(Term.USAGE_RIGHTS, cents=month, most_days=ctx.most_months * DAYS),),
        counts=(("reel", 1, ctx.most_deliverables),),
    )
    # A piece is worth the target fee's share: the target is what all pieces together are worth, and we open under it.
    target = ctx.worth_of_deliverable * ctx.most_deliverables * SCALE
    views = _VIEWS * ctx.most_deliverables
    campaign = Campaign(
        campaign_id="bench",
        client="bench",
        brand="bench",
        currency="USD",
        cpm_min_cents=1,
        cpm_max_cents=10 * round(ctx.ceiling * SCALE),  # the harness knows no CPM: worth alone limits a fee
        cpm_target_cents=max(1, round(target * 1000 / views)),
        budget_cents=round(ctx.ceiling * SCALE),
        package=whole,
        owner="bench",
        rounds=min(ctx.n_rounds, MAX_ROUNDS),
        far_under_percent=0,
        prices=prices,
    )
    creator = Creator(
        name="bench",
        email="seller@bench.test",
        handle="seller",
        platform=Platform.INSTAGRAM,
        view_samples=(_VIEWS,),
        min_fee_cents=round(min(ctx.floor * SCALE, target)),
        max_fee_cents=round(ctx.ceiling * SCALE),
    )
    return make_brief("bench", campaign, creator)
