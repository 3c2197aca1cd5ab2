"""Is the demo's campaign the one the scorecard may count on?"""

import re

import pytest

from sandbox.campaigns import CPM_MAX_CENTS, CPM_MIN_CENTS, PIECES, demo_world
from sandbox.creators.cast import CAST
from sandbox.creators.names import full_name
from sandbox.creators.population import build_creators


def test_the_same_seed_makes_the_same_world() -> None:
    assert demo_world(30, 7) == demo_world(30, 7)
    assert demo_world(30, 7) != demo_world(30, 8)


def test_thirty_creators_cover_every_temperament_and_more_than_thirty_repeat_ordinary_ones() -> None:
    assert {person["temperament"] for person in demo_world(30)["people"]} == {temperament.name for temperament in CAST}
    assert len(demo_world(50)["people"]) == 50


@pytest.mark.parametrize("creators", [1, 3, 30, 45])
def test_three_bad_rows_come_on_top_of_the_creators_and_are_named_by_row(creators: int) -> None:
    world = demo_world(creators)
    values = world["sheet"]["values"]
    assert len(values) == 1 + creators + 3
    assert [bad["why"] for bad in world["bad_rows"]] == [
        "no e-mail address", "average views is not a number", "the same creator twice"]  # fmt: skip
    no_mail, no_views, twice = (values[bad["row"] - 1] for bad in world["bad_rows"])
    assert no_mail[1] == ""
    assert no_views[4] == "n/a"
    assert twice[1].lower() in [row[1] for row in values if row is not twice]


@pytest.mark.parametrize("seed", range(8))
def test_a_fifth_has_no_zone_and_the_budget_opens_with_all_but_cannot_pay_every_ceiling(seed: int) -> None:
    world = demo_world(30, seed)
    people, budget = world["people"], world["campaign"]["budget_cents"]
    assert sum(not person["zopa"] for person in people) == 6
    assert sum(person["floor_cents"] for person in people) < budget < sum(person["ceiling_cents"] for person in people)
    truth = build_creators(world, seed, 1.0).truth()
    over = [entry for entry in truth if entry["reservation_cents"] > entry["ceiling_cents"]]
    assert len(over) == 6


def test_a_fee_range_is_the_cpm_range_times_views_and_pieces_or_the_one_in_the_sheet() -> None:
    for person in demo_world(30)["people"]:
        low, high = (cpm * person["views"] * PIECES // 1000 for cpm in (CPM_MIN_CENTS, CPM_MAX_CENTS))
        assert low <= person["floor_cents"] < person["ceiling_cents"] <= high
        assert 8_000 <= person["views"] <= 400_000


def test_the_sheet_is_spelled_as_people_do() -> None:
    rows = [row for seed in range(4) for row in demo_world(30, seed)["sheet"]["values"][1:]]
    assert any(row[2] == "\tInstagram" for row in rows)
    assert any(re.fullmatch(r"[\d.]+k", row[4]) for row in rows)
    assert any(re.fullmatch(r"\d+,\d{3}", row[4]) for row in rows)
    assert 0 < sum(bool(row[5]) for row in rows) < len(rows) / 3


def test_the_task_has_clickup_shapes() -> None:
    fields = {entry["name"]: entry for entry in demo_world(30)["task"]["custom_fields"]}
    platform = fields["Platform"]
    assert platform["type_config"]["options"][platform["value"]]["name"] == "Instagram"
    assert isinstance(fields["Budget"]["value"], str)
    assert float(demo_world(5, 1, day_seconds=0.5)["campaign"]["day_seconds"]) == 0.5


def test_names_do_not_repeat_and_addresses_stay_in_test_domains() -> None:
    assert len({full_name(number) for number in range(300)}) == 300
    people = demo_world(200)["people"]
    assert len({person["address"] for person in people}) == 200
    assert all(person["address"].endswith(".example.test") for person in people)
