"""Does every mention of money read as one that a mail of ours may make?

A mail of ours speaks of money in few ways: it states the fee and what it
covers, says that it stands or is the last one, speaks of the creator's price,
refuses to go higher, tells when payment comes, asks whether the fee suits. Each
such reading is taken out of the text; a word of money that is left over, or one
of room beside it, says something about our price that no mail may say.
"""

import re
from typing import Final

from negotiation.amounts import AmountKind, find_amounts

_SENTENCE: Final = re.compile(r"[^.!?;\n]+[.!?;]?")
_PIECE: Final = re.compile(
    r"[,:()\"|]|\s-+\s|\s?[\u2013\u2014]\s?|\b(?:but|although|though|because|whereas|while)\b|\b(?:and|so|if|when|once|unless|until|since|as) (?=(?:we|i|you|they|there|it|that|this|the|our|your|my)\b)",
    re.IGNORECASE,
)
_MONEY: Final = re.compile(
    r"\b(?:offer(?:s|ed|ing)?|fees?|prices?|priced|pricing|rates?|amounts?|sums?|figures?|numbers?|money|cash|funds?|pay(?:s|ing|ments?|outs?|able|roll)?|paid|"
    r"costs?|costing|spen(?:ds?|t|ding)|earn(?:s|ed|ing|ings)?|charge[sd]?|afford|dollars|euros|pounds|expensive|pricier|dearer|costlier|cheap\w*|lowball|bids?|compensation|remuneration|"
    r"salary|payroll|proposal|quote[sd]?|percent|purse|wallet|bucks|cents|currency|investment|invest|outlay|valuation|market value|price tag)\b|%|¤",
    re.IGNORECASE,
)
_ADJ: Final = r"(?:\w+ ){0,3}?"
_SUM: Final = (
    r"(?:offers?|fees?|prices?|rates?|amounts?|sums?|figures?|numbers?|proposal|quote|payment|total|money|pay)"
)
_THEY_SAID: Final = r"(?:quot|nam|ask|sen|mention|suggest|propos|gave|charg|wrote|put|shar|request|bring|brought|came|list|state|had|have|need|want|look|set|outlin|describ|expect|hop|work)\w*"
_READINGS: Final = tuple(
    re.compile(shape, re.IGNORECASE)
    for shape in (
        # Words of money that speak of something else.
        r"\bto sum\b|\b(?:numbers|figures) (?:on|of|from|behind|in|for) (?:your|the last|those)\b|\bsum(?:ming)? (?:it |this |that |things )?up\b|\bnumber of (?!people who|euros|dollars)\w+|\ba (?:\w+ )?number of\b|\b(?:phone|order|tracking|house|reference|po|invoice|vat|tax) numbers?\b",
        r"\bpaid (?:partnership|promotion|usage|use|ads?|advert\w*|collab\w*|social|post|placement|content|tag|label|feature)\w*|\b(?:pay|paid|paying) attention\b|\bpays? off\b",
        r"\bfigur(?:e|ed|ing) (?:it |this |that |things |something )?out\b|\b(?:engagement|save|completion|retention|response|view|watch|view-through|share|click|open|watch-through|hold|conversion)[ -](?:through )?rates?\b|\bfirst-rate\b|\bat any rate\b|\b\d[\d.,]* ?(?:%|percent)",
        r"\bwhat you offer\b|\b(?:the|your|a|this|that) counter[ -]?(?:offer|proposal)\b|\boffer(?:s|ed)? (?:you )?(?:an? )?(?:help|advice|support|feedback|ideas?|alternative dates?|another date)\b|\b(?:has|have|had|got) (?:so much |a lot |lots |plenty |something )?to offer\b|\byou(?:r \w+)? (?:really )?offers?\b",
        r"\bspen(?:d|t|ding) (?:\w+ ){0,3}(?:time|hours?|days?|evenings?|mornings?|weekends?|afternoons?|minutes|weeks?|nights?|summer|winter|\w+day)\b|\bcosts? (?:you )?(?:a lot of |so much )?(?:time|effort|hours|work|energy)\b|\bcharged? (?:batter|phone)\w*|\bin charge\b",
        # A label of a list, a subject of talk.
        rf"^\W*(?:(?:the|our|your|on|about|as for|for|and|a) )*(?:{_SUM}|compensation|payment)(?: (?:side|part|question|terms|as agreed|for you))?\W*$|\bjust (?:a number|numbers)\b|\b(?:be|get|being) paid (?:fairly|well|properly)\b",
        # Their money.
        rf"\byour(?: \w+){{0,3}}? (?:{_SUM}|cost|costs|charge|pricing|proposal|rate card|expectations?)\b(?: (?:of|is|was|at) ¤)?|\b(?:the|that|this|any|a|an|what|which|whatever) {_ADJ}(?:{_SUM}) (?:that |which )?you(?:'ve|'d| have| had| were| are)? (?:\w+ )?{_THEY_SAID}\b",
        rf"\b(?:what|how much|how) you(?:'d| would| usually| normally)? (?:\w+ )?(?:charge|price|quote|ask)\w*|\byou(?:'ve|'d| have| had| usually| normally| would| also| kindly)? (?:\w+ )?(?:charge|quot|pric|nam|ask|propos|offer|earn|need)\w*(?: for)?(?: (?:a |the |your )?{_ADJ}{_SUM})?",
        rf"\b(?:thank(?:s| you)|appreciate|understand|know|see|got|received|seen|hear|heard|respect)\b[^,]* {_SUM}\b",
        # What the fee holds and when it is paid.
        rf"\b(?:the|this|that|our|your|my|all|which) {_ADJ}{_SUM}(?: of ¤)?(?: would| will|'d|'ll)?(?: also| of course| then| already| only| just)? (?:cover|include|contain|hold|come|be paid|go out|reach|is paid|are paid|is due|is made|is sent|follows?|is transferred|is with you|arrives?|would follow|is for|be for|buys?|refers? to|relates? to|applies to|goes out|lands|takes?|happens?)\w*\b(?: (?:for|with|to|by) [^,]*)?",
        r"\b(?:covered by|included in|part of|within|inside|in|for|behind|with|on|about|regarding|of|under|against) (?:the|this|that|our|your|one|a) (?:\w+ )?(?:same )?(?:flat |single |total )?(?:fee|price|offer|payment|rate|amount|proposal)\b(?! (?:range|limit|plan|model|band|class|scale|is|are|was|were|isn't|can|could|may|might|will|would|moves|rises|goes|stays|we|i|they|above|below|under|over))",
        r"\b(?:pay(?:s|ing|ments?|able)?|paid|invoiced?|settled?|money)\b[^,]*\b(?:within|after|net|once|by|upon|on|following|when|at the end|in the (?:month|week)|from|through|via|to your (?:agency|company))\b[^,]*\b(?:publi\w+|live|online|post(?:ed|s|ing)?|invoices?|days?|weeks?|month|delivery|delivered|up|out|transfer|term\w*|receipt|agency|campaign|bank|approv\w+|account)\b[^,]*",
        r"\b(?:payment|pay) (?:terms?|date|period|schedule|details|timing|timeline|process|run)s?\b|\bterms of payment\b|\b(?:once|when|after|before) (?:you(?:'ve| have) |we(?:'ve| have) )?(?:been )?(?:paid|payment)\b(?= (?:is|has|and|\W|$))|\binvoice (?:is|gets|will be|would be)?\s?(?:paid|settled)\b",
        # How it stands.
        rf"(?:\b(?:our|the|this|that|my|your) |^\W*){_ADJ}{_SUM}(?: of ¤| for [^,]*?)?(?:'s)?(?: (?:still|also|just|of course|therefore|simply|then|always))? (?:open\b|stands?|holds?|hasn't (?:changed|moved)|has not (?:changed|moved)|has(?:n't)? expired|is (?:still |exactly |of course |also )?(?:the same|unchanged|final|valid|below|under|lower|less|fixed|flat|on the table|good until|open until|all-in|there|here|yours to (?:take|accept)|for everything|not per)|remains?(?: the same| unchanged| valid| as it was| on the table| open)?|stays?(?: the same| as it is| put| unchanged| on the table| open)?|isn't (?:moving|changing)|won't (?:change|move)|does not change|doesn't change|expires?|runs? until|is attached|is all[- ]in(?:clusive)?|isn't what you|is not what you|is open(?! to)|is in|are in)\b[^,]*",
        rf"\b(?:final|last|best|strongest|first|latest|previous|earlier|updated|revised|new|current|formal|official|original|improved|better|fair|honest|concrete|proper|flat|fixed|single|total|overall|full|combined|one|whole|all-in) (?:and (?:final|last|best) )?(?:\w+ )?(?:{_SUM}|bid)\b(?! (?:is|was|are|were|gets?|in case|ready|could|can|may|might|would|will|waiting)\b)",
        r"\b(?:best|most|furthest|highest|all|maximum|more) (?:that )?(?:we|i) (?:can|could|am able to|are able to) (?:do|offer|pay|give|go|spend)\b|\bwhat (?:we|i) can (?:offer|pay|do)\b(?! if)|\bas (?:far|high) as (?:we|i) can\b|\bwhat (?:we|i) (?:offered|proposed|put forward)\b",
        rf"\b(?:is|remains|stays|was) (?:still )?(?:our|the) (?!(?:\w+ )?(?:weekly|monthly|daily|hourly|yearly|usual|standard|first|opening|lowest|starting|minimum)\b){_ADJ}{_SUM}\b(?! (?:range|limit|that))",
        r"\bput(?:ting)? (?:the|our|this) (?:offer|fee|number|figure|amount) (?:in|into|on) (?:writing|an? e?mail|paper)\b",
        # Making, sending and answering it.
        rf"\b(?:send|sent|sending|repeat|repeating|make|made|making|share|shared|sharing|put|putting|forward|back|about|on|with|regarding|concerning|consider\w*|accept\w*|take|taken|decline|declining|discuss\w*|read|see|seen|got|receive\w*|think\w* (?:over|about)|look\w* at|reply\w* to|answer\w* to|find|attach\w*|state|extend\w*|confirm\w*|resend\w*|happy with|feel\w* about|thoughts on|question\w* (?:on|about)|stand by|sticking with|keep\w*|to|with)(?: you| to you| over)? (?:our|the|this|that|my|an|a|another|one|it) {_ADJ}(?:offer|proposal|fee|number|figure|rate|price|amount)\b(?! (?:range|limit|is|was|can|could|may|might|will|would|above|higher|we|i))",
        r"\b(?:here(?:'s| is| are)|this is|that's|it's|that is|and) (?:our|the|my|an?) (?!(?:\w+ )?(?:weekly|monthly|daily|hourly|yearly|usual|standard|first|opening|lowest|starting|minimum)\b)(?:\w+ ){0,2}(?:offer|proposal|fee|number|figure)\b",
        r"\b(?:we'd|we would|we'll|we will|we can|i'd|i can|i would|could|we could|to|happily|can i|may i|we're) (?:like to |love to |be (?:happy|glad|able) to |now )?(?:offer|pay|propose|quote)(?:ing)? (?:you )?(?:this|that|it|the (?:following|fee|amount|same)|you(?= (?:for|within|once|by|after|on|when|in full|the|this|that)\b|\W*$)|for the (?:work|content|package)|for (?:your|these|those|all|both|this|it|that)|below|as follows)\b",
        r"\b(?:have|'ve|managed to|able to|could|asked|went back|fought|pushed|i|we) (?:just |already |now |also )?(?:improv|rais|increas|updat|revis|adjust|mov|better|bring|brought|got)(?:e|ed|d|s)? (?:our|the|my|this) (?:\w+ )?(?:offer|fee|number|proposal|figure)\b",
        r"\b(?:not|no|isn't|rather than|instead of|never) (?:an? |the )?(?:price|fee|rate|amount|figure|payment|sum|number|cost|charge)s?(?: (?:per|for each|each|by|apiece|a) [^,]*)?|\bno (?:\w+ )?(?:costs?|fees?|charges?)\b|\bfree of charge\b|\bwithout (?:\w+ )?(?:costs?|charges?)\b",
        r"\b(?:in|with|as|at|for) (?:one|a|the) (?:\w+ )?(?:flat|single|fixed|total|all-in)?\s?(?:sum|fee|price|amount|figure|rate|payment)\b",
        r"\b(?:fair|right|good|reasonable|suitable|decent) (?:offer|fee|price|rate|number|amount|compensation)\b",
        # The fee itself; its other words were judged as an amount.
        r"\b(?:wish|wanted|want|hoped|would have loved|would have liked|'d have loved|love)\b[^,]*\b(?:could|to) (?:\w+ )?(?:offer|pay|do|go|give)\b[^,]*",
    )
)
_FEE_PIECE: Final = re.compile(r"¤")
_DENIED: Final = re.compile(
    r"\b(?:can't|cannot|can not|couldn't|won't|wouldn't|unable to|not able to|not in a position|not possible|isn't possible|"
    r"not going to|don't|do not|doesn't|can (?:neither|hardly|no longer)|no (?:more|further) room|not have|haven't|unfortunately|sadly|afraid|no way|impossible|out of reach|too (?:high|much)|beyond|"
    r"will not|would not|could not|aren't able|nothing|no room|not)\b",
    re.IGNORECASE,
)
_HALF_DENIED: Final = re.compile(
    r"\b(?:yet|until|unless|today|officially|normally|usually|at first|for now|so far|even|only|just|problem|issue|object|all of|everything|everyone|anyone|"
    r"set in stone|what (?:we|i) (?:could|might)|lowest|first|top|limit|maximum|end|ceiling)\b",
    re.IGNORECASE,
)
_APPROVES: Final = re.compile(
    r"\b(?:is|are|it's|sounds|looks|we|i)(?: \w+)? (?:fine|ok|okay|accept\w*|agreed?(?! that)|match\w*|happy with|honou?r|approve\w*|good with|works?)\b|\bworks? for (?:us|me)\b",
    re.IGNORECASE,
)
_THEIRS: Final = re.compile(
    rf"\byour(?: \w+){{0,3}}? {_SUM}\b|\b(?:the|that) (?:\w+ )?{_SUM} (?:that |which )?you(?:'ve|'d| have| had)? (?:\w+ )?{_THEY_SAID}\b",
    re.IGNORECASE,
)
_ROOM: Final = re.compile(
    r"\b(?:more|higher|bigger|larger|greater|further|extra|above|beyond|over|double|twice|triple|room|stretch\w*|flexib\w*|negotia\w*|increase|raise|improve|better|"
    r"start\w*|initial\w*|opening|low(?:est|ball)?|others?|another|elsewhere|usually|normally|generally|typically|tend|aside|approved|allowed|limit|maximum|top|cap|ceiling|yet|anyone|less)\b",
    re.IGNORECASE,
)


