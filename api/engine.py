"""How are the workflows started, and how do they stop?

One process a SQLite file: a second one with the same executor would run the
first one's steps again. The version is pinned, so that a deploy resumes what
the last one left.
"""

import asyncio
import fcntl
from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractContextManager, asynccontextmanager, contextmanager, nullcontext
from pathlib import Path

import sqlalchemy as sa
from dbos import DBOS, DBOSConfig

from negotiation.errors import WorldFault
from steps.ledger import store
from steps.ledger.census import forget_census
from steps.ledger.checkpoints import JSON_CHECKPOINTS, refuse_pickles
from steps.ledger.migrate import migrate
from steps.settings import Settings
from workflows import campaign, campaign_list, deliver, mailbox, negotiate, notices, watch
from workflows.names import EXECUTOR, VERSION
from workflows.wake import can_wake

WORKFLOWS = (campaign, campaign_list, deliver, mailbox, negotiate, notices, watch)
# Unset, 10,000 recoveries make 17,534 threads.
_THREADS = 32
_STARTS_A_SECOND = 20


class StoreInUse(WorldFault):
    """Another process works on this SQLite file."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path

    def __str__(self) -> str:
        return f"another Parley works on {self.path}: stop it first, or give this one its own PARLEY_STORE_URL"


@asynccontextmanager
async def running_engine(settings: Settings) -> AsyncIterator[None]:
    """Open the store, bring its schema up to date, resume what is unfinished; stop everything at the end."""
    with _alone(settings):
        opened = store.open_store(settings.store_url)
        try:
            migrate(opened)
            refuse_pickles()
            DBOS(config=_config(opened))
            DBOS.launch()  # on this loop, so that parked negotiations share it
            await _register(settings)
            can_wake()
            forget_census()
            yield
        finally:
            # On the loop itself it would block everything that still wants to finish.
            await asyncio.to_thread(DBOS.destroy)
            store.close_store()


def refuse_second_process(settings: Settings) -> None:
    """Raise StoreInUse while another process holds the store: said before anything starts, it is one clear line."""
    with _alone(settings):
        return


def _alone(settings: Settings) -> AbstractContextManager[None]:
    url = sa.make_url(settings.store_url)
    return the_only_process(Path(url.database)) if url.database and url.drivername == "sqlite" else nullcontext()


def _config(opened: store.Store) -> DBOSConfig:
    return {
        "name": "parley",
        "system_database_url": opened.dbos_url,
        "db_engine_kwargs": opened.engine_options(),
        "serializer": JSON_CHECKPOINTS,
        "application_version": VERSION,
        "executor_id": EXECUTOR,
        "max_executor_threads": _THREADS,
        "notification_listener_polling_interval_sec": 1.0,
        "scheduler_polling_interval_sec": 5.0,
        "log_level": "WARNING",
        "enable_otlp": False,
    }


async def _register(settings: Settings) -> None:
    pause = max(settings.slack_seconds_between_posts, 0.01)
    await DBOS.register_queue_async(
        notices.QUEUE,
        worker_concurrency=2,
        limiter={"limit": max(int(1 / pause), 1), "period": max(pause, 1.0)},
        polling_interval_sec=0.5,
    )
    await DBOS.register_queue_async(
        deliver.QUEUE, limiter={"limit": _STARTS_A_SECOND, "period": 1.0}, polling_interval_sec=0.5
    )
    await DBOS.apply_schedules_async(
        [
            {"schedule_name": name, "workflow_fn": flow, "schedule": schedule, "context": None}
            for name, flow, schedule in (
                ("watch", watch.watch, "0 */10 * * * *"),
                ("sweep", watch.sweep, "*/30 * * * * *"),
                ("campaign_list", campaign_list.campaign_list, "20 */5 * * * *"),
            )
        ]
    )


@contextmanager
def the_only_process(path: Path) -> Iterator[None]:
    """Hold the store's lock; the system lets go of it however the process ends.

    Raises StoreInUse when another process holds it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.with_name(path.name + ".lock").open("w") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise StoreInUse(str(path)) from None
        yield
