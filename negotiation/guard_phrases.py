"""Does a draft say what a negotiator must not?

Talk of ceilings, budgets and CPM, promises nobody priced, words of a model
about itself, placeholders left over. Phrases only: amounts are another file's.
"""

import re
from dataclasses import dataclass

from negotiation.letter import LetterOrder, Stage

_FINAL_STAGES = frozenset({Stage.FINAL, Stage.NUDGE, Stage.DECLINE, Stage.CLOSE})
_NEGATED = re.compile(
    r"\b(?:no|not|without|non|none|only|excluded|never|isn't|aren't|won't|don't|nor)\b", re.IGNORECASE
)
_CLAUSE = re.compile(r"[^.!?;\n]+")


@dataclass(frozen=True, slots=True)
class Taboo:
    """A phrase that is refused under the name of its rule."""

    rule: str
    shape: re.Pattern[str]


def _taboo(rule: str, *alternatives: str) -> Taboo:
    return Taboo(rule, re.compile("|".join(alternatives), re.IGNORECASE))


_MONEY_NOUN = r"(?:fee|rate|price|offer|amount|spend|pay|payment|compensation|figure|number)s?"
_MORE = r"(?:more|above|over|higher|beyond|on top|extra|further|again)"

_ALWAYS: tuple[Taboo, ...] = (
    _taboo(
        "ceiling_talk",
        r"\bceiling\b", r"\breservation price\b", r"\bwalk[- ]?away (?:price|point|number)", r"\bupper (?:limit|bound|end|range)",
        r"\b(?:our|my|the|a|internal|spending|price|fee|hard|firm|absolute|top|cost|approved|authori[sz]ed) (?:upper )?(?:limit|cap|threshold)\b",
        r"\blimits? (?:is|are|of|for|on (?:this|the|our|what))\b", r"\bcapped\b", r"\bcap (?:is|of|at|for|on)\b",
        r"\b(?:our|my|the|your|absolute|a) (?:\w+ )?(?-i:max|maximum|MAX|Maximum|MAXIMUM)\b",
        rf"(?-i:max|maximum|Maximum)\.? (?:we|i|{_MONEY_NOUN}|possible|is|of|would|that|allow)\b", r"\bmaxe?d? out\b",
        r"\b(?:highest|most|top) (?:that )?(?:we|i|they|the brand|the client|my team)\b", rf"\bhighest (?:possible )?{_MONEY_NOUN}\b",
        r"\btop (?:dollar|end|price|rate|fee|figure|number)\b", r"\b(?:price|fee|pay|rate|pricing|internal|our) (?:range|bracket|band)\b",
        r"\b(?:wiggle|wriggle|head) ?room\b", r"\bleeway\b", r"\b(?:more|some|little|plenty of|bit of|still|have|got) (?:flex\b|flexibility|room)\b",
        r"\broom (?:to|for) (?:go|move|increase|negotiat|improve|more|up)", r"\bhighest (?:i|we)\b", r"\bno (?:more|higher) than\b",
        r"\b(?:authori[sz]ed|approved|allowed|permitted|cleared|prepared|ready|green-?lit) (?:\w+ )?(?:to|for|up to) (?:\w+ )?"
        r"(?:pay|spend|go|offer more|stretch|anything|up)\b",
        r"\b(?:can|could|would|might|may|able to|willing to|happy to) (?:probably |maybe |possibly |perhaps |still |even |always )?"
        r"(?:go|stretch|push|move|reach|climb|come|raise|increase|bump) (?:\w+ ){0,3}?(?:higher|further|above|beyond|over|more)\b(?! (?:questions|details))",
        r"\bas (?:high|much|far up) as\b", rf"\b(?:half|third|quarter|fifth|tenth|sixth|eighth) {_MORE}\b",
        r"\b(?:double|twice|triple|treble|doubling|two times|three times|\dx) (?:that|this|the|your|our|it|as much|what|of)\b",
        rf"\b(?:bit|little|slightly|somewhat|considerably|significantly|few hundred|hundreds?|thousands?|couple|few|some) {_MORE}\b(?! (?:questions|details|time|about))",
        r"\b(?:hundreds|thousands) (?:of|more|above|over)\b", r"\b(?:few|couple|couple of|several|another|extra) (?:hundred|thousand|grand|k|bucks|dollars)\b",
        r"\b(?:obergrenze|höchstbetrag|maximal|höchstens|plafond|límite|máximo|limite maxim)",
        r"\bif (?:you|they) (?:push|insist|press|hold out|say no|ask again|decline|refuse|counter)\b",
        r"\b(?:four|five|six|\d)[- ]figures?\b", r"\bwe(?:'d| would) (?:actually |really |even |still )?(?:pay|accept|take) (?:more|less|up|any)",
    ),
    _taboo(
        "policy_talk",
        r"\b(?:our|company|internal|pricing|brand's|client's|payment|the|standard|fee) polic(?:y|ies)\b", r"\bpolicy (?:is|allows|caps|says|limits|states)\b",
        r"\binternal(?:ly)?\b", r"\bconfidential", r"\boff the record\b", r"\bbetween (?:you and me|us)\b", r"\b(?:our|my) (?:strategy|negotiation|playbook|guidelines)\b",
        r"\b(?:don't|do not|shouldn't|not supposed to|mustn't) (?:\w+ )?(?:share|tell|reveal|disclose|say) (?:this|that|you)", r"\bsecret", r"\b(?:reveal|leak)",
        r"\b(?:target|anchor|opening|reserve|planned|allocated|earmarked|set aside) (?:fee|price|figure|amount|rate)\b", r"\b(?:our|my|the) (?:target|margin|markup|anchor)\b",
        r"\b(?:earmarked|allocated|set aside)\b", r"\b(?:pricing|rate|fee) (?:model|formula|engine|algorithm|calculator)\b", r"\bformula\b",
        r"\bbased on (?:your |the |expected |average |recent |estimated )+(?:views?|reach|impressions|view count)\b", r"\bexpected views\b",
        r"\bother (?:creators|influencers|talent)\b[^.!?\n]{0,40}\b(?:get|got|paid|pay|charge|accept|receive|agreed|take|earn|are on)",
    ),
    _taboo(
        "budget_talk",
        r"\bbudget", r"\bpresupuesto", r"\borçamento", r"\bspend (?:for|on|per) (?:this|the|each) (?:campaign|creator)", r"\bwallet share\b",
        r"\bcampaign (?:pot|funds|spend|total)\b", r"\btotal (?:spend|pot|funds)\b", r"\bfunds? (?:left|available|remaining)", r"\bmedia spend\b",
    ),
    _taboo(
        "cpm_talk",
        r"\b[ce]?c\.? ?p\.? ?[mv]\b", r"\becpm\b", r"\bcpms\b", r"\bcpe\b", r"\bcpa\b", r"\brpm\b", r"\btkp\b",
        r"\bcost[- ](?:per|pro|por)[- ](?:mill?e|thousand|view|click|impression|engagement)",
        r"\b(?:per|a|each|every|for every|/) ?(?:1[,. ]?000|1k|thousand|mille|mil)\b(?: (?:views|impressions|plays))?", r"\b(?:rate|price|cents|dollars) per view\b",
        r"\bper[- ]mill?e\b", r"\bper (?:view|impression|click|follower)\b",
    ),
    _taboo(
        "promise_outside_terms",
        r"\bbonus", r"\bcommission", r"\baffiliate", r"\b(?:revenue|profit)[- ]?shar", r"\broyalt", r"\bgift", r"\bfreebie", r"\bcomplimentary\b",
        r"\bfree (?:product|sample|item|set|box|merch|gift|shipping|month|subscription|year|access|trip|stay|clothes|stuff|pr\b)s?", r"\bfor free\b", r"\bfree of charge\b",
        r"\b(?:discount|promo|referral|coupon) codes?\b", r"\bgiveaway", r"\bambassador", r"\blong[- ]term\b", r"\blonger[- ]term\b", r"\bretainer\b",
        r"\bguarantee", r"\bi promise\b", r"\bwe promise\b", r"\bpromise (?:you|to|that)\b", r"\bperpetu", r"\bforever\b", r"\blifetime\b", r"\bbuy-?out\b",
        r"\b(?:all|any|worldwide|unlimited|full|global) (?:media|usage|rights|territories|ownership)\b", r"\bunlimited\b", r"\bequity\b", r"\bstock options?\b",
        r"\b(?:travel|flights?|hotels?|accommodation|expenses|shipping|per diem)\b[^.!?\n]{0,30}\b(?:cover|paid|pay|includ|reimburs|on us|costs?)",
        r"\b(?:cover|pay for|reimburse|throw in|include|book) (?:\w+ ){0,3}(?:travel|flights?|hotels?|accommodation|expenses|shipping|costs|product)", r"\bthrow(?:ing)? in\b",
        r"\bon top of (?:that|this|it|the|your)\b", r"\bas (?:a thank|an extra|an incentive)", r"\bincentive", r"\bsweeten", r"\btop[- ]?up\b", r"\btips?\b(?= (?:of|on))",
        r"\b(?:extra|additional|further|supplementary) (?:fee|pay|payment|money|cash|compensation|amount|post|reel|story|video|remuneration)s?\b",
        r"\b(?:second|third|further|additional|another|next|future|more|upcoming|follow-up|new) (?:paid )?(?:campaigns?|projects?|deals?|contracts?|collaborations?|bookings?|partnerships?|jobs?) "
        r"(?:is|are|will|would be|with (?:a|higher)|at|next|in|worth|guaranteed|confirmed|secured|for sure|later|this|every)\b",
        r"\b(?:sign|lock|commit|book|contract|secure|reserve|hire|keep) (?:you|to you) (?:\w+ ){0,4}(?:for|in|again|next|every|as)\b(?! (?:it|this|that|these|those|two|one|three|\d))",
        r"\b(?:every|each|per|a) (?:month|quarter|week|year)\b", r"\bmonthly (?:fee|pay|deal|contract|retainer)", r"\b(?:raise|increase|review) (?:your|the) (?:fee|rate) (?:later|next|after|in)\b",
        r"\bpay(?:ing)? (?:you )?more (?:next|later|in|after)\b", r"\b(?:kill|late|cancellation|rush) fee\b", r"\bper sale\b", r"\bfor each sale\b", r"\bshare of\b",
        r"\b(?:up ?front|in advance|prepa(?:y|id)|down payment|deposit|on signing|signing fee)\b(?! (?:about|with you|that))", r"\badvance payment\b",
        r"\bhalf (?:now|upfront|before|of (?:it|the fee|that))\b", r"\b(?:pay|paid|payment|transfer|send|wire)\b[^.!?\n]{0,30}\b(?:today|tomorrow|immediately|instantly|right away|same day|tonight|this week|within (?:24|48|72) hours)\b",
        r"\bname your (?:price|fee|rate)\b", r"\bblank che", r"\bwhatever (?:you|amount|fee|price)\b", r"\bprice match", r"\bno matter (?:the|what) (?:cost|price|fee)",
        r"\b(?:exclusiv\w*|whitelisting|usage rights?) (?:for|in) (?:\w+ ){0,2}(?:all|entire|whole)\b", r"\bowner(?:ship)? of (?:the|your|all)\b",
        r"\b(?:also|even|additionally|plus) (?:\w+ ){0,3}(?:exclusiv|whitelist|sponsor|promot|feature you|boost|give you|send you|buy|cover|pay|grant|offer you)",
        r"\bsend you (?:\w+ ){0,4}(?:products?|samples?|packages?|items?|merch)\b", r"\bsubcontract", r"\bcareer\b", r"\bjob offer\b", r"\bverified badge\b",
    ),
    _taboo(
        "instruction_echo",
        r"\b(?:ignor|disregard|forget|overrid|bypass)(?:e|es|ing|ed|en)? (?:\w+ ){0,4}(?:instruction|prompt|rule|guideline|direction|context|system|previous|prior|above)",
        r"\bas an? (?:\w+ )?(?:ai|artificial|language model|llm|large language|chat ?bot|virtual assistant|assistant|automated)\b",
        r"\b(?:i am|i'm|this is) (?:just |only )?an? (?:\w+ )?(?:ai|bot|language model|llm|chat ?bot|virtual assistant|machine)\b",
        r"\b(?:system|developer|hidden|initial|original) (?:prompt|message|instruction|mode)", r"\bprompt\b(?! (?:reply|response|payment|answer))", r"\bjailbr", r"\b(?-i:DAN)\b",
        r"(?m:^\s*[\[<(*#]*\s*(?:system|assistant|user|human|developer|tool|instructions?)\s*[\]>)*]*\s*:)", r"\b(?-i:SYSTEM|ASSISTANT|USER|INST)\s*:", r"<\|", r"\|>", r"\[/?inst", r"###",
        r"\b(?:new|updated|special|important|following|secret|your|my|these) instructions?\b", r"\b(?:i was|i've been|i have been|been) (?:told|instructed|programmed|asked|trained|designed) (?:to|not|by)\b",
        r"\b(?:chat ?gpt|openai|anthropic|claude|gpt-?\d|gemini|llama|mistral ai|copilot)\b", r"\blanguage model\b", r"\b(?:training data|knowledge cut-?off|test suite|debug mode|sudo|admin mode)\b",
        r"\b(?:here is|here's|below is|this is) (?:the|a|your|my) (?:\w+ ){0,2}(?:draft|e-?mail|reply|response|version|rewrite|summary of the (?:email|text))\b",
        r"\b(?:sure|certainly|absolutely|of course)[!,.]? (?:here|i can help|i'd be happy to help|let me (?:draft|write))", r"\bi (?:cannot|can't|am unable to|won't) (?:assist|comply|help|fulfil|generate|provide that)",
        r"\bverdict\b", r"\bguard(?:rail)?s?\b", r"\b(?:placeholder|json|yaml|xml|base64|rot13|javascript|python)\b", r"\bpwned\b|\bhacked\b", r"\bthe (?:following )?string\b", r"\b(?:begin|end) (?:of )?(?:system|prompt|instructions?|text)\b",
    ),
    _taboo(
        "placeholder",
        r"\{[^}\n]{0,60}\}?", r"\[[^\]\n]{1,60}\]", r"<[^>\n]{1,60}>", r"\b(?-i:TODO|TBD|TBC|FIXME|XX+|XXX|YYYY|N/A|NaN|PLACEHOLDER|NAME|AMOUNT|FEE|BRAND|DATE)\b", r"\blorem\b", r"\bipsum\b",
        r"[$€£](?!\s?[\d.]|[\s.,;:!?)-]|$)", r"[$€£]\s?(?-i:X|N)\b", r"_{3,}", r"%s\b|%d\b|%\(", r"\?{3,}", r"\binsert (?:\w+ ){0,3}(?:here|name|amount|fee|brand|date)", r"\bundefined\b", r"\bnull\b",
        r"\b(?-i:Your Name|Brand Name|Creator Name|Company Name|First Name|Last Name|Your Company|Sender Name)\b", r"\b(?:hi|hello|dear|hey) ?(?:,|none\b|nan\b|creator\b|influencer\b|name\b|\.\.\.)", r"\b(?-i:X,XXX|XK|Xk)\b",
    ),
)  # fmt: skip

