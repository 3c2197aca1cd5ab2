"""What can a buyer expect of people who knows everything about them but how the dice will fall?

Told the seller's limit, first ask and habits, the best next offer follows from
the mail and the ask alone; it is worked out from the last mail back. This buyer
may even take an offer back, so nobody who keeps our promises can expect more:
a bound, not a rival.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from api.simulation.people import Habits, Situation, chance, next_asks, taken
from bench.negotiation.cases import TICK, Case
from bench.negotiation.measure import Outcome
from bench.negotiation.people import ticks

_ONE = 10_000


@dataclass(frozen=True, slots=True)
class Expected:
    """What comes of the best offers on average: the gain in prices, the share of deals, the mails."""

    gain: float = 0.0
    deal: float = 0.0
    rounds: float = 0.0


def expected(habits: Habits, case: Case) -> Expected:
    """Return what the best buyer who knows this seller gains on average."""
    first, limit = ticks(case.first_ask), ticks(case.seller_limit)
    after: dict[int, Expected] = {}
    for mail in range(case.n_rounds - 1, 0, -1):
        last = mail == case.n_rounds - 1
        after = {ask: _best(habits, case, ask, after, last=last) for ask in range(limit, first + 1)}
    if case.we_open:
        return max((_opening(habits, case, offer, after[first]) for offer in _offers(case, first)), key=_gain)
    return _best(habits, case, first, after, last=case.n_rounds == 1)


def share_of(every: Sequence[Expected], ours: Sequence[Outcome]) -> dict[str, float]:
    """Return what is to be expected of all, in percent of what there is to win, and how much of it was reached."""
    zoned, gain = [one for one in ours if one.case.zone], sum(one.gain for one in every)
    return {
        "captured_percent": round(100 * gain / sum(one.case.zone for one in zoned), 2),
        "deal_percent": round(100 * sum(one.deal for one in every) / len(every), 2),
        "mean_rounds": round(sum(one.rounds for one in every) / len(every), 2),
        "engine_reaches_percent": round(100 * sum(one.gain for one in zoned) / gain, 2),
    }


def _best(habits: Habits, case: Case, ask: int, after: dict[int, Expected], *, last: bool) -> Expected:
    limit = ticks(case.seller_limit)
    taking = Expected(case.ceiling - ask * TICK, 1.0, 1.0)
    found = [_offering(habits, case, Situation(ask, offer, limit, last), after) for offer in _offers(case, ask)]
    return max([taking, Expected(0, 0, 1.0), *found], key=_gain)


def _offers(case: Case, ask: int) -> range:
    return range(ticks(case.floor), min(ticks(case.ceiling), ask) + 1)


def _offering(habits: Habits, case: Case, now: Situation, after: dict[int, Expected]) -> Expected:
    yes = taken(habits, now) / _ONE
    if now.last:
        return _mixed(case, now, yes, Expected())
    stays = chance(habits.stays, now) / _ONE
    asks = next_asks(habits, now)
    later = [(stays, after[now.ask]), *(((1 - stays) / len(asks), after[ask]) for ask in asks)]
    return _mixed(case, now, yes, _weighed(later, 1 - habits.leaves / 100))


def _opening(habits: Habits, case: Case, offer: int, named: Expected) -> Expected:
    now = Situation(ticks(case.first_ask), offer, ticks(case.seller_limit), last=False)
    return _mixed(case, now, taken(habits, now) / _ONE, _weighed([(1.0, named)], 1 - habits.leaves / 100))


def _weighed(later: list[tuple[float, Expected]], staying: float) -> Expected:
    return Expected(
        staying * sum(share * one.gain for share, one in later),
        staying * sum(share * one.deal for share, one in later),
        staying * sum(share * one.rounds for share, one in later),
    )


def _mixed(case: Case, now: Situation, yes: float, later: Expected) -> Expected:
    return Expected(
        yes * (case.ceiling - now.offer * TICK) + (1 - yes) * later.gain,
        yes + (1 - yes) * later.deal,
        1.0 + (1 - yes) * later.rounds,
    )


def _gain(one: Expected) -> float:
    return one.gain
