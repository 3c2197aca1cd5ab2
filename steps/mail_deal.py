"""How does a mail about a deal reach our own people once?

As every mail of ours does, by a draft (`outbox`). Just before each try Slack is
given another chance: a deal it has confirmed meanwhile is not mailed. It takes
no sending slot: the caps bound what negotiations send, and these few mails must
not wait for them.
"""

import asyncio

import sqlalchemy as sa

from steps import connections
from steps.durable import effect
from steps.ledger import store
from steps.ledger.attempts import begin_attempt
from steps.ledger.tables import notices
from steps.mail.compose import OutgoingMail, compose
from steps.mail.parsed import Address
from steps.outbox import SavedDraft, SentMail, adopt, send_once
from steps.untold_deals import DealMail


@effect("lay_deal_mail")
async def lay_deal_mail(mail: DealMail) -> SavedDraft:
    """Adopt the draft that carries the mail's key, or lay it."""
    if not await begin_attempt(f"draft/{mail.key}") and (found := await adopt(mail.key, "", mail.to[0])):
        return found
    laid = await connections.current().gmail.create_draft(compose(_outgoing(mail)))
    return SavedDraft(mail.key, laid.draft_id, laid.thread_id)


@effect("send_deal_mail")
async def send_deal_mail(mail: DealMail, saved: SavedDraft) -> SentMail | None:
    """Send the draft once, or take it away and return None when Slack has confirmed the deal after all."""
    if saved.draft_id != "" and await asyncio.to_thread(_is_confirmed, mail.negotiation_id):
        gmail = connections.current().gmail
        found = await gmail.find_by_key(mail.key, saved.thread_id, mail.to[0])
        if not found.sent:
            await gmail.delete_draft(saved.draft_id)
            return None
    return await send_once(saved, "", mail.to[0])


def _is_confirmed(negotiation_id: str) -> bool:
    confirmed = sa.select(notices.c.key).where(
        notices.c.negotiation_id == negotiation_id, notices.c.kind == "deal", notices.c.posted_at_ms.is_not(None)
    )
    with store.current().reading() as connection:
        return connection.execute(confirmed).first() is not None


def _outgoing(mail: DealMail) -> OutgoingMail:
    return OutgoingMail(
        key=mail.key,
        sender=Address("Parley", connections.current().settings.gmail_address),
        to=tuple(Address("", email) for email in mail.to),
        subject=mail.subject,
        body=mail.body,
        extra_headers=(("Auto-Submitted", "auto-generated"),),  # no responder answers it
    )
