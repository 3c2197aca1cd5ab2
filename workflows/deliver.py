"""How does a signal reach its negotiation, whether it is parked, busy or long over?

A send to a workflow that has ended would succeed and be lost, so the state is
looked at first: an ended negotiation is reopened in its next episode.
"""

from typing import Any

from dbos import DBOS, SetWorkflowID

from negotiation.records import encode
from steps.life import Life, has_ended, note_episode, read_life
from workflows.names import TOPIC, episode_id, split_episode_id
from workflows.negotiate import negotiate
from workflows.signals import Signal, Started, write_signal
from workflows.wake import wake

QUEUE = "negotiations"


async def begin(negotiation_id: str) -> None:
    """Queue the first episode of a negotiation; a second time changes nothing."""
    await _live(await read_life(negotiation_id), 1, Started())


async def deliver(negotiation_id: str, signal: Signal, key: str) -> None:
    """Bring *signal* to the negotiation; the same *key* arrives once."""
    life = await read_life(negotiation_id)
    if not life.workflow_id:
        await _live(life, 1, Started())
        life = await read_life(negotiation_id)
    if await has_ended(life.workflow_id):
        _, episode = split_episode_id(life.workflow_id)
        await _live(life, episode + 1, signal)
        return
    await DBOS.send_async(life.workflow_id, write_signal(signal), TOPIC, idempotency_key=key)
    wake(life.workflow_id)


async def _live(life: Life, episode: int, first: Signal) -> None:
    workflow_id = episode_id(life.case.negotiation_id, episode)
    await note_episode(life.case.negotiation_id, workflow_id)
    arguments: tuple[dict[str, Any], ...] = (encode(life.brief), encode(life.case), write_signal(first))
    with SetWorkflowID(workflow_id):
        if episode == 1:
            await DBOS.enqueue_workflow_async(QUEUE, negotiate, *arguments)
        else:
            await DBOS.start_workflow_async(negotiate, *arguments)
