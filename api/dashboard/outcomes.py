"""What does a person hear about what they have just decided?"""

import asyncio

from dbos import DBOS

from api.dashboard.words import money, state_name
from negotiation.guard_words import in_words
from steps.ledger import outcomes
from steps.ledger.outcomes import Outcome
from workflows.names import turn_id

_RUNNING = ("PENDING", "ENQUEUED", "DELAYED")
_LOOK_AGAIN_SECONDS = 0.05

ACTS = {
    "approve": "Approve",
    "edit": "Send your words",
    "counter": "Send another amount",
    "reject": "Turn down",
    "takeover": "Take over",
    "release": "Release to Parley",
    "pause": "Pause",
    "resume": "Resume",
    "stop": "Stop",
    "cancel": "Cancel the deal",
    "reopen": "Try again",
    "seen": "Seen",
}


async def outcome(negotiation_id: str, press_id: str) -> Outcome | None:
    """Return what came of a press; None while the negotiation has not heard of it."""
    press = await asyncio.to_thread(outcomes.read_press, negotiation_id, press_id)
    if press is None:
        return None
    turn = press["taken_turn"]
    status = await DBOS.get_workflow_status_async(turn_id(negotiation_id, turn)) if turn else None
    under_way = status is not None and status.status in _RUNNING
    return await asyncio.to_thread(outcomes.read_outcome, press, under_way=under_way)


async def outcome_within(negotiation_id: str, press_id: str, seconds: float) -> None:
    """Wait until it is known what came of a press, but not for long: the page says so when it is not."""
    end = asyncio.get_running_loop().time() + seconds
    while asyncio.get_running_loop().time() < end:
        found = await outcome(negotiation_id, press_id)
        if found is not None and found.kind != "waiting":
            return
        await asyncio.sleep(_LOOK_AGAIN_SECONDS)


def told(result: Outcome | None, currency: str) -> tuple[str, str]:
    """Return what a person reads, and the colour it has."""
    if result is None or result.kind == "waiting":
        return "Your decision is on its way. This page says what came of it as soon as it is done.", "blue"
    act = f"{result.who}: {ACTS.get(result.act, result.act)}."
    match result.kind:
        case "sent":
            amount = f" for {money(result.fee_cents, currency)}" if result.fee_cents is not None else ""
            return f"{act} The mail{amount} is sent.", "green"
        case "handed_over":
            return f"{act} Nothing was sent. {in_words(result.told)}", "amber"
        case "moved":
            return f"{act} Done: the negotiation is now “{state_name(result.to_state)}”.", "green"
        case _ if result.act == "seen":
            return f"{act} It is put away; the story keeps it.", "green"
        case _:
            return f"{act} Nothing changed: {_why_nothing(result.act)}", "amber"


def _why_nothing(act: str) -> str:
    if act in ("approve", "edit"):
        return "the draft you looked at is no longer the one that waits. Look at what is here now, then decide again."
    if act in ("counter", "reject"):
        return (
            "the negotiation has moved on since the page you decided on. Look at what is here now, then decide again."
        )
    return "where the negotiation stands now this can no longer be done. What can be done is below."
