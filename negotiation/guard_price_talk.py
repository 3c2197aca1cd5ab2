"""Does a draft talk about its own price instead of saying it?

A mail of ours states one fee and what it covers. It never tells how that fee
stands to what we could pay, hands the pen to the creator, or turns one sum into
a sum for each thing. These shapes are of grammar, so they meet wordings that
no list of phrases has.
"""

from typing import Final

from negotiation.guard_taboos import Taboo, taboo

_SUM: Final = r"(?:price|fee|sum|amount|number|figure|rate|total|quote|offer|cost|pay|payment)"
_ITEM: Final = (
    r"(?:reels?|posts?|story|stories|videos?|shorts?|tiktoks?|carousels?|integrations?|items?|pieces?|deliverables?|"
    r"uploads?|clips?|slides?|frames?|units?|assets?|formats?|channels?|platforms?|months?|weeks?|hours?|days?|languages?|markets?|countr\w+)"
)
_EACH: Final = rf"(?:for )?(?:per|each|every|any one|any single)(?: (?:single|individual|one|of the|of those|of these|of them))?(?: (?:\w+ )?{_ITEM})?"
# Of our own price: "that is for every video". "Your last three reels each passed 250k" is not.
_OURS: Final = rf"(?:(?:that|this|it|which)(?:'s| is| was| would be| would| will be| applies| goes| counts| buys| covers| pays| stands)|(?:the|our|that|this|same) {_SUM}|(?:get|receive|earn|paid|pay|pays|paying) (?:that|this|it|the (?:same )?{_SUM}))"

