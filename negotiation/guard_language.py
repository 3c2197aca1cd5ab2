"""Is a draft written in the creator's language?

Counts everyday words and looks at the alphabet. It is a smoke alarm, not a
linguist: it speaks up only when another language clearly wins.
"""

import re

_STOP_WORDS: dict[str, frozenset[str]] = {
    language: frozenset(words.split())
    for language, words in {
        "en": "the and you for with your we is to of it that this would our are have be on "
        "in not can i as if will thank",
        "de": "der die das und ist wir sie für mit ein eine nicht auf zu den von dass ich uns "
        "ihr ihre wenn auch bei als wäre danke",
        "fr": "le la les et est nous vous pour avec une pas sur des du que qui dans votre notre "
        "je ce si au merci serait",
        "es": "el la los las y es para con una no que por tu su nuestro nuestra de en lo te "
        "se si gracias como estamos sería",
        "it": "il la gli e è per con una non che di del della nostro nostra tuo tua se ti ci sono grazie sarebbe un",
        "pt": "o a os as e é para com uma não que por seu sua nosso nossa de em do da se obrigado "
        "obrigada você seria um",
        "nl": "de het een en is wij voor met niet op van dat je jij we ik als ons onze jouw te bedankt zou zijn",
        "pl": "i w na z do że jest się nie dla za to ale jak czy dziękuję nasza nasz twoja twój przez",
    }.items()
}
_ALPHABETS = {
    "ru": "cyrillic",
    "uk": "cyrillic",
    "bg": "cyrillic",
    "sr": "cyrillic",
    "el": "greek",
    "ar": "arabic",
    "he": "hebrew",
}
_OWN_ALPHABET = frozenset({"ja", "zh", "ko", "th", "hi", *_ALPHABETS})
_WORD = re.compile(r"[^\W\d_]+")
_CLEAR_LEAD, _FEW, _MANY = 2, 5, 8


def language_reasons(text: str, language: str) -> list[str]:
    """Return a reason when *text* is plainly not in *language* (an ISO 639 code, "" for unknown)."""
    expected = language.lower().partition("-")[0].partition("_")[0]
    if not expected:
        return []
    letters = [c for c in text if c.isalpha()]
    latin = sum(c < "\u0250" for c in letters)
    if letters and (expected in _OWN_ALPHABET) == (latin * 10 > len(letters) * 7) and len(letters) > 40:
        return [f"wrong_language: the alphabet is not that of {expected}"]
    words = [w.lower() for w in _WORD.findall(text)]
    hits = {name: sum(w in known for w in words) for name, known in _STOP_WORDS.items()}
    best = max(hits, key=lambda name: hits[name])
    if expected not in _STOP_WORDS:
        # A language without a list here is told apart from English only, which a template would be in.
        others = max(count for name, count in hits.items() if name != "en")
        plain = best == "en" and hits["en"] > _MANY and hits["en"] > _CLEAR_LEAD * others
        return [f"wrong_language: reads as en, not {expected}"] if plain else []
    if hits[best] >= _FEW and hits[best] > _CLEAR_LEAD * hits[expected]:
        return [f"wrong_language: reads as {best}, not {expected}"]
    return []