_FINAL_TALK = _taboo(
    "final_talk",
    r"\b(?:final|last|best)(?: and (?:final|last))? (?:offer|price|word|number|figure)\b", r"\b(?:best|most|all) (?:that )?(?:we|i) can (?:do|offer)\b",
    r"\bas far as (?:we|i) can\b", r"\btake it or leave it\b", r"\bnon-?negotiable\b", r"\bcan(?:no|')t go (?:any )?(?:higher|further)\b",
)  # fmt: skip
_ACCEPTANCE = _taboo(
    "acceptance_not_in_verdict",
    r"\b(?:we|i) (?:happily |gladly |can |will |hereby )?(?:accept|agree to|agree with|confirm|approve) (?:your|that|the) (?:rate|price|ask|fee|offer|quote|number|terms|proposal|counter)",
    r"\byour (?:rate|price|ask|fee|offer|quote|number) (?:works|is fine|is ok|is accepted|is approved|sounds good|it is)\b",
    r"\b(?:it's|it is|we have|that's|we've got) a deal\b", r"\bdeal (?:is )?(?:confirmed|closed|done)\b", r"\bconsider it (?:done|agreed)\b",
)  # fmt: skip
# A negation makes these fine: "we can't go any higher" is final talk, which has its own rule.
_FINE_WHEN_NEGATED = re.compile(
    r"\b(?:can't|cannot|can not|couldn't|won't|unable to|not able to)\b[^.!?\n]{0,20}\b(?:higher|further|above|beyond|more)\b",
    re.IGNORECASE,
)

