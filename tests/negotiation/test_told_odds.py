"""Is the bound for who knows people's habits, but not the limit, a bound, and no higher than it says?"""

from collections import defaultdict

import pytest

from api.simulation.people import GOODS, MACHINES, Habits, Situation, chance, next_asks, taken
from bench.negotiation.cases import TICK, Case, cases
from bench.negotiation.clairvoyant import expected
from bench.negotiation.people import ticks
from bench.negotiation.told_odds import Known, bounds, limits_behind, worth

_EACH = pytest.mark.parametrize(
    ("habits", "we_open"), [(GOODS, True), (GOODS, False), (MACHINES, True), (MACHINES, False)]
)
_LIMITS = {45: 0.3, 48: 0.3, 50: 0.2, 53: 0.2}
Odds = dict[int, float]


def _by_hand(habits: Habits, case: Case, mail: int, ask: int, odds: Odds, *, told: bool, prize: int) -> float:
    """Try every offer against every limit and every answer; *told* with the hints that make it a bound."""
    top, opening, last = ticks(case.ceiling), mail == 0 and case.we_open, mail == case.n_rounds - 1
    found = [0.0] if opening or ask > top else [(top + prize - ask) * sum(odds.values())]
    for offer in range(ticks(case.floor), min(top, ask) + 1):
        gain, heard = 0.0, defaultdict[tuple[int, bool, bool], Odds](lambda: defaultdict(float))
        for limit, weight in odds.items():
            now = Situation(ask, offer, limit, last)
            gain += weight * taken(habits, now) / 10_000 * (top + prize - offer)
            for next_ask, low, share in _answers(habits, now, opening=opening):
                heard[next_ask, told and low, told and next_ask == limit][limit] += weight * share
        if not last:
            gain += sum(
                _by_hand(habits, case, mail + 1, said[0], left, told=told, prize=prize) for said, left in heard.items()
            )
        found.append(gain)
    return max(found)


def _answers(habits: Habits, now: Situation, *, opening: bool) -> list[tuple[int, bool, float]]:
    """Return each next ask, whether the dice would have taken the offer but for the limit, and how likely that is."""
    would = taken(habits, Situation(now.ask, now.offer, 0, now.last)) / 10_000
    refusals = [(False, 1 - would), (True, would if now.offer < now.limit else 0.0)]
    stays = 1.0 if opening else chance(habits.stays, now) / 10_000
    asks = [(now.ask, stays), *((ask, (1 - stays) / 9) for ask in next_asks(habits, now))]
    going_on = 1 - habits.leaves / 100
    return [(ask, low, p * q * going_on) for ask, q in asks for low, p in refusals if p * q > 0]


@_EACH
@pytest.mark.parametrize("prize", [0, 10])
def test_it_is_what_every_offer_and_answer_gives_with_its_hints_and_over_what_they_give_without(
    habits: Habits, we_open: bool, prize: int
) -> None:
    pytest.importorskip("numpy")
    case = Case(0.48, 0.55, we_open, 3, 0, ceiling=0.51, floor=0.45)
    bound = worth(habits, case, _LIMITS, prize * TICK) / TICK
    assert bound == pytest.approx(_by_hand(habits, case, 0, 55, _LIMITS, told=True, prize=prize))
    assert bound > _by_hand(habits, case, 0, 55, _LIMITS, told=False, prize=prize)


@_EACH
def test_told_one_limit_it_is_the_clairvoyant_and_told_several_no_more(habits: Habits, we_open: bool) -> None:
    pytest.importorskip("numpy")
    limits = limits_behind(98)
    told = [expected(habits, Case(limit * TICK, 0.98, we_open, 4, 0)).gain for limit in limits]
    alone = [worth(habits, Case(0.6, 0.98, we_open, 4, 0), {limit: 1.0}) for limit in limits]
    assert alone == pytest.approx(told)
    knows = sum(weight * gain for weight, gain in zip(limits.values(), told, strict=True))
    assert 0.8 * knows < worth(habits, Case(0.6, 0.98, we_open, 4, 0), limits) < knows


def test_limits_are_as_likely_behind_a_first_ask_as_cases_are_drawn() -> None:
    behind = [ticks(case.seller_limit) for case in cases(4, range(40_000)) if ticks(case.first_ask) == 90]
    assert set(behind) <= set(limits_behind(90))
    mean = sum(limit * weight for limit, weight in limits_behind(90).items())
    assert sum(behind) / len(behind) == pytest.approx(mean, abs=1.5)


def test_with_nine_deals_in_ten_the_prizes_are_taken_off_again() -> None:
    one = Known(zone=0.5, odds=(0.18, 0.20, 0.24, 0.33, 0.53), limit=(0.20, 0.25, 0.30, 0.40, 0.60))
    assert bounds([one, one]) == {
        "told_odds_percent": 90.0,
        "told_odds_with_deals_percent": 75.0,
        "clairvoyant_with_deals_percent": 100.0,
    }
