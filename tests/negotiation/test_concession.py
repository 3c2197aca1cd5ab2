"""Does the plan of offers keep its promises, and does the forecast read how people move?"""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiation.concession import Plan, Talk, plan
from negotiation.course import Heard
from negotiation.forecast import courses
from negotiation.giving import giving
from negotiation.money import minor_units
from negotiation.pricing import human_step

_ROOM = Talk(40_000, 70_000, 100_000, 40_000, (130_000,), (40_000,), 1, 6, "USD")


@st.composite
def talks(draw: st.DrawFn) -> Talk:
    """Any talk: who opened, how far it is, what was asked, in three currencies."""
    currency = draw(st.sampled_from(["USD", "JPY", "KWD"]))
    unit = minor_units(currency)
    anchor = draw(st.integers(1, 10**5)) * unit
    cap = anchor + draw(st.integers(0, 10**5)) * unit
    rounds = draw(st.integers(1, 9))
    mail = draw(st.integers(0, rounds - 1))
    many = draw(st.integers(1, mail + 1))
    asks = tuple(draw(st.lists(st.integers(1, 4 * cap), min_size=many, max_size=many)))
    answered = tuple(sorted(draw(st.lists(st.integers(anchor, cap), min_size=many, max_size=many))))
    offered = answered[-1] if mail else None
    return Talk(anchor, draw(st.integers(anchor, cap)), cap, offered, asks, answered, mail, rounds, currency)


@given(talks())
def test_an_offer_lies_between_the_standing_one_and_the_limit(talk: Talk) -> None:
    fee = plan(talk).fee
    assert talk.start <= fee <= talk.cap


@given(talks())
def test_an_offer_never_stands_still_while_there_is_room(talk: Talk) -> None:
    if talk.offered is not None and talk.offered < talk.cap:
        assert plan(talk).fee > talk.offered


@pytest.mark.parametrize("mail", [1, 5])
@pytest.mark.parametrize("offered", [None, 40_000])
def test_where_no_room_is_left_the_limit_is_planned_again(mail: int, offered: int | None) -> None:
    assert plan(replace(_ROOM, target=40_000, cap=40_000, offered=offered, mail=mail)).fee == 40_000


def test_less_than_a_step_to_the_limit_is_a_move_even_over_the_target() -> None:
    assert plan(replace(_ROOM, offered=99_500, answered=(99_500,))).fee == 100_000


def test_what_a_person_came_down_to_within_the_limit_is_not_risked_by_a_last_offer() -> None:
    down = replace(_ROOM, asks=(150_000, 117_000, 99_900), answered=(40_000, 40_000, 60_000), offered=70_000, rounds=4)
    last = plan(replace(down, mail=3))
    assert last.fee < 99_900
    assert last.better_take(down.cap, 99_900)
    assert not plan(replace(down, mail=2)).better_take(down.cap, 99_900)


def test_whoever_never_moved_from_within_the_limit_is_not_offered_the_whole_of_it() -> None:
    firm = replace(_ROOM, asks=(90_000, 90_000), answered=(40_000, 41_000), offered=42_000, mail=5)
    assert plan(firm).fee < firm.cap


@given(talks(), st.integers(100, 400))
def test_whoever_never_moved_from_over_the_limit_hears_exactly_the_limit_last(talk: Talk, percent: int) -> None:
    ask = talk.cap * percent // 100 + 1
    last = replace(talk, asks=(ask,) * len(talk.asks), mail=talk.rounds - 1)
    assert plan(last).fee == talk.cap


@given(talks())
def test_the_first_offers_pass_the_target_only_by_the_least_step(talk: Talk) -> None:
    step = human_step(max(talk.start, 1), talk.currency) + (talk.cap - talk.start) // 64 + 1
    if talk.heard_mails > 3:
        assert plan(talk).fee <= max(talk.target, talk.start + step)


@given(talks())
def test_the_same_talk_gives_the_same_plan(talk: Talk) -> None:
    assert plan(talk) == plan(replace(talk))


@given(talks())
def test_nobody_is_forecast_to_go_up_nor_under_nothing(talk: Talk) -> None:
    every = courses(Heard(talk.asks, talk.answered, talk.heard_mails, talk.rounds, talk.left))
    assert any(course.weight for course in every)
    for course in every:
        assert course.weight >= 0
        assert len(course.takes) <= talk.left
        assert list(course.takes) == sorted(course.takes, reverse=True)
        assert min(course.takes, default=0) >= 0
        assert course.ends >= 0


@pytest.mark.parametrize("quarters", [2, 4, 8, 16])
def test_the_end_of_a_curve_is_forecast_from_the_asks_before_it(quarters: int) -> None:
    limit, first, rounds = 60_000, 120_000, 6
    asks = [round(first - (first - limit) * ((k + 1) / (rounds + 1)) ** (quarters / 4)) for k in range(rounds)]
    heard = tuple(asks[:-1])
    talk = Talk(40_000, 70_000, 110_000, 52_000, heard, tuple(range(40_000, 55_000, 3_000)), 5, 6, "USD")
    planned = plan(talk)
    assert abs(planned.expected - asks[-1]) <= 2_000
    if quarters > 4:  # no person gives so little at first: who does goes by the clock, and hears what the clock says
        assert asks[-1] <= planned.fee <= asks[-1] + 8_000
    else:  # people give in like that too, and may have come to their limit: the ask is taken, and the last fall forgone
        assert planned.fee >= heard[-1]


