"""How does a negotiation begin?"""

from typing import assert_never

from negotiation.case import Case
from negotiation.letter import Stage
from negotiation.terms import Brief
from negotiation.verdicts import Accept, Clarify, Counter, Escalate, Hold, Wait, WalkAway
from steps.claims import end_unopened
from steps.decide import decide_opening
from steps.hand_over import hand_over
from steps.record import note_deferred
from workflows.sending import say


async def open_negotiation(brief: Brief, case: Case) -> Case:
    """Send the anchor, keep it back until the budget reaches it, or end without a word when it never will."""
    decision = await decide_opening(brief, case)
    match decision.verdict:
        case Escalate(reason=reason, detail=detail):
            return await hand_over(brief, case, reason, detail)
        case Wait():
            return await note_deferred(brief, case)
        case WalkAway():
            return await end_unopened(brief, case)
        case Counter() | Hold() | Accept() | Clarify():
            return await say(brief, case, Stage.OPENING, decision.verdict)
        case _:
            assert_never(decision.verdict)
