"""Does a point or comma right before a figure belong to it: ".9k", or "Sounds good .9k works"?

People leave the nought out, and they put the space on the wrong side of a full
stop. The same signs are then nine hundred or nine thousand. This module says
which it is where the words before leave no doubt, and that nobody can tell
where they do. It reads no number.
"""

from collections.abc import Sequence
from typing import Final

from negotiation.currencies import SIGNS, word_mark
from negotiation.tokens import Shape, Token

POINTS: Final = (".", ",")
# Behind these comes a price, so that no sentence ends there: "my rate is .9k", "a .9k fee", "je demande ,9k".
_LEADS: Final = frozenset(
    "a an the my our of from to and or between until till plus each for at by around about roughly approximately "
    "approx say maybe than just only exactly is be was under over nearly almost usually normally do ask asking "
    "charge charging price priced cost costs fee rate quote pay paying offer offering offered accept take want "
    "need budget get von um ab für und nehme verlange de por entre ou et pour demande prends cobro pido voor "
    "vraag van tussen per da chiedo tra é es est sarebbe".split()
)
_DETERMINERS: Final = frozenset("a an the this that which what some any no my your one same".split())  # "at this point"
_ENDS: Final = frozenset(")]}.,;!?%'\"")
# Their own full stop: "Rs.900", "Fr. 500".
_ABBREVIATED: Final = frozenset("rs re fr sfr kr dh dhs tk".split())
_LONGEST_DECIMALS: Final = 2  # ".900" is no part of one dollar


def is_decimal(tokens: Sequence[Token], at: int) -> bool:
    """Say whether the point that begins the figure ``tokens[at]`` stands for "nought point"."""
    return _is_short(tokens[at]) and _leads(tokens, at)


def is_nought_point(tokens: Sequence[Token], at: int) -> bool:
    """Say whether the word "point" at ``tokens[at]`` begins a number, "for point nine k", and is no noun."""
    return _leads(tokens, at) and (at == 0 or tokens[at - 1].text not in _DETERMINERS)


def is_clear(tokens: Sequence[Token], first: int, scaled: bool) -> bool:
    """Say whether only one size can be meant by the number that begins at ``tokens[first]``.

    *scaled*: whether a k, a thousand or a million stands behind it, and a point would make it ten times less.
    """
    number, before = tokens[first], tokens[first - 1] if first else None
    if number.text[0] in POINTS:
        # "I'd take ,900" may have lost its first figure; after any other word a full stop was misplaced
        return is_decimal(tokens, first) if scaled or _is_short(number) else not _leads(tokens, first)
    if before is None or not scaled:
        return True
    if before.text == "point" and number.shape is Shape.WORD:
        return first > 1 and tokens[first - 2].text in _DETERMINERS
    return before.text not in POINTS or _ends_a_sentence(tokens, first)


def _is_short(figure: Token) -> bool:
    return len(figure.text) - 1 <= _LONGEST_DECIMALS


def _leads(tokens: Sequence[Token], at: int) -> bool:
    """Say whether a price may begin at ``tokens[at]`` and no sentence ends before it."""
    if at == 0 or tokens[at].line_break:
        return True
    before = tokens[at - 1]
    if before.shape is Shape.WORD:
        currency = word_mark(before.text, before.capitals) is not None and before.text not in _ABBREVIATED
        return currency or before.text in _LEADS or before.text.endswith("'s")
    return before.shape is Shape.SIGN and before.text not in _ENDS


def _ends_a_sentence(tokens: Sequence[Token], first: int) -> bool:
    """Say whether the point before ``tokens[first]`` is a full stop: "Hi. 9k works", not "ok.9k works" or "$. 9k"."""
    point, before = tokens[first - 1], tokens[first - 2] if first > 1 else None
    if before is None:
        return tokens[first].gap
    if before.text in POINTS and not point.gap:  # "hmm...9k"; of two nobody knows
        return first > 2 and tokens[first - 3].text in POINTS
    if before.text in _ABBREVIATED:
        return True
    misplaced = before.text in SIGNS or (point.gap and before.text in _LEADS)
    return tokens[first].gap and not misplaced
