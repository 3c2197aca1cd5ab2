"""When the cues are silent or only hint, what do the plain words of the mail say?

Sets the word model's leaning beside what the cues found. Silent cues leave the
word to the model; hints yield to it when it is sure; plain cues stand, but a
yes the words speak against is not sure any more. It never makes a sure yes: a
yes without a cue stays under every threshold.
"""

from typing import Final

from negotiation.reading import Intent
from steps.clients.language.cues import Signal
from steps.clients.language.facts import Facts
from steps.clients.language.word_evidence import Leaning, lean

Found = tuple[Intent, int, tuple[Signal, ...]]

# Measured on folds of the labelled mails: a share of .8 and more is right 19 times in 20, one of .6 three in four.
_SURE, _LIKELY, _FAINT = 0.8, 0.6, 0.35
_CAUTION: Final = 6
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
    if confidence <= 40:
        return _words_alone(facts, leaning) if leaning.share >= _FAINT else found
    if intent is Intent.ACCEPTANCE:
        return _doubted(found, leaning)
    if confidence < _HINT and leaning.intent is not intent and leaning.share >= _against(found):
        return _words_alone(facts, leaning)
    return found


def _against(found: Found) -> float:
    """A question about nothing in particular yields sooner: any foreign mail may ask one."""
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
    """A yes stays one, but nobody acts on it unseen when the words plainly say something else."""
    intent, confidence, signals = found
    if leaning.intent in _NOT_YET_YES and leaning.share >= _SURE and leaning.shares[intent] < 0.1:
        return intent, min(confidence, UNSURE), signals
    return found
