"""Which negotiations over packages are measured? Hidden convex costs of the seller, from a seed.

The domain: deliverables 1..4, usage rights of 0..12 months, prices from 0 in
ticks of .01. The whole package is worth 1.00 to us, .175 a piece and .025 a
month. The seller's cost of the whole is uniform in .45..1.15 and convex in
pieces and in months. The first ask for the whole is 1.15 to 2 times that cost;
whoever asks by a rate card wants the same profit of any package first, whoever
does not wants the price of the whole for one piece without rights.

Or, `added_cases`, the domain of the single price with pieces and months added:
limit, first ask and ceiling 1.00 are those of `cases` and hold for the package
wanted, two pieces with six months. Prices end with the first ask, which the seller
wants for one piece without rights first.
"""

from dataclasses import dataclass
from functools import cached_property
from itertools import product
from random import Random

from bench.negotiation.cases import CEILING, FLOOR, Case, cases
from bench.negotiation.package_engine import Deal

DELIVERABLES, MONTHS, TICK = range(1, 5), range(13), 0.01
_PIECE, _MONTH = 0.175, 0.025
_WANTED = (2, 6)  # where pieces and months are added to the single price


@dataclass(frozen=True)
class PackageCase:
    """One hidden seller situation."""

    cost: float  # of the whole package, beyond what any package costs
    pieces_share: float  # of that cost
    pieces_power: float
    months_power: float
    top: float  # the highest price on the table
    we_open: bool
    n_rounds: int
    seed: int
    rate_card: bool = True
    ceiling: float = 1.0
    floor: float = 0.40
    most_deliverables: int = 4
    most_months: int = 12
    worth_of_deliverable: float = _PIECE
    worth_of_month: float = _MONTH
    worth_of_any: float = 0.0  # whatever the package
    cost_of_any: float = 0.0

    def worth(self, deal: Deal) -> float:
        """What the package of *deal* is worth to us."""
        return self.worth_of_any + _PIECE * deal[1] + _MONTH * deal[2]

    @cached_property
    def cost_of_pieces(self) -> dict[int, float]:
        """What so many pieces cost the seller."""
        whole = self.cost * self.pieces_share
        return {pieces: whole * float((pieces / 4) ** self.pieces_power) for pieces in DELIVERABLES}

    @cached_property
    def cost_of_months(self) -> dict[int, float]:
        """What so many months of rights cost the seller."""
        whole = self.cost * (1 - self.pieces_share)
        return {months: whole * float((months / 12) ** self.months_power) for months in MONTHS}

    def gain(self, deal: Deal) -> float:
        """What *deal* brings us."""
        return self.worth(deal) - deal[0]

    def profit(self, deal: Deal) -> float:
        """What *deal* brings the seller."""
        return deal[0] - self.cost_of_any - self.cost_of_pieces[deal[1]] - self.cost_of_months[deal[2]]

    @cached_property
    def first_profit(self) -> float:
        """What the seller asks for at first."""
        return self.top - self.cost if self.rate_card else self.profit((self.top, 1, 0))

    def liking(self, deal: Deal) -> float:
        """How much the seller likes *deal*: 1 for what it asks first or better, 0 for no profit."""
        return min(1.0, self.profit(deal) / self.first_profit)

    @cached_property
    def zone(self) -> float:
        """The most that can be won together: nothing where no package is worth its cost."""
        packages = [(0.0, pieces, months) for pieces, months in product(DELIVERABLES, MONTHS)]
        return max(0.0, *(self.worth(p) + self.profit(p) for p in packages))

    def distance(self, deal: Deal) -> float:
        """How far *deal* lies from the nearest deal that nobody could better without the other losing."""
        # Money moves one for one, so every package of the highest sum, at any price, is on the frontier.
        return (self.zone - self.gain(deal) - self.profit(deal)) / 2**0.5


def package_cases(n_rounds: int, seeds: range, *, rate_card: bool = True) -> tuple[PackageCase, ...]:
    """Return one case a seed; the same seed is the same seller whatever the rounds."""
    return tuple(_case(n_rounds, seed, rate_card=rate_card) for seed in seeds)


def added_cases(n_rounds: int, seeds: range) -> tuple[PackageCase, ...]:
    """Return one case a seed: the seller of `cases`, who can give more and less than the package wanted."""
    return tuple(_added(case) for case in cases(n_rounds, seeds))


def _added(case: Case) -> PackageCase:
    random, limit = Random(f"added {case.seed}"), case.seller_limit
    # All pieces and all months cost half to one and a half times the share of the limit that they are worth.
    pieces, months = (limit * worth * random.uniform(0.5, 1.5) for worth in (4 * _PIECE, 12 * _MONTH))
    pieces_power, months_power = random.uniform(1, 2.5), random.uniform(1, 2.5)
    wanted = pieces * (_WANTED[0] / 4) ** pieces_power + months * (_WANTED[1] / 12) ** months_power
    more = (4 - _WANTED[0]) * _PIECE + (12 - _WANTED[1]) * _MONTH
    return PackageCase(
        cost=pieces + months,
        pieces_share=pieces / (pieces + months),
        pieces_power=pieces_power,
        months_power=months_power,
        top=case.first_ask,
        we_open=case.we_open,
        n_rounds=case.n_rounds,
        seed=case.seed,
        rate_card=False,
        ceiling=CEILING + more,
        floor=FLOOR + more,
        worth_of_any=CEILING + more - 4 * _PIECE - 12 * _MONTH,
        cost_of_any=limit - wanted,
    )


def _case(n_rounds: int, seed: int, *, rate_card: bool) -> PackageCase:
    random = Random(f"package {seed}")
    cost = random.uniform(0.45, 1.15)
    share, pieces, months = random.uniform(0.4, 0.9), random.uniform(1, 2.5), random.uniform(1, 2.5)
    top = round(cost * random.uniform(1.15, 2), 2)
    return PackageCase(cost, share, pieces, months, top, random.random() < 0.5, n_rounds, seed, rate_card)
