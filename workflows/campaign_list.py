"""What if ClickUp told us nothing?

At every start, and every few minutes, the campaign list is read from where it was
last read to. A task that a webhook brought already is imported once more, which
starts nobody twice and tells nobody twice.
"""

import structlog
from dbos import DBOS, SetWorkflowID

from negotiation.errors import ParleyError
from steps.find_campaigns import (
    find_touched_tasks,
    keep_list_read,
    keep_webhook_health,
    list_read_until,
    look_at_webhook,
)
from workflows.campaign import campaign_from_clickup
from workflows.names import campaign_id
from workflows.notices import post_soon

_log = structlog.get_logger("parley.campaign")

# ClickUp tries an event five times within minutes; most tasks are the webhook's.
_WEBHOOK_GRACE_MS = 60_000


@DBOS.workflow(name="campaign_list", max_recovery_attempts=None)
async def campaign_list() -> None:
    """Start the campaigns that no webhook told us of, and look how the webhook fares."""
    since_ms = await list_read_until()
    if not since_ms:
        return
    try:
        await _catch_up(since_ms)
        await post_soon(await keep_webhook_health(await look_at_webhook()))
    except ParleyError as fault:
        # The next look begins at the same place; CampaignListNotRead pages when none comes to its end.
        _log.warning("campaign_list.look_failed", fault=type(fault).__name__, detail=str(fault))


async def _catch_up(since_ms: int) -> None:
    touched = await find_touched_tasks(since_ms, _WEBHOOK_GRACE_MS)
    for task in touched:
        event = f"{task.task_id}/seen-{task.updated_at_ms}"
        with SetWorkflowID(campaign_id("clickup", event)):
            await DBOS.start_workflow_async(campaign_from_clickup, task.task_id, event, "")
    newest_ms = touched[-1].updated_at_ms if touched else 0
    await keep_list_read(max(newest_ms, since_ms))
