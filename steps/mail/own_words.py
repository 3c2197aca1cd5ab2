"""What did the sender write in this mail?

Keeps the sender's own words and leaves out quotes, forwarded mails,
signatures and disclaimers. A forwarded text is somebody else's: "fine with
me" in it must never count as the sender's yes. Answers between and below
quotes are kept.
"""

import re

from steps.mail.charsets import scrub
from steps.mail.html_text import html_to_text
from steps.mail.quotes import announces_rest, attribution, is_quoted
from steps.mail.signatures import without_signature

MAX_CHARS = 100_000
MAX_LINES = 3_000

_NEWLINES = re.compile(r"\r\n|\r|\u2028|\u2029|\x0b|\x0c|\x85")
_FIGURE = re.compile(r"^>\s?[$€£¥]?\d")
_INVISIBLE = re.compile("[\u200b\u2060\ufeff\u200e\u200f\u202a-\u202e\u2066-\u2069\u00ad]")


def own_words(text: str, html: bool = False) -> str:
    """Return the sender's own words in *text*, in order, stripped; *html* says that it is HTML."""
    shown = html_to_text(text, keep_quotes=False) if html else text
    lines = _lines(shown)
    kept: list[str] = []
    for stretch in _stretches(lines):
        kept += without_signature(stretch)
    return "\n".join(line.rstrip() for line in kept).strip()


def _lines(text: str) -> list[str]:
    bounded = _INVISIBLE.sub("", _NEWLINES.sub("\n", scrub(text[:MAX_CHARS]))).replace("\u00a0", " ")
    return bounded.split("\n")[:MAX_LINES]


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
        if not is_quoted(lines[at]) and not _is_folded_link(lines, at):
            return at
        at += 1
    return at


def _is_folded_link(lines: list[str], at: int) -> bool:
    above, line = lines[at - 1].rstrip(), lines[at].strip()
    if not line or at + 1 >= len(lines) or not is_quoted(lines[at + 1]):
        return False
    opened = above.count("(") > above.count(")") or above.count("<") > above.count(">")
    return line.startswith(("(http", "<http")) or (opened and "http" in above[-1_000:] and " " not in line)
