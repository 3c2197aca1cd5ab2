"""What did a push say, before anything is done about it?"""

import asyncio

from steps.clock import now_ms
from steps.ledger import store
from steps.ledger.tables import pushes


async def note_push(push_id: str, history_id: int) -> bool:
    """Store a push in one commit; False when this one was stored before."""
    return await asyncio.to_thread(_note, push_id, history_id)


def _note(push_id: str, history_id: int) -> bool:
    with store.current().transaction() as session:
        return store.insert_once(session, pushes, push_id=push_id, history_id=history_id, received_at_ms=now_ms())
