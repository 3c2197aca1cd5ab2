"""What does a reply say, as far as rules can tell?

Puts a Reading together from the facts of the mail: the intent, the amounts
with their roles, and the sentences that prove them. Everything it reports can
be found in the mail.
"""

import re
from dataclasses import replace

from negotiation.conditions import only_names
from negotiation.reading import Intent, Reading, Role
from steps.clients.language.asked_terms import read_terms
from steps.clients.language.clauses import fold, sentences
from steps.clients.language.cues import Signal
from steps.clients.language.facts import Facts, gather
from steps.clients.language.loose_ends import wants_other_work
from steps.clients.language.person_wanted import wants_a_person
from steps.clients.language.plain_asks import is_plain, sentence_of
from steps.clients.language.precedence import decide_intent
from steps.injection import injection_sign
from steps.language import ReplyToRead

READER = "offline"
_LONGEST_READ = 6_000
_UNSURE, _PLAIN = 66, 76
_SHORTEST_CONDITION = 3  # words; less is "I'd need"
_CONTACT = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_ISO = re.compile(r"\b(20\d\d)-(\d\d)-(\d\d)\b")


def read_offline(mail: ReplyToRead) -> Reading:
    """Return what *mail* says, each fact with the words that prove it."""
    text = mail.own_words[:_LONGEST_READ]
    sign = injection_sign(mail.own_words)
    facts = gather(text, replace(mail, own_words=text))
    intent, confidence, signals = decide_intent(facts, text, mail, bool(sign))
    condition = _condition(facts, text, intent) or _not_plain(facts, text, intent)
    terms = read_terms(replace(mail, own_words=text), facts.amounts)
    if intent is Intent.CONDITIONAL_ACCEPTANCE and only_names(condition, terms):
        confidence = _sure_of_terms(mail, text.replace(condition, ""), confidence)
    swaps = intent is Intent.COUNTER_OFFER and not facts.asks() and not terms
    return Reading(
        intent=intent,
        amounts=facts.amounts,
        quotes=_sentence_with(sign, text) if sign else _quotes(facts, text, signals),
        condition=condition,
        question=_questions(text, facts.question, every=intent is not Intent.QUESTION)
        if intent in (Intent.QUESTION, Intent.COUNTER_OFFER, Intent.ACCEPTANCE)
        else facts.question,
        tone=_tone(facts),
        injection_suspected=bool(sign),
        requests_unusual=facts.weight(Signal.UNUSUAL) >= 2
        or (swaps and wants_other_work(replace(mail, own_words=text)))
        or wants_a_person(text, answerable=_is_answerable(facts, intent)),
        until=_until(text) if intent in (Intent.OUT_OF_OFFICE, Intent.HOLDING) else None,
        other_contact=_contact(text) if intent is Intent.MANAGER_HANDOVER else "",
        confidence=confidence,
        reader=READER,
        halfway=facts.halfway,
        terms=terms,
    )


def _sure_of_terms(mail: ReplyToRead, rest: str, confidence: int) -> int:
    """Return how sure a yes is whose condition was read to the last word, and whose *rest* may be a plain yes."""
    facts = gather(rest, replace(mail, own_words=rest))
    if facts.yes_proof() is None:
        return confidence
    return min(confidence, _UNSURE) if facts.loose_end or facts.reservation else max(confidence, _PLAIN)


def _quotes(facts: Facts, text: str, signals: tuple[Signal, ...]) -> tuple[str, ...]:
    """Return the sentences that hold the proofs: a whole thought, not a torn phrase."""
    places = [facts.proof[s] for s in signals if s in facts.proof]
    spans = sentences(text)
    found = [next((text[a:b].strip() for a, b in spans if a <= start < b), text[start:end]) for start, end in places]
    if not found:
        found = _telling(facts, text, spans)
    return tuple(dict.fromkeys(quote for quote in found if quote))


def _questions(text: str, told: str, *, every: bool) -> str:
    """Return the mail from its first question to its last, word for word; *told* where none ends as one.

    *every*: also where no question to us was heard, since beside an ask or a yes each of them wants an answer.
    """
    asked = [(a, b) for a, b in sentences(text) if text[a:b].rstrip(" \n\"')]*_").endswith("?")]
    return text[asked[0][0] : asked[-1][1]].strip() if asked and (told or every) else told


def _is_answerable(facts: Facts, intent: Intent) -> bool:
    return bool(facts.asks()) or intent in (Intent.ACCEPTANCE, Intent.CONDITIONAL_ACCEPTANCE, Intent.REFUSAL)


def _sentence_with(words: str, text: str) -> tuple[str, ...]:
    """Return the sentence in which *words* stand, whatever its line breaks; nothing where none holds all of them."""
    told = [text[a:b].strip() for a, b in sentences(text)]
    return tuple(one for one in told if words in " ".join(one.split()))[:1]


def _telling(facts: Facts, text: str, spans: list[tuple[int, int]]) -> list[str]:
    """Return the first sentence with a word the word model leant on."""
    words = _whole(facts.telling)
    return [text[a:b].strip() for a, b in spans if any(word in fold(text[a:b]) for word in words)][:1]


def _whole(words: tuple[str, ...]) -> list[str]:
    """Return the parts of the telling *words* that stand in a mail as they are."""
    parts = (word.strip("^$<> ").rstrip("~") for word in words)
    return [part for part in parts if part and part.isalpha()]


def _condition(facts: Facts, text: str, intent: Intent) -> str:
    """Return what a yes depends on, or what an ask wants besides the fee."""
    said = _from(facts.proof[Signal.CONDITION], text) if Signal.CONDITION in facts.proof else ""
    if intent is Intent.CONDITIONAL_ACCEPTANCE:
        return said
    if intent is Intent.ACCEPTANCE or not facts.asks():
        return ""
    # "If you can do $900 we have a deal" hangs on the fee itself.
    hangs = len(said.split()) >= _SHORTEST_CONDITION and not any(a.quote in said for a in facts.asks())
    if facts.weight(Signal.CONDITION) >= 2 and hangs:
        return said
    return _from(facts.tied, text) if facts.tied else ""


def _not_plain(facts: Facts, text: str, intent: Intent) -> str:
    """Return the words that name an ask without plainly offering to do it for that."""
    ask = next((a for a in facts.amounts if a.role is Role.ASK), None)
    if ask is None or intent in (Intent.ACCEPTANCE, Intent.CONDITIONAL_ACCEPTANCE) or is_plain(text, facts.amounts):
        return ""
    return sentence_of(text, ask)


def beside_the_ask(mail: ReplyToRead) -> str:
    """Return what an ask of *mail* wants besides its fee, whether or not it is plain that they would do it for that."""
    text = mail.own_words[:_LONGEST_READ]
    return _condition(gather(text, replace(mail, own_words=text)), text, Intent.COUNTER_OFFER)


def _from(place: tuple[int, int], text: str) -> str:
    """Return the words from *place* to the end of its sentence."""
    start, end = place
    stop = next((b for a, b in sentences(text) if a <= start < b), end)
    return text[start:stop].strip()


def _tone(facts: Facts) -> str:
    if facts.weight(Signal.HOSTILE) >= 3:
        return "hostile"
    if facts.weight(Signal.PUSHBACK) >= 3 or facts.weight(Signal.REFUSE) >= 3:
        return "cool" if not facts.weight(Signal.WARM) else "neutral"
    return "warm" if facts.weight(Signal.WARM) else "neutral"


def _until(text: str) -> str | None:
    match = _ISO.search(text)
    return match.group() if match else None


def _contact(text: str) -> str:
    match = _CONTACT.search(text)
    return match.group() if match else ""
