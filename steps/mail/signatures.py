"""Where does the sender's text end and the furniture begin?

Cuts the ``-- `` signature, "Sent from my phone" lines, list footers and legal
disclaimers off the end of a stretch of own text. A sign-off ("Best, Jane")
stays: people write it, and sometimes write on after it.
"""

import re

from steps.mail.phrases import BANNER, DEVICES, DISCLAIMER, SENT_FROM

FOOTER_LINES = 25

_DASHES = re.compile(r"^\s{0,4}(?:--|—|––|- -)\s{0,4}$")
_UNDERSCORES = re.compile(r"^\s{0,8}(?:_{5,200}|—{3,200})\s{0,8}$")
_SHORT_UNDERSCORES = re.compile(r"^_{2,4}\s{0,8}$")
_NAMES_A_LIST = re.compile(r"\bmailing list\s{0,8}$", re.IGNORECASE)
_SENT_FROM = re.compile(
    rf"^[\s>*_\[(]{{0,6}}{SENT_FROM}\b.{{0,120}}$|^.{{0,60}}(?:から送信|에서 보냄|发送|傳送|gönderildi)\W{{0,3}}$",
    re.IGNORECASE,
)
_DEVICE = re.compile(rf"(?<![a-z]){DEVICES}(?![a-z])|https?://", re.IGNORECASE)
_DISCLAIMER = re.compile(rf"^[\s*_=\-#\"(\[]{{0,40}}{DISCLAIMER}", re.IGNORECASE)
_BANNER = re.compile(rf"^[\s*_=\-#\"(\[]{{0,40}}{BANNER}", re.IGNORECASE)
_BANNER_GOES_ON = re.compile(
    r"do not click|unless you recogni[sz]e|content is safe|learn why|open attachments|verify the sender|aka\.ms/",
    re.IGNORECASE,
)
_TORCH = re.compile(r"^sent from (?:my|a|an|the)\s[^,.!?]{1,60}$", re.IGNORECASE)
_RULE = re.compile(r"^\s{0,8}[_=*#-]{3,200}\s{0,8}$")


def without_banner(lines: list[str]) -> list[str]:
    """Return *lines* without the warning that a gateway put above them."""
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    if first >= len(lines) or not _BANNER.match(lines[first][:200]):
        return lines
    end = first + 1
    while end < min(len(lines), first + 6) and _BANNER_GOES_ON.search(lines[end][:500]):
        end += 1
    return lines[end:]


def without_signature(lines: list[str]) -> list[str]:
    """Return *lines* of one stretch of own text without its signature and disclaimers."""
    for number, line in enumerate(lines):
        if _starts_furniture(lines, number, line):
            lines = lines[:number]
            break
    return [line for number, line in enumerate(_without_tail(lines)) if not _stands_alone(lines, number)]


def _stands_alone(lines: list[str], number: int) -> bool:
    """Say whether this is a phone's line in a paragraph of its own, with words still below it."""
    around = (*lines[max(0, number - 1) : number], *lines[number + 1 : number + 2])
    return _is_phone_line(lines[number]) and not any(line.strip() for line in around)


def _starts_furniture(lines: list[str], number: int, line: str) -> bool:
    if _DASHES.match(line):
        # A lone dash high up in a long mail is a divider of the sender's own.
        return len(lines) - number <= FOOTER_LINES
    if _UNDERSCORES.match(line) or (_SHORT_UNDERSCORES.match(line) and _names_a_list(lines[number + 1 : number + 2])):
        return len(lines) - number <= FOOTER_LINES // 2
    return bool(_DISCLAIMER.match(line[:300])) and _is_last_paragraphs(lines, number)


def _names_a_list(below: list[str]) -> bool:
    return any(_NAMES_A_LIST.search(line[:200]) for line in below)


def _is_last_paragraphs(lines: list[str], number: int) -> bool:
    """A disclaimer is a paragraph of its own at the end, long-winded and never a question."""
    if number and lines[number - 1].strip() and not _RULE.match(lines[number - 1]):
        return False
    rest = " ".join(lines[number : number + FOOTER_LINES])
    return len(lines) - number <= FOOTER_LINES and "?" not in rest


def _without_tail(lines: list[str]) -> list[str]:
    kept = list(lines)
    while kept and (not kept[-1].strip() or _is_phone_line(kept[-1]) or _RULE.match(kept[-1])):
        kept.pop()
    return kept


def _is_phone_line(line: str) -> bool:
    """Recognise "Sent from my iPhone", but not "Sent from my desk, is much easier than ..."."""
    short = line.strip()[:200]
    if len(short.split()) > 9 or not _SENT_FROM.match(short):
        return False
    named = bool(_DEVICE.search(short)) or bool(_TORCH.match(short))
    return named and not re.search(r",\s\w+\s\w+", short)
