"""Which of the 13 intents do the facts of a mail amount to, and how sure is that?

One fixed order: safety before money, money before manners. A yes mixed with
anything else is not called a yes: a missed yes costs a mail, a false one costs
money.
"""

import re

from negotiation.questions import left_open
from negotiation.reading import Intent, Role
from steps.clients.language.bare_words import is_nudge
from steps.clients.language.clauses import fold, sentences
from steps.clients.language.cues import Signal
from steps.clients.language.facts import Facts
from steps.clients.language.loose_ends import another_number
from steps.clients.language.second_opinion import UNSURE, Found, weigh_words
from steps.language import ReplyToRead

_NEAR = 240
_SUBJECT_AWAY = re.compile(
    r"\b(?:automatic reply|auto(?:matic)?[- ]?(?:reply|response)|out of (?:the )?office|abwesen\w*|"
    r"fuera de (?:la )?oficina|absen[ct]e|risposta automatica|respuesta automatica)\b",
    re.IGNORECASE,
)


# "I'll be back on Thursday" may be an absence or a delay, "my agent" a hand-over or a word in passing.
_CONTESTED = (Intent.OUT_OF_OFFICE, Intent.MANAGER_HANDOVER)
# What one asks after a yes, about what follows from it.
_LOGISTICS = re.compile(
    r"\b(?:when (?:do|will|would|can|should) (?:i|we|you) (?:get|receive|start|begin|send|ship|expect)|where (?:do|should|can|shall) (?:i|we) "
    r"(?:send|sign|ship|mail|put)|where to (?:send|sign|ship|mail|post)|when (?:you|we|i|it's|it is|everything's) (?:\w+ )?(?:need|want|expect|start|begin|ship|film|"
    r"shoot|due)|(?:by )?when (?:is|are) (?:the|my|everything|it) (?:\w+ )?due|what's (?:the )?next|(?:bank|invoice|shipping|payment) (?:details|address)|wann (?:bekomme|kommt|geht|fangen)|"
    r"(?:cuando|donde) (?:recibo|envio|mando|firmo|empezamos)|quand (?:est-ce que )?(?:je recois|on commence)|quando (?:ricevo|recebo|iniziamo|comecamos))\b"
)
# Whoever wants to know more has not said yes by a "sure" before it.
_TELL_ME = re.compile(
    r"\b(?:tell (?:me|us) (?:a (?:bit|little) )?more|(?:more|further) (?:info\w*|details?)|(?:know|hear|learn) (?:a (?:bit|little) )?more|"
    r"what (?:would|do|will|should) (?:i|we) (?:have|need|be expected) to do|what(?:'s| is) (?:it|this) about|what (?:it|this) (?:involves|entails)|"
    r"how (?:does|would) (?:it|this) work)\b"
)
_BARE_YES = re.compile(r"\W*(?:(?:sure|yes|yeah|yep|yup|ok|okay|absolutely|definitely|of course|great)\W*)+")
_OFFICE = r"(?:managers?|management|agents?|agency|booker|reps?|representatives?|assistant)"
_SPEAKS_FOR = re.compile(
    r"\b(?:my client|our client|on behalf of|on \w+(?:'s)? behalf|the talent|our talent|our client's|my client's|i (?:manage|represent) \w+|"
    rf"(?:i'm|i am|we're|we are|this is|it's) (?:\w+,? )?(?:\w+'s|her|his|their) {_OFFICE}|\w+'s {_OFFICE}(?:,? (?:\w+ )?here\b|\W*$)|from \w+'s {_OFFICE})",
    re.IGNORECASE | re.MULTILINE,
)
# Whether there is still an offer, after a silence.
_STILL = re.compile(
    r"\b(?:still|noch|toujours|encore|todavia|aun|sigue|ainda|ancora|nog)\b[^.?!\n]{0,30}\b(?:open|available|valid|stands?|standing|possible|relevant|on the table|"
    r"offen|aktuell|moglich|gultig|verfugbar|ouverte?|valable|d'actualite|disponibles?|abiert[ao]|vigente|en pie|vali[dv][ao]|dispon\w+|abert[ao]|apert[ao]|valida|open|"
    r"beschikbaar|geldig)\b[^.!?\n]{0,40}\?|\b(?:too late|zu spat|trop tard|demasiado tarde|tarde demais|troppo tardi|te laat)\b[^.!?\n]{0,40}\?"
)
_OFFERED = re.compile(
    r"\b(?:offer|spot|slot|campaign|deal|collab\w*|opportunity|gig|angebot|offre|oferta|offerta|aanbod)\b"
)
# A time by which we are to answer; it is theirs to wait for, not ours.
_PRESSES = re.compile(
    r"\b(?:i|we)(?:'ll| will|'d)? (?:need|want|expect|require) (?:an? |your |the |to (?:have|get|hear|know) )?(?:\w+ )?"
    r"(?:answer|reply|response|decision|confirmation)(?: from you)? (?:by|before|until|within|today|tonight|tomorrow|now|asap)\b"
)
_AT_LEAST = re.compile(
    r"\b(?:unter|under|below|less than|weniger als|moins de|en dessous de|menos de|debajo de|meno di|sotto i|minder dan|onder(?: de)?|abaixo de)\W*$"
)
_GIVES_YES = re.compile(
    r"\b(?:to accept|accept(?:s|ed)?|is approved|approve|confirm(?:s|ed)? (?:\w+ ){0,6}(?:fee|rate|price|\W?\d)|agrees?|green light|works? for (?:us|her|him|them)|"
    r"(?:good|happy|fine|ok|okay) with|let's (?:do|go)|deal|we're in|she's in|he's in)\b",
    re.IGNORECASE,
)


