"""What does the Sheets API answer?

Spreadsheets as tabs of text cells: metadata, values read and written, 403 for
a sheet the service account was not invited to. Not imitated: formulas, number
formats (every value is what was typed), formatting, charts, named ranges,
structural batchUpdate.
"""

import json
import re
from dataclasses import dataclass, field
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox import refusals
from sandbox.oauth import Accounts

_CORNER = re.compile(r"\$?([A-Za-z]{0,3})\$?(\d*)")


@dataclass(slots=True)
class Sheet:
    """One spreadsheet: its tabs with their cells, and whether it is shared with us."""

    title: str
    tabs: dict[str, list[list[Any]]]
    shared: bool = True


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells, rows and columns counted from 0; None is open-ended."""

    tab: str
    top: int
    left: int
    bottom: int | None
    right: int | None


@dataclass(eq=False)
class Sheets:
    """Every spreadsheet there is."""

    accounts: Accounts
    kept: dict[str, Sheet] = field(default_factory=dict)

    def routes(self) -> list[Route]:
        """Return the paths of Sheets; the ones with a verb come before the ones that would swallow it."""
        sheet = "/v4/spreadsheets/{sheet_id}"
        return [
            Route(f"{sheet}/values:batchGet", self._batch_get),
            Route(f"{sheet}/values:batchUpdate", self._batch_update, methods=["POST"]),
            Route(f"{sheet}/values/{{area:path}}:append", self._append, methods=["POST"]),
            Route(f"{sheet}/values/{{area:path}}:clear", self._clear, methods=["POST"]),
            Route(f"{sheet}/values/{{area:path}}", self._get),
            Route(f"{sheet}/values/{{area:path}}", self._update, methods=["PUT"]),
            Route(sheet, self._about),
        ]

    def _open(self, request: Request) -> Sheet:
        self.accounts.check(request, "sheets")
        sheet = self.kept.get(request.path_params["sheet_id"])
        if sheet is None:
            raise refusals.not_found()
        if not sheet.shared:
            raise refusals.google(403, "The caller does not have permission")
        return sheet

    async def _about(self, request: Request) -> Response:
        sheet = self._open(request)
        tabs = []
        for number, (title, rows) in enumerate(sheet.tabs.items()):
            grid = {"rowCount": max(1000, len(rows)), "columnCount": max(26, *(len(row) for row in rows), 0)}
            shown = {"sheetId": number, "title": title, "index": number, "sheetType": "GRID", "gridProperties": grid}
            tabs.append({"properties": shown})
        properties = {"title": sheet.title, "locale": "en_US", "timeZone": "Etc/UTC"}
        sheet_id = request.path_params["sheet_id"]
        return JSONResponse({"spreadsheetId": sheet_id, "properties": properties, "sheets": tabs})

    async def _get(self, request: Request) -> Response:
        sheet = self._open(request)
        return JSONResponse(_values(sheet, _area(sheet, request.path_params["area"])))

    async def _batch_get(self, request: Request) -> Response:
        sheet = self._open(request)
        ranges = [_values(sheet, _area(sheet, asked)) for asked in request.query_params.getlist("ranges")]
        return JSONResponse({"spreadsheetId": request.path_params["sheet_id"], "valueRanges": ranges})

    async def _update(self, request: Request) -> Response:
        sheet, asked = self._open(request), await _body(request)
        _check_option(request.query_params.get("valueInputOption"))
        written = _write(sheet, _area(sheet, request.path_params["area"]), asked.get("values", []))
        return JSONResponse({"spreadsheetId": request.path_params["sheet_id"], **written})

    async def _batch_update(self, request: Request) -> Response:
        sheet, asked = self._open(request), await _body(request)
        _check_option(asked.get("valueInputOption"))
        done = [_write(sheet, _area(sheet, part["range"]), part.get("values", [])) for part in asked.get("data", [])]
        cells = sum(part["updatedCells"] for part in done)
        sheet_id = request.path_params["sheet_id"]
        return JSONResponse({"spreadsheetId": sheet_id, "totalUpdatedCells": cells, "responses": done})

    async def _append(self, request: Request) -> Response:
        sheet, asked = self._open(request), await _body(request)
        _check_option(request.query_params.get("valueInputOption"))
        area = _area(sheet, request.path_params["area"])
        rows = sheet.tabs[area.tab]
        filled = max((number + 1 for number, row in enumerate(rows) if any(_filled(cell) for cell in row)), default=0)
        written = _write(sheet, Area(area.tab, filled, area.left, None, None), asked.get("values", []))
        sheet_id = request.path_params["sheet_id"]
        return JSONResponse({"spreadsheetId": sheet_id, "updates": {"spreadsheetId": sheet_id, **written}})

    async def _clear(self, request: Request) -> Response:
        sheet = self._open(request)
        area = _area(sheet, request.path_params["area"])
        for row in sheet.tabs[area.tab][area.top : area.bottom]:
            for column in range(area.left, len(row) if area.right is None else min(area.right, len(row))):
                row[column] = ""
        return JSONResponse({"spreadsheetId": request.path_params["sheet_id"], "clearedRange": _name(area)})


async def _body(request: Request) -> dict[str, Any]:
    try:
        told = json.loads(await request.body())
    except ValueError as error:
        raise refusals.google(400, "Invalid JSON payload received.") from error
    return told if isinstance(told, dict) else {}


def _check_option(option: object) -> None:
    if option not in ("RAW", "USER_ENTERED"):
        raise refusals.google(400, "'valueInputOption' is required but not specified")


def _area(sheet: Sheet, asked: str) -> Area:
    """Read A1 notation: Tab!A1:C3, Tab!A:C, A1, or a tab's name alone."""
    tab, bang, cells = asked.rpartition("!")
    if not bang and asked.strip("'") in sheet.tabs:
        return Area(asked.strip("'"), 0, 0, None, None)
    tab = tab.strip("'").replace("''", "'") if bang else next(iter(sheet.tabs), "")
    first, _, last = cells.partition(":")
    start, end = _CORNER.fullmatch(first), _CORNER.fullmatch(last or first)
    if tab not in sheet.tabs or start is None or end is None or not cells:
        raise refusals.google(400, f"Unable to parse range: {asked}")
    bottom = int(end[2]) if end[2] else None
    right = _column(end[1]) + 1 if end[1] else None
    return Area(tab, int(start[2] or 1) - 1, _column(start[1]) if start[1] else 0, bottom, right)


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def _letters(column: int) -> str:
    letters = ""
    while column >= 0:
        letters = chr(65 + column % 26) + letters
        column = column // 26 - 1
    return letters


