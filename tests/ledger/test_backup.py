"""A backup of a store in use is whole, or it does not count."""

import asyncio
from pathlib import Path

import pytest
from pysqlite3 import dbapi2 as sqlite

from steps.backup import BrokenBackup, back_up, restore
from steps.ledger.attempts import begin_attempt
from steps.ledger.migrate import migrate
from steps.ledger.store import close_store, open_store

pytestmark = pytest.mark.sqlite


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "parley.sqlite"
    with sqlite.connect(str(path)) as connection:
        connection.execute("pragma journal_mode=wal")
        connection.execute("create table deals (fee integer)")
        connection.execute("create table cursors (name text primary key, value text, at_ms integer)")
        connection.executemany("insert into deals values (?)", [(n,) for n in range(5_000)])
    return path


def count(path: Path) -> int:
    connection = sqlite.connect(str(path))
    try:
        return int(connection.execute("select count(*) from deals").fetchone()[0])
    finally:
        connection.close()


def test_a_backup_taken_while_somebody_writes_is_whole(store: Path, tmp_path: Path) -> None:
    writer = sqlite.connect(str(store))
    writer.execute("insert into deals values (1)")  # not committed
    copy = back_up(store, tmp_path / "backups", keep=3)
    writer.rollback()
    writer.close()
    assert count(copy) == 5_000
    assert copy.stat().st_mode & 0o077 == 0


def test_only_the_newest_copies_are_kept(store: Path, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    for day in range(1, 5):
        (folder / f"parley-2026010{day}T000000.sqlite").touch()
    newest = back_up(store, folder, keep=2)
    assert sorted(folder.iterdir()) == [folder / "parley-20260104T000000.sqlite", newest]


def test_a_restored_store_is_the_backup_and_the_old_one_is_kept(store: Path, tmp_path: Path) -> None:
    copy = back_up(store, tmp_path / "backups", keep=2)
    with sqlite.connect(str(store)) as connection:
        connection.execute("delete from deals")
    restore(copy, store)
    assert count(store) == 5_000
    assert store.with_name("parley.sqlite.before-restore").exists()


def test_a_broken_backup_is_refused_before_anything_is_moved(store: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.sqlite"
    data = bytearray(back_up(store, tmp_path / "backups", keep=2).read_bytes())
    data[5_000:9_000] = b"x" * 4_000
    broken.write_bytes(data)
    with pytest.raises(BrokenBackup):
        restore(broken, store)
    assert count(store) == 5_000


def test_a_restored_store_looks_before_it_sends_anything(tmp_path: Path) -> None:
    path = tmp_path / "live.sqlite"
    url = f"sqlite:///{path}"
    migrate(open_store(url))
    assert asyncio.run(begin_attempt("draft/one")), "a key that nobody tried needs no look"
    copy = back_up(path, tmp_path / "backups", keep=1)
    close_store()
    restore(copy, path)
    open_store(url)
    assert not asyncio.run(begin_attempt("draft/sent after the backup"))
    close_store()
