"""The creators' sheets, asked in Parley's words.

A sheet comes in one read as a header and numbered rows of text; a cell or a row
can be written back. What a column means is the step's to say. Nothing here
retries.
"""

import asyncio
import json
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, TypeVar

from google.oauth2 import service_account

from steps.clients.faults import Garbled, Refused, Unauthorized
from steps.clients.google import Account, GoogleCalls
from steps.clock import now_ms

T = TypeVar("T")

VENDOR = "Google Sheets"
_SETTING = "PARLEY_SHEETS_SERVICE_ACCOUNT_JSON"
# The most that Google lets an assertion be good for.
_SIGNED_FOR_SECONDS = 3_600
_SCOPES = ("https://www.googleapis.com/auth/spreadsheets",)
_ID_IN_URL = re.compile(r"/spreadsheets/d/([A-Za-z0-9_-]+)")
# Without a tab's name Google reads the first tab; it answers with the filled part only.
_COLUMNS = "A:ZZ"
_LETTERS = 26


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row; *number* is the one a person sees at its left."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SheetRows:
    """One tab: its first filled row as header, and every filled row after it."""

    tab: str
    header: tuple[str, ...]
    rows: tuple[SheetRow, ...]

    def cells_by_header(self, row: SheetRow) -> dict[str, str]:
        """Return the row's cells by header; a row that ends early has empty ones.

        A header that stands there again has one blank more behind it each time, so that no cell hides another.
        """
        padded = (*row.cells, *("" for _ in self.header))
        return dict(zip(_told_apart(self.header), padded, strict=False))


@lru_cache(maxsize=8)
def _told_apart(header: tuple[str, ...]) -> tuple[str, ...]:
    again = Counter[str]()
    told = []
    for one in header:
        told.append(one + " " * again[one])
        again[one] += 1
    return tuple(told)


class Sheets:
    """Every sheet the service account was invited to."""

    def __init__(self, *, base_url: str, service_account_json: str, timeout_seconds: float) -> None:
        self._base_url = base_url
        self._key = service_account_json
        self._timeout_seconds = timeout_seconds

    @cached_property
    def _info(self) -> dict[str, Any]:
        # A key in a variable is JSON; anything else is the path of its file.
        key = self._key.strip()
        try:
            text = key if key.startswith("{") else Path(key).read_text(encoding="utf-8")
            info = json.loads(text)
        except (OSError, ValueError) as error:
            raise Unauthorized(VENDOR, _SETTING, f"no readable JSON key: {type(error).__name__}") from None
        if not isinstance(info, dict):
            raise Unauthorized(VENDOR, _SETTING, "the key is not a JSON object")
        return info

    @cached_property
    def _calls(self) -> GoogleCalls:
        secrets = (str(self._info.get("private_key", "")),)
        account = Account(VENDOR, "sheets", "v4", self._base_url, self._timeout_seconds, _SETTING, secrets)
        try:
            credentials = service_account.Credentials.from_service_account_info(  # type: ignore[no-untyped-call]
                self._info, scopes=list(_SCOPES)
            )
        except (ValueError, KeyError, TypeError) as error:
            raise Unauthorized(VENDOR, _SETTING, f"not a service-account key: {type(error).__name__}") from None
        return GoogleCalls(account, credentials, _dated)

    @property
    def service_account_email(self) -> str:
        """The address to invite to a sheet."""
        return str(self._info.get("client_email", ""))

    async def check_token(self) -> None:
        """Get an access token, which proves the key; raise Unauthorized when it is not one."""
        await asyncio.to_thread(self._renew_token)

    def _renew_token(self) -> None:
        # Reading the key may fail too, so it belongs into the thread with the rest.
        self._calls.renew_token()

    async def read_rows(self, sheet_id: str, tab: str | None = None) -> SheetRows:
        """Return the first tab (or *tab*) of a sheet, given by id or address, in one read."""
        whole = _COLUMNS if tab is None else f"{_quoted(tab)}!{_COLUMNS}"
        return await self._ask(
            sheet_id,
            lambda api: (
                api.spreadsheets()
                .values()
                .batchGet(spreadsheetId=sheet_id_of(sheet_id), ranges=[whole], valueRenderOption="FORMATTED_VALUE")
            ),
            _rows_of,
        )

    async def update_cell(self, sheet_id: str, tab: str, row_number: int, column_number: int, value: str) -> None:
        """Write one cell, columns counted from 1; the text is stored as it is, never run as a formula."""
        cell = f"{_quoted(tab)}!{column_letters(column_number)}{row_number}"
        await self._ask(
            sheet_id,
            lambda api: (
                api.spreadsheets()
                .values()
                .update(
                    spreadsheetId=sheet_id_of(sheet_id), range=cell, valueInputOption="RAW", body={"values": [[value]]}
                )
            ),
            _check_written,
            wrote=True,
        )

    async def append_row(self, sheet_id: str, tab: str, cells: Sequence[str]) -> None:
        """Add one row after the last; after Unclear, read before adding it again."""
        await self._ask(
            sheet_id,
            lambda api: (
                api.spreadsheets()
                .values()
                .append(
                    spreadsheetId=sheet_id_of(sheet_id),
                    range=_quoted(tab),
                    valueInputOption="RAW",
                    insertDataOption="INSERT_ROWS",
                    body={"values": [list(cells)]},
                )
            ),
            _check_written,
            wrote=True,
        )

    async def _ask(
        self, sheet_id: str, prepare: Callable[[Any], Any], decode: Callable[[Any], T], *, wrote: bool = False
    ) -> T:
        what = f"sheet {sheet_id_of(sheet_id)}"
        try:
            return await asyncio.to_thread(lambda: self._calls.ask(prepare, decode, wrote=wrote, what=what))
        except Refused as error:
            if error.status != 403:
                raise
            right = "editor" if wrote else "viewer"
            raise Refused(VENDOR, 403, f"invite {self.service_account_email} to {what} as {right}") from None


