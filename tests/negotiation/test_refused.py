"""What do we answer to a no: to our fee, for now, or to the campaign?"""

from dataclasses import replace

import pytest

from negotiation.moves import said
from negotiation.reading import Intent, Role
from negotiation.verdicts import Accept, Clarify, Counter, Hold
from tests.negotiation.makers import a_brief, a_history, a_reading, an_ask
from tests.negotiation.test_decision import THEM, US, answer, reason


@pytest.mark.parametrize("intent", [Intent.COUNTER_OFFER, Intent.REFUSAL])
def test_who_turns_our_fee_down_and_never_named_one_is_asked_once(intent: Intent) -> None:
    reading = replace(a_reading(intent), refuses_fee=True)
    opened = a_history((US, 700))
    assert isinstance(answer(reading, opened), Clarify)
    assert reason(answer(reading, replace(opened, clarified=("amount",)))) == "unclear"


@pytest.mark.parametrize("intent", [Intent.COUNTER_OFFER, Intent.REFUSAL])
def test_who_turns_our_fee_down_is_answered_on_what_they_asked_before(intent: Intent) -> None:
    reading = replace(a_reading(intent), refuses_fee=True)
    again = answer(a_reading(Intent.COUNTER_OFFER, an_ask(1500)))
    verdict = answer(reading)
    assert isinstance(verdict, Counter)
    assert isinstance(again, Counter)
    assert verdict.fee_cents == again.fee_cents > 70_000


def test_an_ask_of_before_is_offered_and_not_taken_as_said_again() -> None:
    late = replace(a_history((US, 500), (THEM, 720), (US, 700)), mails_with_amount=5)
    assert isinstance(answer(a_reading(Intent.COUNTER_OFFER, an_ask(720)), late), Accept)
    verdict = answer(replace(a_reading(Intent.REFUSAL), refuses_fee=True), late)
    assert isinstance(verdict, Counter)
    assert (verdict.fee_cents, verdict.last) == (72_000, True)
    assert not any(line.rule == "accept" for line in verdict.trace)


def test_a_guess_at_legal_steps_is_told_as_the_doubt_that_it_is() -> None:
    assert reason(answer(a_reading(Intent.LEGAL))) == "legal"
    assert reason(answer(replace(a_reading(Intent.LEGAL), confidence=30))) == "low_confidence"


def test_who_cannot_now_and_says_when_goes_to_a_person() -> None:
    verdict = answer(replace(a_reading(Intent.REFUSAL), later="Could we do it in spring?"))
    assert reason(verdict) == "later"
    assert "Could we do it in spring?" in verdict.detail  # type: ignore[union-attr]


def test_a_yes_to_a_question_of_ours_is_none_to_our_offer() -> None:
    asked = answer(a_reading(Intent.COUNTER_OFFER), a_history((US, 700)))
    assert isinstance(asked, Clarify)
    history = said(a_brief(), a_history((US, 700)), asked)
    yes = a_reading(Intent.ACCEPTANCE)
    again = answer(yes, history)
    assert isinstance(again, Hold)
    assert again.fee_cents == 70_000
    assert isinstance(answer(yes, said(a_brief(), history, again)), Accept)
    ours = a_reading(Intent.ACCEPTANCE, an_ask(700, Role.OUR_OFFER))
    assert isinstance(answer(ours, history), Accept)
