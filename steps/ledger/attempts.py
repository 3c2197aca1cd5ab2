"""Has anybody begun to do this before?

An effect that has no idempotency key must look for its own trace before it is
repeated. Written down before the first try, an attempt says when that look can
be saved: a key that nobody has tried has left no trace. A store restored from
a backup has forgotten attempts, so there every first try looks.
"""

import asyncio

import sqlalchemy as sa

from steps.clock import now_ms
from steps.ledger import store
from steps.ledger.tables import attempts, cursors

RESTORED = "restored-from-backup"


async def begin_attempt(key: str) -> bool:
    """Write down that *key* is being tried; return whether this is the first time."""
    return await asyncio.to_thread(_begin, key)


async def attempted_at_ms(key: str) -> int | None:
    """Return when *key* was first tried, if it was."""
    return await asyncio.to_thread(_attempted, key)


async def forgotten_since_ms() -> int | None:
    """Return from when on this store knows nothing, if it was restored from a backup."""
    return await asyncio.to_thread(_forgotten)


def _begin(key: str) -> bool:
    with store.current().transaction() as session:
        if not store.insert_once(session, attempts, key=key, at_ms=now_ms()):
            return False
        restored = session.execute(sa.select(cursors.c.at_ms).where(cursors.c.name == RESTORED)).first()
    return restored is None


def _forgotten() -> int | None:
    with store.current().reading() as connection:
        row = connection.execute(sa.select(cursors.c.value).where(cursors.c.name == RESTORED)).scalar()
    return int(row) if row is not None else None


def _attempted(key: str) -> int | None:
    with store.current().reading() as connection:
        return connection.execute(sa.select(attempts.c.at_ms).where(attempts.c.key == key)).scalar()
