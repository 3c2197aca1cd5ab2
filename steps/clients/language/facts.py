"""What do the words of one mail add up to, clause by clause?

Matches the cue table against each clause, leaves out what is denied, asked or
only supposed, and remembers the words that prove each signal. Which intent
follows is `precedence`'s question.
"""

import re
from dataclasses import dataclass, field

from negotiation.reading import ASKED_ROLES, ReadAmount, Role
from steps.clients.language.bare_words import is_bare_no, is_bare_yes, parting, wants_more
from steps.clients.language.clauses import Clause, clauses, fold
from steps.clients.language.cue_families import FAMILIES
from steps.clients.language.cue_idioms import IDIOMS
from steps.clients.language.cues import ASSERTED, ENGLISH, Signal
from steps.clients.language.cues_abroad import ABROAD
from steps.clients.language.cues_abroad_more import ABROAD_MORE
from steps.clients.language.differences import halfway
from steps.clients.language.loose_ends import loose_end, tied_to_the_fee
from steps.clients.language.more_wanted import more_wanted
from steps.clients.language.roles import read_amounts
from steps.language import ReplyToRead

_CUES = (*ENGLISH, *FAMILIES, *IDIOMS, *ABROAD, *ABROAD_MORE)
_NOT = re.compile(
    r"\b(?:not|n't|never|no|cannot|cant|dont|wont|isnt|doesnt|unable|hardly|nor|without|nothing|"
    r"no one|\w+n't|nicht|kein\w*|pas|jamais|nunca|nao|non|mai)\b[^,;.!]{0,24}$"
)
_NOT_ALONE = re.compile(
    r"^\W*(?:(?:or|i mean|i meant|rather|actually|wait|well|sorry|scratch that|make that)\W+)*(?:not|nope|no|nein|nicht|non|pas|nee|nao|(?:just |only )?(?:kidding|joking)|jk)\W*$"
)
_HYPOTHESIS = re.compile(
    r"(?:\b(?:if|whether|hope|hopefully|hoping|see if|before|until|unless|once|when|would be if|wish|"
    r"maybe|perhaps|might|may|not sure|so that|in order for|make sure|for it to|si|wenn|falls|se)\b|"
    r"\b(?:could|would)\b(?! (?:be (?:happy|glad|delighted|thrilled|honou?red)|love|work|"
    r"gladly)))[^,;.!]{0,45}$"
)
_INDIRECT = re.compile(
    r"\b(?:know|explain|tell (?:me|us)|see|ask|check|wonder\w*|clarify|confirm|sure|advise|say|understand)\s+$"
)
_ASKS_AROUND = re.compile(
    r"(?:\b(?:i|we)\b|\blet me)(?:'ll|'d|'m|'ve)?(?:\s+\w+){0,4}\s+(?:discuss|talk|speak|run|check|"
    r"coordinate|consult|ask|go\s+through|liaise)\b[^.]*$"
    r"|\b(?:lo (?:consulto|hablo)|(?:tengo que|debo|dois|devo|preciso|vou|muss)(?:\s+\w+){0,3}\s+"
    r"(?:hablar\w*|consultar\w*|parler|parlarne|falar)|besprech\w+|muss(?:\s+\w+){0,4})\b[^.]*$"
)
_ABOUT_US = re.compile(r"\b(?:questions?|info\w*|details?|context|clarity|know|before)\b")
_DEICTIC = re.compile(r"\b(?:you|your|we|our|us|it|this|that|these|my|me|i)\b")
_FOR_YOU = re.compile(r"^\s*(?:for|to|with|by|on)\s+(?:you|your\s+(?:end|side|team)|the brand)\b")
# "Give me three weeks and I'm in": the yes hangs on what comes first.
_THEN_YES = re.compile(
    r"(?:^|[.!?,:;\n]\s?|\b(?:just|please|but|so|if you) )(?:give|pay|send|let|grant|agree|change|move|drop|remove|take|make|allow|fix|raise|add|cut|"
    r"swap|push|throw|bump|get|meet)\b[^.!?\n]{0,60}\band (?:i'll|i will|we'll|we will|i'm|we're|it's|you have|you've got|we have|i'd|we'd)"
    r" (?:\w+ )?(?:sign|in\b|yours|a deal|do it|happy|on board|good\b|game|a yes|all set)"
)
# "Send me the contract and I'll sign" asks for what follows a yes, and for nothing else.
_SENDS_PAPERS = re.compile(
    r"\b(?:send|get|give|share|pass|drop|shoot|e-?mail)\b(?: (?:it|over|me|us|through|across))* (?:the|a|your|that|an) (?:contract|agreement|paperwork|papers|docs|documents)"
    r"(?: (?:over|through|across|along|when you can|whenever you're ready))*,? and (?:i'll|i will|we'll|we will) (?:\w+ )?(?:sign|get it signed|have it signed)\b"
    r"(?: it)?(?: (?:right away|straight away|immediately|today|tonight|tomorrow|asap|this week))?[ !]*(?:$|[.!\n])"
)
_STOP = re.compile(r"(?:^|[.!?]\s)\s?stop[,.! ]{0,3}(?:please|pls|now|it)?[.! ]{0,3}$")
_ANNOUNCES = re.compile(r"\b(?:i'll|we'll|will|let|later|soon|until|but|think\w*|check\w*|if|when|after|wait)\b")
_BUT = re.compile(
    r"^\W*(?:but|however|though|although|except|only|yet|pero|aber|allerdings|nur|mais|toutefois|mas|"
    r"porem|ma|tuttavia)\b"
    r"(?!\W*(?:yes|ok(?:ay)?|sure|fine|deal|thank|love|excited|happy|looking|can't wait|no worries|anyway|also)\b)"
    r"\W+\w+\W+\w+"
)
# "If I said no my mother would disown me", "if I'm honest": an "if" that asks for nothing.
_NO_CONDITION = re.compile(
    r"\bif (?:(?:i|we) (?:ever )?(?:said|say no|were to|turned|declined|refused|weren't|wasn't|could (?!get|have|keep))|i(?:'m| am) (?:\w+ )?"
    r"(?:honest|mistaken|dreaming)|i (?:may|might) (?:say|add)|anything\b|you ask me|(?:this|that|it) (?:is|isn't|was) (?:a |not )?"
    r"(?:dream|joke|prank|sign)|my (?:mum|mom|mother|dad|landlord|wife|husband|boss|cat|dog|kids?|younger self|teenage self)\b|only you knew|"
    r"looks could|(?:i|we) had an? (?:dollar|penny|nickel|euro|pound|quid))"
)
_TAKE_IT = "take it or leave it"  # an ask's last word, and no no
_JOKING_NO = re.compile(r"\bif (?:i|we) (?:ever )?(?:said|say|were to say|turned|declined|refused)\b[^,;.!]*$")
_OTHER_SUBJECT = re.compile(
    r"\b(?:campaign|product|brand|idea|collab\w*|concept|project|call|chat|partnership|opportunity|"
    r"it all|brief|website|app|mission)\b[^,;.!]{0,20}$"
)


