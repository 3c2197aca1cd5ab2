"""Which campaign do these fields order?

ClickUp's custom fields and the JSON of `POST /campaigns` use the same names in
any spelling of case and spaces. Every problem is reported at once, by field.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from negotiation.errors import InvalidBrief
from negotiation.terms import DELIVERABLES, Autonomy, Campaign, Deliverable, Package, Platform, ViewsMethod, Waits
from steps.intake import cells
from steps.intake.cells import BadCell

_DAY_SECONDS = 86_400.0


@dataclass(frozen=True, slots=True)
class Problem:
    """What a person has to mend; *row_no* is the sheet's row, 0 for the campaign itself."""

    row_no: int
    field: str
    problem: str

    def __str__(self) -> str:
        where = f"row {self.row_no}, {self.field}" if self.row_no else self.field
        return f"{where}: {self.problem}"


@dataclass(frozen=True, slots=True)
class CampaignOrder:
    """A campaign as read, or the problems that keep it from starting."""

    campaign: Campaign | None
    sheet: str
    problems: tuple[Problem, ...]
    updated_at_ms: int = 0  # which state of a ClickUp task this is


class _Form:
    """The fields of one campaign, read one by one while problems are gathered."""

    def __init__(self, fields: Mapping[str, object]) -> None:
        self._fields = {_plain(name): value for name, value in fields.items()}
        self.problems: list[Problem] = []
        self.currency = (self.text("currency") or "USD").upper()

    def text(self, *names: str) -> str:
        return next((written for name in names if (written := cells.text(self._fields.get(_plain(name))))), "")

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

    def choice(self, name: str, known: tuple[str, ...], default: str) -> str:
        written = re.sub(r"[^a-z]+", "_", self.text(name).lower()) or default
        if written in known:
            return written
        self.problem(name, f"{self.text(name)!r} is none of {', '.join(known)}")
        return default

    def problem(self, field: str, problem: str) -> None:
        self.problems.append(Problem(0, field, problem))


def read_campaign_order(campaign_id: str, fields: Mapping[str, object]) -> CampaignOrder:
    """Return the campaign that *fields* order; with any problem, only the problems."""
    form = _Form(fields)
    client, brand, owner = form.needed("Client"), form.needed("Brand"), form.needed("Owner")
    package = _package(form)
    low, high = form.money("CPM Min"), form.money("CPM Max")
    target, budget = form.money("Target CPM", needed=False), form.money("Budget")
    dates = " to ".join(day for name in ("Start Date", "End Date") if (day := cells.day(form.text(name))))
    rounds, stretch = int(form.number("Rounds", 6)), int(form.number("Stretch Percent", 0))
    autonomy = form.choice("Autonomy", tuple(Autonomy), Autonomy.REVIEW_FIRST)
    method = form.choice("Views Method", tuple(ViewsMethod), ViewsMethod.MEDIAN)
    confidence = int(form.number("Confidence Percent", 70))
    waits, sheet = _waits(form), form.text("Creator Sheet", "Sheet")
    if form.problems or package is None:
        return CampaignOrder(None, sheet, tuple(form.problems))
    try:
        campaign = Campaign(
            campaign_id=campaign_id,
            client=client,
            brand=brand,
            currency=form.currency,
            cpm_min_cents=low,
            cpm_max_cents=high,
            cpm_target_cents=target or None,
            budget_cents=budget,
            package=package,
            owner=owner,
            autonomy=Autonomy(autonomy),
            views_method=ViewsMethod(method),
            rounds=rounds,
            stretch_percent=stretch,
            confidence_percent=confidence,
            dates=dates,
            disclosure=form.text("Disclosure"),
            postal_address=form.text("Postal Address"),
            waits=waits,
        )
    except InvalidBrief as wrong:
        return CampaignOrder(None, sheet, (Problem(0, wrong.field, wrong.problem),))
    return CampaignOrder(campaign, sheet, ())


def _waits(form: _Form) -> Waits:
    day = form.number("Day Length Seconds", _DAY_SECONDS)
    return Waits(
        nudge_after=form.number("Nudge After Days", 3) * day,
        close_after=form.number("Close After Days", 4) * day,
        max_nudges=int(form.number("Max Nudges", 2)),
        escalation_reminder=form.number("Escalation Reminder Days", 1) * day,
        day_length=day,
    )


def _package(form: _Form) -> Package | None:
    platform = form.choice("Platform", tuple(Platform), "")
    written = form.needed("Deliverables")
    if platform not in tuple(Platform) or not written:
        return None
    try:
        deliverables = read_deliverables(Platform(platform), written)
    except InvalidBrief as wrong:
        form.problem("Deliverables", wrong.problem)
        return None
    return Package(
        deliverables=deliverables,
        usage_rights_days=int(form.number("Usage Rights Days", 0)),
        exclusivity_days=int(form.number("Exclusivity Days", 0)),
        whitelisting_days=int(form.number("Whitelisting Days", 0)),
        payment_days=int(form.number("Payment Days", 30)),
    )


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
