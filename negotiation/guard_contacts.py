"""Does a draft send somebody to a place that is not ours?

Links, domains, mail addresses, telephones, other channels and ways of being
paid. Only the domains it is given are ours.
"""

import re
from collections.abc import Sequence

# Endings that are not also English words; those count only with a path behind them.
_ENDINGS = (
    "com|net|org|io|co|ly|tv|gg|app|dev|link|shop|store|online|site|xyz|info|biz|"
    "eu|uk|de|fr|es|nl|pl|ch|ru|cn|tk|ml|ga|cf|top|"
    "club|live|page|bio|ai|gl|pro|cc|ws|mobi|tech|cloud|fun|vip|icu|bank|finance|"
    "money|agency|media|test|example|local|edu|gov|uk|ca|au"
)
_WORDLIKE_ENDINGS = "me|it|is|in|to|so|be|at|us|no|my|am|as|sh|id|do|new|now|win|bet|cash|email|work"
_URL = re.compile(
    r"(?:\b(?:https?|ftp|hxxps?)\s*:\s*/\s*/|\bwww\s*\.)\s*([^\s<>\"')\]]*)|\b(?:mailto|tel|javascript|data):\S*",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"[\w.+-]{1,64}\s?(?:@|\(at\)|\[at\])\s?([\w-]{1,63}(?:\.[\w-]{1,63}){1,5})", re.IGNORECASE)
_DOMAIN = re.compile(
    rf"(?<![\w@.-])((?:[a-z0-9-]{{1,63}}\.){{1,5}}(?:(?:{_ENDINGS})(?![\w-])|(?:{_WORDLIKE_ENDINGS})(?=/)|[a-z]{{2,12}}(?=/\w{{3,}})))",
    re.IGNORECASE,
)
_SPOKEN = re.compile(
    r"\b\w+\s*[\[({]?\s*(?:\bdot\b|\bpunto\b)\s*[\])}]?\s*(?:com|net|org|io|co|me|ly|shop|xyz)\b|\bxn--\w+",
    re.IGNORECASE,
)
_HOST_NUMBER = re.compile(r"\b\d{1,3}(?:\.\d{1,3}){3}\b")
_PHONE = re.compile(r"(?<![\w,.$€£])\+?\(?\d[\d ().\-]{6,20}\d(?![\w,])")
_DATE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[.\-]\d{1,2}[.\-]\d{2,4}")
_GROUPED = re.compile(r"\d{1,3}(?:[ .]\d{3})+(?:[.,]\d{2})?")
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:[ ]?[A-Z0-9]{4}){3,7}(?:[ ]?[A-Z0-9]{1,3})?\b")
_BANK = re.compile(
    r"\biban\b|\bbic\b|\bswift\b(?! (?:reply|response|answer|turn))|\bsort code\b|"
    r"\brouting (?:number|no)\b|\baccount (?:number|no\b|details)|"
    r"\bbank (?:details|account|info\w*|data)|\bwire (?:transfer|it|the|us)\b|\bpay ?pal\b|\bvenmo\b|"
    r"\bcash ?app\b|\bzelle\b|\brevolut\b|"
    r"\bpayoneer\b|\bwestern union\b|\bmoneygram\b|\bbitcoin\b|\bbtc\b|\bethereum\b|"
    r"\busdt\b|\bcrypto|\bwallet\b|\bgift ?cards?\b|"
    r"\b(?:card|passport|social security|debit|credit card) (?:number|details)\b|\bcvv\b|\bpasswords?\b|"
    r"\bthree digits\b|"
    r"\bverify your (?:account|identity|bank|card)|\bcash in hand\b|"
    r"\b(?:registration|handling|processing|admin\w*|activation|entry|sign-?up|membership|verification|onboarding) (?:fee|charge|cost|deposit)s?\b|"
    r"\b(?:pay|wire|transfer|refund) (?:it |this |that |the \w+ )?(?:to )?us (?:first|back|a|an|the)\b|\bsend (?:it |this |that |the \w+ )?(?:to )?us (?:first|back|(?:an?|the) (?:fee|deposit|money|payment|amount|sum|code|pin))\b|\b(?:social security|passport|id card|driving licen[cs]e|credit card|card number|pin code|password)\b|\b(?:copy|photo|scan|picture) of your (?:\w+ )?(?:id|passport|card|licen[cs]e)\b|"
    r"\bkontonummer\b|\bbankverbindung\b|\bcuenta bancaria\b",
    re.IGNORECASE,
)
_CHANNEL = re.compile(
    r"\bwhats ?app\b|\btelegram\b|\bwechat\b|\bviber\b|\bdiscord\b|\bskype\b|\b(?:text|"
    r"call|ring|message|dm|sms) (?:me|us) (?:at|on|under|via)\b|"
    r"\b(?:reach|write|reply|contact|e-?mail) (?:to )?(?:me|us|him|her|them|our|my) "
    r"[\w ]{0,30}(?:@|instead at)|\bon signal\b|"
    r"\b(?:colleague|partner|friend|contact|someone|team|assistant) (?:at|from|of) (?:another|a different|our partner|a partner|an external|a third)\b|"
    r"\b(?:click|tap) (?:here|below|on|this|the)\b|\b(?:new|other|private|personal) (?:e-?mail|address|inbox)\b",
    re.IGNORECASE,
)


def contact_reasons(text: str, allowed_domains: Sequence[str]) -> list[str]:
    """Return the places *text* names that are not ours."""
    ours = tuple(domain.lower().lstrip(".") for domain in allowed_domains)
    reasons = [f"foreign_address: {m.group()}" for m in _ADDRESS.finditer(text) if not _is_ours(m.group(1), ours)]
    reasons += [
        f"foreign_link: {m.group()[:60]}" for m in _URL.finditer(text) if not _is_ours(_host(m.group(1) or ""), ours)
    ]
    reasons += [f"foreign_link: {m.group()}" for m in _DOMAIN.finditer(text) if not _is_ours(m.group(1), ours)]
    for name, shape in (
        ("foreign_link", _SPOKEN),
        ("foreign_link", _HOST_NUMBER),
        ("bank_details", _IBAN),
        ("bank_details", _BANK),
        ("other_channel", _CHANNEL),
    ):
        reasons += [f"{name}: {m.group()}" for m in [shape.search(text)] if m]
    return reasons + _phones(text)


def _host(rest: str) -> str:
    """Return the host of what stands behind ``https://``; a host behind an ``@`` is the true one."""
    return re.split(r"[/?#\\]", rest)[0].rpartition("@")[2].partition(":")[0]


def _is_ours(host: str, ours: Sequence[str]) -> bool:
    host = host.lower().rstrip(".")
    return any(host == domain or host.endswith("." + domain) for domain in ours)


def _phones(text: str) -> list[str]:
    for match in _PHONE.finditer(text):
        figures = match.group()
        if sum(c.isdigit() for c in figures) < 8 or _DATE.search(figures) or _GROUPED.fullmatch(figures.strip()):
            continue
        return [f"telephone: {figures.strip()}"]
    return []
