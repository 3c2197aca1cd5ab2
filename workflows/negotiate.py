"""One negotiation, from the first offer to its end.

The body only waits and starts turns: it is parked for weeks, so it must
hardly ever change. What changes lives in the turns, which last seconds.
"""

from typing import Any

from dbos import DBOS, SetWorkflowID

from negotiation.case import Case
from negotiation.records import decode
from steps.life import retire
from workflows.names import turn_id
from workflows.signals import Reopened, Signal, next_signal, read_signal, signal_of, write_signal
from workflows.turn import turn

Json = dict[str, Any]


@DBOS.workflow(name="negotiate", max_recovery_attempts=None)
async def negotiate(brief: Json, case: Json, first: Json) -> Json:
    """Negotiate with one creator, starting from *case* with the signal *first*; return the last case.

    *brief* was frozen at the start: a redeploy must not renegotiate.
    """
    told = read_signal(first)
    if not isinstance(told, Reopened):
        case = await _take_turn(brief, case, told)
    while True:
        while not _is_over(case):
            case = await _take_turn(brief, case, await next_signal(case["wait_seconds"]))
        late = await retire(case["negotiation_id"])
        if not late:
            return case
        for one in late:
            case = await _take_turn(brief, case, signal_of(one))


async def _take_turn(brief: Json, case: Json, signal: Signal) -> Json:
    with SetWorkflowID(turn_id(case["negotiation_id"], case["turn"] + 1)):
        return await turn(brief, case, write_signal(signal))


def _is_over(stored: Json) -> bool:
    case: Case = decode(Case, stored)
    return case.ended
