"""Is the bound for who knows people's habits, but not the limit, a bound, and no higher than it says?"""

from collections import defaultdict
from itertools import pairwise
from random import Random

import pytest

from api.simulation.people import GOODS, MACHINES, Habits, Situation, chance, next_asks, taken
from bench.negotiation.cases import TICK, Case, cases
from bench.negotiation.clairvoyant import expected
from bench.negotiation.measure import broken_limits
from bench.negotiation.people import PEOPLE, spread, ticks
from bench.negotiation.told_odds import (
    Range,
    Wish,
    first_asks,
    limits_behind,
    shares,
    told_the_limit,
    told_the_odds,
    worth,
)
from bench.negotiation.told_odds_played import ToldOdds

_HABITS = pytest.mark.parametrize("habits", [GOODS, MACHINES])
_LIMITS = {45: 0.3, 48: 0.3, 50: 0.2, 53: 0.2}
_WITHIN = Range(floor=45, top=51)
Odds = dict[int, float]


def _by_hand(habits: Habits, mails: int, ask: int, ours: int, odds: Odds, *, told: bool, wish: Wish) -> float:
    """Try every offer from *ours* on against every limit and every answer; *told* with the hints that make it a bound.

    In ticks, with so many *mails* still to come.
    """
    top = _WITHIN.top
    found = [0.0] if ask > top else [(top + wish.deal - ask) * sum(odds.values())]
    for offer in range(ours, min(top, ask) + 1):
        found.append(_offering(habits, mails, ask, offer, odds, told=told, wish=wish, opening=False))
    return max(found)


def _offering(
    habits: Habits, mails: int, ask: int, offer: int, odds: Odds, *, told: bool, wish: Wish, opening: bool
) -> float:
    gain, heard = 0.0, defaultdict[tuple[int, bool, bool], Odds](lambda: defaultdict(float))
    for limit, weight in odds.items():
        now = Situation(ask, offer, limit, mails == 1)
        gain += weight * taken(habits, now) / 10_000 * (_WITHIN.top + wish.deal - offer)
        for next_ask, low, share in _answers(habits, now, opening=opening):
            heard[next_ask, told and low, told and next_ask == limit][limit] += weight * share
    if mails > 1:
        gain += sum(
            _by_hand(habits, mails - 1, said[0], offer, left, told=told, wish=wish) - wish.mail * sum(left.values())
            for said, left in heard.items()
        )
    return gain


def _answers(habits: Habits, now: Situation, *, opening: bool) -> list[tuple[int, bool, float]]:
    """Return each next ask, whether the dice would have taken the offer but for the limit, and how likely that is."""
    would = taken(habits, Situation(now.ask, now.offer, 0, now.last)) / 10_000
    refusals = [(False, 1 - would), (True, would if now.offer < now.limit else 0.0)]
    stays = 1.0 if opening else chance(habits.stays, now) / 10_000
    asks = [(now.ask, stays), *((ask, (1 - stays) / 9) for ask in next_asks(habits, now))]
    going_on = 1 - habits.leaves / 100
    return [(ask, low, p * q * going_on) for ask, q in asks for low, p in refusals if p * q > 0]


@_HABITS
@pytest.mark.parametrize("wish", [Wish(), Wish(10), Wish(10, 1)])
def test_it_is_what_every_offer_and_answer_gives_with_its_hints_and_over_what_they_give_without(
    habits: Habits, wish: Wish
) -> None:
    pytest.importorskip("numpy")
    found = worth(habits, 3, _LIMITS, [55], Wish(wish.deal * TICK, wish.mail * TICK), _WITHIN)[55]
    told, alone = (_by_hand(habits, 3, 55, 45, _LIMITS, told=told, wish=wish) for told in (True, False))
    assert found.answering / TICK == pytest.approx(told)
    assert told > alone
    openings = [_offering(habits, 3, 55, offer, _LIMITS, told=True, wish=wish, opening=True) for offer in range(45, 52)]
    assert list(found.opening / TICK) == pytest.approx(openings)


def test_an_offer_is_not_taken_back_and_who_may_do_so_gains_more() -> None:
    pytest.importorskip("numpy")
    keeps, takes_back = (
        worth(GOODS, 4, limits_behind(98), [98], within=Range(takes_back=back))[98] for back in (False, True)
    )
    assert keeps.answering < takes_back.answering
    assert all(keeps.opening <= takes_back.opening)


@_HABITS
def test_told_one_limit_it_is_the_clairvoyant_and_told_several_no_more(habits: Habits) -> None:
    pytest.importorskip("numpy")
    limits = limits_behind(98)
    told = {
        limit: [expected(habits, Case(limit * TICK, 0.98, opens, 4, 0)).gain for opens in (True, False)]
        for limit in limits
    }
    for limit, both in told.items():
        one = worth(habits, 4, {limit: 1.0}, [98, 120], within=Range(takes_back=True))[98]
        assert [one.opening.max(), one.answering] == pytest.approx(both)
    knows = sum(weight * sum(told[limit]) / 2 for limit, weight in limits.items())
    assert told_the_limit(habits, 4, {98: 1.0}) == pytest.approx(knows)
    assert 0.8 * knows < told_the_odds(habits, 4, {98: 1.0}) < knows


def test_who_opens_has_not_heard_what_they_ask() -> None:
    pytest.importorskip("numpy")
    low, high = (told_the_odds(GOODS, 4, {ask: 1.0}) for ask in (80, 130))
    both = told_the_odds(GOODS, 4, {80: 0.5, 130: 0.5})
    assert both < (low + high) / 2