def decide_intent(facts: Facts, text: str, mail: ReplyToRead, injected: bool) -> tuple[Intent, int, tuple[Signal, ...]]:
    """Return the intent, the confidence and the signals that led there."""
    if injected:
        return Intent.INJECTION, 90, ()
    grave = _grave(facts, text, mail)
    if grave is not None:
        return weigh_words(facts, text, grave) if grave[0] in _CONTESTED and grave[1] < 95 else grave
    said_else = (
        _yes(facts)
        or facts.asks()
        or facts.weight(Signal.REFUSE)
        or (facts.weight(Signal.OFF_TOPIC) >= 3 and not _OFFERED.search(fold(text)))
    )
    if is_nudge(text) and not said_else:
        return Intent.QUESTION, 88, ()
    if (_STILL.search(fold(text)) or _PRESSES.search(fold(text))) and not said_else:
        facts.question = facts.question or facts.asks_something
        return Intent.QUESTION, 88, ()
    found = weigh_words(facts, text, _by_cues(facts, text))
    return _not_under_a_figure(found, facts, text, mail) if found[0] is Intent.REFUSAL else found


def _not_under_a_figure(found: Found, facts: Facts, text: str, mail: ReplyToRead) -> Found:
    """Doubt a no that stands beside a figure nobody has read: "no puedo por menos de 950" is an ask."""
    place = another_number(text, mail.offer_cents, 0, len(text))
    if facts.amounts or place is None:
        return found
    return found[0], min(found[1], UNSURE), found[2]


def _by_cues(facts: Facts, text: str) -> tuple[Intent, int, tuple[Signal, ...]]:
    yes = _yes(facts)
    if facts.asks() and not (facts.weight(Signal.REFUSE) >= 3 and _refuses_last(facts, text)):
        return Intent.COUNTER_OFFER, _counter_confidence(facts), (Signal.PUSHBACK, Signal.CONDITION)
    if yes:
        return _what_kind_of_yes(facts, text)
    return _without_yes(facts, text)


def _client_agrees(facts: Facts, text: str) -> bool:
    """Whether a manager gives the creator's yes instead of taking the talks over."""
    plain = facts.weight(Signal.ACCEPT) >= 3 and not facts.denied
    return plain and bool(_SPEAKS_FOR.search(text)) and bool(_GIVES_YES.search(text))


def _grave(facts: Facts, text: str, mail: ReplyToRead) -> tuple[Intent, int, tuple[Signal, ...]] | None:
    """Return what comes before any talk of money."""
    s = facts.weight
    if mail.automatic or _SUBJECT_AWAY.search(mail.subject):
        return Intent.OUT_OF_OFFICE, 98, (Signal.AWAY,)
    if s(Signal.OPT_OUT) >= 4 and s(Signal.LEGAL) < 4:
        return Intent.OPT_OUT, 92, (Signal.OPT_OUT,)
    if s(Signal.LEGAL) >= 4:
        return Intent.LEGAL, 92, (Signal.LEGAL,)
    if s(Signal.HOSTILE) >= 4 or (s(Signal.HOSTILE) >= 3 and not facts.asks() and _yes(facts) < 3):
        return Intent.HOSTILE, 88, (Signal.HOSTILE,)
    if s(Signal.AWAY) >= 4 and not _yes(facts) and not facts.asks():
        return Intent.OUT_OF_OFFICE, 90, (Signal.AWAY,)
    bound_yes = s(Signal.ACCEPT) >= 3 and s(Signal.CONDITION) >= 3
    speaks_in_figures = bool(facts.asks()) and bool(_SPEAKS_FOR.search(text))
    if s(Signal.MANAGER) >= 3 and not bound_yes and not speaks_in_figures and not _client_agrees(facts, text):
        return Intent.MANAGER_HANDOVER, 88, (Signal.MANAGER,)
    return None


