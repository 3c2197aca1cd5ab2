"""Does a yes hang on more money that nobody puts a figure to?

"A bit more and I'm in" is no yes to what we offer but a wish for more. It
refuses to hear one in more time, more details or more reach.
"""

import re
from typing import Final

from steps.clients.language.clauses import fold, sentences
from steps.clients.language.pleasantries import is_thanked_for

_HUNDREDS: Final = (
    r"(?:hundred|bucks|dollars|quid|pounds|euros?|grand|hundert\w*|cien(?:to)?|cent(?:aines?)?|cento|cem|honderd)"
)
_SOME: Final = (
    rf"(?:(?:(?:little|tiny|wee|small) )?(?:bit|little|touch|tad|smidge\w*|fraction)|(?:few|couple)(?: of)? {_HUNDREDS}|"
    rf"{_HUNDREDS}|slightly|somewhat|some|something|anything|einen? {_HUNDREDS}|etwas|bisschen|wenig|was|"
    r"paar (?:hundert|euro)|un (?:peu|petit peu|poco|poquito|po'?|pochino)|algo|qualcosa|quelque chose|"
    r"um (?:pouco|pouquinho)|iets|beetje)"
)
_MORE: Final = r"(?:more|extra|higher|on top|mehr|(?:oben ?)?drauf\w*|hoher|mas|de plus|plus|(?:di|in) piu|(?:a )?mais|meer|erbij|hoger)"
_WANTED: Final = re.compile(
    rf"\b(?:(?:noch |nochmal )?{_SOME} {_MORE}|another (?:(?:few|couple)(?: of)? )?{_HUNDREDS}|one more {_HUNDREDS}|"
    r"(?:small|little|slight|tiny|modest|bit of an?) (?:bump|increase|raise|boost|uplift|top-?up)|"
    r"sweeten (?:it|the (?:deal|pot|offer))|(?:round|bump) (?:it|that) up|"
    r"(?:double|triple) (?:it|that|the (?:fee|offer|rate))|"
    r"(?:higher|better|bigger|larger|hoheres?|besseres?|mejor|meilleure?|migliore|melhor|hoger|beter) "
    r"(?:fee|rate|offer|price|budget|number|figure|pay|honorar|angebot|oferta|tarifa|offre|tarif|offerta|compenso|bod|"
    r"tarief))\b"
    # What more there is of is money where nothing else is named.
    r"(?=\W*(?:$|[.,;:!?)=]|(?:and|then|money|cash|please|would|for (?:me|it|this)|than (?:that|this|you)|"
    r"i|i'm|i'd|we|we're|we've|it|it's|that's|you|you've|und|dann|y|entonces|et|alors|e|ed|allora|entao|en|dan|"
    r"geld|dinero|dinheiro|soldi)\b))"
)
# "I'd love to hear a bit more": nothing to be paid.
_OF_WORDS: Final = re.compile(
    r"\b(?:know|learn|hear|see|read|tell\w*|say|talk|chat|explain|understand|share|send|find out|think|need|wait|take)"
    r"(?: \w+){0,4}\W*$"
)


def more_wanted(text: str, yes: int) -> tuple[int, int] | None:
    """Return the place of a wish for more money in the sentence whose yes stands at *yes*, None for none."""
    start, end = next(((a, b) for a, b in sentences(text) if a <= yes < b), (0, 0))
    words = fold(text[start:end])
    for found in _WANTED.finditer(words):
        before = words[: found.start()]
        if not _OF_WORDS.search(before) and not is_thanked_for(before):
            return start + found.start(), start + found.end()
    return None
