"""How much does a buyer gain who is told what people answer and how limits are drawn, and hears what any buyer hears?

The other side of `told_odds`, from below: it goes by the same sums, as if it
were to be told from the next answer on whether an offer lay under the limit and
whether an ask is the limit, and keeps by Bayes what the answers so far say of
both. It knows that who gives way gives one of nine shares, so an ask between
them is the limit: people are not read like that, and no engine of ours does.
"""

import importlib
from typing import Any

from api.simulation.people import Habits, Situation, chance, next_asks, taken
from bench.negotiation.cases import TICK, Case
from bench.negotiation.engine import Act
from bench.negotiation.people import ticks
from bench.negotiation.told_odds import Wish, draw_of, gains, limits_behind, tables

_ONE = 10_000

# Who wants only to gain, who wants more deals, who wants them sooner, and more of them sooner.
WISHES = (Wish(), Wish(0.1), Wish(0.1, 0.01), Wish(0.3, 0.01))


class ToldOdds:
    """One negotiation as the buyer."""

    def __init__(self, habits: Habits, case: Case, wish: Wish = WISHES[0]) -> None:
        self._habits, self._case, self._wish = habits, case, wish
        self._asked: int | None = None
        self._offered = ticks(case.floor)
        self._here = 0.0  # that the ask is the limit, on the scale of ``_lows``
        self._draw: Any = None
        self._tables: list[Any] = []
        self._lows: Any = None  # of a limit under the ask: by the highest offer known to be too low

    def act(self, their_offer: float | None, round_no: int, n_rounds: int) -> Act:
        """Answer *their_offer* in round *round_no* (from 0) of *n_rounds*; open with the least there is."""
        if their_offer is None:
            return ("offer", self._offered * TICK)
        ask, opened = ticks(their_offer), round_no > 0
        if self._asked is None:
            self._meet(ask)
        else:
            self._hear(self._asked, ask)
        if opened:
            self._was_turned_down(self._asked or ask)
        self._asked = ask
        return self._answer(ask, n_rounds - round_no)

    def odds_of(self, limit: int) -> float:
        """Return how likely *limit* is by now, in ticks, on the scale of all that may be."""
        if limit == self._asked and self._here:
            return self._here
        odds = float(self._draw.under[limit + 1] - self._draw.under[limit])
        return odds * float(self._lows[self._draw.low < limit].sum()) if limit < (self._asked or 0) else 0.0

    def _meet(self, first_ask: int) -> None:
        np = importlib.import_module("numpy")
        self._draw = draw_of(limits_behind(first_ask), first_ask, self._wish)
        self._tables = list(tables(self._habits, self._case.n_rounds - 1, self._draw))
        self._lows = np.zeros(len(self._draw.low))
        self._lows[0] = 1.0

    def _hear(self, before: int, ask: int) -> None:
        now = Situation(before, self._offered, 0, last=False)
        stays, asks = chance(self._habits.stays, now) / _ONE, next_asks(self._habits, now)
        named = (1 - stays) * asks.count(ask) / len(asks)
        if ask == before:
            self._lows = self._lows * (stays + named)
            return
        come_to = (1 - stays) * sum(each <= ask for each in asks) / len(asks)
        self._here = self.odds_of(ask) * come_to
        self._lows = self._lows * named

    def _was_turned_down(self, ask: int) -> None:
        would = taken(self._habits, Situation(ask, self._offered, 0, last=False)) / _ONE
        place = min(max(self._offered - int(self._draw.low[0]), 0), len(self._lows) - 1)
        learnt = would * float(self._lows[:place].sum())
        self._lows[:place] *= 1 - would
        self._lows[place] += learnt

    def _answer(self, ask: int, mails: int) -> Act:
        draw, left = self._draw, self._draw.within.top + self._draw.won - ask
        taking = float(draw.closing(ask, ask) @ self._lows) + left * self._here if ask <= draw.within.top else 0.0
        offers = gains(self._habits, draw, ask, self._tables[mails - 1] if mails > 1 else None) @ self._lows
        if mails > 1:
            offers = offers + (1 - self._habits.leaves / 100) * self._here * (max(left, 0.0) - draw.mail)
        onward = offers[self._offered - draw.within.floor :]
        if not len(onward) or max(taking, 0.0) >= onward.max():
            return ("accept",) if ask <= draw.within.top else ("end",)
        self._offered += int(onward.argmax())
        return ("offer", self._offered * TICK)