PRICE_TALK: Final[tuple[Taboo, ...]] = (
    taboo(
        "ceiling_talk",
        # Our number as a point on a scale of ours.
        r"\b(?:range|figures?|amounts?|numbers?|sums?|window|frame|limits?|bracket|corridor) (?:that )?(?:we|i|my team|they) (?:was|were|am|are|have been|had been|'ve been|'m|got|get|have|work with|may use|can use|agreed internally)\b(?: (?:given|handed|told|allowed|approved|granted|set|assigned))?",
        r"\b(?:flexib\w+|negotiable|elastic) (?:on|about|with|around|regarding|when it comes to) (?:the |our |this |that )?(?:price|fee|money|rate|number|figure|sum|amount|pay|compensation)\b|\b(?:price|fee|rate|number|figure|amount|sum)s? (?:is|are|isn't|remains?|stays?) (?:\w+ )?(?:negotiable|flexible|open|set in stone|carved in stone|movable|up for)\b",
        r"\b(?:not|isn't|hardly|by no means|far from|nothing) (?:\w+ ){0,2}(?:set|carved|written) in stone\b",
        r"\b(?:minimum|lowest|least|smallest|cheapest) (?:that )?(?:we|i|they)\b|\b(?:our|the|these|all) (?:\w+ ){0,2}(?:offers?|numbers?|bids?|figures?) (?:is|are|was|were) (?:\w+ )?(?:conservative|modest|cautious|careful|deliberately|intentionally|low|on the low side|a starting)\b",
        r"\b(?:in|up) (?:our|my) (?:sleeve|back pocket|pockets?)\b|\bin reserve\b|\bheld back\b|\bholding back\b|\bkept back\b|\bup our sleeves?\b",
        r"\b(?:kept|keep|keeping|made|make|set|put|pitched) (?:our|the|this) (?:\w+ )?(?:offer|number|price|fee|bid|figure) (?:\w+ )?(?:low|small|down|modest)\b|\bask (?:my|our|the) (?:\w+ )?(?:manager|boss|team|client|brand|finance) (?:for|to)\b[^.!?\n]{0,25}\b(?:money|more|extra|higher|raise|increase|approval)\b",
        # The table talk of a negotiator: a mail of ours offers, it does not comment on the game.
        r"(?<!non-)(?<!non)\bnegotiat(?:e[sd]?|ing|ions?)\b|\bhaggl\w+|\bbargain(?:ing)?\b|\bbluff\w*|\btactic\w*|\bbids?\b|\b(?:our|the|all (?:our|the)) cards\b(?! (?:arrive|are ready))|\b(?:stronger|upper|better|weaker) hand\b|\bplan b\b",
        r"\b(?:under|beneath|below|above|over) (?:the )?(?:going |usual )?market\b|\bmarket (?:rate|price|value)\b|\bunder pressure\b|\bto see (?:how|if|whether) you(?:'d| would| will|'ll)? (?:\w+ )?(?:react|respond|bite|agree|blink|accept)\b",
        r"\b(?:worth|keep|try|by|just) (?:asking|pushing|pressing|insisting|countering)\b(?! (?:the|for your|about|whether|if|if you))|\bhate to lose you\b|\b(?:override|overrule|overturn|change|lift|loosen) (?:this|that|the|our) (?:figure|number|price|limit|fee|amount)\b|\bsaid no to\b",
    ),
    taboo(
        "per_item_price",
        rf"\b{_OURS}\b[^.!?\n]{{0,25}}\b{_EACH}\b(?! of (?:us|you))",
        rf"\b{_OURS}\b[^.!?\n]{{0,30}}\b(?:apiece|a piece|individually|separately|respectively|on its own|multiplied|again for|for a single (?:\w+ )?{_ITEM}|not for (?:all|both|the (?:lot|set|whole|package|bundle)))\b",
        rf"(?m:^\W*(?:so |and |but |i\.?e\.?,? |meaning |namely |read: )?{_EACH}(?:,| and| not| of course| to be clear| that is|\.|!|\)|$))",
        rf"\b(?:mean|means|meant|meaning|calculated|counted|understood|intended|valid|applicable|priced|quoted)(?: as| to be| it| that)? {_EACH}\b",
        rf"\b(?:unit|item|single|individual|piece) (?:price|rate|fee|cost)\b|\b{_SUM} (?:is )?for (?:just |only )?(?:one|a single one)(?: of (?:them|these|those|the \w+))?(?:,|\.|!|\)| and|$)|\b(?:both|all|two|three|the) (?:\w+ )?{_ITEM} (?:is|are|will be|get|gets|would be) (?:each )?(?:paid|priced|charged) (?:at|with|for|by)\b|\b{_SUM} for one of (?:them|these|those|the)\b",
        rf"\b(?:each|every)(?: (?:one|single|\w+ {_ITEM}|{_ITEM})){{1,2}} (?:is|are|gets?|will be|would be|comes?|counts?|costs?|earns?|brings?|pays?|at)\b[^.!?\n]{{0,20}}\b(?:paid|priced|charged|billed|invoiced|rate|{_SUM}|separately|individually|own|the same)\b",
        r"\b(?:times|multiply|multiplied) (?:that |this |it |the (?:\w+ )?)?(?:by|the number)\b|\bnot (?:for )?(?:the lot|all (?:of them )?together|the whole (?:set|package|bundle)|combined|in total|as a (?:bundle|package|total))\b",
        rf"\b(?:same|equal|identical) {_SUM} (?:again )?for (?:each|every|the (?:second|other|next))\b|\band the same (?:again )?for\b|\b(?:once|twice) (?:per|for each|for every)\b|\b(?:count|take|multiply) (?:it|this|that) (?:once|twice|per)\b",
    ),
    taboo(
        "open_price",
        r"\b(?:would|could|may|might|will) (?:\w+ )?(?:be (?:about|around|roughly)|vary|change|differ|depend)\b[^.!?\n]{0,25}\b(?:that|this|depend\w*)\b",
        rf"\bno questions asked\b|\b(?:tell|give|send|name|throw) (?:me|us) (?:a|any|the|some) {_SUM} and\b",
        rf"\bany (?:\w+ )?{_SUM} (?:works|is|you|would|will|goes|suits|can)\b|\b(?:whatever|whichever|however much) (?:you(?! (?:decide(?! to| on)|think|need|film|say|post|create|make|feel|do|like to (?:film|say)))|amount|fee|price|number|figure|rate|sum|it costs|it takes)\b|\b(?:like|want|expect) us to pay\b|\b(?:tell|say|ask)\b[^.!?\n]{{0,30}}\b(?:it's|is|are) yours\b|\band (?:you have it|you've got it|we have a deal|it's (?:a deal|done)|that's it|we'll (?:pay|sign|do) (?:it|that))\b",
        rf"\b(?:fill in|pick|choose|set|decide|write in|determine|name|dictate|put in|enter|suggest|state|tell us) (?:\w+ ){{0,2}}(?:the|your|a|any) (?:own )?{_SUM}(?! (?:for|of|you had|which|that))\b",
        rf"\b(?:agree|settle|decide|talk|speak|see|discuss|reopen|revisit|renegotiate)\w* (?:\w+ ){{0,4}}{_SUM}s? (?:\w+ )?(?:later|afterwards|another time|some other time|next time|in a (?:week|month|year)|once (?:it|the))\b",
        r"\b(?:money|price|cost|the fee|fee|pay|payment) (?:is|are|isn't|is not|is really|would be) (?:no|not an?|never an?|hardly an?|an?) (?:object|issue|problem|concern|obstacle|question|barrier)\b",
        rf"\b{_SUM} (?:that |which )?you (?:think|want|like|feel|choose|consider|prefer|deem|see|find|wish|believe|decide|pick)\b|\baccept any\b|\b(?:you|you'll|you can|you may|you get to) (?:decide|determine|dictate|set) (?:on )?(?:the |your )?(?:own )?{_SUM}\b|\b(?:invoice|bill|charge) (?:us|me|them) (?:for )?(?:just )?(?:what(?:ever)?|as much|anything|however|any)\b",
        r"\b(?:split|share|halve|bridge) the (?:difference|gap)(?! (?:at|with|and say|by saying|to))\b|\b(?:meet|go|come) (?:you )?(?:half ?-?way|in the middle)\b(?! (?:at|with|on))|\bhalf ?-?way (?:to|between|towards)\b",
        r"\b(?:match|beat|top|outbid|exceed|better|undercut)(?:es|ing)? (?:whatever|any\w*|what|every|all (?:other )?offers?|the other (?:brand|offer|side)|their (?:offer|fee|price|rate)|any rival|that of)\b",
        r"\b(?:up to you|your call|yours to (?:decide|name|set|choose)|leave (?:it|that|the \w+) to you)\b[^.!?\n]{0,25}\b(?:price|fee|amount|number|pay|cost|worth|charge)\b|\b(?:price|fee|amount|number|cost|pay|charge)\b[^.!?\n]{0,30}\b(?:up to you|your call|yours to (?:decide|name|set|choose)|in your hands|for you to (?:decide|say|set|choose|name))\b",
        rf"\b(?:any|anything|everything) (?:\w+ )?(?:{_SUM} )?you (?:send|say|ask|want|name|wish|request|put|write|charge|propose|come up with)\b(?! (?:me|us|about|to know|to ask|to change|to add))|\bany {_SUM} (?:in|into|on|at)\b|\byour wish is\b|\byou (?:tell|say|name|ask|call)\b[^.!?\n]{{0,20}}\bwe(?:'ll| will|'d| would)? (?:pay|accept|sign|agree|do it)\b|\b(?:follow|use|go by|adopt|apply|honou?r|stick to|accept|take) your (?:price list|rate card|rates?|prices|pricing|usual|standard|full)\b|\blike to (?:be paid|earn|charge)\b|\bsky's the limit\b",
        r"\b(?:cost|costs) what it costs\b|\bat any (?:price|cost)\b|\bpay (?:anything|what you (?:ask|want|like|need|say))\b",
    ),
    taboo(
        "budget_talk",
        rf"\b(?:{_SUM}|pricing|creator|spend\w*|cost) (?:matrix|grid|tiers?|levels?|brackets?|benchmarks?|freeze|plan|review|ladder|bands?)\b|\b(?:your|this|that|the same|which) tier\b|\bbenchmark(?:s|ed|ing)?\b|\b(?:divid\w+|weigh\w*|multipl\w+|compar\w+)\b[^.!?\n]{{0,25}}\b(?:views|reach|followers|impressions)\b|\b{_SUM}\b[^.!?\n]{{0,20}}\b(?:by|with|against|to) your (?:\w+ )?(?:views|reach|followers|audience size|impressions)\b",
    ),
    taboo(
        "other_channel",
        r"\bqr[- ]?codes?\b|\binstall (?:our|the|this|an?)\b|\b(?:test|small|symbolic|first) (?:payment|transfer) (?:first|to|so)\b|\bsend (?:us )?(?:a|the|one) (?:\w+ )?(?:payment|transfer)\b|\b(?:on|via|over) (?:insta|messenger|snap|sms|text)\b",
    ),
    taboo(
        "instruction_echo",
        r"\byou are (?:now )?an? (?:\w+ )?(?:assistant|agent|model|negotiator|bot)\b|\bpretend(?:ing)? to be\b|\b(?:compliance|safety|filter|guard|policy) (?:mode|off|disabled|on)\b|\b(?:the|any|our) (?:reviewer|moderator|checker|filter|validator)s?\b|\bpolicy:|\b(?:all|every|any) (?:\w+ )?requests? (?:is|are)\b|(?m:^\W*\w+ as (?:requested|instructed|commanded|ordered|asked)\s*:)|(?m:^\s*-{3,} ?\w+)|\bas you (?:commanded|instructed|ordered)\b",
    ),
    taboo(
        "promise_outside_terms",
        r"\bdonat\w+|\bsurprises? (?:waiting|for you|awaits?|in store)\b|\b(?:our|my) word (?:that|on|for)\b|\b(?:liab\w+|legal (?:trouble|cost\w*|fees?|risk\w*|claims?)|indemni\w+|responsibility for|responsible for any)\b|\byou (?:'?ll )?win\b|\bpremium for\b|\bpay (?:\w+ )?(?:a|an|your|some) (?:premium|extra|fine|surcharge|supplement)\b",
        r"\b(?:your (?:name|face|picture|photo|story|video)) (?:\w+ )?(?:would|will|could|'ll|'d) (?:\w+ )?be (?:on|in|at|across|printed)\b|\b(?:yearly|annual|year-long|lasting|permanent|exclusive|multi-year) (?:collaborat\w+|partner\w*|relationship|cooperation|work|engagement)\b|\b(?:repost|reshar|share|post)\w* (?:it|this|that|your \w+) (?:to|for|in front of|on|across) (?:all (?:of )?)?our (?:own )?(?:\w+ )?(?:channels?|pages?|accounts?|profiles?|feeds?|socials?|website|newsletter)\b|\brepost\w* (?:\w+ )?(?:to|for|in front of) (?:all |our |the |over |more )",
        r"\b(?:won't|don't|not|never|no)\b[^.!?\n]{0,30}\b(?:mark|label|flag|tag|declare|disclose|call|show|present) (?:it|this|that|the \w+|them) (?:as |that )?(?:an? )?(?:ad\b|advert\w*|sponsored|paid|promotion\w*|commercial)",
        r"\b(?:don't|do not|needn't|need not|no need (?:to|for)|not have to|without|skip|leave (?:out|off)|drop|hide|omit|not necessary to)\b[^.!?\n]{0,25}\b(?:sponsored|label\w*|disclos\w*|declar\w*|the #?ad\b|an? #?ad\b|hashtag ad|advert\w*|ad tag|paid partnership)",
        r"\byou(?:'ll| will|'d| would| shall| could| can|'re going to| are going to)(?: also| even| then)? be (?:our\b|the (?:face|lead|first|main|only|star|voice)|featured|listed|crowned|named|introduced|invited|recommended|promoted|reposted|mentioned|shown|part of|considered for|put forward|first|entered|eligible|entitled|reimbursed|compensated|covered|booked|signed|hired|flown|credited with|invited)\b",
        r"\b(?:we|i|they|the (?:brand|client|team))(?:'ll|'d| will| would| can| could|'re going to) (?:also |even |gladly )?(?:feature|extend|prolong|renew|share the (?:profit|revenue|sale|income)\w*|split the|promote|advertise|showcase|spotlight|endorse|champion|nominate|upgrade|enlarge|broaden) ?(?:you|your|the|this|that|it|our|profits?|revenues?|sales)?\b(?! (?:deadline|date|timeline|brief|contract with you|agreement|details|posting|window|schedule|feedback|footage|draft|calendar|doc\w*|product|assets?|guidelines))",
        r"\b(?:take care of|look after|deal with|handle|settle|pay|cover|sort out) (?:all |any )?(?:of )?your (?:\w+ )?(?:tax\w*|agent\w*|manager\w*|costs?|bills?|rent|expenses|insurance|fees?|commission|editor\w*|visa|debts?|lawyer\w*)\b",
    ),
)
