"""What does a bare number count: money, views, followers, days, dates or things?

A number with a currency never comes here. The answer is drawn from the words
right beside it; a number with nothing telling beside it is money, because in
a negotiation "could you do 950?" is. It does not look at the sentence.
"""

import re
from collections.abc import Sequence
from enum import StrEnum

from negotiation.number_words import Number
from negotiation.tokens import Shape, Token


class AmountKind(StrEnum):
    """What an amount is an amount of."""

    MONEY = "money"
    PERCENT = "percent"
    VIEWS = "views"
    FOLLOWERS = "followers"
    DATE = "date"
    COUNT = "count"
    DURATION = "duration"


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_VIEWS = _words(
    "views view impressions impression plays play reach watches streams vues visualizaciones visualizações "
    "aufrufe vistas viewers avg"
)
_FOLLOWERS = _words(
    "followers follower subscribers subscriber subs sub fans audience community abonnenten abonnés seguidores people "
    "following followings members "
)
_CHEERS = _words("congrats congratulations glückwunsch felicidades félicitations complimenti parabéns gefeliciteerd")
_CHEERED_FOR = _words(
    "on the your for to passing reaching hitting crossing zu zum den deinen por los tus pour les tes per i pelos os met de je"
)
_DURATIONS = _words(
    "day days week weeks month months year years yr yrs hour hours hr hrs minute minutes min mins second seconds sec "
    "secs night nights weekday "
    "weekdays quarter quarters fortnight tag tage tagen tages woche wochen monat monate monaten jahr jahre jahren "
    "stunden día días dias mes meses "
    "sekunde sekunden minuten stunde seconde seconden minuut dag dagen weken maand maanden jaar uur uren segundos segundo "
    "minutos minuto horas hora secondes heures heure secondi minuti ore ora semana semanas año años jour jours mois semaine semaines an ans giorni giorno mesi mese settimane giornata anni"
)
_MONTHS = _words(
    "jan january feb february mar march apr april may jun june jul july aug august sep sept september oct october "
    "nov november dec december "
    "januar februar märz mai juni juli oktober dezember enero febrero marzo abril mayo junio julio agosto septiembre "
    "octubre noviembre diciembre "
    "janvier février mars avril juin juillet août septembre octobre novembre décembre gennaio febbraio aprile maggio "
    "giugno luglio settembre "
    "ottobre dicembre"
)
_CLOCK = _words("am pm oclock o'clock uhr h gmt utc est pst cet")
_ORDINALS = _words("st nd rd th")
# Words that may follow a price; any other word behind a number is what it counts.
_AFTER_PRICE = _words(
    "for per each total all in and or is would will plus flat net gross upfront up a an the if as with to by works "
    "work sounds sound then but "
    "instead on max maximum minimum min final fee fees rate budget could can should it that this that's which "
    "because since so please thanks thank "
    "inclusive including incl excluding excl excl. exclusive everything only at from before after vat tax taxes only "
    "i i'd i'm we we'd you your my "
    "our of off apiece pp firm minus less more right ok okay cheers best regards deal ask price offer offered "
    "would've seems feels looks makes be "
    "are was were has have does do doesn't isn't wouldn't when until till given considering via now today once not "
    "too also still maybe again "
    "machen mache mach doen doe hago hacerlo faccio farlo fais faire faco fazer tun "
    "ist wäre waere wär sind geht ginge passt passen reicht würde würden klingt könnte brauche bräuchte bin leider nicht und oder treffen "
    "hochgehen hochgeht gehen gehst kommen kommt kommst entgegenkommt houden afspreken komen uitkomen "
    "wären waeren netto brutto zzgl exkl inkl plus ex excl hors bruto escl iva mwst btw tva fechamos cerramos chiudiamo facciamo "
    "concludiamo hacemos quedamos lasciamo tope "
    "est serait seraient c'est ce ça je me on et ou ht ttc es sería seria estaría estaria está me no y pero más mas "
    "è sarebbe va ci non e ma più é fica eu topo não mais zou ben kan ik en maar past werkt dan "
    "though lol haha hope let let's either versus vs rather than against agreed fixed lump bundled both altogether "
    "overall payable due "
    "split half depending assuming unless while where what how who here there they he she his her these those am ish"
)
_IDENTIFIES = _words(
    "page chapter episode ep part section version v top age aged iphone android phase round q season ps windows room "
    "suite apt apartment floor level "
    "no nr number # order invoice ref id reference ticket case po sku flight gate article item items step rule "
    "option tier unit building street zip "
    "code box covid gen generation series volume vol figure fig line track grade class category cat act scene day "
    "week year month slide size "
    "tel phone call whatsapp fax mobile ext extension dial pin"
)
_BEFORE_YEAR = _words(
    "in since until by during from of early late mid end spring summer autumn fall winter season year christmas ss "
    "aw fw © copyright till before "
    "after fy calendar q1 q2 q3 q4 h1 h2 mid- anno"
)
_BEFORE_PRICE = _words(
    "for at do ask asking charge charging price priced cost costs fee rate quote pay paid paying offer offering "
    "offered accept take want need budget "
    "around about roughly approximately approx say maybe than just only exactly to would is be was was: rate: fee: "
    "under over usually normally "
    "total worth get gets make meet settle it another"
)
_VIDEO = _words(
    "video videos footage uhd resolution quality camera hdr fps p hz px mp mbps gb mb tb kg g lb lbs "
    "cm mm km mi ft ml inch inches"
)
_PRICES = _words("do ask asking charge charging cost costs pay paid paying offer offering offered accept take fee rate")
_AGES = _words("aged age ages mostly mainly largely primarily predominantly alter edad âge età idade leeftijd")
_RESOLUTIONS = (2_000, 4_000, 8_000)  # "filmed in 4K"
_SMALL = 20
# Between an audience and its size: "your audience (about 82k) is", "a following of around 120k".
_SIZED_BY = _words("of ( about around roughly approximately over nearly almost some is are at now ~ just")
# "thanks a million", "one in a million", "sorry a thousand times"
_IDIOMS = _words("thanks thank cheers ta sorry in like")
_IDIOMS_BEHIND = _words("thanks thank times apologies pardons kisses")


