"""Where does a name stand as a name, so that its words say nothing?

Gift, Price, Pounds and Sterling are first names, Budget and Cash App brands. A
creator names themself, so their name counts only where a mail addresses them;
anywhere else its words are judged like any other. What we wrote ourselves, the
brand and our sender, is a name wherever it stands as one.
"""

import re
from collections.abc import Iterator
from typing import Final

from negotiation.amounts import find_amounts
from negotiation.letter import LetterOrder

_STANDS_FOR: Final = "Parley"
_MOST_WORDS: Final = 4  # of a creator's name; a longer one is a sentence
# A "name" with one of these says something: "We can go higher".
_NO_NAMES: Final = frozenset(
    "we i you he she they it our your my the this that there is are was be been has have can could will would may "
    "might go do not no if for to in on of or and up at more".split()
)
_GREETS: Final = (
    r"(?:hi|hey|hello|hiya|dear|good (?:morning|afternoon|evening)|thanks|thank you|many thanks|welcome|"
    r"congratulations|hallo|moin|liebe[rs]?|guten tag|danke|vielen dank|hoi|beste|dag|bedankt|"
    r"bonjour|bonsoir|salut|coucou|ch[eè]re?|merci|hola|buen[ao]s(?: d[ií]as| tardes)?|querid[oa]|estimad[oa]|gracias|"
    r"ciao|car[oa]|grazie|ol[aá]|oi|prezad[oa]|obrigad[oa])"
    r"(?: again| there| so much| very much| (?:dr|mr|mrs|ms|prof)\.?)?"
)
_BEHIND: Final = r"(?=\s*(?:[,!.?;:\n–—]|$))"
_BESIDE_US: Final = r"(?:x|×|&|\+|and|und|et|y|en)"
# "Our Budget", "the Budget": then it is no brand.
_NOT_A_NAME: Final = "".join(
    rf"(?<!\b{word} )" for word in ("our", "the", "your", "my", "this", "that", "any", "no", "a")
)
_SAYS_SOMETHING: Final = (
    r"(?:is|isn't|was|has|hasn't|allows?|leaves?|left|permits?|for|of|can|can't|could|will|won't|would|may)\b"
)


def without_names(order: LetterOrder, text: str) -> str:
    """Return *text* with every name that stands as one written "Parley"; a "name" that reads as money stays."""
    for name in (order.brand, order.sender_name):
        if _is_harmless(name, order.currency):
            text = _ours(name.strip()).sub(_STANDS_FOR, text)
    for name in _names_of(order.creator_name):
        if _is_harmless(name, order.currency):
            text = _without_address(text, name)
    return text


def _is_harmless(name: str, currency: str) -> bool:
    few = all(a.currency is None and a.cents < 10_000 for a in find_amounts(name, currency))
    return len(name.strip()) > 1 and few


def _ours(name: str) -> re.Pattern[str]:
    """A single word at the head of a sentence may be no brand: "Budget is tight"."""
    shape = rf"{_NOT_A_NAME}(?<!\w){re.escape(name)}(?!\w)"
    if " " in name:
        return re.compile(shape)
    return re.compile(rf"(?<=[\w,(] ){shape}|{shape}(?! {_SAYS_SOMETHING})")


def _names_of(creator: str) -> Iterator[str]:
    """Yield the names a mail may call a creator by: the whole, and each word of it."""
    words = creator.split()
    says_something = len(words) > 1 and _NO_NAMES & {word.lower() for word in words}
    if len(words) <= _MOST_WORDS and not says_something:
        yield from dict.fromkeys([" ".join(words), *words])


def _without_address(text: str, name: str) -> str:
    """Take *name* out where the mail speaks to its reader: behind a greeting, heading a line, beside the brand."""
    called, head = re.escape(name), re.escape(name[:1].upper() + name[1:])
    text = re.sub(rf"(?<!\w)({_GREETS},? ){called}{_BEHIND}", rf"\1{_STANDS_FOR}", text, flags=re.IGNORECASE)
    # Only a greeting may be in other letters than a name's: in "by reach, budget and timing" nobody is addressed.
    places = (
        rf"(?m:^){head}(?=[,!])",
        rf"(?<=, ){head}{_BEHIND}",
        rf"(?<={_STANDS_FOR} )({_BESIDE_US} ){head}{_BEHIND}",
        rf"(?<!\w){head}(?= {_BESIDE_US} {_STANDS_FOR}\b)",
    )
    for place in places:
        text = re.sub(place, lambda match: f"{(match[1] or '') if match.re.groups else ''}{_STANDS_FOR}", text)
    return text
