# ruff: noqa: E501 - one pattern a line: a broken pattern is harder to read than a long one
"""Is a no one to our fee alone, and does it say when they could?

Who cannot do it for that has not turned the brand down, and who is booked
until February may be asked in February: neither is closed politely. It refuses
to make a no to the fee out of a mail that gives any other reason, or none that
it knows. In other languages than English a no is one to the fee where whatever
the mail says, it says of money, or where it says nothing but no.
"""

import re
from typing import Final

from negotiation.amounts import AmountKind, find_amounts
from steps.clients.language.bare_words import is_bare_no
from steps.clients.language.clauses import fold, sentences
from steps.clients.language.loose_ends import MONEY
from steps.clients.language.pleasantries import is_small_talk

_MONEY: Final = r"(?:fees?|rates?|price|amount|budget|money|figure|number|pay(?:ment)?|compensation|(?:usd |eur |gbp )?\W?\d[\d.,]*k?)"
_NOT: Final = r"(?:can't|cannot|can not|couldn't|won't|wouldn't|don't|isn't|not|unable|afraid|no)"
# "I can't do it for $500", "not possible at that price", "that fee doesn't work for me"
_OF_MONEY: Final = re.compile(
    rf"\b{_NOT}\b[^.!?\n]{{0,50}}\b(?:(?:that|so|this|as) low|(?:for|at|under|below|with|to|accept|do) (?:only |just |the |that |this |your |such a )*(?:\w+ )?{_MONEY}|for (?:that|this) little|for less)(?![\w%])|"
    rf"(?:\b{_MONEY}|(?<!\w)[$€£]\d[\d.,]*k?)[^.!?\n]{{0,20}}\b(?:doesn't|does not|won't|will not|isn't|is not|wouldn't|can't|not)\b[^.!?\n]{{0,20}}\b(?:work\w*|possible|feasible|acceptable|viable|cut it|an option|do it|enough)\b"
)
# "Sorry, I can't do that": a no to what our mail says, for no reason of theirs.
_OF_ANYTHING: Final = re.compile(
    r"(?:(?:hi|hey|hello|sorry|no|nope|hmm+|oh|ok|but|unfortunately|sadly|well|then|thanks|thank you|thx|(?:hi|hey|hello) \w+)\W+|(?:i'm|i am) (?:so |very |really )?(?:sorry|afraid)\W+(?:but |that )?)*"
    r"(?:(?:(?:i|we) )?(?:(?:just|really|simply|unfortunately) )?(?:can't|cannot|can not|couldn't|won't be able to|am not able to)(?: really| possibly)? (?:do|accept|agree to|take) (?:that|this|it|your offer|the offer)(?: for (?:that|this))?|"
    r"(?:that|this|it|your offer|the offer)(?: just| really| simply| unfortunately)? (?:doesn't|does not|won't|wouldn't|isn't going to|is not going to)(?: really| quite)? work(?: for (?:me|us))?|"
    r"(?:that's|that is|it's|this is)(?: just| really| unfortunately)? not (?:possible|doable|workable|feasible)(?: for (?:me|us))?)"
    r"(?:\W+(?:sorry|unfortunately|though|i'm afraid|thanks|thank you))*\W*"
)
_MANNERS: Final = re.compile(
    r"\W*(?:(?:hi|hey|hello|sorry|so sorry|thanks?|thank you|thx|cheers|best|regards|kind regards|warmly|hope you understand|i hope you understand|have a (?:great|nice|good|lovely) (?:day|week|weekend))\b[^.!?\n]{0,40})?\W*"
)
_ANY_MONEY: Final = re.compile(
    rf"\b(?:{MONEY}|betrag|summe|geld|importe|monto|dinero|montant|argent|cifra|soldi|valor|quantia|bedrag)\b|(?<![\d.,])\d{{3}}(?![\d.,]\d|\d)"
)
# "$500?? Haha, yeah right": a laugh says nothing against the work.
_MOCKERY: Final = re.compile(
    r"\W*(?:(?:(?:ha)+|lol|lmao|rofl|wow|yeah,? right|good one|nice try|as if|dream on|no way|in your dreams|seriously|really|"
    r"(?:you're|you are|are you|is this|is that|this is|that's) (?:a joke|joking|kidding|serious|funny))\W*)+"
)
_LONGEST_READ: Final = 6_000  # letters: as many as the reader reads
_SHORT: Final = 14  # words: a longer sentence has room for another reason
# Any of these is a reason that no fee takes away.
_OF_ITSELF: Final = re.compile(
    r"\b(?:pass|interes\w*|werbung|publi\w+|pubblicita|reclame|egal|whatever|regardless|zeit|tiempo|temps|tempo|tijd|exklusiv\w*|esclusiv\w*|fit|match|align\w*|book(?:ed|ings?)|capacity|availab\w*|schedule|calendar|tim(?:e|es|ing)|busy|exclusiv\w*|compet\w*|conflict\w*|values|vegan|ethic\w*|brands?|products?|"
    r"alcohol|gambling|leave|holidays?|vacation|travel\w*|sick|hospital|baby|pregnan\w*|wish(?:es|ing)?|luck|future|another|next|declin\w*|count me out|not for me|no longer|any ?more|collab\w*|sponsor\w*|ads?|"
    r"someone|somebody|creators?|thing|style|audience|followers|whitelist\w*|usage|rights|perpetu\w*|revisions?|deadline|date|dates)\b"
)
_MONTH: Final = r"(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|apr|aug|sept?|oct|nov|dec)"
_SEASON: Final = (
    r"(?:spring|summer|autumn|fall|winter|q[1-4]|(?:the )?new year|the (?:second half|end) of (?:the )?(?:year|month))"
)
_THEN: Final = (
    rf"(?:(?:next|following) (?:month|year|quarter|season|week)|(?:in|from|after|until|till|by|for|this|early|mid|late|next|come|of)[ -](?:the )?(?:early |mid |late |beginning of |start of |end of )*(?:{_MONTH}|{_SEASON})|"
    rf"(?:do|try|say|it(?: be)?) {_MONTH}|in (?:a|an|one|two|three|four|six|a few|a couple of|\d+) (?:weeks?|months?)|after (?:that|then)|later (?:in|this) (?:the |this )?(?:year|month|spring|summer|autumn|fall|winter)|a later (?:date|time)|another (?:month|week|date))"
)
# "Could we do something in spring instead?", "I'm fully booked until February"
_LATER: Final = re.compile(
    rf"\b(?:could|can(?!')|would|shall|may|might|maybe|perhaps|happy|love|let's|how about|what about|open|free|available|back|possible|reach out|ask me|try me|check in|talk|revisit|reconnect|connect)\b[^.!?\n]{{0,60}}\b{_THEN}\b|"
    rf"\b(?:booked|busy|exclusiv\w*|contract\w*|committed|away|leave|tied up|slammed|full|capacity|availability)\b[^.!?\n]{{0,60}}\b(?:until|till)\b[^.!?\n]{{0,40}}"
)


