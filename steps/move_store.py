"""How does a live store move from SQLite to PostgreSQL?

Every row of every table, the workflows' own included, in one transaction, and
each read back and compared before it commits: all of it is there, or nothing.
It writes onto nothing that holds a row, and leaves the old file as it was but
for a mark, so that nobody starts on it by accident. It knows no table by name
except for that mark; both databases say what they have.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from dbos import DBOS
from pysqlite3 import dbapi2 as sqlite

from negotiation.errors import OurFault, TheirFault
from steps.clock import now_ms
from steps.ledger.migrate import VERSION_TABLE, migrate
from steps.ledger.store import Store, one_migration

MOVED = "moved-to-postgresql"
# Each database keeps its own place among the versions of a schema.
_VERSIONS = frozenset({VERSION_TABLE, "dbos_migrations", "dbos_datasource_migrations", "sqlite_sequence"})
_LAID_BY_THE_SCHEMA = frozenset({"breaker"})  # a new database has its row already
_DBOS_SCHEMA = "dbos"
_ROWS_AT_A_TIME = 1_000


class StoreMoved(TheirFault):
    """This file's negotiations live on PostgreSQL now."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path

    def __str__(self) -> str:
        return (
            f"{self.path} was moved to PostgreSQL: put that URL into PARLEY_STORE_URL "
            "(`parley move-store` again, if the move was cut short)"
        )


class NoStore(TheirFault):
    """There is no file to move."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path

    def __str__(self) -> str:
        return f"there is no store at {self.path}: name the SQLite file that Parley has worked on"


class NotPostgres(TheirFault):
    """PARLEY_STORE_URL does not name the place to move to."""

    def __str__(self) -> str:
        return "put the URL of an empty PostgreSQL database into PARLEY_STORE_URL, and name the SQLite file to move"


class TargetNotEmpty(TheirFault):
    """The PostgreSQL database holds rows already."""

    def __init__(self, table: str) -> None:
        super().__init__(table)
        self.table = table

    def __str__(self) -> str:
        return f"PARLEY_STORE_URL already holds rows (table {self.table}): name a new, empty database"


class StoreOfAnotherRelease(TheirFault):
    """The file's tables are not the ones this release has."""

    def __init__(self, table: str, columns: str) -> None:
        super().__init__(table, columns)
        self.table, self.columns = table, columns

    def __str__(self) -> str:
        return (
            f"table {self.table} has other columns than this release ({self.columns}): start this release once on the "
            "SQLite file, stop it, and move then"
        )


class MovedRowsDiffer(OurFault):
    """What was read back is not what was written."""

    def __init__(self, table: str, wanted: int, found: int) -> None:
        super().__init__(table, wanted, found)
        self.table, self.wanted, self.found = table, wanted, found

    def __str__(self) -> str:
        return f"table {self.table}: {self.wanted} rows, {self.found} read back, and not the same; nothing was moved"


@dataclass(frozen=True, slots=True)
class MovedTable:
    """How many rows of a table went over and were read back alike."""

    name: str
    rows: int


def was_moved(path: Path) -> bool:
    """Tell whether the store at *path* bears the mark of a move; a file that is no store yet does not."""
    if not path.exists():
        return False
    with closing(sqlite.connect(f"file:{path}?mode=ro", uri=True, timeout=30)) as connection:
        try:
            return connection.execute("SELECT 1 FROM cursors WHERE name = ?", (MOVED,)).fetchone() is not None
        except sqlite.DatabaseError:
            return False  # whatever is wrong with it, the start says so itself


def move_store(path: Path, url: str) -> tuple[MovedTable, ...]:
    """Move the store at *path* to the empty PostgreSQL database at *url*; nobody may work on either.

    Raises NoStore, TargetNotEmpty, StoreOfAnotherRelease or MovedRowsDiffer, having moved nothing.
    """
    if not path.exists():
        raise NoStore(str(path))
    with one_migration(url):
        target = Store(url)
        try:
            DBOS.migrate(target.dbos_url, schema=_DBOS_SCHEMA)
            migrate(target)
            with closing(_opened(path)) as source, target.engine.begin() as connection:
                _take_mark_off(source)
                moved = _move_all(source, connection)
                # Before the commit: a file that might be started beside its own copy would send everything twice.
                source.execute("INSERT INTO cursors (name, value, at_ms) VALUES (?, '', ?)", (MOVED, now_ms()))
        finally:
            target.close()
    return moved


def _opened(path: Path) -> Any:
    connection = sqlite.connect(str(path), timeout=30)
    connection.isolation_level = None
    return connection


def _take_mark_off(source: Any) -> None:
    """Forget a move that was cut short: it left nothing on PostgreSQL, or the target would not be empty."""
    source.execute("DELETE FROM cursors WHERE name = ?", (MOVED,))


