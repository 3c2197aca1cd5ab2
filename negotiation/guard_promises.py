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
    r"\bgift",
    r"\bperks?\b",
    r"\bworth your while\b",
    r"\b(?:something|little) extra\b",
    r"\b(?:yearly|annual|permanent|rolling|multi-\w+) (?:contract|deal|fee|retainer|partnership)",
    r"\bfree (?:\w+ ){0,2}(?:products?|sets?|kits?|box(?:es)?|samples?|bundles?|pairs?|bottles?)\b",
    r"\bfreebie",
    r"\bcomplimentary\b",
    r"\bfree (?:product|sample|item|set|box|merch|gift|shipping|month|subscription|"
    r"year|access|trip|stay|clothes|stuff|pr\b)s?",
    r"\bfor free\b",
    r"\bfree of charge\b",
    r"\b(?:discount|promo|referral|coupon) codes?\b",
    r"\bgiveaway",
    r"\bambassador",
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
    r"\b(?:all|any|worldwide|unlimited|full|global) (?:media|usage|rights|territories|ownership)\b",
    r"\bunlimited\b",
    r"\bequity\b",
    r"\bstock options?\b",
    r"\b(?:travel|flights?|hotels?|accommodation|expenses|shipping|per diem)\b[^.!?\n]{0,30}\b(?:cover|"
    r"paid|pay|includ|reimburs|on us|costs?)",
    r"\b(?:cover|pay for|reimburse|throw in|include|book) (?:\w+ ){0,3}(?:travel|flights?|"
    r"hotels?|accommodation|expenses|shipping|costs|product)",
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
    r"\bsign you (?:up )?(?:for|as|to|on) (?:a|an|another|the next|more)\b",
    r"\b(?:sign|lock|commit|book|contract|secure|reserve|hire|keep) (?:you|to you) "
    r"(?:\w+ ){0,4}(?:again|next (?:year|month|season|quarter|campaign|time)|every|"
    r"all year|long)\b",
    r"\b(?:every|each|per) (?:month|quarter|week|year)\b",
    r"\bmonthly (?:fee|pay|deal|contract|retainer)",
    r"\b(?:raise|increase|review) (?:your|the) (?:fee|rate) (?:later|next|after|in)\b",
    r"\bpay(?:ing)? (?:you )?more (?:next|later|in|after)\b",
    r"\b(?:kill|late|cancellation|rush) fee\b",
    r"\bper sale\b",
    r"\bfor each sale\b",
    r"\bshare of\b",
    r"\b(?:prepa(?:y|id)|down payment|deposit|signing fee|advance payment|up-?front (?:payment|pay|fee))\b",
    r"\b(?:pay|paid|payment|half|fee|money|amount|percent|everything|full|transfer|"
    r"sum|settle)\b[^.!?\n]{0,30}\b(?:up ?-?front|in advance|on signing)\b",
    r"%[^.!?\n]{0,20}\bup ?-?front\b",
    r"\bhalf (?:now|upfront|before|of (?:it|the fee|that))\b",
    r"\b(?:pay|paid|payment|transfer|send|wire)\b[^.!?\n]{0,30}\b(?:today|tomorrow|"
    r"immediately|instantly|right away|same day|tonight|this week|within (?:24|48|"
    r"72) hours)\b",
    r"\bname your (?:price|fee|rate)\b",
    r"\bblank che",
    r"\bwhatever (?:you|amount|fee|price)\b",
    r"\bprice match",
    r"\bno matter (?:the|what) (?:cost|price|fee)",
    r"\b(?:exclusiv\w*|whitelisting|usage rights?) (?:for|in) (?:\w+ ){0,2}(?:all|entire|whole)\b",
    r"\bowner(?:ship)? of (?:the|your|all)\b",
    r"\b(?:also|even|additionally|plus) (?:\w+ ){0,3}(?:exclusiv|whitelist|sponsor|"
    r"promot|feature you|boost|give you|send you|buy|cover|pay|grant|offer you)",
    r"\bsend you (?:\w+ ){0,3}(?:free|extra|additional)\b",
    r"\bsubcontract",
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
    r"\bthere(?:'ll| will|'s going to| is going to) be an? (?:\w+ )?(?:second|third|next|new|other|follow-?up|bigger|paid|regular) (?:\w+ )?(?:job|campaign|booking|project|role|collab\w*|deal)\b",
)

