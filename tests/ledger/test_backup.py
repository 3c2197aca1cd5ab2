"""A backup of a store in use is whole, or it does not count; a restored store is whole, or it is the old one."""

import asyncio
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from pysqlite3 import dbapi2 as sqlite

from steps import backup as backing_up
from steps import connections
from steps.backup import BrokenBackup, NoBackup, NoRoomForBackup, back_up, restore
from steps.keep_backups import BEGUN, DONE, keep_backup
from steps.ledger import store as ledger
from steps.ledger.attempts import begin_attempt, forgotten_since_ms
from steps.ledger.migrate import migrate
from steps.ledger.store import close_store, open_store
from steps.ledger.tables import cursors, notices
from steps.settings import Settings

pytestmark = pytest.mark.sqlite
_ROWS = 5_000


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "parley.sqlite"
    lay(path)
    return path


def lay(path: Path) -> None:
    with closing(sqlite.connect(str(path))) as connection, connection:
        connection.execute("pragma journal_mode=wal")
        for table in ("workflow_status", "operation_outputs", "negotiations", "mails"):
            connection.execute(f"create table {table} (name text)")
        connection.execute("create table notices (key text, kind text, text text, blocks text, created_at_ms integer)")
        connection.execute("create table cursors (name text primary key, value text, at_ms integer)")
        connection.execute("create table deals (fee integer)")
        connection.execute("insert into cursors values ('gmail-history', '7', 1000)")
        connection.executemany("insert into deals values (?)", [(n,) for n in range(_ROWS)])


def count(path: Path) -> int:
    with closing(sqlite.connect(str(path))) as connection:
        return int(connection.execute("select count(*) from deals").fetchone()[0])


def empty(path: Path) -> None:
    with closing(sqlite.connect(str(path))) as connection, connection:
        connection.execute("delete from deals")


def test_a_backup_taken_while_somebody_writes_is_whole(store: Path, tmp_path: Path) -> None:
    with closing(sqlite.connect(str(store))) as writer:
        writer.execute("insert into deals values (1)")  # not committed
        copy = back_up(store, tmp_path / "backups", keep=3)
        writer.rollback()
    assert count(copy) == _ROWS
    assert copy.stat().st_mode & 0o077 == 0
    assert [path.name for path in copy.parent.iterdir()] == [copy.name]


@pytest.mark.timeout(60)
def test_a_long_copy_ends_though_somebody_writes_all_the_time(store: Path, tmp_path: Path) -> None:
    with closing(sqlite.connect(str(store))) as connection, connection:
        connection.execute("create table ballast (x blob)")
        connection.executemany("insert into ballast values (?)", [(b"x" * 100_000,) for _ in range(300)])
    over = threading.Event()

    def write_on() -> None:
        with closing(sqlite.connect(str(store), timeout=30)) as writer:
            while not over.is_set():
                with writer:
                    writer.execute("insert into deals values (1)")
                time.sleep(0.001)

    writing = threading.Thread(target=write_on, daemon=True)
    writing.start()
    try:
        copy = back_up(store, tmp_path / "backups", keep=1)
    finally:
        over.set()
        writing.join()
    assert count(copy) >= _ROWS


