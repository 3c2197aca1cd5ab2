"""What is answered to each kind of mail?"""

from dataclasses import replace

import pytest

from negotiation.decision import _QUESTIONS, decide
from negotiation.guard import check_draft
from negotiation.letter import Draft, LetterOrder, Stage
from negotiation.moves import heard, said
from negotiation.reading import Intent, ReadAmount, Reading, Role
from negotiation.terms import Brief, History, Move, Side, Standing
from negotiation.verdicts import Accept, Clarify, Counter, Escalate, Hold, Verdict, Wait, WalkAway
from steps.reasons import REASONS
from tests.negotiation.makers import a_brief, a_history, a_reading, an_ask, usd

US, THEM = Side.US, Side.THEM
ON_THE_TABLE = a_history((US, 500), (THEM, 1500), (US, 700))


def answer(reading: Reading, history: History = ON_THE_TABLE, brief: Brief | None = None) -> Verdict:
    return decide(brief or a_brief(), history, reading, lambda views: Standing(125_000))


def reason(verdict: Verdict) -> str:
    assert isinstance(verdict, Escalate), verdict
    assert verdict.reason in REASONS
    return verdict.reason


def test_a_yes_without_a_number_means_the_amount_on_the_table() -> None:
    verdict = answer(a_reading(Intent.ACCEPTANCE))
    assert isinstance(verdict, Accept)
    assert verdict.fee_cents == 70_000


def test_a_yes_that_quotes_our_offer_means_that_amount() -> None:
    verdict = answer(a_reading(Intent.ACCEPTANCE, an_ask(700, Role.OUR_OFFER)))
    assert isinstance(verdict, Accept)
    assert verdict.fee_cents == 70_000


def test_a_yes_behind_an_ask_of_theirs_that_waits_for_an_answer_is_a_yes_to_no_amount() -> None:
    waiting = heard(a_brief(), a_history((US, 500)), a_reading(Intent.COUNTER_OFFER, an_ask(800)))
    said_again = answer(a_reading(Intent.ACCEPTANCE), waiting)
    assert isinstance(said_again, Hold)
    assert said_again.fee_cents == 50_000
    assert isinstance(answer(a_reading(Intent.ACCEPTANCE, an_ask(500, Role.OUR_OFFER)), waiting), Accept)
    assert isinstance(answer(a_reading(Intent.ACCEPTANCE), said(a_brief(), waiting, said_again)), Accept)


def test_a_yes_behind_a_mail_that_nobody_is_sure_of_is_a_yes_to_no_amount() -> None:
    unsure = a_reading(Intent.COUNTER_OFFER, confidence=30)
    waiting = heard(a_brief(), a_history((US, 500)), unsure)
    assert isinstance(answer(a_reading(Intent.ACCEPTANCE), waiting), Hold)
    understood = heard(a_brief(), a_history((US, 500)), a_reading(Intent.QUESTION))
    assert isinstance(answer(a_reading(Intent.ACCEPTANCE), understood), Accept)


def test_a_yes_to_another_amount_is_a_counter_offer() -> None:
    assert isinstance(answer(a_reading(Intent.ACCEPTANCE, an_ask(1400))), Counter | Hold)


def test_a_yes_before_any_offer_is_asked_for_its_amount() -> None:
    assert isinstance(answer(a_reading(Intent.ACCEPTANCE), History()), Clarify)


def test_an_amount_that_cannot_be_read_goes_to_a_person_in_its_own_words() -> None:
    verdict = answer(replace(a_reading(Intent.COUNTER_OFFER, an_ask(1)), unreadable="$1,O50"))
    assert reason(verdict) == "unclear"
    assert isinstance(verdict, Escalate)
    assert "$1,O50" in verdict.detail


@pytest.mark.parametrize("intent", [Intent.COUNTER_OFFER, Intent.QUESTION])
@pytest.mark.parametrize("asked", [650, 700, 1400])
def test_an_ask_beside_a_question_that_no_amount_answers_goes_to_a_person_with_what_we_would_say(
    asked: int, intent: Intent
) -> None:
    reading = replace(a_reading(intent, an_ask(asked)), question=f"{asked}? And who edits it?")
    verdict = answer(reading)
    assert reason(verdict) == "question"
    assert isinstance(verdict, Escalate)
    assert "who edits it?" in verdict.detail
    assert verdict.trace[:-1] == answer(replace(reading, question=f"{asked}?")).trace


