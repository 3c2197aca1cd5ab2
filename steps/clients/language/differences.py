"""Does an amount say how much more than our offer they want, or how much less than their own ask they would take?

"Could you go up by $100?" names no fee but the way from our offer to one. Which
fee it comes to is `negotiation.asked`'s sum. It refuses a difference to what
nobody here knows: an extra for usage rights, a price for each piece, what
others pay.
"""

import re
from collections.abc import Sequence
from typing import Final

from negotiation.amounts import AmountKind, find_amounts
from negotiation.besides import AGENCY, topic_of
from negotiation.reading import ReadAmount, Role
from steps.clients.language.candidates import Candidate, candidate_at
from steps.clients.language.clauses import fold, sentence_at
from steps.clients.language.pleasantries import is_thanked_for
from steps.language import ReplyToRead
from steps.price_list import kinds_in, percent_of, pieces

_FURTHER: Final = r"another|an? (?:extra|additional|further)"
# What may stand between such words and the amount.
_ABOUT: Final = (
    rf"(?: (?:by|about|around|roughly|{_FURTHER}|at least|just|maybe|perhaps|say|like|even|some|um|noch|etwa|rund|weitere|"
    r"de|en|environ|encore|di|circa|altri|em|uns|mais|unos|unas|otros|otras|met|nog))*\W*$"
)
_FEE: Final = (
    r"(?:it|that|this|(?:the|your|our|my) (?:\w+ )?(?:fee|offer|rate|budget|price|amount|number|figure|quote)s?)"
)
_UP_BEFORE: Final = re.compile(
    rf"(?:\b(?:go|going|come|coming|move|moving|stretch) (?:\w+ )?up|\b(?:bump|bring|push|take) {_FEE} up|"
    rf"\b(?:bump|rais|increas|boost|lift|up)(?:e|ed|ing|ping)?(?: up)?(?: {_FEE})?(?: up)?|"
    r"\b(?:stretch|(?:add|adding|throw|throwing|put|putting)(?: (?:on|in))?)|(?:^|[\d\W])\+|"
    r"\bum|\bnoch(?:mals?| mal| einmal)?|\b(?:leg\w*|pack\w*) noch|"
    r"\b(?:sub(?:ir|e|es|is|iesen|an|en)|anad(?:ir|e|es|is|an)|aument(?:ar|a|as|an|en)|increment(?:ar|a|en))(?:lo|la)?|"
    r"\b(?:ajout|rajout)\w+|\b(?:mont|augment)\w+(?: \w+){0,2} de|\baugmenter|"
    r"\baggiung\w+|\b(?:aument|alz)\w+(?: \w+){0,2} di|\bsalire di|"
    r"\b(?:acrescent|aument)\w+|\bsub(?:ir|a|am)(?: mais)?|"
    rf"\bverhogen met|\bomhoog met){_ABOUT}"
)
# These say more whatever the size; after a verb alone, "subir 600" may name where to.
_MORE_BEFORE: Final = re.compile(rf"\b(?:{_FURTHER}|extra){_ABOUT}")
_MORE_AFTER: Final = re.compile(
    r"^\W{0,3}(?:more|higher|extra|on top(?: of (?:that|it|your offer))?|additional(?:ly)?|"
    r"mehr|drauf\w*|obendrauf|hoher|dazu(?:legen|geben|packen)?|mas\b|adicionales|"
    r"de plus|en plus|supplementaires?|in piu|aggiuntiv\w+|a mais|adicionais|meer|hoger|erbij|bij|bovenop)\b"
)
# "A bit more, maybe $50": how much more, unless it is much.
_A_BIT: Final = re.compile(rf"\b(?:more|higher|extra|mehr|mas|plus|piu|mais|meer)\b\W{{0,4}}{_ABOUT}")
# "You're $100 short of what I'd need": what our offer lacks.
_LACKING: Final = re.compile(
    r"\b(?:it|that|this|you|we|offer|fee|budget|still)(?:'s|'re| is| are)?"
    r"(?: (?:still|about|around|just|only|roughly|some|maybe))*\W*$"
)
_SHORT_OF: Final = re.compile(
    r"^\W{0,3}(?:short\b|too (?:low|little)\b|"
    r"(?:below|under|less than|off) (?:what|my|our|where|(?:the )?(?:last|previous|other))\b)"
)
# More for something: an extra, a piece, tax. What it may be for without that: the whole, or our one piece.
_FOR: Final = r"(?:for|fur|pour|para|por|per|voor)"
_THE_WHOLE: Final = (
    r"(?:it|this|that|me|us|everything|all|both|possible|you can|that's|at all|"
    r"the (?:whole|full|entire|package|deal|campaign|collab\w*|partnership|work|lot))\b"
)
_AN_EXTRA: Final = re.compile(
    rf"^\W{{0,3}}(?:usd|eur|gbp)?\s*(?:(?:{_FOR}|if|when|wenn|once|after|on|upon)\b(?! {_THE_WHOLE})|per\b|each\b|apiece\b|/|to cover\b|"
    r"towards?\b|(?:vat|tax\w*|mwst|iva|tva|btw)\b|in (?:exchange|return)\b|"
    r"than (?:my|our|others?|most|usual|other|average|the (?:other|average|usual)|an?)\b)"
)
_FOR_A_PIECE: Final = re.compile(rf"^\W{{0,3}}{_FOR} (?:the|this|that|one|your|das|le|la|el|il|het|o|a)\b(?: \w+)?")
_THING: Final = (
    r"(?:usage|rights|whitelist\w*|exclusiv\w*|boost\w*|raw|rush|expedit\w*|licen\w*|travel|shipping|revisions?|edit\w*|"
    r"props|scripts?|spark|(?:paid )?ads?|link in bio|stor(?:y|ies)|reels?|posts?|carousels?|shorts?|videos?|tiktoks?)"
)
# "Rush would be another $100": a thing has its price.
_PRICED: Final = re.compile(
    rf"\b{_THING}\b[^.;!?\n]*\b(?:is|are|be|costs?|at|for)(?: \w+){{0,3}}\W*$",
)
# "For $100 more I can include a story": more is given for it.
_GIVES: Final = re.compile(
    r"\b(?:i|we)(?:'ll| will|'d| would| can| could)? (?:\w+ )?(?:add|include|throw in|give|do|make|film|shoot|post)\b"
    rf"[^.;!?\n]{{0,30}}\b{_THING}\b"
)
_UNWANTED: Final = re.compile(
    r"\b(?:no need|(?<!why )not|can't(?! (?:you|we)\b)|cannot|don't|didn't|without|never mind)(?: (?!but\b)[\w']+){0,3}\W*$"
)
_DOWN_BEFORE: Final = re.compile(
    r"\b(?:(?:come|coming|go|going|move) (?:\w+ )?down|"
    rf"(?:drop|lower|reduc|knock|shav|deduct|cut)(?:e|ed|ing|ping)?|bring {_FEE} down)(?: {_FEE})?(?: down)?{_ABOUT}"
)
_DOWN_AFTER: Final = re.compile(
    r"^\W{0,3}(?:off|less|discount|weniger|nachlass|rabatt|menos|de descuento|de moins|de remise|in meno|di sconto|"
    r"korting)\b"
)
# "I could take 10% off", "happy to do 10% less": their own to give.
_OFFERS_LESS: Final = re.compile(
    r"\b(?:i|we|happy to|willing to)(?:'d| would|'ll| will| can| could| might be able to)? (?:\w+ ){0,3}(?:take|do|give|offer|knock|come|go|drop|lower|reduce|cut)\b[^.;!?\n]{0,30}%"
    r"\W{0,3}(?:off|less|discount|lower|down|$|[.,;!])"
)
# "10% more" wants it of the fee, "10% more views" of something else.
_OF_THE_FEE: Final = re.compile(
    r"^\W*(?:$|[.,;:!?)]|(?:than|and|then|to|if|so|but|on|for|from|please|possible|would|i|we|is|at|"
    r"und|moglich|drin|erhohen|anheben|et|e|y)\b)"
)
_OF_AN_AUDIENCE: Final = re.compile(
    r"\b(?:follower|view|engag|interact|reach|audience|watch|click|conver|grow|perform|impression|traffic|sales|"
    r"reichweite|aufruf|alcance|seguidor|visualiza|portee|abonn|vues|copertura|bereik|volgers)\w*"
)
# "Let's split the difference."
_MIDDLE: Final = re.compile(
    r"\b(?:(?:meet|meeting|come to) (?:(?:me|you|us|each other|somewhere) )*(?:half ?-?way|in the middle)|halfway between|"
    r"split(?:ting)? the difference|half and half between|(?:uns |wir )?(?:in|auf) (?:der|die) mitte|auf halbem weg|die differenz teilen|"
    r"partimos? la diferencia|partir la diferencia|a mitad de camino|coup\w+ la poire en deux|a mi-chemin|"
    r"(?:a|per) meta strada|facciamo a meta|(?:no )?meio[- ]termo|dividir a diferenca|het verschil delen|halverwege)\b"
)
_MOST_PERCENT: Final = 100
_NEAR: Final = 160  # letters on either side: a hostile sentence has thousands


