"""How is a running store copied so that the copy can be trusted?

Online and consistent by SQLite's own backup, verified before it counts, and
rotated. PostgreSQL has pg_dump, which does this better than we would.
"""

import time
from contextlib import closing
from pathlib import Path

from pysqlite3 import dbapi2 as sqlite

from negotiation.errors import TheirFault, WorldFault
from steps.clock import now_ms
from steps.ledger.attempts import RESTORED

_PAGES_A_STEP = 2_000  # writers get in between


class NotSqlite(TheirFault):
    """Only a SQLite store is backed up by Parley."""

    def __str__(self) -> str:
        return "PARLEY_STORE_URL is not SQLite: back PostgreSQL up with pg_dump; see docs/operations/backup.md"


class BrokenBackup(WorldFault):
    """The copy does not pass SQLite's integrity check."""

    def __init__(self, path: str, finding: str) -> None:
        super().__init__(path, finding)
        self.path, self.finding = path, finding

    def __str__(self) -> str:
        return f"the backup {self.path} is not whole ({self.finding}); the older backups were kept"


def back_up(store: Path, folder: Path, keep: int) -> Path:
    """Copy *store* into *folder* while it runs, verify the copy, keep the newest *keep*; return the copy.

    Raises BrokenBackup, having removed nothing, when the copy is not whole.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    target = folder / f"parley-{time.strftime('%Y%m%dT%H%M%S', time.gmtime())}.sqlite"
    unfinished = target.with_suffix(".part")
    source, copy = sqlite.connect(f"file:{store}?mode=ro", uri=True), sqlite.connect(str(unfinished))
    try:
        source.backup(copy, pages=_PAGES_A_STEP)
    finally:
        copy.close()
        source.close()
    finding = _integrity(unfinished)
    if finding != "ok":
        raise BrokenBackup(str(unfinished), finding)
    unfinished.chmod(0o600)
    unfinished.rename(target)
    for old in sorted(folder.glob("parley-*.sqlite"))[:-keep]:
        old.unlink()
    return target


def restore(backup: Path, store: Path) -> None:
    """Put *backup* in the place of *store*, which is kept beside it as ``.before-restore``.

    Raises BrokenBackup when the backup itself is not whole.
    """
    finding = _integrity(backup)
    if finding != "ok":
        raise BrokenBackup(str(backup), finding)
    store.parent.mkdir(parents=True, exist_ok=True)
    for leftover in (store, *(store.with_name(store.name + end) for end in ("-wal", "-shm"))):
        if leftover.exists():
            leftover.rename(leftover.with_name(leftover.name + ".before-restore"))
    store.write_bytes(backup.read_bytes())
    store.chmod(0o600)
    _remember_restoring(store)


def _remember_restoring(store: Path) -> None:
    """Leave the mark that makes every mail and notice look for its own trace: the backup knows of no later one."""
    with closing(sqlite.connect(str(store))) as connection, connection:
        connection.execute("DELETE FROM cursors WHERE name = ?", (RESTORED,))
        connection.execute("INSERT INTO cursors (name, value, at_ms) VALUES (?, '', ?)", (RESTORED, now_ms()))


def _integrity(path: Path) -> str:
    """Return ``ok``, or what SQLite finds wrong with the file."""
    # Immutable: a look must not leave a journal beside a file that nobody writes.
    probe = sqlite.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
    try:
        return str(probe.execute("PRAGMA integrity_check").fetchone()[0])[:200]
    except sqlite.DatabaseError as broken:
        return str(broken)
    finally:
        probe.close()
