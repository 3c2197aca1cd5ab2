"""What does a draft promise that no package holds?

Two tables. `PROMISES` names goods and favours a fee never includes: bonuses,
gifts, upfront pay. `COMMITMENTS` reads the grammar of a promise (who gives,
"will", what is given or when) and so meets wordings nobody listed. Plain
courtesies ("we'll send the brief") and denials are taken out beforehand.
"""

import re
from typing import Final

from negotiation.guard_taboos import taboo

_GIVER: Final = r"(?:we|i|they|(?:the|our|my) (?:\w+ )?(?:brand|client|team|company|ceo|boss|founder|manager|owner|director|agency|lawyers?|partners?)|(?:we|i|they)'(?:ll|d|re going to))"
_WILL: Final = r"(?:'ll|'d| will| would| shall| can| could|'re going to| are going to| am going to|'m going to| want to|'re happy to|'d be happy to|would be happy to|'d be glad to| are happy to|'re able to| promise to| plan to)"
_YOU_GET: Final = rf"(?:you{_WILL}|you're going to|expect|you (?:also )?(?:get|receive|earn|keep))"
_TARGET: Final = r"(?:the|your|this|that|it|they|we|a|one|any)"
_TITLES: Final = r"(?:face|voice|star|ambassador|spokes\w+|partner|member|part) of (?:the|our|a)"
_GOODS: Final = (
    r"(?:prize|voucher|hamper|goodies?|goody|swag|merch\w*|souvenir|present|treat|reward|stipend|allowance|trip|flight|"
    r"holiday|weekend|stay|ticket|dinner|lunch|laptop|camera|phone|shares|stock|points|credit|subscription|membership|"
    r"supply|wardrobe|outfit|discount|code|shout-?out|referral|interview|billboard|cover|feature|spot|job|"
    r"placement|verification|badge|followers|exposure|royalties|residuals|cut)s?"
)
_EVENTS: Final = r"(?:hit|pass|reach|exceed|top|cross|break|beat|perform|convert|sell|outperform|get over|go)(?:e?s)?"

# Courtesies that look like promises and are none; what is left of the text is judged.
HARMLESS: Final = re.compile(
    r"\bkeep you (?:in mind|posted|updated|in the loop)\b[^.!?\n]*|\b(?:be|stay|keep) in touch\b[^.!?\n]*"
    r"|\b(?:hope|hopefully|would love|'d love|love|wish)\b[^.!?\n]{0,30}\b(?:again|future|next)\b[^.!?\n]*"
    r"|\bif anything changes\b|\b(?:reach out|get back|come back) to you\b[^.!?\n]*",
    re.IGNORECASE,
)

