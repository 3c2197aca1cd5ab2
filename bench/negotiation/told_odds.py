"""What can a buyer expect of people who knows their habits and how limits are drawn, but not this seller's limit?

A bound, not the best found: with every answer this buyer is also told whether
the offer was turned down for lying under the limit, and whether an ask has come
down to it. So all it knows of the limit is two amounts between which it lies,
and the best next offer follows from the mail, their ask, our standing offer and
the highest offer known to be too low. Offers are never taken back, and who
opens has not heard their ask. Who is told less cannot expect more.

How much can be gained with a given share of deals is bounded too: pay the buyer
a prize for each deal, and take off what it gets for that share. Everything is
worked out over the whole draw of ``cases``, not over some of its seeds.
"""

import importlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from api.simulation.people import Habits, Situation, chance, next_asks, taken
from bench.negotiation.cases import CEILING, FLOOR, TICK
from bench.negotiation.people import ticks

_ONE = 10_000
_LOWEST, _HIGHEST, _LEAST, _MOST = 45, 115, 1.15, 2.0  # how ``cases`` draws limits in ticks, and first asks from them
_PRIZES = (0.0, 0.1, 0.2, 0.4, 0.8)  # in prices, for a deal
_DEALS = 0.9  # the share wanted where a deal is possible


@dataclass(frozen=True, slots=True)
class Range:
    """The amounts we may offer, in ticks, and whether an offer may be taken back."""

    floor: int = ticks(FLOOR)
    top: int = ticks(CEILING)
    takes_back: bool = False


@dataclass(frozen=True, slots=True)
class Wish:
    """What a deal is worth to a buyer beyond the gain, and what each mail after the first costs, in prices."""

    deal: float = 0.0
    mail: float = 0.0


@dataclass(frozen=True, slots=True)
class Worth:
    """What is to be had of who asks one amount first, what is wished included, in prices."""

    opening: Any  # by what we open with, where we do: what no opening brings is not counted
    answering: float  # where they do


@dataclass(frozen=True, slots=True)
class Draw:
    """What is known of a limit before the first mail, in arrays by amount."""

    within: Range
    won: float  # the prize, in ticks
    mail: float  # what each mail after the next one costs, in ticks
    low: Any  # the highest offer known to be too low: every one there may be
    under: Any  # the odds of a limit under each amount
    spare: Any  # what is gained by taking an ask that is the limit, of limits under each amount

    def closing(self, amount: Any, ask: int) -> Any:
        """Return what is gained at *amount* of limits that it reaches, under *ask*: by *low*, a row each amount."""
        np = importlib.import_module("numpy")
        reached = np.maximum(self.under[np.minimum(amount + 1, ask)] - self.under[self.low + 1], 0)
        return (self.within.top + self.won - amount) * reached * (amount <= self.within.top)

    def mailing(self, ask: int) -> Any:
        """Return what one mail more costs with all limits under *ask*: by *low*."""
        np = importlib.import_module("numpy")
        return self.mail * np.maximum(self.under[ask] - self.under[self.low + 1], 0)


def bounds(habits: Habits, n_rounds: int) -> dict[str, float]:
    """Return what nobody exceeds, in percent of what the clairvoyant gains: in all, and with nine deals in ten."""
    asked = first_asks()
    told = [told_the_odds(habits, n_rounds, asked, prize) for prize in _PRIZES]
    knows = [told_the_limit(habits, n_rounds, asked, prize) for prize in _PRIZES]
    return shares(told, knows, sum(odds * _zoned(limits_behind(ask)) for ask, odds in asked.items()))


def shares(told: Sequence[float], knows: Sequence[float], zone: float) -> dict[str, float]:
    """Return percents of what who knows the limit gains, prizes taken off again; *zone* is how often a deal can be."""
    odds, limit = (
        [each - prize * _DEALS * zone for prize, each in zip(_PRIZES, every, strict=True)] for every in (told, knows)
    )
    return {
        "told_odds_percent": round(100 * odds[0] / limit[0], 2),
        "told_odds_with_deals_percent": round(100 * min(odds) / limit[0], 2),
        "clairvoyant_with_deals_percent": round(100 * min(limit) / limit[0], 2),
    }


