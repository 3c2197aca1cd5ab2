# ruff: noqa: E501 - one pattern a line: a broken pattern is harder to read than a long one
"""Does this mail threaten us: with the public, with its followers, with harm?

An ask under a threat is no ask to haggle over: whatever we answer, somebody may
publish, so a person does. It hears threats, not grumbling: "or I'll post it
later" and "I'll share your offer with my manager" are ordinary mail. Talk of
lawyers is an intent of its own.
"""

import re
from typing import Final

from steps.clients.language.clauses import fold, sentences

# What of ours may be shown: never "it", which is the work itself.
_OURS: Final = (
    r"(?:(?:all |all of )?(?:this|these|those|the|our|your|that)(?: whole| entire| little| e-?mail| dm| chat| lowball| insulting)* "
    r"(?:conversations?|e-?mails?|mails?|messages?|dms?|chats?|threads?|exchange|correspondence|screenshots?|screen ?grabs?|offers?|texts|receipts|number)|screenshots|everything (?:you|u) (?:wrote|said|sent)|"
    r"what (?:you|u|your \w+)(?:'re| are|'ve| have)? (?:\w+ )?(?:offer\w*|pay\w*|did|do|doing|said|wrote|sent)|how (?:\w+ )?(?:you|u|your \w+) (?:\w+ )?(?:treat\w*|pay\w*|lowball\w*|deal))"
)
_SHOWS: Final = r"(?:post(?:ing)?|publish(?:ing)?|leak(?:ing)?|tweet(?:ing)?|screenshot(?:ting)?|upload(?:ing)?|blast(?:ing)?|shar(?:e|ing)|show(?:ing)?|put(?:ting)?|stor(?:y|ying))"
_PUBLIC: Final = r"(?:online|publicly|public|everywhere|(?:on|to|with|for|in) (?:all )?(?:my |the |every ?|all )*(?:followers?|audience|subscribers|fans|stor(?:y|ies)|feed|page|channel|socials?|social media|instagram|ig|tiktok|twitter|x|youtube|linkedin|reddit|internet|world|press|media|everyone|everybody|one)\b)"
_I_WILL: Final = r"\b(?:i|we|she|he|they)(?:'ll| will|'m| am|'re| are|'m| might| may| can| could)?(?: just| simply| also| have to| be| going to| gonna| happily| gladly)* "
_ELSE: Final = r"(?:\bor(?: else)?|\botherwise|\bunless\b[^.?!\n]{0,60}|\bif (?:not|you (?:don't|do not|refuse|won't|can't))\b[^.?!\n]{0,60}),? "
_NAME: Final = (
    r"(?:you(?! to)\b|your (?:\w+ )?(?:brand|company|agency|team|business|client|name)(?! to)\b|this brand(?! to)\b)"
)