PROMISES: Final = taboo(
    "promise_outside_terms",
    r"\bbonus",
    r"\bcommission",
    r"\baffiliate",
    r"\b(?:revenue|profit)[- ]?shar",
    r"\broyalt",
    r"\bgift(?! (?:for|of) (?!(?:you|your))\w+)",
    r"\bperks?\b",
    r"\bworth your while\b",
    r"\b(?:something|little) extra\b",
    r"\bfree (?:\w+ ){0,2}(?:products?|sets?|kits?|box(?:es)?|samples?|bundles?|pairs?|bottles?)\b",
    r"\bfreebie",
    r"\bcomplimentary\b",
    r"\bfor free\b",
    r"\bkeep (?:all|every|both) (?:of )?(?:the |your |our |any )?(?:products?|samples?|items?|clothes|device)\b",
    r"\b(?:discount|promo|referral|coupon) codes?\b",
    r"\bgiveaway|\b(?:rewards?|prizes?|hampers?|vouchers?|goodie\w*|swag|stipends?|discounts?)\b",
    r"\bambassador",
    r"\b(?:early|priority|exclusive|lifetime|backstage) access\b",
    r"\blong[- ]term\b",
    r"\blonger[- ]term\b",
    r"\bretainer\b",
    r"\bguarantee",
    r"\bi promise\b",
    r"\bwe promise\b",
    r"\bpromise (?:you|to|that)\b",
    r"\bperpetu",
    r"\bforever\b",
    r"\blifetime\b",
    r"\bbuy-?out\b",
    r"\bunlimited\b",
    r"\bequity\b",
    r"\bstock options?\b",
    r"\bthrow(?:ing)? in\b",
    r"\bon top of (?:that|this|it|the|your)\b",
    r"\bas (?:a thank|an extra|an incentive)",
    r"\bincentive",
    r"\bsweeten",
    r"\btop[- ]?up\b",
    r"\btips?\b(?= (?:of|on))",
    r"\b(?:extra|additional|further|supplementary) (?:fee|pay|payment|money|cash|compensation|"
    r"amount|post|reel|story|video|remuneration)s?\b",
    r"\b(?:second|third|further|additional|another|next|future|more|upcoming|follow-up|"
    r"new) (?:paid )?(?:campaigns?|projects?|deals?|contracts?|collaborations?|bookings?|"
    r"partnerships?|jobs?) "
    r"(?:is|are|will|would be|with (?:a|higher)|at|next|in|worth|guaranteed|confirmed|"
    r"secured|for sure|later|this|every)\b",
    r"\b(?:every|each|per) (?:month|quarter|week|year)\b",
    r"\bmonthly (?:fee|pay|deal|contract|retainer)",
    r"\b(?:kill|late|cancellation|rush) fee\b",
    r"\bper sale\b",
    r"\bfor each sale\b",
    r"\bshare of\b",
    r"\b(?:pay|paid|payment|half|fee|money|amount|percent|everything|full|transfer|"
    r"sum|settle)\b[^.!?\n]{0,30}\b(?:up ?-?front|in advance|on signing)\b",
    r"%[^.!?\n]{0,20}\bup ?-?front\b",
    r"\bhalf (?:now|upfront|before|of (?:it|the fee|that))\b",
    r"\bname your (?:price|fee|rate)\b",
    r"\bblank che",
    r"\bprice match",
    r"\bno matter (?:the|what) (?:cost|price|fee)",
    r"\bowner(?:ship)? of (?:the|your|all)\b",
    r"\bsubcontract",
    r"\byour (?:\w+ ){0,3}(?:flights?|hotel|trip|travel|train|taxi|meals?|transport|accommodation|tickets?|expenses|dinner)\b[^.!?\n]{0,30}\b(?:taken care|covered|sorted|arranged|booked|paid|free|reimburs\w*)",
    r"\b(?:paid|settled|transferred|pay|payment|invoice|money|fee)\b[^.!?\n]{0,30}\b(?:same|very|next) day\b|\b(?:drop|skip|waive|leave out|cancel|do without) the (?:\w+ )?(?:review|feedback|approval|contract|label|check)\w*",
    r"\byou(?:'ll| will|'d| would)? (?:have|get|enjoy|be) (?:\w+ )?exclusiv\w*|\bshare in (?:the|our|them|it|every|all)\b|\bnamed after you\b|\b(?:book|hire|sign|want|need) you\b[^.!?\n]{0,40}\b(?:as well|too|also|again)\b",
    r"\b(?:work with|use|hire|book|want) you (?:\w+ )?(?:on|for|in) (?:every|all|each|any|the next|our next|future|other)\b",
    r"\bcareer\b",
    r"\bjob offer\b",
    r"\bverified badge\b",
    # A denial can be a promise too: of what others will not get, of what will never be done, of time without an end.
    r"\bno (?:other|competing|rival|second) (?:\w+ ){0,2}(?:creators?|influencers?|brands?|accounts?|people|talents?)\b[^.!?\n]{0,30}\b(?:will|'ll|would|gets?|is|are|be)\b",
    r"\b(?:nobody|no ?one) else\b[^.!?\n]{0,30}\b(?:will|'ll|would|gets?|be)\b",
    r"\b(?:the|your|our|this) (?:\w+ )?(?:footage|content|videos?|reels?|posts?|pictures?|photos?|face|name|data|fee|contract) (?:will|would|shall|'ll) (?:never|not ever|only ever)\b",
    r"\bpost(?:s|ed|ing)? (?:it |them |this |the \w+ )?(?:whenever|any ?time|when(?:ever)? (?:it suits|you (?:like|want|please)))",
    # Money sooner than the terms, however it is told.
    r"\bwithin (?:\w+ ){1,3}(?:of|after|from) (?:signing|signature|acceptance|agreement|agreeing|booking|your (?:yes|okay|ok|reply|confirmation))\b",
    r"\b(?:money|funds?|fee|payment|cash)\b[^.!?\n]{0,20}\b(?:lands?|hits?|drops?)\b[^.!?\n]{0,30}\b(?:account|day|week|bank|hours?)\b",
)