def test_going_on_is_worth_more_against_asks_that_fall() -> None:
    falling = replace(
        _ROOM, asks=(130_000, 115_000, 100_000), answered=(40_000, 41_000, 42_000), offered=42_000, mail=3
    )
    firm = replace(falling, asks=(130_000, 130_000, 130_000))
    assert plan(falling).worth > plan(firm).worth


def test_an_ask_as_good_as_going_on_is_taken() -> None:
    near = replace(_ROOM, asks=(55_000, 54_000, 54_000), answered=(40_000, 45_000, 52_000), offered=52_000, mail=5)
    assert plan(near).better_take(near.cap, 54_000)
    falling = replace(_ROOM, asks=(120_000, 100_000, 80_000), answered=(40_000, 41_000, 42_000), offered=42_000, mail=3)
    assert not plan(falling).better_take(falling.cap, 80_000)


def test_a_currency_of_larger_numbers_is_planned_alike() -> None:
    yen = replace(_ROOM, currency="JPY")
    assert abs(plan(yen).fee - plan(_ROOM).fee) <= 2_500


def test_who_meets_us_on_the_way_is_waited_for_and_then_taken_at_their_word() -> None:
    # A third of the way: a raise of ours would only raise where we meet.
    meeting = replace(_ROOM, asks=(130_000, 100_000), answered=(40_000, 40_000), offered=41_000, mail=2, rounds=4)
    assert plan(meeting).fee < 45_000
    assert not plan(meeting).better_take(meeting.cap, 100_000)
    last = replace(meeting, asks=(*meeting.asks, 80_000), answered=(*meeting.answered, 42_000), offered=42_000, mail=3)
    assert min(plan(last).fee, 80_000) >= 65_000


@pytest.mark.parametrize("they_opened", [False, True])
def test_the_last_offer_to_who_is_over_the_limit_comes_near_their_ask(they_opened: bool) -> None:
    asks, answered = (160_000, 130_000, 106_000), (40_000, 40_000, 41_000)
    talk = replace(_ROOM, asks=asks, answered=answered, offered=42_000, mail=3 - they_opened, rounds=4 - they_opened)
    assert 80_000 < plan(talk).fee <= talk.cap


def test_a_raise_makes_who_meets_us_ask_more_in_the_end() -> None:
    talk = replace(_ROOM, asks=(130_000, 100_000), answered=(40_000, 40_000), offered=41_000, mail=2)
    for course in giving(Heard(talk.asks, talk.answered, talk.heard_mails, talk.rounds, talk.left), 1_000_000):
        stayed, raised = course.asks_after((0, 10_000))
        assert course.limit <= stayed <= raised <= stayed + 10_000


def _people(asks: tuple[int, ...], answered: tuple[int, ...]) -> int:
    """Return how many thousandths of all that may come is people, after these asks."""
    heard = Heard(asks, answered, 6 - len(asks), 6, 6 - len(asks))
    every = courses(heard)
    return 1_000 * sum(each.weight for each in every if each.person) // sum(each.weight for each in every)


def test_a_large_fall_and_then_the_same_ask_again_and_again_is_a_person_at_their_limit() -> None:
    offers = (40_000, 40_000, 41_000, 42_000)
    once, twice, thrice = ((120_000, *(85_000,) * times) for times in (1, 2, 3))
    before, after = _people(once, offers[:2]), _people(thrice, offers)
    assert after > 700
    assert _people(twice, offers[:3]) > 650
    assert after > _people((120_000,) * 4, offers) + 300
    assert before > 700


def test_steps_that_hardly_show_are_a_rule() -> None:
    offers = (40_000, 40_000, 41_000, 42_000)
    assert _people((120_000, 119_000, 118_000, 117_000), offers) < 100
    assert _people((120_000, 120_000), offers[:2]) > 2 * _people((120_000, 119_000), offers[:2])


def test_an_ask_a_little_worse_than_going_on_is_taken_from_a_person_and_not_from_a_rule() -> None:
    worth, deal = 30_000, 7_000
    person, rule = (Plan(50_000, 50_000, 60_000, worth, deal, wait) for wait in (800, 50))
    ask = 100_000 + deal - worth + 800
    assert person.better_take(100_000, ask)
    assert not person.better_take(100_000, ask + 1)
    assert not rule.better_take(100_000, ask)


def test_the_wait_counts_as_far_as_a_person_waits() -> None:
    person = replace(_ROOM, asks=(120_000, 85_000, 85_000), answered=(40_000, 40_000, 41_000), offered=42_000, mail=3)
    rule = replace(person, asks=(120_000, 119_000, 118_000))
    assert plan(rule).wait < 200
    assert 600 < plan(person).wait <= 1_000