def skips(stream: Sequence[Token], at: int) -> bool:
    """Say whether a number may not begin at ``stream[at]``, because it is a tail of what stands before."""
    if at == 0:
        return False
    token, before = stream[at], stream[at - 1]
    if token.shape is not Shape.NUMBER or token.gap:
        return False
    return (before.shape is Shape.WORD and len(before.text) == 1) or before.text in {"_", "#"}


# "30 days of usage rights instead of 90"
_COMPARES = frozenset(
    {("instead", "of"), ("rather", "than"), ("lieu", "de"), ("plutôt", "que"), ("vez", "de"), ("lugar", "de"),
     ("invece", "di"), ("invece", "dei"), ("plaats", "van")}
)  # fmt: skip
_COMPARES_ALONE = frozenset({"statt", "anstatt"})
_MOST_DAYS, _FAR_BEHIND = 366, 10


def is_idiom(stream: Sequence[Token], number: Number) -> bool:
    """Say whether nothing is counted at all: "thanks a million", "a thousand thanks"."""
    if number.figures or not number.scaled:
        return False
    return _text(stream, number.first - 1) in _IDIOMS or _text(stream, number.after) in _IDIOMS_BEHIND


def is_age(stream: Sequence[Token], number: Number) -> bool:
    """Say whether the number is somebody's age: "aged 25-34"."""
    before = _text(stream, number.first - 1)
    return before in _AGES or (before == "-" and _text(stream, number.first - 3) in _AGES)


def _text(stream: Sequence[Token], at: int) -> str:
    return stream[at].text if 0 <= at < len(stream) else ""


