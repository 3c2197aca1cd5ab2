"""Is more of theirs under way to us?

Whoever answers one of two mails has misunderstood the creator, and may pay for
it. So a mail is read, and an answer sent, when what the mailbox has stored is
routed, and what Gmail holds beyond that is stored.
"""

import asyncio

from negotiation.case import Case
from negotiation.terms import Brief
from steps import connections
from steps.clients.faults import NotFound
from steps.fetch_mail import is_behind
from steps.newer_mail import is_being_brought_in, is_last_known
from steps.sending_slots import NotYet

_SOON_SECONDS = 0.5
_OURS = frozenset({"SENT", "DRAFT", "TRASH", "SPAM"})


async def await_their_mail(brief: Brief, case: Case, *, be_sure: bool = False, looked: bool = False) -> None:
    """Return once nothing of theirs is under way; *be_sure* asks Gmail even if the mailbox is not behind.

    *looked*: Gmail was asked a moment ago and holds nothing more. Raises NotYet while something is under way.
    """
    people = tuple({email.lower() for email in (brief.creator.email, *case.thread.to)})
    if await asyncio.to_thread(is_being_brought_in, case.thread.thread_id, people) or (
        not looked and (be_sure or await asyncio.to_thread(is_behind)) and await heard_in_thread(case)
    ):
        raise NotYet(_SOON_SECONDS, "newer mail of this conversation is being brought in")


async def heard_in_thread(case: Case) -> bool:
    """Tell whether the thread holds mail in Gmail that the mailbox has not brought in yet.

    After a night without the service every nudge is due at once, and the
    replies of that night are still on their way.
    """
    if not case.thread.thread_id:
        return False
    try:
        thread = await connections.current().gmail.thread_message_headers(case.thread.thread_id)
    except NotFound:
        return False  # deleted for good, with what is to be sent: sending finds that out
    arrived = [mail.message_id for mail in thread if _OURS.isdisjoint(mail.label_ids)]
    return not await asyncio.to_thread(is_last_known, arrived)