def test_only_the_newest_copies_are_kept_and_what_was_cut_short_goes(store: Path, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    for day in range(1, 5):
        (folder / f"parley-2026010{day}T000000.sqlite").touch()
    (folder / "parley-20260105T000000.part").touch()
    newest = back_up(store, folder, keep=2)
    assert sorted(folder.iterdir()) == [folder / "parley-20260104T000000.sqlite", newest]


def test_a_backup_does_not_fill_the_disk(store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(10**9, 10**9 - 10**8, 10**8))
    with pytest.raises(NoRoomForBackup, match="PARLEY_BACKUP_DIR"):
        back_up(store, tmp_path / "backups", keep=1)


def test_a_restored_store_is_the_backup_and_every_old_one_is_kept(store: Path, tmp_path: Path) -> None:
    copy = back_up(store, tmp_path / "backups", keep=2)
    empty(store)
    first = restore(copy, store)
    empty(store)
    second = restore(copy, store)
    assert count(store) == _ROWS
    assert first is not None
    assert second is not None
    assert first != second
    assert (count(first), count(second)) == (0, 0)
    assert not [path for path in tmp_path.iterdir() if path.name.endswith((".restoring", "-journal"))]


def test_the_last_commits_of_the_old_store_are_kept_with_it(store: Path, tmp_path: Path) -> None:
    copy = back_up(store, tmp_path / "backups", keep=1)
    with closing(sqlite.connect(str(store))) as alive:
        alive.execute("pragma wal_autocheckpoint=0")
        alive.execute("insert into deals values (1)")
        alive.commit()
        crashed = tmp_path / "crashed"
        crashed.mkdir()
        for part in (store, store.with_name(store.name + "-wal")):
            shutil.copy(part, crashed)
    kept = restore(copy, crashed / store.name)
    assert kept is not None
    assert count(kept) == _ROWS + 1
    assert count(crashed / store.name) == _ROWS


@pytest.mark.parametrize("at", range(1, 9))
def test_a_restore_cut_short_anywhere_leaves_the_old_store_or_the_new_one(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    copy = back_up(store, tmp_path / "backups", keep=1)
    empty(store)
    with closing(sqlite.connect(str(store))) as connection, connection:
        connection.execute("insert into deals values (1)")
    calls = iter(range(1, 100))

    def dying(real: Any) -> Any:
        def call(*args: Any, **kwargs: Any) -> Any:
            if next(calls) >= at:
                raise KeyboardInterrupt
            return real(*args, **kwargs)

        return call

    with monkeypatch.context() as power_cut:
        for owner, name in ((Path, "rename"), (Path, "hardlink_to"), (backing_up, "_on_disk"), (shutil, "copyfile")):
            power_cut.setattr(owner, name, dying(getattr(owner, name)))
        with suppress(KeyboardInterrupt):
            restore(copy, store)
    assert count(store) in (1, _ROWS)
    restore(copy, store)
    assert count(store) == _ROWS


def test_a_broken_backup_is_refused_before_anything_is_moved(store: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.sqlite"
    data = bytearray(back_up(store, tmp_path / "backups", keep=2).read_bytes())
    data[5_000:9_000] = b"x" * 4_000
    broken.write_bytes(data)
    with pytest.raises(BrokenBackup):
        restore(broken, store)
    with closing(sqlite.connect(str(tmp_path / "other.sqlite"))) as connection, connection:
        connection.execute("create table recipes (x text)")
    with pytest.raises(BrokenBackup, match="no store of Parley"):
        restore(tmp_path / "other.sqlite", store)
    with pytest.raises(NoBackup):
        restore(tmp_path / "absent.sqlite", store)
    assert count(store) == _ROWS


@pytest.fixture
def live(tmp_path: Path) -> Iterator[Settings]:
    """An open store with its tables, and DBOS's names among them."""
    settings = Settings(_env_file=None, store_url=f"sqlite:///{tmp_path / 'live.sqlite'}", use_slack=False)
    opened = open_store(settings.store_url)
    migrate(opened)
    with opened.engine.begin() as connection:
        for table in ("workflow_status", "operation_outputs"):
            connection.execute(sa.text(f"create table {table} (name text)"))
    connections.use(connections.connect(settings))
    yield settings
    connections.use(None)
    close_store()


def test_a_restored_store_looks_before_it_sends_anything(live: Settings, tmp_path: Path) -> None:
    path = tmp_path / "live.sqlite"
    assert asyncio.run(begin_attempt("draft/one")), "a key that nobody tried needs no look"
    assert asyncio.run(forgotten_since_ms()) is None
    move_cursor("gmail-history", 5_000)
    copy = back_up(path, tmp_path / "backups", keep=1)
    close_store()
    restore(copy, path)
    open_store(live.store_url)
    assert not asyncio.run(begin_attempt("draft/sent after the backup"))
    assert asyncio.run(forgotten_since_ms()) == 5_000, "from when it last read the mailbox it has forgotten"
    assert [text for text in titles() if "restored" in text]


def test_a_backup_is_made_when_it_is_due_and_its_failure_is_told_once(live: Settings, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    asyncio.run(keep_backup())
    assert not folder.exists(), "a store that has just begun is left in peace"
    move_cursor(BEGUN, 0)
    asyncio.run(keep_backup())
    assert len(list(folder.iterdir())) == 1
    move_cursor(BEGUN, 0)
    asyncio.run(keep_backup())
    assert len(list(folder.iterdir())) == 1, "a day has not passed"
    shutil.rmtree(folder)
    folder.write_text("in the way")
    for _ in range(2):
        move_cursor(BEGUN, 0)
        move_cursor(DONE, 0)
        asyncio.run(keep_backup())
    assert titles() == ["The store was not backed up"]


def move_cursor(name: str, at_ms: int) -> None:
    with ledger.current().transaction() as session:
        session.execute(cursors.delete().where(cursors.c.name == name))
        session.execute(cursors.insert().values(name=name, value="7", at_ms=at_ms))


def titles() -> list[str]:
    with ledger.current().reading() as connection:
        return list(connection.execute(sa.select(notices.c.text)).scalars())
