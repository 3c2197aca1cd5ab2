"""Do our terms answer what a creator asks, or does a person have to?

A mail of ours says the fee, the pieces, the rights and how long they last,
when we pay, and the campaign's dates where it has any. A question about one
of these is answered by saying them; any other, and one that nobody here
understands, is left to a person. It answers nothing itself.
"""

import re
from collections.abc import Sequence
from typing import Final

from negotiation.currencies import currencies_named
from negotiation.plain_text import flatten

_QUESTION: Final = re.compile(r"[^.!?\n;]*(?:\.(?=\w)[^.!?\n;]*)*\?+|[^.!?\n;]+")
_AND_ASKS: Final = re.compile(
    r"(?<=\w)(?: and|,(?: and)?) (?=(?:who|whose|what|when|where|which|how|do|does|will|is|are)\b)"
)
# What the terms say.
_FEE: Final = (
    r"fees?|budget|rates?|price|money|offer\w*|compensation|paid (?:or|collab\w*|partner\w*)|how much|"
    r"(?:you|u|y'all) pay(?:ing)?|pay me|(?:your|the) (?:max\w*|most|highest|upper limit|ceiling|best)|how high|currency|for everything|in total|altogether|per (?:post|video|reel|story|piece)|"
    r"honorar|verg[uü]tung|w[aä]hrung|wie viel|presupuesto|tarifa|cu[aá]nto|moneda|tarif|r[eé]mun[eé]r\w*|montant|devise|combien|"
    r"or[cç]amento|valor|quanto|compenso|vergoeding|tarief|hoeveel"
)
_PIECES: Final = (
    r"deliverables?|how many|which (?:content|format|platform|channel)s?|what (?:kind|type|sort) of (?:content|post|video)s?|"
    r"(?:all )?(?:one|two|three|both|\d) (?:\w+ )?(?:reels?|stor(?:y|ies)|videos?|posts?|shorts?)|the (?:reel|story|stories|video|post)s?|"
    r"(?:have|need|want|expect|like) (?:me )?to do|do exactly|exactly .*\bdo\b|be involved|involved|scope|the package|includ\w*|"
    r"details|information|infos?|(?:tell me|hear|know|learn) (?:a (?:bit|little) )?more|terms|conditions|tiktok|insta\w*|youtube|platform|collab\w*|"
    r"wie viele|was genau|inhalte|plattform|umfang|konditionen|mehr infos?|cu[aá]ntos|cu[aá]ntas|incluye|condiciones|informaci[oó]n|"
    r"combien|plateforme|quantos|quantas|quante|quanti|hoeveel|voorwaarden"
)
_RIGHTS: Final = (
    r"usage|rights?|licen[cs]\w*|exclusiv\w*|whitelist\w*|boost\w*|spark|(?:paid )?ads?|organic|rush|how long .*\bus\w+|wie lange .*nutz\w+|"
    r"nutzungsrechte?|exklusiv\w*|derechos|exclusividad|droits|exclusivit[eé]|direitos|diritti|esclusiva|(?:gebruiks)?rechten|"
    r"exclusiviteit"
)
_PAYMENT: Final = (
    r"(?:when|how (?:soon|fast|quickly|long)|before|after|upon|days?|terms?|schedule|net \d+)\b.*\b(?:paid|pay\w*|payment)|"
    r"(?:paid|pay|payment)\b.*\b(?:when|how (?:soon|fast|long)|before|after|upon|days?|terms?|schedule|net \d+)|"
    r"wann .*\b(?:bezahl\w*|zahlung\w*|geld)|zahlungs\w+|zahlung|cu[aá]ndo .*\b(?:pag\w+|cobr\w+)|el pago|d[eé]lais? de paiement|"
    r"quand .*pa(?:y|i)\w+|pagamento|betaling|betaald"
)
_DATES: Final = (
    r"when|dates?|deadline|timeline|timings?|turnaround|schedule|go(?:es)? live|due|start\w*|"
    r"wann|frist|zeitplan|cu[aá]ndo|fecha|plazo|quand|d[eé]lais?|quando|prazo|tempi|scadenza|wanneer|planning"
)
# What they do not say, whatever stands beside it.
_ELSEWHERE: Final = (
    r"raw|own(?:s|er|ers|ership)?|briefs?|briefing|scripts?|talking points?|hashtags?|tags?|links?|codes?|revisions?|edit(?:s|ed|ing)?|rounds?|"
    r"approv\w*|drafts?|reject\w*|products?|samples?|ship\w*|customs|deliver(?:y|ed) (?:address|of)|contracts?|agreements?|sign\w*|invoic\w*|"
    r"paypal|bank|transfer|wire|method|vat|tax(?:es)?|gross|net(?! \d)|brutto|netto|steuer\w*|music|face|dog|hooks?|attend\w*|events?|"
    r"travel|location|countr(?:y|ies)|categor\w*|other (?:\w+ )?(?:brands?|creators?|companies)|competitors?|compet\w*|who|whom|examples?|previous|past|"
    r"korrektur\w*|commissions?|affiliate|bonus|mean(?:s|t)?|delet\w*|flops?|restrictions?|long[- ]?term|longer|one-off|allowed|forbidden|cancel\w*|"
    r"audience|insights?|analytics|stays? (?:up|online|live)|online bleiben|address|phone|call|creative|freedom|refund\w*|check\w*|(?:try|test|see|get|send|read)\b.*\bfirst|directly|stuff|highlights|"
    r"produkte?|vertrag|rechnung|producto|contrato|factura|produit|contrat|facture|produto|nota fiscal|prodotto|contratto|fattura"
)
# Manners, and what any mail of ours answers.
_MANNERS: Final = "|".join(
    (
        r"(?:is|would) (?:that|this|it)(?: be)? (?:too (?:much|high|far)(?: to ask)?|negotiable)",
        r"(?:can|could) you check",
        r"which (?:one|option|package|of (?:them|these|the two))?(?: ?(?:do|would|works?|suits?|fits?)\b.*)?",
        r"(?:ginge|geht|ginge denn|passt) das",
        r"(?:h(?:i+|ey+|[ae]llo+)|hola|ol[aá]|bonjour|ciao|any(?:one|body))(?: (?:there|again|all|guys|team))?",
        r"(?:(?:are|r) (?:you|u|you guys) )?(?:still )?(?:there|with (?:me|us))",
        r"(?:is )?any(?:one|body) (?:there|home)",
        r"(?:have you |do you have |is there )?any (?:news|updates?|word)(?: (?:on|about|from) (?:that|this|it|you|your side|your end))?",
        r"(?:did|have) you (?:see|seen|get|got|read|received?) (?:that|this|it|(?:my|the) (?:last |previous )?(?:mail|e-?mail|message|reply|answer))",
        r"how are you\b.*",
        r"(?:i )?hope (?:you(?:'re| are)|all is|everything(?:'s| is)|this finds)\b.*",
        r"what do you say",
        r"(?:do )?you know(?: what i mean)?",
        r"sounds? fair",
        r"agreed",
        r"why so low",
        r"for (?:just |only |all )?(?:\w+ )?(?:reels?|stor(?:y|ies)|posts?|videos?|shorts?|that|this|everything)",
        r"(?:can|could|would|will) (?:your|the) (?:team|client|brand|boss) (?:approve|do|agree to|consider|go for|stretch to) (?:that|this|it)",
        r"(?:you|are you|u) in",
        r"how(?:'s| is) it going",
        r"how have you been",
        r"sounds? good",
        r"deal",
        r"interested",
        r"(?:does|would|will|is|could) (?:that|this|it)(?: also)? (?:be )?(?:work|ok|okay|fine|possible|alright|good)(?: for you| with you)?",
        r"what do you think",
        r"thoughts",
        r"any thoughts",
        r"make sense",
        r"right",
        r"how (?:does|would|do) (?:that|this|it|you) (?:sit|sound|look|feel)(?: (?:with|to|for|about) (?:you|that|this|it)(?: (?:all|guys))?)?",
        r"(?:(?:is|would|could) (?:that|this|it) (?:be )?(?:something you(?:'d| could| can| would) (?:do|consider|work with)|within reach|doable|feasible|reasonable|fair|realistic))(?: (?:for|on|with) (?:you|your (?:end|side)|the brand))?",
        r"(?:can|could|would) (?:you|we) (?:do|make|manage|consider|work with|meet (?:me|us)) (?:that|this|it|there|halfway|in the middle)(?: (?:work|happen))?(?: for (?:me|us|you))?",
        r"(?:(?:is|would) there (?:be )?|any )(?:any )?(?:\w+ )?(?:room|flexibility|leeway|chance)(?: (?:to|for|in|on) (?:\w+ ){0,3}\w+)?",
        r"(?:w[aä]re|ist|ginge|geht|passt|klappt|w[uü]rde) das (?:(?:f[uü]r|bei) (?:euch|dich|sie) )?(?:so )?(?:machbar|m[oö]glich|ok|okay|in ordnung|denkbar|passen|gehen)?(?: f[uü]r (?:euch|dich|sie))?",
        r"(?:ser[ií]a|es) posible",
        r"les parece(?: bien)?",
        r"qu[eé] les parece",
        r"te parece(?: bien)?",
        r"serait[- ](?:ce|il) possible",
        r"(?:c'est|[cç]a (?:vous|te) )(?:possible|va|convient)",
        r"(?:qu')?en pensez-vous",
        r"seria poss[ií]vel",
        r"o que (?:voc[eê]s? )?acha\w*",
        r"sarebbe possibile",
        r"che ne (?:dite|pensi|pensate)",
        r"(?:is|zou) dat (?:mogelijk|haalbaar|ok|kunnen)(?: (?:voor|zijn) jullie)?",
        r"shall we(?: (?:do|close|go|agree|shake|call) (?:on |at |with |for |it )?(?:that|this|it|a deal)?)?",
        r"(?:can|could) we (?:close|agree|shake hands|do it|go|settle)(?: (?:on|at|with|for|like))?(?: (?:that|this|it))?",
        r"(?:machen|wollen) wir (?:das|es)(?: dann)? so(?: machen)?",
        r"(?:podemos|vamos|d[aá] pra) fechar(?: (?:assim|por isso|nisso|nesse valor|desse jeito))?",
        r"fechamos(?: assim)?",
        r"(?:lo )?(?:cerramos|dejamos|hacemos)(?: as[ií])?",
        r"on (?:fait|part|dit)(?: (?:comme|sur))? [cç]a",
        r"facciamo cos[iì]",
        r"(?:ti|vi) va(?: bene)?",
        r"(?:doen we (?:het|dat)|spreken we (?:het|dat)) (?:zo|zo af)",
        r"let me know",
        r"(?:for )?how long",
        r"wie geht'?s\b.*",
        r"qu[eé] tal(?: todo)?",
        r"c[oó]mo est[aá](?:s|is|n)?",
        r"(?:comment )?(?:[cç]a va|vas-tu|allez-vous)",
        r"tudo (?:bem|bom|certo)(?: (?:com|por) .*)?",
        r"come (?:stai|va|state)",
        r"(?:hoe gaat het|alles goed)(?: met .*)?",
        r"(?:(?:is|does) (?:your|the) offer (?:still )?(?:stand|open|valid|on the table)|still (?:open|available|valid))",
    )
)
_IS_OF_PAYMENT: Final = re.compile(rf"\b(?:{_PAYMENT})\b")
_IS_ANSWERED: Final = (*(re.compile(rf"\b(?:{words})\b") for words in (_FEE, _PIECES, _RIGHTS)), _IS_OF_PAYMENT)
_IS_DATED: Final = re.compile(rf"\b(?:{_DATES})\b")
_IS_ELSEWHERE: Final = re.compile(rf"\b(?:{_ELSEWHERE})\b")
_CURRENCY: Final = re.compile(r"\b(?:currency|w[aä]hrung|devise|moneda|moeda|valuta)\b", re.IGNORECASE)
# "Oi Mara, tudo bem?"
_GREETS: Final = (
    r"(?:h(?:i+|ey+|[ae]llo+)(?: there)?|hola|ol[aá]|oi|bonjour|salut|coucou|ciao|hoi|moin|servus|dear|liebe[rs]?|caro|cara|querid[ao])"
    r"(?: [^\W\d_]+){0,3}"
)
_IS_MANNERS: Final = re.compile(
    rf"^\W*(?:(?:{_GREETS}\W+)?(?:(?:hi|hey|hello|and|so|but|ok|okay|yes|great|thanks)\W+)*(?:{_MANNERS})|{_GREETS})\W*$"
)
_SAYS: Final = re.compile(r"[^\W\d_]{2}")  # "$1,000??" asks nothing
_LONGEST: Final = 2_000