@pytest.mark.parametrize(
    ("condition", "topic"),
    [
        ("720 plus VAT", "taxes"),
        ("720, half of it up front", "payment"),
        ("720 and you cover the travel", "costs"),
        ("720, in July at the earliest", "dates"),
        ("720 with another story", "work"),
        ("720 and a unicorn", "rest"),
    ],
)
def test_a_mail_that_offers_the_fee_alone_knows_what_it_says_no_to(condition: str, topic: str) -> None:
    late = replace(ON_THE_TABLE, mails_with_amount=5)
    verdict = answer(replace(a_reading(Intent.COUNTER_OFFER, an_ask(720)), condition=condition), late)
    assert isinstance(verdict, Counter)
    assert verdict.besides == topic
    same = replace(a_reading(Intent.COUNTER_OFFER, an_ask(700)), condition=condition.replace("720", "700"))
    stands = answer(same, late)
    assert isinstance(stands, Hold)
    assert stands.besides == topic


@pytest.mark.parametrize(
    ("condition", "topic"),
    [
        ("1500 net plus my 20% agency fee", "agency"),
        ("my agency charges 20% on top of that", "agency"),
        ("and I need the final say on the script", "control"),
        ("and you cover my travel", "costs"),
        ("I was hoping for 1500", ""),
    ],
)
def test_money_and_say_besides_are_spoken_of_with_every_offer(condition: str, topic: str) -> None:
    verdict = answer(replace(a_reading(Intent.COUNTER_OFFER, an_ask(1500)), condition=condition))
    assert isinstance(verdict, Counter)
    assert verdict.besides == topic


@pytest.mark.parametrize("question", ["Are we talking CAD or USD?", "Is that in US dollars?", "In welcher Währung?"])
def test_who_asks_for_the_currency_is_told_it(question: str) -> None:
    verdict = answer(replace(a_reading(Intent.QUESTION), question=question))
    assert isinstance(verdict, Hold)
    assert verdict.besides == "currency"
    beside = answer(replace(a_reading(Intent.COUNTER_OFFER, an_ask(1500)), question=f"1500? {question}"))
    assert isinstance(beside, Counter)
    assert beside.besides == "currency"


@pytest.mark.parametrize(("rounds", "last"), [(6, True), (7, False)])
def test_a_fee_offered_alone_with_the_last_mail_is_the_last_offer(rounds: int, last: bool) -> None:
    brief = a_brief()
    brief = replace(brief, campaign=replace(brief.campaign, rounds=rounds))
    reading = replace(a_reading(Intent.COUNTER_OFFER, an_ask(702)), condition="702 plus VAT")
    verdict = answer(reading, replace(ON_THE_TABLE, mails_with_amount=5), brief)
    assert isinstance(verdict, Counter)
    assert (verdict.last, verdict.besides) == (last, "taxes")


def test_an_ask_under_a_threat_is_not_haggled_over() -> None:
    said = "Pay me 1,000 or I'll post this conversation."
    verdict = answer(replace(a_reading(Intent.COUNTER_OFFER, an_ask(1000)), threat=said))
    assert reason(verdict) == "threat"
    assert isinstance(verdict, Escalate)
    assert said in verdict.detail


def test_a_conditional_yes_is_not_a_yes() -> None:
    reading = replace(a_reading(Intent.CONDITIONAL_ACCEPTANCE), condition="if you drop the exclusivity")
    assert reason(answer(reading)) == "conditional"


@pytest.mark.parametrize(
    "condition",
    [
        "if payment is within 30 days of publication",
        "as long as I get paid within 45 days after posting",
        "if you pay within 30 days from publication.",
    ],
)
def test_a_payment_term_the_package_already_meets_is_a_yes(condition: str) -> None:
    verdict = answer(replace(a_reading(Intent.CONDITIONAL_ACCEPTANCE), condition=condition))
    assert isinstance(verdict, Accept)


@pytest.mark.parametrize(
    "condition",
    [
        "if payment is within 14 days of publication",
        "if you pay 50 within 30 days of publication",
        "if payment is not within 30 days of publication",
        "if payment comes 30 days before publication",
        "if paid in 30 days",
        "if you pay within 30 days of publication and cover the travel",
        "if you pay within 30 % days of publication",
    ],
)
def test_a_condition_that_only_resembles_the_payment_term_goes_to_a_person(condition: str) -> None:
    assert reason(answer(replace(a_reading(Intent.CONDITIONAL_ACCEPTANCE), condition=condition))) == "conditional"


def test_an_unnamed_condition_is_asked_for_once() -> None:
    reading = a_reading(Intent.CONDITIONAL_ACCEPTANCE)
    assert isinstance(answer(reading), Clarify)
    assert reason(answer(reading, replace(ON_THE_TABLE, clarified=("condition",)))) == "conditional"


def test_the_lowest_ask_for_our_package_is_weighed() -> None:
    late = replace(ON_THE_TABLE, mails_with_amount=5)
    verdict = answer(a_reading(Intent.COUNTER_OFFER, an_ask(1600), an_ask(720), an_ask(600, Role.PACKAGE)), late)
    assert isinstance(verdict, Accept)
    assert verdict.fee_cents == 72_000