@dataclass(slots=True)
class Facts:
    """What the cues of one mail add up to."""

    top: dict[Signal, int] = field(default_factory=dict)
    proof: dict[Signal, tuple[int, int]] = field(default_factory=dict)
    denied: bool = False  # a yes with a "not" before it
    asks_terms: bool = False
    asks_next: bool = False
    question: str = ""
    asks_something: str = ""  # a question to us, about whatever
    brief: bool = False  # a mail of a few words
    reservation: tuple[int, int] | None = None  # a "but ..." after a yes
    halfway: str = ""  # a proposal to meet in the middle
    loose_end: tuple[int, int] | None = None  # something of the deal that a yes would leave open
    tied: tuple[int, int] | None = None  # something besides the fee that an ask wants
    telling: tuple[str, ...] = ()  # the words the word model leant on
    amounts: tuple[ReadAmount, ...] = ()

    def note(self, signal: Signal, weight: int, place: tuple[int, int]) -> None:
        if weight > self.top.get(signal, 0):
            self.top[signal] = weight
            self.proof[signal] = place

    def weight(self, signal: Signal) -> int:
        return self.top.get(signal, 0)

    def yes_proof(self) -> tuple[int, int] | None:
        return self.proof.get(Signal.ACCEPT) or self.proof.get(Signal.LIKE)

    def asks(self) -> list[ReadAmount]:
        return [a for a in self.amounts if a.role in ASKED_ROLES]

    def restates_offer(self) -> bool:
        return any(a.role is Role.OUR_OFFER for a in self.amounts)


# No thought of a person is longer; some cues look so far ahead that one without an end would take minutes.
_LONGEST_CLAUSE = 1_000