def difference(candidate: Candidate, mail: ReplyToRead) -> Role | None:
    """Return whether *candidate* is a raise of our offer or a discount on their ask; None for neither."""
    if candidate.per_item or candidate.of_it_all():
        return None
    before, after, cents = *_near(candidate), candidate.amount.cents
    if not _lacks(before, after) and (_DOWN_BEFORE.search(before) or _DOWN_AFTER.match(after)):
        return Role.DISCOUNT
    if mail.offer_cents is None or _is_besides(before, after, mail):
        return None
    plain = _says_more(before, after) or fold(candidate.amount.quote).startswith("another ")
    a_bit = 2 * cents < mail.offer_cents and _A_BIT.search(before)
    by_verb = cents < mail.offer_cents and _UP_BEFORE.search(before)
    return Role.RAISE if plain or a_bit or by_verb else None


def difference_in_percent(mail: ReplyToRead) -> ReadAmount | None:
    """Return what "10% more" than our offer or "10% off" their last ask comes to; None for neither."""
    for amount in find_amounts(mail.own_words, mail.currency):
        if amount.kind is AmountKind.PERCENT and 0 < amount.cents <= 100 * _MOST_PERCENT:
            before, after = _near(candidate_at(mail.own_words, amount))
            quote = sentence_at(mail.own_words, amount.start)
            if _OF_AN_AUDIENCE.search(before) or _UNWANTED.search(before) or topic_of(quote) == AGENCY:
                continue
            if mail.offer_cents is not None and _is_raise(before, after, mail):
                return ReadAmount(percent_of(mail.offer_cents, amount.cents), None, Role.RAISE, quote)
            if mail.ask_cents is not None and _OFFERS_LESS.search(f"{before}%{after}"):
                return ReadAmount(percent_of(mail.ask_cents, amount.cents), None, Role.DISCOUNT, quote)
    return None


