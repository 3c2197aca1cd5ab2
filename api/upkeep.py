"""How is the store looked after from a terminal: copied, put back, moved?

Each command says what it did in one line, or refuses in one. What is refused
while a process works on the store says which.
"""

from pathlib import Path
from typing import Annotated

import sqlalchemy as sa
from cyclopts import Parameter
from rich.console import Console

from api.alone import the_only_executor, the_only_process
from steps.backup import NotSqlite, back_up
from steps.backup import restore as restore_backup
from steps.move_store import NotPostgres
from steps.move_store import move_store as move_rows
from steps.settings import Settings

_console = Console(highlight=False)


def backup(
    *,
    folder: Annotated[Path, Parameter(help="Where the copies are kept.")] = Path("data/backups"),
    keep: Annotated[int, Parameter(help="How many copies are kept.")] = 14,
) -> None:
    """Copy the running store, verify the copy, and rotate the old ones."""
    copied = back_up(_sqlite_path(), folder, max(keep, 1))
    _console.print(f"backed up and verified: {copied}")


def restore(file: Path) -> None:
    """Put a backup in the place of the store; stop the service first."""
    path = _sqlite_path()
    with the_only_process(path):
        restore_backup(file, path)
    _console.print(f"restored {file}; the mailbox will tell what was sent since: start with `parley serve`")


def move_store(file: Path) -> None:
    """Move the SQLite store FILE to the empty PostgreSQL of PARLEY_STORE_URL; stop the service first."""
    settings = Settings.load()
    url = sa.make_url(settings.store_url)
    if url.get_backend_name() == "sqlite":
        raise NotPostgres
    with the_only_process(file), the_only_executor(url, settings.executor_id):
        moved = move_rows(file, settings.store_url)
    for table in moved:
        _console.print(f"{table.rows:>9}  {table.name}")
    rows = sum(table.rows for table in moved)
    _console.print(f"moved {file}: {rows} rows in {len(moved)} tables, each read back alike; start with `parley serve`")


def _sqlite_path() -> Path:
    url = sa.make_url(Settings.load().store_url)
    if url.get_backend_name() != "sqlite" or not url.database:
        raise NotSqlite
    return Path(url.database)
