"""How does a notice get to Slack, in its own time?

Each notice is its own small workflow on a queue with Slack's rate: nothing
waits for Slack, and nothing is forgotten while Slack is down.
"""

from collections.abc import Iterable

from dbos import DBOS, SetWorkflowID

from negotiation.errors import ParleyError
from steps.log_context import bound_request_id, log_context
from steps.post_notice import note_posted, post_notice
from workflows.names import notice_id
from workflows.patience import patiently

QUEUE = "slack"


@DBOS.workflow(name="notice", max_recovery_attempts=None)
async def notice(key: str, request_id: str = "") -> str:
    """Bring the notice *key* to Slack once; return its ts."""
    with log_context(request_id, notice=key):
        try:
            ts = await patiently(post_notice, key)
        except ParleyError:
            # Slack understood and refused, which its blocks are likelier to cause than its words: say it plainly.
            ts = await patiently(post_notice, key, plain=True)
        await note_posted(key, ts)
    return ts


async def post_soon(keys: Iterable[str]) -> None:
    """Queue the notices; one that is queued already is not queued twice."""
    for key in keys:
        with SetWorkflowID(notice_id(key)):
            await DBOS.enqueue_workflow_async(QUEUE, notice, key, bound_request_id())
