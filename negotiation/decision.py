"""What do we answer to a mail?

The step between reading and strategy: what kind of mail is it, is it safe to
answer at all, and which amount does it put on the table? It refuses to take a
conditional yes for a yes, and to make an amount out of anything but an ask.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import assert_never

from negotiation.asked import (
    asked_package,
    asks_of,
    clashing_terms,
    lowest,
    names_a_difference,
    names_our_offer,
    names_what_is_not_there,
)
from negotiation.besides import CURRENCY, REST, WORK, always_told, topic_of
from negotiation.conditions import hangs, is_our_payment_term, only_names
from negotiation.money import Money
from negotiation.packages import on_table
from negotiation.questions import asks_currency, left_open
from negotiation.reading import ASKED_ROLES, Intent, Reading, Role
from negotiation.term_prices import Term
from negotiation.terms import Brief, History, Side
from negotiation.trades import Room, weigh_package
from negotiation.verdicts import (
    Accept,
    Clarify,
    Counter,
    Escalate,
    Hold,
    PriceTrace,
    TraceLine,
    Verdict,
    Wait,
    WalkAway,
)

_QUESTIONS = {
    "amount": "Which fee do you have in mind for the whole package?",
    "condition": "What exactly would have to be different for you to say yes?",
    "less": "Just to be sure: would that be your fee for everything together, all in?",
    "package": "Which deliverables and terms would that fee cover exactly?",
}
# "Ok" to one of these says that they will tell, and yes to no offer.
_ASKS_WHICH = frozenset({"amount", "condition", "currency", "package"})


def decide(brief: Brief, history: History, reading: Reading, room: Room) -> Verdict:
    """Return the verdict on what a mail says. Safety comes before sense, sense before money."""
    alarm = _alarm(brief, reading)
    if alarm is not None:
        return alarm
    verdict = _by_intent(brief, history, reading, room)
    if isinstance(verdict, Accept):
        verdict = _unless_unsaid(brief, history, reading, room, verdict)
    return _with_all_answered(brief, history, reading, _unless_asked_besides(brief, reading, verdict))


def _with_all_answered(brief: Brief, history: History, reading: Reading, verdict: Verdict) -> Verdict:
    """Let an offer answer what it passes over, so that a yes to it is one to our terms: tax, a term, a bonus."""
    if not isinstance(verdict, Counter | Hold):
        return verdict
    asked = asked_package(brief, history, reading)
    if verdict.besides == WORK and verdict.package == asked != on_table(brief, history):
        return _without(verdict, "")  # it is the work they asked for
    if verdict.besides:
        return verdict
    if reading.intent is Intent.CONDITIONAL_ACCEPTANCE and asked != verdict.package:
        return _without(verdict, topic_of(reading.condition))
    if _hangs_on_more(brief, history, reading) and (topic := always_told(_string(reading))):
        return _without(verdict, topic)
    if asks_currency(reading.question):
        return _without(verdict, CURRENCY)
    return _without(verdict, REST) if _wants_bonus(reading) and verdict.package.bonus is None else verdict


def _unless_asked_besides(brief: Brief, reading: Reading, verdict: Verdict) -> Verdict:
    """Return *verdict*, or leave a person the question beside an ask that no amount answers: the trace keeps ours."""
    asks = (*(a.quote for a in reading.amounts if a.role in ASKED_ROLES), *filter(None, (reading.halfway,)))
    if reading.intent not in (Intent.COUNTER_OFFER, Intent.QUESTION) or not asks or isinstance(verdict, Escalate):
        return verdict
    if not (still := left_open(reading.question, dated=bool(brief.campaign.dates.strip()), asks=asks)):
        return verdict
    told = _escalate("question", f"Beside their ask they want to know what our terms do not say: {still}")
    return replace(told, trace=(*verdict.trace, *told.trace))


def _unless_unsaid(brief: Brief, history: History, reading: Reading, room: Room, verdict: Accept) -> Verdict:
    """Return *verdict*, or what is said first where their mail leaves something of the deal unsaid."""
    if verdict.package.bonus is None and _wants_bonus(reading):
        return _fee_alone(brief, history, verdict, room, "They want a bonus besides")
    if reading.intent is Intent.REFUSAL:
        return _fee_alone(brief, history, verdict, room, "They refuse in the same mail")
    if names_a_difference(reading):
        # From which fee they count is our guess, so the sum is offered and their yes to it is waited for.
        return _fee_alone(brief, history, verdict, room, "They name how much more or less, and no fee", "unclear")
    if _hangs_on_more(brief, history, reading):
        beside = f"It is not plain that they would do it for the fee alone ({reading.condition.strip()})"
        return _without(_fee_alone(brief, history, verdict, room, beside), topic_of(_string(reading)))
    if _takes_less(brief, history, verdict) and not _is_said_again(history, verdict):
        return _ask_whether_all(brief, history, verdict)
    return verdict


def _alarm(brief: Brief, reading: Reading) -> Escalate | None:
    least = brief.campaign.confidence_percent
    if reading.injection_suspected or reading.intent is Intent.INJECTION:
        return _escalate("injection", "The mail seems to give instructions to a machine.")
    if reading.intent is Intent.LEGAL and reading.confidence >= least:
        return _escalate("legal", "The mail speaks of legal steps.")
    if reading.intent is Intent.HOSTILE:
        return _escalate("hostile", "The mail is hostile.")
    if reading.threat and reading.intent is not Intent.OPT_OUT:
        return _escalate("threat", f"They threaten: {reading.threat}")
    if reading.unreadable and reading.intent is not Intent.OPT_OUT:
        return _escalate("unclear", f"They write an amount that nobody can read for sure: {reading.unreadable}")
    if reading.confidence < least:
        return _escalate("low_confidence", f"The reader is {reading.confidence} % sure; the campaign wants {least} %.")
    if reading.requests_unusual and reading.intent is not Intent.OPT_OUT:
        return _escalate("unusual_request", "The mail asks for terms outside the package, or for a person.")
    if brief.campaign.prices.bonus is None and _wants_bonus(reading):
        return _escalate(
            "package_changed", "They want part of the fee to hang on views; the campaign has no price for it."
        )
    return None


def _by_intent(brief: Brief, history: History, reading: Reading, room: Room) -> Verdict:
    match reading.intent:
        case Intent.ACCEPTANCE:
            return _accepted(brief, history, reading, room)
        case Intent.CONDITIONAL_ACCEPTANCE:
            return _accepted_if(brief, history, reading, room)
        case Intent.COUNTER_OFFER:
            return _asked(brief, history, reading, room, lambda h: _more_is_wanted(brief, h, reading, room))
        case Intent.QUESTION:
            return _asked(brief, history, reading, room, lambda h: _answer(brief, h, reading, room))
        case Intent.REFUSAL:
            if _asked_whether_all(history):
                return _ask_for_amount(history)  # a no to our question, not to the campaign
            return _asked(brief, history, reading, room, lambda h: _refused(brief, h, reading, room))
        case Intent.MANAGER_HANDOVER:
            told = f"They hand over to {reading.other_contact or 'a manager'}."
            return _asked(brief, history, reading, room, lambda _: _escalate("manager_handover", told))
        case Intent.HOLDING | Intent.OUT_OF_OFFICE:
            return _wait(reading)
        case Intent.OPT_OUT:
            return _walk_away("opt_out", "They want no more mail, so we write none.")
        case Intent.OFF_TOPIC:
            return _escalate("unclear", "The mail is about something else.")
        case Intent.HOSTILE | Intent.LEGAL | Intent.INJECTION:
            return _escalate(str(reading.intent), "A person reads this mail.")
        case _:
            assert_never(reading.intent)


def _accepted(brief: Brief, history: History, reading: Reading, room: Room) -> Verdict:
    """A yes means the fee and package on the table, or those it names; all are weighed like an ask."""
    ours = history.ours()
    if asks_of(brief, history, reading) or clashing_terms(reading):
        return _asked(brief, history, reading, room, _ask_for_amount)
    if not ours:
        return _ask_for_amount(history)
    if history.asked in _ASKS_WHICH and all(a.role is not Role.OUR_OFFER for a in reading.amounts):
        return _offer_again(brief, history, room, "They say yes to a question of ours, so our offer is said again")
    if _asked_whether_all(history):
        return weigh_package(brief, history, history.theirs()[-1], room)
    if history.unanswered and not names_our_offer(reading):
        # They have asked another fee since our offer: to which of the two they say yes, nobody knows.
        why = "They say yes while their own ask waits for an answer, so our offer is said again"
        return _offer_again(brief, history, room, why)
    return weigh_package(brief, history, replace(ours[-1], package=asked_package(brief, history, reading)), room)


def _accepted_if(brief: Brief, history: History, reading: Reading, room: Room) -> Verdict:
    if not reading.condition.strip():
        return _ask_once(history, "condition", "conditional", "They say yes under a condition they do not name.")
    ours_already = is_our_payment_term(reading.condition, on_table(brief, history).payment_days)
    if ours_already:
        return _accepted(brief, history, reading, room)
    if reading.terms and only_names(reading.condition, reading.terms):
        # Whoever says yes but for a term has stopped haggling: no next ask is forecast from it.
        ours = replace(history, moves=tuple(m for m in history.moves if m.side is Side.US))
        return _accepted(brief, ours, reading, room)
    return _escalate("conditional", f"They say yes under a condition: {reading.condition.strip()}")


def _asked(
    brief: Brief, history: History, reading: Reading, room: Room, without: Callable[[History], Verdict]
) -> Verdict:
    """Weigh the lowest ask with its package, or answer with *without* where the mail names neither."""
    if clashing_terms(reading):
        return _ask_once(history, "package", "package_changed", "They name one term in two ways.")
    asks = asks_of(brief, history, reading)
    if asks and _hangs_on_nothing_of_ours(brief, history, reading):
        ask = Money(lowest(brief, asks).fee_cents, lowest(brief, asks).currency)
        told = f"They ask {ask} under a condition that our package holds nothing of: {reading.condition.strip()}"
        return _escalate("conditional", told)
    if asks:
        return weigh_package(brief, history, lowest(brief, asks), room)
    if any(a.role is Role.PACKAGE for a in reading.amounts):
        return _escalate("package_changed", "They name a price for another package than ours.")
    if asked_package(brief, history, reading) != on_table(brief, history) and history.ours():
        return _asked_for_terms(brief, history, reading, room)
    return without(history)


def _refused(brief: Brief, history: History, reading: Reading, room: Room) -> Verdict:
    """Take a no without an amount for what it is: one for now, one to our fee, or one to the campaign."""
    if reading.later:
        return _escalate("later", f"They cannot now, and say when they could: {reading.later}")
    if reading.refuses_fee:
        return _more_is_wanted(brief, history, reading, room)
    return _walk_away("refusal", "They refuse and name no other fee. We close politely.")


def _more_is_wanted(brief: Brief, history: History, reading: Reading, room: Room) -> Verdict:
    """Answer who turns our fee down and names none: what they last asked stands; who never asked is asked once."""
    if not history.theirs() or any(amount.role is not Role.OUR_OFFER for amount in reading.amounts):
        return _ask_for_amount(history)
    if history.mails_with_amount >= brief.campaign.rounds:
        return _escalate("unclear", "They turn our offer down and our mails are used up.")
    verdict = weigh_package(brief, history, history.theirs()[-1], room)
    if not isinstance(verdict, Accept):
        return verdict
    return _offered(brief, history, verdict, "They turn our offer down and have not said it again, so we offer it")


def _hangs_on_nothing_of_ours(brief: Brief, history: History, reading: Reading) -> bool:
    """Tell whether an ask hangs on our dropping a term we neither want nor price: nobody knows what it is for then."""
    if reading.intent is not Intent.CONDITIONAL_ACCEPTANCE and not hangs(reading.condition):
        return False
    named = only_names(reading.condition, reading.terms)
    return named and names_what_is_not_there(brief, history, reading)


def _asked_for_terms(brief: Brief, history: History, reading: Reading, room: Room) -> Verdict:
    """Weigh other terms for the fee they last named, or ours; what would do is offered, since nobody said yes."""
    theirs, ours = history.theirs(), history.ours()
    offer = replace(theirs[-1] if theirs else ours[-1], package=asked_package(brief, history, reading))
    verdict = weigh_package(brief, history, offer, room)
    if not isinstance(verdict, Accept):
        return verdict
    if history.mails_with_amount >= brief.campaign.rounds:
        return _escalate("unclear", "They ask for other terms and our mails are used up.")
    return _offered(brief, history, verdict, "They have not said yes to a fee, so we offer exactly that")


def _offered(brief: Brief, history: History, verdict: Accept, why: str) -> Counter:
    """Offer what would be accepted: no trace says that we accept what we do not."""
    known = tuple(line for line in verdict.trace if line.rule != "accept")
    told = f"{Money(verdict.fee_cents, brief.campaign.currency)} would do. {why}."
    last = history.mails_with_amount >= brief.campaign.rounds - 1
    trace = (*known, TraceLine("counter", verdict.fee_cents, told))
    return Counter(verdict.fee_cents, verdict.package, trace, last=last)


def _wants_bonus(reading: Reading) -> bool:
    return any(term.term is Term.BONUS for term in reading.terms)


def _hangs_on_more(brief: Brief, history: History, reading: Reading) -> bool:
    """Tell whether an ask comes with what is no priced term of a package: taxes on top, half of it now, other work."""
    if reading.intent in (Intent.ACCEPTANCE, Intent.CONDITIONAL_ACCEPTANCE) or not reading.condition.strip():
        return False
    if is_our_payment_term(reading.condition, on_table(brief, history).payment_days):
        return False
    return not only_names(reading.condition, reading.terms)


def _fee_alone(
    brief: Brief, history: History, verdict: Accept, room: Room, why: str, reason: str = "package_changed"
) -> Verdict:
    """Answer who wants something besides a fee that would do: they have not agreed to the fee on our terms."""
    if history.mails_with_amount >= brief.campaign.rounds:
        return _escalate(reason, f"{why}, and our mails are used up.")
    ours = history.ours()
    if ours and verdict.fee_cents <= ours[-1].fee_cents:
        return _offer_again(brief, history, room, f"{why}, so our offer stands as it is")
    return _offered(brief, history, verdict, f"{why}, so we offer the fee alone")


def _offer_again(brief: Brief, history: History, room: Room, why: str) -> Verdict:
    """Repeat our offer and let the trace say *why*."""
    stands = _stand_by_offer(brief, history, room)
    if not isinstance(stands, Hold):
        return stands
    return replace(stands, trace=(*stands.trace[:-1], TraceLine("hold", stands.fee_cents, f"{why}.")))


def _without(verdict: Verdict, besides: str) -> Verdict:
    """Return *verdict* with the topic that its mail says no to."""
    return replace(verdict, besides=besides) if isinstance(verdict, Counter | Hold) else verdict


def _string(reading: Reading) -> str:
    """Return what the ask hangs on, without its amounts: they are the fee, and no topic."""
    words = reading.condition
    for amount in reading.amounts:
        words = words.replace(amount.quote, " ")
    return words


def _takes_less(brief: Brief, history: History, verdict: Accept) -> bool:
    """Tell whether they name less than we offer for the same: a part of the fee, or the price of less work, often."""
    ours = history.ours()
    return bool(ours) and verdict.fee_cents < ours[-1].fee_cents and verdict.package == on_table(brief, history)


def _asked_whether_all(history: History) -> bool:
    """Tell whether their last ask is less than our offer, and we have asked whether it is for everything."""
    ours, last = history.ours(), history.moves[-1:]
    if "less" not in history.clarified or not ours or last[0].side is not Side.THEM:
        return False
    return last[0].offer.fee_cents < ours[-1].fee_cents


def _is_said_again(history: History, verdict: Accept) -> bool:
    return _asked_whether_all(history) and history.theirs()[-1].fee_cents == verdict.fee_cents


def _ask_whether_all(brief: Brief, history: History, verdict: Accept) -> Verdict:
    ask, offer = (Money(cents, brief.campaign.currency) for cents in (verdict.fee_cents, history.ours()[-1].fee_cents))
    return _ask_once(history, "less", "unclear", f"They name {ask}, less than the {offer} we offer.")


def _answer(brief: Brief, history: History, reading: Reading, room: Room) -> Verdict:
    """Say our terms where they answer what is asked; what they leave open is a person's to answer."""
    if still := left_open(reading.question, dated=bool(brief.campaign.dates.strip())):
        return _escalate("question", f"They ask what our terms do not say: {still}")
    return _stand_by_offer(brief, history, room)