def test_what_somebody_else_paid_is_no_ask() -> None:
    assert isinstance(answer(a_reading(Intent.COUNTER_OFFER, an_ask(600, Role.PAST))), Clarify)


def test_a_price_per_item_is_taken_times_the_items() -> None:
    verdict = answer(a_reading(Intent.COUNTER_OFFER, an_ask(700, Role.PER_ITEM)))
    assert isinstance(verdict, Accept)
    assert verdict.fee_cents == 70_000


def test_a_price_for_another_package_only_goes_to_a_person() -> None:
    assert reason(answer(a_reading(Intent.COUNTER_OFFER, an_ask(600, Role.PACKAGE)))) == "package_changed"


def test_an_amount_without_a_currency_is_in_the_campaigns() -> None:
    assert isinstance(answer(a_reading(Intent.COUNTER_OFFER, an_ask(700, currency=None))), Accept)


def test_an_amount_in_another_currency_is_asked_about() -> None:
    verdict = answer(a_reading(Intent.COUNTER_OFFER, an_ask(690, currency="GBP")))
    assert isinstance(verdict, Clarify)
    assert verdict.about == "currency"


def test_a_question_leaves_our_offer_standing() -> None:
    verdict = answer(replace(a_reading(Intent.QUESTION), question="When is it paid?"))
    assert isinstance(verdict, Hold)
    assert verdict.fee_cents == 70_000


def test_a_refusal_ends_politely_and_a_refusal_with_a_price_does_not() -> None:
    assert isinstance(answer(a_reading(Intent.REFUSAL)), WalkAway)
    assert isinstance(answer(a_reading(Intent.REFUSAL, an_ask(1300))), Counter | Hold)


def test_an_opt_out_ends_for_good_however_it_is_put() -> None:
    verdict = answer(replace(a_reading(Intent.OPT_OUT), requests_unusual=True))
    assert isinstance(verdict, WalkAway)
    assert verdict.reason == "opt_out"


@pytest.mark.parametrize("intent", [Intent.HOLDING, Intent.OUT_OF_OFFICE])
def test_a_holding_or_automatic_reply_is_waited_out(intent: Intent) -> None:
    verdict = answer(replace(a_reading(intent), until="2030-05-01"))
    assert isinstance(verdict, Wait)
    assert verdict.until == "2030-05-01"


@pytest.mark.parametrize(
    ("intent", "why"),
    [
        (Intent.HOSTILE, "hostile"),
        (Intent.LEGAL, "legal"),
        (Intent.INJECTION, "injection"),
        (Intent.OFF_TOPIC, "unclear"),
        (Intent.MANAGER_HANDOVER, "manager_handover"),
    ],
)
def test_some_mails_are_a_persons(intent: Intent, why: str) -> None:
    assert reason(answer(a_reading(intent))) == why


def test_a_manager_who_names_an_amount_is_answered() -> None:
    assert isinstance(answer(a_reading(Intent.MANAGER_HANDOVER, an_ask(1300))), Counter | Hold)


@pytest.mark.parametrize("intent", Intent)
def test_a_suspected_injection_is_a_persons_whatever_else_the_mail_says(intent: Intent) -> None:
    assert reason(answer(replace(a_reading(intent, an_ask(650)), injection_suspected=True))) == "injection"


@pytest.mark.parametrize("intent", Intent)
def test_an_unsure_reading_changes_nothing_by_itself(intent: Intent) -> None:
    reason(answer(a_reading(intent, an_ask(650), confidence=69)))


def test_an_unusual_request_is_a_persons() -> None:
    assert reason(answer(replace(a_reading(Intent.ACCEPTANCE), requests_unusual=True))) == "unusual_request"


@pytest.mark.parametrize("intent", Intent)
@pytest.mark.parametrize("tone", ["warm", "cool", "hostile"])
def test_tone_and_pressure_never_change_a_verdict(intent: Intent, tone: str) -> None:
    plain = a_reading(intent, an_ask(1300))
    pressed = replace(plain, tone=tone, quotes=("Last chance, I have ten other brands waiting until tomorrow.",))
    assert answer(plain) == answer(pressed)


def test_the_trace_says_what_is_done() -> None:
    assert answer(a_reading(Intent.OPT_OUT)).trace[-1].sentence == "They want no more mail, so we write none."
    assert answer(a_reading(Intent.REFUSAL)).trace[-1].sentence.endswith("We close politely.")
    bound = answer(replace(a_reading(Intent.CONDITIONAL_ACCEPTANCE), condition="but I keep control."))
    assert isinstance(bound, Escalate)
    assert bound.detail == "They say yes under a condition: but I keep control."


