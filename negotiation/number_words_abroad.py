"""Which number do words of German, French, Spanish, Italian, Portuguese or Dutch spell?

Cuts words into the pieces that numbers are built of ("zwölfhundertfünfzig",
"deux mille cinq cents", "milleduecento") and adds them up. A lone article or a
lone "cent" is no number here. Whether it is money is `amounts`' question.
"""

import re
import unicodedata
from collections.abc import Sequence
from fractions import Fraction
from functools import cache, lru_cache
from typing import Final

from negotiation.tokens import Shape, Token

_LEAST: Final = 20  # below it, a word is too often something else: "un", "elf", "once"
_MOST_WORDS: Final = 12
_JOIN: Final = 0  # "und", "y", "et": joins pieces and adds nothing


def _pieces(words: str) -> dict[str, Fraction]:
    """Return the pieces of one language, written ``word=value``."""
    pairs = (piece.split("=") for piece in words.split())
    return {word: Fraction(value) for word, value in pairs}


_LANGUAGES: Final[tuple[dict[str, Fraction], ...]] = (
    _pieces(
        "und=0 ein=1 eins=1 eine=1 zwei=2 drei=3 vier=4 funf=5 fuenf=5 sechs=6 sieben=7 acht=8 neun=9 zehn=10 elf=11 "
        "zwolf=12 zwoelf=12 dreizehn=13 vierzehn=14 funfzehn=15 fuenfzehn=15 sechzehn=16 siebzehn=17 achtzehn=18 "
        "neunzehn=19 zwanzig=20 dreissig=30 dreiszig=30 vierzig=40 funfzig=50 fuenfzig=50 sechzig=60 siebzig=70 "
        "achtzig=80 neunzig=90 hundert=100 tausend=1000 einhalb=1/2 anderthalb=3/2 eineinhalb=3/2"
    ),
    _pieces(
        "et=0 un=1 une=1 deux=2 trois=3 quatre=4 cinq=5 six=6 sept=7 huit=8 neuf=9 dix=10 onze=11 douze=12 treize=13 "
        "quatorze=14 quinze=15 seize=16 vingt=20 trente=30 quarante=40 cinquante=50 soixante=60 septante=70 "
        "quatrevingt=80 quatrevingts=80 huitante=80 nonante=90 cent=100 cents=100 mille=1000"
    ),
    _pieces(
        "y=0 un=1 uno=1 una=1 dos=2 tres=3 cuatro=4 cinco=5 seis=6 siete=7 ocho=8 nueve=9 diez=10 once=11 doce=12 "
        "trece=13 catorce=14 quince=15 dieci=10 veinte=20 veinti=20 treinta=30 cuarenta=40 cincuenta=50 sesenta=60 "
        "setenta=70 ochenta=80 noventa=90 cien=100 ciento=100 doscientos=200 trescientos=300 cuatrocientos=400 "
        "quinientos=500 seiscientos=600 setecientos=700 ochocientos=800 novecientos=900 mil=1000"
    ),
    _pieces(
        "e=0 un=1 uno=1 una=1 due=2 tre=3 quattro=4 cinque=5 sei=6 sette=7 otto=8 nove=9 dieci=10 undici=11 dodici=12 "
        "tredici=13 quattordici=14 quindici=15 sedici=16 diciassette=17 diciotto=18 diciannove=19 venti=20 trenta=30 "
        "quaranta=40 cinquanta=50 sessanta=60 settanta=70 ottanta=80 novanta=90 cento=100 mille=1000 mila=1000"
    ),
    _pieces(
        "e=0 um=1 uma=1 dois=2 duas=2 tres=3 quatro=4 cinco=5 seis=6 sete=7 oito=8 nove=9 dez=10 onze=11 doze=12 "
        "treze=13 catorze=14 quinze=15 dezasseis=16 dezesseis=16 vinte=20 trinta=30 quarenta=40 cinquenta=50 "
        "sessenta=60 setenta=70 oitenta=80 noventa=90 cem=100 cento=100 duzentos=200 trezentos=300 quatrocentos=400 "
        "quinhentos=500 seiscentos=600 setecentos=700 oitocentos=800 novecentos=900 mil=1000"
    ),
    _pieces(
        "en=0 een=1 twee=2 drie=3 vier=4 vijf=5 zes=6 zeven=7 acht=8 negen=9 tien=10 elf=11 twaalf=12 dertien=13 "
        "veertien=14 vijftien=15 zestien=16 zeventien=17 achttien=18 negentien=19 twintig=20 dertig=30 veertig=40 "
        "vijftig=50 zestig=60 zeventig=70 tachtig=80 negentig=90 honderd=100 duizend=1000 anderhalf=3/2 half=1/2"
    ),
)
_BEGINS: Final = re.compile("|".join(sorted({piece for language in _LANGUAGES for piece in language})))
_LONGEST_WORD: Final = 60
_CURRENCIES: Final = frozenset(
    "euro euros eur € dollar dollars dolares dolar $ usd pfund pounds libras £ gbp franken francs chf fr kronen kr "
    "reais real pesos".split()
)


