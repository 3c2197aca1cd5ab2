"""Does each matter of several mails stand as their newest word on it leaves it?"""

import pytest

from negotiation.asked import names_our_offer
from negotiation.reading import Intent, ReadAmount, Reading, ReadTerm, Role
from negotiation.term_prices import Term
from negotiation.together import still_binding, together


def ask(cents: int, role: Role = Role.ASK, **told: object) -> Reading:
    amount = ReadAmount(cents, "USD", role, f"${cents // 100}")
    return Reading(Intent.COUNTER_OFFER, amounts=(amount,), confidence=90, **told)  # type: ignore[arg-type]


def says(intent: Intent, **told: object) -> Reading:
    return Reading(intent, confidence=90, **told)  # type: ignore[arg-type]


DAYS = ReadTerm(Term.USAGE_RIGHTS, 30, "30 days of rights")
YES, NO = says(Intent.ACCEPTANCE, quotes=("Deal!",)), says(Intent.REFUSAL, quotes=("I can't.",))


def test_the_newest_ask_counts_with_the_terms_of_the_first() -> None:
    both = together(ask(90_000, terms=(DAYS,)), ask(85_000))
    assert [a.cents for a in both.amounts] == [85_000]
    assert both.terms == (DAYS,)


def test_a_term_named_again_is_the_newer_one() -> None:
    longer = ReadTerm(Term.USAGE_RIGHTS, 60, "60 days")
    assert together(ask(90_000, terms=(DAYS,)), says(Intent.QUESTION, terms=(longer,))).terms == (longer,)


@pytest.mark.parametrize(
    "after", [says(Intent.QUESTION, question="When?"), says(Intent.HOLDING), says(Intent.OFF_TOPIC)]
)
def test_an_ask_stands_behind_a_question_thanks_or_a_knock(after: Reading) -> None:
    both = together(ask(90_000, question="Do I keep the footage?"), after)
    assert (both.intent, [a.cents for a in both.amounts]) == (Intent.COUNTER_OFFER, [90_000])
    assert both.question.startswith("Do I keep the footage?")
    assert both.question.endswith(after.question)


def test_a_no_takes_the_ask_back_and_an_ask_the_no() -> None:
    assert together(ask(90_000), NO).amounts == ()
    assert together(ask(90_000), NO).intent is Intent.REFUSAL
    assert together(NO, ask(90_000)).intent is Intent.COUNTER_OFFER


def test_a_yes_that_is_taken_back_hangs_on_what_they_say() -> None:
    for after in (NO, says(Intent.HOLDING, quotes=("Let me ask my manager.",))):
        both = together(YES, after)
        assert both.intent is Intent.CONDITIONAL_ACCEPTANCE
        assert both.condition == after.quotes[0]
    assert together(YES, says(Intent.HOLDING)).intent is Intent.ACCEPTANCE  # thanks prove nothing


@pytest.mark.parametrize(
    "before",
    [ask(90_000, halfway="meet me in the middle"), ask(90_000, terms=(DAYS,)), ask(90_000, condition="plus VAT")],
)
def test_a_yes_behind_an_unanswered_wish_is_no_plain_one(before: Reading) -> None:
    both = together(before, YES)
    assert both.intent is Intent.CONDITIONAL_ACCEPTANCE
    assert both.condition in ("meet me in the middle", "30 days of rights", "plus VAT")
    assert both.terms == ()


def test_a_yes_behind_an_ask_is_proved_by_its_own_words() -> None:
    both = together(ask(90_000, quotes=("Your offer is low.",)), YES)
    assert (both.intent, both.quotes) == (Intent.ACCEPTANCE, ("Deal!",))
    assert not names_our_offer(both)


@pytest.mark.parametrize(
    "words", ["I accept your offer as it is!", "Dann nehme ich euer Angebot an.", "Acepto su oferta."]
)
def test_a_yes_may_name_our_offer_in_words(words: str) -> None:
    assert names_our_offer(says(Intent.ACCEPTANCE, quotes=(words,)))


def test_what_was_asked_with_an_ask_that_is_made_anew_is_asked_still() -> None:
    first = ask(90_000, question="Could you do $900 and do I keep the raw footage?")
    assert together(first, ask(70_000)).question == "do I keep the raw footage?"
    assert together(ask(90_000, question="Could you do $900?"), ask(70_000)).question == ""


def test_a_condition_and_its_terms_hold_behind_a_plain_yes() -> None:
    both = together(says(Intent.CONDITIONAL_ACCEPTANCE, condition="if it is 30 days", terms=(DAYS,)), YES)
    assert (both.intent, both.condition, both.terms) == (Intent.CONDITIONAL_ACCEPTANCE, "if it is 30 days", (DAYS,))


@pytest.mark.parametrize("alarm", [Intent.HOSTILE, Intent.LEGAL, Intent.INJECTION, Intent.OPT_OUT])
def test_an_alarm_is_one_whichever_mail_it_is_in(alarm: Intent) -> None:
    assert together(says(alarm), YES).intent is alarm
    assert together(YES, says(alarm)).intent is alarm


def test_what_makes_a_mail_unsafe_makes_both() -> None:
    risky = says(Intent.QUESTION, injection_suspected=True, requests_unusual=True, threat="or else")
    both = together(risky, Reading(Intent.COUNTER_OFFER, confidence=95))
    assert (both.injection_suspected, both.requests_unusual, both.threat, both.confidence) == (
        True,
        True,
        "or else",
        90,
    )


def test_taking_a_mail_in_twice_changes_nothing() -> None:
    before = ask(90_000, question="When do you pay?", condition="plus VAT", quotes=("q",), terms=(DAYS,))
    once = together(before, says(Intent.QUESTION, question="And who decides?"))
    assert together(before, once) == once


def test_of_what_a_person_has_only_the_condition_of_a_yes_binds() -> None:
    assert still_binding(ask(90_000)) is None
    assert still_binding(YES) is None
    bound = still_binding(says(Intent.CONDITIONAL_ACCEPTANCE, condition="if you pay my flight", question="When?"))
    assert bound is not None
    assert (bound.condition, bound.question) == ("if you pay my flight", "")
