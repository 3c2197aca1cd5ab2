# ruff: noqa: E501 - one pattern a line: a broken pattern is harder to read than a long one
"""What do people say instead of "yes", "no" and "under a condition"?

The third English table and its foreign neighbours: idioms, businesslike turns
and reservations told without an "if". Same rows, same weights, same folded
text as `cues`.
"""

from typing import Final

from steps.clients.language.cues import Signal, compile_cues

_S = Signal
_WHO: Final = r"(?:i|we|he|she|they|my client|our client|the (?:talent|creator|client))"

_TABLE: Final[tuple[tuple[Signal, int, str], ...]] = (
    # --- no yes at all: what hangs on somebody else's word, and what is said in mockery
    (_S.CONDITION, 3, r"\b(?:if|provided|assuming|unless|pending|subject to|as long as|once|when|after) (?:that )?(?:my|our|her|his|their) (?:\w+ )?(?:manager|management|agent|agency|lawyer|attorney|team|boss|wife|husband|partner|accountant|producer|client|label|network|parents|mum|mom|dad)(?:'s)? (?:signs? off|agrees?|approves?|says?|is (?:ok|okay|fine|happy|good|on board)|confirms?|gives?|okays?|allows?|lets?|has (?:approved|agreed|signed|confirmed)|approval|consent|ok|okay|sign-?off|blessing|permission)\b"),
    (_S.REFUSE, 3, r"\bpigs (?:can |could |might |will )?fly\b|\bhell freezes\b|\b(?:in your dreams|dream on|fat chance|over my dead body|not in a million years|yeah,? right\b(?! (?:away|now))|when i'm dead|nice try|pull the other one|(?:deal|bargain|joke|offer) of the (?:century|decade|year)|how (?:very )?generous(?! of you to)|throw in (?:my|a|one) (?:\w+ )?(?:kidney|soul|liver|firstborn|house|car)|who needs (?:\w+ )?(?:money|rent|food)|(?:the )?earth is flat)\b|\bdie erde (?:ist )?(?:eine )?(?:scheibe|flach)|\b(?:guter|schlechter) witz\b|\bund (?:morgen|ich bin der) (?:fliegen|papst|weihnacht\w+|kaiser)|\bquand les poules auront|\bcuando las ranas|\bquando (?:gli asini voleranno|as galinhas)"),
    (_S.HOLD, 3, r"\b(?:can't|cannot|can not|couldn't|not able to|unable to) (?:\w+ )?(?:commit|decide|say|confirm|promise|answer)(?: (?:to (?:it|this|anything)|myself))? (?:right now|yet|today|at the moment|this week|at this (?:point|stage|time)|for now|just now|until|before)\b"),
    (_S.ACCEPT, 3, r"^\W*(?:i )?accept(?:ed)?\W*$"),
    # --- a yes
    (_S.ACCEPT, 3, r"\b(?:my|our|the) answer(?: to (?:you|this|that|it|the offer|your offer))? is (?:a |an )?(?:\w+ )?(?:yes|yeah|yep)\b(?! (?:if|but|once))"),
    # Payment before the work is done is a person's to grant, in whatever parts.
    (_S.UNUSUAL, 2, r"\b(?:half|third|quarter|\d{2} ?%|deposit|pa(?:id|y(?:ment)?)|money|amount|fee)\b[^.!?\n,]{0,24}\b(?:up ?-?front|in advance|before (?:i|we) (?:post|film|start|shoot|publish)|on signing|vorab|im voraus|por adelantado|d'avance|antecipad\w+|adelantad\w+)\b"),
    (_S.ACCEPT, 3, r"\b(?:got|have|found|bought) (?:yourself|yourselves) (?:a |an )?(?:deal|creator|partner|bargain|reel|video)\b"),
    (_S.ACCEPT, 3, r"\b(?:so|obviously|of course|hell|absolutely|definitely|big|easy|hundred times|a thousand times|100 ?%),? (?:yes|yeah|yep)\b|\bit's a (?:\w+ )?(?:yes|go|green light)\b(?! (?:if|once|when|as long))"),
    (_S.ACCEPT, 3, r"\b(?:put|count|sign|book|pencil|write) (?:me|us|him|her|them) (?:down|in|up)\b(?! (?:your|the|my|our) (?:newsletter|list))(?! (?:for )?(?:a call|the \d|\d|monday|tuesday|wednesday|thursday|friday))"),
    (_S.ACCEPT, 3, r"\b(?:treat|take|regard|accept) (?:this|my|that)(?: e-?mail| mail| message| note| reply)? as (?:(?:my|our|his|her|their|a|the|written|formal|binding) )*(?:acceptance|agreement|confirmation|approval|yes|go-?ahead|consent|sign-?off)\b"),
    (_S.ACCEPT, 3, rf"\b{_WHO}(?:'s|'re|'m| is| are| am| was| were)? (?:\w+ )?(?:more than |very |quite |perfectly |entirely )?(?:content|pleased|satisfied|comfortable|happy|delighted|fine|okay|ok|good|on board) (?:with|at) (?:the|your|that|this) (?:\w+ )?(?:figure|fee|number|terms|offer|proposal|rate|amount|sum|price|conditions)\b"),
    (_S.ACCEPT, 3, rf"\b(?:{_WHO} )?(?:more than |very |so |really |quite |only too )?(?:happy|glad|pleased|delighted|willing|content) to (?:take|accept|go with|go for|settle for|work for|do it for|do this for) (?:the|your|that|this|you up|\W?\d)(?! (?:call|stories|story|brief|product))"),
    (_S.ACCEPT, 3, r"\b(?:my|our|the) (?:client|talent|creator) (?:\w+ )?(?:confirms|accepts|agrees to|agrees with|approves|is happy with|is fine with|is happy to accept)\b(?! (?:receipt|no|nothing|only|that (?:she|he|they) (?:received|got)))"),
    (_S.ACCEPT, 3, r"\b(?:has|have) (?:reviewed and |read and |now |kindly )?(?:approved|accepted|signed off(?: on)?|agreed to|green-?lit|okayed) (?:the|your|this|these|all|on)\b"),
    (_S.ACCEPT, 2, r"\b(?:consider|call) (?:me|us|him|her|\w+) (?:booked|in|sold|onboard|on board|confirmed|yours|hired)\b|\bi'm (?:sold|all yours|yours)\b|\bhandshake\b"),
    (_S.ACCEPT, 2, r"\b(?:fair enough|fine|ok(?:ay)?|alright|all right|oh well|very well)\W{1,3}(?:then )?(?:i'll|i will|we'll|let's|i) (?:take|do|go|accept|sign)\b"),
    (_S.ACCEPT, 3, r"\b(?:where do i sign|ready to sign|happy to (?:confirm|sign|countersign)|pleased to (?:confirm|accept)|delighted to (?:confirm|accept|join)|forward the (?:\w+[- ]){0,2}(?:agreement|contract|paperwork)|send (?:me |us |over |through )*(?:the )?(?:contract|paperwork|agreement) (?:over|across|through|to))\b(?! (?:if|once|when))"),
    # --- a yes that hangs on something, told without an "if"
    (_S.CONDITION, 3, r"\b(?:save for|apart from|aside from|barring|with the exception of|except for|other than)\b(?! (?:that i|that,? (?:all|everything)|me\b))|\b(?:with|once) (?:that|this|those|it)(?: is|'s| are)? (?:amended|changed|fixed|sorted|removed|corrected|updated|done|in place|out|gone)\b"),
    (_S.CONDITION, 3, r"\b(?:needs?|has|have|ought) to (?:become|be (?:net|changed|moved|removed|shortened|lowered|cut|dropped|struck|limited|capped|amended|deleted|paid|organic)|change|move|come out|go\b|read)\b|\b(?:depends|hinges|hangs|rests) on\b|\b(?:deal-?breaker|non-?negotiable|not negotiable|sticking point|the (?:only )?snag|one snag|the (?:only )?catch|one caveat|with one proviso)\b"),
    (_S.CONDITION, 3, r"\byes to (?:the|your) (?:price|fee|money|rate|number)\b.{0,20}|\bno to (?:posting|the|any|whitelisting|usage|exclusiv\w*|stories|a third|scripts?)\b|\b(?:took|take|get|cut|strike|drop|leave) (?:out )?(?:the )?(?:exclusivity|whitelisting|usage|clause \d+|perpetual|third|second|extra)(?: \w+){0,3} (?:out|off|away)?\b"),
    (_S.CONDITION, 2, r"\b(?:i|we)(?:'ll| will)? need (?:half|part|some|all|it|the (?:money|fee|product|full)|payment|a deposit)(?: \w+){0,5} (?:before|up ?front|first|in advance|within)\b|\b(?:move|change|push|make|shift) it to (?:\w+day|the|after|\d)"),
    (_S.CONDITION, 3, r"\b(?:it being understood|(?:on|with) the understanding|on the basis|won't budge|could live with)\b"),
    (_S.ACCEPT, 3, r"^\W*(?:oui|ja|si|sim|yes|yep|yeah) (?:pour|fur|a|por|per|to|for) (?:les? |la |the |\W?\d)|\bcould live with\b"),
    # --- a no
    (_S.REFUSE, 3, rf"\b(?:{_WHO}|respectfully|politely|regretfully|kindly|must|will|to) (?:respectfully |regretfully |politely |kindly )?declin(?:e|es|ing)\b|\bno can do\b|\bhard pass\b|\bfull stop\b(?=.*$)|\b(?:it|that)'s a no\b|\bcount me out\b|\b(?:fully|completely|all) booked\b"),
    (_S.REFUSE, 3, rf"\b{_WHO}(?:'s|'re|'m| is| are| am)?(?: not|n't) (?:taking on|working with|doing|accepting|promoting|available for|open to) (?:any|new|paid|sponsored|brands?|this|these|more)\b|\b(?:contract|exclusiv\w*|agreement|deal) (?:with|for)(?: \w+){1,5} (?:forbids?|prevents?|rules (?:it|this) out|prohibits?|doesn't allow)\b"),
    # --- later
    (_S.HOLD, 3, r"\b(?:acknowledged|received|noted|under review|duly noted)\b\W.{0,60}\b(?:revert|respond|response|reply|come back|update|client|week|shortly)\b|\b(?:shall|will|'ll) (?:revert|take (?:\w+ )?instructions|consult|confer)\b|\bexpect (?:a|my|our) (?:response|reply|answer)\b"),
    (_S.HOLD, 3, r"\b(?:haven't forgotten|not ignoring|proper reply|bear with me|sit tight|hang tight|still (?:with|comparing|waiting|deciding|thinking|checking|on it)|no news yet|will chase|hit (?:u|you) back|till \w+ to decide|until \w+ to decide)\b"),
    # --- somebody else speaks for them
    (_S.MANAGER, 3, r"\b(?:handles?|looks? after|deals? with|takes? care of|manages?|negotiates?|runs) (?:all )?(?:of )?(?:my|his|her|their|the|these|this|our|\w+'s) (?:\w+ )?(?:contracts?|sponsorships?|partnerships?|paid work|brand (?:work|deals?|stuff)|deals|business(?: side)?|bookings?|collab\w*|money|negotiat\w*|fees|rates|pricing)\b|\bi look after (?:\w+(?:'s)?)\b"),
    (_S.MANAGER, 3, r"\bi(?:'m| am) \w+'s (?:dad|father|mum|mom|mother|wife|husband|partner|sister|brother|pa|assistant|manager|agent|rep)\b|\b\w+'s (?:pa|assistant|manager|agent|management) here\b|\b(?:ask|speak (?:to|with)|talk to|contact|email|write to|try) my (?:agent|manager|agency|management|team|mum|mom|dad|wife|husband|rep|publicist)\b|\bnot my dep(?:artmen)?t\b"),
    (_S.MANAGER, 3, r"\b(?:joined|signed (?:with|to)|moved to|represented by|now with) (?:the )?(?:\w+ ){0,3}(?:roster|management|agency|talent|group)\b|\b(?:adding|looping in|copying(?: in)?|cc(?:'d|'ing|ing)?|i've copied|introducing)\b[^.]{0,60}\b(?:manag\w+|agent|agency|negotiat\w+|take (?:it|this|over)|from here|partnerships|team)\b|\btheir(?:'re)? cc'?d\b|\bthey(?:'re| are) cc'?d\b"),
    # --- not about us
    (_S.OFF_TOPIC, 3, r"\bwrong (?:chat|number|person|thread|address|window|e-?mail|group)\b(?!.{0,60}(?:remove|take|stop|delete))|\b(?:meant (?:to send|for)|supposed to go to)\b.{0,30}\b(?:brother|sister|mum|mom|dad|friend|boss|group|someone else|wife|husband)\b|\bstill on for\b|\b(?:library books?|parent evening|pta|dentist|doctor's|court \d|season finale|the finale|last night's (?:game|episode|match))\b"),
    (_S.OFF_TOPIC, 3, r"\b(?:seo|google ranking|backlinks?|guest post|real subscribers|buy followers|growth service|free audit|payday|we are hiring|job opening|vacancy|your (?:receipt|parcel|package|order|booking reference|subscription)|colis|point relais|bestellung wurde|sendung|tracking number|our (?:new )?(?:catalogue|range of))\b"),
    (_S.OPT_OUT, 4, r"\b(?:rather|prefer|like|want|wish|appreciate|souhaite)\b[^.!?]{0,30}\b(?:not|no|n't|ne plus)\b[^.!?]{0,20}\b(?:get|receive|recevoir|hear (?:from|about)|be contacted)\b[^.!?]{0,30}\b(?:any|more|further|again|e-?mails?|messages|courriels)\b"),
    # --- anger and law
    (_S.HOSTILE, 4, r"\b(?:contemptible|disgraceful|utter disgrace|amateurs|frauds?|screw you|kiss my|piss off|do one\b|absolute (?:joke|clowns?|muppets?)|no shame|hope (?:you|your)\b.{0,30}\b(?:flops?|fails?|lose)|wast(?:e|ing) (?:my|our|people's|creators'?|everyone's) time with)\b"),
    (_S.LEGAL, 4, r"\b(?:issue proceedings|preserve (?:all )?(?:documents|records|evidence)|small claims|take notice that|wilful infringement|willful infringement|infring\w+|my counsel|legal counsel|cease and desist|subject access request|ccpa|under (?:uk )?gdpr|arbitration|reserve (?:all )?(?:my|our|its|her|his)? ?rights)\b|\bgo to (?:the )?court\b|\bsee (?:u|you) in court\b"),
    # --- the same in other languages
    (_S.ACCEPT, 3, r"\b(?:machen wir so|so machen wir|bin dabei|gerne? annehme|bin ich (?:gerne? |sehr gerne? )?dabei|ben ik erbij|doe ik (?:graag )?mee|passt (?:fur|so)|das passt|konnen wir so machen|von mir aus gerne)\b(?!.{0,40}(?:voraussetzung|wenn|aber))|\b(?:va bene,? accetto|accetto|procediamo|affare fatto|ci sto)\b(?! (?:solo|volentieri,? (?:ma|purche|se)|se|purche))|\b(?:on part la-dessus|c'est parfait pour (?:moi|nous)|je suis partant\w*|marche conclu|ca me va)\b|\b(?:adelante|me parece bien|esta bien por mi|trato hecho|cuenta conmigo)\b|\b(?:por mim tudo bem|fechado|combinado|pode contar comigo|negocio fechado)\b"),
    (_S.CONDITION, 3, r"\b(?:voraussetzung|vorausgesetzt|unter (?:der|einer) (?:voraussetzung|bedingung)|hauptsache|mits|op voorwaarde|purche|a patto|a condizione|a condition|pourvu que|sous reserve|siempre (?:que|y cuando)|con tal de|desde que|contanto que)\b"),
    # Dutch has no table of its own.
    (_S.ACCEPT, 3, r"\b(?:akkoord|ik doe mee|prima,? doen we|doen we|is goed voor mij|ik ga akkoord|klinkt goed)\b(?! (?:als|mits|maar))"),
    (_S.REFUSE, 3, r"\b(?:bedankt,? maar|aanbod,? maar|geen (?:interesse|samenwerkingen|tijd)|past niet bij|ik moet (?:helaas )?(?:passen|afzeggen)|helaas niet)\b"),
    (_S.HOLD, 3, r"\b(?:laat (?:het )?(?:je|jullie|u) weten|kom (?:er|erop) (?:op )?terug|nog even (?:over )?nadenken|even overleggen)\b"),
    (_S.OPT_OUT, 4, r"\b(?:uitschrijven|schrijf me uit|geen (?:mails?|berichten|e-?mails?) meer|mail me niet meer)\b"),
    (_S.MANAGER, 3, r"\b(?:mijn management|mijn manager|mijn agent)\b"),
    (_S.PUSHBACK, 3, r"\b(?:te laag|te weinig|mijn tarief is|hoger bedrag)\b"),
    (_S.REFUSE, 3, r"\b(?:grundsatzlich nicht|ich muss absagen|non,? merci|ne m'interesse pas|je (?:dois|vais devoir) decliner|no me (?:interesa|encaja)|al momento non|non (?:sono|mi) interess\w*|nao vou (?:poder|aceitar))\b"),
    (_S.PUSHBACK, 3, r"\b(?:no me sale a cuenta|por debajo de mi|me quedo corto|ne couvr\w+ (?:pas|malheureusement)|un peu juste|in der regel mehr|nicht kostendeckend|non copre)\b"),
)  # fmt: skip

IDIOMS: Final = compile_cues(_TABLE)