COMMITMENTS: Final = taboo(
    "promise_outside_terms",
    r"\b(?:travel|flights?|hotels?|accommodation|expenses|shipping|per diem)\b[^.!?\n]{0,30}\b(?:cover|"
    r"paid|pay|includ|reimburs|on us|costs?)",
    r"\b(?:cover|pay for|reimburse|throw in|include|book) (?:\w+ ){0,3}(?:travel|flights?|"
    r"hotels?|accommodation|expenses|shipping|costs|product)",
    # What they would get, or we would give, beyond the fee.
    rf"\bthere(?:'s| is|'ll be| will be|'d be|'re| are)(?: also| even)? (?:an?|some|two|\d+) (?:\w+ )?{_GOODS}\b|\byou(?:'re| are) (?:also )?welcome to (?:stay|use|visit|take|keep|borrow|attend|bring)\b|\btak(?:e|en) (?:it |them |the \w+ )?down\b",
    r"\b(?:paid|pay|payment|money|funds|transfer|payout)\b[^.!?\n]{0,40}\b(?:within (?:an?|one|the|\d+|a few|a couple(?: of)?) (?:hours?|minutes?|mins?|hrs?)|before (?:you|filming|shooting|posting|publication|publishing|anything|any|the (?:shoot|post|video|content))|prior to|as soon as you (?:say|agree|accept|sign|reply|confirm)|the (?:moment|minute|second|day) you|on (?:signature|acceptance)|upon (?:signing|signature|acceptance|agreement)|(?:when|once) you(?:'ve| have)? (?:sign(?:ed)?|accept(?:ed)?|agreed?|sa(?:y|id))|by (?:tomorrow|tonight)|overnight|ahead of)\b",
    rf"\b(?:if|when|once|should|in case) (?:\w+ )?{_TARGET}\b[^.!?\n]{{0,40}}\b(?:{_EVENTS}|does well|do well|goes viral|takes off|blows up|is a (?:hit|success))\b(?! (?:live|ahead|out|over the|through|with|to the|the brief|on|up|for|into|back))[^.!?\n]{{0,60}}\b(?:pay|paid|get|earn|add|give|reward|extra|again|more|double|raise|there|send|book)\w*\b",
    rf"\b{_GIVER}{_WILL} (?:also |even |then |gladly |happily )?(?:give|hand|grant|offer|send|get|buy|lend|ship|provide|include|add|share)\b[^.!?\n]{{0,40}}\b(?:{_GOODS}|exclusiv\w*|raw (?:footage|files|material)|rights|ownership)\b",
    rf"\b{_GIVER}{_WILL} (?:also |even |gladly |happily )?(?:cover|take care of|handle|pay for|pick up|absorb|bear)\b(?! (?:everything|the rest|it from here|that part|both|all of it from))[^.!?\n]{{0,40}}\b(?:tax\w*|costs?|expenses?|editor\w*|bills?|fees|insurance|visa|rent|props?|equipment|travel|childcare|tab|bill)\b",
    rf"\b{_GIVER}{_WILL} (?:put|make|turn|take|place) you (?:on|our|an?|the|into|in our|up)\b",
    r"\b(?:spot|place|seat|role|part) (?:in|on|with) our (?:\w+ ){0,2}(?:squad|club|roster|crew|family|program\w*|community|panel|council|collective)\b",
    r"\b(?:year|month|lifetime|week)'?s?'? (?:worth|supply)\b|\bsupply of (?:our|the)\b",
    r"\b(?:(?<!count )(?<!rely )(?<!depend )(?<!lean )on us(?!\$)|on the house|our treat|our gift|at our (?:cost|expense))\b",
    r"\bname (?:a|an|the|our) \w+ after you\b|\bfront page\b|\bbillboard|\btv (?:spot|ad|commercial)",
    # When the content does well.
    r"\bnext (?:year|spring|summer|autumn|fall|winter|month|season|time|campaign)\b,? we(?:'ll| will)? (?:want|book|take|need|hire|have|use) you\b|\bfollow you back\b|\b(?:every|each|per|any) (?:sale|order|purchase|click|download|sign-?up)\b|\bfor every (?:comment|like|view|share|save)\b",
    # Work to come, told as certain.
    r"\bthere(?:'ll| will|'s going to| is going to| would)(?: \w+)? be (?:\w+ ){0,2}(?:further|more|another|additional|other|lots of|plenty of|paid|regular)\b[^.!?\n]{0,20}\b(?:work|campaign|job|project|booking|deal|post|collab|money|offer)\w*",
    # Money at another time or once more.
    r"\bmoney[- ]back\b|\bno[- ]risk\b|\bno strings\b",
    # "we'd also ..." adds to the terms, unless it is a courtesy.
    rf"\b(?:we|i|the brand|they){_WILL} (?:also|even|additionally|moreover) (?!be\b|have to|have (?:a|one|some)|like|love|need|want|hope|appreciate|mention|ask|understand|see|know|work|say|point|note|let|prefer|find|welcome|read|watch|check|think|suggest|confirm|discuss|talk|happy|send (?:over |you |across )?(?:the|a|our) (?:brief|contract|agreement|details|deck|product|schedule|draft|summary|guidelines|talking points)|share (?:the|a|our) (?:brief|contract|details|deck|guidelines|schedule)|attach|include (?:the|a) (?:link|brief)|do (?:that|this)|go (?:with|ahead|for)|accept|keep|leave|be)\w*",
)

# Ordinary in a mail, and still not in this package: judged only where the package is known.
UNGIVEN: Final = taboo(
    "promise_outside_terms",
    r"\battach(?:ed|ment)s?\b",
    r"\b(?:send|ship|mail) you (?:\w+ ){0,3}(?:products?|samples?|merch)\b",
    r"\b(?:plus|excl\w*|including|on top of) (?:vat|tax)",
)