_THREATS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        # "Pay me, or I'll post this conversation"
        rf"{_ELSE}(?:\w+ ){{0,3}}?{_I_WILL}?(?:\w+ ){{0,2}}?{_SHOWS} {_OURS}(?! (?:with|to) (?:my|our|the|her|his) (?:\w+ )?(?:manag\w+|agents?|agency|team|lawyer|partner|boss|assistant))",
        rf"{_ELSE}(?:\w+ ){{0,3}}?{_I_WILL}(?:\w+ ){{0,2}}?(?:post|tell|talk|write|tweet|make a (?:video|post|reel|story)|do a (?:video|post|story)) (?:\w+ ){{0,3}}?about (?:you\b(?! (?:in|on|as|with|for)\b)|your (?:company|offer)|how (?!to\b))",
        rf"{_ELSE}[^.?!\n]{{0,40}}\b(?:followers|audience|subscribers|fans|everyone|everybody|press|whole internet|the internet|people)\b(?: \w+){{0,3}} (?:will|are going to|gonna|is going to|gets? to|would)? ?(?:hear|know|see|find out|learn|read)\b(?! (?:your|the) (?:product|brand))",
        # "I'll post these emails on my story"
        rf"{_I_WILL}(?:\w+ )?{_SHOWS} {_OURS}[^.?!\n]{{0,20}}\b{_PUBLIC}",
        rf"{_I_WILL}(?:\w+ )?(?:leak|tweet|publish|screenshot) {_OURS}",
        rf"{_ELSE}(?:\w+ ){{0,3}}?{_I_WILL}(?:\w+ )?mak(?:e|ing) (?:this|it) public\b",
        rf"{_I_WILL}(?:\w+ )?(?:mak(?:e|ing)|put(?:ting)?|tak(?:e|ing)) (?:this|it|everything|{_OURS}) (?:all )?(?:to (?:the )?(?:press|media|newspapers|twitter|tiktok|reddit)|online for everyone)",
        rf"{_I_WILL}(?:\w+ )?(?:go|going) (?:public|to the (?:press|media|newspapers|papers))\b",
        rf"\b{_OURS} (?:\w+ )?(?:goes?|going|ends? up|will go|will end up|will be|gets?) (?:\w+ )?{_PUBLIC}",
        rf"\b(?:followers|audience|subscribers|fans|everyone|everybody|press|people)\b (?:would|will|might|may) (?:\w+ ){{0,2}}(?:love|like|be interested|want|enjoy) (?:to|in) (?:see\w*|read\w*|know\w*|hear\w*) (?:about )?{_OURS}",
        r"\b(?:shame|pity|bad|embarrassing|unfortunate)\b[^.?!\n]{0,15}\bif\b[^.?!\n]{0,40}\b(?:followers|audience|subscribers|fans|everyone|everybody|press|people|internet)\b",
        # Names and reputations
        rf"\b(?:call(?:ing)? {_NAME}(?: all)? out\b|expos(?:e|ing) {_NAME}|nam(?:e|ing) (?:and|&) sham(?:e|ing)|drag(?:ging)? {_NAME}|cancel(?:ling)? (?:your (?:brand|company)|you guys)\b|blacklist(?:ing)? {_NAME}|put(?:ting)? you on blast)",
        r"\b(?:ruin(?:ing)?|destroy(?:ing)?|damag(?:e|ing)|trash(?:ing)?|tarnish(?:ing)?|hurt(?:ing)?|drag(?:ging)?) (?:your|the) (?:\w+ )?(?:reputation|brand|name|business|company|image|rating)\b",
        r"\b(?:tell(?:ing)?|warn(?:ing)?|let(?:ting)?) (?:all (?:of )?)?(?:everyone|everybody|people|the world|the internet|my (?:\w+ )?(?:followers|audience|subscribers|fans|creator friends|network)|(?:all |every |other |fellow )+(?:creators?|influencers?)) (?:know )?(?:how (?:cheap|badly|you|awful|little|your)|what (?:you|your|kind|sort|a )|the truth|(?:to )?(?:avoid|stay away|not to work|never to work|boycott)|about (?:you(?:r (?:lowball|offer|behaviou?r|tactics))?|this|how)\b)(?! (?:product|brand|campaign|launch|amazing|great))",
        r"\b(?:leav(?:e|ing)|writ(?:e|ing)|post(?:ing)?|giv(?:e|ing)|get) (?:you |your \w+ )?(?:an? |some |nothing but )?(?:\w+ )?(?:(?:one|1)[- ]star|bad|negative|terrible|awful|horrible|nasty|scathing) (?:\w+ )?(?:reviews?|ratings?|press|publicity)\b",
        r"\byou(?:'ll| will|'re going to| are going to|r brand will| guys will) (?:all )?(?:regret|be sorry|pay for (?:this|it|that)|see what happens|hear (?:from|about) (?:this|it|me) (?:publicly|online|everywhere))\b",
        # Harm
        r"\bor else\W*(?:$|\n)",
        r"\b(?:(?:i|we) know where (?:you|your (?:office|family|team|kids?))|find out where you (?:live|work)|watch your back|come (?:to|by|find you at|over to) your (?:office|house|home) (?:and|until|unless)|(?:hack|ddos|take down) your|(?:you|someone) (?:will|could|might) get hurt|report(?:ing)? (?:you|your (?:\w+ )?(?:brand|company|account|page|ads?)) (?:to|for|as)|mass[- ]report)\b",
        # The same in the languages creators write in
        r"\b(?:sonst|oder|andernfalls|ansonsten) (?:\w+ ){0,3}(?:poste|veroffentliche|teile|zeige|leake|screenshotte|stelle) (?:ich|wir)? ?(?:\w+ ){0,3}(?:chat|gesprach|mails?|nachricht\w*|verlauf|konversation|screenshots?|angebot)|\b(?:sonst|oder|andernfalls) (?:\w+ ){0,3}(?:erfahren|wissen|sehen) (?:\w+ ){0,3}(?:follower|community|alle|leute)|\b(?:mache?n?|gehe?n?) (?:ich |wir |das |es |alles |damit )*(?:offentlich\b|an die (?:offentlichkeit|presse))|\ban den pranger|\b(?:schlechte|negative|miese) (?:bewertung|rezension|presse)\w*|\bihr werdet (?:es|das) (?:noch )?bereuen|\bruf (?:ruinieren|schadigen)",
        r"\b(?:sinon|ou|autrement),? (?:je|j'|on|nous) (?:\w+ ){0,2}(?:publi\w+|post\w+|partag\w+|montr\w+|balanc\w+|diffus\w+|screen\w*) (?:\w+ ){0,3}(?:conversation|messages?|mails?|e-mails?|echanges?|captures?|tout|offre)|\b(?:rendre|rends|rendrai) (?:\w+ ){0,4}public|\bje (?:vais )?(?:tout )?(?:balancer|vous afficher|vous denoncer|denoncer votre)|\b(?:mauvais|mauvaise) (?:avis|pub|presse)\b|\bvous (?:allez )?(?:le )?regretter",
        r"\b(?:o|si no|sino|de lo contrario),? (?:\w+ ){0,2}(?:publico|publicare|subo|subire|comparto|compartire|muestro|posteo|filtro) (?:\w+ ){0,3}(?:conversacion|mensajes|correos?|e?mails?|chats?|capturas?|oferta|todo)|\b(?:lo|todo|esto) (?:hare|voy a hacer|hago) (?:todo )?publico|\b(?:voy a|vamos a) (?:exponer\w*|funar\w*|quemar\w*|difundir) |\bmala(?:s)? (?:resenas?|criticas?|prensa|publicidad)\b|\b(?:te|os|se) (?:vais|vas|van) a arrepentir|\bos arrepentireis",
        r"\b(?:ou|senao|caso contrario),? (?:eu )?(?:\w+ ){0,2}(?:publico|posto|exponho|divulgo|compartilho|mostro|publicar|postar|expor) (?:\w+ ){0,3}(?:conversas?|mensagens|e-?mails?|prints?|tudo|proposta|voces)|\bvou (?:te |os |vos )?(?:expor|denunciar|queimar) (?:voces?|a marca|essa|esta|tudo)|\btorn(?:ar|o) (?:\w+ )?publico|\b(?:voces )?vao se arrepender",
        r"\b(?:o|oppure|altrimenti|senno|se no),? (?:\w+ ){0,2}(?:pubblico|pubblichero|posto|postero|condivido|mostro|metto) (?:\w+ ){0,3}(?:conversazione|messaggi|mail|e-mail|chat|screenshot|offerta|tutto)|\b(?:rend\w+|rendero) (?:\w+ ){0,3}pubblic[oa]|\bvi (?:sputtano|sputtanero|smaschero)|\b(?:ve ne|te ne) pentire\w*|\brecension[ei] negativ[ae]",
        r"\b(?:of|anders) (?:\w+ ){0,3}(?:post|publiceer|deel|zet|plaats|lek|toon) (?:ik|we)? ?(?:\w+ ){0,3}(?:gesprek|berichten|mails?|chat|screenshots?|aanbod)|\b(?:openbaar|publiek) maken\b|\bslechte (?:review|recensie|pers)\w*|\bjullie (?:zullen|gaan) (?:er )?(?:hier )?spijt",
    )
)
_UNMEANT: Final = re.compile(
    r"(?:\b(?:not|never|no|without|wouldn't|won't|don't|didn't|can't|cannot|nicht|kein\w*|pas|jamais|nunca|nao|non|mai|niet|joke|kidding)(?: \w+){0,2} |\b(?:allowed|can i|could i|may i|should i|shall i|want me|like me) (?:\w+ )?(?:to )?)$"
)
_PIECE: Final = 500  # a threat is one thought; a sentence without end must not buy time


def threat_in(text: str) -> str:
    """Return the sentence of *text* that threatens us, or an empty string."""
    for start, end in sentences(text):
        for piece in range(start, end, _PIECE):
            words = fold(text[piece : min(piece + _PIECE, end)])
            if any(_is_meant(words, found.start()) for threat in _THREATS for found in threat.finditer(words)):
                return " ".join(text[start:end].split())[:_PIECE]
    return ""


def _is_meant(words: str, at: int) -> bool:
    return _UNMEANT.search(words[:at]) is None
