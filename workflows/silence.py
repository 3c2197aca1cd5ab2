"""What do we do when nobody answers?"""

from negotiation.case import Case
from negotiation.letter import Stage
from negotiation.state import State
from negotiation.terms import Brief
from steps.record import remind_of_escalation
from workflows.opening import open_negotiation
from workflows.sending import say


async def answer_silence(brief: Brief, case: Case) -> Case:
    """Nudge, close politely, remind the person who has to act, or try the opening again."""
    if case.pending_key:
        return await remind_of_escalation(brief, case)
    match case.state:
        case State.INITIAL_OFFER:
            return await open_negotiation(brief, case)
        case State.ESCALATED:
            return await remind_of_escalation(brief, case)
        case State.AWAITING_REPLY if case.nudges < brief.campaign.waits.max_nudges:
            return await say(brief, case, Stage.NUDGE, None, approved=True)
        case State.AWAITING_REPLY:
            return await say(brief, case, Stage.CLOSE, None, approved=True)
        case _:
            return case
