"""How does a negotiation begin?"""

from negotiation.case import Case
from negotiation.letter import Stage
from negotiation.terms import Brief
from negotiation.verdicts import Escalate
from steps.decide import decide_opening
from steps.hand_over import hand_over
from steps.record import note_deferred
from workflows.sending import say

# An opening that the budget does not allow yet is tried again, a day apart, before a person is asked.
_MOST_DEFERRALS = 10


async def open_negotiation(brief: Brief, case: Case) -> Case:
    """Send the anchor, or keep it back while the others' offers hold the budget."""
    decision = await decide_opening(brief, case)
    verdict = decision.verdict
    if isinstance(verdict, Escalate):
        if verdict.reason == "budget_short" and case.reminders < _MOST_DEFERRALS:
            return await note_deferred(brief, case)
        return await hand_over(brief, case, verdict.reason, verdict.detail)
    return await say(brief, case, Stage.OPENING, verdict)