def read_abroad(tokens: Sequence[Token], first: int) -> tuple[Fraction, int] | None:
    """Return the number that begins at ``tokens[first]`` and where it ends, in whichever language takes most."""
    if tokens[first].shape is not Shape.WORD or not _BEGINS.match(_plain(tokens[first].text)):
        return None
    found = [read for language in range(len(_LANGUAGES)) if (read := _read(tokens, first, language))]
    return max(found, key=lambda read: read[1], default=None)


def value_of_word(word: str) -> int:
    """Return the whole number that *word* alone spells in one of these languages; 0 where it spells none."""
    cuts = (_cut(_plain(word), language) for language in range(len(_LANGUAGES)))
    values = (_value(pieces) for pieces in cuts if pieces and pieces[-1] != _JOIN and pieces[0] != _JOIN)
    return next((int(value) for value in values if value.denominator == 1), 0)


def is_priced(tokens: Sequence[Token], after: int) -> bool:
    """Say whether a currency stands behind the number, so that its words count nothing else."""
    return after < len(tokens) and _plain(tokens[after].text) in _CURRENCIES


def _read(tokens: Sequence[Token], first: int, language: int) -> tuple[Fraction, int] | None:
    pieces, after, at = list[Fraction](), first, first
    while at < min(len(tokens), first + _MOST_WORDS):
        token = tokens[at]
        if token.text == "-" and pieces and not token.gap:
            at += 1
            continue
        cut = _cut(_plain(token.text), language) if token.shape is Shape.WORD else None
        if cut is None or (at > first and token.line_break) or (cut[0] == _JOIN and not pieces):
            break
        pieces += cut
        at += 1
        if cut[-1] != _JOIN:
            after = at
    if not pieces:
        return None
    value = _value(pieces)
    alone = after - first == 1 and len(pieces) == 1 and not is_priced(tokens, after)
    return None if value < _LEAST or alone else (value, after)


def _plain(word: str) -> str:
    if word.isascii():
        return word
    decomposed = unicodedata.normalize("NFKD", word.replace("ß", "ss"))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


@lru_cache(4_096)  # a mail repeats its words, and each is looked at wherever a number may begin
def _cut(word: str, language: int) -> tuple[Fraction, ...] | None:
    """Return the pieces that make up the whole of *word*, the longest first; None where they do not."""
    if len(word) > _LONGEST_WORD:
        return None
    known = _LANGUAGES[language]

    @cache
    def rest(start: int) -> tuple[Fraction, ...] | None:
        if start == len(word):
            return ()
        for end in range(len(word), start, -1):
            value = known.get(word[start:end])
            behind = rest(end) if value is not None else None
            if value is not None and behind is not None:
                return (value, *behind)
        return None

    return rest(0) or None


def _value(pieces: Sequence[Fraction]) -> Fraction:
    """Add up *pieces*: what stands before a hundred or a thousand multiplies it, the rest is added."""
    total, part = Fraction(0), Fraction(0)
    for before, piece in zip([Fraction(0), *pieces], pieces, strict=False):
        if piece == 100:
            part = (part or Fraction(1)) * 100
        elif piece == 1000:
            total, part = total + (part or Fraction(1)) * 1000, Fraction(0)
        elif before == 4 and piece == 20:  # "quatre-vingt"
            part += 76
        else:
            part += piece
    return total + part
