"""Does a live store go from SQLite to PostgreSQL whole, and does every negotiation go on there?"""

import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from pysqlite3 import dbapi2 as sqlite

from api.alone import the_only_process
from steps.ledger import store
from steps.ledger.migrate import migrate
from steps.ledger.tables import metadata
from steps.move_store import MovedRowsDiffer, StoreOfAnotherRelease, TargetNotEmpty, move_store
from tests import stores
from tests.recovery.golden import IN_A_TURN, recorded
from tests.recovery.lab import ROOT, Lab, address
from tests.recovery.play import promises_hold
from tests.recovery.test_golden import under_way

pytestmark = [pytest.mark.postgres, pytest.mark.timeout(300)]
NEWEST = recorded()[-1]


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A store of this release with negotiations in every state, as a service that was stopped left it."""
    path = NEWEST.store_at(tmp_path / "old.sqlite")
    opened = store.Store(f"sqlite:///{path}")
    migrate(opened)
    opened.close()
    return path


def moved_with_the_command(lab: Lab, old: Path) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "api", "move-store", str(old)]
    return subprocess.run(command, cwd=ROOT, env=lab.environment(), capture_output=True, text=True, check=False)


def test_every_negotiation_goes_on_where_it_was_moved_to(old: Path, tmp_path: Path) -> None:
    with Lab(tmp_path / "lab") as lab:
        moved = moved_with_the_command(lab, old)
        assert moved.returncode == 0, moved.stdout + moved.stderr
        assert "each read back alike" in moved.stdout
        lab.tell("snapshot", **NEWEST.world())
        before = len(lab.books()["negotiations"])
        lab.start()
        in_a_turn = {address(number) for number in IN_A_TURN}
        lab.until(lambda: not in_a_turn & set(under_way(lab)), 90, "the turns that were cut off came to their end")
        promises_hold(lab)
        assert len(lab.books()["negotiations"]) == before > 20
        again = moved_with_the_command(lab, old)
        assert (again.returncode, "another Parley works as parley" in said(again)) == (1, True)
        lab.stop()
        again = moved_with_the_command(lab, old)
        assert (again.returncode, "already holds rows" in said(again)) == (1, True)


def test_the_old_file_does_not_start_any_more(old: Path, tmp_path: Path) -> None:
    move_store(old, stores.fresh_store(tmp_path))
    with Lab(tmp_path / "lab", PARLEY_STORE_URL=f"sqlite:///{old}") as lab:
        command = [sys.executable, "-m", "api", "serve"]
        ended = subprocess.run(command, cwd=ROOT, env=lab.environment(), capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert "was moved to PostgreSQL" in said(ended)


def test_a_store_that_is_in_use_is_not_moved(old: Path, tmp_path: Path) -> None:
    with Lab(tmp_path / "lab") as lab, the_only_process(old):
        refused = moved_with_the_command(lab, old)
    assert (refused.returncode, "another Parley works on" in said(refused)) == (1, True)


def test_a_move_that_is_cut_short_leaves_nothing_and_is_begun_again(
    old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = stores.fresh_store(tmp_path)
    with monkeypatch.context() as broken:
        broken.setattr("steps.move_store._count_on", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            move_store(old, url)
    assert rows_in(url) == 0
    moved = {table.name: table.rows for table in move_store(old, url)}
    assert moved["negotiations"] > 20
    assert moved["workflow_status"] > 200
    with pytest.raises(TargetNotEmpty):
        move_store(old, url)


def test_a_row_that_arrives_differently_is_seen(old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from steps import move_store as moving

    def other(column: Any, value: Any) -> Any:
        return "somebody else" if column.name == "creator_name" and value.endswith("7") else kept(column, value)

    kept, read = moving._value, moving._read_back

    def altered(*args: Any) -> Any:
        monkeypatch.setattr(moving, "_value", other)
        yield from read(*args)
        monkeypatch.setattr(moving, "_value", kept)

    monkeypatch.setattr(moving, "_read_back", altered)
    with pytest.raises(MovedRowsDiffer, match="negotiations"):
        move_store(old, stores.fresh_store(tmp_path))


def test_a_text_with_a_nul_and_the_numbering_of_rows_go_over(old: Path, tmp_path: Path) -> None:
    with closing(sqlite.connect(str(old))) as connection, connection:
        connection.execute("UPDATE mails SET own_words = 'before' || char(0) || 'after' WHERE outgoing = 0")
        (newest,) = connection.execute("SELECT max(id) FROM transitions").fetchone()
    url = stores.fresh_store(tmp_path)
    move_store(old, url)
    opened = store.open_store(url)
    with opened.engine.begin() as connection:
        assert "beforeafter" in connection.execute(sa.select(metadata.tables["mails"].c.own_words)).scalars().all()
        number = connection.scalar(sa.text("SELECT nextval(pg_get_serial_sequence('transitions', 'id'))"))
    store.close_store()
    assert number == newest + 1


def test_a_store_of_another_release_is_refused(old: Path, tmp_path: Path) -> None:
    with closing(sqlite.connect(str(old))) as connection, connection:
        connection.execute("ALTER TABLE deals ADD COLUMN mood TEXT")
    with pytest.raises(StoreOfAnotherRelease, match="mood"):
        move_store(old, stores.fresh_store(tmp_path))


def rows_in(url: str) -> int:
    opened = store.open_store(url)
    with opened.reading() as connection:
        tables = (table for table in metadata.sorted_tables if table.name != "breaker")  # a new schema lays a row there
        counts = [connection.execute(sa.select(sa.func.count()).select_from(t)).scalar_one() for t in tables]
    store.close_store()
    return sum(counts)


def said(ended: "subprocess.CompletedProcess[str]") -> str:
    return " ".join((ended.stdout + ended.stderr).split())
