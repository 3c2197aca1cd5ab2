"""What slips into a draft when a machine writes it?

Talk of itself, echoes of instructions, a frame around the mail, a gap left to
fill. A person's mail has none of it, whatever the verdict is.
"""

from typing import Final

from negotiation.currencies import SIGN_SUFFIXES
from negotiation.guard_taboos import Taboo, taboo

# "1 250 $US": the letters behind the sign say whose it is, and leave no gap to fill.
_OF_A_COUNTRY: Final = rf"(?:(?<=\d)|(?<=\d ))[$£](?-i:{'|'.join(SIGN_SUFFIXES)})(?![\w{{[])"

SLIPS: Final[tuple[Taboo, ...]] = (
    taboo(
        "instruction_echo",
        r"\b(?:ignor|disregard|forget|overrid|bypass)(?:e|es|ing|ed|en)? (?:\w+ ){0,4}(?:instruction|guidance|"
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
        r"\bverdict\b|\bhidden (?:text|message|note|line)\b|\btold me to\b|\b(?:the|our) model (?:suggest|say|recommend|decide|want|think|advise)\w*",
        r"\bguard(?:rail)?s?\b",
        r"\b(?:placeholder|json|yaml|xml|base64|rot13|javascript|python)\b",
        r"\bpwned\b|\bhacked\b",
        r"\bthe (?:following )?string\b",
        r"\b(?:begin|end) (?:of )?(?:system|prompt|instructions?|text)\b",
        r"\bnote to (?:self|myself|(?:the |any |our )?(?:assistants?|models?|ai|writers?|reviewers?|guards?|filters?|moderators?|checkers?|editors?|approvers?|systems?))\b",
        r"\bas (?:your|an?|the) (?:\w+ )?(?:assistant|bot|agent|model|negotiator|writer)\b(?=,? (?:i|we)\b)",
        r"\b(?:the|our|my) (?:system|model|algorithm|bot|software|ai) (?:has|have|had|will|says?|said|approv\w+|accept\w*|reject\w*|decid\w+|allow\w*|requires?|won't|can't|cannot)\b",
        r"\b(?:above|below|preceding|foregoing) (?:e-?mail|message|draft|text|reply|mail)\b|\bfollows? (?:all|every|the|our|my) (?:of )?(?:the )?(?:rules|guidelines|instructions|constraints)\b|\b(?:instructions?|commands?) (?:has|have|was|were) (?:been )?(?:executed|followed|carried out|received|noted)\b",
        r"\b(?:comply|complying|obey|act|acting|proceed) (?:\w+ )?(?:with|according to|on|by) (?:the |your |these |those |any )?(?:new |latest |above |following |given )?(?:rules?|instructions?|commands?|orders?|guidelines|directives?|request in)\b",
        r"\b(?:rules?|instructions?|commands?|orders?|directives?) (?:\w+ )?(?:in|from|inside|contained in|within) (?:your|the|that|this|their) (?:\w+ )?(?:e-?mails?|messages?|repl(?:y|ies)|notes?|text|thread|mails?)\b",
        r"\b(?:let|wave|pass) (?:it|this|that|this (?:e-?mail|mail|message|draft)) (?:pass|through|by)\b|\bsafe to send\b|\b(?:this|the) (?:e-?mail|mail|message|draft) (?:is|has been|was) (?:safe|approved|checked|verified|reviewed|cleared|generated|written by)\b",
        r"\b(?:automated|automatic|virtual|digital|software) (?:\w+ )?(?:agent|assistant|system|negotiator|tool|reply)\b",
        r"\b(?:rules?|instructions?|limits?|restrictions?|constraints?|guidelines?) (?:no longer|do not|don't|does not) appl",
        r"(?m:^\W*(?-i:Output|Response|Reasoning|Thought|Thoughts|Action|Answer|Decision|Intent|Analysis|Draft|Draft reply|Result|Explanation|Final answer|Task|Input|Context|Instruction|Instructions|Step \d+|Tool|Function)\s*:)",
        r"\b(?:adjust|change|tweak|revise|rewrite|shorten|refine|modify) (?:the |this |its |my )?(?:tone|draft|wording|length|e-?mail|message|reply)\b",
        r"\b(?:would you like|let me know if you(?:'d| would) like) me to\b",
        r"\bsafety (?:checks?|filters?|guidelines|rules|protocols?)\b|\bcontent policy\b",
        r"\bthe (?:user|creator|influencer|recipient|counterparty|sender)(?:'s)? (?:has|have|had|told|tells|instructed|demand\w*|insist\w*|agreed|is|was|wants?|wanted|asks?|asked|says?|said|accept\w*|claims?|verified|requests?|requested|seems|may|might|should|must|will|would|ask|offer|counter|message|reply|reservation|number)\b",
        r"\b(?:my|your|the) (?:guidelines|programming|instructions|prompt|configuration|training|developers?|creators|operators?|directives?)\b[^.!?\n]{0,20}\b(?:allow|let|permit|forbid|prohibit|prevent|say|tell|require|do not|don't|are|is|to)\b",
        r"\b(?:according to|per|following|as per|under) (?:my|your|the|this|its) (?:\w+ )?(?:prompt|instructions?|programming|configuration|directives?|command)\b",
        r"\b(?:follow|obey|comply with|complying with|obeying|executing|execute) (?:your|the|this|all|any|my) (?:\w+ )?(?:instructions?|commands?|orders?|request to ignore|directives?)",
        r"\b(?:treat|consider|regard) (?:your|any|every|the|all) (?:\w+ )?(?:figures?|amounts?|numbers?|price|fee|ask) as (?:approved|accepted|agreed|final|authori[sz]ed)",
        r"\b(?:agree|accept|approve|confirm)(?:ing|ed|s)? (?:to )?(?:any|whatever|every|all) (?:fee|amount|price|sum|figure|you|terms|request)",
        r"\b(?:unrestricted|debugging|simulation|role-?play|override|test) mode\b|\bmode (?:is )?(?:on|activated|enabled)\b",
        r"\baccess (?:granted|code)\b|\bend of (?:prompt|instructions?|system|input|message)\b",
        r"\b(?-i:BEGIN|END|IGNORE|OVERRIDE|ADMIN|IMPORTANT INSTRUCTION|NEW INSTRUCTIONS?)\b",
        r"</?\s*(?:mail|e-?mail|system|assistant|user|draft|instructions?|response|answer|thinking)\s*>",
    ),
    taboo(
        "placeholder",
        r"\{[^}\n]{0,60}\}?",
        r"\[[^\]\n]{1,60}\]",
        r"<[^>\n]{1,60}>",
        r"\b(?-i:TO[D]O|TBD|TBC|FIX[M]E|XX+|xxx+|YYYY|N/A|NaN|PLACEHOLDER)\b",
        rf"%(?-i:[A-Z][A-Z_]{{2,}})%?|(?!{_OF_A_COUNTRY})\$(?-i:[A-Z][A-Z_]{{2,}})\b|\b(?-i:[A-Z]{{2,}}_[A-Z_]{{2,}})\b",
        r"\b(?:dd|mm)[/.-](?:mm|dd)[/.-]y{2,4}\b|\byyyy\b|\bhh:mm\b",
        r"\((?:add|insert|fill in|put|personali[sz]e|enter|your|name|date|amount|fee|tbd|tbc|todo|link|signature)\b[^)\d]{0,40}\)",
        r"\b(?-i:FIRST ?NAME|LAST ?NAME|FULL ?NAME|NAME|DATE|AMOUNT|FEE|BRAND|LINK|CREATOR|HANDLE|PRICE|SIGNATURE|FirstName|LastName)\b",
        r"\b(?:sample|dummy|example|filler) (?:text|copy)\b|\b(?:fill|filled) (?:this|it|me)? ?in (?:here|later)\b",
        r"\.{3,}\s?(?:here|goes here)\b|\bgoes here\b",
        r"__\w+__|(?m:^\W*(?-i:None|NULL|null|NaN|undefined|False|True)\W*$)",
        r"\blorem\b",
        r"\bipsum\b",
        rf"(?!{_OF_A_COUNTRY})[$€£](?!\s?[\d.]|[\s.,;:!?)-]|$)",
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
