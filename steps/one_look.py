"""Who looks into the mailbox now?

One look at a time keeps the order of a creator's mails. In one process the
pump sees to that; processes that share a PostgreSQL take turns by a lock that
ends with its holder, however that ends.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import sqlalchemy as sa

from steps.ledger import store

_ASK_AGAIN_SECONDS = 0.3
_TAKE = sa.text("SELECT pg_try_advisory_lock(hashtextextended('parley mailbox', 0))")


@asynccontextmanager
async def one_look_at_a_time() -> AsyncIterator[None]:
    """Wait until no other process looks, and keep the others waiting for the length of the block."""
    held = store.current()
    if held.is_sqlite:
        yield
        return
    line = await asyncio.to_thread(_line, held.engine)
    try:
        while not await asyncio.to_thread(line.scalar, _TAKE):  # noqa: ASYNC110 - the others are in other processes
            await asyncio.sleep(_ASK_AGAIN_SECONDS)
        yield
    finally:
        # Closed for good, not given back to the pool: the lock goes with the connection.
        line.invalidate()
        line.close()


def _line(engine: sa.Engine) -> sa.Connection:
    return engine.connect().execution_options(isolation_level="AUTOCOMMIT")
