"""How is a running store copied so that the copy can be trusted, and how is a copy put back?

Online and consistent, verified before it counts, and rotated. SQLite is copied
by its own backup in one reading, which no writer can make begin again;
PostgreSQL by pg_dump. A store is put back in one rename or one transaction: at
every moment there is the old one or the new one, whole. A store that was put
back is marked, because it has forgotten what was sent since.
"""

import json
import os
import shutil
import time
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from pysqlite3 import dbapi2 as sqlite

from negotiation.errors import TheirFault, WorldFault
from steps.clock import now_ms
from steps.ledger.attempts import RESTORED
from steps.notices import alert_notice

_ROOM_BYTES = 256_000_000  # a backup must not fill the disk that the store lives on
_LOOKED = "gmail-history"  # its row says when the mailbox was last read: nothing was sent unseen before that
_MONTH_MS = 30 * 86_400_000
_NEEDED = frozenset({"workflow_status", "operation_outputs", "negotiations", "mails", "notices", "cursors"})


class BrokenBackup(WorldFault):
    """The copy does not pass SQLite's integrity check, or is no store of Parley."""

    def __init__(self, path: str, finding: str) -> None:
        super().__init__(path, finding)
        self.path, self.finding = path, finding

    def __str__(self) -> str:
        return f"the backup {self.path} is not whole ({self.finding}); nothing older was removed or replaced"


class NoRoomForBackup(WorldFault):
    """The disk is too full for another copy."""

    def __init__(self, folder: str, needed: int, free: int) -> None:
        super().__init__(folder, needed, free)
        self.folder, self.needed, self.free = folder, needed, free

    def __str__(self) -> str:
        return (
            f"no room for a backup in {self.folder}: it takes {self.needed // 1_000_000} MB, and "
            f"{self.free // 1_000_000} MB are free; free space, or name another disk in PARLEY_BACKUP_DIR"
        )


class NoBackup(TheirFault):
    """There is no such file."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path

    def __str__(self) -> str:
        return f"there is no backup {self.path}"


def back_up(store: Path, folder: Path, keep: int) -> Path:
    """Copy *store* into *folder* while it runs, verify the copy, keep the newest *keep*; return the copy.

    Raises NoRoomForBackup or BrokenBackup, having removed nothing.
    """
    target, unfinished = begin_copy(folder, ".sqlite")
    require_room(folder, store.stat().st_size)
    with (
        closing(sqlite.connect(f"file:{store}?mode=ro", uri=True, timeout=30)) as source,
        closing(sqlite.connect(str(unfinished))) as copy,
    ):
        # All pages in one step: a copy in several begins again whenever somebody writes in between.
        source.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, with nothing beside it
    finding = _finding(unfinished)
    if finding != "ok":
        raise BrokenBackup(str(unfinished), finding)
    keep_copy(unfinished, target, keep)
    return target


def begin_copy(folder: Path, ending: str) -> tuple[Path, Path]:
    """Return the name a copy of now will have, and the one it has until it is verified."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for cut_short in folder.glob("parley-*.part"):
        cut_short.unlink()
    target = folder / f"parley-{time.strftime('%Y%m%dT%H%M%S', time.gmtime())}{ending}"
    return target, target.with_suffix(".part")


def require_room(folder: Path, needed: int) -> None:
    """Raise NoRoomForBackup where a copy of *needed* bytes would leave the disk nearly full."""
    free = shutil.disk_usage(folder).free
    if free < needed + _ROOM_BYTES:
        raise NoRoomForBackup(str(folder), needed, free)


def keep_copy(unfinished: Path, target: Path, keep: int) -> None:
    """Let a verified copy count, and remove the oldest ones over *keep*."""
    unfinished.chmod(0o600)
    _on_disk(unfinished)
    unfinished.rename(target)
    _on_disk(target.parent)
    for old in sorted(target.parent.glob(f"parley-*{target.suffix}"))[:-keep]:
        old.unlink()


