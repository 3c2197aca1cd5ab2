"""What would a simple, honest model read in a creator's mail?

A few patterns, in a fixed order: the same mail always gives the same facts, and
every quote is cut out of the mail. It is far from a good reader; unsure
cases get a low confidence.
"""

import re
from typing import Any

_AMOUNT = re.compile(
    r"(?P<mark>[$€£]|USD|EUR|GBP)?[ ]?"
    r"(?P<digits>\d{1,3}(?:[.,]\d{3})+(?:[.,]\d{2})?|\d+(?:[.,]\d{1,2})?)(?P<thousand>[kK]\b)?"
    r"[ ]?(?P<after>USD|EUR|GBP|dollars|euros|pounds|[$€£])?"
)
_CURRENCIES = {"$": "USD", "€": "EUR", "£": "GBP", "DOLLARS": "USD", "EUROS": "EUR", "POUNDS": "GBP"}
_INTENTS = (
    ("injection", r"ignore (all|any|your|previous|the)|system prompt|you are an? (ai|assistant|language)|disregard"),
    ("legal", r"\b(lawyer|attorney|legal action|sue you|lawsuit|cease and desist|gdpr complaint)\b"),
    ("hostile", r"\b(insult\w*|pathetic|scam\w*|idiots?|ridiculous|shame on)\b"),
    (
        "opt_out",
        r"unsubscribe|remove me|stop (e-?mailing|writing|contacting)|do not (contact|e-?mail)|no more e?-?mail",
    ),
    ("out_of_office", r"out of (the )?office|on (annual |parental )?leave|on vacation|automatic reply|away until"),
    ("manager_handover", r"my (manager|agent|management)|talent manager|representation"),
    (
        "refusal",
        r"not interested|(have|going) to pass|i'?ll pass|no,? thank|decline|not a (good )?fit|can'?t (do|take) ",
    ),
    ("conditional_acceptance", r"\b(yes|deal|happy|works|agree\w*|accept)\b.{0,80}\b(if|provided|as long as|unless)\b"),
    (
        "holding",
        r"get back to you|let me (check|think)|need (some|a bit of) time|will (let you know|think)|circle back",
    ),
)
_YES = re.compile(
    r"sounds? (good|great|perfect)|\bdeal\b|works for me|i(?:'m| am) in\b|happy to (accept|agree|go)|i accept|agreed",
    re.IGNORECASE,
)
_UNUSUAL = re.compile(
    r"perpetu|buyout|equity|up ?front in full|iban|bank (details|account)|whatsapp|telegram", re.IGNORECASE
)
_WARM = re.compile(r"thank|love|excited|great|happy|!", re.IGNORECASE)
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]?")
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_DATE = re.compile(r"\b20\d\d-\d\d-\d\d\b")


def read(mail: str, offer_cents: int | None, currency: str) -> dict[str, Any]:
    """Return the facts of *mail* under the names a reader is asked for."""
    amounts = _amounts(mail, offer_cents)
    intent, proof = _intent(mail, amounts)
    date, address = _DATE.search(mail), _ADDRESS.search(mail)
    hostile = intent in ("hostile", "legal")
    return {
        "intent": intent,
        "amounts": amounts,
        "quotes": [proof] if proof else [],
        "condition": proof if intent == "conditional_acceptance" else "",
        "question": proof if intent == "question" else "",
        "tone": "hostile" if hostile else "warm" if _WARM.search(mail) else "neutral",
        "injection_suspected": intent == "injection",
        "requests_unusual": bool(_UNUSUAL.search(mail)),
        "until": date[0] if date else None,
        "other_contact": address[0] if address and intent == "manager_handover" else "",
        "confidence": 40 if intent == "off_topic" else 93,
        "currency": currency,
    }


def _intent(mail: str, amounts: list[dict[str, Any]]) -> tuple[str, str]:
    """Return the intent and the sentence that shows it."""
    for intent, pattern in _INTENTS:
        if found := re.search(pattern, mail, re.IGNORECASE | re.DOTALL):
            return intent, _sentence_at(mail, found.start())
    asks = [amount for amount in amounts if amount["role"] == "ask"]
    if asks:
        return "counter_offer", _sentence_at(mail, mail.index(asks[0]["quote"]))
    if yes := _YES.search(mail):
        return "acceptance", _sentence_at(mail, yes.start())
    if "?" in mail:
        return "question", _sentence_at(mail, mail.index("?"))
    return "off_topic", ""


def _sentence_at(mail: str, position: int) -> str:
    """Return the sentence around a position, cut out of the mail as it is."""
    for found in _SENTENCE.finditer(mail):
        if found.start() <= position < found.end():
            return found[0].strip()
    return ""


def _amounts(mail: str, offer_cents: int | None) -> list[dict[str, Any]]:
    """Return the sums that carry a currency or a k; the first that is not our offer is the ask."""
    found: list[dict[str, Any]] = []
    for match in _AMOUNT.finditer(mail):
        mark = match["mark"] or match["after"]
        if not mark and not match["thousand"]:
            continue
        cents = _cents(match["digits"], bool(match["thousand"]))
        named = _CURRENCIES.get(mark.upper(), mark.upper()) if mark else None
        asked = any(amount["role"] == "ask" for amount in found)
        role = "our_offer" if cents == offer_cents else "other" if asked else "ask"
        found.append({"cents": cents, "currency": named, "role": role, "quote": match[0].strip()})
    return found


def _cents(digits: str, thousand: bool) -> int:
    """Return 1,250.50 or 1.250,50 or 1250 in cents; a last group of three digits is thousands."""
    parts = re.split(r"[.,]", digits)
    rest = "" if len(parts) == 1 or (len(parts[-1]) == 3 and not thousand) else parts.pop()
    cents = int("".join(parts)) * 100 + int((rest + "00")[:2])
    return cents * 1000 if thousand else cents
