"""How is a PostgreSQL store copied and put back with the tools that come with PostgreSQL?

pg_dump makes the copy, pg_restore reads it through once before it counts. A
copy is put back into an empty database, together with the mark of a restored
store, in one transaction of psql. It invents nothing that those tools do.
"""

import shutil
import subprocess
from pathlib import Path

import sqlalchemy as sa
from psycopg import sql

from negotiation.errors import TheirFault, WorldFault
from steps.backup import BrokenBackup, NoBackup, begin_copy, keep_copy, restoring_marks
from steps.ledger.store import postgres_url

_LONGEST_SECONDS = 3_600


class ToolMissing(TheirFault):
    """A tool of PostgreSQL's is not on the PATH."""

    def __init__(self, tool: str) -> None:
        super().__init__(tool)
        self.tool = tool

    def __str__(self) -> str:
        return f"{self.tool} is not here: install PostgreSQL's client tools, of the server's version or newer"


class ToolFailed(WorldFault):
    """A tool of PostgreSQL's refused."""

    def __init__(self, tool: str, said: str) -> None:
        super().__init__(tool, said)
        self.tool, self.said = tool, said

    def __str__(self) -> str:
        return f"{self.tool}: {self.said}"


class DatabaseInUse(TheirFault):
    """The database that was to take the copy has tables already."""

    def __str__(self) -> str:
        return "the database of PARLEY_STORE_URL is not empty: put a new, empty one there, then restore"


def back_up_server(url: str, folder: Path, keep: int) -> Path:
    """Dump the running store at *url* into *folder*, read the dump through, keep the newest *keep*; return it.

    Raises ToolMissing, ToolFailed, or BrokenBackup.
    """
    target, unfinished = begin_copy(folder, ".dump")
    _run(url, "pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={unfinished}")
    listed = _run(url, "pg_restore", "--list", str(unfinished), connects=False)
    if "TABLE DATA public negotiations" not in " ".join(listed.split()):
        raise BrokenBackup(str(unfinished), "no store of Parley: it has no table negotiations")
    keep_copy(unfinished, target, keep)
    return target


def restore_server(dump: Path, url: str) -> None:
    """Put *dump* into the empty database at *url*, marked as restored, all of it or nothing.

    Raises NoBackup, DatabaseInUse, ToolMissing, or ToolFailed.
    """
    if not dump.exists():
        raise NoBackup(str(dump))
    _refuse_tables(url)
    script = dump.with_suffix(".sql")
    try:
        script.touch(mode=0o600)
        _run(url, "pg_restore", "--no-owner", "--no-privileges", f"--file={script}", str(dump), connects=False)
        with script.open("a", encoding="utf-8") as more:
            more.write(_marks())
        _run(url, "psql", "--quiet", "--no-psqlrc", "--single-transaction", "--set=ON_ERROR_STOP=1", f"--file={script}")
    finally:
        script.unlink(missing_ok=True)


def _refuse_tables(url: str) -> None:
    engine = sa.create_engine(postgres_url(sa.make_url(url)), poolclass=sa.NullPool)
    with engine.connect() as connection:
        if sa.inspect(connection).get_table_names() or "dbos" in sa.inspect(connection).get_schema_names():
            raise DatabaseInUse


def _marks() -> str:
    """Return the statements that mark the restored store, as psql reads them.

    When it last read the mailbox is asked of the restored rows themselves.
    """
    lines = ["SET search_path = public;"]
    for statement, values in restoring_marks(None):
        text = statement.replace("?", "{}")
        lines.append(sql.SQL(text).format(*(sql.Literal(value) for value in values)).as_string(None) + ";")
    looked = "SELECT at_ms::text FROM cursors WHERE name = 'gmail-history'"
    lines.append(f"UPDATE cursors SET value = coalesce(({looked}), value) WHERE name = 'restored-from-backup';")  # noqa: S608
    return "\n".join(["", *lines, ""])


def _run(url: str, tool: str, *arguments: str, connects: bool = True) -> str:
    """Run a tool on the database at *url*; the password goes where no list of processes shows it."""
    found = shutil.which(tool)
    if found is None:
        raise ToolMissing(tool)
    named = sa.make_url(url)
    plain = named.set(drivername="postgresql", password=None).render_as_string(hide_password=False)
    secret = {"PGPASSWORD": named.password} if named.password else {}
    done = subprocess.run(
        [found, *arguments, *([f"--dbname={plain}"] if connects else ())],
        env=secret,
        capture_output=True,
        text=True,
        timeout=_LONGEST_SECONDS,
        check=False,
    )
    if done.returncode != 0:
        raise ToolFailed(tool, " ".join(done.stderr.split())[:500])
    return done.stdout
