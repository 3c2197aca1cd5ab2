"""What follows a yes?

The deal is stored with the words that prove it and its budget committed in one
transaction; Slack is told; the terms are read back to the creator in writing.
Slack does not wait for Gmail, nor Gmail for Slack.
"""

from typing import Any

from dbos import DBOS, SetWorkflowID

from negotiation.case import Case
from negotiation.errors import ParleyError
from negotiation.letter import Stage
from negotiation.reading import Reading
from negotiation.records import decode, encode
from negotiation.terms import Brief
from negotiation.verdicts import Accept
from steps.announce_deal import agree
from steps.hand_over import hand_over_failure
from steps.log_context import bound_request_id, log_context, negotiation_ids
from steps.settle import settle
from workflows.names import close_id
from workflows.notices import post_soon
from workflows.sending import say

Json = dict[str, Any]


@DBOS.workflow(name="close_deal", max_recovery_attempts=None)
async def close_deal(
    brief: Json, case: Json, verdict: Json, reading: Json, message_id: str, request_id: str = ""
) -> Json:
    """Close the deal of *verdict*; return the case after it."""
    terms: Brief = decode(Brief, brief)
    before: Case = decode(Case, case)
    yes: Accept = decode(Accept, verdict)
    with log_context(request_id, **negotiation_ids(terms, before)):
        agreed = await agree(terms, before, yes, decode(Reading, reading), message_id)
        await post_soon((await settle(terms, agreed)).notice_keys)
        try:
            return encode(await say(terms, agreed, Stage.CONFIRM, yes, has_read=True))
        except ParleyError as fault:
            # The deal stands and is told; that it could not be read back is a person's to mend.
            return encode(await hand_over_failure(terms, agreed, fault))


async def close_deal_as_child(brief: Brief, case: Case, verdict: Accept, reading: Reading, message_id: str) -> Case:
    """Run `close_deal` under its own id, so that it resumes by itself."""
    with SetWorkflowID(close_id(case.negotiation_id, case.turn)):
        proofs = (encode(verdict), encode(reading), message_id, bound_request_id())
        closed = await close_deal(encode(brief), encode(case), *proofs)
    after: Case = decode(Case, closed)
    return after
