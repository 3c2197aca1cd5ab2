"""Which lines did the sender not write?

Finds the places where a mail program announces quoted or forwarded text:
attributions ("On Monday, Jane wrote:"), header blocks ("From: Sent: To:"),
dividers ("-----Original Message-----") and ``>`` marks, in many languages.
It looks at each line a bounded number of times, whatever the mail contains.
"""

import re

from steps.mail.phrases import BEGIN_FORWARD, FORWARDED, MESSAGE, MONTHS, OPENERS, ORIGINAL, ROLES, WROTE

ATTRIBUTION_LINES = 7
ATTRIBUTION_CHARS = 500
MAX_LINE_CHARS = 1_000
TAIL_CHARS = 80
SHORT_CHARS = 120
BLOCK_LINES = 10

_FLAGS = re.IGNORECASE
# "at 6:26 PM", "2012-10-16", "04/19/2011", "8 tháng 6, 2017", "2023年5月1日"
_DATE = re.compile(
    r"\d{1,2}\s?[:.h]\s?\d{2}|\d{4}\s?[年년./-]|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\b(?:19|20)\d\d\b"
    rf"|\b\d{{1,2}}\.?\s{MONTHS}|\b{MONTHS}[a-zé]{{0,8}}\.?\s\d{{1,2}}\b",
    _FLAGS,
)
_EMAIL = re.compile(r"[^\s<>@]@[^\s<>@]|\[mailto:|<mailto:", _FLAGS)
_WROTE = re.compile(rf"(?<!\w){WROTE}(?!\w)", _FLAGS)
_WROTE_LAST = re.compile(rf"(?<!\w){WROTE}\s{{0,3}}(?:[:：]|-{{2,40}})[\s*_]{{0,4}}$", _FLAGS)
_SOMEBODY_WROTE = re.compile(rf"(?<!\w){WROTE}$", _FLAGS)
_I_WROTE = re.compile(
    r"(?<!\w)(?:I|we|ich|wir|je|j'ai|yo|io|eu|ik)\s(?:have |had |already |just )?"
    r"(?:wrote|sent|schrieb|écrit|escrito|scritto)\s?:$",
    _FLAGS,
)
_TIME = re.compile(r"\d{1,2}\s?[:.h]\s?\d{2}(?!\d)")
_BRACKETED = re.compile(r"[<(\[]\s{0,2}(?:mailto:)?[^\s<>()@]{1,100}@[^\s<>()@]{1,100}", _FLAGS)
_WEEKDAY = re.compile(r"^\s{0,8}[^\W\d]{1,12}[.,]{0,2}\s\d")
_SENTENCE_END = re.compile(r"[^\W\d]{4}[.!?]\s{0,4}$")
_OPENER = re.compile(
    rf"^[\s*_-]{{0,12}}(?:{OPENERS}\b[\s.,]{{0,3}}[^\d\s]{{0,16}}[\s.,]{{0,3}}(?:[^\d\s]{{1,16}}[\s.,]{{1,3}})?\d|\d)",
    _FLAGS,
)
_WORDED_OPENER = re.compile(rf"^[\s*_-]{{0,12}}{OPENERS}\b", _FLAGS)
# "2050 USD is my bottom line": an amount is no year.
_MONEY_FIRST = re.compile(
    r"^\W{0,4}(?:[$€£]|\d[\d.,]{0,12}\s?(?:[$€£]|(?:k|usd|eur|gbp|dollars?|euros?|pounds?|bucks)\b))", _FLAGS
)
_MID_LINE = re.compile(
    r"(?:-{2,}\s?|(?<=[\s.!?]))(?:On|Am|Le|El|Em|Il|Op)\s(?=[^\d\s]{0,12}[\s,.]{0,3}(?:[^\d\s]{1,12}[\s.,]{1,3})?\d)"
)
_BETWEEN_RULES = re.compile(r"^\s{0,8}[-_=*]{2,60}\s?(\S.{0,200}?\S)\s?[-_=*]{2,60}\s{0,8}$")
_NAMED_MESSAGE = re.compile(rf"(?<!\w){MESSAGE}(?!\w)", _FLAGS)
_PROCESSED = re.compile(r"^\W{0,8}original (?:message|mail) processed by\b", _FLAGS)
_ORIGINAL = re.compile(rf"^[\s\[*>]{{0,8}}[-_=*\s]{{0,60}}(?:{ORIGINAL}|{FORWARDED})\b.{{0,60}}$", _FLAGS)
_RULED = re.compile(r"^[\s>]{0,8}(?:[-_=*]\s?){2,60}")
_FORWARD_BEGINS = re.compile(rf"^[\s>*_]{{0,8}}{BEGIN_FORWARD}\s?[:：]", _FLAGS)
_REPLY_ABOVE = re.compile(
    r"(?:reply|respond|antwort|répon\w{1,6}|write)\b.{0,40}\babove th(?:is|e) (?:line|text)"
    r"|^\W{0,12}oberhalb dieser (?:linie|zeile)",
    _FLAGS,
)
_ROLE = {role: re.compile(rf"^[\s>*_|]{{0,12}}{words}\s?[*_]{{0,2}}\s?[:：]", _FLAGS) for role, words in ROLES.items()}

