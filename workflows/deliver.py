"""How does a signal reach its negotiation, whether it is parked, busy or long over?

What is signalled is in the ledger first: a mail when it was routed, a press
here. So a signal that meets an ending negotiation is not lost: `retire` hands
it over, or the next episode finds it. Several who find a negotiation ended at
once claim the same episode, and begin it once.
"""

from typing import Any

from dbos import DBOS, PortableWorkflowError, SetWorkflowID, error

from negotiation.records import encode
from steps.life import Life, claim_episode, look_at_episode, read_life
from steps.note_press import keep_press
from workflows.names import TOPIC, episode_id, split_episode_id
from workflows.negotiate import negotiate
from workflows.signals import PersonDecided, Reopened, Signal, Silence, Started, write_signal
from workflows.wake import wake

QUEUE = "negotiations"
_ABSENT = error.DBOSNonExistentWorkflowError.__name__


async def begin(negotiation_id: str, request_id: str) -> None:
    """Queue the first episode of a negotiation; a second time changes nothing."""
    life = await read_life(negotiation_id)
    await _live(life, life.workflow_id or await _claim(life), request_id)


async def deliver(negotiation_id: str, signal: Signal, key: str, *, revive: bool = True) -> None:
    """Bring *signal* to the negotiation; the same *key* arrives once.

    A negotiation whose workflow has failed is given another one, unless *revive* is off: a fault that
    comes back must not be tried for ever.
    """
    if isinstance(signal, PersonDecided):
        await keep_press(negotiation_id, key, signal.act, signal.who, write_signal(signal))
    life = await read_life(negotiation_id)
    workflow_id, found = life.workflow_id, await look_at_episode(life.workflow_id) if life.live else "over"
    if life.live and found == "over" and not revive:
        return
    if found != "living":
        workflow_id = await _claim(life) if found == "over" or not life.workflow_id else life.workflow_id
        await _live(life, workflow_id)
        if life.case.ended:
            return  # the new episode begins by asking the ledger for what it has to take up
    await DBOS.send_async(workflow_id, write_signal(signal), TOPIC, idempotency_key=key)
    wake(workflow_id)


async def remind(workflow_id: str, turn: int) -> None:
    """Wake a negotiation that has slept past its time; its turn looks at the clock again before it does anything.

    One that was claimed by somebody who has not begun it yet looks at the clock when it begins.
    """
    due = f"due/{workflow_id}/{turn}"
    try:
        await DBOS.send_async(workflow_id, write_signal(Silence()), TOPIC, idempotency_key=due)
    except (error.DBOSNonExistentWorkflowError, PortableWorkflowError) as fault:
        # Checkpointed, it is told a second time as what it was called.
        if getattr(fault, "name", _ABSENT) != _ABSENT:
            raise
    wake(workflow_id)


async def _claim(life: Life) -> str:
    episode = split_episode_id(life.workflow_id)[1] + 1 if life.workflow_id else 1
    negotiation_id = life.case.negotiation_id
    return await claim_episode(negotiation_id, life.workflow_id, episode_id(negotiation_id, episode))


async def _live(life: Life, workflow_id: str, request_id: str = "") -> None:
    """Begin the episode *workflow_id*, unless somebody has."""
    is_first = split_episode_id(workflow_id)[1] == 1
    first: Signal = Started(request_id) if is_first else Reopened()
    arguments: tuple[dict[str, Any], ...] = (encode(life.brief), encode(life.case), write_signal(first))
    with SetWorkflowID(workflow_id):
        if is_first:
            await DBOS.enqueue_workflow_async(QUEUE, negotiate, *arguments)
        else:
            await DBOS.start_workflow_async(negotiate, *arguments)
