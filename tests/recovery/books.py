"""What does the service's own store say?

Rows as plain JSON, read from outside in one snapshot. It judges nothing.
"""

import json
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pysqlite3 import dbapi2 as sqlite

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
_STRUCTURED = frozenset({"brief", "case", "cause", "spec", "evidence", "references", "recipients", "order", "reasons"})


@dataclass(slots=True)
class Books:
    """The ledger and the workflows of one store."""

    tables: dict[str, list[Json]]
    workflows: list[Json]
    integrity: str
    read_at_ms: int

    def __getitem__(self, table: str) -> list[Json]:
        return self.tables[table]

    @classmethod
    def read(cls, path: Path) -> "Books":
        """Read the store at *path*; its service may be running, and writing."""
        connection = sqlite.connect(f"file:{path}?mode=ro", uri=True, timeout=30)
        connection.row_factory = sqlite.Row
        try:
            connection.execute("BEGIN")
            tables = {table: _rows(connection, _WHOLE_TABLE + table) for table in _TABLES}
            workflows = _rows(connection, _WORKFLOWS)
            (integrity,) = connection.execute("PRAGMA integrity_check").fetchone()
        finally:
            connection.close()
        return cls(tables, workflows, str(integrity), int(time.time() * 1000))


_WHOLE_TABLE = "SELECT * FROM "
_WORKFLOWS = """
    SELECT workflow_uuid AS id, name, status, error, application_version AS version, executor_id AS executor,
           recovery_attempts AS attempts, created_at
    FROM workflow_status ORDER BY created_at
"""


def _rows(connection: Any, query: str) -> list[Json]:
    return [{name: _value(name, row[name]) for name in row.keys()} for row in connection.execute(query)]  # noqa: SIM118 - a row's own names


def _value(name: str, value: Any) -> Any:
    return json.loads(value) if name in _STRUCTURED and isinstance(value, str) else value
