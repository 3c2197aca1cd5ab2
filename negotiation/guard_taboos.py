"""Which phrases does a negotiator never write?

A table of phrases by rule: talk of limits, policy, budget and CPM, promises,
a model's words about itself, placeholders. English mostly. When each applies
is `guard_phrases`' question.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Taboo:
    """A phrase that is refused under the name of its rule."""

    rule: str
    shape: re.Pattern[str]


def _taboo(rule: str, *alternatives: str) -> Taboo:
    return Taboo(rule, re.compile("|".join(alternatives), re.IGNORECASE))


_MONEY_NOUN = r"(?:fee|rate|price|offer|amount|spend|pay|payment|compensation|figure|number)s?"
_MORE = r"(?:more|above|over|higher|beyond|on top|extra|further|again)"

ALWAYS: tuple[Taboo, ...] = (
    _taboo(
        "ceiling_talk",
        r"\bceiling\b",
        r"\breservation price\b",
        r"\bwalk[- ]?away (?:price|point|number)",
        r"\bupper (?:limit|bound|end|range)",
        r"\b(?:our|my|the|a|internal|spending|price|fee|hard|firm|absolute|top|cost|approved|"
        r"authori[sz]ed) (?:upper )?(?:limit|cap|threshold)\b",
        r"\blimits? (?:is|are|of|for|on (?:this|the|our|what))\b",
        r"\bcapped\b",
        r"\bcap (?:is|of|at|for|on)\b",
        r"\b(?:our|my|the|your|absolute|a) (?:\w+ )?(?-i:max|maximum|MAX|Maximum|MAXIMUM)\b",
        rf"(?-i:max|maximum|Maximum)\.? (?:we|i|{_MONEY_NOUN}|possible|is|of|would|that|allow)\b",
        r"\bmaxe?d? out\b",
        r"\b(?:highest|most|top) (?:that )?(?:we|i|they|the brand|the client|my team)\b",
        rf"\bhighest (?:possible )?{_MONEY_NOUN}\b",
        r"\btop (?:dollar|end|price|rate|fee|figure|number)\b",
        r"\b(?:price|fee|pay|rate|pricing|internal|our) (?:range|bracket|band)\b(?! of)",
        r"\b(?:wiggle|wriggle|head) ?room\b",
        r"\bleeway\b",
        r"\b(?:more|some|little|plenty of|bit of|still|have|got) (?:flex\b|flexibility|room)\b",
        r"\broom (?:to|for) (?:go|move|increase|negotiat|improve|more|up)",
        r"\bhighest (?:i|we)\b",
        r"\bno (?:more|higher) than\b",
        r"\b(?:authori[sz]ed|approved|allowed|permitted|cleared|green-?lit) (?:\w+ )?(?:to|"
        r"for|up to) (?:\w+ )?(?:pay|spend|go|offer more|stretch|anything|up)\b",
        r"\b(?:prepared|ready|willing|happy) to (?:go (?:up|higher|further|above|beyond)|"
        r"offer more|pay more|stretch)\b(?! to)",
        r"\b(?:can|could|would|might|may|able to|willing to|happy to) (?:probably |maybe "
        r"|possibly |perhaps |still |even |always )?"
        r"(?:go|stretch|push|move|reach|climb|come|raise|increase|bump) (?:\w+ ){0,3}?(?:higher|"
        r"further up|above|beyond|more|up a)\b(?! (?:questions|details|closely|quickly))",
        r"\bas (?:high|much|far up) as\b",
        rf"\b(?:half|third|quarter|fifth|tenth|sixth|eighth) {_MORE}\b",
        r"\b(?:double|twice|triple|treble|doubling|two times|three times|\dx) (?:that|"
        r"this|the|your|our|it|as much|what|of)\b",
        r"\b(?:bit|little|slightly|somewhat|considerably|significantly|hundreds?|thousands?|"
        r"couple) (?:above|over|higher|beyond|on top)\b",
        r"\b(?:pay|offer|do|add|find|give you|go|stretch|squeeze)\b[^.!?\n]{0,25}\b(?:bit|"
        r"little|slightly|somewhat|few|some) more\b(?! (?:questions|details|time|about|"
        r"info|context))",
        r"\b(?:bit|little|slightly|somewhat) more (?:if|than|money|for you|for that)\b",
        r"\b(?:hundreds|thousands) (?:of (?:dollars|euros|pounds)|more|above|over)\b",
        r"\b(?:few|couple|couple of|several|another|extra) (?:hundred|thousand|grand|k|bucks|dollars)\b",
        r"\b(?:obergrenze|höchstbetrag|maximal|höchstens|plafond|límite|máximo|limite maxim)",
        r"\b(?:add|increase|raise|lift|up|by|another|extra|go|plus|roughly|about|further) "
        r"(?:\w+ ){0,3}(?:fifth|tenth|third|sixth|eighth)\b",
        r"\bhalf as much\b",
        r"\b(?:by|another|extra|add) (?:\w+ ){0,2}(?:a )?(?:quarter|half)\b",
        r"\bmore where that\b",
        r"\bif (?:you|they) (?:push|insist|press|hold out|hold firm|say no|ask again|counter)\b",
        r"\b(?:four|five|six|\d)[- ]figures?\b",
        r"\bwe(?:'d| would) (?:actually |really |even |still )?(?:pay|accept|take) (?:more|less|up|any)",
    ),
    _taboo(
        "policy_talk",
        r"\b(?:our|company|internal|pricing|brand's|client's|payment|the|standard|fee) polic(?:y|ies)\b",
        r"\bpolicy (?:is|allows|caps|says|limits|states)\b",
        r"\binternal (?:\w+ )?(?:limit|max|maximum|guideline|range|number|target|approval|"
        r"policy|rule|figure|valuation)",
        r"\bconfidential",
        r"\boff the record\b",
        r"\bbetween (?:you and me|us)\b(?!\$)",
        r"\b(?:our|my) (?:strategy|negotiation|playbook|guidelines)\b",
        r"\b(?:don't|do not|shouldn't|not supposed to|mustn't) (?:\w+ )?(?:share|tell|"
        r"reveal|disclose|say) (?:this|that|you)",
        r"\b(?:our|a|the|it's|keep) secret\b",
        r"\breveal (?:our|that|my|what|how)\b",
        r"\bleak",
        r"\b(?:target|anchor|opening|reserve|planned|allocated|earmarked|set aside) (?:fee|price|figure|amount|rate)\b",
        r"\b(?:our|my|the) (?:target|margin|markup|anchor)\b",
        r"\b(?:earmarked|allocated|set aside)\b",
        r"\b(?:pricing|rate|fee) (?:model|formula|engine|algorithm|calculator)\b",
        r"\bformula\b",
        r"\bbased on (?:your |the )?(?:expected|average|estimated|median|mean) (?:views?|"
        r"reach|impressions|view count)\b",
        r"\bexpected views\b",
        r"\bother (?:creators|influencers|talent)\b[^.!?\n]{0,40}\b(?:get|got|paid|pay|"
        r"charge|accept|receive|agreed|take|earn|are on)",
    ),
    _taboo(
        "budget_talk",
        r"\bbudget",
        r"\bpresupuesto",
        r"\borçamento",
        r"\bspend (?:for|on|per) (?:this|the|each) (?:campaign|creator)",
        r"\bwallet share\b",
        r"\bcampaign (?:pot|funds|spend|total)\b",
        r"\btotal (?:spend|pot|funds)\b",
        r"\bfunds? (?:left|available|remaining)",
        r"\bmedia spend\b",
    ),
    _taboo(
        "cpm_talk",
        r"\b[ce]?c\.? ?p\.? ?[mv]\b",
        r"\becpm\b",
        r"\bcpms\b",
        r"\bcpe\b",
        r"\bcpa\b",
        r"\brpm\b",
        r"\btkp\b",
        r"\bcost[- ](?:per|pro|por)[- ](?:mill?e|thousand|view|click|impression|engagement)",
        r"\b(?:per|a|each|every|for every|/) ?(?:1[,. ]?000|1k|thousand|mille|mil)\b(?: (?:views|impressions|plays))?",
        r"\b(?:rate|price|cents|dollars) per view\b",
        r"\bper[- ]mill?e\b",
        r"\bper (?:view|impression|click|follower)\b",
    ),
    _taboo(
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
    ),
    _taboo(
        "instruction_echo",
        r"\b(?:ignor|disregard|forget|overrid|bypass)(?:e|es|ing|ed|en)? (?:\w+ ){0,4}(?:instruction|"
        r"prompt|rule|guideline|direction|context|system|previous|prior|above)",
        r"\bas an? (?:\w+ )?(?:ai|artificial|language model|llm|large language|chat ?bot|"
        r"virtual assistant|assistant|automated)\b",
        r"\b(?:i am|i'm|this is) (?:just |only )?an? (?:\w+ )?(?:ai|bot|language model|"
        r"llm|chat ?bot|virtual assistant|machine)\b",
        r"\b(?:system|developer|hidden|initial|original) (?:prompt|message|instruction|mode)",
        r"\bprompt\b(?! (?:reply|response|payment|answer))",
        r"\bjailbr",
        r"\b(?-i:DAN)\b",
        r"(?m:^\s*[\[<(*#]*\s*(?:system|assistant|user|human|developer|tool|instructions?)\s*[\]>)*]*\s*:)",
        r"\b(?-i:SYSTEM|ASSISTANT|USER|INST)\s*:",
        r"<\|",
        r"\|>",
        r"\[/?inst",
        r"###",
        r"\b(?:new|updated|special|important|following|secret|your|my|these) instructions?\b",
        r"\b(?:i was|i've been|i have been|been) (?:told|instructed|programmed) (?:to|not|by)\b",
        r"\b(?:chat ?gpt|openai|anthropic|claude|gpt-?\d|gemini|llama|mistral ai|copilot)\b",
        r"\blanguage model\b",
        r"\b(?:training data|knowledge cut-?off|test suite|debug mode|sudo|admin mode)\b",
        r"\b(?:here is|here's|below is) (?:the|a|your|my) (?:\w+ ){0,2}(?:draft|e-?mail|"
        r"reply|response|version|rewrite|summary of the (?:email|text))\b",
        r"\b(?:sure|certainly|absolutely|of course)[!,.]? (?:here|i can help|i'd be happy "
        r"to help|let me (?:draft|write))",
        r"\bi (?:cannot|can't|am unable to|won't) (?:assist|comply|help|fulfil|generate|provide that)",
        r"\bverdict\b",
        r"\bguard(?:rail)?s?\b",
        r"\b(?:placeholder|json|yaml|xml|base64|rot13|javascript|python)\b",
        r"\bpwned\b|\bhacked\b",
        r"\bthe (?:following )?string\b",
        r"\b(?:begin|end) (?:of )?(?:system|prompt|instructions?|text)\b",
    ),
    _taboo(
        "placeholder",
        r"\{[^}\n]{0,60}\}?",
        r"\[[^\]\n]{1,60}\]",
        r"<[^>\n]{1,60}>",
        r"\b(?-i:TO[D]O|TBD|TBC|FIX[M]E|XX+|YYYY|N/A|NaN|PLACEHOLDER)\b",
        r"\blorem\b",
        r"\bipsum\b",
        r"[$€£](?!\s?[\d.]|[\s.,;:!?)-]|$)",
        r"[$€£]\s?(?-i:X|N)\b",
        r"_{3,}",
        r"%s\b|%d\b|%\(",
        r"\?{3,}",
        r"\binsert (?:\w+ ){0,3}(?:here|name|amount|fee|brand|date)",
        r"\bundefined\b",
        r"\bnull\b",
        r"\b(?-i:Your Name|Brand Name|Creator Name|Company Name|First Name|Last Name|Your Company|Sender Name)\b",
        r"\b(?:hi|hello|dear|hey) (?:,|none\b|nan\b|creator\b|influencer\b|name\b|\.\.\.)",
        r"\bdear,",
        r"\b(?-i:X,X{3}|XK|Xk)\b",
    ),
)

FINAL_TALK = _taboo(
    "final_talk",
    r"\b(?:final|last|best)(?: and (?:final|last))? (?:offer|price|word|number|figure)\b",
    r"\b(?:best|most|all) (?:that )?(?:we|i) can (?:do|offer)\b",
    r"\bas far as (?:we|i) can\b",
    r"\btake it or leave it\b",
    r"\bnon-?negotiable\b",
    r"\bcan(?:no|')t go (?:any )?(?:higher|further)\b",
)
ACCEPTANCE = _taboo(
    "acceptance_not_in_verdict",
    r"\b(?:we|i) (?:happily |gladly |can |will |hereby )?(?:accept|agree to|agree "
    r"with|confirm|approve) (?:your|that|the) (?:rate|price|ask|fee|offer|quote|number|"
    r"terms|proposal|counter)",
    r"\byour (?:rate|price|ask|fee|offer|quote|number) (?:works|is fine|is ok|is accepted|"
    r"is approved|sounds good|it is)\b",
    r"\b(?:it's|it is|we have|that's|we've got) a deal\b",
    r"\bdeal (?:is )?(?:confirmed|closed|done)\b",
    r"\bconsider it (?:done|agreed)\b",
)
# Ordinary in a mail, and still not in this package: judged only where the package is known.
UNGIVEN = _taboo(
    "promise_outside_terms",
    r"\battach(?:ed|ment)s?\b",
    r"\b(?:send|ship|mail) you (?:\w+ ){0,3}(?:products?|samples?|merch)\b",
    r"\b(?:plus|excl\w*|including|on top of) (?:vat|tax)",
)
# A negation makes these fine: "we can't go any higher" is final talk, which has its own rule.
FINE_WHEN_NEGATED = re.compile(
    r"\b(?:can't|cannot|can not|couldn't|won't|unable to|not able to)\b[^.!?\n]{0,20}\b(?:higher|"
    r"further|above|beyond|more)\b",
    re.IGNORECASE,
)
