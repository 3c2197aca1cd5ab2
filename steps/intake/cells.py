"""What does one cell of a sheet, or one custom field, mean?

Cells are typed by people: `$1,200`, `12k`, `1.200,50 EUR`, `35%`, a tab before
a name, nothing at all. A cell that is not exactly one value is a problem to be
reported, never a guess.
"""

import re
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from negotiation.amounts import find_amounts
from negotiation.errors import TheirFault
from negotiation.money import minor_units
from steps.mail.charsets import scrub

_OF_A_THOUSAND = 3  # digits
_MOST_LETTERS = 2_000  # of a cell with figures; a longer one is none, and would keep the reader of amounts busy
# What pasting leaves behind and nobody sees. Joiners stay: some languages spell with them.
_UNSEEN = re.compile("[\u00ad\u061c\u200b\u200e\u200f\u2060\ufeff]")
# What breaks the line that it stands in, or turns what follows round: a mail's subject with it.
_TURNS = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_PERCENT = re.compile(r"\s*([0-9]{1,3}(?:[.,][0-9]{1,4})?)\s*%?\s*")


class BadCell(TheirFault):
    """A cell or field cannot be read; *field* names it for the person who has to mend it."""

    def __init__(self, field: str, problem: str) -> None:
        super().__init__(field, problem)
        self.field, self.problem = field, problem

    def __str__(self) -> str:
        return f"{self.field}: {self.problem}"


def text(value: object) -> str:
    """Return the cell's text without the white space people leave around it, what nobody sees and no database keeps."""
    if isinstance(value, float):
        return number_text(value)
    if isinstance(value, tuple | list):  # people and labels of ClickUp
        return ", ".join(filter(None, map(text, value)))
    return "" if value is None else " ".join(_UNSEEN.sub("", scrub(str(value))).split())


def refuse_turning(field: str, value: object) -> None:
    """Raise BadCell where a text holds what would break its line or turn it round."""
    if found := _TURNS.search(text(value)):
        raise BadCell(field, f"holds the invisible U+{ord(found[0]):04X}, which breaks or turns its line: type it anew")


def _figures(field: str, value: object) -> str:
    written = text(value)
    if len(written) > _MOST_LETTERS:
        raise BadCell(field, f"has {len(written):,} letters: {_shown(written)} and so on")
    return written


def number_text(value: float) -> str:
    """Return a number so that its point stays a decimal point: as a text, 12.345 is twelve thousand."""
    whole, _, rest = f"{value:f}".partition(".")
    rest = rest.rstrip("0")
    return f"{whole}.{rest}{'0' * (len(rest) == _OF_A_THOUSAND)}" if rest else whole


def money(field: str, value: object, currency: str) -> int | None:
    """Return minor units of *currency*; None for an empty cell."""
    written = _figures(field, value)
    if not written:
        return None
    found = find_amounts(written, currency)
    if len(found) != 1 or found[0].quote.strip() != written or not found[0].clear:
        raise BadCell(field, f"{_shown(written)} is not one amount of money")
    if found[0].currency not in (None, currency):
        raise BadCell(field, f"{_shown(written)} is in {found[0].currency}; the campaign is in {currency}")
    if found[0].cents <= 0:
        raise BadCell(field, f"{_shown(written)} is not above zero")
    return found[0].cents


def count(field: str, value: object) -> int | None:
    """Return a whole number such as views, written like ``12k`` or ``44,000``; None for an empty cell."""
    written = _figures(field, value)
    if not written:
        return None
    found = find_amounts(written, "USD")
    number = found[0].cents // minor_units("USD") if len(found) == 1 else 0
    if number <= 0 or found[0].quote.strip() != written or found[0].currency or not found[0].clear:
        raise BadCell(field, f"{_shown(written)} is not a number of views above zero")
    return number


def samples(field: str, value: object) -> tuple[int, ...]:
    """Return view samples: one number, or several separated by ``;`` or ``|``."""
    parts = [part for part in re.split(r"[;|]", _figures(field, value)) if part.strip()]
    return tuple(number for part in parts if (number := count(field, part)) is not None)


def number(field: str, value: object, default: float) -> float:
    """Return a plain number such as days; *default* for an empty cell."""
    written = text(value)
    if not written:
        return default
    try:
        parsed = float(written.replace(",", "."))
    except ValueError:
        raise BadCell(field, f"{_shown(written)} is not a number") from None
    if not 0 <= parsed < 1e9:
        raise BadCell(field, f"{_shown(written)} is out of range")
    return parsed


def percent_bp(field: str, value: object) -> int | None:
    """Return basis points of ``3.5%`` or ``3,5``; None for an empty cell."""
    written = text(value)
    if not written:
        return None
    match = _PERCENT.fullmatch(written)
    if match is None:
        raise BadCell(field, f"{_shown(written)} is not a percentage")
    whole, _, rest = match[1].replace(",", ".").partition(".")
    return int(whole) * 100 + int((rest + "00")[:2])


def email(field: str, value: object) -> str:
    """Return an address in lower case."""
    written = text(value).lower()
    if not written:
        raise BadCell(field, "is empty")
    if not re.fullmatch(r"[^\s@<>,;\"]+@[^\s@<>,;\"]+\.[^\s@<>,;\".]+", written) or len(written) > 320:
        raise BadCell(field, f"{_shown(written)} is not an e-mail address")
    return written


def zone(field: str, value: object) -> str:
    """Return a time zone by its IANA name; ``UTC+2`` becomes one, an empty cell is "".

    Raises BadCell.
    """
    written = text(value)
    offset = re.fullmatch(r"(?:UTC|GMT)\s*([+-])\s*(\d{1,2})(?::00)?", written, re.IGNORECASE)
    # The names count from Greenwich the other way round.
    name = f"Etc/GMT{'-' if offset[1] == '+' else '+'}{int(offset[2])}" if offset else written
    try:
        return ZoneInfo(name).key if name else ""
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise BadCell(field, f"{_shown(written)} is no time zone like Europe/Berlin or UTC+2") from None


def day(field: str, value: object) -> str:
    """Return a date field (milliseconds, or text) as people read it.

    Raises BadCell for milliseconds that no calendar has.
    """
    written = text(value)
    if not _is_milliseconds(written):
        return written
    meant = date_of(written)
    if meant is None:
        raise BadCell(field, f"{_shown(written)} is no date")
    return meant.strftime("%-d %B %Y")


def date_of(written: str) -> date | None:
    """Return the date that milliseconds or an ISO date say; None for what only people read."""
    try:
        if _is_milliseconds(written):
            return datetime.fromtimestamp(int(written) / 1000, UTC).date()
        return date.fromisoformat(written)
    except (ValueError, OverflowError, OSError):
        return None


def _is_milliseconds(written: str) -> bool:
    return written.isdecimal() and len(written) >= 12


def _shown(written: str) -> str:
    return repr(written[:60])