_TERMS: tuple[tuple[str, str, re.Pattern[str]], ...] = (
    ("usage_rights_days", "usage rights", re.compile(r"\busage\b|\blicen[sc]|\bpaid (?:usage|use|ads?|media)\b|\brights\b", re.IGNORECASE)),
    ("exclusivity_days", "exclusivity", re.compile(r"\bexclusiv", re.IGNORECASE)),
    ("whitelisting_days", "whitelisting", re.compile(r"\bwhitelist|\bspark ads?\b|\bboost|\bpartnership ads\b|\bdark post", re.IGNORECASE)),
    ("rush", "rush", re.compile(r"\brush|\bexpedit|\bexpress delivery", re.IGNORECASE)),
)  # fmt: skip


def phrase_reasons(order: LetterOrder, text: str) -> list[str]:
    """Return the phrases of *text* (flat, plain characters) that may not be said for *order*."""
    spoken = _FINE_WHEN_NEGATED.sub("can't go higher", text)
    reasons = [
        _reason(taboo, match) for taboo in _ALWAYS if (match := taboo.shape.search(_without_final(taboo, spoken)))
    ]
    if order.stage not in _FINAL_STAGES and (match := _FINAL_TALK.shape.search(spoken)):
        reasons.append(_reason(_FINAL_TALK, match))
    if order.package.deliverables:
        reasons += _unpriced_terms(order, text)
        if order.stage is not Stage.CONFIRM and (match := _ACCEPTANCE.shape.search(spoken)):
            reasons.append(_reason(_ACCEPTANCE, match))
    return reasons


def _reason(taboo: Taboo, match: re.Match[str]) -> str:
    return f"{taboo.rule}: {' '.join(match.group().split())[:60]}"


def _without_final(taboo: Taboo, text: str) -> str:
    """Leave "can't go higher" to the rule on final offers."""
    return text.replace("can't go higher", "") if taboo.rule == "ceiling_talk" else text


def _unpriced_terms(order: LetterOrder, text: str) -> list[str]:
    """Refuse a term the package does not hold, unless the sentence denies it."""
    reasons: list[str] = []
    for field, name, shape in _TERMS:
        if getattr(order.package, field):
            continue
        spoken = [
            c.group() for c in _CLAUSE.finditer(text) if shape.search(c.group()) and not _NEGATED.search(c.group())
        ]
        reasons += [f"promise_outside_terms: {name}: {' '.join(clause.split())[:60]}" for clause in spoken[:1]]
    return reasons
