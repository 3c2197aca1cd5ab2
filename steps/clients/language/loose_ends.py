"""What does a mail that says yes leave open about the deal?

A plain yes closes a deal at our offer. So beside the yes nothing may add to the
deal, take from it, put it off or name another number: one such word is a loose
end, and whoever finds one does not call the mail a plain yes. It is read by
topic, not by phrase: a yes held up costs a look, a wrong one costs money.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from negotiation.amounts import AmountKind, find_amounts
from negotiation.currencies import currencies_named
from negotiation.reading import ASKED_ROLES, ReadAmount, Role
from steps.clients.language.clauses import Clause, clauses, fold
from steps.clients.language.differences import without_differences
from steps.language import ReplyToRead
from steps.package_terms import unplaced_days
from steps.price_list import counts_in, noun_at

MONEY: Final = (
    r"(?:fees?|rates?|prices?|pricing|money|minimum|compensation|budget|payments?|numbers?|figures?|amounts?|costs?|"
    r"honorar\w*|preis\w*|gage|tarifa?|tarifs?|precios?|presupuesto|prix|remuneration|prijs|tarief|vergoeding|prezzo|compenso|preco|cache)"
)
_RIGHTS: Final = (
    r"(?:usage|rights|exclusivity|exclusive|whitelisting|whitelist|perpetual|raw (?:footage|files)|boosting|spark ads?|"
    r"nutzungsrechte|exklusivitat|derechos|exclusividad|droits|exclusivite|gebruiksrechten|exclusiviteit|diritti|esclusiva|direitos)"
)
_MINE: Final = r"(?:my|our|usual|normal|standard|regular|going|full|mein\w*|ublich\w*|mi|nuestr[ao]|mon|ma|notre|mijn|onze|mio|mia|meu|minha)"

# More than was offered.
_ADDS = re.compile(
    r"\bplus\b(?! (?:i|i'm|i've|we|we're|my (?:audience|followers|community|kids?|dog|cat)|it's|it|the (?:product|brand)|que|grand|tard)\b)|"
    r"(?:^|\s)\+ ?[a-z]|\bon top\b(?! of (?:it|that|things|the world|my))|\bextras?\b(?! (?:excited|happy|glad|thankful|care|mile|cool|nice))|"
    r"\badditional\w*\b|\bin (?:exchange|return)\b|\bas well as\b|\b(?:free|lifetime) (?:\w+ ){0,2}(?:subscription|product|sample|membership)|"
    r"\banother \W?\d|\b(?:after|before|less|hors|al netto d\w+) (?:\w+ )?(?:fees?|tax(?:es)?|commissions?|frais|tasse)\b|\b(?:one|two|some|any|a few) of your\b|"
    r"\b(?:vat|sales tax|taxes|net of|\d (?:usd |eur |gbp |dollars |euros |[$€£] )?(?:net|gross)\b(?! (?:30|14|60|\d))|gross invoice|mwst|mehrwertsteuer|ust|umsatzsteuer|netto|btw|iva|tva|ht)\b|"
    r"\b(?:commission\w*|affiliate|royalt\w*|revenue share|percent\w*|prozent|por ciento|pour cent|procent|per cento|provision|comision|comissao|provvigione)\b|"
    r"\b(?:bonus\w*|incentive|kill fee|as a base|retainer|costs? (?:more|extra)|(?:would|will) (?:be|cost|need) (?:\w+ )?(?:more|extra|higher)(?= *(?:$|[.,;!)]|for\b|because\b))|charged?\b.{0,20}\bseparately|bezahlt extra|aparte|apart betaald)\b|"
    r"\b(?:zuzuglich|zzgl|obendrauf|ausserdem|en plus|ademas|bovenop|daarnaast|in piu|inoltre|alem disso|a mais)\b"
)
_SHARE = re.compile(r"(?<!\d)(?!1\d0 ?%|1000? ?%)\d+(?:[.,]\d+)? ?%|\b\d{1,2} ?/ ?\d{1,2} (?:payment|split|upfront)")
# Less than was offered, or only a part of it.
_TAKES = re.compile(
    r"\b(?:minus|apart from|aside from|except(?! (?:i|that i))|excluding|exclusive of|other than|not includ(?:ing|ed)|each for|(?:a|an|per|pro|par|por|a) (?:head|person|kopf|nase|personne|tete|persona|pessoa|testa)|exkl\w*|exclusief|hors|esclus\w*|ausser|abgesehen|behalve|sauf|salvo|excepto|tranne|exceto)\b|"
    r"\bnot (?:so )?(?:ok(?:ay)?|fine|happy|good|cool|comfortable|sure about|with)\b|(?<!said )(?<!say )\bno to\b|"
    r"\b(?:that|the|this) " + MONEY + r" (?:isn't|is not|ist nicht|no es|n'est pas)"
)
_PER_PIECE = re.compile(
    r"\b(?:per|pro|por|par|voor elke) (?:story|stories|reel|post|video|tiktok|short|piece|item|stuck|pieza|month|monat|mes|mois)\b|\b(?:a|an|one) (?:month|week|day|piece|pop)\b|\b(?:instal?lment|first part|down payment)\b|\beach\W*$|\b(?:apiece|je stuck|cada uno|chacun)\b"
)
# Not settled yet.
_OPEN = re.compile(
    rf"\b(?:talk|discuss|sort(?: out)?|agree on|find|figure out|settle|clarify|negotiate|revisit|review|iron out|finali[sz]e|work out)\b[^.!?]{{0,24}}\b{MONEY}\b|\b(?:once|when|until|as soon as|after) (?:we|you)\b[^.!?]{{0,30}}\b{MONEY}\b|"
    rf"\b{MONEY}\b[^.!?]{{0,16}}\b(?:(?:still |just )?needs?|tbd|to be (?:discussed|agreed|decided|confirmed)|open|later|negotiable|we can (?:talk|discuss)|work\b(?! (?:for|with)))|"
    r"\b(?:we can|can we|let's|could) (?:\w+ )?(?:discuss|talk about|negotiate)\b|\bin (?:principle|general)\b|\bgenerell\b|\ben general\b|\boff the table\b|\bpending\b|\bprinzipiell\b|\bgrundsatzlich\b|\ben principe\b|\ben principio\b|"
    rf"\b(?:at|for|with|zu|a|con|pour|voor|per) {_MINE} (?:\w+ )?(?:rates?|fees?|prices?|tarifs?|tarifas?|preis\w*|tarief|honorar)\b|"
    rf"\b(?:the|{_MINE}) (?:usual|normal|standard|regular|own|ublich\w*) (?:\w+ )?(?:{MONEY}|terms?|conditions|contract|konditionen)\b"
)
# How and when it is paid, and what may be done with it: ours say so already.
_PAID = re.compile(
    r"\b(?:up ?-?front|in advance|advance payment|(?:an|of|small) advance|advance of|deposit|prepay\w*|pre-pay\w*|half (?:now|before|first|up|at|on|upon|when)|first half|pre-?paid|net-\d+|(?:once|after|when|until) (?:i have |i've got )?(?:the |my |your )?(?:\w+ )?(?:invoice|payment|money|funds)|vorkasse|anzahlung|im voraus|vorab|"
    r"(?:pay|pays|paid|payable|payment)\b[^.!?]{0,20}\b(?:immediately|straight away|right away|today|at once|asap)|"
    r"por adelantado|anticipo|d'avance|acompte|vooraf|aanbetaling|anticipo|in anticipo|adiantado|vooruit|(?:die )?halfte (?:jetzt|vorher|sofort)|(?:la )?moitie|la mitad|metade|(?:la )?meta (?:subito|ora|prima)|de helft)\b"
)
# Who decides about what is made, and how often it is made again.
_DECIDES = re.compile(
    r"\b(?:final|last) (?:say|cut|word|call|approval|edit|decision)\b|\b(?:creative|editorial|artistic) (?:control|license|licence|say)\b|\b(?:total|full|complete) creative freedom\b|"
    r"\b(?:need|want|get|have|with|to|my|our) (?:\w+ )?approv(?:e|al)\b(?= (?:of|over|on|rights?|the|any)\b| *$)|\b(?:max\w*|at most|only|no|zero|one|two|1|2)(?: of)? (?:\w+ )?(?:revisions?|rounds?|re-?shoots?|re-?edits?)\b|"
    r"\bi(?:'ll| will|'d| would)? (?:(?:only|always|alone) )?(?:write|decide|choose|pick|keep|retain|own)\b[^.!?]{0,24}\b(?:scripts?|concept|captions?|edit|cut|content|music|copyright|ownership|footage)\b|"
    r"\b(?:letzte[sn]? wort|freigabe (?:liegt|bleibt|bei|durch)|kreative (?:kontrolle|hoheit)|dernier mot|derniere decision|controle creatif|ultima (?:palabra|parola|palavra)|control creativo|controllo creativo|controle criativo|laatste woord|creatieve controle)\b|"
    r"\b(?:entscheide|schreibe|bestimme|decido|escribo|escrevo|scrivo|decide|ecris|bepaal|beslis|schrijf)\b[^.!?]{0,16}\b(?:skript|script|guion|roteiro|copione|texto?|texte|testo|tekst|inhalt|contenido|contenuto|conteudo)\b"
)
# What they want us to do or to give besides the fee.
_FAVOURS = re.compile(
    r"\b(?:re-?post|re-?share|shout-?out|feature (?:me|us)|tag (?:me|us)|credit (?:me|us)|follow (?:me|us) back|gift cards?|vouchers?)\b|"
    r"\bi(?:'ll| will|'d| would)? (?:also )?(?:get|receive|want|keep|take)\b[^.!?]{0,40}\b(?:as well|too|for (?:my|free))\b|"
    r"\bas a (?:base|deposit|minimum)\b"
)
_MONTHS: Final = (
    r"(?:jan(?:uary|uar|vier)?|feb(?:ruary|ruar)?|mar(?:ch|s|zo)?|marz|apr(?:il|ile)?|may|mai|mayo|maggio|june?|juni|junio|juin|giugno|junho|july?|juli|julio|juillet|luglio|julho|"
    r"aug(?:ust|ustus)?|agosto|aout|sep(?:t|tember|tiembre|tembre|tembro)?|o[ck]t(?:ober|ubre|obre|ubro)?|nov(?:ember|iembre|embre|embro)?|de[cz](?:ember|iembre|embre|embro)?|fevrier|enero|gennaio|febrero|febbraio)"
)
# When they would deliver: our mail says when, or leaves it to be agreed.
_WHEN = re.compile(
    rf"\b(?:post|publish|upload|deliver|film|shoot|go live|do (?:it|this)|make (?:it|this)|have it (?:ready|done))\w*\b[^.!?]{{0,30}}\b(?:(?:in|by|until|before|after|on|for|from|of|early|mid|late)(?: the)?(?: about| around| early| mid| late| end of| \d{{1,2}}(?:st|nd|rd|th)?(?: of)?)* {_MONTHS}|"
    r"in(?: about| around)? (?:\d+|two|three|four|five|six|eight|ten|a few|a couple of) (?:weeks|months)|(?:next|the following) (?:month|quarter|year)|in (?:spring|summer|autumn|fall|winter))\b"
)
# A wish for something to be otherwise.
_MUST = re.compile(
    r"\b(?:needs? to (?!know|see you|hear|say|be honest|tell|check|do\b|sign|send|invoice)|must(?! (?:say|be|have been|admit))|has to|"
    r"have to (?!say|admit|tell|be honest|sign|do\b)|require\w*)\b"
)
_OTHERWISE = re.compile(
    r"\b(?:unless|except|instead|amend\w*|no longer|not (?:more|longer) than|"
    r"(?:at the|my) earliest|not before|fruhestens|au plus tot|como pronto|op zijn vroegst|(?:days?|weeks?|months?) (?:online|live)|stays? (?:up|on\w*|live) (?:for|until)|"
    r"skip the|leav\w+ out|omit|weglassen|guaranteed?|re-?book\w*|"
    r"move it|change (?:it|the)|remove|drop the|without (?:the|any|my|showing|being|usage|exclusiv\w*|whitelist\w*)|at most|maximum of|limited? to|"
    r"no (?:usage|exclusiv\w*|whitelist\w*|script\w*|paid|ads?|revisions?|posting)|ohne|nur|sin|solo|sans|seulement|sem|senza)\b"
)
# Costs that nobody spoke of, and things to keep.
_COSTS = re.compile(
    r"\b(?:expenses?|flights?|hotel|travel costs?|\w*kosten|spesen|spese|rimborso|gastos|despesas|impuestos|frais|charges en sus|airfare|(?:studio|camera|equipment|location) (?:rental|hire|costs?)|reimburse\w*|"
    r"(?:on|covered by) you\b|(?:you|brand) (?:cover|pay for)\w*|cover (?:the|my)|keep (?:the|it|them)\b(?! (?:short|simple|brief|real|natural|fun|authentic|casual|quick|coming|touch|date|week|slot|day)))\b"
)
# Terms that stand somewhere else.
_ELSEWHERE = re.compile(
    r"\b(?:(?<!same )(?:like|as|than|from) (?:the )?last (?:time|year|one)|same (?:fee|rate|price|terms|deal|amount|money|conditions|package) as|(?:on|over) the phone|in our call|as (?:before|usual|always)|as (?:discussed|agreed) (?!above|below|in your)|"
    r"wie (?:immer|letztes mal|besprochen)|como siempre|como la ultima vez|comme (?:d'habitude|la derniere fois)|zoals (?:altijd|vorige keer))\b"
)
# What they wrote themselves in an earlier mail, and we have not granted.
_THEIR_WORDS = re.compile(
    r"\b(?:as|what|like|that|everything|all|points?|conditions?|terms|things?|extras?|requests?) (?:i|we)(?:'ve| have| had)? (?:(?:already|just|also|once) )?(?:(?<!we )said|wrote|mentioned|told|explained|outlined|listed|noted|raised|sent|attached|asked for)\b|"
    r"\bmy (?:previous|last|earlier|first|other|former) (?:e-?mails?|mails?|messages?|notes?|points?)\b|\bmy (?:own )?(?:conditions|terms|points|requests)\b|"
    r"\bwie (?:ich |schon |bereits |oben )*(?:gesagt|geschrieben|schrieb|sagte|erwahnt\w*|in meiner)\b|\bmeine[rn]? (?:letzten|vorigen|ersten|bedingungen|konditionen)\b|"
    r"\bcomme (?:je |nous |deja |indique|dit|ecrit|mentionne|precise)|\bmes conditions\b|\b(?:lo que|como) (?:ya |te |os |le |les )*(?:dije|comente|escribi|mencione|decia)\b|"
    r"\bmis condiciones\b|\b(?:como|o que) (?:eu |ja |te )*(?:disse|falei|mencionei|escrevi)\b|\bminhas condicoes\b|\bcome (?:gia |ti |vi )*(?:ho )?(?:detto|scritto|accennato|dicevo)\b|"
    r"\ble mie condizioni\b|\bzoals (?:ik |al |eerder )*(?:zei|schreef|gezegd|vermeld|aangegeven|genoemd)\b|\bmijn voorwaarden\b"
)
# Whoever still asks what we pay has not said yes to it.
_ASKED = re.compile(
    r"\b(?:you (?:offer|pay)\w*|room for|the offer|(?:budget|fee|rate|price|payment|pay)\b(?! (?:via|by|details))|a month|per \w+)\b|"
    r"^\W*(?:and|und|et|y|e|en) (?:the|my|our|die|der|das|mein\w*|le|la|les|mon|ma|mes|el|los|las|mis?|il|mio|mia|minha|meu|mijn|de|het)\b"
)
# Another piece of work than the one on the table.
_SCOPE = re.compile(
    r"\b(?:(?:bigger|larger|smaller|shorter|longer|other|second|cheaper|premium|basic|full) (?:\w+ )?(?:package|bundle|option|version|video|reel)|(?:full|whole|half a) minute|"
    r"(?:this|here)(?: (?:one|campaign|reel|video|post))? (?:and|\+|plus) (?:the|a|an|your|my|another|our)\b(?! (?:brand|product|idea))|book me (?:again|for)|"
    r"(?:my|our|own) (?:contract|terms(?: (?:and|&) conditions)?|conditions|agb)\b,? (?:apply|not yours)|(?:with|under|use|sign) (?:my|our)(?: own)? (?:contract|terms|conditions)|"
    r"(?:a|the|one) (?:second|next|further|follow-up) (?:one|reel|video|post|piece|campaign)|half (?:the )?price|think about it|consider it(?! \w)|"
    r"instead|just not|not with my)\b|\bfor that\W*$"
)
_MONEY_NAMED = re.compile(rf"\b{MONEY}\b(?! (?:details?|info\w*|methods?|links?|address|is|works|sounds))")
_NO_FEE = re.compile(
    r"\byou sent\b|\b(?:has|have|was|were|been) (?:charged|debited|credited|sent)\b|budget (?:approval|review)|\b(?:unemployment|interest|exchange|growth) rate|\b(?:phone|whatsapp|tax|vat|account|order|tracking|mobile|cell|passport) (?:number|no)|number (?:is|here)|payment (?:details?|info\w*|method|link|address)\b"
)
_PRICED = re.compile(rf"\b(?:{MONEY}|invoice|charge|quote|ask|make it|say|do)\b")
_RIGHTS_NAMED = re.compile(rf"\b{_RIGHTS}\b")
_CONTENT = re.compile(
    r"\b(?:fine|ok(?:ay)?|good|great|perfect|fair|generous|works?|agreed?|agree with|accept\w*|confirm\w*|yes|deal|love|thank\w*|appreciate|happy|clear|noted|understood|"
    r"right|acceptable|reasonable|cool|doable|suits?|content with|aligned|approve\w*|sounds?|looks?|discussed|mentioned|proposed|offered|stated|named|listed|above|below|passt|einverstanden|bien|d'accord|prima|akkoord|bene|bem)\b"
)
_WISHED = re.compile(
    r"\b(?:imagined|hoped|thinking (?:more|of)|had in mind|was hoping|expected|vorgestellt|gedacht|pensaba|imaginaba|esperaba|pensais|imaginais|esperais|gehoopt)\b"
)
# What an ask gives instead of wanting it: a discount, a piece for nothing.
_GIVEN = re.compile(
    r"\b(?:discount\w*|off|rabatt|descuento|remise|sconto|desconto|korting|(?:i|we)(?:'ll| will|'d| would| can| could) (?:\w+ )?(?:include|throw in|add)|"
    r"happy to (?:include|add|throw in)|no (?:extra|additional) (?:cost|charge|fee)|on (?:me|the house))\b"
)
# "A reel plus two stories": pieces are counted, not added.
_AND_PIECE = re.compile(
    r"(?:\bplus|\+) ?(?:\w+ ){0,2}(?:stor(?:y|ies)|reels?|posts?|videos?|tiktoks?|shorts?|carousels?)\b"
)
# "Could you do 950 instead?" is another fee and no other work.
_OTHER_FEE = re.compile(r"(?<=\d) instead(?: of \W?\d[\d.,]*k?)?\W*$")
# Words about the two of us.
_BETWEEN_US = re.compile(
    r"\b(?:i|i'\w+|me|my|mine|we|we'\w+|our|us|you|you'\w+|your|let's|ich|mir|mein\w*|wir|uns|ihr|yo|mi|me|nos|je|mon|ma|moi|nous|vous|ik|mijn|wij|we|jullie|io|mio|eu|meu)\b"
)
_PARAGRAPH = re.compile(r"\n\s*\n")
# A post, a video and a short are also what people call any piece of work.
_UNMISTAKABLE: Final = frozenset({"story", "reel", "carousel"})
_ON_PLATFORM = re.compile(
    r"\b(?:an?|one|two|the|on|for|to|as|auf|en|sur|su|no|op|ein|eine?n?|une?|una|uma|um|een) (tiktok|youtube|instagram)\b(?! (?:is|are|has|followers|account))"
)
_SWAPS = re.compile(r"\b(?:instead of|rather|in place of|swap|switch|replace|prefer)\b")
_DOES = re.compile(
    r"\b(?:i|i'll|i'd|i'm|we|we'll|we'd|we're)\b|\bfor \W?\d|\b(?:for|fur|pour|por|per|voor) (?:just |only )?(?:an?|one|the|eine?|une?|una?|uma?|een)\b"
)
_NUMBER = re.compile(
    r"(?<![\w.,:/#@+-])\d{1,3}(?:[.,]\d{3})+(?![\w/:-])|(?<![\w.,:/#@+-])\d{2,5}(?![\w/:%-])|(?<![\w.,:/#@+-])\d{1,3}(?:[.,]\d)?k\b"
)
_FAR: Final = 4  # a bare number further than this from our offer is no fee
_FAR_UNDER: Final = 40  # in the sentence of a yes it may be what is to be added: "100 more and we have a deal"
# A number in words that counts nothing named: "a thousand and I'm in", not "a thousand thanks".
_COUNTS_NOTHING = re.compile(
    r"^\W*(?:$|[,;.!?\n)]|(?:and|und|en|e|y|et|then|dann|even|flat|it is|or|oder|ou|of|works?|would|is|for|fur|pour|por|per|voor)\b)"
)
_BARE = re.compile(r"[\d.,]+")
_NO_PRICE_BEHIND = re.compile(
    r"^(?:st|nd|rd|th)?[ -]?(?:days?|weeks?|months?|years?|hours?|hrs?|h\b|min\w*|sec\w*|am\b|pm\b|uhr|tage?|wochen?|dias?|semanas?|jours?|semaines?|dagen|weken|"
    r"giorni|uur|heures?|horas?|ore|jahre?|ans|anos|jaar|anni|seconds|minuten|grad|degrees|prozent|percent|pieces|stories|followers?|views?|subs\w*|people|times|reels?|stor\w+|videos?|posts?|kids|[A-Z]|\d|january|february|march|april|may|june|july|august|"
    r"september|october|november|december)"
)
_NO_PRICE_BEFORE = re.compile(
    r"(?:[A-Z]\w+\W? ?|\b(?:on|by|the|until|since|age|am|tel|phone|zip|nr|no|apt|unit|version|day|week|after|vor|am|bis|el|le|op|within|in|at|um|a las|size|room|page|top|number|only|just|turn\w*|be|i'm)\b\W{0,2})$"
)


def loose_end(
    mail: ReplyToRead, parts: Sequence[Clause], yes: int, amounts: Sequence[ReadAmount]
) -> tuple[int, int] | None:
    """Return the place of the first clause of *mail* that leaves something of the deal open, or None.

    *parts* are its clauses, *amounts* what was read in it, *yes* is where its yes begins.
    """
    days = unplaced_days(fold(mail.own_words), mail.currency)
    for part in parts:
        words = mail.own_words[part.start : part.end]
        if _is_priced_apart(words, amounts) or (days and days in part.text):
            return part.start, part.end
        beside = _is_beside(mail.own_words, yes, part.start)
        if not (beside or _BETWEEN_US.search(part.text)):
            continue
        shared = beside and _SHARE.search(part.text)
        foreign = beside and any(one.meaning(mail.currency) != mail.currency for one in currencies_named(words))
        if (
            shared
            or foreign
            or _is_loose(replace(part, text=_without_our_pieces(part.text, mail)), yes)
            or _is_other_work(part.text, mail)
        ):
            return part.start, part.end
        priced = beside or _PRICED.search(part.text)
        said = any(p.sentence == part.sentence and p.start <= yes < p.end for p in parts)
        if priced and (
            number := another_number(mail.own_words, mail.offer_cents, part.start, part.end, may_be_added=said)
        ):
            return number
    return None


def tied_to_the_fee(
    mail: ReplyToRead, parts: Sequence[Clause], amounts: Sequence[ReadAmount]
) -> tuple[int, int] | None:
    """Return the place of the first clause beside an ask of *mail* that wants more than the fee, or gives less, or None.

    An ask speaks of money and of what it costs by its nature: only what would have to be agreed besides counts.
    """
    asks = [place for a in amounts if a.role in ASKED_ROLES and (place := mail.own_words.find(a.quote)) >= 0]
    for part in parts:
        if not any(_is_beside(mail.own_words, place, part.start) for place in asks):
            continue
        if _GIVEN.search(part.text):
            continue
        topics = (_ADDS, _TAKES, _PAID, _COSTS, _ELSEWHERE, _SCOPE, _OTHERWISE, _DECIDES, _FAVOURS, _SHARE)
        text = _OTHER_FEE.sub("", _without_our_pieces(without_differences(part.text, amounts), mail))
        if any(words.search(text) for words in topics) or _is_other_work(part.text, mail):
            return part.start, part.end
    return None


def wants_other_work(mail: ReplyToRead) -> bool:
    """Tell whether *mail* puts another piece of work in the place of ours: "a carousel instead of a reel"."""
    return any(_SWAPS.search(part.text) and _is_other_work(part.text, mail) for part in clauses(mail.own_words))


def _is_beside(text: str, one: int, other: int) -> bool:
    """Whether two places of *text* stand in one paragraph."""
    return not _PARAGRAPH.search(text, min(one, other), max(one, other))


def _is_loose(part: Clause, yes: int) -> bool:
    wished = part.end > yes and _WISHED.search(part.text)
    asked = part.asks and _ASKED.search(part.text)
    otherwise = not part.asks and any(
        words.search(part.text) for words in (_OTHERWISE, _MUST, _DECIDES, _FAVOURS, _WHEN)
    )
    topics = (_ADDS, _TAKES, _PER_PIECE, _OPEN, _PAID, _COSTS, _ELSEWHERE, _THEIR_WORDS, _SCOPE)
    if wished or asked or otherwise or any(words.search(part.text) for words in topics):
        return True
    money = _MONEY_NAMED.search(part.text) and not _NO_FEE.search(part.text)
    return bool(money or _RIGHTS_NAMED.search(part.text)) and not _CONTENT.search(part.text)


def _without_our_pieces(clause: str, mail: ReplyToRead) -> str:
    """Return *clause* without "plus a story" where a story is ours: how many is counted apart."""
    package = mail.package
    if package is None:
        return clause
    kinds = {d.kind for d in package.deliverables}
    return _AND_PIECE.sub(lambda m: "" if noun_at(m.group(), package) in kinds else m.group(), clause)


def _is_priced_apart(words: str, amounts: Sequence[ReadAmount]) -> bool:
    """Whether *words* hold an amount that is neither our offer nor what somebody else paid."""
    # Bare digits may be anything: another_number looks at them.
    apart = (a for a in amounts if a.role not in (Role.OUR_OFFER, Role.PAST))
    return any((a.currency or not _BARE.fullmatch(a.quote)) and a.quote in words for a in apart)


def _is_other_work(clause: str, mail: ReplyToRead) -> bool:
    """Whether *clause* names or counts pieces of work that the package on the table does not hold."""
    if mail.package is None:
        return False
    ours, named = mail.package.deliverables, noun_at(clause, mail.package)
    other = named in _UNMISTAKABLE - {d.kind for d in ours} and bool(_DOES.search(clause))
    other = other or any(found[1] not in {d.platform.value for d in ours} for found in _ON_PLATFORM.finditer(clause))
    return other or any(count not in {d.count for d in ours} for count in counts_in(clause))


def another_number(
    text: str, offer_cents: int | None, start: int, end: int, *, may_be_added: bool = False
) -> tuple[int, int] | None:
    """Return the place of a number between *start* and *end* that could be a fee of the offer's size but its own.

    Where *may_be_added*, it could also be what is to be put on top of the offer.
    """
    least = _FAR_UNDER if may_be_added else _FAR
    places = [(found.span(), _cents(found.group())) for found in _NUMBER.finditer(text, start, end)]
    for (first, after), cents in [*places, *_in_words(text[start:end], start)]:
        near = offer_cents is None or (offer_cents <= least * cents and cents <= _FAR * offer_cents)
        added = offer_cents is not None and offer_cents > _FAR * cents
        year = 1990 <= cents // 100 <= 2039 or (added and cents % 1_000 != 0)
        before = "" if may_be_added and text[start:first].strip().isalpha() else text[:first]  # "Ajoutez 100"
        if near and cents != offer_cents and not year and not _is_no_price(before, text[after:]):
            return first, after
    return None


def _in_words(clause: str, start: int) -> list[tuple[tuple[int, int], int]]:
    """Return the numbers that *clause* writes in words and that count nothing named, with their places and cents."""
    found = (a for a in find_amounts(clause, "USD") if a.kind in (AmountKind.MONEY, AmountKind.COUNT))
    return [
        ((start + a.start, start + a.end), a.cents)
        for a in found
        if not any(c.isdigit() for c in a.quote) and _COUNTS_NOTHING.search(fold(clause[a.end :]))
    ]


def _is_no_price(before: str, behind: str) -> bool:
    """Whether the words around a number make it a date, a length, a count or a part of an address."""
    return bool(_NO_PRICE_BEHIND.match(behind.lstrip(" "))) or bool(_NO_PRICE_BEFORE.search(before))


def _cents(number: str) -> int:
    if number.endswith("k"):
        return round(100_000 * float(number[:-1].replace(",", ".")))
    return 100 * int(re.sub(r"[.,]", "", number))