@pytest.mark.parametrize(("asked", "kind", "fee"), [(720, Counter, 72_000), (700, Hold, 70_000)])
def test_who_wants_more_than_a_fee_has_not_agreed_to_the_fee_alone(asked: int, kind: type[Verdict], fee: int) -> None:
    late = replace(ON_THE_TABLE, mails_with_amount=5)
    ask = a_reading(Intent.COUNTER_OFFER, an_ask(asked))
    assert isinstance(answer(ask, late), Accept)
    verdict = answer(replace(ask, condition="half of it upfront"), late)
    assert isinstance(verdict, kind)
    assert getattr(verdict, "fee_cents", None) == fee
    assert not any("we accept" in line.sentence for line in verdict.trace)
    used_up = replace(ON_THE_TABLE, mails_with_amount=6)
    assert reason(answer(replace(ask, condition="taxes on top"), used_up)) == "package_changed"


def test_an_ask_tied_to_payment_as_we_pay_is_an_ask_alone() -> None:
    ask = replace(a_reading(Intent.COUNTER_OFFER, an_ask(720)), condition="if you pay within 30 days after posting")
    assert isinstance(answer(ask, replace(ON_THE_TABLE, mails_with_amount=5)), Accept)


def less_named(units: int = 600) -> History:
    """Return the history after they named less than our offer and we asked whether it is for everything."""
    named = a_history((US, 500), (THEM, 1500), (US, 700), (THEM, units), mails=2)
    return replace(named, clarified=("less",))


@pytest.mark.parametrize("intent", [Intent.COUNTER_OFFER, Intent.ACCEPTANCE])
def test_who_names_less_than_we_offer_is_asked_whether_it_is_for_everything(intent: Intent) -> None:
    verdict = answer(a_reading(intent, an_ask(600)))
    assert isinstance(verdict, Clarify)
    assert verdict.about == "less"
    assert "600 USD, less than the 700 USD we offer" in verdict.trace[-1].sentence


@pytest.mark.parametrize("said", [(), (an_ask(600),)])
def test_who_says_it_again_gets_it(said: tuple[ReadAmount, ...]) -> None:
    verdict = answer(a_reading(Intent.ACCEPTANCE, *said), less_named())
    assert isinstance(verdict, Accept)
    assert verdict.fee_cents == 60_000


def test_a_yes_to_our_offer_after_they_asked_for_more_is_a_yes_to_our_offer() -> None:
    """Our offer was only said again, which is no move: their ask is the last one, and not less any more."""
    since = less_named(1_000)
    verdict = answer(a_reading(Intent.ACCEPTANCE), since)
    assert isinstance(verdict, Accept)
    assert verdict.fee_cents == 70_000
    assert isinstance(answer(a_reading(Intent.REFUSAL), since), WalkAway)


def test_who_then_names_another_amount_under_our_offer_goes_to_a_person() -> None:
    assert reason(answer(a_reading(Intent.COUNTER_OFFER, an_ask(650)), less_named())) == "unclear"


def test_a_no_to_that_question_is_no_refusal() -> None:
    verdict = answer(a_reading(Intent.REFUSAL), less_named())
    assert isinstance(verdict, Clarify)
    assert verdict.about == "amount"


def test_a_yes_to_what_we_offered_since_means_our_offer() -> None:
    since = less_named()
    since = replace(since, moves=(*since.moves, Move(US, usd(750))), mails_with_amount=3)
    verdict = answer(a_reading(Intent.ACCEPTANCE), since)
    assert isinstance(verdict, Accept)
    assert verdict.fee_cents == 75_000


@pytest.mark.parametrize("question", _QUESTIONS.values())
def test_the_guard_lets_each_question_of_ours_pass(question: str) -> None:
    brief = a_brief()
    order = LetterOrder(
        Stage.CLARIFY, "Kettlewick", "Pixel", "en", "USD", None, brief.campaign.package, "Robin", question=question
    )
    assert not check_draft(order, Draft("", f"Hi Pixel,\n\n{question}\n\nBest,\nRobin", "offline"), ())


def test_a_refusal_that_names_a_fee_closes_no_deal() -> None:
    late = replace(ON_THE_TABLE, mails_with_amount=5)
    verdict = answer(a_reading(Intent.REFUSAL, an_ask(720)), late)
    assert isinstance(verdict, Counter)
    assert verdict.fee_cents == 72_000


def test_a_question_that_our_terms_leave_open_is_a_persons() -> None:
    ask = a_reading(Intent.QUESTION)
    assert isinstance(answer(replace(ask, question="What are the usage rights?")), Counter | Hold)
    verdict = answer(replace(ask, question="What are the usage rights? Who owns the raw footage?"))
    assert reason(verdict) == "question"
    assert isinstance(verdict, Escalate)
    assert verdict.detail == "They ask what our terms do not say: Who owns the raw footage?"
