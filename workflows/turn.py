"""What happens between two waits: one signal is understood and answered.

A turn lasts seconds and is a workflow of its own, so its order of steps may
change from release to release while negotiations stay parked.
"""

from dataclasses import replace
from typing import Any, assert_never

from dbos import DBOS

from negotiation.case import Case
from negotiation.errors import ParleyError
from negotiation.records import decode, encode
from negotiation.terms import Brief
from steps.hand_over import hand_over_failure
from steps.log_context import log_context, negotiation_ids
from steps.settle import settle
from workflows.answering import answer_mail
from workflows.notices import post_soon
from workflows.opening import open_negotiation
from workflows.people import follow_person
from workflows.signals import MailArrived, PersonDecided, Reopened, Signal, Silence, Started, read_signal
from workflows.silence import answer_silence

Json = dict[str, Any]


@DBOS.workflow(name="turn", max_recovery_attempts=None)
async def turn(brief: Json, case: Json, signal: Json) -> Json:
    """Take one turn and return the case to wait with."""
    terms: Brief = decode(Brief, brief)
    before: Case = decode(Case, case)
    now = replace(before, turn=before.turn + 1)
    told = read_signal(signal)
    request_id = "" if isinstance(told, Silence | Reopened) else told.request_id
    with log_context(request_id, **negotiation_ids(terms, now)):
        try:
            after = await _take(terms, now, told)
        except ParleyError as fault:
            # A fault nobody above could mend must not end the negotiation: a person gets it, with the story so far.
            after = await hand_over_failure(terms, now, fault, *_taken_up(told))
        settled = await settle(terms, after)
        await post_soon(settled.notice_keys)
    return encode(settled.case)


async def _take(brief: Brief, case: Case, signal: Signal) -> Case:
    match signal:
        case Started():
            return await open_negotiation(brief, case)
        case MailArrived(message_id=message_id):
            return await answer_mail(brief, case, message_id)
        case PersonDecided():
            return await follow_person(brief, case, signal)
        case Silence():
            return await answer_silence(brief, case)
        case Reopened():
            return case  # an episode's beginning; it is never a turn's signal
        case _:
            assert_never(signal)


def _taken_up(signal: Signal) -> tuple[str, str]:
    """Return the mail and the press that this turn was to follow; "" where it was neither."""
    match signal:
        case MailArrived(message_id=message_id):
            return message_id, ""
        case PersonDecided(press_id=press_id):
            return "", press_id
        case _:
            return "", ""
