"""Do creators who are like people keep their limit, answer as often as was counted, and is the bound a bound?"""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.simulation.creators import PEOPLE, Ask, Mind, No, Yes
from api.simulation.people import EVERYBODY, GOODS, MACHINES, Habits, Situation, bargain, next_asks, taken
from bench.negotiation.baselines import time_curve
from bench.negotiation.cases import CEILING, TICK, Case, cases
from bench.negotiation.clairvoyant import expected
from bench.negotiation.engine import Engine
from bench.negotiation.measure import broken_limits
from bench.negotiation.people import HABITS
from bench.negotiation.people import PEOPLE as SELLERS

_EACH = pytest.mark.parametrize("habits", [GOODS, MACHINES, EVERYBODY])


@given(st.integers(1, 10**6), st.integers(1, 10**6), st.integers(1, 10**6), st.booleans(), st.integers(0, 99))
def test_nobody_sells_under_their_limit_or_raises_an_ask(
    limit: int, over: int, offer: int, last: bool, seed: int
) -> None:
    now = Situation(limit + over, offer, limit, last)
    said = bargain(EVERYBODY, now, Random(seed))
    assert said != "yes" or offer >= limit
    assert isinstance(said, str) or limit <= said <= now.ask
    assert not last or isinstance(said, str)


@_EACH
def test_what_they_ask_is_always_taken_and_a_last_offer_more_often_than_another(habits: Habits) -> None:
    assert taken(habits, Situation(100, 100, 50, last=False)) == 10_000
    for offer in range(55, 100):
        words, last = (taken(habits, Situation(100, offer, 50, last=told)) for told in (False, True))
        assert words < last < 10_000


def test_they_answer_as_often_as_was_counted() -> None:
    dice, near = Random(1), Situation(1000, 850, 0, last=False)
    said = [bargain(EVERYBODY, near, dice) for _ in range(20_000)]
    assert said.count("yes") / 20_000 == pytest.approx(0.27, abs=0.01)
    going = [one for one in said if not isinstance(one, str)]
    assert going.count(1000) / len(going) == pytest.approx(0.26, abs=0.01)
    assert said.count("no") / (20_000 - said.count("yes")) == pytest.approx(0.02, abs=0.005)
    assert set(going) == {1000, *next_asks(EVERYBODY, near)}


def test_a_creator_names_the_first_ask_first_and_ends_at_a_last_offer() -> None:
    (temper,) = PEOPLE
    mind = Mind(60_000, 90_000, "USD", Random(3))
    assert temper.answer(mind, 30_000, last=False) == Ask(90_000)
    ends = {type(temper.answer(Mind(60_000, 90_000, "USD", Random(n), [90_000]), 70_000, last=True)) for n in range(50)}
    assert ends == {Yes, No}


@_EACH
def test_the_bound_of_one_mail_is_the_best_of_taking_and_offering(habits: Habits) -> None:
    case = Case(0.6, 0.95, we_open=False, n_rounds=1, seed=1)
    offers = [(0.4 + n * TICK, taken(habits, Situation(95, 40 + n, 60, last=True)) / 10_000) for n in range(56)]
    best = max(CEILING - 0.95, *((CEILING - offer) * chance for offer, chance in offers))
    assert expected(habits, case).gain == pytest.approx(best)


@pytest.mark.parametrize("name", HABITS)
@pytest.mark.parametrize("we_open", [True, False])
def test_no_curve_gains_more_than_the_bound(name: str, we_open: bool) -> None:
    bound = expected(HABITS[name], Case(0.6, 1.1, we_open, 4, 0)).gain
    for power in (1, 2, 1_000):
        table = [Case(0.6, 1.1, we_open, 4, seed) for seed in range(100)]
        fees = [SELLERS[name](time_curve(power)(case), case).fee for case in table]
        assert sum(CEILING - fee for fee in fees if fee is not None) / 100 < bound + 0.02


@pytest.mark.parametrize("name", SELLERS)
def test_the_engine_breaks_no_limit_with_people(name: str) -> None:
    for case in cases(5, range(10)):
        done = SELLERS[name](Engine(case), case)
        assert not broken_limits(case, done)
        assert done.fee is None or done.fee >= case.seller_limit - TICK / 10
