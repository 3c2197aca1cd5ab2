"""Which campaign does the demo run?

One world from one seed: the ClickUp task with its custom fields, the sheet it
points to with the odd spellings real sheets have, three rows that must be
reported instead of negotiated, and the private facts the creators are built
from. It knows no HTTP, and nothing of how Parley reads any of this.
"""

import json
import re
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from random import Random
from typing import Any

from sandbox.creators.cast import CAST, ORDINARY, PRICELESS
from sandbox.creators.names import full_name
from sandbox.world import CLICKUP_LIST_ID, SHEET_ID, SHEET_TAB, TEAM_ADDRESS

CLIENT, BRAND, CURRENCY = "Northlight Agency", "Lumo Trail Shoes", "USD"
CPM_MIN_CENTS, CPM_MAX_CENTS, CPM_TARGET_CENTS = 1_800, 3_200, 2_500
DELIVERABLES = "1x Reel, 1x Story"
PIECES = 2  # a fee is CPM x views of one piece x pieces / 1000
BUDGET_PERCENT = 72  # of what every creator's ceiling adds up to: most can close, not all
TASK_ID = "86demo1"

_HEADERS = ("Name", "E-mail ", "PLATFORM", "Handle", "average views", "Min Rate", "max rate", "Engagement rate")
_DEALERS = frozenset(ORDINARY) | {
    "crossed", "conditional_yes", "question_first", "rate_card", "two_packages", "other_currency", "new_thread",
    "out_of_office", "shared_holiday",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Person:
    """One creator of the demo as the world made them."""

    name: str
    address: str
    handle: str
    temperament: str
    views: int
    floor_cents: int
    ceiling_cents: int
    range_in_sheet: bool
    zopa: bool
    helper: str


def demo_world(creators: int = 30, seed: int = 7, day_seconds: float = 2.0) -> dict[str, Any]:
    """Return a world of *creators* good rows and three bad ones, whose days last *day_seconds*.

    Keys: seed, client, brand, currency, day_seconds, team_address, campaign
    (the plain numbers), task and list_id (ClickUp's shapes), sheet (id, tab,
    values), bad_rows (row and reason), people (see `build_creators`).
    """
    dice = Random(f"world|{seed}")
    people = _people(creators, dice)
    budget = sum(person.ceiling_cents for person in people) * BUDGET_PERCENT // 100 // 50_000 * 50_000
    campaign = _campaign(max(budget, 50_000), day_seconds)
    values, bad_rows = _sheet(people, dice)
    return {
        "seed": seed, "client": CLIENT, "brand": BRAND, "currency": CURRENCY, "day_seconds": day_seconds,
        "team_address": TEAM_ADDRESS, "campaign": campaign, "list_id": CLICKUP_LIST_ID, "task": _task(campaign),
        "sheet": {"id": SHEET_ID, "title": "Creators Q4", "tab": SHEET_TAB, "values": values}, "bad_rows": bad_rows,
        "people": [_facts(person) for person in people],
    }  # fmt: skip


def _people(count: int, dice: Random) -> list[Person]:
    """Cast every temperament once, then ordinary ones at random; a fifth have no zone of agreement."""
    cast = [temperament.name for temperament in CAST][:count]
    cast += [dice.choice(ORDINARY) for _ in range(count - len(cast))]
    hopeless = _without_zone(cast, dice)
    offset = dice.randrange(64)
    return [_person(number, offset + number, cast[number], number not in hopeless, dice) for number in range(count)]


def _without_zone(cast: list[str], dice: Random) -> set[int]:
    """Choose a fifth of the cast: who asks far over first, then by turns those who never deal and those who might."""
    wanted = len(cast) // 5
    over = [number for number, name in enumerate(cast) if name == "far_over"]
    others = [number for number, name in enumerate(cast) if name not in _DEALERS and name not in PRICELESS]
    dealers = [number for number, name in enumerate(cast) if name in _DEALERS]
    dice.shuffle(others)
    dice.shuffle(dealers)
    turns = [number for pair in zip(others, dealers, strict=False) for number in pair]
    rest = [number for number in dealers if number not in turns]
    return set((over + turns + rest)[:wanted])


def _person(number: int, name_number: int, temperament: str, zopa: bool, dice: Random) -> Person:
    name = full_name(name_number)
    slug = re.sub(r"[^a-z]+", ".", name.lower())
    views = round(8_000 * 50 ** dice.random() / 500) * 500
    floor, ceiling = (cpm * views * PIECES // 1000 for cpm in (CPM_MIN_CENTS, CPM_MAX_CENTS))
    in_sheet = number % 6 == 4 and temperament not in PRICELESS
    if in_sheet:
        floor, ceiling = -(-floor * 105 // 100_000) * 1_000, ceiling * 97 // 100_000 * 1_000
    domain = dice.choice(("mail", "post", "studio", "letters"))
    helper = full_name(name_number + 31)
    address, handle = f"{slug}@{domain}.example.test", f"@{slug.replace('.', '_')}"
    return Person(name, address, handle, temperament, views, floor, ceiling, in_sheet, zopa, helper)


def _facts(person: Person) -> dict[str, Any]:
    """Return what `build_creators` needs of *person*."""
    return {"name": person.name, "address": person.address, "handle": person.handle, "temperament": person.temperament,
            "views": person.views, "floor_cents": person.floor_cents, "ceiling_cents": person.ceiling_cents,
            "zopa": person.zopa, "helper": person.helper}  # fmt: skip


# ---------------------------------------------------------------- sheet


def _sheet(people: list[Person], dice: Random) -> tuple[list[list[str]], list[dict[str, Any]]]:
    """Return the sheet's values, header first, and which rows (counted from 1, as a sheet does) are bad."""
    rows = [(_row(person, dice), "") for person in people]
    first = people[0]
    stranger = ["Odalys Fernhollow", "", "Instagram", "@odalys_fernhollow", "44,000", "", "", "2.9%"]
    viewless = ["Bartholt Nimbusley", "bartholt@mail.example.test", "Instagram", "@bartholt_n", "n/a", "", "", "3.3%"]
    again = [first.name, first.address.title(), "instagram", first.handle, str(first.views), "", "", ""]
    rows.insert(min(4, len(rows)), (stranger, "no e-mail address"))
    rows.insert(min(11, len(rows)), (viewless, "average views is not a number"))
    rows.append((again, "the same creator twice"))
    bad = [{"row": number, "why": why} for number, (_, why) in enumerate(rows, start=2) if why]
    return [list(_HEADERS), *(row for row, _ in rows)], bad


def _row(person: Person, dice: Random) -> list[str]:
    platform = dice.choice(("Instagram", "instagram", "Instagram", "\tInstagram", "Instagram "))
    views = dice.choice((str(person.views), f"{person.views:,}", f"{person.views / 1000:g}k", str(person.views)))
    rates = ["", ""]
    if person.range_in_sheet:
        low, high = person.floor_cents // 100, person.ceiling_cents // 100
        rates = dice.choice(([f"${low:,}", f"${high:,}"], [str(low), str(high)], [f"{low:,}.00", f"{high:,}.00"]))
    return [person.name, person.address, platform, person.handle, views, *rates, f"{dice.randint(12, 89) / 10}%"]


# ---------------------------------------------------------------- ClickUp


def _campaign(budget_cents: int, day_seconds: float) -> dict[str, Any]:
    """Return the campaign's plain numbers, for the scorecard."""
    return {
        "campaign_id": TASK_ID,
        "client": CLIENT,
        "brand": BRAND,
        "currency": CURRENCY,
        "cpm_min_cents": CPM_MIN_CENTS,
        "cpm_max_cents": CPM_MAX_CENTS,
        "cpm_target_cents": CPM_TARGET_CENTS,
        "budget_cents": budget_cents,
        "pieces": PIECES,
        "autonomy": "auto",
        "nudge_after_days": 3,
        "close_after_days": 2,
        "max_nudges": 2,
        "day_seconds": day_seconds,
    }


def _task(campaign: dict[str, Any]) -> dict[str, Any]:
    """Return the task as ClickUp's API answers it: numbers are strings, dropdowns are indices, empty is "" or null."""
    start = str(int(datetime(2026, 12, 1, tzinfo=UTC).timestamp() * 1000))
    end = str(int(start) + 30 * 86_400_000)
    sheet_url = f"https://docs.google.com/spreadsheets/d/{SHEET_ID}/edit#gid=0"
    fields = [
        _field("Client", "short_text", campaign["client"]),
        _field("Brand", "short_text", campaign["brand"]),
        _choice("Currency", ("EUR", "USD", "GBP"), 1),
        _field("CPM Min", "currency", f"{campaign['cpm_min_cents'] / 100:g}"),
        _field("CPM Max", "currency", f"{campaign['cpm_max_cents'] / 100:g}"),
        _field("Target CPM", "currency", f"{campaign['cpm_target_cents'] / 100:g}"),
        _field("Budget", "currency", str(campaign["budget_cents"] // 100)),
        _choice("Platform", ("YouTube", "TikTok", "Instagram"), 2),
        _field("Deliverables", "short_text", DELIVERABLES),
        _field("Start Date", "date", start),
        _field("End Date", "date", end),
        _choice("Autonomy", ("review_all", "review_first", "auto"), 2),
        _field("Creator Sheet", "url", sheet_url),
        _field("Owner", "email", "mara.lindqvale@brand.example.test"),
        _field("Nudge After Days", "number", str(campaign["nudge_after_days"])),
        _field("Close After Days", "number", str(campaign["close_after_days"])),
        _field("Max Nudges", "number", str(campaign["max_nudges"])),
        _field("Day Length Seconds", "number", f"{campaign['day_seconds']:g}"),
        _field("Escalation Reminder Days", "number", "30"),
        _field("Usage Rights Days", "number", ""),
        _field("Notes", "text", None),
    ]
    return {
        "id": TASK_ID,
        "name": f"{campaign['brand']}: creators",
        "status": {"status": "ready"},
        "list": {"id": CLICKUP_LIST_ID, "name": "Influencer campaigns"},
        "custom_fields": fields,
        "url": f"https://app.clickup.com/t/{TASK_ID}",
        "description": "",
        "tags": [],
        "archived": False,
    }


def _field(name: str, kind: str, value: str | None) -> dict[str, Any]:
    return {
        "id": f"field-{name.lower().replace(' ', '-')}",
        "name": name,
        "type": kind,
        "type_config": {},
        "value": value,
    }


def _choice(name: str, options: tuple[str, ...], index: int) -> dict[str, Any]:
    """Return a dropdown whose value is the index of its option."""
    named = [
        {"id": f"option-{name.lower()}-{n}", "name": option, "color": None, "orderindex": n}
        for n, option in enumerate(options)
    ]
    return {**_field(name, "drop_down", None), "type_config": {"options": named}, "value": index}


if __name__ == "__main__":
    # `python -m sandbox.campaigns CREATORS SEED DAY_SECONDS` writes the world as JSON, ready for POST /_sandbox/seed.
    creators, seed, day_seconds = sys.argv[1:4]
    json.dump(demo_world(int(creators), int(seed), float(day_seconds)), sys.stdout)
