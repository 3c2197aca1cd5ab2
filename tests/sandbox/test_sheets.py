"""Does Google's own client read and write the sandbox's sheets?"""

from typing import Any

import pytest
from googleapiclient.errors import HttpError

from tests.sandbox.conftest import World

ROWS = [["Name", "Email", "Views"], ["Ada", "ada@creators.example.test", "12k"], ["", "", ""], ["Bela", "", "9,000"]]


@pytest.fixture
def cells(world: World) -> Any:
    world.tell("seed", sheet={"id": "s1", "title": "Creators", "tabs": {"Creators Q4": ROWS, "Old": []}})
    return world.sheets().spreadsheets()


def _refused(call: Any) -> tuple[int, str]:
    with pytest.raises(HttpError) as caught:
        call.execute()
    return int(caught.value.resp.status), str(caught.value.reason)


def test_a_spreadsheet_tells_its_tabs(cells: Any) -> None:
    told = cells.get(spreadsheetId="s1").execute()
    assert [one["properties"]["title"] for one in told["sheets"]] == ["Creators Q4", "Old"]


@pytest.mark.parametrize("area", ["A:ZZ", "A1:C4", "'Creators Q4'!A:C", "'Creators Q4'", "Creators Q4!A1:C"])
def test_a_range_is_read_without_its_trailing_empties(cells: Any, area: str) -> None:
    told = cells.values().get(spreadsheetId="s1", range=area).execute()
    assert told["values"] == [ROWS[0], ROWS[1], [], ROWS[3]]


def test_several_ranges_are_read_at_once_and_an_empty_one_has_no_values(cells: Any) -> None:
    told = cells.values().batchGet(spreadsheetId="s1", ranges=["B2:B2", "Old!A:C"]).execute()["valueRanges"]
    assert [one.get("values") for one in told] == [[["ada@creators.example.test"]], None]


def test_cells_are_written_one_by_one_and_in_batches(cells: Any, world: World) -> None:
    body = {"values": [["agreed", "800"]]}
    told = (
        cells.values().update(spreadsheetId="s1", range="'Creators Q4'!E2", valueInputOption="RAW", body=body).execute()
    )
    assert (told["updatedRange"], told["updatedCells"]) == ("'Creators Q4'!E2:F2", 2)
    data = [{"range": "C3", "values": [["7k"]]}, {"range": "Old!A1", "values": [["x"]]}]
    batch = {"valueInputOption": "RAW", "data": data}
    assert cells.values().batchUpdate(spreadsheetId="s1", body=batch).execute()["totalUpdatedCells"] == 2
    tabs = world.look()["sheets"]["s1"]["tabs"]
    assert tabs["Creators Q4"][1] == [*ROWS[1], "", "agreed", "800"]
    assert (tabs["Creators Q4"][2][2], tabs["Old"]) == ("7k", [["x"]])


def test_a_row_is_appended_after_the_last_filled_one(cells: Any, world: World) -> None:
    body = {"values": [["Cleo"]]}
    told = cells.values().append(spreadsheetId="s1", range="A:C", valueInputOption="RAW", body=body).execute()
    assert told["updates"]["updatedRange"] == "'Creators Q4'!A5:A5"
    assert world.look()["sheets"]["s1"]["tabs"]["Creators Q4"][4] == ["Cleo"]


def test_a_sheet_that_is_not_shared_is_a_403_and_an_unknown_one_a_404(cells: Any, world: World) -> None:
    world.tell("sheets/share", id="s1", shared=False)
    assert _refused(cells.get(spreadsheetId="s1")) == (403, "The caller does not have permission")
    assert _refused(cells.get(spreadsheetId="s2"))[0] == 404


def test_a_range_that_cannot_be_read_is_named(cells: Any) -> None:
    assert _refused(cells.values().get(spreadsheetId="s1", range="Nowhere!A1")) == (
        400,
        "Unable to parse range: Nowhere!A1",
    )


def test_a_stranger_has_no_access(world: World) -> None:
    assert world.http.get("/v4/spreadsheets/s1", headers={"Authorization": "Bearer nobody"}).status_code == 401
