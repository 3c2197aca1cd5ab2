# ruff: noqa: E501 - one pattern a line: a broken pattern is harder to read than a long one
"""What does an ask want besides its fee, in one word of ours?

A mail that offers the fee alone has to say so: the word chooses a sentence of
the playbook. Nothing of the creator's own words is ever handed on, and what no
topic fits is "rest".
"""

import re
from typing import Final

_TOPICS: Final = tuple(
    (topic, re.compile(rf"\b(?:{words})\b", re.IGNORECASE))
    for topic, words in (
        (
            "agency",
            r"commissions?|(?:agency|agent|management|manager)(?:'s)? (?:fees?|cut|share)|(?:agency|agent|management|manager)\b[^.!?]{0,24}\d+(?= ?%)|\d+ ?%[^.!?]{0,24}\b(?:agency|agent|management|manager)|agentur\w*|provision(?:en)?|comisi[oó]n|comiss[aã]o|commissie|provvigione|commissione",
        ),
        (
            "control",
            r"(?:final|last) (?:say|cut|word|edit)|creative|editorial|approv(?:e|als?)|scripts?|copyright|ownership|skripte?|freigaben?|letzte[sn]? wort|guion|guión|dernier mot|[uú]ltima (?:palabra|parola|palavra)|roteiro|copione|laatste woord|goedkeuring",
        ),
        (
            "taxes",
            r"vat|tax(?:es)?|net(?! ?\d| of (?:\w+ )?fees?)|gross|mwst|mehrwertsteuer|umsatzsteuer|netto|brutto|steuern?|hors taxes?|ht|ttc|tva|iva|impuestos?|impostos?|btw|belasting\w*",
        ),
        (
            "payment",
            r"up ?-?front|advance|deposit|half|halves|instal\w+|before (?:posting|publication|i post)|on (?:signing|signature|booking)|upon signing|pay(?:ment|ing|able)?|paid|net \d+|vorkasse|vorab|anzahlung|h[äa]lfte|anticipo|adelantado|mitad|avance|acompte|moiti[ée]|adiantado|metade|acconto|met[àa]|vooraf|aanbetaling|helft",
        ),
        (
            "costs",
            r"expenses?|costs?|travel\w*|flights?|hotel|shipping|location|studio|reimburs\w+|paypal|kill fee|net of (?:\w+ )?fees?|(?:transfer|transaction|processing|bank) fees?|fees on you|spesen|kosten|reisekosten|frais|gastos|despesas|spese",
        ),
        (
            "dates",
            r"dates?|deadline|earliest|latest|week|month|january|february|march|april|may|june|july|august|september|october|november|december|fr[üu]hestens|termin\w*|plus t[ôo]t|fecha\w*",
        ),
        (
            "rights",
            r"usage|rights|e[xs][ck]?lusi[vf]\w*|whitelist\w*|nutzung\w*|derechos|droits|diritti|direitos|gebruiksrecht\w*|rechten",
        ),
        (
            "work",
            r"reels?|stor(?:y|ies)|posts?|videos?|shorts?|carousels?|pieces?|campaigns?|revisions?|edits?|shoot\w*|another|second|extra work",
        ),
    )
)
REST: Final = "rest"
AGENCY: Final = "agency"
WORK: Final = "work"
CURRENCY: Final = "currency"  # no wish but a question: which one our amounts are in
# What is no small talk beside an ask, whatever the ask: it would be paid, or decided, by us.
ALWAYS_TOLD: Final = frozenset({AGENCY, "control", "costs", "taxes"})
# So is money before the work, whatever is left of it for later.
_IN_ADVANCE: Final = re.compile(
    r"\b(?:up ?-?front|in advance|advance|deposit|half|halves|instal\w+|before (?:posting|publication|i post)|on (?:signing|signature|booking)|upon signing|"
    r"vorkasse|vorab|anzahlung|h[äa]lfte|anticipo|adelantado|mitad|avance|acompte|moiti[ée]|adiantado|metade|acconto|met[àa]|vooraf|aanbetaling|helft)\b",
    re.IGNORECASE,
)
TOPICS: Final = (*(topic for topic, _ in _TOPICS), CURRENCY, REST)


def topic_of(words: str) -> str:
    """Return which topic *words* want something of, the first that fits; ``rest`` for none."""
    return next((topic for topic, named in _TOPICS if named.search(words)), REST)


def always_told(words: str) -> str:
    """Return the topic of *words* that every offer beside them answers; empty where an offer may pass over it."""
    topic = topic_of(words)
    return topic if topic in ALWAYS_TOLD or (topic == "payment" and _IN_ADVANCE.search(words)) else ""
