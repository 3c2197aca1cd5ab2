"""Sheets: rows with the numbers a person sees, and a refusal that names whom to invite."""

import json
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from steps.clients.faults import Refused, Unauthorized
from steps.clients.sheets import Sheets, column_letters, sheet_id_of
from tests.clients.conftest import Vendor, say

READ = "/v4/spreadsheets/s-1/values:batchGet"


async def test_a_sheet_is_read_in_one_request_and_rows_keep_their_numbers(sheets: Sheets, vendor: Vendor) -> None:
    values = [[], ["Name ", "Email", "Min Rate"], ["Mia", "mia@example.com", "$1,200"], ["", " "], ["Noor", "n@x.test"]]
    told = {"spreadsheetId": "s-1", "valueRanges": [{"range": "'Mia''s creators'!A1:ZZ1000", "values": values}]}
    vendor.answer("GET", READ, told)
    sheet = await sheets.read_rows("https://docs.google.com/spreadsheets/d/s-1/edit#gid=0")
    assert (sheet.tab, sheet.header) == ("Mia's creators", ("Name", "Email", "Min Rate"))
    assert [(row.number, row.cells[0]) for row in sheet.rows] == [(3, "Mia"), (5, "Noor")]
    assert sheet.cells_by_header(sheet.rows[1]) == {"Name": "Noor", "Email": "n@x.test", "Min Rate": ""}
    assert len(vendor.heard) == 1


async def test_a_tab_can_be_named(sheets: Sheets, vendor: Vendor) -> None:
    vendor.answer("GET", READ, {"valueRanges": [{"range": "Spring!A1:ZZ1"}]})
    assert (await sheets.read_rows("s-1", tab="Mia's")).rows == ()
    assert parse_qs(urlsplit(vendor.heard[0].path).query)["ranges"] == ["'Mia''s'!A:ZZ"]


async def test_a_cell_is_written_as_text_and_never_run_as_a_formula(sheets: Sheets, vendor: Vendor) -> None:
    vendor.misbehave = say(200, {"spreadsheetId": "s-1"})
    await sheets.update_cell("s-1", "Creators", row_number=7, column_number=28, value="=IMPORTXML(1)")
    (heard,) = vendor.heard
    assert unquote(heard.path).startswith("/v4/spreadsheets/s-1/values/'Creators'!AB7?")
    assert "valueInputOption=RAW" in heard.path
    assert heard.json == {"values": [["=IMPORTXML(1)"]]}


async def test_a_row_is_added_once(sheets: Sheets, vendor: Vendor) -> None:
    vendor.misbehave = say(200, {"spreadsheetId": "s-1"})
    await sheets.append_row("s-1", "Creators", ["Mia", "950"])
    assert [heard.method for heard in vendor.heard] == ["POST"]


async def test_a_sheet_we_were_not_invited_to_names_whom_to_invite(sheets: Sheets, vendor: Vendor) -> None:
    vendor.misbehave = say(403, {"error": {"code": 403, "message": "The caller does not have permission"}})
    with pytest.raises(Refused, match=r"invite parley@project\.example\.test to sheet s-1 as viewer"):
        await sheets.read_rows("s-1")
    with pytest.raises(Refused, match="as editor"):
        await sheets.append_row("s-1", "Creators", [])


async def test_the_key_may_be_a_file(vendor: Vendor, service_account: str, tmp_path: Path) -> None:
    file = tmp_path / "key.json"
    file.write_text(service_account, encoding="utf-8")
    sheets = Sheets(base_url=vendor.url, service_account_json=str(file), timeout_seconds=1)
    await sheets.check_token()
    assert vendor.token_requests == 1
    assert sheets.service_account_email == "parley@project.example.test"


@pytest.mark.parametrize(
    "key", ["", "/no/such/file", "{", "[]", json.dumps({"client_email": "x", "private_key": "PRIVATE KEY"})]
)
async def test_a_key_that_is_none_names_the_setting_and_not_the_key(key: str, vendor: Vendor) -> None:
    sheets = Sheets(base_url=vendor.url, service_account_json=key, timeout_seconds=1)
    with pytest.raises(Unauthorized, match="PARLEY_SHEETS_SERVICE_ACCOUNT_JSON") as caught:
        await sheets.read_rows("s-1")
    assert "PRIVATE KEY" not in str(caught.value)


def test_columns_have_letters_and_addresses_have_ids() -> None:
    assert [column_letters(number) for number in (1, 26, 27, 702, 703)] == ["A", "Z", "AA", "ZZ", "AAA"]
    assert sheet_id_of(" abc-1_X ") == "abc-1_X"