def _stand_by_offer(brief: Brief, history: History, room: Room) -> Verdict:
    """Answer a question with our offer repeated; the writer says the rest."""
    if history.mails_with_amount >= brief.campaign.rounds:
        return _escalate("unclear", "They ask a question and our mails are used up.")
    return weigh_package(brief, history, None, room)


def _ask_for_amount(history: History) -> Verdict:
    return _ask_once(history, "amount", "unclear", "The mail names no amount for our package.")


def _ask_once(history: History, about: str, reason: str, sentence: str) -> Verdict:
    if about in history.clarified:
        return _escalate(reason, f"{sentence} We asked already.")
    return Clarify(about, _QUESTIONS[about], _line(about, f"{sentence} We ask once."))


def _wait(reading: Reading) -> Wait:
    until = f" until {reading.until}" if reading.until else ""
    return Wait(str(reading.intent), _line(str(reading.intent), f"They will come back{until}; we wait."), reading.until)


def _walk_away(reason: str, sentence: str) -> WalkAway:
    return WalkAway(reason, _line(reason, sentence))


def _escalate(reason: str, sentence: str) -> Escalate:
    return Escalate(reason, sentence, _line(reason, f"{sentence} A person decides."))


def _line(rule: str, sentence: str) -> PriceTrace:
    return (TraceLine(rule, None, sentence),)
