"""What does one field of a campaign say, and what is wrong with it?

Fields are read one by one, by name in any spelling of case and spaces, while
problems are gathered, so that a person mends all of them at once.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from babel.numbers import is_currency

from negotiation.errors import InvalidBrief
from negotiation.terms import DELIVERABLES, Deliverable, Platform
from steps.intake import cells
from steps.intake.cells import BadCell


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
        self._fields = {_plain(name): value for name, value in fields.items()}
        self.problems: list[Problem] = []
        self.currency = self._currency()

    def text(self, *names: str) -> str:
        return next((written for name in names if (written := cells.text(self._fields.get(_plain(name))))), "")

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