def _is_raise(before: str, after: str, mail: ReplyToRead) -> bool:
    more = _says_more(before, after) or _UP_BEFORE.search(before)
    return bool(more and _OF_THE_FEE.match(_MORE_AFTER.sub("", after))) and not _is_besides(before, after, mail)


def without_differences(clause: str, amounts: Sequence[ReadAmount]) -> str:
    """Return folded *clause* without the words of a difference, which ask for nothing besides; beside a fee they do."""
    for amount in [] if any(a.role is Role.ASK for a in amounts) else amounts:
        if amount.role in (Role.RAISE, Role.DISCOUNT):
            quote = re.escape(fold(amount.quote))
            clause = re.sub(rf"(?:\b(?:{_FURTHER})\W{{1,3}})?{quote}(?:{_MORE_AFTER.pattern[1:]})?", " ", clause)
    return clause


def halfway(text: str) -> tuple[int, int] | None:
    """Return where *text* proposes to meet in the middle, None where it does not."""
    words = fold(text)
    found = _MIDDLE.search(words)
    before = words[: found.start()][-_NEAR:] if found else ""
    return None if found is None or _UNWANTED.search(before) or is_thanked_for(before) else found.span()


def _near(candidate: Candidate) -> tuple[str, str]:
    return candidate.before[-_NEAR:], candidate.after[:_NEAR]


def _says_more(before: str, after: str) -> bool:
    return bool(_lacks(before, after) or _MORE_AFTER.match(after) or _MORE_BEFORE.search(before))


def _lacks(before: str, after: str) -> bool:
    return bool(_LACKING.search(before) and _SHORT_OF.match(after))


def _is_besides(before: str, after: str, mail: ReplyToRead) -> bool:
    """Tell whether more is for more: an extra with its price, a thing they would add, or nothing they want."""
    rest = _MORE_AFTER.sub("", after)
    if _AN_EXTRA.match(rest) and not _is_for_our_piece(rest, mail):
        return True
    given = _PRICED.search(before) or _GIVES.search(f"{before} {after}")
    return bool(given or _UNWANTED.search(before) or is_thanked_for(before))


def _is_for_our_piece(rest: str, mail: ReplyToRead) -> bool:
    """Tell whether it is "for the reel", where one reel is all we want."""
    package, named = mail.package, _FOR_A_PIECE.match(rest)
    if package is None or named is None or pieces(package.deliverables) != 1:
        return False
    return package.deliverables[0].kind in kinds_in(named[0])
