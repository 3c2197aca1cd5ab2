"""Does a draft hide something from the eye?

A mail from a marketing team has no invisible characters, no digits of other
alphabets, no escapes and no opaque blobs. Whatever needs them is refused,
without asking what it says.
"""

import re
import unicodedata

from negotiation.look_alikes import LETTER_DIGIT

_LAYOUT = frozenset("\n\t\r")
_JOINERS = frozenset("\u200d\ufe0f\ufe0e")  # parts of an emoji, unless they touch a letter or a digit
_ALPHABETS = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE")
_WORD = re.compile(r"[^\W\d_]+")
_SPACED_DIGITS = re.compile(r"(?<![\w.,/:-])\d(?:(?:[.\-_*|/~,]| [.*|_~] |  ?)\d){2,}(?![\w:/-])")
_SPACED_PAIR = re.compile(
    r"\b(?:fee|price|amount|sum|figure|number|offer|total)(?: (?:is|was|would be|will be))?[: ]+\d[ .\-_]\d"
    r"(?![\w%.,]| (?:grand|thousand|million)\b)",
    re.IGNORECASE,
)
_MACHINE_WRITTEN = re.compile(
    r"(?<![\w.@/#])\d+(?:_\d{3}\b|(?:\.\d+)?e\+?\d{1,2}\b)", re.IGNORECASE
)  # "1_300", "1.3e3"
_SPELLED = re.compile(
    r"\b(?:zero|oh|one|two|three|four|five|six|seven|eight|nine)(?:[\s,.-]+(?:zero|"
    r"oh|one|two|three|four|five|six|seven|eight|nine)){2,}\b",
    re.IGNORECASE,
)
_SPACED_LETTERS = re.compile(r"\b[^\W\d_](?:[ .\-_*|][^\W\d_]\b){4,}")
_LETTER_DIGIT = re.compile(LETTER_DIGIT)
_ENTITY = re.compile(
    r"&(?:#\d+|#x[0-9a-f]+|[a-z]{2,10});|(?:%[0-9a-f]{2}){2,}|\\(?:u[0-9a-f]{4}|x[0-9a-f]{2})", re.IGNORECASE
)
_MARKUP = re.compile(r"</?[a-z!][^>]*>|<!--|```|!\[[^\]]*\]\(|\]\(", re.IGNORECASE)
_OPAQUE = re.compile(
    r"(?<![\w@/.-])(?=[\w+/=-]*\d)(?=[\w+/=-]*[A-Za-z])[A-Za-z0-9+_]{16,}={0,2}|[A-Za-z0-9+/]{6,}={1,2}(?!\w)"
)
_MIXED_CASE = re.compile(r"\b(?=\w*[a-z]\w*[A-Z]\w*[a-z]\w*[A-Z])[A-Za-z0-9]{14,}\b")
_BITS = re.compile(r"\b(?:0x[0-9a-f]{2,}|0b[01]{4,}|[01]{8,})\b", re.IGNORECASE)
_ROMAN = re.compile(r"\b(?=[MDCLXVI]{4,}\b)M{0,4}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})\b")

_SHAPES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("digits_split", _SPACED_DIGITS),
    ("digits_split", _SPACED_PAIR),
    ("digits_split", _MACHINE_WRITTEN),
    ("digits_spelled", _SPELLED),
    ("letters_split", _SPACED_LETTERS),
    ("digits_mixed_with_letters", _LETTER_DIGIT),
    ("escaped_text", _ENTITY),
    ("markup", _MARKUP),
    ("opaque_text", _OPAQUE),
    ("opaque_text", _MIXED_CASE),
    ("opaque_text", _BITS),
    ("roman_number", _ROMAN),
)


def disguise_reasons(text: str) -> list[str]:
    """Return what in *text* is not written plainly; it takes the text as it is, unflattened."""
    reasons = [f"{name}: {match.group().strip()[:40]}" for name, shape in _SHAPES if (match := shape.search(text))]
    return _character_reasons(text) + _alphabet_reasons(text) + reasons


def _character_reasons(text: str) -> list[str]:
    found: list[str] = []
    for index, char in enumerate(text):
        if char.isascii() and (char.isprintable() or char in _LAYOUT):
            continue
        name = unicodedata.name(char, f"U+{ord(char):04X}").lower()
        if char in _JOINERS:
            if text[index - 1 : index].isalnum() or text[index + 1 : index + 2].isalnum():
                found.append(f"invisible_character: {name}")
        elif (
            unicodedata.category(char) in {"Cf", "Cc", "Cs", "Co", "Cn", "Me"}
            or char in "\u034f\u115f\u1160\u3164\u2800"
        ):
            found.append(f"invisible_character: {name}")
        elif unicodedata.digit(char, None) is not None or unicodedata.category(char) in {"No", "Nl"}:
            found.append(f"strange_digit: {name}")
        elif unicodedata.normalize("NFKC", char).isascii() and char.isalpha():
            found.append(f"strange_letter: {name}")
    return list(dict.fromkeys(found))


def _alphabet_reasons(text: str) -> list[str]:
    """Refuse words of two alphabets: they look like one and read as another."""
    for match in _WORD.finditer(text):
        word = match.group()
        if word.isascii():
            continue
        alphabets = {name.split(" ")[0] for c in word if (name := unicodedata.name(c, ""))} & set(_ALPHABETS)
        if len(alphabets) > 1:
            return [f"mixed_alphabets: {word[:40]}"]
    return []
