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
    r"\b(?:isn't|is not|not|hardly|wasn't) (?:\w+ )?(?:everything|all|the most|the best|the end of what) (?:that )?(?:we|i)\b|\bhow (?:far|high) (?:we|i|they|it|this)\b|\bleverage\b|\bmultiplier\b|\b(?:set|draw|drew|drawn) (?:\w+ )?a line\b|"
    rf"\bof (?:what|all|everything) (?:that )?{_WE}(?: \w+){{0,2}} (?:pay|spend|afford|offer|given|allowed|granted)\b"
    rf"|\b(?:everything|all|more than|less than|half of|beyond what|as much as|than what) (?:that )?{_WE}"
    r"(?: was| were| am| are| have been|'ve been|'m|'re) (?:given|allowed|granted|cleared|handed)\b"
)
# "Push me a little", "see what else I can get approved".
_ASK: Final = r"\bask(?:ing)? for more\b(?! (?:time|details|info|context))"
_PUSH: Final = (
    r"(?:^|[,:] )\W*(?:please |just |do |go on and )?(?:push|press|insist|haggle|negotiate|hold out|ask for more)\b"
)
_ASK_AGAIN: Final = (
    r"\b(?:a|any) counter\b(?! of)|\bcome back with (?:a|your|another) (?:\w+ )?(?:number|figure|price)|\byou (?:\w+ )?(?:push|press|insist|haggle|hold (?:out|firm))\b|\b(?<!if )(?<!hope )you(?:'d| would| might| may|'ll| will) (?:\w+ )?(?:accept|take|settle for) (?:less|more|this|that|it|any|a)\b"
    r"|\b(?:wait|hold (?:on|off|out)|don't rush|think twice)\b[^.!?;\n]{0,20}\bbefore (?:you )?(?:say|accept|agree)\w*|\b(?:we|i|they|the client|the brand)(?:'d| would| could| might) (?:\w+ )?(?:accept|agree to|say yes|settle)\b(?![^.!?;\n]*¤)"
    r"|\b(?:push|press|nudge|squeeze|pester|test) (?:me|us)\b|\btwist (?:my|our) arm\b"
    r"|\b(?:what|something|anything|whatever|how much) (?:else|more)\b[^.!?;\n]{0,25}"
    r"\b(?:approv|sign(?:ed)? off|clear|authori[sz]|releas|free up|find)\w*"
)
_A_BEGINNING: Final = (
    r"\bconced\w+|\b(?<!content )(?<!media )(?<!marketing )(?<!brand )strategy\b|\b(?:a|the) (?:band|bracket|corridor|mandate) (?:to|within|that|for|we|i)\b"
    r"|\bwhere we (?:start|begin|open)\b|\b(?:haven't|not|yet to|still to) (?:\w+ ){0,2}(?:show|see|hear|heard|told|tell|play|use)\w*[^.!?;\n]{0,15}\b(?:best|final|last|real|top) (?:number|offer|price|card|word|figure)"
    r"|\bstarting (?:point|figure|number|bid|position|price|fee)\b"
    r"|\bfirst (?:step|stage|round|move) of (?:two|three|four|several|many|\d)\b|\b(?:conservative|modest|cautious|low|soft|first|our) opening\b(?! (?:shot|scene|line|hook|week|day|party|frame|sequence|night|weekend))"
    r"|\b(?:only|just|merely) (?:a|the|our) (?:start|beginning|opener|first step)\b"
)
# How the campaign stands is ours to know.
_CAMPAIGN: Final = (
    r"\b(?:campaign|overall|blended|running)(?:'s)? (?:average|mean|target|range)\b"
    r"|\b(?:within|inside|in) (?:our|the|its) (?:target )?range\b"
)

