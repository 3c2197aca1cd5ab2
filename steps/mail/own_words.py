"""What did the sender write in this mail?

Keeps the sender's own words and leaves out quotes, forwarded mails,
signatures and disclaimers. A forwarded text is somebody else's: "fine with
me" in it must never count as the sender's yes. Answers between and below
quotes are kept.
"""

import binascii
import re

from steps.mail.charsets import decode_charset, scrub
from steps.mail.html_text import html_to_text
from steps.mail.quotes import announces_rest, attribution, is_quoted
from steps.mail.signatures import without_banner, without_signature

MAX_CHARS = 100_000
MAX_LINES = 3_000

_NEWLINES = re.compile(r"\r\n|\r|\u2028|\u2029|\x0b|\x0c|\x85")
_FIGURE = re.compile(r"^>\s?[$€£¥]?\d")
_SOFT_BREAKS = re.compile(r"=\n")
_HEX_PAIRS = re.compile(r"=(?:[89A-F][0-9A-F]){1}(?==[89A-F][0-9A-F])|=(?:20|3D)(?=\n|[A-Za-z\"])")
# Mail is wrapped at 72 to 80 columns; a quote wrapped once more leaves the end of its line without a mark.
_WRAPPED_FROM = 66
_INVISIBLE = re.compile("[\u200b\u2060\ufeff\u200e\u200f\u202a-\u202e\u2066-\u2069\u00ad]")


def own_words(text: str, html: bool = False) -> str:
    """Return the sender's own words in *text*, in order, stripped; *html* says that it is HTML."""
    shown = html_to_text(text, keep_quotes=False) if html else text
    lines = without_banner(_lines(shown))
    kept: list[str] = []
    for stretch in _stretches(lines):
        kept += without_signature(stretch)
    return "\n".join(line.rstrip() for line in kept).strip()


def _lines(text: str) -> list[str]:
    bounded = _plainly(_NEWLINES.sub("\n", scrub(text[:MAX_CHARS])))
    return _INVISIBLE.sub("", bounded).replace("\u00a0", " ").split("\n")[:MAX_LINES]


def _plainly(text: str) -> str:
    """Undo quoted-printable that somebody on the way forgot to name."""
    if len(_SOFT_BREAKS.findall(text)) < 2 or len(_HEX_PAIRS.findall(text)) < 2:
        return text
    return decode_charset(binascii.a2b_qp(text.encode("utf-8")), "utf-8")


def _stretches(lines: list[str]) -> list[list[str]]:
    """Return the runs of own lines between the quotes."""
    stretches: list[list[str]] = [[]]
    at = 0
    while at < len(lines):
        if is_quoted(lines[at]) and not _is_comparison(lines, at):
            if stretches[-1]:
                stretches.append([])
            at = _after_quote(lines, at)
            continue
        if announces_rest(lines, at):
            break
        said = attribution(lines, at)
        if said:
            before, at = said
            stretches[-1] += [before] if before else []
            if not _quote_follows(lines, at):
                break
            continue
        stretches[-1].append(lines[at])
        at += 1
    return stretches


def _is_comparison(lines: list[str], at: int) -> bool:
    """A lone ">50k views: $900" between unquoted lines is the sender's own figure."""
    around = lines[max(0, at - 1) : at] + lines[at + 1 : at + 2]
    return bool(_FIGURE.match(lines[at])) and not any(is_quoted(line) for line in around)


def _quote_follows(lines: list[str], at: int) -> bool:
    following = next((line for line in lines[at : at + 6] if line.strip()), "")
    return is_quoted(following)


def _after_quote(lines: list[str], at: int) -> int:
    """Return the line after the quoted run, taking a link that was folded out of it along."""
    while at < len(lines):
        if not is_quoted(lines[at]) and not _is_folded_link(lines, at) and not _is_wrapped_end(lines, at):
            return at
        at += 1
    return at


def _is_wrapped_end(lines: list[str], at: int) -> bool:
    """Say whether this is the end of the quoted line above, which a mail program wrapped without a mark.

    An answer written straight under a question begins with a capital, or the
    question has ended; and what holds a figure is never taken from the sender.
    """
    above, line = lines[at - 1].rstrip(), lines[at].strip()
    following = lines[at + 1] if at + 1 < len(lines) else ""
    if not line or not is_quoted(above) or not is_quoted(following) or len(line) > len(above):
        return False
    goes_on = above[-1:].isalnum() or above[-1:] in ",;<(\"'-"
    return len(above) >= _WRAPPED_FROM and goes_on and not line[0].isupper() and not re.search(r"\d", line)


def _is_folded_link(lines: list[str], at: int) -> bool:
    above, line = lines[at - 1].rstrip(), lines[at].strip()
    if not line or at + 1 >= len(lines) or not is_quoted(lines[at + 1]):
        return False
    opened = above.count("(") > above.count(")") or above.count("<") > above.count(">")
    return line.startswith(("(http", "<http")) or (opened and "http" in above[-1_000:] and " " not in line)
