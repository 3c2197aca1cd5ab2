"""Does a scrap of a sentence add something to the package?

"Plus a YouTube short", "Raw files too", "Usage for a year": no verb promises
anything, and a reader takes it as promised all the same. Two things are read:
what a scrap names that the package does not hold, and how long a term lasts
where an article stands for the number.
"""

import re
from collections.abc import Iterator
from typing import Final

from negotiation.guard_amounts import counts_of
from negotiation.letter import LetterOrder
from negotiation.plain_text import clauses

_ADDS: Final = (
    r"plus|including|includes|incl\.?|also|along with|alongside|together with|as well as|on top(?: of (?:that|it|this))?|in addition|"
    r"additionally|besides(?: that)?|not to mention|as a (?:bonus|thank[- ]you|treat|gift|plus|sweetener)|bonus|extra|with|and|"
    r"und|dazu|zuzüglich|au(?:ß|ss)erdem|inklusive|sowie|mit|et|avec|en plus|y|con|además|incluye|incluido|más|e|com|mais|além d\w+|incluindo|"
    r"inoltre|compreso|più|en|met|ook|inclusief|daarnaast"
)
_BEGINS: Final = re.compile(rf"^\W*(?:oh,? )?(?:(?:{_ADDS})\b[:,]?\s+)+(?P<what>.+)$", re.IGNORECASE)
_ENDS: Final = re.compile(
    r"^(?P<what>.+?),?\s+(?:too|as well|also|included|inclusive|on top|besides|thrown in|on us|on the house|paid for|covered|extra|"
    r"inklusive|inbegriffen|obendrauf|dazu|inclus(?:e|es)?|compris(?:e|es)?|en plus|aussi|incluid[oa]s?|también|además|inclus[oaie]s?|"
    r"incluíd[oa]s?|também|anche|compres[oaie]|inbegrepen|erbij|ook)\W*$",
    re.IGNORECASE,
)
# Whoever says a whole sentence is read by the other rules.
_VERB: Final = re.compile(
    r"\b(?:i|we|you|it|that|they|he|she|there|who|which|what|how|if|when|is|are|was|were|be|been|has|have|had|do|does|did|will|would|"
    r"can|could|should|may|might|let|let's|please|hope\w*|love\w*|thank\w*|think|know|see|saw|send|feel|look\w*|work\w*|tell|ask|"
    r"ich|wir|du|ihr|sie|es|das|ist|sind|wird|wäre|danke|je|nous|vous|tu|il|elle|on|est|sont|sera|serait|merci|es|son|será|sería|"
    r"gracias|è|sono|sarà|sarebbe|grazie|é|são|seria|obrigad[oa]|wij|jij|het|zijn|wordt|zou|bedankt)\b|'(?:s|re|ll|d|ve|m)\b",
    re.IGNORECASE,
)
_PIECE: Final = re.compile(
    r"\b(?P<one>an?|another|one|un[ae]?|uno|ein(?:e|en)?|een|uma?|nog een|otr[oa])?\s*(?P<of>(?:(?:short|quick|dedicated|separate|second|little|extra|full|long|youtube|tiktok|"
    r"instagram|ig|yt|insta|facebook|twitter|linkedin|pinterest|snapchat|twitch)[ -]){0,3})"
    r"(?P<kind>reel|post|stor(?:y|ies)|carousel|tiktok|video|vídeo|vidéo|integration|short|livestream|live|vlog|podcast|newsletter|blog post|"
    r"tweet|thread|pin|karussell|carrousel|historia|beitrag)s?\b",
    re.IGNORECASE,
)
_KINDS_OF_OURS: Final = frozenset(
    {"reel", "post", "story", "stories", "carousel", "tiktok", "video", "integration", "short"}
)
# Goods, journeys, rights and places that no package holds.
_THINGS: Final = re.compile(
    r"\b(?:raw (?:files?|footage|material|clips?|cuts?|edits?)|source files?|rohmaterial|rushes|material (?:en )?bruto|grezz[oi]|"
    r"travel(?: costs?| expenses)?|flights?|hotels?|accommodation|train tickets?|taxis?|expenses|meals?|dinner|lunch|breakfast|drinks|"
    r"tickets?|vip|backstage|spa|weekend|trips?|getaway|reise\w*|flug|flüge|übernachtung|abendessen|voyage|vols?|hôtel|dîner|viajes?|vuelos?|"
    r"cena|alojamiento|viaggi\w*|volo|alloggio|viagem|voo|jantar|hospedagem|vlucht|etentje|overnachting|"
    r"ads|adverts?|advertising|billboards?|tv|print|posters?|out-of-home|werbung|anzeigen|publicité|anuncios|pubblicità|anúncios|advertenties|"
    r"worldwide|global(?:ly)?|all (?:channels|platforms|media|territories|languages|formats|markets)|weltweit|monde entier|todo el mundo|"
    r"copyright|buy-?out|full rights|all rights|vouchers?|gift\w*|goodie\w*|merch\w*|swag|gutschein\w*|geschenk\w*|cadeaux?|bon d'achat|"
    r"regalos?|vale|buono|omaggio|presente|brindes?|cadeau\w*|tegoedbon|"
    r"laptop|camera|phone|equipment|studio|photographer|editor|stylist|make-?up artist|crew|"
    r"unlimited (?:\w+ )?(?:revisions|edits|reshoots|changes)|launch party|meet[ -]and[ -]greet|shoot day|event|interview|appearance)\b",
    re.IGNORECASE,
)
_SCOPE: Final = re.compile(
    r"^\W*(?:worldwide|globally|across all (?:channels|platforms|media)|in all (?:channels|media|markets|territories)|"
    r"(?:and )?(?:for )?all (?:channels|platforms|media|territories|markets)|for (?:ever|the whole year|the entire year|all time)|"
    r"(?:full|all|unlimited|complete|unrestricted|perpetual) (?:usage|rights?|licen[cs]es?)(?: rights)?|"
    r"(?:paid )?ads for .{2,20}|weltweit|dans le monde entier|en todo el mundo|in tutto il mondo|em todo o mundo|wereldwijd)\W*$",
    re.IGNORECASE,
)
_DENIED: Final = re.compile(
    r"\b(?:no|not|non|never|without|except|excluding|kein\w*|ohne|pas|sans|sin|senza|sem|geen|zonder)\b", re.IGNORECASE
)
# "For a year", "pendant un an", "all year round".
_LASTS: Final = re.compile(
    r"\b(?P<half>(?:half (?:of )?|ein halbes |medio |mezzo |meio |een half |six months? of )?)"
    r"(?:(?:an?|the|ein(?:e|en)?|une?|uno|una|uma?|een)(?: (?:full|whole|entire|calendar|good|ganzes|ganzen|volles))* )?"
    r"(?P<unit>year|month|week|quarter|fortnight|jahr|monat|woche|année|an|mois|año|mes|anno|mese|ano|mês|jaar|maand)\b"
    r"(?! (?:ago|later|from now|before))",
    re.IGNORECASE,
)
_ARTICLE: Final = re.compile(
    r"\b(?:an?|the|half|all|whole|entire|ein\w*|halbes|une?|uno|una|uma?|een|medio|mezzo|meio|tout\w*|todo|tutto|heel)\b",
    re.IGNORECASE,
)
_UNITS: Final = {
    "year": (360, 366), "jahr": (360, 366), "année": (360, 366), "an": (360, 366), "año": (360, 366), "anno": (360, 366),
    "ano": (360, 366), "jaar": (360, 366), "quarter": (89, 92), "fortnight": (14, 14), "week": (7, 7), "woche": (7, 7),
}  # fmt: skip
_A_MONTH: Final = (28, 31)
_TERM: Final = (
    ("usage_rights_days", re.compile(r"\busage|\brights\b|\blicen[sc]|nutzung\w*|\bdroits?\b|\bderechos?\b|\bdiritti\b|\bdireitos?\b|gebruiksrecht\w*", re.IGNORECASE)),
    ("exclusivity_days", re.compile(r"\bexclusiv|\bexklusiv|\besclusiv", re.IGNORECASE)),
    ("whitelisting_days", re.compile(r"\bwhitelist|\bspark ads?\b|\bboost|\bpartnership ads?\b", re.IGNORECASE)),
)  # fmt: skip