def names_later(words: str) -> str:
    """Return the sentence of a no that says when they could; empty for none."""
    text = fold(words)
    return next((words[a:b].strip() for a, b in sentences(words) if _LATER.search(text[a:b])), "")


def is_of_the_fee(words: str, *, asked: bool = False) -> bool:
    """Tell whether a no is one to the fee or to what we wrote, and gives no reason that another fee would not mend.

    *asked*: they have named a fee, so that a bare "no, thanks" turns down ours and not the work.
    """
    words = words[:_LONGEST_READ]
    text = fold(words)
    if _OF_ITSELF.search(text):
        return False
    told = [text[a:b].strip() for a, b in sentences(words)]
    bare = _is_bare(words) or is_bare_no(words, asked=asked)
    return bare or any(map(_OF_MONEY.search, told)) or _is_all_of_money(told)


def _is_all_of_money(told: list[str]) -> bool:
    """Tell whether each sentence that is more than manners is short and names the fee: "für das Honorar leider nicht"."""
    told = [one for one in told if _names_money(one) or not (is_small_talk(one) or _MOCKERY.fullmatch(one))]
    return bool(told) and all(len(one.split()) <= _SHORT and _names_money(one) for one in told)


def _names_money(sentence: str) -> bool:
    return bool(_ANY_MONEY.search(sentence)) or any(a.kind is AmountKind.MONEY for a in find_amounts(sentence, "USD"))


def _is_bare(words: str) -> bool:
    """Tell whether a mail is a no to what we wrote and manners, without a word of why."""
    text = fold(words)
    told = [one for a, b in sentences(words) if (one := text[a:b].strip(" .!,;\n"))]
    refusing = [one for one in told if _OF_ANYTHING.fullmatch(one)]
    return bool(refusing) and all(one in refusing or _MANNERS.fullmatch(one) or len(one.split()) <= 2 for one in told)
