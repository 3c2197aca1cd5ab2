"""How does a signal reach its negotiation, whether it is parked, busy or long over?

A send to a workflow that has ended would succeed and be lost, so the state is
looked at first: an ended negotiation is reopened in its next episode.
"""

from typing import Any

from dbos import DBOS, SetWorkflowID

from negotiation.records import encode
from steps.life import Life, find_live, note_episode, read_life
from workflows.names import TOPIC, episode_id, split_episode_id
from workflows.negotiate import negotiate
from workflows.signals import Signal, Started, write_signal
from workflows.wake import wake

QUEUE = "negotiations"


async def begin(negotiation_id: str, request_id: str) -> None:
    """Queue the first episode of a negotiation; a second time changes nothing."""
    await _live(await read_life(negotiation_id), 1, Started(request_id))


async def deliver(negotiation_id: str, signal: Signal, key: str) -> None:
    """Bring *signal* to the negotiation; the same *key* arrives once."""
    live = await find_live(negotiation_id)
    if not live:
        life = await read_life(negotiation_id)
        episode = split_episode_id(life.workflow_id)[1] + 1 if life.workflow_id else 1
        await _live(life, episode, signal if life.workflow_id else Started())
        live = episode_id(negotiation_id, episode)
        if life.workflow_id:
            return
    await DBOS.send_async(live, write_signal(signal), TOPIC, idempotency_key=key)
    wake(live)


async def _live(life: Life, episode: int, first: Signal) -> None:
    workflow_id = episode_id(life.case.negotiation_id, episode)
    await note_episode(life.case.negotiation_id, workflow_id)
    arguments: tuple[dict[str, Any], ...] = (encode(life.brief), encode(life.case), write_signal(first))
    with SetWorkflowID(workflow_id):
        if episode == 1:
            await DBOS.enqueue_workflow_async(QUEUE, negotiate, *arguments)
        else:
            await DBOS.start_workflow_async(negotiate, *arguments)