_FURTHER_ROLE = {
    role: re.compile(rf"(?<=[\s>*]){words}\s?[*_]{{0,2}}\s?[:：]\s", _FLAGS) for role, words in ROLES.items()
}


def is_quoted(line: str) -> bool:
    """Say whether a ``>`` marks the line as quoted; ``>>> shop now <<<`` is decoration, not a quote."""
    bare = line.lstrip()
    return bare.startswith((">", "&gt;")) and not bare.rstrip().endswith("<<")


def announces_rest(lines: list[str], at: int) -> bool:
    """Say whether all from line *at* on is an earlier or forwarded mail."""
    line = lines[at][:MAX_LINE_CHARS]
    if _FORWARD_BEGINS.match(line) or _PROCESSED.match(line) or _REPLY_ABOVE.search(line):
        return True
    if _ORIGINAL.match(line) and (_RULED.match(line) or is_header_block(lines, at + 1)):
        return True
    between = _BETWEEN_RULES.match(line)
    if between and (_SOMEBODY_WROTE.search(between[1]) or _is_message_divider(line, between[1])):
        return True
    return is_header_block(lines, at) or _is_header_line(line)


def _is_message_divider(line: str, words: str) -> bool:
    """Recognise "-------- Oprindelig besked --------" by its shape and one word."""
    ruled = line.strip()[:3] in ("---", "===", "___") and line.strip()[-3:] in ("---", "===", "___")
    return ruled and len(words.split()) <= 4 and bool(_NAMED_MESSAGE.search(words))


def _is_header_line(line: str) -> bool:
    """Recognise copied headers that a mail program has run together into one line."""
    if _role(line) != "from" or not _EMAIL.search(line):
        return False
    return any(_FURTHER_ROLE[role].search(line) for role in ("sent", "subject")) and bool(_DATE.search(line))


def is_header_block(lines: list[str], at: int) -> bool:
    """Say whether the copied headers of a mail begin at line *at*."""
    first = _role(lines[at]) if at < len(lines) else ""
    if first not in ("from", "sent", "subject", "to"):
        return False
    roles, block = [first], [lines[at][:MAX_LINE_CHARS]]
    blanks = 0
    for line in lines[at + 1 : at + BLOCK_LINES]:
        role = _role(line)
        blanks = 0 if line.strip() else blanks + 1
        if blanks > 1 or (role and role in roles and role != "other"):
            break
        roles += [role] if role else []
        block += [line[:MAX_LINE_CHARS]] if role else []
    return _looks_copied(set(roles), " ".join(block))


def _looks_copied(roles: set[str], block: str) -> bool:
    # "From: 5 May / To: 9 May" is the sender's own; a copied block names an
    # address, or carries three of the four headers.
    known = roles - {"other"}
    if len(known) >= 3:
        return bool(_EMAIL.search(block) or _DATE.search(block) or len(known) == 4)
    return len(known) == 2 and "from" in known | {"from"} and _is_pair(known, block)


def _is_pair(known: set[str], block: str) -> bool:
    if _EMAIL.search(block):
        return True
    return known == {"from", "sent"} and bool(_DATE.search(block))


def _role(line: str) -> str:
    head = line[:60]
    if ":" not in head and "：" not in head:
        return ""
    return next((role for role, pattern in _ROLE.items() if pattern.match(head)), "")


def attribution(lines: list[str], at: int) -> tuple[str, int] | None:
    """Return the sender's words before an attribution on line *at*, and the line after it; None if none begins here."""
    line = lines[at][:MAX_LINE_CHARS]
    if not line.strip():
        return None
    before, rest = _own_part(line)
    if _is_whole(rest, lines, at + 1):
        return before, at + 1
    if _SENTENCE_END.search(rest) or not _may_open(rest, lines, at + 1):
        return None
    after = _end_of_folded(rest, lines, at + 1)
    return (before, after) if after else None


def _may_open(rest: str, lines: list[str], after: int) -> bool:
    """Say whether an attribution that is folded over several lines may begin with *rest*."""
    if _MONEY_FIRST.match(rest):
        return False
    if _OPENER.match(rest) and (_DATE.search(rest) or _DATE.search(_peek(lines, after))):
        return True
    return bool(_WEEKDAY.match(rest) and _DATE.search(rest)) or bool(_BRACKETED.search(rest))


