"""What do we answer to a mail?

The step between reading and strategy: what kind of mail is it, is it safe to
answer at all, and which amount does it put on the table? It refuses to take a
conditional yes for a yes, and to make an amount out of anything but an ask.
"""

import re
from collections.abc import Callable
from typing import assert_never

from negotiation.reading import Intent, ReadAmount, Reading, Role
from negotiation.strategy import weigh
from negotiation.terms import Brief, History, Offer, Standing
from negotiation.verdicts import Clarify, Escalate, PriceTrace, TraceLine, Verdict, Wait, WalkAway

_QUESTIONS = {
    "amount": "Which fee do you have in mind for the whole package?",
    "condition": "What exactly would have to be different for you to say yes?",
}
# A payment term may be accepted only when every word of the condition is one of these.
_PAYMENT_WORDS = frozenset(
    {
        "if",
        "you",
        "can",
        "could",
        "will",
        "pay",
        "paid",
        "paying",
        "payment",
        "is",
        "comes",
        "me",
        "us",
        "we",
        "i",
        "get",
    }
    | {"am", "as", "long", "provided", "that", "so", "within", "in", "day", "days", "after", "of", "from", "the"}
    | {"a", "post", "posting", "publication", "publishing", "goes", "live", "it", "once", "on", "yes"}
)
_FROM_PUBLICATION = frozenset({"publication", "publishing", "posting", "live"})


def decide(brief: Brief, history: History, reading: Reading, standing: Standing | None) -> Verdict:
    """Return the verdict on what a mail says. Safety comes before sense, sense before money."""
    alarm = _alarm(brief, reading)
    if alarm is not None:
        return alarm
    return _by_intent(brief, history, reading, standing)


def _alarm(brief: Brief, reading: Reading) -> Escalate | None:
    least = brief.campaign.confidence_percent
    if reading.injection_suspected or reading.intent is Intent.INJECTION:
        return _escalate("injection", "The mail seems to give instructions to a machine.")
    if reading.intent is Intent.LEGAL:
        return _escalate("legal", "The mail speaks of legal steps.")
    if reading.intent is Intent.HOSTILE:
        return _escalate("hostile", "The mail is hostile.")
    if reading.confidence < least:
        return _escalate("low_confidence", f"The reader is {reading.confidence} % sure; the campaign wants {least} %.")
    if reading.requests_unusual and reading.intent is not Intent.OPT_OUT:
        return _escalate("unusual_request", "The mail asks for terms outside the package.")
    return None


def _by_intent(brief: Brief, history: History, reading: Reading, standing: Standing | None) -> Verdict:
    match reading.intent:
        case Intent.ACCEPTANCE:
            return _accepted(brief, history, reading, standing)
        case Intent.CONDITIONAL_ACCEPTANCE:
            return _accepted_if(brief, history, reading, standing)
        case Intent.COUNTER_OFFER:
            return _asked(brief, history, reading, standing, _ask_for_amount)
        case Intent.QUESTION:
            return _asked(brief, history, reading, standing, lambda h: _stand_by_offer(brief, h, standing))
        case Intent.REFUSAL:
            told = "They refuse and name no other fee."
            return _asked(brief, history, reading, standing, lambda _: _walk_away("refusal", told))
        case Intent.MANAGER_HANDOVER:
            told = f"They hand over to {reading.other_contact or 'a manager'}."
            return _asked(brief, history, reading, standing, lambda _: _escalate("manager_handover", told))
        case Intent.HOLDING | Intent.OUT_OF_OFFICE:
            return _wait(reading)
        case Intent.OPT_OUT:
            return _walk_away("opt_out", "They want no more mail.")
        case Intent.OFF_TOPIC:
            return _escalate("unclear", "The mail is about something else.")
        case Intent.HOSTILE | Intent.LEGAL | Intent.INJECTION:
            return _escalate(str(reading.intent), "A person reads this mail.")
        case _:
            assert_never(reading.intent)


def _accepted(brief: Brief, history: History, reading: Reading, standing: Standing | None) -> Verdict:
    """A yes means the amount on the table, or the amount it names; both are weighed like an ask."""
    named = _asks(brief, reading)
    ours = history.ours()
    if named:
        return _asked(brief, history, reading, standing, _ask_for_amount)
    if not ours:
        return _ask_for_amount(history)
    return weigh(brief, history, max(ours, key=lambda o: o.fee_cents), standing)


def _accepted_if(brief: Brief, history: History, reading: Reading, standing: Standing | None) -> Verdict:
    if not reading.condition.strip():
        return _ask_once(history, "condition", "conditional", "They say yes under a condition they do not name.")
    if _is_our_payment_term(reading.condition, brief.campaign.package.payment_days):
        return _accepted(brief, history, reading, standing)
    return _escalate("conditional", f"They say yes, but: {reading.condition.strip()}")


def _is_our_payment_term(condition: str, payment_days: int) -> bool:
    """Tell whether *condition* is nothing but a payment term that the package already meets."""
    words = re.findall(r"[^\W\d_]+|\d+|[^\w\s]", condition.lower())
    numbers = [w for w in words if w.isdigit()]
    plain = {w for w in words if not w.isdigit() and w not in ",.!"}
    if len(numbers) != 1 or not plain & {"day", "days"} or not plain & _FROM_PUBLICATION:
        return False
    return plain <= _PAYMENT_WORDS and int(numbers[0]) >= payment_days


def _asked(
    brief: Brief, history: History, reading: Reading, standing: Standing | None, without: Callable[[History], Verdict]
) -> Verdict:
    """Weigh the lowest ask for our package, or answer with *without* where the mail names none."""
    asks = _asks(brief, reading)
    if not asks:
        if any(a.role is Role.PACKAGE for a in reading.amounts):
            return _escalate("package_changed", "They name a price for another package than ours.")
        return without(history)
    lowest = min(asks, key=lambda o: (o.currency != brief.campaign.currency, o.fee_cents))
    return weigh(brief, history, lowest, standing)


def _asks(brief: Brief, reading: Reading) -> tuple[Offer, ...]:
    whole = [a for a in reading.amounts if a.role is Role.ASK]
    if whole:
        return tuple(_offer(brief, a, 1) for a in whole)
    pieces = sum(d.count for d in brief.campaign.package.deliverables)
    return tuple(_offer(brief, a, pieces) for a in reading.amounts if a.role is Role.PER_ITEM)


def _offer(brief: Brief, amount: ReadAmount, times: int) -> Offer:
    return Offer(amount.cents * times, amount.currency or brief.campaign.currency)


def _stand_by_offer(brief: Brief, history: History, standing: Standing | None) -> Verdict:
    """Answer a question with our offer repeated; the writer says the rest."""
    if history.mails_with_amount >= brief.campaign.rounds:
        return _escalate("unclear", "They ask a question and our mails are used up.")
    return weigh(brief, history, None, standing)


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
    return WalkAway(reason, _line(reason, f"{sentence} We close politely."))


def _escalate(reason: str, sentence: str) -> Escalate:
    return Escalate(reason, sentence, _line(reason, f"{sentence} A person decides."))


def _line(rule: str, sentence: str) -> PriceTrace:
    return (TraceLine(rule, None, sentence),)
