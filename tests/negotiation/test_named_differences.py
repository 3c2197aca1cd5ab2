"""What is answered to who names a difference and no fee: more than our offer, less than their ask, the middle?"""

from dataclasses import replace

import pytest

from negotiation.moves import heard
from negotiation.reading import Intent, ReadAmount, Role
from negotiation.situation import told_whole
from negotiation.terms import History
from negotiation.verdicts import Clarify, Counter, Hold
from tests.negotiation.makers import a_brief, a_history, a_reading, an_ask, usd
from tests.negotiation.test_decision import ON_THE_TABLE, THEM, US, answer, reason


def a_raise(units: int) -> ReadAmount:
    return an_ask(units, Role.RAISE)


@pytest.mark.parametrize("intent", [Intent.COUNTER_OFFER, Intent.QUESTION, Intent.ACCEPTANCE])
def test_a_raise_within_reach_is_offered_as_a_fee_and_closes_nothing(intent: Intent) -> None:
    verdict = answer(a_reading(intent, a_raise(20)))
    assert isinstance(verdict, Counter)
    assert verdict.fee_cents == 72_000
    assert "They name how much more or less, and no fee" in verdict.trace[-1].sentence


def test_a_raise_is_weighed_like_an_ask_of_so_much_more_than_our_offer() -> None:
    raised, asked = (
        answer(a_reading(Intent.COUNTER_OFFER, a_raise(600))),
        answer(a_reading(Intent.COUNTER_OFFER, an_ask(1300))),
    )
    assert raised == asked
    assert isinstance(raised, Counter | Hold)
    reading = a_reading(Intent.COUNTER_OFFER, a_raise(600))
    assert heard(a_brief(), ON_THE_TABLE, reading).theirs()[-1] == usd(1300)
    lines = told_whole(a_brief(), ON_THE_TABLE, reading, lambda views: None, raised).trace
    assert "They ask 1,300 USD: 600 USD more than our offer." in [line.sentence for line in lines]


def test_a_discount_is_taken_off_their_last_ask() -> None:
    reading = a_reading(Intent.COUNTER_OFFER, an_ask(300, Role.DISCOUNT))
    assert heard(a_brief(), ON_THE_TABLE, reading).theirs()[-1] == usd(1200)
    assert "They ask 1,200 USD: 300 USD less than their last ask." in str(
        told_whole(a_brief(), ON_THE_TABLE, reading, lambda views: None, answer(reading)).trace
    )


@pytest.mark.parametrize("question", ["", "Could you meet me in the middle?"])
def test_the_middle_is_between_our_offer_and_their_last_ask_in_round_money(question: str) -> None:
    apart = a_history((US, 500), (THEM, 1500), (US, 700), (THEM, 727))
    reading = replace(a_reading(Intent.COUNTER_OFFER), halfway="meet me in the middle", question=question)
    assert heard(a_brief(), apart, reading).theirs()[-1] == usd(710)
    verdict = answer(reading, apart)
    assert isinstance(verdict, Counter)
    assert verdict.fee_cents == 71_000
    told = told_whole(a_brief(), apart, reading, lambda views: None, verdict).trace
    assert "about the middle between our offer and their last ask" in str(told)
    assert isinstance(answer(reading, a_history((US, 500))), Clarify)


def test_a_question_beside_the_middle_goes_to_a_person() -> None:
    reading = replace(
        a_reading(Intent.COUNTER_OFFER),
        halfway="split the difference",
        question="Shall we split the difference? And who owns the raw footage?",
    )
    assert reason(answer(reading)) == "question"


def test_a_difference_to_nothing_is_asked_about() -> None:
    for role in (Role.RAISE, Role.DISCOUNT):
        assert isinstance(answer(a_reading(Intent.COUNTER_OFFER, an_ask(100, role)), History()), Clarify)
    in_euros = an_ask(20, Role.RAISE, "EUR")
    assert isinstance(answer(a_reading(Intent.COUNTER_OFFER, in_euros)), Clarify)


def test_a_fee_beside_a_difference_is_the_ask() -> None:
    both = a_reading(Intent.COUNTER_OFFER, an_ask(1200), an_ask(300, Role.DISCOUNT), a_raise(500))
    assert heard(a_brief(), ON_THE_TABLE, both).theirs()[-1] == usd(1200)


def test_a_raise_within_reach_goes_to_a_person_where_our_mails_are_used_up() -> None:
    used_up = replace(ON_THE_TABLE, mails_with_amount=6)
    assert reason(answer(a_reading(Intent.COUNTER_OFFER, a_raise(20)), used_up)) == "unclear"