def _peek(lines: list[str], at: int) -> str:
    return lines[at][:MAX_LINE_CHARS] if at < len(lines) else ""


def _own_part(line: str) -> tuple[str, str]:
    """Split "my reply On Wed, Apr 4 ... wrote:" before its attribution."""
    starts = [match.start() for match in _MID_LINE.finditer(line)]
    return (line[: starts[-1]].rstrip(), line[starts[-1] :]) if starts else ("", line)


def _is_whole(line: str, lines: list[str], after: int) -> bool:
    """Say whether this one line is an attribution."""
    bare = line.strip().rstrip("*_ ")
    ends = bare.endswith((":", "：")) or _is_bare_of_colon(bare)
    if ends and (_is_strong(bare) or _is_name_wrote_date(bare)):
        return True
    if ends and _WROTE.search(bare) and (_DATE.search(bare) or _EMAIL.search(bare)):
        return bool(_OPENER.match(bare) or _WROTE_LAST.search(bare)) and not _is_own_saying(bare, lines, after)
    if not is_quoted(_next_written(lines, after)):
        return ends and _is_dated_address(bare)
    named = (ends and _EMAIL.search(bare)) or _WROTE_LAST.search(bare)
    return bool(named and len(bare) < SHORT_CHARS) or _is_dated_address(bare)


def _is_bare_of_colon(bare: str) -> bool:
    """Recognise "On Wed, 14 Nov 2018 08:14:43 John Doe <john@example.com> wrote": all there but the colon."""
    spoken = _SOMEBODY_WROTE.search(bare) and _BRACKETED.search(bare)
    return bool(spoken and _OPENER.match(bare) and _DATE.search(bare) and _TIME.search(bare))


def _is_own_saying(bare: str, lines: list[str], after: int) -> bool:
    """Say whether "as I wrote on 5 May:" announces the sender's own words, unless quoted ones follow."""
    return bool(_I_WROTE.search(bare)) and not is_quoted(_next_written(lines, after))


def _is_strong(bare: str) -> bool:
    """An address in brackets beside a date and a time, ending in a colon: no person types that.

    Fields parted by bars are a record that somebody copied, not a program's announcement.
    """
    return bare.count("|") < 2 and bool(
        _BRACKETED.search(bare) and _DATE.search(bare) and (_TIME.search(bare) or _WROTE.search(bare))
    )


def _is_name_wrote_date(bare: str) -> bool:
    """Recognise "Jane Doe wrote on 4/2/2012 6:26 PM:"."""
    wrote = _WROTE.search(bare[:80])
    if not wrote or len(bare) > SHORT_CHARS or _I_WROTE.search(bare):
        return False
    return len(bare[: wrote.start()].split()) <= 4 and bool(_DATE.search(bare) and _TIME.search(bare))


def _is_dated_address(bare: str) -> bool:
    """Recognise "2011/4/7 Jane Doe <jane@example.com>", as Gmail writes it in many languages."""
    return bool(re.match(r"\W{0,3}\d", bare) and _DATE.search(bare[:60]) and _BRACKETED.search(bare))


def _next_written(lines: list[str], at: int) -> str:
    return next((line for line in lines[at : at + 4] if line.strip()), "")


def _end_of_folded(first: str, lines: list[str], at: int) -> int:
    """Return the line after an attribution that is folded over several lines, or 0."""
    joined, blanks = first, 0
    for number in range(at, min(len(lines), at + ATTRIBUTION_LINES)):
        line = lines[number][:MAX_LINE_CHARS]
        blanks += not line.strip()
        open_angle = joined.count("<") > joined.count(">")
        if _begins_another(line, first, blanks, lines, number):
            return 0
        if blanks > 2 or len(joined) > ATTRIBUTION_CHARS or (is_quoted(line) and not open_angle):
            return 0
        joined = f"{joined} {line.strip()}"
        if _ends_attribution(joined):
            return number + 1
    return 0


def _begins_another(line: str, first: str, blanks: int, lines: list[str], at: int) -> bool:
    """Say whether *line* is an attribution of its own, so that what stands before it is the sender's."""
    bare = line.strip()
    dated = _WORDED_OPENER.match(bare) and _DATE.search(bare) and not _BRACKETED.search(first)
    alone = blanks and _is_whole(bare, lines, at + 1)
    return bool(dated or alone)


def _ends_attribution(joined: str) -> bool:
    if joined.rstrip("*_ ").endswith((":", "：")):
        spoken = _WROTE.search(joined) and (_EMAIL.search(joined) or _WROTE_LAST.search(joined[-TAIL_CHARS:]))
        return (bool(spoken) and not _I_WROTE.search(joined)) or _is_strong(joined)
    return joined.endswith("--") and bool(_WROTE_LAST.search(joined[-TAIL_CHARS:]))
