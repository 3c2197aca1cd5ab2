"""How might a creator bargain whom nobody has written to yet?

Models, each with where its way of bargaining was described or counted in
public. A creator has a limit and a first ask that nobody on our side sees, and
answers offers alone; words play no part, but that an offer is the last one.
Chance comes from the dice it is given, so the same dice tell the same story.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Annotated, Literal

from cyclopts import Parameter, validators

from api.simulation.people import EVERYBODY, Habits, Situation, bargain
from negotiation.pricing import round_up


@dataclass(frozen=True, slots=True)
class Yes:
    """They take our offer."""


@dataclass(frozen=True, slots=True)
class Ask:
    """They want this much."""

    cents: int


@dataclass(frozen=True, slots=True)
class No:
    """They decline and name nothing."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """They never answer."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """They write what only a person should answer."""


Answer = Yes | Ask | No | Nothing | Trouble


@dataclass(slots=True)
class Mind:
    """One creator of one run: what only they know, and what was said so far."""

    limit: int
    first_ask: int
    currency: str
    dice: Random
    asks: list[int] = field(default_factory=list)
    offers: list[int] = field(default_factory=list)

    def opening(self) -> int:
        """Return the first figure they name."""
        return round_up(max(self.first_ask, self.limit), self.currency)


@dataclass(frozen=True, slots=True)
class Temper:
    """A way of bargaining. Percentages are chances, or shares of what they ask."""

    name: str
    known_from: str
    weight: int  # how many of a hundred creators of its cast bargain like this
    next_ask: Callable[[Mind], int]
    asks: int = 5  # how many figures they name before it is yes or no
    takes_first: int = 0  # how often an opening over their limit is taken at once
    closeness: int = 0  # how far under their next figure an offer may stay that they still take
    far_over: int = 0  # their first ask in percent of our limit, where it has nothing to do with theirs

    def answer(self, mind: Mind, offer: int, *, last: bool) -> Answer:
        """Return what they say to *offer*, and remember both."""
        mind.offers.append(offer)
        if mind.asks and offer >= mind.asks[-1]:
            return Yes()
        if not mind.asks and offer >= mind.limit and mind.dice.randrange(100) < self.takes_first:
            return Yes()
        planned = self._planned(mind)
        if offer >= mind.limit and offer * 100 >= planned * (100 - self.closeness):
            return Yes()
        if len(mind.asks) >= self.asks:
            return Yes() if offer >= mind.limit else No()
        mind.asks.append(planned)
        return Ask(planned)

    def _planned(self, mind: Mind) -> int:
        if not mind.asks:
            return mind.opening()
        lower = max(self.next_ask(mind), mind.limit)
        return min(round_up(lower, mind.currency), mind.asks[-1])


@dataclass(frozen=True, slots=True)
class AsPeople:
    """Answers as often this way or that as people did."""

    name: str
    known_from: str
    weight: int
    habits: Habits
    far_over: int = 0

    def answer(self, mind: Mind, offer: int, *, last: bool) -> Answer:
        """Return what they say to *offer*, and remember both; who has named nothing yet names the first ask."""
        mind.offers.append(offer)
        named = bool(mind.asks)
        said = bargain(
            self.habits, Situation(mind.asks[-1] if named else mind.opening(), offer, mind.limit, last), mind.dice
        )
        if said == "yes":
            return Yes()
        if said == "no":
            return No()
        mind.asks.append(min(round_up(said, mind.currency), mind.asks[-1]) if named else mind.opening())
        return Ask(mind.asks[-1])


def _over_time(beta: float) -> Callable[[Mind], int]:
    """Fall from the first ask to the limit along time ** (1 / beta): under 1 gives in late, over 1 early."""

    def next_ask(mind: Mind) -> int:
        share = min(len(mind.asks) / 4, 1.0) ** (1 / beta)
        return mind.first_ask - int((mind.first_ask - mind.limit) * share)

    return next_ask


def _give_for_give(mind: Mind) -> int:
    """Give what was given: nothing where we stood still."""
    rise = mind.offers[-1] - mind.offers[-2] if len(mind.offers) > 1 else mind.first_ask // 20
    return mind.asks[-1] - rise


def _little_by_little(mind: Mind) -> int:
    """Stay, or give a small part of what lies between the figure and the limit."""
    if mind.dice.randrange(100) < 35:
        return mind.asks[-1]
    return mind.asks[-1] - (mind.asks[-1] - mind.limit) * mind.dice.randint(5, 25) // 100


_CLASSIC = "Faratin, Sierra and Jennings 1998"

PEOPLE = (AsPeople("as people do", "CraigslistBargain, He et al. 2018: 1,242 answers counted", 100, EVERYBODY),)

TEMPERAMENTS = (
    Temper("eager", "Simon 1955, the first that is good enough", 10, _over_time(1), takes_first=100, closeness=40),
    Temper("haggler", f"{_CLASSIC}, linear", 25, _over_time(1)),
    Temper("tough", f"{_CLASSIC}, Boulware .2", 20, _over_time(0.2)),
    Temper("conceder", f"{_CLASSIC}, conceder", 20, _over_time(4)),
    Temper("tit for tat", "Axelrod 1984", 20, _give_for_give),
    Temper("far over", "asks several times the range", 5, _little_by_little, far_over=400),
)

CASTS: dict[str, tuple[Temper | AsPeople, ...]] = {"people": PEOPLE, "temperaments": TEMPERAMENTS}


_Percent = Annotated[int, Parameter(validator=validators.Number(gte=0, lte=100))]
_Share = Annotated[int, Parameter(validator=validators.Number(gte=1, lte=1000))]
_Days = Annotated[float, Parameter(validator=validators.Number(gte=0, lte=365))]


@dataclass(frozen=True, slots=True)
class Assumptions:
    """What nobody knows before the first mail, put in figures; each can be set on the command line."""

    cast: Annotated[
        Literal["people", "temperaments"], Parameter(help="How creators bargain: as people do, or as the sandbox's.")
    ] = "people"
    silent_percent: Annotated[_Percent, Parameter(help="Creators who never answer.")] = 15
    trouble_percent: Annotated[_Percent, Parameter(help="Creators whose mail goes to a person.")] = 3
    level_percent: Annotated[_Share, Parameter(help="110: creators want a tenth more than assumed.")] = 100
    # No source: wide on purpose, so that a fifth of the creators have no price we could pay.
    limits_percent: Annotated[
        tuple[_Share, _Share], Parameter(help="Their limits, from and to, in percent of the highest fee.", negative="")
    ] = (45, 115)
    known_limits_percent: Annotated[
        tuple[_Share, _Share], Parameter(help="The same in percent of the fee that they agreed to before.", negative="")
    ] = (85, 110)
    first_ask_percent: Annotated[
        tuple[_Share, _Share], Parameter(help="Their first ask, in percent of their own limit.", negative="")
    ] = (115, 200)
    reply_days: Annotated[tuple[_Days, _Days], Parameter(help="How soon they answer.", negative="")] = (0.2, 3.0)

    def __post_init__(self) -> None:
        for name in ("limits_percent", "known_limits_percent", "first_ask_percent", "reply_days"):
            low, high = getattr(self, name)
            if low > high:
                raise ValueError(f"{name.replace('_', '-')}: {low:g} is more than {high:g}")


@dataclass(frozen=True, slots=True)
class Person:
    """One creator of one run: a temper with a mind of their own, or one of those who never bargain."""

    temper: Temper | AsPeople
    mind: Mind
    instead: Answer | None = None  # what they say whatever we offer

    def answer(self, offer: int, *, last: bool = False) -> Answer:
        """Return what they say to *offer*; *last*: we said that no other will follow."""
        return self.instead or self.temper.answer(self.mind, offer, last=last)


def draw_person(assumed: Assumptions, dice: Random, most: int, currency: str, remembered: int | None) -> Person:
    """Return a creator whose limit is drawn around *remembered*, the fee they took before, else under *most*."""
    tempers = CASTS[assumed.cast]
    temper = dice.choices(tempers, [one.weight for one in tempers])[0]
    around, span = (most, assumed.limits_percent) if remembered is None else (remembered, assumed.known_limits_percent)
    limit = max(around * dice.randint(*span) * assumed.level_percent // 10_000, 1)
    first = limit * dice.randint(*assumed.first_ask_percent) // 100
    if temper.far_over:
        limit, first = most * 2, most * temper.far_over // 100
    fate = dice.randrange(100)
    silent, trouble = assumed.silent_percent, assumed.silent_percent + assumed.trouble_percent
    instead: Answer | None = Nothing() if fate < silent else Trouble() if fate < trouble else None
    return Person(temper, Mind(limit, first, currency, Random(dice.random())), instead)