def told_the_odds(habits: Habits, n_rounds: int, asked: Mapping[int, float], prize: float = 0.0) -> float:
    """Return what who is told the odds is worth on average, where first asks are as likely as *asked*."""
    one = {ask: worth(habits, n_rounds, limits_behind(ask), [ask], Wish(prize))[ask] for ask in asked}
    opening: Any = sum(odds * one[ask].opening for ask, odds in asked.items())
    return (max(float(opening.max()), 0.0) + sum(odds * one[ask].answering for ask, odds in asked.items())) / 2


def told_the_limit(habits: Habits, n_rounds: int, asked: Mapping[int, float], prize: float = 0.0) -> float:
    """Return the same of who is told the limit and the first ask, and may take offers back: the clairvoyant."""
    behind = {ask: limits_behind(ask) for ask in asked}
    total = 0.0
    for limit in range(_LOWEST, ticks(CEILING)):
        asks = [ask for ask in asked if limit in behind[ask]]
        found = worth(habits, n_rounds, {limit: 1.0}, asks, Wish(prize), Range(takes_back=True)) if asks else {}
        total += sum(
            asked[ask] * behind[ask][limit] * (one.opening.max() + one.answering) / 2 for ask, one in found.items()
        )
    return total


def first_asks() -> dict[int, float]:
    """Return how likely each first ask is, in ticks, as cases are drawn."""
    asks = range(int(_LOWEST * _LEAST), int(_HIGHEST * _MOST) + 2)
    odds = {ask: sum(_behind(ask).values()) for ask in asks}
    return {ask: one / sum(odds.values()) for ask, one in odds.items() if one}


def limits_behind(first_ask: int) -> dict[int, float]:
    """Return how likely each limit is behind *first_ask*, both in ticks, as cases are drawn."""
    odds = _behind(first_ask)
    return {limit: one / sum(odds.values()) for limit, one in odds.items() if one}


def worth(
    habits: Habits,
    n_rounds: int,
    limits: Mapping[int, float],
    asks: Sequence[int],
    wish: Wish = Wish(),
    within: Range = Range(),
) -> dict[int, Worth]:
    """Return what the best buyer expects who is told the odds of *limits*, by each of the first *asks*."""
    draw = draw_of(limits, max(asks), wish, within)
    later, left = list(tables(habits, n_rounds, draw))[-2:]
    opening = {ask: _opening(habits, draw, ask, later[ask]) for ask in asks}
    return {ask: Worth(opening[ask] * TICK, float(left[ask, 0, 0]) * TICK) for ask in asks}


def tables(habits: Habits, n_rounds: int, draw: Draw) -> Iterator[Any]:
    """Yield what is left to gain with no mail to come, with one, and so on: by ask, by our offer and by *low*."""
    np = importlib.import_module("numpy")  # only the bench environment has it
    highest = len(draw.under) - 3
    best = np.zeros((highest + 1, draw.within.top - draw.within.floor + 1, len(draw.low)))
    yield best
    for mails in range(1, n_rounds + 1):
        later, best = best, np.zeros_like(best)
        for ask in range(int(draw.low[0]) + 2, highest + 1):
            found = gains(habits, draw, ask, later if mails > 1 else None)
            onward = found.max(0) if draw.within.takes_back else np.maximum.accumulate(found[::-1])[::-1]
            best[ask] = np.maximum(draw.closing(ask, ask), 0.0)
            best[ask, : len(found)] = np.maximum(best[ask, : len(found)], onward)
        yield best


