"""Which phrases does a negotiator never write?

A table of phrases by rule: talk of limits, policy, budget and CPM. English
mostly. Promises and slips of a machine have tables of their own
(`guard_promises`, `guard_slips`); when each applies is `guard_phrases`' question.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Taboo:
    """A phrase that is refused under the name of its rule."""

    rule: str
    shape: re.Pattern[str]


def taboo(rule: str, *alternatives: str) -> Taboo:
    """Return one taboo of all *alternatives*, upper and lower case alike."""
    at_word = [shape for shape in alternatives if shape.startswith(r"\b")]
    others = [shape for shape in alternatives if not shape.startswith(r"\b")]
    # By themselves, what begins with a word is tried at no other place: a quarter of the time it takes to judge a draft.
    shapes = [f"(?:{'|'.join(at_word)})", *others] if at_word else others
    return Taboo(rule, re.compile("|".join(shapes), re.IGNORECASE))


_MONEY_NOUN = r"(?:fee|rate|price|offer|amount|spend|pay|payment|compensation|figure|number)s?"
_MORE = r"(?:more|above|over|higher|beyond|on top|extra|further|again)"

ALWAYS: tuple[Taboo, ...] = (
    taboo(
        "ceiling_talk",
        r"\bceiling\b",
        # Room that is not named as a limit.
        r"\b(?:could|can|would|might|may|persuaded to|allowed to|permission to|able to|prepared to|willing to) (?:(?!not)\w+ ){0,2}(?:do better|improve (?:on )?(?:this|that|it|the (?:offer|fee|number|price))|dig deeper|sweeten)\b",
        r"\b(?:isn't|is not|wasn't|not|hardly|far from) (?:really )?(?:the |our )?(?:best|most|highest|final|last) (?:we|i|number|figure|offer|price|they)\b",
        r"\b(?:start(?:ed|ing|s)?|open(?:ed|ing|s)?|beg[ai]n(?:ning|s)?|came in|come in|went in) (?:\w+ )?(?:low|lower than|small)\b|\blow-?ball",
        r"\b(?:first|opening|initial) (?:numbers?|offers?|bids?|figures?) (?:is|are|was|were) (?:never|not|just|only)\b",
        r"\b(?:you (?:could|can|might|should|may|ought to)|if you|expected (?:you|them) to|feel free to|don't be shy to|i'd|if i were you) (?:\w+ )?(?:ask(?:ing)? (?:\w+ )?for (?:\w+ ){0,2}more|counter|haggle|push (?:us|back|harder)|hold (?:out|firm)|negotiate)\b(?! (?:details|info|time|questions))",
        r"\b(?:not|never) (?:to |allowed to )?exceed|\bexceed(?:ing)? (?:a|the|our|any) (?:\w+ )?(?:sum|amount|figure|number|limit)\b",
        r"\b(?:nowhere near|not (?:yet |even |quite )?(?:at|near|close to)|far from|well (?:below|under|within)|still (?:below|under)) (?:the|our|my|what) (?:top|limit|end|edge|roof|maximum|we|they|i|line|mark)\b",
        r"\bunder orders\b|\bkeep (?:it|the (?:fee|price|cost)|this|costs?|your fee) (?:low|down|small)\b|\bhands (?:are|aren't|are not) (?:\w+ )?tied\b",
        r"\b(?:one and a half|two|three|four|five|\d+\.\d+|\d) ?(?:times|x) (?:this|that|it|our|the|as)\b|\bmultipl(?:y|ied)\b",
        r"\b(?:half|thirds?|quarters?|fifths?|tenths?) of what (?:we|they|i)\b|\b(?:by|only|just|another|further|a full|one) (?:an? )?(?:half|third|quarter|fifth|tenth)\b (?:more|up|on top|higher|would|of what)?",
        r"\breservation price\b",
        r"\bwalk[- ]?away (?:price|point|number)",
        r"\bupper (?:limit|bound|end|range)",
        r"\b(?:our|my|the|a|internal|spending|price|fee|hard|firm|absolute|top|cost|approved|"
        r"authori[sz]ed) (?:upper )?(?:limit|cap|threshold)\b",
        r"\bcapped\b",
        r"\bcap (?:is|of|at|for|on)\b",
        r"\b(?:our|my|the|your|absolute|a) (?:\w+ )?(?-i:max|maximum|MAX|Maximum|MAXIMUM)\b",
        r"\bmaxe?d? out\b",
        r"\b(?:highest|most|top) (?:that )?(?:we|i|they|the brand|the client|my team)\b",
        r"\b(?:wiggle|wriggle|head) ?room\b",
        r"\bleeway\b",
        r"\b(?:more|some|little|plenty of|bit of|still|have|got) (?:flex\b|flexibility|room)\b(?! for (?:your|creativity|ideas|spontaneity))",
        r"\bhighest (?:i|we)\b",
        r"\b(?:can|could|would|might|may|able to|willing to|happy to) (?:probably |maybe "
        r"|possibly |perhaps |still |even |always )?"
        r"(?:go|stretch|push|move|reach|climb|come|raise|increase|bump) (?:\w+ ){0,3}?(?:higher|"
        r"further up|above|beyond|more|up a)\b(?! (?:questions|details|closely|quickly))",
        r"\bas (?:high|much|far up) as\b",
        r"\b(?:double|twice|triple|treble|doubling|two times|three times|\dx) (?:that|"
        r"this|the|your|our|it|as much|what|of)\b",
        r"\b(?:few|couple|couple of|several|another|extra) (?:hundred|thousand|grand|k|bucks|dollars)\b",
        r"\b(?:add|increase|raise|lift|up|by|another|extra|go|plus|roughly|about|further) "
        r"(?:\w+ ){0,3}(?:fifth|tenth|third|sixth|eighth)\b",
        r"\bhalf as much\b",
        r"\bmore where that\b",
        r"\b(?:four|five|six|\d)[- ]figures?\b",
    ),
    taboo(
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
    taboo(
        "budget_talk",
        r"\bbudget(?!ing|-friendly)",
        r"\bfinance (?:gave|approved|signed|drew|team|says|said|set|allow\w*|cleared|department)\b",
        r"\b(?:money|cash|funds|euros|dollars|pounds) (?:left|to spend|to play with|spare|in reserve)\b|\bleft[- ]?over (?:money|funds|from)\b",
        r"\b(?:a|the|our|one|campaign) (?:\w+ )?(?:pot|kitty|war chest)\b",
        r"\b(?:to|can|may|will|could|plans? to|wants? to) spend\b(?! (?:time|a day|an? (?:hour|day|week|afternoon|morning)|the (?:day|weekend)|your|my|hours|days|\d+ (?:hours|days|minutes)|more time|some time|as (?:long|much time)))",
        r"\bour (?:\w+ )?(?:spreadsheet|media plan|forecast|price list|valuation|cost plan)\b|\bmedia plan\b",
        r"\bavailable for (?:everybody|everyone|all|the whole|this campaign|creators)\b|\bsaved (?:\w+ )?(?:on|from) (?:another|other)\b",
        r"\bpresupuesto",
        r"\borçamento",
        r"\bspend (?:for|on|per) (?:this|the|each) (?:campaign|creator)",
        r"\bwallet share\b",
        r"\bcampaign (?:pot|funds|spend|total)\b",
        r"\btotal (?:spend|pot|funds)\b",
        r"\bfunds? (?:left|available|remaining)",
        r"\bmedia spend\b",
    ),
    taboo(
        "cpm_talk",
        r"\b[ce]?c\.? ?p\.? ?[mv]\b",
        r"\becpm\b",
        r"\bthousand (?:views|impressions|plays|viewers|eyeballs)\b|\bper (?:1k|k)\b|\b1k (?:views|plays|impressions)\b",
        r"\b(?:based on|derived?\b[^.!?\n]{0,15} from|calculated?\b[^.!?\n]{0,15} (?:from|using|with|on|by)|works? out from|price[ds]?\b[^.!?\n]{0,15} (?:by|on|according to)|worked back from|depends on) (?:\w+ ){0,2}(?:view(?:s|er| count)?|reach|impressions|audience size|follower(?:s| count)?|plays)\b",
        r"\byou(?:'re| are) worth\b|\bworth (?:this|that) (?:much )?(?:per|to)\b",
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
)

FINAL_TALK = taboo(
    "final_talk",
    r"\b(?:final|last|best)(?: and (?:final|last))? (?:offer|price|word|number|figure)\b",
    r"\b(?:best|most|all) (?:that )?(?:we|i) can (?:do|offer)\b",
    r"\bas far as (?:we|i) can\b",
    r"\btake it or leave it\b",
    r"\bnon-?negotiable\b",
    r"\bcan(?:no|')t go (?:any )?(?:higher|further)\b",
)
ACCEPTANCE = taboo(
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
# A fee of theirs is promised without its figure; a clause that denies it ("we can't match your rate") is fine.
_THEIRS = rf"(?:(?:your|the) (?:asking|full|original|usual|own|initial) {_MONEY_NOUN}|your (?:{_MONEY_NOUN}|asks?|quote|terms|conditions|proposal|counter)|(?:all |exactly |precisely |half )?what(?:ever)? you(?:'ve|'re| have| had| are)? (?:usually |normally |originally |first )?(?:ask|quot|nam|propos|request|want|charg|suggest)\w*(?: for)?)"
THEIR_PRICE = taboo(
    "acceptance_not_in_verdict",
    rf"\b(?:pay(?:ing)?|match(?:ing)?|meet(?:ing)?|take|taking|honou?r|offer|(?:go|going|went|work|run|proceed) (?:ahead )?(?:with|for|at|on)|settle (?:on|at|for)|stick (?:to|with)|(?:happy|fine|okay|ok|good|comfortable|content|cool|agreed|on board) (?:with us )?(?:with|at|on)|do(?:ing)? (?:it|this|that) (?:at|for)|you(?:'ll| will)? (?:get|have)|let's (?:do|say|take)|yes to|make it) {_THEIRS}\b(?!,? (?:half|into|as a|but|only|if|is|was)\b)",
    rf"(?:^|[,:] )\W*(?:or|deal|agreed|ok|okay|yes)\W+(?:at |with |on )?{_THEIRS}\W*$",
    r"\byour (?:terms|conditions|figures?|rates?|prices?|numbers?|proposal) (?:are|is) (?:all |totally |completely |absolutely )?(?:fine|ok|okay|good|great|accepted|agreed|approved|perfect)\b",
)
# A negation makes these fine: "we can't go any higher" is final talk, which has its own rule.
NOT_AS_HIGH = re.compile(
    r"\b(?:can't|cannot|can not|couldn't|won't|unable to|not able to)(?: \w+){0,3} as (?:high|much|far) as (?:you|your|that)\b[^.!?;\n]*",
    re.IGNORECASE,
)
FINE_WHEN_NEGATED = re.compile(
    r"\b(?:can't|cannot|can not|couldn't|won't|unable to|not able to)\b[^.!?\n]{0,20}\b(?:higher|"
    r"further|above|beyond|more)\b|\b(?:there (?:isn't|is not|is)|(?:have|has|got)) (?:any|no)(?: more| further)? room\b(?! to spare)",
    re.IGNORECASE,
)
