"""Has a negotiation really been silent for as long as it meant to wait?"""

from negotiation.case import Case
from steps.clock import now_ms
from steps.durable import effect


@effect("silence_is_due")
async def silence_is_due(case: Case) -> bool:
    """Tell whether the wait of *case* is over: a signal that came twice ends a wait early and brings nothing."""
    return case.due_at_ms is None or now_ms() >= case.due_at_ms