def money_reasons(told: str) -> list[str]:
    """Return the first mention of money in *told* (flat, amounts written ¤) that is none of the readings."""
    for sentence in _SENTENCE.findall(told):
        asks = sentence.endswith("?")
        for piece in _PIECE.split(sentence):
            word = _unexplained(piece, asks)
            if word:
                return [f"money_talk: {word}: {' '.join(piece.split())[:60]}"]
    return []


def with_fee(text: str, currency: str) -> str:
    """Write ¤ where *text* has an amount of money: amounts are judged elsewhere."""
    pieces, end = [], 0
    for amount in find_amounts(text, currency):
        if amount.kind is AmountKind.MONEY and amount.start >= end:
            pieces += [text[end : amount.start], " ¤ "]
            end = amount.end
    return "".join(pieces) + text[end:]


def _unexplained(piece: str, asks: bool) -> str:
    if not _MONEY.search(piece):
        return ""
    if _DENIED.search(piece) and not _HALF_DENIED.search(piece):
        return ""
    if _FEE_PIECE.search(piece):
        return ""
    if asks and not _ROOM.search(piece):
        return ""
    theirs = _THEIRS.search(piece)
    if theirs and _APPROVES.search(piece):
        return theirs.group()
    left = piece
    for shape in _READINGS:
        left = shape.sub(" ", left)
    match = _MONEY.search(left)
    return match.group() if match else ""
