"""Does a draft hint that there is more to be had?

A hint names no limit: it says that we could move, that we have not used what we
were given, or that asking again would help. It is read by its grammar, clause
by clause, because nobody can list its wordings. A clause that denies it ("we
can't stretch any further") tells the end, which is another rule's matter.
"""

import re
from typing import Final

from negotiation.plain_text import clauses

_WE: Final = r"(?:we|i|they|my team|our team|(?:the|our) (?:brand|client))"
_MAY: Final = r"(?:can|could|might|may|would|will|'ll|'d|able to|happy to|willing to|free to|ready to|prepared to)"
_FURTHER: Final = r"(?:further|more|higher|up(?! to)|upwards?|(?:a |the )?(?:bit|little|touch|tad))"
# "We could stretch a bit", but not "we could move the shoot a little".
_COULD_MOVE: Final = (
    rf"\b{_WE}[^.!?;\n]{{0,20}}{_MAY} (?:\w+ ){{0,2}}"
    r"(?:stretch|flex|budge|climb|give way|come up|go|move|push) (?:it )?(?:still |even |just |perhaps |maybe )?"
    rf"{_FURTHER}\b(?! (?:fast|quick|soon|earl|lat|slow|closely|deep|into|with the|on the (?:date|brief)|for you)\w*)"
)
# "Not everything I was given", "the top of what we can pay".
_UNUSED: Final = (
    rf"\bof (?:what|all|everything) (?:that )?{_WE}(?: \w+){{0,2}} (?:pay|spend|afford|offer|given|allowed|granted)\b"
    rf"|\b(?:everything|all|more than|less than|half of|beyond what|as much as|than what) (?:that )?{_WE}"
    r"(?: was| were| am| are| have been|'ve been|'m|'re) (?:given|allowed|granted|cleared|handed)\b"
)
# "Push me a little", "see what else I can get approved".
_ASK_AGAIN: Final = (
    r"\b(?:push|press|nudge|squeeze|pester|test) (?:me|us)\b|\btwist (?:my|our) arm\b"
    r"|\b(?:what|something|anything|whatever|how much) (?:else|more)\b[^.!?;\n]{0,25}"
    r"\b(?:approv|sign(?:ed)? off|clear|authori[sz]|releas|free up|find)\w*"
)
_A_BEGINNING: Final = (
    r"\bstarting (?:point|figure|number|bid|position|price|fee)\b"
    r"|\b(?:only|just|merely) (?:a|the|our) (?:start|beginning|opener|first step)\b"
)
# How the campaign stands is ours to know.
_CAMPAIGN: Final = (
    r"\b(?:campaign|overall|blended|running)(?:'s)? (?:average|mean|target|range)\b"
    r"|\b(?:within|inside|in) (?:our|the|its) (?:target )?range\b"
)

_HINT: Final = re.compile("|".join((_COULD_MOVE, _UNUSED, _ASK_AGAIN, _A_BEGINNING, _CAMPAIGN)), re.IGNORECASE)
_DENIED: Final = re.compile(
    r"\b(?:can't|cannot|can not|couldn't|won't|wouldn't|unable|unfortunately|no longer|nor|neither)\b", re.IGNORECASE
)
_OF_THE_WORK: Final = re.compile(
    r"\b(?:brief|scripts?|ideas?|concepts?|storyboards?|creative|content|shoot|draft)\b", re.IGNORECASE
)


def room_reasons(text: str) -> list[str]:
    """Return the first clause of *text* (flat) that hints at a higher fee than the one it states."""
    for clause in clauses(text):
        match = _HINT.search(clause)
        if match and not _DENIED.search(clause) and not _OF_THE_WORK.search(clause):
            return [f"ceiling_talk: {' '.join(match.group().split())[:60]}"]
    return []
