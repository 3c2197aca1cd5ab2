"""Who may work on this store, under which name?

DBOS resumes the work of an executor in whatever process starts under its id,
so two processes of one id would run the same steps twice. On SQLite one
process holds the file; on PostgreSQL one process holds an executor id, for as
long as its connection lives. It starts nothing and decides nothing else.
"""

import fcntl
import hashlib
import os
import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import sqlalchemy as sa
import structlog

from negotiation.errors import WorldFault
from steps.ledger.broken_store import EXIT_STORE_BROKEN
from steps.ledger.store import postgres_url
from steps.move_store import StoreMoved, was_moved
from steps.settings import Settings

# A process that was killed a moment ago still has its connection in PostgreSQL's eyes.
_PATIENCE_SECONDS = 8.0
_LOOK_AGAIN_SECONDS = 0.2
# Who has lost its hold ends before anybody else may believe it dead: PostgreSQL gives a silent line 25 seconds.
_STILL_HELD_EVERY_SECONDS = 2.0
_LINE = {
    "connect_timeout": 10,
    "keepalives": 1,
    "keepalives_idle": 4,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
    "application_name": "parley hold",
    "options": "-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3",
}

_log = structlog.get_logger("parley.store")


class StoreInUse(WorldFault):
    """Another process works on this SQLite file."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path

    def __str__(self) -> str:
        return f"another Parley works on {self.path}: stop it first, or give this one its own PARLEY_STORE_URL"


class StoreUnwritable(WorldFault):
    """Where the SQLite file is to be, nothing can be written."""

    def __init__(self, path: str, detail: str) -> None:
        super().__init__(path, detail)
        self.path, self.detail = path, detail

    def __str__(self) -> str:
        return (
            f"{self.path} cannot be written ({self.detail}): give its folder to the user that runs Parley "
            "(uid 10001 in the container), or correct PARLEY_STORE_URL"
        )


class ExecutorInUse(WorldFault):
    """Another process works under this executor id."""

    def __init__(self, executor: str) -> None:
        super().__init__(executor)
        self.executor = executor

    def __str__(self) -> str:
        return (
            f"another Parley works as {self.executor} on this PostgreSQL: stop it first, give this one its own "
            "PARLEY_EXECUTOR_ID, or let `parley supervise` hand out the ids"
        )


class StoreAway(WorldFault):
    """PostgreSQL does not answer."""

    def __init__(self, place: str, detail: str) -> None:
        super().__init__(place, detail)
        self.place, self.detail = place, detail

    def __str__(self) -> str:
        return f"PostgreSQL at {self.place} does not answer ({self.detail}): look at it, and at PARLEY_STORE_URL"


def alone(settings: Settings) -> AbstractContextManager[None]:
    """Hold what only one process may hold: the SQLite file, or the executor id on PostgreSQL.

    Raises StoreInUse, StoreMoved, ExecutorInUse, or StoreAway.
    """
    url = sa.make_url(settings.store_url)
    if url.get_backend_name() == "sqlite":
        path = Path(url.database or "parley.sqlite")
        if was_moved(path):
            raise StoreMoved(str(path))
        return the_only_process(path)
    return the_only_executor(url, settings.executor_id)


def refuse_second_process(settings: Settings) -> None:
    """Raise while another process holds what this one needs: said before anything starts, it is one clear line."""
    with alone(settings):
        return


@contextmanager
def the_only_process(path: Path) -> Iterator[None]:
    """Hold the SQLite file's lock; the system lets go of it however the process ends.

    Raises StoreInUse when another process holds it, StoreUnwritable where there can be none.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = path.with_name(path.name + ".lock").open("w")
    except OSError as error:
        raise StoreUnwritable(str(path), error.strerror or str(error)) from None
    with lock as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise StoreInUse(str(path)) from None
        yield


@contextmanager
def the_only_executor(url: sa.URL, executor: str, patience_seconds: float = _PATIENCE_SECONDS) -> Iterator[None]:
    """Hold *executor* on PostgreSQL; whoever loses its hold ends at once, before another may take it.

    Raises ExecutorInUse when another process holds it, StoreAway when nobody answers.
    """
    engine = sa.create_engine(
        postgres_url(url), poolclass=sa.NullPool, connect_args=_LINE, isolation_level="AUTOCOMMIT"
    )
    try:
        connection = engine.connect()
    except sa.exc.OperationalError as away:
        detail = " ".join(str(away.orig).split())[:200]
        raise StoreAway(f"{url.host or url.query.get('host')}/{url.database}", detail) from None
    with connection:
        if not _take(connection, executor, patience_seconds):
            raise ExecutorInUse(executor)
        done = threading.Event()
        watcher = threading.Thread(target=_end_when_lost, args=(connection, executor, done), daemon=True)
        watcher.start()
        try:
            yield
        finally:
            done.set()
            watcher.join()


def _take(connection: sa.Connection, executor: str, patience_seconds: float) -> bool:
    deadline = time.monotonic() + patience_seconds
    while not try_hold(connection, executor):
        if time.monotonic() >= deadline:
            return False
        time.sleep(_LOOK_AGAIN_SECONDS)
    return True


def try_hold(connection: sa.Connection, executor: str) -> bool:
    """Take the hold on *executor* for as long as *connection* lives, if nobody has it."""
    digest = hashlib.sha256(f"parley executor {executor}".encode()).digest()
    key = int.from_bytes(digest[:8], "big", signed=True)
    return bool(connection.scalar(sa.text("SELECT pg_try_advisory_lock(:key)"), {"key": key}))


def _end_when_lost(connection: sa.Connection, executor: str, done: threading.Event) -> None:
    while not done.wait(_STILL_HELD_EVERY_SECONDS):
        try:
            connection.execute(sa.text("SELECT 1"))
        except sa.exc.SQLAlchemyError as lost:
            if done.is_set():
                return
            _log.critical("store.hold_lost", executor=executor, error=type(lost).__name__)
            os._exit(EXIT_STORE_BROKEN)