def _move_all(source: Any, connection: sa.Connection) -> tuple[MovedTable, ...]:
    tables = _target_tables(connection)
    _refuse_other_tables(source, tables)
    for table in tables:
        if table.name in _LAID_BY_THE_SCHEMA:
            connection.execute(table.delete())
        elif connection.execute(sa.select(sa.literal(1)).select_from(table).limit(1)).first() is not None:
            raise TargetNotEmpty(table.name)
    return tuple(_move_table(source, connection, table) for table in tables)


def _target_tables(connection: sa.Connection) -> list[sa.Table]:
    """Return the tables of both schemas, each after those that its keys name."""
    known = sa.MetaData()
    for schema in (connection.execute(sa.select(sa.func.current_schema())).scalar_one(), _DBOS_SCHEMA):
        known.reflect(connection, schema=schema)
    return [table for table in known.sorted_tables if table.name not in _VERSIONS]


def _refuse_other_tables(source: Any, tables: Sequence[sa.Table]) -> None:
    there = {table.name: {column.name for column in table.columns} for table in tables}
    for (name,) in source.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        if name in _VERSIONS:
            continue
        here = set(_columns(source, name))
        if name not in there or here != there[name]:
            raise StoreOfAnotherRelease(name, ", ".join(sorted(here ^ there.get(name, set()))))


def _columns(source: Any, table: str) -> list[str]:
    return [row[1] for row in source.execute(f'PRAGMA table_info("{table}")')]


def _move_table(source: Any, connection: sa.Connection, table: sa.Table) -> MovedTable:
    columns = [table.columns[name] for name in _columns(source, table.name)]
    if not columns:
        return MovedTable(table.name, 0)  # PostgreSQL has it alone
    wanted, digest = _copy(source, connection, table, columns)
    found, found_digest = _digest(_read_back(connection, table, columns))
    if (wanted, digest) != (found, found_digest):
        raise MovedRowsDiffer(table.name, wanted, found)
    _count_on(connection, table)
    return MovedTable(table.name, wanted)


def _copy(source: Any, connection: sa.Connection, table: sa.Table, columns: Sequence[Any]) -> tuple[int, int]:
    """Write every row; return their number and digest."""
    names = ", ".join(f'"{column.name}"' for column in columns)
    place = f'"{table.schema}"."{table.name}"'
    rows = source.execute(f'SELECT {names} FROM "{table.name}"')  # noqa: S608 - the schema's own names
    cursor = connection.connection.cursor()
    with cursor.copy(f"COPY {place} ({names}) FROM STDIN") as copy:

        def written() -> Iterator[tuple[Any, ...]]:
            for row in rows:
                values = tuple(_value(column, value) for column, value in zip(columns, row, strict=True))
                copy.write_row(values)
                yield values

        return _digest(written())


def _read_back(connection: sa.Connection, table: sa.Table, columns: Sequence[Any]) -> Iterator[tuple[Any, ...]]:
    # As text: a JSON value is compared letter by letter.
    asked = [sa.cast(column, sa.Text) if isinstance(column.type, sa.JSON) else column for column in columns]
    options = {"yield_per": _ROWS_AT_A_TIME}
    for row in connection.execute(sa.select(*asked).select_from(table), execution_options=options):
        yield tuple(_value(column, value) for column, value in zip(columns, row, strict=True))


def _value(column: Any, value: Any) -> Any:
    """Return *value* as PostgreSQL keeps it in *column*."""
    if value is None:
        return None
    match column.type:
        case sa.Boolean():
            return bool(value)
        case sa.LargeBinary():
            return bytes(value)
        case sa.Float():
            return float(value)
        case sa.JSON():
            return value if isinstance(value, str) else json.dumps(value)
        case sa.String():
            # PostgreSQL keeps no NUL in a text.
            return str(value).replace("\0", "")
        case _:
            return value


def _digest(rows: Iterator[tuple[Any, ...]]) -> tuple[int, int]:
    """Return how many rows there are, and one number for all of them in whatever order."""
    count = total = 0
    for row in rows:
        count += 1
        total += int.from_bytes(hashlib.sha256(repr(row).encode("utf-8", "surrogatepass")).digest()[:16], "big")
    return count, total


def _count_on(connection: sa.Connection, table: sa.Table) -> None:
    """Let the rows that come next be numbered after those that came over."""
    for column in table.primary_key.columns:
        if "nextval" in str(getattr(column.server_default, "arg", "")):
            place = f'"{table.schema}"."{table.name}"'
            serial = sa.func.pg_get_serial_sequence(place, column.name)
            newest = sa.select(sa.func.max(column)).scalar_subquery()
            connection.execute(sa.select(sa.func.setval(serial, sa.func.coalesce(newest, 0) + 1, False)))