def restore(backup: Path, store: Path) -> Path | None:
    """Put *backup* in the place of *store*; return where the store that was there is kept.

    However it is cut short, the store is the old one or the restored one. Raises
    NoBackup or BrokenBackup, having changed nothing.
    """
    if not backup.exists():
        raise NoBackup(str(backup))
    store.parent.mkdir(parents=True, exist_ok=True)
    prepared = store.with_name(store.name + ".restoring")
    for leftover in (prepared, *_beside(prepared)):
        leftover.unlink(missing_ok=True)
    shutil.copyfile(backup, prepared)
    prepared.chmod(0o600)
    finding = _finding(prepared)
    if finding != "ok":
        prepared.unlink()
        raise BrokenBackup(str(backup), finding)
    _remember_restoring(prepared)
    _on_disk(prepared)
    kept = _set_aside(store) if store.exists() else None
    prepared.rename(store)
    _on_disk(store.parent)
    return kept


def _set_aside(store: Path) -> Path:
    """Keep *store* under a name of its own, and leave nothing beside it that would be read into the next one."""
    with suppress(sqlite.DatabaseError), closing(sqlite.connect(str(store), timeout=30)) as old:
        # Its last commits may be in the journal beside it alone.
        old.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    moment = f"{time.strftime('%Y%m%dT%H%M%S', time.gmtime())}-{time.time_ns() % 10**9:09}"
    kept = store.with_name(f"{store.name}.before-restore-{moment}")
    try:
        kept.hardlink_to(store)
    except OSError:
        shutil.copyfile(store, kept)
        _on_disk(kept)
    # A journal that could not be taken in goes with the store that it belongs to.
    for journal in _beside(store):
        if journal.exists():
            journal.rename(kept.with_name(journal.name.replace(store.name, kept.name)))
    _on_disk(store.parent)
    return kept


def _beside(store: Path) -> tuple[Path, ...]:
    return tuple(store.with_name(store.name + end) for end in ("-wal", "-shm", "-journal"))


def _remember_restoring(store: Path) -> None:
    """Leave the mark that makes every mail and notice look for its own trace, and tell the team."""
    with closing(sqlite.connect(str(store))) as connection, connection:
        looked = connection.execute("SELECT at_ms FROM cursors WHERE name = ?", (_LOOKED,)).fetchone()
        for statement, values in restoring_marks(looked[0] if looked else None):
            connection.execute(statement, values)
        connection.execute("PRAGMA journal_mode=DELETE")


def restoring_marks(looked_ms: int | None) -> tuple[tuple[str, tuple[Any, ...]], ...]:
    """Return the statements that mark a restored store; *looked_ms* is when it last read the mailbox."""
    now = now_ms()
    since = looked_ms if looked_ms is not None else now - _MONTH_MS
    when = time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime(since / 1000))
    notice = alert_notice(
        f"restored/{now}",
        "The store was restored from a backup",
        f"It knows nothing since {when}. Mails and messages since then are found again in Gmail and Slack and are not "
        "sent twice. What was pressed or ordered since then is forgotten: pause, stop and take over again what was, "
        "and post again the campaigns that came in over the API.",
    )
    return (
        ("DELETE FROM cursors WHERE name = ?", (RESTORED,)),
        ("INSERT INTO cursors (name, value, at_ms) VALUES (?, ?, ?)", (RESTORED, str(since), now)),
        (
            "INSERT INTO notices (key, kind, text, blocks, created_at_ms) VALUES (?, ?, ?, ?, ?)",
            (notice.key, notice.kind, notice.text, json.dumps(notice.blocks), now),
        ),
    )


def _on_disk(path: Path) -> None:
    """Wait until what was written to *path*, a file or a folder, would survive a power cut."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _finding(path: Path) -> str:
    """Return ``ok``, or what is wrong with a file that nobody writes."""
    # Immutable: a look must not leave a journal beside it.
    with closing(sqlite.connect(f"file:{path}?mode=ro&immutable=1", uri=True)) as probe:
        try:
            whole = str(probe.execute("PRAGMA integrity_check").fetchone()[0])[:200]
            if whole != "ok":
                return whole
            tables = {row[0] for row in probe.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        except sqlite.DatabaseError as broken:
            return str(broken)
    return "ok" if tables >= _NEEDED else f"no store of Parley: it has no table {min(_NEEDED - tables)}"