def asks_currency(question: str) -> bool:
    """Tell whether *question* wants to know in which currency our amounts are: "are we talking CAD or USD?"."""
    asked = [piece for piece in _QUESTION.findall(flatten(question[:_LONGEST]).text) if piece.rstrip().endswith("?")]
    return any(_CURRENCY.search(piece) or _names_one(piece) for piece in asked)


def _names_one(piece: str) -> bool:
    return bool(currencies_named(piece)) and not re.search(r"\d", piece)


def besides_asks(question: str, asks: Sequence[str]) -> str:
    """Return what is asked in *question* beside the amounts in *asks*, which are asks in its words."""
    parts = (part for piece in _QUESTION.findall(flatten(question[:_LONGEST]).text) for part in _AND_ASKS.split(piece))
    return " ".join(part.strip() for part in parts if not any(flatten(ask).text in part for ask in asks)).strip()


def left_open(question: str, *, dated: bool, asks: Sequence[str] = ()) -> str:
    """Return the first question in *question* that our terms leave open; empty where they answer all.

    *dated*: whether the campaign has dates, so that our mails say when. *asks*: the amounts they ask, in their words;
    a question that names one is answered by our offer.
    """
    pieces = [" ".join(piece.split()) for piece in _QUESTION.findall(flatten(question[:_LONGEST]).text)]
    asked = [piece for piece in pieces if piece.endswith("?")] or [piece for piece in pieces if piece and not asks]
    parts = [part for piece in asked for part in (_AND_ASKS.split(piece) if asks else [piece])]
    open_ones = (part for part in parts if not any(flatten(ask).text in part for ask in asks))
    return next((piece for piece in open_ones if not _is_answered(piece.lower(), dated=dated)), "")


def _is_answered(words: str, *, dated: bool) -> bool:
    if _IS_MANNERS.match(words) or not _SAYS.search(words):
        return True
    if _IS_ELSEWHERE.search(words):
        return False
    if _IS_DATED.search(words) and not _IS_OF_PAYMENT.search(words):
        return dated
    return any(topic.search(words) for topic in _IS_ANSWERED) or _names_one(words)