def _name(area: Area) -> str:
    tab = area.tab if area.tab.isalnum() else "'" + area.tab.replace("'", "''") + "'"
    right = _letters(area.right - 1) if area.right is not None else "Z"
    return f"{tab}!{_letters(area.left)}{area.top + 1}:{right}{area.bottom or 1000}"


def _filled(cell: Any) -> bool:
    return cell is not None and cell != ""


def _values(sheet: Sheet, area: Area) -> dict[str, Any]:
    """Return the filled part of the area as text; trailing empties are cut off, as Sheets does."""
    rows = [["" if cell is None else str(cell) for cell in row[area.left : area.right]]
            for row in sheet.tabs[area.tab][area.top : area.bottom]]  # fmt: skip
    for row in rows:
        while row and not row[-1]:
            row.pop()
    while rows and not rows[-1]:
        rows.pop()
    shown = {"range": _name(area), "majorDimension": "ROWS"}
    return {**shown, "values": rows} if rows else shown


def _write(sheet: Sheet, area: Area, values: list[list[Any]]) -> dict[str, Any]:
    rows = sheet.tabs[area.tab]
    for down, given in enumerate(values):
        while len(rows) <= area.top + down:
            rows.append([])
        row = rows[area.top + down]
        row.extend([""] * (area.left + len(given) - len(row)))
        for across, value in enumerate(given):
            if value is not None:  # null leaves the cell as it is
                row[area.left + across] = value
    width = max((len(given) for given in values), default=0)
    bottom, right = area.top + max(1, len(values)), area.left + max(1, width)
    counts = {"updatedRows": len(values), "updatedColumns": width, "updatedCells": sum(map(len, values))}
    return {"updatedRange": _name(Area(area.tab, area.top, area.left, bottom, right)), **counts}
