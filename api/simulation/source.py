"""Which campaign is to be rehearsed?

A JSON file as `POST /campaigns` takes it, a campaign that is in the store (it
goes on from where it stands), or a ClickUp task with its sheet. It reads; it
writes nothing and starts nothing.
"""

import asyncio
import json
from contextlib import nullcontext
from pathlib import Path

from pydantic import ValidationError

from api.operator import CampaignIn
from api.reading import is_missing, opened_to_read
from api.simulation.rehearsal import Part, Subject
from negotiation.errors import TheirFault
from negotiation.terms import Campaign
from steps import connections
from steps.import_campaign import SheetLine
from steps.intake.campaigns import CampaignOrder, read_campaign_order
from steps.intake.form import Problem
from steps.rehearse import briefs_of, read_underway
from steps.settings import Settings


class CannotSimulate(TheirFault):
    """A campaign that cannot be rehearsed as it is; one line for each problem."""

    def __init__(self, what: str, problems: tuple[str, ...]) -> None:
        super().__init__(what, problems)
        self.what, self.problems = what, problems

    def __str__(self) -> str:
        return "\n".join((f"{self.what} cannot be simulated:", *(f"  {problem}" for problem in self.problems)))


def find_subject(named: str, *, anew: bool = False) -> Subject:
    """Return the campaign that *named* stands for; *anew*: one of the store as if nothing had been written yet.

    Raises CannotSimulate naming rows and fields.
    """
    path, settings = Path(named), Settings.load()
    there = not is_missing(settings.store_url)
    # A rehearsal makes no store.
    with opened_to_read(settings.store_url) if there else nullcontext():
        if path.suffix == ".json" or path.is_file():
            subject = _from_json(path, settings, there)
        else:
            subject = (from_store(named, anew=anew) if there else None) or _from_clickup(named, settings, there)
    if not subject.parts:
        raise CannotSimulate(named, subject.problems)
    return subject


def from_store(campaign_id: str, *, anew: bool) -> Subject | None:
    """Return a campaign of the open store; None when there is no such campaign."""
    found = read_underway(campaign_id, anew=anew)
    if found is None:
        return None
    parts = tuple(Part(brief, history) for brief, history in found.going)
    problems = tuple(map(str, found.problems))
    if not parts:
        problems += ("Creators: there are none yet" if anew else "no negotiation of it is still to come",)
    return Subject(found.campaign, parts, found.held, problems)


def _from_json(path: Path, settings: Settings, there: bool) -> Subject:
    try:
        order = CampaignIn.model_validate(json.loads(path.read_text(encoding="utf-8-sig")))
    except FileNotFoundError:
        raise CannotSimulate(str(path), ("there is no such file",)) from None
    except UnicodeDecodeError:
        raise CannotSimulate(str(path), ("it is not written in UTF-8: save it as UTF-8",)) from None
    except json.JSONDecodeError as wrong:
        raise CannotSimulate(str(path), (f"it is not JSON: {wrong}",)) from None
    except ValidationError as wrong:
        raise CannotSimulate(str(path), tuple(_field(one["loc"], one["msg"]) for one in wrong.errors())) from None
    fields = {name: value for name, value in order.fields.items() if value is not None}
    read = read_campaign_order(order.campaign_id, fields)
    given = tuple(SheetLine(number, tuple(row.items())) for number, row in enumerate(order.creators, start=1))
    lines = given or (asyncio.run(_rows(read.sheet, settings)) if read.campaign and read.sheet else ())
    return _subject(str(path), read, lines, there)


def _from_clickup(task_id: str, settings: Settings, there: bool) -> Subject:
    if not settings.clickup_token.get_secret_value():
        raise CannotSimulate(
            task_id,
            (
                "there is no file of that name, and no such campaign in the store (`parley campaign list`)",
                "ClickUp was not asked for a task of that id: PARLEY_CLICKUP_TOKEN is empty",
            ),
        )
    read, lines = asyncio.run(_task(task_id, settings))
    return _subject(task_id, read, lines, there)


async def _task(task_id: str, settings: Settings) -> tuple[CampaignOrder, tuple[SheetLine, ...]]:
    links = connections.connect(settings)
    try:
        task = await links.clickup.get_task(task_id)
    finally:
        await links.close()
    read = read_campaign_order(task_id, task.fields, among_others=True)
    return read, await _rows(read.sheet, settings) if read.campaign and read.sheet else ()


async def _rows(sheet: str, settings: Settings) -> tuple[SheetLine, ...]:
    told = await connections.connect(settings).sheets.read_rows(sheet)
    return tuple(SheetLine(row.number, tuple(told.cells_by_header(row).items())) for row in told.rows)


def _subject(what: str, read: CampaignOrder, lines: tuple[SheetLine, ...], there: bool) -> Subject:
    if read.campaign is None:
        raise CannotSimulate(what, tuple(map(str, read.problems)))
    campaign: Campaign = read.campaign
    briefs, problems = briefs_of(campaign, lines, remembering=there)
    if not lines:
        problems = (Problem(0, "Creators", "there are none: name a sheet, or list them"),)
    return Subject(campaign, tuple(Part(brief) for brief in briefs), (), tuple(map(str, problems)))


def _field(where: tuple[int | str, ...], problem: str) -> str:
    """Return one thing that is wrong with a file, in words for who wrote it."""
    told = problem.removeprefix("Value error, ")
    match where:
        case ("creators", int(number), *rest):
            return f"row {number + 1}, {'.'.join(map(str, rest)) or 'creators'}: {told}"
        case ():
            return (
                "the file: it must be one object with campaign_id, fields and creators, as docs/examples/campaign.json"
            )
        case _:
            return f"{'.'.join(map(str, where))}: {told}"
