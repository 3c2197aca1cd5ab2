"""How does a reply find its negotiation?

Store everything new, route each mail, signal its negotiation with the message
id as idempotency key, and only then move the cursor. One look at a time.
"""

from dbos import DBOS

from steps.fetch_mail import fetch_mail, move_cursor
from steps.log_context import log_context
from steps.route_mail import note_resync, route_mail
from workflows.deliver import deliver
from workflows.notices import post_soon
from workflows.patience import patiently
from workflows.signals import MailArrived


@DBOS.workflow(name="mailbox", max_recovery_attempts=None)
async def mailbox(request_id: str) -> int:
    """Look into the mailbox once; return how many mails were routed."""
    with log_context(request_id):
        return await _look(request_id)


async def _look(request_id: str) -> int:
    news = await patiently(fetch_mail)
    notices: list[str] = []
    for message_id in news.message_ids:
        route = await route_mail(message_id)
        if route.negotiation_id:
            await deliver(route.negotiation_id, MailArrived(message_id, request_id), f"mail/{message_id}")
        notices += route.notice_keys
    if news.resynced:
        notices += await note_resync(news.newest_history_id)
    await move_cursor(news.newest_history_id)
    await post_soon(notices)
    return len(news.message_ids)