def _yes(facts: Facts) -> int:
    """Return how much of a yes there is: 0 none, 2 likely, 3 plain."""
    weight = max(facts.weight(Signal.ACCEPT), facts.weight(Signal.LIKE))
    if (
        weight == 1
        and facts.weight(Signal.ACCEPT) == 1
        and (facts.weight(Signal.LIKE) or facts.asks_next or facts.restates_offer())
    ):
        weight = 2
    if weight == 1 and facts.brief:
        weight = 2  # "Ok, thanks" is a yes when it is the whole mail
    if facts.denied:
        weight -= 2
    return weight if weight >= 2 else 0


def _refuses_last(facts: Facts, text: str) -> bool:
    """Whether the refusal stands behind the last ask; "not under 800" refuses less than 800, and asks for it."""
    last = max(text.find(a.quote) for a in facts.asks())
    return facts.proof[Signal.REFUSE][0] > last and not _AT_LEAST.search(fold(text[:last]))


def _counter_confidence(facts: Facts) -> int:
    asks = [a for a in facts.amounts if a.role in (Role.ASK, Role.RAISE, Role.DISCOUNT)]
    if not asks:
        return 78  # they price parts of the package, or another one: a question or a person settles it
    crowd = len(facts.asks())
    return max(90 - 4 * max(crowd - 2, 0), 72)


def _what_kind_of_yes(facts: Facts, text: str) -> tuple[Intent, int, tuple[Signal, ...]]:
    s, yes = facts.weight, _yes(facts)
    told = (Signal.ACCEPT, Signal.LIKE)
    if s(Signal.REFUSE) >= 2:
        return Intent.REFUSAL, 50 if yes >= 3 else 75, (Signal.REFUSE,)
    bound = _is_bound(facts)
    if s(Signal.PUSHBACK) >= 3 and _gives_in(facts):
        return Intent.ACCEPTANCE, 76, told
    if s(Signal.PUSHBACK) >= 3 or (s(Signal.TRADE) >= 3 and not (bound and yes >= 3)):
        return Intent.COUNTER_OFFER, 72, (Signal.PUSHBACK, Signal.TRADE)
    if bound:
        return Intent.CONDITIONAL_ACCEPTANCE, 82, (*told, Signal.CONDITION)
    if facts.reservation is not None and s(Signal.HOLD) < 2 and not facts.asks_terms:
        facts.note(Signal.CONDITION, 2, facts.reservation)
        return Intent.CONDITIONAL_ACCEPTANCE, 76, (*told, Signal.CONDITION)
    if s(Signal.HOLD) >= 3 or (s(Signal.HOLD) == 2 and yes < 3 and s(Signal.ACCEPT) < 2):
        return Intent.HOLDING, 76, (Signal.HOLD,)
    if _TELL_ME.search(fold(text)) and _is_bare_yes(facts, text):
        facts.question = facts.question or _sentence_of(_TELL_ME, text)
        return Intent.QUESTION, 76, (Signal.ASK_INFO, Signal.TERMS)
    logistics = s(Signal.ACCEPT) >= 3 and bool(_LOGISTICS.search(fold(facts.question)))
    if (facts.asks_terms and not logistics) or (s(Signal.ASK_INFO) >= 2 and s(Signal.ACCEPT) < 3):
        return Intent.QUESTION, 76, (Signal.ASK_INFO, Signal.TERMS)
    if s(Signal.ACCEPT) < 3 and not facts.asks_next and (still := _left_open(text)):
        facts.question = facts.question or still
        return Intent.QUESTION, 76, (Signal.ASK_INFO, Signal.TERMS)
    if facts.loose_end:
        # Whoever acts on it as a plain yes may be wrong, so a person looks.
        facts.note(Signal.CONDITION, 1, facts.loose_end)
        return Intent.CONDITIONAL_ACCEPTANCE, 66, (*told, Signal.CONDITION)
    if s(Signal.ACCEPT) >= 3:
        return Intent.ACCEPTANCE, 94, told
    return Intent.ACCEPTANCE, 84 if len(text) < 400 else 74, told


