"""How are the workflows started, and how do they stop?

Each process is an executor by a name of its own, and DBOS resumes what was
left under that name. The version is pinned, so that a deploy resumes what the
last one left.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from dbos import DBOS, DBOSConfig

from api.alone import alone
from steps.ledger import store
from steps.ledger.census import forget_census
from steps.ledger.checkpoints import JSON_CHECKPOINTS, refuse_pickles
from steps.ledger.migrate import migrate
from steps.settings import Settings
from workflows import campaign, campaign_list, deliver, mailbox, negotiate, notices, second_way, watch
from workflows.names import VERSION
from workflows.wake import can_wake

WORKFLOWS = (campaign, campaign_list, deliver, mailbox, negotiate, notices, second_way, watch)
# Unset, 10,000 recoveries make 17,534 threads.
_THREADS = 32


@asynccontextmanager
async def running_engine(settings: Settings) -> AsyncIterator[None]:
    """Open the store, bring its schema up to date, resume what is unfinished; stop everything at the end."""
    with alone(settings):
        opened = _open(settings.store_url)
        try:
            refuse_pickles()
            DBOS(config=_config(opened, settings.executor_id))
            DBOS.launch()  # on this loop, so that parked negotiations share it
            await _register()
            can_wake()
            forget_census()
            yield
        finally:
            # On the loop itself it would block everything that still wants to finish.
            await asyncio.to_thread(DBOS.destroy)
            store.close_store()


def _config(opened: store.Store, executor: str) -> DBOSConfig:
    return {
        "name": "parley",
        "system_database_url": opened.dbos_url,
        "db_engine_kwargs": opened.engine_options(),
        "serializer": JSON_CHECKPOINTS,
        "application_version": VERSION,
        "executor_id": executor,
        "max_executor_threads": _THREADS,
        "notification_listener_polling_interval_sec": 1.0,
        "log_level": "WARNING",
        "enable_otlp": False,
    }


def _open(url: str) -> store.Store:
    """Open the store with its newest schema; of several processes that start at once, one brings it up to date."""
    with store.one_migration(url):
        opened = store.open_store(url)
        migrate(opened)
        return opened


async def _register() -> None:
    # Without a rate: DBOS counts by the clock, and a clock put back stops the queue; Slack's client keeps the pace.
    await DBOS.register_queue_async(notices.QUEUE, worker_concurrency=2, polling_interval_sec=0.5)
    # A rate here would hold back what resumes as well; a campaign paces what it begins.
    await DBOS.register_queue_async(deliver.QUEUE, polling_interval_sec=0.5)