def draw_of(limits: Mapping[int, float], highest: int, wish: Wish = Wish(), within: Range = Range()) -> Draw:
    """Return what is known where limits are as likely as *limits* and nobody asks more than *highest*."""
    np = importlib.import_module("numpy")
    amounts, won = np.arange(highest + 2), wish.deal / TICK
    odds = np.array([limits.get(int(amount), 0.0) for amount in amounts])
    spare = odds * np.where(amounts <= within.top, within.top + won - amounts, 0.0)
    under, spared = (np.append(0.0, np.cumsum(each)) for each in (odds, spare))
    return Draw(within, won, wish.mail / TICK, np.arange(min(limits) - 1, max(limits) + 1), under, spared)


def gains(habits: Habits, draw: Draw, ask: int, later: Any) -> Any:
    """Return what each offer brings against *ask*, by *low*; *later* is what the mails after it bring, if any."""
    np = importlib.import_module("numpy")
    said = _answers(habits, ask, draw.within.floor, min(draw.within.top, ask))
    closing, row = draw.closing(said.offers, ask), np.arange(len(said.offers))[:, None]
    if later is None:
        return said.yes_at_last * closing
    come_to = np.maximum(draw.spare[ask] - draw.spare[np.maximum(said.asks[:, :, None], draw.low + 1)], 0)
    moved = (later[said.asks, row] + come_to).mean(1)
    after = said.stays * later[ask, : len(row)] + (1 - said.stays) * moved - draw.mailing(ask)
    return said.yes * closing + (1 - habits.leaves / 100) * _turned_down(after, said, draw.low)


def _opening(habits: Habits, draw: Draw, ask: int, later: Any) -> Any:
    """Return what each opening brings of who would ask *ask* first and names it in answer."""
    np = importlib.import_module("numpy")
    said = _answers(habits, ask, draw.within.floor, min(draw.within.top, ask))
    after = _turned_down(later[: len(said.offers)] - draw.mailing(ask), said, draw.low)
    brings = (said.yes * draw.closing(said.offers, ask) + (1 - habits.leaves / 100) * after)[:, 0]
    # An opening over what they would ask is taken and gains less than one at it: counted as that one, the bound stands.
    return np.pad(brings, (0, len(later) - len(brings)), mode="edge")


@dataclass(frozen=True, slots=True)
class _Answers:
    """What who has no limit says to each offer, a row each: shares, and asks that are equally likely."""

    offers: Any
    yes: Any
    yes_at_last: Any
    stays: Any
    asks: Any


@cache
def _answers(habits: Habits, ask: int, lowest: int, highest: int) -> _Answers:
    np, offers = importlib.import_module("numpy"), range(lowest, highest + 1)
    words, last = ([Situation(ask, offer, 0, told) for offer in offers] for told in (False, True))

    def column(shares: Iterable[int]) -> Any:
        return np.array(list(shares))[:, None] / _ONE

    return _Answers(
        np.array(offers)[:, None],
        column(taken(habits, now) for now in words),
        column(taken(habits, now) for now in last),
        column(chance(habits.stays, now) for now in words),
        np.array([next_asks(habits, now) for now in words]),
    )


def _turned_down(after: Any, said: _Answers, low: Any) -> Any:
    """Return what is left after each offer was turned down, by what was known to be too low before it."""
    np = importlib.import_module("numpy")
    lower = np.clip(np.maximum(said.offers, low) - low[0], 0, len(low) - 1)
    return (1 - said.yes) * after + said.yes * np.take_along_axis(after, lower, 1)


def _behind(first_ask: int) -> dict[int, float]:
    return {limit: _drawn(limit) * _asked(limit, first_ask) for limit in range(_LOWEST, _HIGHEST + 1)}


def _zoned(limits: Mapping[int, float]) -> float:
    return sum(odds for limit, odds in limits.items() if limit < ticks(CEILING))


def _drawn(limit: int) -> float:
    return 0.5 if limit in (_LOWEST, _HIGHEST) else 1.0


def _asked(limit: int, first_ask: int) -> float:
    low, high = max(first_ask - 0.5, _LEAST * limit), min(first_ask + 0.5, _MOST * limit)
    return max(high - low, 0.0) / limit
