"""How do thousands of negotiations come to wait in one store?

One that waits is copied: all its rows, with ids of their own. A service that is
started on the store then resumes them all. The service must be down meanwhile.
"""

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

# What a parked negotiation is made of; the ids of its rows hold its own.
_COPIED = {
    "negotiations": "negotiation_id",
    "workflow_status": "workflow_uuid",
    "workflow_input": "workflow_uuid",
    "workflow_output": "workflow_uuid",
    "operation_outputs": "workflow_uuid",
}


def until(holds: Callable[[], bool], seconds: float, pause_seconds: float = 0.05) -> None:
    """Wait until *holds*; raise TimeoutError when it does not within *seconds*."""
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            raise TimeoutError(f"not within {seconds:g} s")
        time.sleep(pause_seconds)


def count_parked(folder: Path) -> int:
    """Return how many negotiations wait for a reply."""
    waiting = "SELECT count(DISTINCT workflow_uuid) FROM operation_outputs WHERE function_name = 'DBOS.sleep'"
    return int(rows(folder, waiting)[0][0])


def count_resumed(folder: Path) -> int:
    """Return how many negotiations were begun again since they parked."""
    here = "name = 'negotiate' AND status = 'PENDING' AND recovery_attempts > 1"
    return int(rows(folder, f"SELECT count(*) FROM workflow_status WHERE {here}")[0][0])


def rows(folder: Path, query: str, *values: object) -> list[tuple[Any, ...]]:
    """Return what *query* finds in the store of *folder*."""
    with closing(_opened(folder)) as store:
        return store.execute(query, values).fetchall()


def copy(folder: Path, original: str, times: int) -> None:
    """Copy the rows of *original*, which is parked; every id in them becomes the copy's own."""
    with closing(_opened(folder)) as store, store:
        for table, key in _COPIED.items():
            columns = [row[1] for row in store.execute(f"PRAGMA table_info({table})")]
            its = store.execute(f"SELECT * FROM {table} WHERE {key} LIKE ?", (f"%{original}%",)).fetchall()
            names, places = '", "'.join(columns), ", ".join("?" * len(columns))
            store.executemany(
                f'INSERT INTO {table} ("{names}") VALUES ({places})',
                (_renamed(row, original, f"{original}-{n}") for n in range(times) for row in its),
            )


def _opened(folder: Path) -> sqlite3.Connection:
    return sqlite3.connect(folder / "parley.sqlite", timeout=30)


def _renamed(row: tuple[object, ...], old: str, new: str) -> tuple[object, ...]:
    return tuple(value.replace(old, new) if isinstance(value, str) else value for value in row)