def gather(text: str, mail: ReplyToRead) -> Facts:
    """Return what the clauses of *text* say, added up."""
    facts = Facts(amounts=read_amounts(mail), brief=_is_brief(text))
    if _STOP.search(fold(text)):
        facts.note(Signal.OPT_OUT, 4, (0, len(text)))
    if hanging := _THEN_YES.search(_SENDS_PAPERS.sub(lambda m: " " * len(m.group()), fold(text))):
        facts.note(Signal.ACCEPT, 3, hanging.span())
        facts.note(Signal.CONDITION, 3, hanging.span())
    parts = clauses(text)
    for clause in parts:
        for cue in _CUES:
            for match in cue.pattern.finditer(clause.text, 0, _LONGEST_CLAUSE):
                _weigh_match(facts, clause, cue.signal, cue.weight, match)
        if clause.asks and _DEICTIC.search(clause.text):
            facts.asks_something = facts.asks_something or text[clause.start : clause.end].strip()
        if clause.asks and not facts.asks_terms:
            _note_question(facts, clause, text)
        _note_reservation(facts, clause)
    if middle := halfway(text):
        facts.halfway = text[slice(*middle)]
        facts.note(Signal.PUSHBACK, 3, middle)
    _note_bare_words(facts, text)
    facts.denied = facts.denied or _is_taken_back(facts, parts)
    facts.tied = tied_to_the_fee(mail, parts, facts.amounts)
    if yes := facts.yes_proof():
        facts.loose_end = loose_end(mail, parts, yes[0], facts.amounts)
        if more := more_wanted(text, yes[0]):
            facts.note(Signal.PUSHBACK, 3, more)
    return facts


def _note_bare_words(facts: Facts, text: str) -> None:
    """Note what a mail of a few words says in them alone: "ok yes", "geht leider nicht", "more", "best of luck then"."""
    if not facts.asks() and (leave := parting(text)):
        facts.note(Signal.REFUSE, 3, leave)
    if is_bare_yes(text):
        facts.note(Signal.ACCEPT, 3, (0, len(text)))
    elif wants_more(text):
        facts.note(Signal.PUSHBACK, 3, (0, len(text)))
    elif is_bare_no(text, asked=True):
        facts.note(Signal.REFUSE, 3, (0, len(text)))


def _is_taken_back(facts: Facts, parts: list[Clause]) -> bool:
    """Whether a bare "not" stands behind the yes: "Great offer... not."."""
    yes = facts.yes_proof()
    return yes is not None and any(part.start >= yes[1] and _NOT_ALONE.match(part.text) for part in parts)


def _is_brief(text: str) -> bool:
    """Whether the mail is a few words that announce nothing: "Ok, thanks", not "Ok, I'll think"."""
    return len(text.split()) <= 6 and not _ANNOUNCES.search(fold(text))


def _note_reservation(facts: Facts, clause: Clause) -> None:
    """A "but" with something behind it, after the yes, takes something back."""
    yes = facts.yes_proof()
    if facts.reservation is None and yes is not None and yes[0] < clause.start and _BUT.search(clause.text):
        facts.reservation = (clause.start, clause.end)


def _weigh_match(facts: Facts, clause: Clause, signal: Signal, weight: int, match: re.Match[str]) -> None:
    place = (clause.start + match.start(), clause.start + match.end())
    before, after = clause.text[: match.start()], clause.text[match.end() :]
    if signal is Signal.MANAGER and _ASKS_AROUND.search(before + match.group()):
        signal = Signal.HOLD
    if _is_idle(signal, clause, before, match.group()):
        return
    if signal is Signal.REFUSE and (_JOKING_NO.search(before + match.group()) or _TAKE_IT in clause.text):
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


def _note_question(facts: Facts, clause: Clause, text: str) -> None:
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
    return {cue.signal for cue in matching if near or cue.weight >= 2 or cue.signal is Signal.NEXT_STEP}


def _is_idle(signal: Signal, clause: Clause, before: str, words: str) -> bool:
    """Whether a cue says nothing here: "tell me if the ..." sets no condition, "what is ..." may ask anything."""
    if signal is Signal.CONDITION:
        return words.startswith("if") and bool(_INDIRECT.search(before) or _NO_CONDITION.search(clause.text))
    if signal is Signal.ASK_INFO:
        about = _matters(clause)
        return not _ABOUT_US.search(words) and (Signal.NEXT_STEP in about or not about)
    return signal is Signal.HOSTILE and clause.text.strip().startswith(("what is ", "what does "))
