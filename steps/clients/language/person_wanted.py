"""Does a mail want what only a person can give?

A call, an answer to "am I talking to a bot?", or a fee for somebody else in the
same breath: an agent of several creators names amounts of which a negotiation
with one of them cannot know the own.
"""

import re

from steps.clients.language.clauses import fold

_MACHINE = re.compile(
    r"\b(?:are you|r u|am i|is this|is that|is it|i'm)\b[^.?!\n]{0,30}?\b"
    r"(?:bot|chat ?bot|robot|ai|chat ?gpt|machine|(?:real|actual) (?:person|human)|human(?: being)?|automated)"
    r"\W{0,3}(?:\?|(?:or|writing|answering|replying|here|that|talking|email\w*|mails?|message)\b[^.!\n]{0,40}\?)|"
    r"\b(?:bist du|sind sie|seid ihr) (?:ein|eine|echte?)\b[^.?!\n]{0,20}\b(?:bot|roboter|ki|maschine|mensch)\b|"
    r"\b(?:eres|hablo con|es esto) (?:una? )?(?:bot|robot|ia|maquina|persona real)\b|"
    r"\b(?:etes-vous|es-tu|est-ce) une? (?:robot|bot|ia|machine|vraie personne)\b|"
    r"\bvoce e uma? (?:robo|bot|ia|maquina)\b"
)
_CALL = re.compile(
    r"\b(?:(?:hop|jump|get|be) on|have|schedule|set up|book|arrange|up for|open to|available for|free for|time for|do|"
    r"prefer|like|(?:discuss|talk|chat|speak)(?: \w+){0,2} (?:on|over|by|via))\b[^.?!\n]{0,25}\b"
    r"(?:call|zoom|facetime|google meet|phone|video chat)\b|"
    r"\b(?:call|ring|phone) me\b|\bgive (?:me|us) a (?:call|ring)\b|\bwhat(?:'s| is) your (?:phone )?number\b|"
    r"\b(?:telefonieren|anrufen|videollamada|llamarme|visio)\b|\buna? (?:llamada|appel)\b"
)
_NAME = r"[A-ZÀ-Þ][\w-]+"
_SPOKEN_FOR = r"(?:[Rr]epresent(?:ing)?|[Mm]anag(?:e|ing)|[Ll]ook after|[Bb]ehalf of)"
_RATE = r"(?:rates?|fees?|prices?|quotes?)"
# "I represent Ada and Bo", "Ada's rate is $900, Bo's is $700", "$500 for Ada and $300 for her sister"
_SEVERAL = re.compile(
    rf"\b{_SPOKEN_FOR}(?: both)? {_NAME}(?:, {_NAME})*,? (?:and|&) {_NAME}\b|"
    rf"\b{_NAME}['’]s (?:\w+ )?{_RATE}\b[^.?!\n]{{0,40}}\b{_NAME}['’]s (?:\w+ )?(?:{_RATE}\b|is\b|would\b)|"
    rf"\d for {_NAME},? (?:and|plus|&) \W?\d[\d.,]*k? for (?:{_NAME}|(?:her|his|their) \w+)|"
    r"\b(?:both|all|two|three|several) of (?:my|our) (?:clients|creators|talents?)\b"
)
_NOT = re.compile(r"\b(?:no|not|never|without|rather than|\w+n't)\b[^,.?!\n]{0,20}$")


def wants_a_person(text: str, *, answerable: bool) -> bool:
    """Tell whether a mail asks who is writing here, speaks for several creators, or wants a call.

    Beside something *answerable* the call can wait.
    """
    words = fold(text)
    if _MACHINE.search(words) or _SEVERAL.search(text):
        return True
    asked = None if answerable else _CALL.search(words)
    return asked is not None and not _NOT.search(words[: asked.start()])
