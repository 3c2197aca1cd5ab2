"""What do several mails say that we have not answered yet, as one?

On each matter (the fee, a term, the yes itself) their newest word counts; what
they asked or demanded in an earlier mail and did not take up again still
stands. It refuses to make a yes out of two mails of which one takes it back,
or asks for more than the other says yes to.
"""

from dataclasses import replace

from negotiation.asked import names_our_offer
from negotiation.questions import besides_asks
from negotiation.reading import ASKED_ROLES, Intent, Reading, ReadTerm

_YES = frozenset({Intent.ACCEPTANCE, Intent.CONDITIONAL_ACCEPTANCE})
# Whatever else they write, a person reads these.
_ALARMS = frozenset({Intent.HOSTILE, Intent.LEGAL, Intent.INJECTION})
# What a mail wants of us is not taken back by one that only asks, thanks or wonders whether we got it.
_WANTS = _YES | {Intent.COUNTER_OFFER, Intent.QUESTION, Intent.MANAGER_HANDOVER}
_ADDS_NOTHING = frozenset({Intent.QUESTION, Intent.HOLDING, Intent.OUT_OF_OFFICE})


def together(before: Reading, after: Reading) -> Reading:
    """Return what *before* and *after* say together; *after* came later, and neither has been answered."""
    stands = _fee_stands(after)
    left_open = _left_open_by_yes(before, after)
    terms = after.terms if left_open else _terms(before, after)
    condition = _joined(left_open or ("" if after.intent is Intent.REFUSAL else before.condition), after.condition)
    if intent := _taken_back(before, after):
        condition = _joined(before.condition, " ".join(after.quotes))
    return replace(
        after,
        intent=intent or _intent(before, after, condition),
        amounts=(*before.amounts, *after.amounts) if stands else after.amounts,
        halfway=after.halfway or (before.halfway if stands else ""),
        unreadable=after.unreadable or (before.unreadable if stands else ""),
        quotes=_quotes(before, after),
        condition=condition,
        question=_joined(before.question if stands else _besides_its_ask(before), after.question),
        terms=terms,
        injection_suspected=before.injection_suspected or after.injection_suspected,
        requests_unusual=before.requests_unusual or after.requests_unusual,
        threat=after.threat or before.threat,
        until=after.until or before.until,
        other_contact=after.other_contact or before.other_contact,
        confidence=min(before.confidence, after.confidence),
    )


def still_binding(before: Reading) -> Reading | None:
    """Return what of *before* binds a later yes while a person has *before* and has not answered it: its condition."""
    if before.intent is not Intent.CONDITIONAL_ACCEPTANCE:
        return None
    return Reading(before.intent, condition=before.condition, quotes=before.quotes, terms=before.terms, confidence=100)


def _intent(before: Reading, after: Reading, condition: str) -> Intent:
    for first in (Intent.OPT_OUT, *_ALARMS):
        if first in (before.intent, after.intent):
            return first
    if after.intent is Intent.ACCEPTANCE and condition:
        return Intent.CONDITIONAL_ACCEPTANCE
    adds_nothing = after.intent in _ADDS_NOTHING or (after.intent is Intent.OFF_TOPIC and not after.quotes)
    return before.intent if adds_nothing and before.intent in _WANTS else after.intent


def _taken_back(before: Reading, after: Reading) -> Intent | None:
    """Return how a yes stands that a later mail puts off or takes back: it hangs on what that mail says."""
    puts_off = after.intent is Intent.HOLDING and bool(after.quotes)  # thanks prove nothing
    if before.intent in _YES and (after.intent is Intent.REFUSAL or puts_off):
        return Intent.CONDITIONAL_ACCEPTANCE
    return None


def _left_open_by_yes(before: Reading, after: Reading) -> str:
    """Return what they wanted with an ask and a later yes leaves open: nobody has told them whether we would.

    The fee they asked is the history's to remember: what a yes to neither fee is answered with, `decision` knows.
    """
    if after.intent is not Intent.ACCEPTANCE or before.intent in _YES:
        return ""
    halfway = "" if _names_fee(after) or names_our_offer(after) else before.halfway
    named = (halfway, *(term.quote for term in before.terms), before.condition)
    return "; ".join(dict.fromkeys(filter(None, named)))


def _besides_its_ask(before: Reading) -> str:
    """Return what *before* asks besides a fee that they have asked anew or let go since."""
    asks = [amount.quote for amount in before.amounts if amount.role in ASKED_ROLES]
    return besides_asks(before.question, asks) if asks else before.question


def _fee_stands(after: Reading) -> bool:
    """Tell whether *after* says nothing new of the fee."""
    return not (_names_fee(after) or after.intent in _YES or after.intent is Intent.REFUSAL)


def _names_fee(reading: Reading) -> bool:
    return bool(reading.halfway) or any(amount.role in ASKED_ROLES for amount in reading.amounts)


def _quotes(before: Reading, after: Reading) -> tuple[str, ...]:
    """Return the words that prove what both say; a yes is proved by its own mail alone."""
    earlier = () if after.intent in _YES and before.intent not in _YES else before.quotes
    return tuple(dict.fromkeys((*earlier, *after.quotes)))


def _terms(before: Reading, after: Reading) -> tuple[ReadTerm, ...]:
    newer = {(one.term, one.kind) for one in after.terms}
    return (*(one for one in before.terms if (one.term, one.kind) not in newer), *after.terms)


def _joined(before: str, after: str) -> str:
    """Return both texts, each once: a mail that is answered again has said it already."""
    if not before.strip() or before.strip() in after:
        return after
    return before if not after.strip() or after.strip() in before else f"{before.strip()}\n{after.strip()}"