def _dated(credentials: Any) -> Any:
    """Return *credentials* that sign with the right time: Google refuses what a machine with a wrong clock signs."""
    now = now_ms() // 1000
    return credentials.with_claims({"iat": now, "exp": now + _SIGNED_FOR_SECONDS})


def sheet_id_of(text: str) -> str:
    """Return the id in a sheet's address; an id is returned as it is."""
    found = _ID_IN_URL.search(text)
    return found.group(1) if found else text.strip()


def column_letters(number: int) -> str:
    """Return the letters of a column counted from 1: 1 is A, 27 is AA."""
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, _LETTERS)
        letters = chr(ord("A") + rest) + letters
    return letters


def _quoted(tab: str) -> str:
    return "'" + tab.replace("'", "''") + "'"


def _check_written(told: Any) -> None:
    if not isinstance(told["spreadsheetId"], str):
        raise Garbled("spreadsheetId is not a text")


def _rows_of(told: Any) -> SheetRows:
    block = told["valueRanges"][0]
    tab, first = _place_of(str(block["range"]))
    rows = [
        SheetRow(first + index, tuple(_cell(cell) for cell in cells))
        for index, cells in enumerate(block.get("values") or ())
    ]
    filled = [row for row in rows if any(cell.strip() for cell in row.cells)]
    if not filled:
        return SheetRows(tab, (), ())
    return SheetRows(tab, tuple(cell.strip() for cell in filled[0].cells), tuple(filled[1:]))


def _place_of(told_range: str) -> tuple[str, int]:
    """Return the tab and the first row's number of a range like 'Our creators'!A1:Z99."""
    tab, separator, cells = told_range.rpartition("!")
    if not separator:
        raise Garbled("the range names no tab")
    if tab.startswith("'"):
        tab = tab[1:-1].replace("''", "'")
    row = re.search(r"\d+", cells)
    return tab, int(row.group()) if row else 1


def _cell(told: Any) -> str:
    if not isinstance(told, str | int | float):
        raise Garbled("a cell is neither text nor number")
    return str(told)