def _is_bare_yes(facts: Facts, text: str) -> bool:
    """Whether the yes is a "sure" or "yes" and nothing that it could be about."""
    proof = facts.yes_proof()
    return proof is not None and bool(_BARE_YES.fullmatch(fold(text)[slice(*proof)])) and not facts.restates_offer()


def _sentence_of(words: re.Pattern[str], text: str) -> str:
    return next((text[a:b].strip() for a, b in sentences(text) if words.search(fold(text[a:b]))), "")


def _left_open(text: str) -> str:
    """Return a question that no mail of ours answers: whoever only likes the offer has not said yes to it."""
    asked = " ".join(text[a:b].strip() for a, b in sentences(text) if "?" in text[a:b])
    return left_open(asked, dated=True) if asked else ""


def _gives_in(facts: Facts) -> bool:
    """Whether a plain yes to our own amount comes after the grumbling."""
    last = facts.proof.get(Signal.ACCEPT, (0, 0))[0] > facts.proof[Signal.PUSHBACK][0]
    plain = facts.weight(Signal.ACCEPT) >= 3 and facts.weight(Signal.CONDITION) < 2
    return last and plain and facts.restates_offer() and not facts.denied and facts.reservation is None


def _is_bound(facts: Facts) -> bool:
    """Whether a condition hangs on the yes; a mere "if you" counts only near it."""
    if facts.weight(Signal.CONDITION) < 2:
        return False
    yes = facts.proof.get(Signal.ACCEPT) or facts.proof[Signal.LIKE]
    near = abs(facts.proof[Signal.CONDITION][0] - yes[0]) < _NEAR
    return near or facts.weight(Signal.CONDITION) >= 3


def _without_yes(facts: Facts, text: str) -> tuple[Intent, int, tuple[Signal, ...]]:
    s = facts.weight
    if s(Signal.REFUSE) >= 3 and not facts.asks_terms:
        return Intent.REFUSAL, 88, (Signal.REFUSE,)
    if s(Signal.PUSHBACK) >= 3 or s(Signal.TRADE) >= 3:
        return Intent.COUNTER_OFFER, 78, (Signal.PUSHBACK, Signal.TRADE)
    if s(Signal.HOLD) >= 3 and not facts.asks_terms:
        return Intent.HOLDING, 86, (Signal.HOLD,)
    if s(Signal.OFF_TOPIC) >= 3 and not facts.asks_terms:
        return Intent.OFF_TOPIC, 78, (Signal.OFF_TOPIC,)
    if s(Signal.REFUSE) >= 3:
        return Intent.REFUSAL, 70, (Signal.REFUSE,)
    if facts.asks_terms or facts.asks_next:
        return Intent.QUESTION, 85, (Signal.TERMS, Signal.NEXT_STEP)
    if s(Signal.ASK_INFO) >= 2 and s(Signal.TERMS) >= 2:
        return Intent.QUESTION, 80, (Signal.ASK_INFO,)
    return _by_hints(facts)


def _by_hints(facts: Facts) -> tuple[Intent, int, tuple[Signal, ...]]:
    """Return what single likely words point to, when nothing plainer was said."""
    s = facts.weight
    if s(Signal.REFUSE) >= 2 or facts.denied:
        return Intent.REFUSAL, 74, (Signal.REFUSE,)
    if s(Signal.HOLD) >= 2:
        return Intent.HOLDING, 76, (Signal.HOLD,)
    if s(Signal.OFF_TOPIC) >= 3:
        return Intent.OFF_TOPIC, 74, (Signal.OFF_TOPIC,)
    if facts.asks_something:
        facts.question = facts.question or facts.asks_something
        return Intent.QUESTION, 72, (Signal.ASK_INFO, Signal.INTEREST)
    if s(Signal.INTEREST) >= 2 and facts.brief:
        return Intent.QUESTION, 72, (Signal.INTEREST,)  # "I'm interested!" wants to hear what of
    if s(Signal.INTEREST) >= 2 or s(Signal.ASK_INFO) >= 2:
        return Intent.QUESTION, 60, (Signal.INTEREST, Signal.ASK_INFO)
    return Intent.OFF_TOPIC, 40, ()
