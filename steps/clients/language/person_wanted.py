"""Does a mail want what only a person can give: a call, or an answer to "am I talking to a bot?"?"""

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
_NOT = re.compile(r"\b(?:no|not|never|without|rather than|\w+n't)\b[^,.?!\n]{0,20}$")


def wants_a_person(text: str, *, answerable: bool) -> bool:
    """Tell whether a mail asks who is writing here, or for a call and nothing *answerable*: then the call can wait."""
    words = fold(text)
    if _MACHINE.search(words):
        return True
    asked = None if answerable else _CALL.search(words)
    return asked is not None and not _NOT.search(words[: asked.start()])
