"""How does an outside harness drive Parley's engine?

The door: three numbers in, one act out. Every act is the product's own
`weigh`; nothing is decided here. 1.00 of the harness is 100 USD, so that its
ticks of .01 are whole dollars and the product's human rounding stays on them.
"""

from typing import Protocol

from negotiation.brief import make_brief
from negotiation.strategy import weigh
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
from negotiation.verdicts import Accept, Counter, Hold

_SCALE = 10_000  # cents for 1.00
_VIEWS = 100_000

Act = tuple[str, float] | tuple[str]


class Context(Protocol):
    """What the harness says before a negotiation: our limit, the lowest price, the rounds."""

    @property
    def ceiling(self) -> float: ...

    @property
    def floor(self) -> float: ...

    @property
    def n_rounds(self) -> int: ...


class Engine:
    """One negotiation as the buyer."""

    def __init__(self, ctx: Context) -> None:
        self._brief = _brief(_cents(ctx.floor), _cents(ctx.ceiling), ctx.n_rounds)
        self._history = History()

    def act(self, their_offer: float | None, round_no: int, n_rounds: int) -> Act:
        """Answer *their_offer* in round *round_no* (from 0) of *n_rounds*."""
        ask = None if their_offer is None else Offer(_cents(their_offer), "USD")
        used = round_no if n_rounds <= MAX_ROUNDS else round_no * MAX_ROUNDS // n_rounds
        history = History(self._history.moves, used)
        verdict = weigh(self._brief, history, ask)
        moves = history.moves if ask is None else (*history.moves, Move(Side.THEM, ask))
        if isinstance(verdict, Counter):
            moves = (*moves, Move(Side.US, Offer(verdict.fee_cents, "USD")))
        self._history = History(moves, used)
        if isinstance(verdict, Accept):
            return ("accept",)
        if isinstance(verdict, Counter | Hold):
            return ("offer", verdict.fee_cents / _SCALE)
        return ("end",)


def _cents(price: float) -> int:
    return round(price * _SCALE)


def _brief(floor: int, ceiling: int, rounds: int) -> Brief:
    package = Package((Deliverable(Platform.INSTAGRAM, "reel"),))
    campaign = Campaign(
        campaign_id="bench",
        client="bench",
        brand="bench",
        currency="USD",
        cpm_min_cents=max(1, floor * 1000 // _VIEWS),
        cpm_max_cents=max(1, ceiling * 1000 // _VIEWS),
        budget_cents=ceiling,
        package=package,
        owner="bench",
        rounds=min(rounds, MAX_ROUNDS),
    )
    creator = Creator(
        name="bench",
        email="seller@bench.test",
        handle="seller",
        platform=Platform.INSTAGRAM,
        view_samples=(_VIEWS,),
        min_fee_cents=floor,
        max_fee_cents=ceiling,
    )
    return make_brief("bench", campaign, creator)
