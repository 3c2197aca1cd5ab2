"""What was kept for a while and will not be asked for again?

Rounds and looks into the mailbox that came to their end, and pushes that
Pub/Sub no longer repeats. They come by the thousand a day, and nothing leads
back to them. What belongs to a negotiation, a deal or a message is kept for
good, and so is whatever failed: the runbook asks for it.
"""

import asyncio
from datetime import UTC, datetime

import sqlalchemy as sa
import structlog
from dbos import DBOS

from steps.clock import now_ms
from steps.ledger import store
from steps.ledger.measures import PUSHES_PRUNED
from steps.ledger.tables import cursors, pushes

_DAY_MS = 86_400_000
_ROUNDS = ["watch", "sweep", "second_way", "campaign_list", "mailbox"]
_ROUNDS_KEPT_MS = 3 * _DAY_MS
# The longest that a Pub/Sub subscription can be told to keep what was not acknowledged; seven days if told nothing.
_PUSHES_KEPT_MS = 31 * _DAY_MS
_AT_ONCE = 200  # one commit each, so that nobody waits long for the writer
_MOST_AT_A_TIME = 20_000

_log = structlog.get_logger("parley.prune")


async def prune() -> None:
    """Let go of finished rounds and old pushes, a bounded number at a time; the next call goes on."""
    rounds, old_pushes = await _prune_rounds(), await asyncio.to_thread(_prune_pushes)
    if rounds or old_pushes:
        _log.info("store.pruned", rounds=rounds, pushes=old_pushes)


async def _prune_rounds() -> int:
    """Return how many finished rounds were deleted; what they started is not."""
    before = datetime.fromtimestamp((now_ms() - _ROUNDS_KEPT_MS) / 1000, UTC).isoformat()
    pruned = 0
    while pruned < _MOST_AT_A_TIME:
        ended = await DBOS.list_workflows_async(
            name=_ROUNDS, status="SUCCESS", completed_before=before, limit=_AT_ONCE, load_input=False, load_output=False
        )
        await DBOS.delete_workflows_async([one.workflow_id for one in ended])
        pruned += len(ended)
        if len(ended) < _AT_ONCE:
            break
    return pruned


def _prune_pushes() -> int:
    """Return how many pushes were deleted; how many there ever were stays known."""
    old = pushes.c.received_at_ms < now_ms() - _PUSHES_KEPT_MS
    oldest = sa.select(pushes.c.push_id).where(old).order_by(pushes.c.received_at_ms).limit(_MOST_AT_A_TIME)
    with store.current().transaction() as session:
        pruned = session.execute(pushes.delete().where(pushes.c.push_id.in_(oldest)).returning(pushes.c.push_id)).all()
        if pruned:
            kept = session.execute(sa.select(cursors.c.value).where(cursors.c.name == PUSHES_PRUNED)).scalar()
            session.execute(cursors.delete().where(cursors.c.name == PUSHES_PRUNED))
            counted = str(int(kept or 0) + len(pruned))
            session.execute(cursors.insert().values(name=PUSHES_PRUNED, value=counted, at_ms=now_ms()))
        return len(pruned)
