"""What do we do when nobody answers?"""

from negotiation.case import Case
from negotiation.letter import Stage
from negotiation.state import State
from negotiation.terms import Brief
from steps.hand_over import remind_of_escalation
from steps.record import resume_waiting
from steps.silence_is_due import silence_is_due
from steps.working_hours import wait_for_hours
from workflows.answering import answer_held
from workflows.opening import open_negotiation
from workflows.sending import say


async def answer_silence(brief: Brief, case: Case) -> Case:
    """Nudge, close politely, remind who has to act, try an opening or a held ask again; wait on if it is too early."""
    if not await silence_is_due(case):
        return case
    later = await wait_for_hours(brief, case)
    if later.due_at_ms != case.due_at_ms:
        return later
    if case.pending_key:
        return await remind_of_escalation(brief, case)
    match case.state:
        case State.INITIAL_OFFER:
            return await open_negotiation(brief, case)
        case State.AWAITING_REPLY if case.held:
            return await answer_held(brief, case, case.held)
        case State.AWAITING_REPLY if not case.history.ours():
            return await open_negotiation(brief, case)  # paused and resumed before its turn came
        case State.ESCALATED:
            return await remind_of_escalation(brief, case)
        case State.AWAITING_REPLY if case.nudges < brief.campaign.waits.max_nudges:
            return await say(brief, case, Stage.NUDGE, None, approved=True)
        case State.AWAITING_REPLY:
            return await say(brief, case, Stage.CLOSE, None, approved=True)
        case _:
            # Nothing is due; what is under way brings its own signal.
            return await resume_waiting(brief, case)
