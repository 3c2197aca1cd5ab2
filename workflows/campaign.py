"""How does a campaign become negotiations?

Fetch the order, fetch the rows, write briefs and problems in one transaction,
and queue one negotiation a creator. Importing twice starts nobody twice.
"""

from typing import Any

from dbos import DBOS

from negotiation.errors import ParleyError
from steps.import_campaign import (
    SheetLine,
    fetch_campaign_task,
    fetch_creator_rows,
    import_campaign,
    read_campaign_fields,
    reject_campaign,
)
from steps.intake.campaigns import CampaignOrder
from steps.intake.form import Problem
from steps.log_context import bound_request_id, log_context
from workflows.deliver import begin
from workflows.notices import post_soon
from workflows.patience import patiently

_STARTS_A_SECOND = 20


@DBOS.workflow(name="campaign", max_recovery_attempts=None)
async def campaign_from_clickup(task_id: str, event: str, request_id: str = "") -> int:
    """Start the campaign that a ClickUp task orders; return how many negotiations began."""
    with log_context(request_id, campaign_id=task_id):
        return await _order_of_task(task_id, event)


async def _order_of_task(task_id: str, event: str) -> int:
    try:
        order = await patiently(fetch_campaign_task, task_id)
        # Several events, and a look at the list, may speak of one state of the task: the team is told of it once.
        event = f"{task_id}/{order.updated_at_ms}" if order.updated_at_ms else event
        lines = await patiently(fetch_creator_rows, order.sheet) if order.campaign else ()
    except ParleyError as fault:
        return await _refuse(task_id, (Problem(0, "ClickUp task or sheet", str(fault)),), event)
    return await _start(order, task_id, lines, "clickup", event)


@DBOS.workflow(name="campaign_from_json", max_recovery_attempts=None)
async def campaign_from_json(
    campaign_id: str, fields: dict[str, Any], creators: list[dict[str, str]], event: str, request_id: str = ""
) -> int:
    """Start the campaign that ``POST /campaigns`` orders; return how many negotiations began."""
    with log_context(request_id, campaign_id=campaign_id):
        return await _order_of_json(campaign_id, fields, creators, event)


async def _order_of_json(campaign_id: str, fields: dict[str, Any], creators: list[dict[str, str]], event: str) -> int:
    order = await read_campaign_fields(campaign_id, fields)
    try:
        lines = await patiently(fetch_creator_rows, order.sheet) if order.sheet and not creators else ()
    except ParleyError as fault:
        return await _refuse(campaign_id, (Problem(0, "Sheet", str(fault)),), event)
    given = tuple(SheetLine(number, tuple(row.items())) for number, row in enumerate(creators, start=1))
    return await _start(order, campaign_id, given or lines, "api", event)


async def _start(order: CampaignOrder, campaign_id: str, lines: tuple[SheetLine, ...], source: str, event: str) -> int:
    if order.campaign is None:
        return await _refuse(campaign_id, order.problems, event)
    imported = await import_campaign(order.campaign, lines, source, campaign_id, event)
    await _begin_each([brief.negotiation_id for brief in imported.briefs])
    await post_soon(imported.notice_keys)
    return len(imported.briefs)


async def _begin_each(negotiation_ids: list[str]) -> None:
    """Begin the negotiations at a pace that leaves room for those who wait for an answer."""
    # The pace is here and not on the queue: a queue's limit would hold back what resumes after a restart as well.
    for number, negotiation_id in enumerate(negotiation_ids):
        if number and number % _STARTS_A_SECOND == 0:
            await DBOS.sleep_async(1.0)
        await begin(negotiation_id, bound_request_id())


async def _refuse(campaign_id: str, problems: tuple[Problem, ...], event: str) -> int:
    await post_soon(await reject_campaign(campaign_id, problems, event))
    return 0
