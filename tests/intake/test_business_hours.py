"""Is nobody nudged at night, and is a wrong time zone said by name?"""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from negotiation.terms import Brief, Waits, WorkingHours
from steps.intake.campaigns import read_campaign_order
from steps.intake.creators import read_creators
from steps.working_hours import working_moment_ms
from tests.negotiation.makers import a_brief
from tests.scenarios.dialogue import FIELDS


def in_zone(zone: str = "", **hours: object) -> Brief:
    made = a_brief()
    campaign = replace(made.campaign, hours=replace(WorkingHours(), **hours), waits=Waits())  # type: ignore[arg-type]
    return replace(made, campaign=campaign, creator=replace(made.creator, time_zone=zone))


def at(written: str) -> int:
    return int(datetime.fromisoformat(written).replace(tzinfo=UTC).timestamp() * 1000)


@pytest.mark.parametrize(
    ("zone", "due", "goes"),
    [
        ("", "2026-11-25T10:30", "2026-11-25T10:30"),  # a Wednesday, in hours
        ("", "2026-11-25T05:00", "2026-11-25T09:00"),
        ("", "2026-11-25T18:00", "2026-11-26T09:00"),
        ("", "2026-11-27T19:00", "2026-11-30T09:00"),  # Friday evening to Monday
        ("", "2026-11-28T12:00", "2026-11-30T09:00"),
        ("America/Los_Angeles", "2026-11-25T10:30", "2026-11-25T17:00"),
        ("Asia/Tokyo", "2026-11-25T10:30", "2026-11-26T00:00"),
        ("Europe/Berlin", "2027-03-26T18:30", "2027-03-29T07:00"),  # the clocks go forward in between
    ],
)
def test_what_we_start_ourselves_waits_for_the_creators_business_hours(zone: str, due: str, goes: str) -> None:
    assert working_moment_ms(in_zone(zone), at(due)) == at(goes)


def test_a_campaign_may_have_other_hours_or_none() -> None:
    assert working_moment_ms(in_zone(opens=6, closes=22), at("2026-11-25T21:30")) == at("2026-11-25T21:30")
    assert working_moment_ms(in_zone(opens=0, closes=24), at("2026-11-28T03:00")) == at("2026-11-28T03:00")
    played = replace(in_zone(), campaign=replace(in_zone().campaign, waits=Waits(day_length=2.0)))
    assert working_moment_ms(played, at("2026-11-28T03:00")) == at("2026-11-28T03:00")


def test_hours_and_zones_come_from_the_campaign_and_the_sheet() -> None:
    order = read_campaign_order("c", FIELDS | {"Business Hours": "8-20", "Time Zone": "Europe/Berlin"})
    assert order.campaign is not None
    assert order.campaign.hours == WorkingHours(8, 20, "Europe/Berlin")
    row = {"Email": "ada@creators.example.test", "Average Views": "50000", "Time Zone": "UTC+9"}
    ((_, ada),), problems = read_creators(order.campaign, [(2, row)])
    assert (ada.time_zone, problems) == ("Etc/GMT-9", ())
    wrong = read_creators(order.campaign, [(3, row | {"Time Zone": "Middle-earth"})])[1]
    assert [(one.row_no, one.field) for one in wrong] == [(3, "Time Zone")]


@pytest.mark.parametrize(
    ("field", "value"), [("Business Hours", "always"), ("Business Hours", "18-9"), ("Time Zone", "X/Y")]
)
def test_hours_that_make_no_sense_are_reported_by_field(field: str, value: str) -> None:
    order = read_campaign_order("c", FIELDS | {field: value})
    assert order.campaign is None
    assert [problem.field for problem in order.problems] == [field]
