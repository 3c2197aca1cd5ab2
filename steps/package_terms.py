"""Which terms of a package do these words name, and at which level?

From the words alone, so that the reader who finds a term and the check that
proves one read by a model do the same. A term without a level, or a level that
is only compared with ("instead of 90 days"), is none.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from negotiation.amounts import AmountKind, find_amounts
from negotiation.reading import ReadTerm
from negotiation.term_prices import LONGEST_DAYS, Term
from negotiation.terms import DELIVERABLES, Package
from steps.price_list import NOUNS

TERM_WORDS: Final[dict[Term, str]] = {
    Term.USAGE_RIGHTS: (
        r"usage(?: rights?)?|(?:content |media |image |ad(?:vertising)? )?rights?|licen[sc]\w*|"
        r"paid (?:ads?|media|usage|use)|nutzung(?:srechte?n?)?|rechten?|gebruiksrecht\w*|"
        r"(?:derechos|droits|direitos|diritti)(?: d(?:e |')u\w+)?"
    ),
    Term.EXCLUSIVITY: r"\be(?:x[ck]|s[ck])lusi[vf]\w*",
    Term.WHITELISTING: r"white-?list\w*|spark ads?|boosting|partnership ads?|dark post\w*",
    Term.PAYMENT: (
        r"payments?|paid|pay|invoices?|net|zahl(?:ung|ungsziel|bar|t)|bezahl(?:ung|t|en)|rechnung|paiement|pay[eé](?:[erzs]|es)?|pago|"
        r"pagad[ao]|pagar|pagamento|paga(?:to|ta|re)|betaling|betaald|betalen|factur[ae]|fattura|fatura|factuur"
    ),
}
_UNITS: Final = (
    ("day", 1, 1, 1),
    ("week", 7, 7, 7),
    ("month", 30, 28, 31),
    ("quarter", 90, 89, 92),
    ("year", 365, 360, 366),
)


@dataclass(frozen=True, slots=True)
class _Length:
    """A length of time: where its words stand, and its days with the fewest and most they may be (months differ)."""

    start: int
    stop: int
    days: tuple[int, int, int]


_UNIT = re.compile(
    r"[\s-]*(?:(?P<day>days?|tag(?:en|es|e|s)?|jours?|dias?|giorn[oi]|dag(?:en)?)|(?P<week>weeks?|wochen?|semaines?|semanas?|"
    r"settiman[ae]|wek?en|week)|(?P<month>months?|monat(?:en?|s)?|mois|mes(?:es|i|e)?|maand(?:en)?)|"
    r"(?P<quarter>quarters?|quartale?)|(?P<year>years?|jahre?n?|ans?|annees?|anos?|ann[oi]|jaar))\b"
)
# "For a month"; "$100 a month" is a price.
_ONE = re.compile(
    r"\b(?:for|within|in|of|to|just|only|with|fur|für|innerhalb|binnen|auf|mit|nur|pendant|pour|sous|durante|por|per|entro|"
    r"di|voor)\s+"
    r"(?:just |only |nur )?(an?|one|eine[rnms]?|ein|une?|una?|um|uma|een)"
    r"(?=\s+(?:day|week|month|quarter|year|tag|woche|monat|jahr|jour|semaine|mois|"
    r"dia|semana|mes|m[eê]s|giorno|settimana|mese|dag|week|maand|jaar)(?:s|es|en)?\b)"
)
_HALF = re.compile(
    r"\b(?:half an? |ein halbes |einem halben |une? demi-?|medio |mezz'?o? ?|meio |een half |half )"
    r"(?:(?P<year>years?|jahr|annee|année|ano|año|anno|jaar)|month|monat|mois|mes|m[eê]s|mese|maand)\b"
)
_HALF_DAYS: Final = ((15, 14, 16), (182, 180, 184))  # of a month, of a year
_PIECE_END = re.compile(r"[,;:.()\n]|\s(?:and|plus|with|but|or|und|y|et)\s|\s[&+]\s")
_COMPARED = re.compile(
    r"\b(?:instead of|rather than|not|from|over|more than|longer than|beyond|than|vs\.?|versus|(?:an)?statt|nicht|"
    r"anstelle von|au lieu d[e']s?|plut[oô]t que|en (?:vez|lugar) de|em vez de|invece (?:di|dei)|in plaats van)\s+"
    r"(?:the |your |for |den |der |die |de |los |os |i )*$"
)
# "$1,000 with 30 days": which term is meant, another part of the mail says, or nobody does.
_BARE = re.compile(
    r"\b(?:with|only|just|mit|nur|avec|seulement|con|solo|com|apenas|met|alleen|slechts)\s+"
    r"(?:only |just |the |nur |den |los |os )*$|"
    r"(?<![\w.,])[$€£]?\d[\d.,]*k?\s?(?:[$€£]|usd|eur|gbp|chf|euros?|dollars?)?\s+(?:for|fur|für|pour|por|per|voor)\s+$|"
    r"\b(?:max(?:imum|imal)?\.?|at most|no more than|up to|hochstens|höchstens|au maximum|(?:como )?maximo|al massimo|"
    r"no maximo|maximaal)\s+$"
)
# "Is too long, 14 days would be ok"
_WOULD_DO = re.compile(
    r"\s*(?:is|are|would be|works?|waren?|sind|seria[nm]?|seraient|sarebbero|zijn|zou|kan)?\s*"
    r"(?:(?:would|will) (?:do|work|be)|works?|ok(?:ay)?|fine|possible|max\w*|at most|geht|gehen|ginge\w*|moglich|"
    r"machbar|bien|possibles?|va bene|prima|goed|mogelijk)\b"
)
_IS_OF_SOMETHING = re.compile(
    r"['’]?\s*(?:of|notice|turnaround|lead|from|after|before|to|until|in advance|ago|delivery|vor\w*|de|di|van)\b"
)
_NONE_BEFORE = (
    r"\b(?:(?:without|no|drop(?:ping)?|remov(?:e|ing)|exclud(?:e|es|ing)|leav(?:e|ing) out|skip(?:ping)?|waiv(?:e|ing)|"
    r"minus|(?:not|don't|doesn't|do not|does not|can't|cannot|won't) "
    r"(?:do|offer|include|including|give|grant|allow|cover)|forgo|ohne|kein(?:e|en|er)?|sin|sans|sem|senza|zonder|geen|"
    r"quita[rns]?|retira[rns]?|elimina[rns]?|tirar|retire[rz]|supprime[rz]|enleve[rz])\s+|pas d(?:e |')|"
    r"(?:sans|retire[rz]|supprime[rz]|enleve[rz]) l')"
    r"(?:the |any |your |paid |extended |category |all |la |die |a |l')*"
)
_NONE_AFTER = (
    r"\s+(?:is |are |i[s]t |would be |were |est |wird |es |sea |sera )?"
    r"(?:not included|excluded|off the table|not possible|not part|dropped|removed|left out|"
    r"retir[eé]e?|supprim[eé]e?|exclu[es]?|gestrichen|streich\w*|weg\w*|raus\w*|fuera|eliminad[ao]|retirad[ao])"
)
# "I'd need $900, or $750 without it": of the one term that is named.
_WITHOUT_IT = re.compile(
    r"\b(?:without (?:it|that|this)|ohne(?: sie| das)|sans (?:ca|ça|cela|elle)|sin (?:ella|eso|ello)|sem (?:ela|isso)|"
    r"(?:senza|zonder)(?= *[.!?]|$))\b"
)
_ORGANIC = re.compile(r"\borganic(?: use| usage| posting)? only\b|\bonly organic\b")
_RUSH = r"(?:rush|express|expedited)(?: delivery| turnaround| order| job)?"
_PAID_AT_ONCE = re.compile(
    r"\b(?:paid|payment|pay)\s+(?:immediately\s+)?(?:up)?on\s+(?:publication|publishing|posting|delivery)\b"
)
_BONUS = re.compile(
    r"\b(?:performance|views?|view-based)[ -]bonus|\bbonus\b[^.!?\n]{0,60}\bviews?\b|\bviews?\b[^.!?\n]{0,40}\bbonus\b|"
    r"\b(?:plus|on top|in addition)\b[^.!?\n]{0,30}\bper (?:1,?000|1k|thousand|mille) views\b"
)
_COUNTS: Final = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
    "a single": 1, "just a": 1, "only a": 1, "just the": 1, "only the": 1,
}  # fmt: skip
_COUNT = (
    rf"(\d{{1,2}}|{'|'.join(_COUNTS)})\s*(?:x\s*)?"
    r"(?:(?:ig|instagram|tiktok|youtube|dedicated|static|feed|short|sponsored)\s+)?"
)
_MOST_PIECES = 50
_NOT_A_PACKAGE = re.compile(r"\b(?:per|each|every|apiece|last|previous|past)\b|/\s?\w")


def terms_in(text: str, package: Package, currency: str) -> tuple[ReadTerm, ...]:
    """Return the terms that *text*, folded to lower case, names with a level; quotes are cut from it."""
    found = [*_durations(text, package, currency), *placed_terms(text, package, currency)]
    found += [*_nones(text, package), *_pieces(text, package)]
    if match := _PAID_AT_ONCE.search(text):
        found.append(ReadTerm(Term.PAYMENT, 0, match.group()))
    if match := _BONUS.search(text):
        found.append(ReadTerm(Term.BONUS, 1, match.group()))
    return tuple(dict.fromkeys(found))


def placed_terms(text: str, package: Package, currency: str) -> tuple[ReadTerm, ...]:
    """Return what "with 30 days" or "without it" is of, where *text* names one term alone."""
    named, bare, found = _named(text), list(_bare(text, currency)), list[ReadTerm]()
    if len(named) != 1:
        return ()
    if len(bare) == 1:
        words, length = bare[0]
        # With the "only" before it, or the "ok" behind: without, the quote would not prove it.
        at = text.find(words)
        whole = replace(length, start=min(at, length.start), stop=max(at + len(words), length.stop))
        span = _span(text, (0, len(text)), named[0], whole)
        found.append(ReadTerm(named[0], _snapped(length.days, named[0], package), span))
    if named[0] is not Term.PAYMENT and (match := _WITHOUT_IT.search(text)):
        found.append(ReadTerm(named[0], 0, _span(text, (0, len(text)), named[0], _Length(*match.span(), (0, 0, 0)))))
    return tuple(found)


def unplaced_days(text: str, currency: str) -> str:
    """Return the first "with 30 days" of *text*, folded to lower case, that nothing says what it is of; or nothing."""
    bare = list(_bare(text, currency))
    return bare[0][0] if bare and not len(_named(text)) == 1 == len(bare) else ""


def names_term(text: str, term: Term) -> bool:
    """Tell whether *text* speaks of *term* at all."""
    return term in TERM_WORDS and re.search(rf"\b(?:{TERM_WORDS[term]})\b", text) is not None


def _durations(text: str, package: Package, currency: str) -> Iterator[ReadTerm]:
    durations = _lengths(text, currency)
    before: tuple[int, int, int] | None = None
    for start, end in _parts(text):
        piece = text[start:end]
        inside = [a for a in durations if start <= a.start < end and not _COMPARED.search(text[start : a.start])]
        terms = _named(piece)
        if len(inside) == 1 and len(terms) == 1:
            before = inside[0].days
            span = _span(text, (start, end), terms[0], inside[0])
            yield ReadTerm(terms[0], _snapped(before, terms[0], package), span)
        elif not inside and len(terms) == 1 and before and terms[0] is not Term.PAYMENT and not _is_none(piece):
            # "30 days of usage and exclusivity": what follows the "and" has the same length.
            if re.search(r"\sand\s$", text[:start]) and piece.strip() and len(piece.split()) <= 3:
                yield ReadTerm(terms[0], _snapped(before, terms[0], package), text[:end].strip()[-120:])
        else:
            before = None


def _named(text: str) -> list[Term]:
    return [term for term in TERM_WORDS if names_term(text, term)]


def _lengths(text: str, currency: str) -> list[_Length]:
    """Return every length of time in *text*: "30 days", "for a month", "half a year"."""
    counted = [a for a in find_amounts(text, currency) if a.kind is AmountKind.DURATION]
    found = [_Length(a.start, *_unit_behind(text, a.end, a.cents // 100)) for a in counted]
    found += [_Length(m.start(1), *_unit_behind(text, m.end(1), 1)) for m in _ONE.finditer(text)]
    found += [_Length(m.start(), m.end(), _HALF_DAYS[bool(m["year"])]) for m in _HALF.finditer(text)]
    return sorted({one.start: one for one in found}.values(), key=lambda one: one.start)


def _unit_behind(text: str, at: int, number: int) -> tuple[int, tuple[int, int, int]]:
    """Return where the unit at *at* ends, and the days of *number* of it, with the fewest and most they may be."""
    unit = _UNIT.match(text[at:].lower())
    name = unit.lastgroup if unit else "day"
    days, low, high = next((d, lo, hi) for u, d, lo, hi in _UNITS if u == name)
    return at + (unit.end() if unit else 0), (min(number * days, LONGEST_DAYS), number * low, number * high)


def _bare(text: str, currency: str) -> Iterator[tuple[str, _Length]]:
    """Yield each duration that stands alone behind a "with" or an "only", after its words."""
    lengths = _lengths(text, currency)
    for start, end in _parts(text):
        for one in (a for a in lengths if start <= a.start < end and not _named(text[start:end])):
            head, tail = _BARE.search(text[: one.start]), _WOULD_DO.match(text[one.stop :])
            if head and not _IS_OF_SOMETHING.match(text[one.stop : end]):
                yield text[head.start() : one.stop], one
            elif tail and one.start == start + len(text[start:end]) - len(text[start:end].lstrip()):
                yield text[one.start : one.stop + tail.end()], one


def _span(text: str, part: tuple[int, int], term: Term, length: _Length) -> str:
    """Return the words from the term to its days, whichever comes first."""
    words = re.compile(rf"\b(?:{TERM_WORDS[term]})\b")
    places = [m.span() for m in words.finditer(text, *part)]
    # The nearest, and of two as near the one before: "net 15 net 15" are two times "net 15".
    start, end = min(places, key=lambda place: max(place[0] - length.stop, length.start - place[1]))
    return text[min(start, length.start) : max(end, length.stop)]


def _parts(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for cut in [*_PIECE_END.finditer(text), None]:
        end = cut.start() if cut else len(text)
        if text[start:end].strip():
            yield start, end
        start = cut.end() if cut else end


def _snapped(days: tuple[int, int, int], term: Term, package: Package) -> int:
    own = int(getattr(package, term.value))
    return own if days[1] <= own <= days[2] else days[0]


def _is_none(piece: str) -> bool:
    return re.search(_NONE_BEFORE, piece) is not None


def _nones(text: str, package: Package) -> Iterator[ReadTerm]:
    for term, words in TERM_WORDS.items():
        if term is Term.PAYMENT:
            continue
        match = re.search(rf"{_NONE_BEFORE}(?:{words})\b(?!\s+(?:fee|issue|problem))|\b(?:{words}){_NONE_AFTER}", text)
        if match:
            yield ReadTerm(term, 0, match.group())
    if match := _ORGANIC.search(text):
        yield ReadTerm(Term.USAGE_RIGHTS, 0, match.group())
    if package.rush and (match := re.search(rf"{_NONE_BEFORE}{_RUSH}\b|\b{_RUSH}{_NONE_AFTER}", text)):
        yield ReadTerm(Term.RUSH, 0, match.group())
    for deliverable in package.deliverables:
        if match := re.search(rf"{_NONE_BEFORE}(?:{NOUNS[deliverable.kind]})", text):
            yield ReadTerm(Term.DELIVERABLES, 0, match.group(), deliverable.kind)


def _pieces(text: str, package: Package) -> Iterator[ReadTerm]:
    if _NOT_A_PACKAGE.search(text) or not package.deliverables:
        return
    own = [d.kind for d in package.deliverables]
    others = [k for k in DELIVERABLES[package.deliverables[0].platform] if k not in own]
    for kind in (*own, *others):
        for match in re.finditer(rf"(?<![\w$€£.,]){_COUNT}(?:{NOUNS[kind]})", text):
            if _COMPARED.search(text[: match.start()]) or (kind in others and _names_own(match.group(), package)):
                continue
            count = _COUNTS[match[1]] if match[1] in _COUNTS else int(match[1])
            if 0 < count <= _MOST_PIECES:
                yield ReadTerm(Term.DELIVERABLES, count, match.group(), kind)
            if match[1].startswith(("just", "only")):
                yield from (ReadTerm(Term.DELIVERABLES, 0, match.group(), k) for k in own if k != kind)


def _names_own(words: str, package: Package) -> bool:
    return any(re.search(NOUNS[d.kind], words) for d in package.deliverables)