def kind_of(stream: Sequence[Token], number: Number) -> AmountKind:
    """Return what *number*, which has no currency, counts."""
    before, after = _text(stream, number.first - 1), _text(stream, number.after)
    attached = number.after < len(stream) and not stream[number.after].gap and after.isalpha() and after != "ish"
    if after in {"%", "percent", "pct", "prozent", "procent"} or (
        after == "per" and _text(stream, number.after + 1) == "cent"
    ):
        return AmountKind.PERCENT
    if _dated(stream, number, before, after):
        return AmountKind.DATE
    noun = _noun_kind(stream, number) or _sized_kind(stream, number) or _cheered_kind(stream, number)
    if noun:
        return noun
    if _instead_of_days(stream, number):
        return AmountKind.DURATION
    if before == "net" and number.value <= 120 and number.figures and after not in {"for", "per", "each", "a"}:
        return AmountKind.DURATION
    if is_age(stream, number) or (before == "in" and number.scaled and number.value in _RESOLUTIONS):
        return AmountKind.COUNT
    if before in _IDENTIFIES or attached or _joined_figures(stream, number) or after in _VIDEO:
        return AmountKind.COUNT
    return _money_or_count(stream, number, before, after)


def _instead_of_days(stream: Sequence[Token], number: Number) -> bool:
    """Say whether the number is what days are compared with: "30 days instead of 90"."""
    behind = tuple(_text(stream, number.first - back) for back in (2, 1))
    if number.scaled or number.value > _MOST_DAYS or not (behind in _COMPARES or behind[1] in _COMPARES_ALONE):
        return False
    return any(_text(stream, number.first - back) in _DURATIONS for back in range(2, _FAR_BEHIND))


def _sized_kind(stream: Sequence[Token], number: Number) -> AmountKind | None:
    """Return the kind of the noun that a large number sizes: "an audience of 82k"."""
    at = number.first - 1
    while at > number.first - 4 and _text(stream, at) in _SIZED_BY:
        at -= 1
    if at == number.first - 1 or number.value < 1_000:
        return None
    word = _text(stream, at)
    return AmountKind.FOLLOWERS if word in _FOLLOWERS else AmountKind.VIEWS if word in _VIEWS else None


def _cheered_kind(stream: Sequence[Token], number: Number) -> AmountKind | None:
    """Say that a round number somebody is cheered for counts people: "congrats on the 100k"."""
    at = number.first - 1
    while _text(stream, at) in _CHEERED_FOR:
        at -= 1
    return AmountKind.FOLLOWERS if number.scaled and _text(stream, at) in _CHEERS else None


def _noun_kind(stream: Sequence[Token], number: Number) -> AmountKind | None:
    """Return the kind of the noun behind the number, an adjective or two allowed: "50k monthly views"."""
    for step in range(3):
        at = number.after + step
        word = _text(stream, at)
        if word in {"+", "-", "plus"}:
            continue
        if not word.isalpha() or (step and word in _AFTER_PRICE):
            return None
        if word in _DURATIONS:
            return AmountKind.DURATION
        if word in _VIEWS:
            return AmountKind.VIEWS
        if word in _FOLLOWERS:
            return AmountKind.FOLLOWERS
        if word in _AFTER_PRICE:
            return None
    return None


def _dated(stream: Sequence[Token], number: Number, before: str, after: str) -> bool:
    written = number.written
    if before in _MONTHS and number.value <= 2100 and not number.scaled:
        return before != "may" or (number.value <= 31 and stream[number.first - 1].gap and after not in _AFTER_PRICE)
    behind = _text(stream, number.after + 1) if after in {"of", "."} else after
    if number.value <= 31 and behind in _MONTHS | _ORDINALS and not number.scaled:
        return True
    if after in _CLOCK or (written and _clock(stream, number)):
        return True
    if _slashed(stream, number):
        return True
    return _year(stream, number, before)