def test_limits_and_first_asks_are_as_likely_as_cases_are_drawn() -> None:
    drawn = cases(4, range(40_000))
    behind = [ticks(case.seller_limit) for case in drawn if ticks(case.first_ask) == 90]
    assert set(behind) <= set(limits_behind(90))
    mean = sum(limit * weight for limit, weight in limits_behind(90).items())
    assert sum(behind) / len(behind) == pytest.approx(mean, abs=1.5)
    asked, asks = first_asks(), [ticks(case.first_ask) for case in drawn]
    assert set(asks) <= set(asked)
    assert sum(asked.values()) == pytest.approx(1)
    assert sum(ask * odds for ask, odds in asked.items()) == pytest.approx(sum(asks) / len(asks), rel=0.01)
    assert sum(odds for ask, odds in asked.items() if ask < 90) == pytest.approx(
        sum(ask < 90 for ask in asks) / len(asks), abs=0.01
    )


def test_with_nine_deals_in_ten_the_prizes_are_taken_off_again() -> None:
    told, knows = (0.18, 0.20, 0.24, 0.33, 0.53), (0.20, 0.25, 0.30, 0.40, 0.60)
    assert shares(told, knows, zone=0.5) == {
        "told_odds_percent": 90.0,
        "told_odds_with_deals_percent": 75.0,
        "clairvoyant_with_deals_percent": 100.0,
    }


@_HABITS
@pytest.mark.parametrize("first_ask", [76, 98])
def test_who_is_told_the_odds_knows_of_the_limit_what_was_answered(habits: Habits, first_ask: int) -> None:
    pytest.importorskip("numpy")
    buyer, ask = ToldOdds(habits, Case(0.6, first_ask * TICK, we_open=False, n_rounds=4, seed=0)), first_ask
    by_bayes, heard = dict(limits_behind(ask)), 0
    act = buyer.act(ask * TICK, 0, 4)
    for gives_in in (False, True, False):
        if len(act) == 1:
            break
        offered = Situation(ask, ticks(act[1]), 0, last=False)
        said = next_asks(habits, offered)[3] if gives_in else ask
        for limit in by_bayes:
            answers = _answers(habits, Situation(ask, offered.offer, limit, last=False), opening=False)
            by_bayes[limit] *= sum(share for each, _, share in answers if each == said)
        ask, heard = said, heard + 1
        act = buyer.act(ask * TICK, heard, 4)
        known, whole = {limit: buyer.odds_of(limit) for limit in by_bayes}, sum(by_bayes.values())
        assert [one / sum(known.values()) for one in known.values()] == pytest.approx(
            [one / whole for one in by_bayes.values()]
        )
    assert heard > 1


def test_who_is_told_the_odds_keeps_its_offers_and_comes_near_the_bound() -> None:
    pytest.importorskip("numpy")
    odds = limits_behind(98)
    drawn = Random(1).choices(list(odds), list(odds.values()), k=100)
    table = [Case(limit * TICK, 0.98, we_open=False, n_rounds=4, seed=seed) for seed, limit in enumerate(drawn)]
    done = [PEOPLE["people: goods"](ToldOdds(GOODS, case), case) for case in table]
    assert not [broken for case, one in zip(table, done, strict=True) if (broken := broken_limits(case, one))]
    gained = sum(case.ceiling - one.fee for case, one in zip(table, done, strict=True) if one.fee is not None)
    assert 0.92 < gained / 100 / worth(GOODS, 4, odds, [98])[98].answering < 1.05


def test_a_prize_makes_for_more_deals_and_less_gain() -> None:
    pytest.importorskip("numpy")
    table = [case for case in cases(4, range(60)) if case.zone]
    gains, deals = [], []
    for prize in (0.0, 0.4):
        done = [PEOPLE["people: goods"](ToldOdds(GOODS, case, Wish(prize)), case) for case in table]
        deals.append(sum(one.fee is not None for one in done))
        gains.append(sum(case.ceiling - one.fee for case, one in zip(table, done, strict=True) if one.fee is not None))
    assert deals[0] < deals[1]
    assert gains[0] > gains[1]


def test_a_mail_that_costs_makes_for_fewer_of_them_and_less_gain() -> None:
    pytest.importorskip("numpy")
    table = [case for case in cases(6, range(60)) if case.zone]
    gains, mails = [], []
    for wish in (Wish(), Wish(mail=0.03)):
        done = [PEOPLE["people: goods"](ToldOdds(GOODS, case, wish), case) for case in table]
        mails.append(sum(one.rounds for one in done))
        gains.append(sum(case.ceiling - one.fee for case, one in zip(table, done, strict=True) if one.fee is not None))
    assert mails[0] > mails[1]
    assert gains[0] > gains[1]


@_HABITS
def test_shares_that_are_drawn_out_give_as_much_and_leave_few_amounts_between_them(habits: Habits) -> None:
    for nine, drawn_out in zip(habits.gives, spread(habits).gives, strict=True):
        assert list(drawn_out) == sorted(drawn_out)
        assert len(drawn_out) == 5 * len(nine)
        assert abs(sum(drawn_out) / len(drawn_out) - sum(nine) / len(nine)) < 1
        assert max(b - a for a, b in pairwise(drawn_out)) <= 3