COMMITMENTS: Final = taboo(
    "promise_outside_terms",
    # What they would get, or we would give, beyond the fee.
    rf"\b{_YOU_GET} (?:also |even |then )?(?:get|receive|earn|have|win|own|keep|enjoy|be given|be sent|expect)?\b[^.!?\n]{{0,40}}\b{_GOODS}\b",
    rf"\b{_GIVER}{_WILL}? (?:also |even |then |gladly |happily )?(?:gift|reward|reimburse|refund|compensate|sponsor|fly|match|double|triple|treat|invite you|introduce you|recommend you|refer you|credit you|book you|hire you|sign you|commission you|name a|verify|promote|boost|repost you|push your|advertise)\b",
    rf"\b{_GIVER}{_WILL} (?:also |even |then |gladly |happily )?(?:give|hand|grant|offer|send|get|buy|lend|ship|provide|include|add|share)\b[^.!?\n]{{0,40}}\b(?:{_GOODS}|exclusiv\w*|raw (?:footage|files|material)|rights|ownership)\b",
    rf"\b{_GIVER}{_WILL} (?:also |even |gladly |happily )?(?:buy|purchase|acquire|take over|license)\b[^.!?\n]{{0,30}}\b(?:footage|files|content|video|rights|master)\b",
    rf"\b{_GIVER}{_WILL} (?:also |even |gladly |happily )?(?:cover|take care of|handle|pay for|pick up|absorb|bear)\b(?! (?:everything|the rest|it from here|that part|both|all of it from))[^.!?\n]{{0,40}}\b(?:tax\w*|costs?|expenses?|editor\w*|bills?|fees|insurance|visa|rent|props?|equipment|travel|childcare|tab|bill)\b",
    rf"\b{_GIVER}{_WILL} (?:put|make|turn|take|place) you (?:on|our|an?|the|into|in our|up)\b",
    rf"\b(?:you{_WILL}|you're|become|be|becoming) (?:\w+ ){{0,2}}{_TITLES}",
    r"\b(?:spot|place|seat|role|part) (?:in|on|with) our (?:\w+ ){0,2}(?:squad|club|roster|crew|family|program\w*|community|panel|council|collective)\b",
    r"\b(?:creator|influencer|partner|vip|inner) (?:squad|club|roster|circle|program\w*|collective|community)\b",
    r"\b(?:year|month|lifetime|week)'?s?'? (?:worth|supply)\b|\bsupply of (?:our|the)\b",
    r"\b(?:on us(?!\$)|on the house|our treat|our gift|at our (?:cost|expense))\b",
    r"\bname (?:a|an|the|our) \w+ after you\b|\bfront page\b|\bbillboard|\btv (?:spot|ad|commercial)",
    rf"\b{_GIVER}{_WILL} (?:\w+ )?pay (?:you )?(?:\w+ )?for (?:the |your |an? |any )?(?:exclusiv|whitelist|boost|travel|flight|hotel|videograph|photograph|editor|studio|props?|assistant|stylist)",
    # When the content does well.
    rf"\b(?:if|when|once|should|in case) (?:\w+ )?{_TARGET}\b[^.!?\n]{{0,40}}\b(?:{_EVENTS}|does well|do well|goes viral|takes off|blows up|is a (?:hit|success))\b(?! (?:live|ahead|out|over the|through|with|to the|the brief|on|up|for|into|back))[^.!?\n]{{0,60}}\b(?:pay|paid|get|earn|add|give|reward|extra|again|more|double|raise|there|send|book)\w*\b",
    r"\bhit (?:\w+ ){0,2}(?:a million|million|\d[\d.,]*\s?[km]?)\b",
    r"\b(?:depending on|based on|linked to|tied to) (?:the )?(?:performance|results|sales|clicks|conversions|how (?:well|it))\b",
    # Work to come, told as certain.
    rf"\b{_GIVER}(?:'ll| will|'re going to| are going to| promise| guarantee| can promise)\b[^.!?\n]{{0,50}}\b(?:next (?:season|month|year|quarter|campaign|launch|drop|time|summer|winter|spring|autumn|fall)|future (?:work|campaign|project|collab|deal|post)\w*|further (?:work|campaign|project|post|booking|job|deal)\w*|more (?:work|campaigns|posts|projects|bookings|jobs|deals)|follow-?up (?:job|campaign|project|booking|deal)|repeat (?:business|bookings?))\b",
    r"\bthere(?:'ll| will|'s going to| is going to| would)(?: \w+)? be (?:\w+ ){0,2}(?:further|more|another|additional|other|lots of|plenty of|paid|regular)\b[^.!?\n]{0,20}\b(?:work|campaign|job|project|booking|deal|post|collab|money|offer)\w*",
    r"\b(?:make sure|ensure|see to it) (?:that )?you (?:get|are|have|receive)\b[^.!?\n]{0,30}\b(?:job|campaign|work|next|first|again|more|follow-?up)\b",
    r"\b(?:first refusal|first in line|top of (?:our|the) list|priority (?:for|on) (?:our|the|future))\b",
    r"\b(?:at least|minimum of) (?:\w+ )?(?:more|further|other) (?:booking|campaign|job|deal|project|post)s?\b",
    # Money at another time or once more.
    r"\b(?:paid|pay|payment|money|funds|transfer|payout)\b[^.!?\n]{0,40}\b(?:within (?:an?|one|the|\d+|a few|a couple(?: of)?) (?:hours?|minutes?|mins?|hrs?)|before (?:you|filming|shooting|posting|publication|publishing|anything|any|the (?:shoot|post|video|content))|prior to|as soon as you (?:say|agree|accept|sign|reply|confirm)|the (?:moment|minute|second|day) you|on (?:signature|acceptance)|upon (?:signing|signature|acceptance|agreement)|(?:when|once) you(?:'ve| have)? (?:sign(?:ed)?|accept(?:ed)?|agreed?|sa(?:y|id))|by (?:tomorrow|tonight)|overnight|ahead of)\b",
    r"\bpay(?:s|ing)? (?:you )?(?:\w+ )?(?:double|twice|triple|again|extra|a second time|on top|the difference)\b",
    r"\b(?:second|third|additional|extra|another|further|final|first) (?:payment|instal?ment|transfer|payout|tranche)\b",
    r"\b(?:match|beat|top) (?:whatever|any(?:thing)?|what|every|all) (?:\w+ )?(?:else|other|offer\w*|they|quote)",
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