# "There's usually a second one", "we have more to give", "a small bump": a quantity that nothing of the work explains.
_MORE_OF_IT: Final = (
    r"(?:more|room|space|extra|another|better|bigger|higher|a second|second|something|some|a bit|a little|plenty|lots|left|play|give|movement|permission|"
    r"authority|a band|a cushion|a buffer|a mandate|a tier|wiggle|scope|flexibility|headroom|leverage|percent)"
)
_THERE_IS: Final = (
    rf"\bthere(?:'s| is| are| may be| might be| could be| will be|'ll be| would be|'d be| should be|'s got to be)(?: (?:still|also|always|usually|probably|actually|certainly|surely|even|definitely|often|normally|a bit|quite|a|an))* {_MORE_OF_IT}\b"
    rf"|\b{_WE}(?:'ve got| have(?: got)?| has(?: got)?| got| keep| kept| hold| held| left| leave| saved| reserved?)(?: (?:still|also|always|usually|probably|actually|even|back|aside|over|a|an))* {_MORE_OF_IT}\b"
)
_RISE: Final = r"\b(?:a|an|another|any|the|some|small|little|second|further) (?:\w+ )?(?:bump|uplift|increase|raise|rise|concession|mark-?up|top-?up|pay rise)\b(?! (?:in|to) (?:your|the) (?:views|reach|mood|followers|audience))"
_CLOSER: Final = rf"\b{_MAY} (?:\w+ ){{0,3}}(?:closer|nearer) to (?:what you|your)\b"
# Who decides here, and by which rule, is ours to know.
_AUTHORITY: Final = (
    r"\b(?:my|our|the|their) (?:\w+ )?(?:boss|bosses|superiors?|directors?|finance|cfo|procurement|management|higher-ups|mandate|authority|allowance|quota|brackets?|tiers?|system|spreadsheet|sheet|calculator|calculations?|algorithm|software|"
    r"(?:internal|pricing|payment|spending|company) (?:rules?|guidelines?|limits?))\b(?! (?:games?|of directors))"
    r"|\b(?:gave|give|gives|given|left) (?:me|us) (?:\w+ )?(?:freedom|room|leave|latitude|permission|leeway|scope)\b|\b(?:let|lets|allow|allows|allowed|stop|stops|keep|keeps) (?:me|us) (?:from )?(?:go|pay|offer|spend|rais|exceed|do|improv)\w*|\b(?:we|i|they|he|she) (?:can|could|may|might|would|will) (?:\w+ )?approve\b|\bour (?:approved|price|own|internal|fee|pay) range\b"
    r"|\b(?:authori[sz]\w+|mandated?|permission (?:to|for)|(?:i'm|i am|we're|we are|i was|we were|'ve been|have been) (?:\w+ )?(?:allowed|permitted|told|instructed|ordered|cleared)\b(?! to (?:film|post|share|tell you (?:how|that)))|(?:signed|signs|sign) off on\b)"
    r"|\b(?:by how many views|your (?:\w+ ){0,2}(?:views|reach|followers|engagement|numbers|statistics|stats)\b[^.!?;\n]{0,20}\b(?:justif\w+|allow\w*|worth|support\w*|warrant\w*|price|pay|multipl\w+|deserve\w*))"
)
# What others were told or paid.
_OTHERS: Final = (
    r"\b(?:others?|(?:another|the last|the next|the previous|most|many|some|several|few|two|three|all|any|every|no) (?:other )?(?:\w+ )?(?:creators?|influencers?|talents?|partners?|profiles?|youtubers?|tiktokers?|people we)|(?:some(?:one|body)|every(?:one|body)|any(?:one|body)) else|(?:creators?|influencers?|people|profiles?|accounts?) (?:like you|of your|your size|with your|in your))\b"
    r"[^.!?;\n]{0,60}\b(?:paid|pay\w*|gets?|getting|got|charg\w+|rates?|more|less|double|offer\w*|accept\w*|agree\w*|negotiat\w*|turned|asked?|asking|number|spend|budget|amount|settle\w*|said (?:yes|no)|sign\w*|cost\w*|took|take|cheap\w*)\b"
    r"|\b(?:paid|pay\w*|spend\w*|offer\w*|gave|budget|cost\w*)\b[^.!?;\n]{0,30}\b(?:to |for |on )?(?:(?:an)?other|the last|the next|most|some(?:one|body) else|every(?:one|body) else) ?(?:creators?|influencers?|talents?|partners?|profiles?|people|one)?\b"
)
# Any word of more: what it is more of must be told, be theirs, or be denied.
_MORE: Final = re.compile(
    r"\b(?:more|higher|bigger|larger|greater|further|extra|additional|doubl(?:e|es|ed|ing)|twice|triple|rais(?:e|es|ed|ing)|rises?|rising|increas\w+|upwards?|"
    r"(?:bit|little|slightly|somewhat|considerably|significantly|hundreds?|thousands?|couple) (?:above|over|higher|beyond|on top)|(?:than|under|over|below|above|beyond|of) what (?:we|i|they) (?:\w+ )?(?:planned|expected|set|reserved|calculated|intended|assumed|thought)|cheap(?:er|est|ly)|counter(?:-?offers?|ing|s)?|top(?:ped|ping)? up|bump\w*|bargain\w*|generous\w*|hesitat\w+|convinc\w+|concession\w*|premium|(?:better|worse|smaller) (?:\w+ )?(?:deal|offer|number|terms|pay|rate|price|fee|conditions?|figure))\b",
    re.IGNORECASE,
)
_MORE_OF_THE_WORK: Final = re.compile(
    r"¤|\byour(?: \w+){0,3}? (?:rates?|prices?|fees?|quote|numbers?|figures?|asks?|offer|counter\S*|proposal|terms|wish\w*|expectations?)\b|\b(?:you|you've|you had|you'd) (?:\w+ )?(?:ask|quot|nam|propos|request|suggest|hop|mention|look|expect|had in mind|sent|want|deserve|normally|usually|charge|need)\w*|\bthan (?:your|what you|you (?:ask|quot|nam|propos|request|suggest|hop|had|want|expect)\w*)\b"
    r"|\b(?:more|further|extra|additional|higher|bigger|larger|greater) (?:\w+ ){0,2}?(?:than (?:happy|welcome|glad|enough|fair|once|\d+|pleased|anything|just|ever|a (?:year|week|month|day))|details?|time|info\w*|questions?|context|about|ideas?|thoughts?|things?|notes?|work|hours?|days?|weeks?|minutes?|production|quality|value|effort|footage|videos?|"
    r"content|feedback|background|words?|people|reach|views|audience|followers?|community|energy|stories|reels?|posts?|photos?|pictures?|freedom|control|space for your|fun|of (?:your|that|this|it|a)|like (?:a|this|that|your|the)|or less|and more|detail|information|down|along|ado|notice|to add|say|into|on (?:that|this|the brief)|at ease|care|size|screen|changes?|edits?|rounds?|steps?|calls?|emails?|mails?|messages?|reason|campaigns?|projects? together)\b|\bmore \w+(?:ive|al|ful|ous|ic|ly|able|ible|ant|ent|ed|ing|y)\b(?! (?:fee|offer|price|sum|rate|deal))|\b(?:wish|would have loved|'d have loved)\b"
    r"|\b(?:know|hear|learn|see|read|tell|show|share|explain|talk|say|watch|understand|find out|thinking|looking)\b[^.!?;\n]{0,20}\bmore\b|\b(?:once|one|even|no|any|never|not|what's|all the|much|little|far|so much|a lot|two) (?:more|further)\b(?! (?:money|for you|from us|if|in)\b)(?=\W|$| (?:thing|time|thought|note|question|day|week|than|than|time|importantly|on|look|about))"
    r"|\braise (?:awareness|a question|the bar|your|a hand|any)|\bincreas\w+ (?:awareness|reach|interest|in (?:your|views))|\bbump\w* (?:this|it|my|into|up this)|\bdouble[- ]?check|\b(?:read|watched|think|thought|checked|happened|seen|look\w*) (?:\w+ ){0,3}twice|\bconvinc\w+ (?:that|by|me|us|of)\b|\bgenerous (?:with|of you|reply|words?|answer|offer to|patience)|\b(?:with|of|in) your gener\w+|\b(?:the|your|a) counter(?:-?offer)?\b(?=,|\W*$)|\bhesitate to\b|\b(?:any|your|no) hesitation",
    re.IGNORECASE,
)
# "If that is too low, tell me": whoever says so asks to be asked for more.
_TOO_LOW: Final = (
    r"\bif (?:\w+ ){0,3}(?:too (?:low|little|small)|not enough|isn't enough|doesn't (?:seem|feel) enough|below)\b[^.!?;\n]*"
    r"\b(?:tell|let me know|say|come back|write|talk|see what|find|look at|sort)\b"
)
_FIRST: Final = "|".join((_TOO_LOW, _COULD_MOVE, _UNUSED, _ASK))
_THEN: Final = "|".join((_ASK_AGAIN, _A_BEGINNING, _CAMPAIGN, _THERE_IS, _RISE, _CLOSER, _AUTHORITY, _OTHERS))
# All but one begin with a word, and by themselves are tried at no other place.
_HINT: Final = re.compile(f"(?:{_FIRST})|{_PUSH}|(?:{_THEN})", re.IGNORECASE)
_DENIED: Final = re.compile(
    r"\b(?:can't|cannot|can not|couldn't|won't|wouldn't|unable|unfortunately|no longer|nor|neither)\b", re.IGNORECASE
)
# "It wouldn't be a problem" denies nothing.
_DOUBTED: Final = re.compile(
    r"\b(?:surprised|doubt|problem|issue|obstacle|dealbreaker)\b|\bif (?:we|i) (?:couldn't|can't|don't)\b",
    re.IGNORECASE,
)
_NO_MORE: Final = re.compile(
    r"\b(?:not|no|isn't|aren't|don't|doesn't|never|neither|nothing|without|sadly|afraid|hardly|impossible|too)\b(?! (?:problem|issue|only|just|yet|far|everything|all))",
    re.IGNORECASE,
)
_OF_THE_WORK: Final = re.compile(
    r"\b(?:brief|scripts?|ideas?|concepts?|storyboards?|creative|content|shoot|draft|questions?|details?|time|info\w*|news|feedback|videos?|captions?|dates?|weeks?|days?|story|stories|reels?)\b",
    re.IGNORECASE,
)


def room_reasons(text: str) -> list[str]:
    """Return the first clause of *text* (flat) that hints at a higher fee than the one it states."""
    for clause in clauses(text):
        match = _HINT.search(clause)
        doubted = _DOUBTED.search(clause)
        if match and (doubted or not _DENIED.search(clause)) and not _OF_THE_WORK.search(clause):
            return [f"ceiling_talk: {' '.join(match.group().split())[:60]}"]
        more = _MORE.search(clause)
        if (
            more
            and not _MORE_OF_THE_WORK.search(clause)
            and (doubted or not any(shape.search(clause) for shape in (_DENIED, _NO_MORE)))
        ):
            return [f"ceiling_talk: {' '.join(clause[more.start() :].split())[:60]}"]
    return []
