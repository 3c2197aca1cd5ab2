"""What can a buyer expect of people who knows their habits and how limits are drawn, but not this seller's limit?

A bound, not the best found: with every answer this buyer is also told whether
the offer was turned down for lying under the limit, and whether an ask has come
down to it; it knows the first ask even where it opens, and may take offers
back. So all it knows of the limit is two amounts between which it lies, and
the best next offer follows from the mail, their ask and the highest offer known
to be too low. Who is told less cannot expect more.

How much can be gained with a given share of deals is bounded too: pay the buyer
a prize for each deal, and take off what it gets for that share.
"""

import importlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from api.simulation.people import Habits, Situation, chance, next_asks, taken
from bench.negotiation.cases import TICK, Case
from bench.negotiation.people import ticks

_ONE = 10_000
_LOWEST, _HIGHEST, _LEAST, _MOST = 45, 115, 1.15, 2.0  # how ``cases`` draws limits in ticks, and first asks from them
_PRIZES = (0.0, 0.1, 0.2, 0.4, 0.8)  # in prices, for a deal
_DEALS = 0.9  # the share wanted where a deal is possible


@dataclass(frozen=True, slots=True)
class Known:
    """What is to be had of all who ask the same first, prizes included, by prize: told the odds, told the limit."""

    zone: float  # how likely it is that a deal is possible
    odds: tuple[float, ...]
    limit: tuple[float, ...]


def known(habits: Habits, case: Case) -> Known:
    """Return what all who ask first what this seller does are worth on average."""
    limits = limits_behind(ticks(case.first_ask))
    zoned = {limit: weight for limit, weight in limits.items() if limit < ticks(case.ceiling)}
    told = [[weight * worth(habits, case, {one: 1.0}, prize) for one, weight in zoned.items()] for prize in _PRIZES]
    odds = tuple(worth(habits, case, limits, prize) for prize in _PRIZES)
    return Known(sum(zoned.values()), odds, tuple(sum(one) for one in told))


def bounds(every: Sequence[Known]) -> dict[str, float]:
    """Return what nobody exceeds, in percent of what the clairvoyant gains: in all, and with nine deals in ten."""
    whole, wanted = sum(one.limit[0] for one in every), _DEALS * sum(one.zone for one in every)
    odds, limit = (
        [sum(told) - prize * wanted for prize, told in zip(_PRIZES, zip(*both, strict=True), strict=True)]
        for both in ([one.odds for one in every], [one.limit for one in every])
    )
    return {
        "told_odds_percent": round(100 * odds[0] / whole, 2),
        "told_odds_with_deals_percent": round(100 * min(odds) / whole, 2),
        "clairvoyant_with_deals_percent": round(100 * min(limit) / whole, 2),
    }


def limits_behind(first_ask: int) -> dict[int, float]:
    """Return how likely each limit is behind *first_ask*, both in ticks, as cases are drawn."""
    odds = {limit: _drawn(limit) * _asked(limit, first_ask) for limit in range(_LOWEST, _HIGHEST + 1)}
    return {limit: one / sum(odds.values()) for limit, one in odds.items() if one}


def worth(habits: Habits, case: Case, limits: Mapping[int, float], prize: float = 0.0) -> float:
    """Return what the best buyer expects who is told the odds of *limits*, with a *prize* for a deal; in prices."""
    np = importlib.import_module("numpy")  # only the bench environment has it
    first, top, least, won = ticks(case.first_ask), ticks(case.ceiling), min(limits), prize / TICK
    amounts = np.arange(first + 1)
    odds = np.array([limits.get(int(amount), 0.0) for amount in amounts])
    under = np.append(0.0, np.cumsum(odds))  # the odds of a limit under each amount,
    spare = np.append(0.0, np.cumsum(odds * np.where(amounts <= top, top + won - amounts, 0.0)))  # what they would gain
    low = np.arange(least - 1, max(limits) + 1)  # the highest offer known to be too low
    best = np.zeros((first + 1, len(low)))  # what is left to gain, by their ask and *low*
    for mail in range(case.n_rounds - 1, -1, -1):
        later, best = best, np.zeros_like(best)
        opening, last = mail == 0 and case.we_open, mail == case.n_rounds - 1
        for ask in [first] if mail == 0 else range(least + 1, first + 1):
            said = _answers(habits, ask, ticks(case.floor), min(top, ask))
            gain = (top + won - said.offers) * np.maximum(under[np.minimum(said.offers + 1, ask)] - under[low + 1], 0)
            if last:
                gain = said.yes_at_last * gain
            else:
                reached = np.maximum(spare[ask] - spare[np.maximum(amounts[: ask + 1, None], low + 1)], 0)
                moved = (later[: ask + 1] + reached)[said.asks].mean(1)
                stays = 1.0 if opening else said.stays
                after = stays * later[ask] + (1 - stays) * moved
                lower = np.clip(np.maximum(said.offers, low) - low[0], 0, len(low) - 1)
                after = (1 - said.yes) * after + said.yes * np.take_along_axis(after, lower, 1)
                gain = said.yes * gain + (1 - habits.leaves / 100) * after
            taking = (top + won - ask) * np.maximum(under[ask] - under[low + 1], 0)
            best[ask] = np.maximum(gain.max(0), 0.0 if opening or ask > top else taking)
    return float(best[first, 0]) * TICK


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


def _drawn(limit: int) -> float:
    return 0.5 if limit in (_LOWEST, _HIGHEST) else 1.0


def _asked(limit: int, first_ask: int) -> float:
    low, high = max(first_ask - 0.5, _LEAST * limit), min(first_ask + 0.5, _MOST * limit)
    return max(high - low, 0.0) / limit