_PAYMENT: Final = re.compile(r"\bpa(?:y|id)|zahl|\bpag|\bpai|betaal", re.IGNORECASE)


def fragment_reasons(order: LetterOrder, text: str) -> list[str]:
    """Return what the scraps of *text* (flat) add to the package of *order*, and which terms last longer than it says."""
    found: list[str] = []
    for clause in clauses(text):
        if _DENIED.search(clause):
            continue
        found += list(_added(order, clause))[:1]
        found += list(_too_long(order, clause))[:1]
    return found[:2]


def _added(order: LetterOrder, clause: str) -> Iterator[str]:
    if _SCOPE.match(clause):
        yield f"promise_outside_terms: {_told(clause)}"
    match = _BEGINS.match(clause) or _ENDS.match(clause)
    if match is None or _VERB.search(match["what"]):
        return
    if thing := _THINGS.search(match["what"]):
        yield f"promise_outside_terms: {_told(thing.group())}"
    for piece in _PIECE.finditer(match["what"]) if order.package.deliverables else ():
        if not _holds(order, piece):
            yield f"deliverable_not_in_package: {_told(piece.group())}"


def _holds(order: LetterOrder, piece: re.Match[str]) -> bool:
    """Say whether the package holds such a *piece*, and one of them where an article says one."""
    kind, of = piece["kind"].lower(), piece["of"].lower()
    if kind not in _KINDS_OF_OURS:
        return False
    of = of.replace("ig", "instagram").replace("yt", "youtube") if of.strip() in ("ig", "yt") else of
    counts = counts_of(order, kind, of)
    return bool(counts) and (not piece["one"] or 1 in counts)


def _too_long(order: LetterOrder, clause: str) -> Iterator[str]:
    levels = {int(getattr(order.package, field)) for field, shape in _TERM if shape.search(clause)} - {0}
    if not levels:
        return
    if _PAYMENT.search(clause):
        levels.add(order.package.payment_days)
    for match in _LASTS.finditer(clause):
        if not _ARTICLE.search(clause[max(0, match.start() - 8) : match.end()]):
            continue
        low, high = _UNITS.get(match["unit"].lower(), _A_MONTH)
        low, high = (low // 2, -(-high // 2)) if match["half"] else (low, high)
        if not any(low <= level <= high for level in levels):
            yield f"duration_not_in_terms: {_told(match.group())}"


def _told(words: str) -> str:
    return " ".join(words.split())[:60]
