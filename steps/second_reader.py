"""Do the rules read the same mail the same way?

A model's reading that matters to money is held against the offline reader's,
which nobody can talk into anything. Where the two contradict each other, no
side is believed: a person decides. Where the rules hear nothing plain they
contradict nothing.
"""

from typing import Final

from negotiation.reading import Intent, Reading, Role
from steps.clients.language.offline_reader import READER, beside_the_ask, read_offline
from steps.language import ReplyToRead

_SURE: Final = 70
_A_LOOSE_END: Final = 66  # what the rules give a yes that leaves something of the deal open
_YES: Final = (Intent.ACCEPTANCE, Intent.CONDITIONAL_ACCEPTANCE)


def contradicts(reading: Reading, mail: ReplyToRead) -> bool:
    """Whether the rules, being sure, read another yes or another ask than *reading*, which is a model's."""
    if reading.reader == READER:
        return False
    rules = read_offline(mail)
    if reading.intent in _YES and rules.intent is not reading.intent:
        # To a model's plain yes, silence of the rules is no objection; to a "no" read as a yes it must not come.
        bound = rules.intent is Intent.CONDITIONAL_ACCEPTANCE
        return rules.confidence >= (_A_LOOSE_END if bound else _SURE)
    if _terms(rules) - _terms(reading):
        return True  # a term left out would be agreed as ours
    asks = _asks(reading), _asks(rules)
    return bool(asks[0]) and bool(asks[1]) and asks[0] != asks[1] and rules.confidence >= _SURE


def tied_to(reading: Reading, mail: ReplyToRead) -> str:
    """Return what an ask wants besides the fee: the reader's words, or those the rules find where it has none."""
    if reading.condition or reading.reader == READER or reading.intent in _YES or not _asks(reading):
        return reading.condition
    return beside_the_ask(mail)


def _asks(reading: Reading) -> set[tuple[Role, int]]:
    return {(a.role, a.cents) for a in reading.amounts if a.role in (Role.ASK, Role.RAISE, Role.DISCOUNT)}


def _terms(reading: Reading) -> set[tuple[str, int, str]]:
    return {(term.term, term.level, term.kind) for term in reading.terms}
