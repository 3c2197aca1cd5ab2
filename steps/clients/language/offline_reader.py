"""What does a reply say, as far as rules can tell?

Adds up the cues of each clause, turns the sums into one of the 13 intents by a
fixed order of precedence, and says how sure it is. When a yes is mixed with
anything else it is not called a yes: a missed yes costs a mail, a false one
costs money.
"""

import re
from dataclasses import dataclass, field

from negotiation.reading import Intent, ReadAmount, Reading, Role
from steps.clients.language.clauses import Clause, clauses, sentences
from steps.clients.language.cues import ASSERTED, ENGLISH, Signal
from steps.clients.language.cues_abroad import ABROAD
from steps.clients.language.roles import read_amounts
from steps.injection import injection_sign
from steps.language import ReplyToRead

READER = "offline"
_CUES = (*ENGLISH, *ABROAD)
_LONGEST_READ = 6_000
_NEAR = 240
_NOT = re.compile(
    r"\b(?:not|n't|never|no|cannot|cant|dont|wont|isnt|doesnt|unable|hardly|nor|without|nothing|no one|\w+n't|nicht|kein\w*|pas|jamais|nunca|nao|non|mai)\b[^,;.!]{0,24}$"
)
_HYPOTHESIS = re.compile(
    r"(?:\b(?:if|whether|hope|hopefully|hoping|see if|before|until|unless|once|when|would be if|wish|maybe|perhaps|might|may|not sure|so that|in order for|make sure|for it to|si|wenn|falls|se)\b|\b(?:could|would)\b(?! (?:be (?:happy|glad|delighted|thrilled|honou?red)|love|work|gladly)))[^,;.!]{0,45}$"
)
_INDIRECT = re.compile(
    r"\b(?:know|explain|tell (?:me|us)|see|ask|check|wonder\w*|clarify|confirm|sure|advise|say|understand)\s+$"
)
_ASKS_AROUND = re.compile(
    r"(?:\b(?:i|we)\b|\blet me)(?:'ll|'d|'m|'ve)?(?:\s+\w+){0,4}\s+(?:discuss|talk|speak|run|check|coordinate|consult|ask|go\s+through|liaise)\b[^.]*$"
)
_ABOUT_US = re.compile(r"\b(?:questions?|info\w*|details?|context|clarity|know|before)\b")
_DEICTIC = re.compile(r"\b(?:you|your|we|our|us|it|this|that|these|my|me|i)\b")
_FOR_YOU = re.compile(r"^\s*(?:for|to|with|by|on)\s+(?:you|your\s+(?:end|side|team)|the brand)\b")
_OTHER_SUBJECT = re.compile(
    r"\b(?:campaign|product|brand|idea|collab\w*|concept|project|call|chat|partnership|opportunity|it all|brief|website|app|mission)\b[^,;.!]{0,20}$"
)
_CONTACT = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_ISO = re.compile(r"\b(20\d\d)-(\d\d)-(\d\d)\b")
_SUBJECT_AWAY = re.compile(
    r"\b(?:automatic reply|auto(?:matic)?[- ]?(?:reply|response)|out of (?:the )?office|abwesen\w*|fuera de (?:la )?oficina|absen[ct]e|risposta automatica|respuesta automatica)\b",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Facts:
    """What the cues of one mail add up to."""

    top: dict[Signal, int] = field(default_factory=dict)
    proof: dict[Signal, tuple[int, int]] = field(default_factory=dict)
    denied: bool = False  # a yes with a "not" before it
    asks_terms: bool = False
    asks_next: bool = False
    question: str = ""
    asks_something: str = ""  # a question to us, about whatever
    brief: bool = False  # a mail of a few words
    amounts: tuple[ReadAmount, ...] = ()

    def note(self, signal: Signal, weight: int, place: tuple[int, int]) -> None:
        if weight > self.top.get(signal, 0):
            self.top[signal] = weight
            self.proof[signal] = place

    def weight(self, signal: Signal) -> int:
        return self.top.get(signal, 0)

    def asks(self) -> list[ReadAmount]:
        return [a for a in self.amounts if a.role in (Role.ASK, Role.PER_ITEM, Role.PACKAGE)]

    def restates_offer(self) -> bool:
        return any(a.role is Role.OUR_OFFER for a in self.amounts)


def read_offline(mail: ReplyToRead) -> Reading:
    """Return what *mail* says, each fact with the words that prove it."""
    text = mail.own_words[:_LONGEST_READ]
    sign = injection_sign(mail.own_words)
    facts = _gather(text, mail)
    intent, confidence, signals = _decide(facts, text, mail, bool(sign))
    return Reading(
        intent=intent,
        amounts=facts.amounts,
        quotes=_quotes(facts, text, signals),
        condition=_condition(facts, text) if intent is Intent.CONDITIONAL_ACCEPTANCE else "",
        question=facts.question,
        tone=_tone(facts),
        injection_suspected=bool(sign),
        requests_unusual=facts.weight(Signal.UNUSUAL) >= 2,
        until=_until(text) if intent in (Intent.OUT_OF_OFFICE, Intent.HOLDING) else None,
        other_contact=_contact(text) if intent is Intent.MANAGER_HANDOVER else "",
        confidence=confidence,
        reader=READER,
    )


def _gather(text: str, mail: ReplyToRead) -> _Facts:
    facts = _Facts(amounts=read_amounts(mail), brief=len(text.split()) <= 6)
    for clause in clauses(text):
        for cue in _CUES:
            for match in cue.pattern.finditer(clause.text):
                _weigh_match(facts, clause, cue.signal, cue.weight, match)
        if clause.asks and _DEICTIC.search(clause.text):
            facts.asks_something = facts.asks_something or text[clause.start : clause.end].strip()
        if clause.asks and not facts.asks_terms:
            _note_question(facts, clause, text)
    return facts


def _weigh_match(facts: _Facts, clause: Clause, signal: Signal, weight: int, match: re.Match[str]) -> None:
    place = (clause.start + match.start(), clause.start + match.end())
    before, after = clause.text[: match.start()], clause.text[match.end() :]
    if signal is Signal.MANAGER and _ASKS_AROUND.search(before + match.group()):
        signal = Signal.HOLD
    if _is_idle(signal, clause, before, match.group()):
        return
    if signal in ASSERTED:
        if clause.asks or _HYPOTHESIS.search(before) or _FOR_YOU.match(after):
            return
        if _NOT.search(before):
            facts.denied = facts.denied or signal is not Signal.INTEREST
            return
        if signal is Signal.LIKE and _OTHER_SUBJECT.search(before):
            facts.note(Signal.INTEREST, weight, place)
            return
    facts.note(signal, weight, place)


def _note_question(facts: _Facts, clause: Clause, text: str) -> None:
    """A question counts when it is about the deal; small talk and foreign matter do not."""
    about = _matters(clause)
    if Signal.NEXT_STEP in about:
        facts.asks_next = True
        facts.question = facts.question or text[clause.start : clause.end].strip()
    elif Signal.TERMS in about:
        facts.asks_terms = True
        facts.question = text[clause.start : clause.end].strip()


def _matters(clause: Clause) -> set[Signal]:
    """Return what of the deal a clause is about; a general word counts only beside a "you", "we", "it" or "the"."""
    near = bool(_DEICTIC.search(clause.text))
    matching = (
        cue for cue in _CUES if cue.signal in (Signal.TERMS, Signal.NEXT_STEP) and cue.pattern.search(clause.text)
    )
    return {cue.signal for cue in matching if near or cue.weight >= 2}


def _is_idle(signal: Signal, clause: Clause, before: str, words: str) -> bool:
    """Whether a cue says nothing here: "tell me if the ..." sets no condition, "what is ..." may ask anything."""
    if signal is Signal.CONDITION:
        return words.startswith("if") and bool(_INDIRECT.search(before))
    if signal is Signal.ASK_INFO:
        about = _matters(clause)
        return not _ABOUT_US.search(words) and (Signal.NEXT_STEP in about or not about)
    return signal is Signal.HOSTILE and clause.text.strip().startswith(("what is ", "what does "))


def _decide(facts: _Facts, text: str, mail: ReplyToRead, injected: bool) -> tuple[Intent, int, tuple[Signal, ...]]:
    """Return the intent, the confidence and the signals that led there."""
    if injected:
        return Intent.INJECTION, 90, ()
    grave = _grave(facts, mail)
    if grave is not None:
        return grave
    yes = _yes(facts)
    if facts.asks() and not (facts.weight(Signal.REFUSE) >= 3 and _refuses_last(facts, text)):
        return Intent.COUNTER_OFFER, _counter_confidence(facts), (Signal.PUSHBACK, Signal.CONDITION)
    if yes:
        return _what_kind_of_yes(facts, text)
    return _without_yes(facts, text)


def _grave(facts: _Facts, mail: ReplyToRead) -> tuple[Intent, int, tuple[Signal, ...]] | None:
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
    if s(Signal.MANAGER) >= 3 and not (s(Signal.HOLD) >= 3 and s(Signal.MANAGER) < 3):
        return Intent.MANAGER_HANDOVER, 88, (Signal.MANAGER,)
    return None


def _yes(facts: _Facts) -> int:
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


def _refuses_last(facts: _Facts, text: str) -> bool:
    asks = [text.find(a.quote) for a in facts.asks()]
    return facts.proof[Signal.REFUSE][0] > max(asks)


def _counter_confidence(facts: _Facts) -> int:
    asks = [a for a in facts.amounts if a.role is Role.ASK]
    if not asks:
        return 55
    crowd = len(facts.asks())
    return max(90 - 4 * max(crowd - 2, 0), 72)


def _what_kind_of_yes(facts: _Facts, text: str) -> tuple[Intent, int, tuple[Signal, ...]]:
    s, yes = facts.weight, _yes(facts)
    told = (Signal.ACCEPT, Signal.LIKE)
    if s(Signal.REFUSE) >= 2:
        return Intent.REFUSAL, 50 if yes >= 3 else 75, (Signal.REFUSE,)
    bound = _is_bound(facts)
    if s(Signal.PUSHBACK) >= 3 or (s(Signal.TRADE) >= 3 and not (bound and yes >= 3)):
        return Intent.COUNTER_OFFER, 72, (Signal.PUSHBACK, Signal.TRADE)
    if bound:
        return Intent.CONDITIONAL_ACCEPTANCE, 82, (*told, Signal.CONDITION)
    if s(Signal.HOLD) >= 3 or (s(Signal.HOLD) == 2 and yes < 3 and s(Signal.ACCEPT) < 2):
        return Intent.HOLDING, 76, (Signal.HOLD,)
    if facts.asks_terms or (s(Signal.ASK_INFO) >= 2 and s(Signal.ACCEPT) < 3):
        return Intent.QUESTION, 76, (Signal.ASK_INFO, Signal.TERMS)
    if s(Signal.ACCEPT) >= 3:
        return Intent.ACCEPTANCE, 94, told
    return Intent.ACCEPTANCE, 84 if len(text) < 400 else 74, told


def _is_bound(facts: _Facts) -> bool:
    """Whether a condition hangs on the yes; a mere "if you" counts only near it."""
    if facts.weight(Signal.CONDITION) < 2:
        return False
    yes = facts.proof.get(Signal.ACCEPT) or facts.proof[Signal.LIKE]
    near = abs(facts.proof[Signal.CONDITION][0] - yes[0]) < _NEAR
    return near or facts.weight(Signal.CONDITION) >= 3


def _without_yes(facts: _Facts, text: str) -> tuple[Intent, int, tuple[Signal, ...]]:
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
    if s(Signal.REFUSE) >= 2 or facts.denied:
        return Intent.REFUSAL, 74, (Signal.REFUSE,)
    if s(Signal.HOLD) >= 2:
        return Intent.HOLDING, 76, (Signal.HOLD,)
    if s(Signal.OFF_TOPIC) >= 3:
        return Intent.OFF_TOPIC, 74, (Signal.OFF_TOPIC,)
    if facts.asks_something:
        facts.question = facts.question or facts.asks_something
        return Intent.QUESTION, 72, (Signal.ASK_INFO, Signal.INTEREST)
    if s(Signal.INTEREST) >= 2 or s(Signal.ASK_INFO) >= 2:
        return Intent.QUESTION, 60, (Signal.INTEREST, Signal.ASK_INFO)
    return Intent.OFF_TOPIC, 40, ()


def _quotes(facts: _Facts, text: str, signals: tuple[Signal, ...]) -> tuple[str, ...]:
    """Return the sentences that hold the proofs: a whole thought, not a torn phrase."""
    places = [facts.proof[s] for s in signals if s in facts.proof]
    spans = sentences(text)
    found = [next((text[a:b].strip() for a, b in spans if a <= start < b), text[start:end]) for start, end in places]
    return tuple(dict.fromkeys(quote for quote in found if quote))


def _condition(facts: _Facts, text: str) -> str:
    start, end = facts.proof[Signal.CONDITION]
    stop = next((b for a, b in sentences(text) if a <= start < b), end)
    return text[start:stop].strip()


def _tone(facts: _Facts) -> str:
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
