"""Does a draft hold a number in the words of another language than its own?

`find_amounts` reads what carries a currency or several words. Left over are
one word for hundreds or thousands ("ochocientos would do"), a percentage in
words ("veinte por ciento más") and a part of something ("un quinto más"). A
mail of ours writes its fee in figures, so none of these has a reason to be
there; thanks by the thousand have.
"""

import re
from typing import Final

from negotiation.letter import LetterOrder
from negotiation.money import minor_units
from negotiation.number_words_abroad import value_of_word

_WORD: Final = re.compile(r"[^\W\d_]+")
_LEAST: Final = 101  # "hundert", "cien" and "cento" are in too many idioms, and nobody's fee
# "Mil gracias", "tausend Dank", "mille bacioni", "duizend maal dank".
_THANKS: Final = re.compile(
    r"^\W*(?:de |volte |veces |vezes |fois |maal |mal )?(?:gra[cz]\w*|merci\w*|dank\w*|thanks|obrigad\w*|veces|vezes|fois|volte|mal|"
    r"maal|bes\w+|baci\w*|bis\w+|kisses|kus\w*|excus\w+|scus\w+|perd\w+|desculp\w+|pardon\w*|"
    r"id[eé]\w+|questions?|fragen|preguntas|domande|perguntas|vragen|choses|cosas|cose|coisas|dinge|dingen|raisons|razones|keer)\b",
    re.IGNORECASE,
)
# "Grazie mille", "bedankt, duizend maal".
_THANKS_BEFORE: Final = re.compile(r"\b(?:gra[cz]i\w*|merci\w*|(?:be)?dankt?\w*|thanks?|obrigad\w*)\W+$", re.IGNORECASE)
# A word of these is something else in another language: a distance, a person's name, "a mil" is a million.
_HOMONYMS: Final = frozenset({"mil", "mila"})
_PRICED: Final = re.compile(
    r"\b(?:for|at|is|say|about|around|of|to|do|pay|offer|make|take|como|por|für|um|pour|per|voor|rond)\W+$",
    re.IGNORECASE,
)
_PERCENT: Final = re.compile(
    r"\b(?P<number>[^\W_]+)[ -](?:prozent|por ?ciento|pour ?cent|per ?cento|por ?cento|procent)\b(?P<after>[^.!?;\n]{0,40})",
    re.IGNORECASE,
)
_PLUS: Final = re.compile(
    r"^\W*(?:más|de plus|en plus|a mais|in più|mehr|meer|extra|sobre|über|vorab|vorher)\b", re.IGNORECASE
)
_HUNDREDS: Final = frozenset({"hundert", "cent", "cien", "ciento", "cento", "cem", "honderd", "100"})
_NOT_OURS: Final = re.compile(
    r"\b(?:engagement|audienc\w+|audiência|zuschau\w*|publi\w+|p[uú]blico|follower\w*|seguidor\w*|abonn\w+|comunidad|community|"
    r"zielgruppe|frauen|männer|mujeres|hombres|femmes|hommes|donne|uomini|vrouwen|mannen|mulheres|homens|baumwolle|bio)\b",
    re.IGNORECASE,
)
_PART: Final = re.compile(
    r"\b(?:un|uno|una|une|um|uma|ein|eine|een|la|le|die|de|a metà)\W+(?:quinto|quinta|cuarto|tercio|quart|tiers|cinquième|dixième|"
    r"décimo|décima|quarto|terço|terzo|vijfde|kwart|derde|tiende|fünftel|viertel|drittel|zehntel|mitad|moitié|metade|metà|"
    r"helft|hälfte)(?: parte?)? (?:más|de plus|en plus|a mais|in più|di più|meer|mehr|extra|sobre|über|drüber|boven|"
    r"au-dessus|acima|sopra|erop|drauf)\b",
    re.IGNORECASE,
)


def spelt_reasons(order: LetterOrder, text: str) -> list[str]:
    """Return what *text* (flat) says of money in words that no amount was read from."""
    reasons = [f"amount_not_in_verdict: {word}" for word in _lone_words(order, text)]
    reasons += [f"percentage_not_in_verdict: {match.group().strip()[:60]}" for match in _percentages(text)]
    reasons += [f"percentage_not_in_verdict: {match.group()}" for match in _PART.finditer(text)]
    return reasons


def _lone_words(order: LetterOrder, text: str) -> list[str]:
    found = []
    for match in _WORD.finditer(text):
        value = value_of_word(match.group().lower())
        if value < _LEAST or value * minor_units(order.currency) == (order.fee_cents or 0):
            continue
        before, after = text[: match.start()], text[match.end() :]
        if (
            _THANKS_BEFORE.search(before)
            or _THANKS.match(after)
            or (match.group().lower() in _HOMONYMS and not _PRICED.search(before))
        ):
            continue
        found.append(match.group())
    return found


def _percentages(text: str) -> list[re.Match[str]]:
    """Return the percentages in words abroad that are no compliment: "cien por cien", "el cuatro por ciento de engagement"."""
    return [
        match
        for match in _PERCENT.finditer(text)
        if (value_of_word(match["number"].lower()) or match["number"].isdigit())
        and not _NOT_OURS.search(match["after"])
        and not (match["number"].lower() in _HUNDREDS and not _PLUS.search(match["after"]))
    ]
