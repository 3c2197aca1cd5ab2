"""How is the store looked after from a terminal: copied, put back, moved?

Each command says what it did in one line, or refuses in one. What is refused
while a process works on the store says which.
"""

from pathlib import Path
from typing import Annotated

import sqlalchemy as sa
from cyclopts import Parameter
from cyclopts.validators import Number
from rich.console import Console

from api.alone import the_only_executor, the_only_process
from api.reading import refuse_missing
from steps.backup import restore as restore_file
from steps.keep_backups import backup_folder, copy_store
from steps.move_store import NotPostgres
from steps.move_store import move_store as move_rows
from steps.server_backup import restore_server
from steps.settings import Settings

_console = Console(highlight=False)


def backup(
    *,
    folder: Annotated[Path | None, Parameter(help="Where the copies are kept; else PARLEY_BACKUP_DIR.")] = None,
    keep: Annotated[
        int | None, Parameter(help="How many are kept; else PARLEY_BACKUP_KEEP.", validator=Number(gte=1))
    ] = None,
) -> None:
    """Copy the running store, verify the copy, and rotate the old ones."""
    settings = Settings.load()
    refuse_missing(settings.store_url)
    place = folder or backup_folder(settings) or Path("data/backups")
    copied = copy_store(settings, place, keep or settings.backup_keep)
    _console.print(f"backed up and verified: {copied}")


def restore(file: Annotated[Path, Parameter(help="The backup, as `parley backup` named it.")], /) -> None:
    """Put a backup in the place of the store; stop the service first."""
    settings = Settings.load()
    url = sa.make_url(settings.store_url)
    if url.get_backend_name() == "sqlite":
        path = Path(url.database or "")
        with the_only_process(path):
            kept = restore_file(file, path)
        beside = f" The store that was there is kept as {kept.name}." if kept else ""
    else:
        with the_only_executor(url, settings.executor_id):
            restore_server(file, settings.store_url)
        beside = ""
    _console.print(
        f"restored {file}: what was sent since is found again in Gmail and Slack.{beside} Start with `parley serve`; "
        "what was pressed or posted since the backup is forgotten, and Slack is told so."
    )


def move_store(file: Annotated[Path, Parameter(help="The SQLite file.")], /) -> None:
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
