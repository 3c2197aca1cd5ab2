"""What did a push say, before anything is done about it?

Pushes that come while the last commit is under way are stored by the next one
together: a storm costs a commit for each round to the disk, not for each push.
Nobody is answered before their push is stored.
"""

import asyncio

from steps.clock import now_ms
from steps.ledger import store
from steps.ledger.tables import pushes

_MOST_AT_ONCE = 200


class PushBook:
    """Stores pushes, each once; belongs to one event loop."""

    def __init__(self) -> None:
        self._waiting: list[tuple[str, int, asyncio.Future[bool]]] = []
        self._writing: asyncio.Task[None] | None = None

    async def note(self, push_id: str, history_id: int) -> bool:
        """Return once the push is stored: whether it is new."""
        stored: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._waiting.append((push_id, history_id, stored))
        if self._writing is None or self._writing.done():
            # A task of its own: whoever asked first may hang up, and the others still wait.
            self._writing = asyncio.create_task(self._write())
        return await stored

    async def _write(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting[:_MOST_AT_ONCE], self._waiting[_MOST_AT_ONCE:]
            told = {push_id: history_id for push_id, history_id, _ in batch}
            try:
                new, error = await asyncio.to_thread(_store, told), None
            except Exception as refused:
                new, error = set(), refused
            for push_id, _, stored in batch:
                if stored.done():
                    continue
                if error is not None:
                    stored.set_exception(error)
                else:
                    stored.set_result(push_id in new)
                    new.discard(push_id)  # doubled within one batch, it is new once


def _store(told: dict[str, int]) -> set[str]:
    """Store the pushes that are new, in one commit, and return their ids."""
    with store.current().transaction() as session:
        return {
            push_id
            for push_id, history_id in told.items()
            if store.insert_once(session, pushes, push_id=push_id, history_id=history_id, received_at_ms=now_ms())
        }
