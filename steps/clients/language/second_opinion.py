"""When the cues are silent or only hint, what do the plain words of the mail say?

Sets the word model's leaning beside what the cues found. Silent cues leave the
word to the model; hints yield to it when it is sure, plain cues only when it is certain; a
yes the words speak against is not sure any more. It never makes a sure yes: a
yes without a cue stays under every threshold.
"""

from typing import Final

from negotiation.reading import Intent
from steps.clients.language.cues import Signal
from steps.clients.language.facts import Facts
from steps.clients.language.pleasantries import is_only_thanks
from steps.clients.language.word_evidence import Leaning, lean

Found = tuple[Intent, int, tuple[Signal, ...]]

# Measured on folds of the labelled mails: a share of .8 and more is right 19 times in 20, one of .6 three in four.
_CERTAIN, _SURE, _LIKELY, _FAINT = 0.95, 0.8, 0.6, 0.25
_CAUTION: Final = 6
_SILENT: Final = 40  # what the cues are worth that said nothing
_THANKS: Final = 74  # there is nothing to answer yet, and a nudge will ask
_HINT: Final = 76  # what cues that only hint are worth at most
UNSURE: Final = 60  # under every threshold that makes sense
_YES: Final = (Intent.ACCEPTANCE, Intent.CONDITIONAL_ACCEPTANCE)
_NOT_YET_YES: Final = (
    Intent.CONDITIONAL_ACCEPTANCE,
    Intent.COUNTER_OFFER,
    Intent.REFUSAL,
    Intent.HOLDING,
    Intent.INJECTION,
)
_HEARD: Final = {
    Intent.ACCEPTANCE: (Signal.ACCEPT, Signal.LIKE),
    Intent.CONDITIONAL_ACCEPTANCE: (Signal.ACCEPT, Signal.LIKE, Signal.CONDITION),
}


def weigh_words(facts: Facts, text: str, found: Found) -> Found:
    """Return *found*, or what the words of *text* say where the cues said too little."""
    intent, confidence, _ = found
    if not any(char.isalpha() for char in text):
        return found
    leaning = lean(text)
    if leaning.intent is Intent.INJECTION and leaning.share >= _SURE:
        return _words_alone(facts, leaning)
    if intent is Intent.ACCEPTANCE:
        return found if _is_told_of_money(facts, leaning) else _doubted(found, leaning)
    if leaning.intent is Intent.ACCEPTANCE and (confidence > _SILENT or leaning.share < _LIKELY):
        return found  # a wrong yes is the worst error: no hint is overruled by a leaning to yes
    if confidence <= _SILENT and is_only_thanks(text):
        return Intent.HOLDING, _THANKS, ()
    if confidence <= _SILENT:
        return _words_alone(facts, leaning) if leaning.share >= _FAINT else found
    if leaning.intent is not intent and leaning.share >= _against(found):
        return _words_alone(facts, leaning)
    return found


def _is_told_of_money(facts: Facts, leaning: Leaning) -> bool:
    """Whether the leaning mistakes our own amount for another: to the words, every number is the same."""
    return leaning.intent is Intent.COUNTER_OFFER and facts.restates_offer()


def _against(found: Found) -> float:
    """A hint yields sooner than a plain cue; a question about nothing in particular, as any mail may ask, soonest."""
    if found[1] >= _HINT or found[0] is Intent.COUNTER_OFFER:
        return _CERTAIN
    return _LIKELY if found[0] is Intent.QUESTION else _SURE


def _words_alone(facts: Facts, leaning: Leaning) -> Found:
    confidence = max(30, min(round(100 * leaning.share) - _CAUTION, 90))
    signals = _HEARD.get(leaning.intent, ())
    if leaning.intent in _YES and not any(facts.weight(signal) for signal in signals):
        confidence = min(confidence, UNSURE)
    if leaning.intent is Intent.CONDITIONAL_ACCEPTANCE and not facts.weight(Signal.CONDITION):
        confidence = min(confidence, UNSURE)
    if leaning.intent not in _YES:
        facts.telling = leaning.words
    return leaning.intent, confidence, signals


def _doubted(found: Found, leaning: Leaning) -> Found:
    """A yes the words plainly speak against is called what they say, and nobody acts on it unseen."""
    if leaning.intent in _NOT_YET_YES and leaning.share >= _SURE and leaning.shares[found[0]] < 0.1:
        return leaning.intent, min(found[1], UNSURE), found[2]
    return found
