"""How does a reply find its negotiation?

Store everything new, route each mail, signal its negotiation with the message
id as idempotency key, and only then move the cursor. One look at a time.
"""

from dbos import DBOS

from negotiation.errors import OurFault
from steps.fetch_mail import fetch_mail, move_cursor
from steps.log_context import log_context
from steps.route_mail import note_resync, note_unroutable, route_mail
from workflows.deliver import deliver
from workflows.notices import post_soon
from workflows.patience import patiently
from workflows.signals import MailArrived


@DBOS.workflow(name="mailbox", max_recovery_attempts=None)
async def mailbox(request_id: str) -> int:
    """Look into the mailbox once; return how many mails Gmail announced and did not give."""
    with log_context(request_id):
        return await _look(request_id)


async def _look(request_id: str) -> int:
    news = await patiently(fetch_mail)
    notices: list[str] = []
    for message_id in news.message_ids:
        notices += await _bring_home(message_id, request_id)
    if news.resynced:
        notices += await note_resync(news.newest_history_id)
    await move_cursor(news.newest_history_id)
    await post_soon(notices)
    return news.missed


async def _bring_home(message_id: str, request_id: str) -> tuple[str, ...]:
    """Route one mail and tell its negotiation; return the notices to post."""
    try:
        route = await route_mail(message_id)
        if route.negotiation_id:
            for one in (*route.earlier, message_id):  # whoever said two things is heard in their order
                await deliver(route.negotiation_id, MailArrived(one, request_id), f"mail/{one}")
    except OurFault as fault:
        # One mail that we stumble over must not keep the others from being read.
        return await note_unroutable(message_id, str(fault))
    return route.notice_keys
