"""What does one field of a campaign say, and what is wrong with it?

Fields are read one by one, by name in any spelling of case and spaces, while
problems are gathered, so that a person mends all of them at once.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from babel.numbers import is_currency

from negotiation.errors import InvalidBrief
from negotiation.terms import DELIVERABLES, Deliverable, Platform
from steps.intake import cells
from steps.intake.cells import BadCell

# How alike two names are, of 1: enough to guess what was meant, and so much that it was surely misspelt.
_NEAR, MISSPELT = 0.6, 0.85
_MOST_LETTERS = 120  # of what stands in a subject, which the guard holds where it is longer than a line


@dataclass(frozen=True, slots=True)
class Problem:
    """What a person has to mend; *row_no* is the sheet's row, 0 for the campaign itself."""

    row_no: int
    field: str
    problem: str

    def __str__(self) -> str:
        where = f"row {self.row_no}, {self.field}" if self.row_no else self.field
        return f"{where}: {self.problem}"


class Form:
    """The fields of one campaign, read one by one while problems are gathered."""

    def __init__(self, fields: Mapping[str, object]) -> None:
        self._fields: dict[str, object] = {}
        self._spelt: dict[str, list[str]] = {}
        for name, value in fields.items():
            if cells.text(value):
                self._fields[_plain(name)] = value
                self._spelt.setdefault(_plain(name), []).append(name)
        self._asked: dict[str, str] = {}
        self.problems: list[Problem] = []
        self.currency = self._currency()

    def text(self, *names: str) -> str:
        self._asked |= {_plain(name): name for name in names}
        return next((written for name in names if (written := cells.text(self._fields.get(_plain(name))))), "")

    def refuse_turning(self) -> None:
        """Note what was read and would break its line, or turn it round."""
        for name, spelt in self._asked.items():
            try:
                cells.refuse_turning(spelt, self._fields.get(name))
            except BadCell as wrong:
                self.problem(wrong.field, wrong.problem)

    def refuse_unread(self, *, every: bool) -> None:
        """Note what is filled in and was not read; of what nobody asks for, unless *every*, what seems misspelt."""
        meant = [name for name in self._asked if every or name not in self._fields]
        for name, spelt in self._spelt.items():
            if name in self._asked:
                for other in spelt[1:]:
                    self.problem(other, f"stands there twice, as {spelt[0]!r} too")
            elif (near := nearest(name, meant, _NEAR if every else MISSPELT)) or every:
                told = f"; did you mean {self._asked[near]!r}?" if near else ""
                self.problem(spelt[0], f"is no field of a campaign{told}")

    def _currency(self) -> str:
        written = self.text("Currency") or "USD"
        if is_currency(written.upper()):
            return written.upper()
        self.problem("Currency", f"{written!r} is not the code of a currency, such as USD or EUR")
        return "USD"

    def needed(self, *names: str) -> str:
        written = self.text(*names)
        if not written:
            self.problem(names[0], "is empty")
        return written

    def line(self, name: str) -> str:
        """Return a needed text that fits into one line: it stands in subjects, headings and buttons."""
        written = self.needed(name)
        if len(written) > _MOST_LETTERS:
            self.problem(name, f"has {len(written)} letters; {_MOST_LETTERS} fit into a mail's subject")
        return written

    def money(self, *names: str, needed: bool = True) -> int:
        try:
            cents = cells.money(names[0], self.text(*names), self.currency)
        except BadCell as wrong:
            self.problem(wrong.field, wrong.problem)
            return 0
        if cents is None and needed:
            self.problem(names[0], "is empty")
        return cents or 0

    def number(self, name: str, default: float) -> float:
        try:
            return cells.number(name, self.text(name), default)
        except BadCell as wrong:
            self.problem(wrong.field, wrong.problem)
            return default

    def whole(self, name: str, default: int, *, most: int = 10**6) -> int:
        """Return a whole number up to *most*: half a round, or .7 of a hundred percent, is a mistake and not less."""
        number = self.number(name, default)
        if number == int(number) <= most:
            return int(number)
        self.problem(name, f"{self.text(name)!r} is not a whole number from 0 to {most:,}")
        return default

    def percents(self, name: str) -> dict[str, int]:
        """Return pairs such as ``story: 20%, reel: 100%``, in whole percent."""
        pairs = [piece for piece in re.split(r"[,;]", self.text(name)) if piece.strip()]
        matches = [re.fullmatch(r"\s*([^:=]+?)\s*[:=]\s*(\d{1,3})\s*%?\s*", piece) for piece in pairs]
        for piece, match in zip(pairs, matches, strict=True):
            if match is None:
                self.problem(name, f"{piece.strip()!r} is not like 'name: 20%'")
        return {re.sub(r"[^a-z0-9]+", "_", match[1].lower()): int(match[2]) for match in matches if match}

    def choice(self, name: str, known: tuple[str, ...], default: str) -> str:
        written = re.sub(r"[^a-z]+", "_", self.text(name).lower()) or default
        if written in known:
            return written
        self.problem(name, f"{self.text(name)!r} is none of {', '.join(known)}")
        return default

    def problem(self, field: str, problem: str) -> None:
        self.problems.append(Problem(0, field, problem))


def nearest(name: str, known: Iterable[str], alike: float) -> str:
    """Return which of *known* names *name* is most like, "" when none is *alike*."""
    return next(iter(get_close_matches(name, list(known), n=1, cutoff=alike)), "")


def read_deliverables(platform: Platform, written: str) -> tuple[Deliverable, ...]:
    """Return the deliverables of ``1x Reel, 2 Stories``.

    Raises InvalidBrief naming the piece that the platform does not know.
    """
    pieces = [piece.strip() for piece in re.split(r"[,;+&]|\band\b", written) if piece.strip()]
    return tuple(_deliverable(platform, piece) for piece in pieces)


def _deliverable(platform: Platform, piece: str) -> Deliverable:
    match = re.fullmatch(
        r"(?:(\d{1,2})\s*[x×]?\s+|(\d{1,2})\s*[x×]\s*)?(.+?)(?:\s*[x×]\s*(\d{1,2}))?", piece, re.IGNORECASE
    )
    if match is None:
        raise InvalidBrief("deliverable", f"{piece!r} is not a deliverable with a count")
    name = re.sub(r"[^a-z]+", "_", match[3].lower()).removeprefix(f"{platform}_").strip("_")
    singular = {"stories": "story"}.get(name, name)
    kind = singular if singular in DELIVERABLES[platform] else singular.removesuffix("s")
    return Deliverable(platform, kind, int(match[1] or match[2] or match[4] or 1))


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())
