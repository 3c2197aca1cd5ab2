"""Does this mail talk to a machine instead of to us?

Finds the plain marks of instructions meant for a language model, and text
hidden from people. It is a warning light, not the lock: no mail can change
what the rules may offer, and a mail that trips this goes to a person.
"""

import re
from typing import Final

_MINE: Final = r"(?:all |any |every |of |the |these |those |your |my |our |this )*"
_EARLIER: Final = (
    r"(?:previous|prior|earlier|preceding|above|original|initial|existing|former|past|given|system|current)"
)
_ORDERS: Final = (
    r"(?:instructions?|directions?|rules?|guidelines?|prompts?|commands?|orders?|directives?|constraints?"
    r"|programming|polic(?:y|ies)|context|assignments?|tasks?|messages?|training|conversation)"
)

# Each alone is enough. They are written for instructions, not for words: "prompt payment" and
# "please ignore my previous mail" are ordinary mail.
_SIGNS: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?:ignore|disregard|forget|override|bypass|skip|overlook|drop|discard|stop following)\b (?:about )?{_MINE}{_EARLIER} (?:\w+ ){{0,2}}{_ORDERS}",
        rf"\b(?:ignore|disregard|forget|override|bypass)\b {_MINE}{_ORDERS} (?:\w+ )?(?:above|before|so far|you (?:were|have been|got|received)|that came)",
        rf"\b(?:ignore|disregard|forget|override|bypass)\b (?:all |any )?(?:of )?your (?:\w+ )?{_ORDERS}",
        r"\b(?:ignore|disregard|forget)\b (?:everything|all|anything)(?: that)?(?: (?:i|we|you))?(?: (?:was|were|has been|have been|'ve been))? ?(?:said|told|written|above|before|previous\w*|prior)",
        r"\b(?:new|updated|important|additional|revised|secret|hidden|real) (?:important |system |urgent )?instructions?\b(?: (?:for|to) (?:you|the (?:ai|assistant|model|agent|bot))| ?[:*#\]>])",
        r"\bsystem ?(?:prompt|message|override|instructions?)\b",
        r"(?:^|\n|[.!?;] )\W{0,12}(?:system|assistant|developer|user)\W{0,12}:\W{0,12}\S",
        r"<\|?/?(?:system|im_start|im_end|instructions?|assistant|endoftext|user|prompt)\b|\[/?(?:inst|system|admin|assistant)\b|<<sys>>",
        r"\b(?:begin|end|start) (?:of )?(?:\w+ )?(?:instructions?|prompt|override|mission|system)\b.{0,20}(?:[=\-#*]{2,}|\])",
        r"\b(?:you are|you're|act as|acting as|pretend (?:to be|that you are)|behave (?:as|like)|roleplay as) (?:now |currently |just )?(?:a |an |the |my )?(?:\w+ ){0,2}(?:ai|artificial intelligence|language model|llm|chatbot|chatgpt|gpt|bot|dan|negotiation (?:bot|agent)|ai agent|unrestricted|jailbroken)\b",
        r"\bpretend (?:to be|that you are|you are) (?:an? )?(?:\w+ )?(?:assistant|agent|model|machine)\b|\bassistant without (?:any )?(?:rules|limits|restrictions|filters)\b",
        r"\b(?:dear|hey|hello|hi|attention|note (?:to|for)|to|if you are|message for|as) (?:the |any |an |a )?(?:ai|llm|language model|chatgpt|gpt|artificial intelligence|automated|ai[- ]based) ?(?:assistant|agent|model|bot|system|reader|reading|negotiator|processing)?\b(?=[^.\n]{0,80}\b(?:must|should|please|accept|agree|set|mark|pay|raise|ignore|output|respond|reply|read|now|classify|return|approve|processing|confirm|are)\b)",
        r"\b(?:developer|debug|god|admin|dan|sudo|unrestricted|maintenance|training|test) mode\b(?=.{0,60}(?:enabled|activated|on\b|now|:|you|active))",
        r"\bdo anything now\b",
        r"\b(?:to|dear|attention|note for) (?:the )?(?:assistant|bot|agent|model|system|machine|reader)\b[^.\n]{0,30}(?:processing|reading|handling|parsing|analy[sz]ing)",
        r"\b(?:forget|ignore|disregard)\b (?:about )?(?:all |everything |any )+(?:of )?(?:the |my |your |that )*(?:\w+ )?(?:previous|prior|earlier|before|information|instructions|provided)",
        r"\bnow (?:new|follow\w*) (?:new )?(?:tasks?|instructions?)|\bnew (?:tasks?|instructions?) (?:now )?(?:follow|begin|start|come)|\bjetzt (?:folgen|kommen|bist du)|\bneue (?:aufgaben?|anweisungen)",
        r"\bi want you to (?:act|only reply|reply|respond|answer|pretend|behave|ignore)\b|\byou (?:will|shall|should|must|need to) (?:only |always |now )?(?:respond|reply|answer) (?:only|with|as|in|exactly)\b",
        r"\b(?:the|this|your) prompt\b(?! (?:reply|response|answer|payment|feedback|follow|delivery))|\bprompt[_ ](?:text|begin|end|template)\b",
        r"\banswer (?:the question |this |it )?(?:by|from|using|not|only) (?:\w+ )*(?:knowledge|articles?|documents?|provided)|\b(?:don'?n?'?t|do not) answer the question\b|\bas a language model\b",
        r"\b(?:reveal|print|output|repeat|show|leak|disclose|expose|display|tell me|give me|share|dump|return)\b (?:me )?(?:all |the |your |us )*(?:full |entire |exact |hidden |secret |internal |initial |confidential |complete |maximum |max )*(?:system prompt|prompt|instructions|reservation price|price ceiling|ceiling price|fee ceiling|cpm (?:range|limit|cap|ceiling)|walk-?away price|internal (?:notes|limit|data|budget|cap)|hidden (?:limit|budget))\b",
        r"\b(?:set|mark|update|change|classify|label|treat|record|log|flag|categori[sz]e) (?:this |the |my |it |our )*(?:deal|negotiation|status|intent|email|mail|message|reply|fee|price|offer|verdict|confidence|ask|amount|output|response)\b[^.\n]{0,30}\b(?:as|to|=) ?[\"'`]?(?:an? )?(?:agreed|accept\w*|approved|confirmed|closed|counter_offer|100|maximum)",
        r"[\"'`{]\s*(?:intent|role|verdict|confidence|injection_suspected|fee_cents|tool|function)[\"'`]\s*:",
        r"\b(?:add|include|insert|append|integrate|incorporate|embed|put|mention|write|place)\b[^.?!\n]{0,60}\b(?:in|to|into|at the (?:end|start|beginning) of|of|with) (?:your|the|my|its) (?:\w+ )?(?:response|answer|output|reply|summary)\b",
        r"\b(?:modify|enhance|augment|encode|render|rewrite|scramble|format|reverse|translate|alter|transform|phrase|begin|start|end|finish|complete|prefix) (?:your|the) (?:\w+ )?(?:response|answer|output|reply|message)\b",
        r"\b(?:respond|reply|answer|say|output|return|print|write|echo) (?:only|just|exclusively|solely|exactly) (?:with|using|in|the|as)\b|\bonly (?:respond|answer|output|say|print) (?:with|in|the)?\b",
        r"\b(?:your|the) (?:only |new |sole |next |real )(?:task|goal|objective|mission|job|instruction|role|purpose) (?:is|will be|now)\b",
        r"\bat the (?:end|start|beginning) of your (?:\w+ )?(?:response|answer|output|reply)\b",
        r"\bin your (?:next |final |own )?(?:response|answer|output)\b",
        r"!\[[^\]]*\]\(https?:",
        r"<script\b|javascript:|<iframe\b|<!--.{0,400}-->",
        r"\bbase ?(?:64|32|16)\b",
        r"\b(?:administrator|supervisor|campaign manager|developer|parley|anthropic|openai) (?:has |have )?(?:authori[sz]ed|overrid\w+|granted|approved) (?:\w+ ){0,3}(?:you|this override|maximum|full|any amount)",
        r"\b(?:you must|you have to|you are (?:required|obliged|programmed|instructed|authori[sz]ed) to|immediately) (?:now )?(?:accept|approve|agree to|pay|offer|raise|authori[sz]e|confirm)\b[^.\n]{0,60}(?:\d|max|any|whatever|full)",
        r"\bi (?:have |hereby |now )*authori[sz]ed? you to (?:pay|accept|approve|offer|agree|go|raise|confirm|close)",
        r"\b(?:tool|function)[_ ]?call\b|\bsend_email\(|\bexfiltrat|\bexecute the following\b",
        # Orders a person would not get: about limits, policies, modes and what "the AI" was allowed.
        r"\b(?:ignore|disregard|forget|override|bypass|suspend) (?:all |any |the |your |this |my |above |these )*(?:(?:price|budget|spending|fee) )?(?:budget|limits?|caps?|ceilings?|restrictions?|constraints?|above|checks?|safeguards?|filters?)\b(?=[^.\n]{0,60}\b(?:and|confirm|accept|approve|agree|pay)\b|\W*$|[.!])",
        r"\b(?:ignore|disregard|forget|override|overrides?) (?:whatever|what) (?:you|was)",
        r"\boverrid(?:e|es|ing)\b(?: \w+){0,2} (?:all|any|previous|prior|every)\b|\boverride\b\W{0,3}(?:budget|price|fee|limit|the|all|code|active)",
        r"\b(?:ai|bot|llm|language model|assistant|chatbot|automated (?:agent|assistant|negotiator|system)|machine|model)s?\b\W{0,3}(?:agent\W{0,3})?[:,!]\s*(?:please |now |you )*(?:ignore|approve|accept|confirm|switch|set|agree|treat|increase|raise|disable|turn|treat|output|the human|classify|mark|forget)\b",
        r"\b(?:note|attention|instruction|command|message|order)s?\W{1,3}(?:for|to|of)? ?(?:the |all |any |every )*(?:automated|ai|e-?mail|language|virtual) ?(?:assistants?|agents?|models?|negotiators?|systems?|bots?)\b",
        r"\b(?:your|the|all|previous|prior|earlier) (?:previous |prior |earlier |old |existing )?(?:directives?|limits?|restrictions?|constraints?|price (?:limits?|checks?))(?: \w+)? (?:are|is|have been|has been) (?:now )?(?:void|lifted|cancel\w+|removed|disabled|suspended|revoked|gone|overridden|null)\b|\b(?:limits?|restrictions|price (?:limit|check)s?|budget checks?) (?:removed|disabled|lifted|off|no longer appl\w+)\b",
        r"\b(?:limits|rules|restrictions) no longer apply\b|\bskip the (?:price|budget|fee) (?:limit|check|cap)s?|\bswitch (?:to|into|off) (?:your |the )?(?:admin|developer|debug|price|budget|limit)\w*",
        r"\b(?:pretend|simulate|imagine|act) (?:you are |you're |you were |being |as if |to be |that )+(?:the |a |an |my )?(?:\w+ )?(?:manager|owner|boss|admin\w*|campaign owner|ceo|supervisor|human|system)\b",
        r"\b(?:from now on|henceforth),? (?:you|your)\b[^.\n]{0,50}\b(?:answer|accept|act|agree|obey|are|reply|respond|follow)\b",
        r"\brepeat (?:everything|all|the (?:text|words)|what)\b[^.\n]{0,30}\b(?:above|before|verbatim|word for word|instructions)|\byour (?:secret|hidden|internal) (?:limits?|rules|instructions|prompt)",
        r"\b(?:as|than|what|are|you're) (?:\w+ )?(?:allowed|permitted|told|instructed) (?:to \w+ )?(?:according to|by|in) your (?:instructions|prompt|rules|system)|\byou were (?:told|given|instructed) (?:earlier|before|above|to (?:not|never))",
        r"\bsystem (?:notice|notification|update|alert|directive|command)\W{0,3}:|\b(?:output|reply|respond|answer) (?:only (?:with )?(?:the )?(?:word|json|following)|with (?:the word|json)|the word)\b|[\"']accept[\"']\s*:\s*true|\bforget your (?:rules|constraints|limits|training|guidelines|programming)",
        r"^\W*(?:hello|hi|hey|dear) (?:ai|bot|llm|assistant|chatbot|machine)\b\W|\bbe a good (?:bot|ai|assistant)\b|\bif an? (?:ai|bot|llm|language model|machine|assistant) (?:\w+ )?(?:is|writes?|reads?|answers?|handles?|sees|processes)",
        r"<{2,}\s*\w+\s*:|\badmin(?:istrator)?\W{0,3}:\s*\w|\b(?:print|output|repeat|show|return) (?:me )?(?:the|all) text (?:that )?(?:\w+ )?(?:before|above)|\byou are no longer an? \w+,? (?:you are|but)|\bnew system (?:rule|policy|prompt)\b|\byou(?:'ve| have) been (?:upgraded|reprogrammed|updated|jailbroken|reset)\b|\b(?:correct|right|expected|only valid|required) (?:reply|answer|response|output) is\b|\b(?:your )?guard ?rails? (?:are|is)\b",
        r"\b(?:message|memo|note|instructions?|for|to) (?:for |to )?(?:the |any |whatever )?(?:ai |automated |language )?(?:assistant|agent|bot|model|system|machine)\b (?:handling|reading|processing|parsing|managing|answering|in charge)",
        r"\b(?:do not|don't|never) (?:escalate|flag (?:this|it)|tell (?:the |any |a )?humans?|alert (?:the |any |a )?humans?|involve (?:the |any |a )?humans?)\b",
        r"\b(?:brand|client|finance|manager|team|company) (?:has |have )?(?:raised|lifted|removed|increased|waived) (?:the|your|all) (?:cap|limit|ceiling|maximum)s?\b[^.\n]{0,40}\b(?:approve|accept|pay|agree|confirm)\b",
        r"\bhey,? (?:bot|ai|assistant|chat ?gpt|machine)\b|\bnew rule\W{1,3}(?:every|each|always|from|whenever|you)\b|\balways (?:say|answer|reply) yes\b|\byou must (?:always )?say yes\b",
        r"\b(?:safety|security|spending|pricing) (?:policies|rules|checks|limits|filters) (?:have been|are|were) (?:now )?(?:suspended|disabled|lifted|turned off|switched off|removed)\b",
        # The same orders in the languages creators write in.
        r"\bolvida (?:todo|todas|cualquier|lo)\b[^.\n]{0,40}\b(?:dicho|instrucc\w+|antes|anterior\w*|ordenado)|\b(?:eres|eres ahora|ahora eres) un(?:a)? (?:asistente|modelo|agente|ia|bot)\b|\btu es (?:d\u00e9sormais |maintenant )?une? (?:assistant|mod\u00e8le|ia|agent|bot)\b|\bdu bist (?:jetzt |nun |ab jetzt )?(?:ein|eine) (?:assistent|modell|ki|agent|bot)\w*|\b(?:adesso |ora )?sei un (?:assistente|modello|agente|bot)\b|\bvoc\u00ea \u00e9 (?:agora )?um (?:assistente|modelo|agente|bot)\b",
        r"\bignor(?:a|e|ez|iere|ieren|ar|i) (?:todas? |tutte |toutes |alle |las |les |le |die |as |tus |vos )*(?:instrucciones|instructions|anweisungen|istruzioni|instru[cç][oõ]es|consignes|bisherigen|vorherigen|anteriores|pr[eé]c[eé]dentes)",
        r"\bverg(?:iss|essen sie) (?:alle|alles|die|deine|s[äa]mtliche)[^.\n]{0,40}(?:anweisung|aufgabe|davor|vorher|zuvor|bisher|instruktion|gesagt)",
        r"\bolvid(?:a|e|ar) (?:todas? |todo |las |lo )+(?:instrucciones|anterior)",
        r"\b(?:olvida|ignora|olvide|ignore) (?:tus|sus|las|todas las) (?:reglas|instrucciones|normas|limites|l\u00edmites)|\b(?:oublie|ignore|oubliez|ignorez) (?:tes|vos|toutes? les|les) (?:r\u00e8gles|regles|consignes|limites)|\b(?:esque\u00e7a|esqueca|ignore) (?:suas|as|todas as) (?:regras|instru\w+|limites)|\b(?:dimentica|ignora) (?:le tue|tutte le|le) (?:regole|istruzioni|limiti)|\bvergiss (?:deine|alle|die) (?:regeln|grenzen|vorgaben)|\bignorier\w* (?:deine|alle|die) (?:regeln|grenzen|vorgaben|\w+ anweisungen)",
        r"[\U000e0000-\U000e007f]",  # invisible tag characters have no use in a mail
    )
)


# Some signs look far ahead. In pieces of this length, which overlap by more than any sign needs, a hostile mail of
# any length costs milliseconds; a mail of a person is one piece.
_PIECE_CHARS: Final = 3_000
_OVERLAP_CHARS: Final = 500
_RUN: Final = re.compile(r"([^\w\s])\1{15,}")


def injection_sign(text: str) -> str:
    """Return the words that look like instructions to a machine, or an empty string."""
    # One space, one line break, few of any sign: runs of them must not buy time.
    flat = re.sub(r"\s*\n\s*", "\n", re.sub(r"[^\S\n]+", " ", text))
    flat = _RUN.sub(lambda run: run[1] * 15, flat)
    for start in range(0, max(len(flat) - _OVERLAP_CHARS, 1), _PIECE_CHARS - _OVERLAP_CHARS):
        for sign in _SIGNS:
            found = sign.search(flat, start, start + _PIECE_CHARS)
            if found:
                return " ".join(found.group().split())
    return ""