def _clock(stream: Sequence[Token], number: Number) -> bool:
    """Say whether the number is half of ``18:30`` or ``9:16``."""
    ahead, behind = number.after, number.first - 1
    if _text(stream, ahead) == ":" and ahead + 1 < len(stream):
        follower = stream[ahead + 1]
        return follower.shape is Shape.NUMBER and not follower.gap
    return (
        _text(stream, behind) == ":"
        and behind > 0
        and stream[behind - 1].shape is Shape.NUMBER
        and not stream[number.first].gap
    )


def _slashed(stream: Sequence[Token], number: Number) -> bool:
    """Say whether the number is a piece of 12/03/2026 or 24/7: small figures joined by a slash."""
    for slash, other in ((number.after, number.after + 1), (number.first - 1, number.first - 2)):
        if _is_figure(stream, other) and _text(stream, slash) == "/":
            figures = [number.written, stream[other].text]
            if (
                all(len(f) <= 2 or (f.startswith(("19", "20")) and len(f) == 4) for f in figures)
                and min(map(len, figures)) <= 2
            ):
                return True
    return False


def _is_figure(stream: Sequence[Token], at: int) -> bool:
    return 0 <= at < len(stream) and stream[at].shape is Shape.NUMBER


def _year(stream: Sequence[Token], number: Number, before: str) -> bool:
    if number.scaled or (len(number.written) != 4 and not number.colloquial) or not 1900 <= number.value <= 2099:
        return False
    if number.colloquial:
        return before not in _BEFORE_PRICE
    if before in _BEFORE_YEAR or before in _MONTHS or (before.isalpha() and before not in _BEFORE_PRICE):
        return True
    round_sum = number.value % 50 == 0
    priced = before in _BEFORE_PRICE and (number.value % 25 == 0 or not 2015 <= number.value <= 2035)
    return not round_sum and not priced and before not in _PRICES


def _joined_figures(stream: Sequence[Token], number: Number) -> bool:
    """Say whether the number is a piece of a phone number, an ISO date or a serial number."""
    if not number.written:
        return False
    if (number.written.isdigit() and len(number.written) >= 8) or re.match(r"0\d", number.written):
        return True
    first, last = number.first, number.after - 1
    links = 0
    while links < 6 and _is_figure(stream, first - 2) and _text(stream, first - 1) == "-" and not stream[first].gap:
        first, links = first - 2, links + 1
    while links < 6 and _is_figure(stream, last + 2) and _text(stream, last + 1) == "-" and not stream[last + 1].gap:
        last, links = last + 2, links + 1
    return links >= 2 or _phone(stream, first)


def _phone(stream: Sequence[Token], at: int) -> bool:
    """Say whether the figures around ``stream[at]`` follow a plus sign or a bracketed prefix: +44 20 7946 0958."""
    for back in range(1, 9):
        word = _text(stream, at - back)
        if word == "+":
            return not stream[at - back + 1].gap and _is_figure(stream, at - back + 1) and stream[at - back].text == "+"
        if not (_is_figure(stream, at - back) or (word in {"(", ")", "-"} and word)):
            return False
    return False


def _money_or_count(stream: Sequence[Token], number: Number, before: str, after: str) -> AmountKind:
    if number.first == 0 and all(token.shape is Shape.SIGN for token in stream[number.after : number.after + 3]):
        return AmountKind.MONEY
    words = not number.figures
    if (after.isalpha() or "'" in after) and after not in _AFTER_PRICE:
        return AmountKind.COUNT
    if number.colloquial and before not in _BEFORE_PRICE:
        return AmountKind.COUNT
    cents = "." in number.written or "," in number.written
    if number.value < _SMALL and not number.scaled and not (cents and number.value >= 1):
        return AmountKind.COUNT
    if words and not number.scaled and before not in _BEFORE_PRICE:
        return AmountKind.COUNT
    return AmountKind.MONEY
