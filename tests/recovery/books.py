"""What does the service's own store say?

Rows as plain JSON, read from outside in one snapshot. It judges nothing.
"""

import json
import time
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from pysqlite3 import dbapi2 as sqlite

from steps.ledger.store import postgres_url

Json = dict[str, Any]
_TABLES = (
    "campaigns",
    "negotiations",
    "transitions",
    "mails",
    "drafts",
    "deals",
    "commitments",
    "escalations",
    "notices",
    "presses",
)
_STRUCTURED = frozenset(
    {"brief", "case", "cause", "spec", "evidence", "references", "recipients", "order", "reasons", "package"}
)


@dataclass
class Books:
    """The ledger and the workflows of one store."""

    tables: dict[str, list[Json]]
    workflows: list[Json]
    read_at_ms: int
    file: Path | None = None

    def __getitem__(self, table: str) -> list[Json]:
        return self.tables[table]

    @classmethod
    def read(cls, path: Path) -> "Books":
        """Read the SQLite store at *path*; its service may be running, and writing."""
        with closing(_opened(path)) as connection:
            connection.row_factory = _row
            connection.execute("BEGIN")
            return cls._of(connection.execute, path)

    @classmethod
    def read_from_server(cls, url: str) -> "Books":
        """Read the PostgreSQL store at *url*; its services may be running, and writing."""
        engine = sa.create_engine(postgres_url(sa.make_url(url)), isolation_level="REPEATABLE READ")
        with engine.connect() as connection:
            connection.execute(sa.text("SET search_path = public, dbos"))
            books = cls._of(lambda query: connection.execute(sa.text(query)).mappings())
        engine.dispose()
        return books

    @classmethod
    def _of(cls, ask: Callable[[str], Iterable[Any]], file: Path | None = None) -> "Books":
        tables = {table: _rows(ask(_WHOLE_TABLE + table)) for table in _TABLES}
        return cls(tables, _rows(ask(_WORKFLOWS)), int(time.time() * 1000), file)

    @cached_property
    def integrity(self) -> str:
        """What SQLite says of the file, asked when somebody wants to know: it takes longer than all else."""
        if self.file is None:
            return "ok"
        with closing(_opened(self.file)) as connection:
            return str(connection.execute("PRAGMA integrity_check").fetchone()[0])


_WHOLE_TABLE = "SELECT * FROM "
_WORKFLOWS = """
    SELECT workflow_uuid AS id, name, status, error, application_version AS version, executor_id AS executor,
           recovery_attempts AS attempts, created_at
    FROM workflow_status ORDER BY created_at
"""


def _opened(path: Path) -> sqlite.Connection:
    return sqlite.connect(f"file:{path}?mode=ro", uri=True, timeout=30)


def _row(cursor: Any, values: tuple[Any, ...]) -> Json:
    return {column[0]: value for column, value in zip(cursor.description, values, strict=True)}


def _rows(found: Iterable[Any]) -> list[Json]:
    return [{name: _value(name, value) for name, value in row.items()} for row in found]


def _value(name: str, value: Any) -> Any:
    return json.loads(value) if name in _STRUCTURED and isinstance(value, str) else value
