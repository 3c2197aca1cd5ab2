"""Does a draft give the creator something that a fee does not include?

Read the other way round from a list of forbidden gifts: a sentence in which we
hand something over, or they get or keep something, may name only what belongs
to the work (the fee, the brief, the contract, their freedom). Anything else is
a promise, whatever it is called.
"""

import re
from typing import Final

from negotiation.plain_text import clauses

_ADVERB: Final = r"(?:also |even |then |gladly |happily |certainly |personally |additionally |moreover |always )?"
_AHEAD: Final = r"(?:'ll|'d| will| would| shall| can| could| may| might|'re going to| are going to| promise to| plan to| agree to| undertake to|'re happy to|'d be happy to|'d be glad to| would be happy to)"
_WE: Final = (
    r"(?:we|i|they|(?:the|our|my) (?:\w+ )?(?:brand|client|team|company|boss|founder|manager|agency|shop)|Parley)"
)
_HANDS_OVER: Final = re.compile(
    rf"\b{_WE}{_AHEAD} {_ADVERB}(?:give|grant|gift|hand|ship|lend|buy|get|award|donate|throw in|treat|hook|set|sort|fix|provide)"
    r"(?: (?:you|yourself|your \w+|them))\b(?P<what>[^.!?;\n]*)",
    re.IGNORECASE,
)
_RECEIVES: Final = re.compile(
    rf"\byou{_AHEAD} {_ADVERB}(?:get|receive|earn|win|own|enjoy|be (?:given|sent|granted|handed|gifted|paid|offered))\b(?P<what>[^.!?;\n]*)",
    re.IGNORECASE,
)
_KEEPS: Final = re.compile(
    r"\byou(?:'ll| will| would|'d| may| might| can| could| get to|'re free to| are free to)(?: \w+)? (?:keep|hold on to|hang on to|take home|pocket)\b(?P<what>[^.!?;\n]*)",
    re.IGNORECASE,
)
_BELONGS: Final = re.compile(
    r"\b(?:brief\w*|contract|agreement|paperwork|documents?|details?|information|info|deck|schedule|timeline|calendar|draft|summary|"
    r"guide\w*|talking points|points|feedback|comments?|notes?|edits?|amends?|revisions?|rounds?|answer|reply|response|email|mail|message|"
    r"word|call|ring|shout|heads[- ]up|update|confirmation|decision|invoice|purchase order|po|form|terms|offer|fee|amount|payment|"
    r"quote|rate|total|sum|figure|proposal|credit for|tag|caption|hashtag|music|track|logo|assets?|moodboard|dates?|day|days|week|weeks|time|"
    r"month|hour|hours|space|freedom|control|choice|say|approval|go-?ahead|start|product|products|sample|samples|package|parcel|tracking|"
    r"address|contact|person|access to the brief|chance|idea|impression|sense|overview|picture|reminder|nudge|option|permission|content|footage|"
    r"rights|copyright|style|voice|tone|look|format|script|it|this|that|them|everything|both|all|paid|back|in touch|posted|up|started|"
    r"settled|going|set up|sorted|once|through|the fee|in full|within|after)\b|[$€£¥₹]|\d",
    re.IGNORECASE,
)
_NEVER_OURS: Final = re.compile(
    r"\b(?:free|extra|additional|bonus|another|more|new|second)\b(?! (?:control|freedom|time|days?|weeks?|details?|info\w*|question|round|hour|draft|note|brief|hand|creative|rein|to))",
    re.IGNORECASE,
)
_DENIED: Final = re.compile(r"\b(?:not|no|without|never|can't|cannot|won't|wouldn't|don't|nor)\b", re.IGNORECASE)


def giving_reasons(text: str) -> list[str]:
    """Return the first thing that *text* (flat) gives away and no fee includes."""
    for clause in clauses(text):
        for shape in (_HANDS_OVER, _RECEIVES, _KEEPS):
            match = shape.search(clause)
            if match and _is_gift(match["what"]) and not _DENIED.search(clause[: match.start("what")]):
                return [f"promise_outside_terms: {' '.join(match.group().split())[:60]}"]
    return []


def _is_gift(what: str) -> bool:
    """Say whether *what* is handed over names something, and nothing that belongs to the work."""
    named = what[:70]
    if not re.search(r"[a-z]{3}", named, re.IGNORECASE):
        return False
    return bool(_NEVER_OURS.search(named[:25])) or not _BELONGS.search(named)
