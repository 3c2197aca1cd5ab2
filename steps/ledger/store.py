"""Where do the rows live, and how does a change commit together with its checkpoint?

One database holds the workflows' checkpoints and the ledger: SQLite by
default, PostgreSQL by URL. It refuses to hold rows back: every write is a
transaction that is durable when it returns. It knows no table.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import sqlalchemy as sa
from dbos import SQLAlchemyDatasource
from pysqlite3 import dbapi2 as sqlite
from sqlalchemy.dialects import postgresql as postgresql_dialect
from sqlalchemy.dialects import sqlite as sqlite_dialect
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session

from negotiation.errors import OurFault
from steps.ledger.broken_store import end_when_beyond_help
from steps.ledger.checkpoints import JSON_CHECKPOINTS
from steps.ledger.one_writer import BUSY_TIMEOUT_SECONDS, OneWriter

# Of all processes that share a PostgreSQL.
_ONE_WRITER = sa.text("SELECT pg_advisory_xact_lock(hashtextextended('parley writer', 0))")


class StoreNotOpen(OurFault):
    """A step ran before the composition root opened the store."""

    def __str__(self) -> str:
        return "the ledger is not open: call steps.ledger.store.open_store(url) first"


class Store:
    """The database behind one Parley process."""

    def __init__(self, url: str) -> None:
        self.url = sa.make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        if self.is_sqlite:
            _prepare_file(self.path)
        self.datasource = SQLAlchemyDatasource.create(
            self.dbos_url, engine_kwargs=self.engine_options(), serializer=JSON_CHECKPOINTS
        )
        self.engine: sa.Engine = self.datasource.engine

    @property
    def path(self) -> Path:
        """The SQLite file."""
        return Path(self.url.database or "parley.sqlite")

    @property
    def dbos_url(self) -> str:
        """The URL as DBOS and SQLAlchemy take it, password included: never log it."""
        url = self.url if self.is_sqlite else postgres_url(self.url)
        return url.render_as_string(hide_password=False)

    def engine_options(self) -> dict[str, Any]:
        """Return the engine arguments that DBOS and the ledger must share.

        Two SQLite libraries on one file in one process corrupt it, so both get
        the same module and the same connection settings.
        """
        if not self.is_sqlite:
            return {"pool_size": 10, "max_overflow": 20, "pool_pre_ping": True}
        return {"module": sqlite, "creator": _connector(str(self.path)), "pool_size": 20, "max_overflow": 40}

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """Open a write transaction outside any workflow; it commits at the end of the block."""
        with Session(self.engine, expire_on_commit=False) as session, session.begin():
            if self.is_sqlite:
                take_write_lock(session)
            else:
                # These are small and few: one at a time they are as safe to reason about as on SQLite.
                session.execute(_ONE_WRITER)
            yield session

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """Open a connection for queries."""
        with self.engine.connect() as connection:
            yield connection

    def close(self) -> None:
        """Give back every connection."""
        self.engine.dispose()


def postgres_url(url: sa.URL) -> sa.URL:
    """Return *url* with the driver that Parley brings, whichever way PostgreSQL was named."""
    return url.set(drivername="postgresql+psycopg")


@contextmanager
def one_migration(url: str) -> Iterator[None]:
    """Keep other processes from changing the schema at the same time; on SQLite there are none."""
    asked = sa.make_url(url)
    if asked.get_backend_name() == "sqlite":
        yield
        return
    engine = sa.create_engine(postgres_url(asked), poolclass=sa.NullPool, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(sa.text("SELECT pg_advisory_lock(hashtextextended('parley schema', 0))"))
        yield


def take_write_lock(session: Session) -> None:
    """Serialize this transaction against other writers before it reads.

    SQLite's driver begins only at the first write, so a decision taken from
    rows read before it could be taken twice. On PostgreSQL the records of
    workflows run SERIALIZABLE and are begun again when they meet.
    """
    if session.get_bind().dialect.name == "sqlite":
        session.execute(sa.text("BEGIN IMMEDIATE"))


def insert_once(session: Session, table: sa.Table, **values: Any) -> bool:
    """Insert a row unless its key is there already, in whatever process; tell whether it was inserted."""
    on_sqlite = session.get_bind().dialect.name == "sqlite"
    insert = sqlite_dialect.insert(table) if on_sqlite else postgresql_dialect.insert(table)
    key = list(table.primary_key)
    return session.execute(insert.values(**values).on_conflict_do_nothing().returning(*key)).first() is not None


def begin_again(met: IntegrityError) -> OperationalError | None:
    """Return what makes the datasource begin a transaction anew, if another one has just written the same key.

    A SERIALIZABLE transaction that meets a plain one is told of a duplicate
    key instead of a serialization failure: it cannot see the row it collided with.
    """
    if getattr(met.orig, "sqlstate", "") != psycopg.errors.UniqueViolation.sqlstate:
        return None
    return OperationalError(met.statement, met.params, psycopg.errors.SerializationFailure(str(met.orig)))


def _prepare_file(path: Path) -> None:
    # Negotiations and checkpoints are nobody else's business on a shared machine.
    os.umask(0o077)
    path.parent.mkdir(parents=True, exist_ok=True)


def _connector(path: str) -> Callable[[], Any]:
    def connect() -> Any:
        connection = sqlite.connect(path, timeout=BUSY_TIMEOUT_SECONDS, check_same_thread=False, factory=OneWriter)
        connection.isolation_level = "IMMEDIATE"
        for pragma in (
            f"busy_timeout={int(BUSY_TIMEOUT_SECONDS * 1000)}",
            "journal_mode=WAL",
            "synchronous=FULL",  # NORMAL loses the last commits on power loss
            "foreign_keys=ON",
        ):
            connection.execute(f"PRAGMA {pragma}")
        return connection

    return connect


_open: Store | None = None


def open_store(url: str) -> Store:
    """Open the process's one store and return it."""
    global _open
    end_when_beyond_help()
    _open = Store(url)
    return _open


def open_to_read(url: str) -> Store:
    """Open the process's one store for queries alone: the database itself refuses every write."""
    opened = open_store(url)
    opened.engine.dispose()  # what it has opened so far may write
    sa.event.listen(opened.engine, "connect", _refuse_writes)
    return opened


def _refuse_writes(connection: Any, _: object) -> None:
    if isinstance(connection, OneWriter):
        connection.execute("PRAGMA query_only=ON")
    else:
        connection.read_only = True


def current() -> Store:
    """Return the open store.

    Raises StoreNotOpen when there is none.
    """
    if _open is None:
        raise StoreNotOpen
    return _open


def close_store() -> None:
    """Close the process's store, if one is open."""
    global _open
    if _open is not None:
        _open.close()
    _open = None
