"""How do people hear of a deal that Slack does not confirm?

By mail, each mail its own small workflow under an id of its own: once, however
often the round looks, and for as long as Gmail takes.
"""

from typing import Any

from dbos import DBOS, SetWorkflowID

from negotiation.errors import ParleyError
from negotiation.records import decode, encode
from steps.log_context import log_context
from steps.mail_deal import lay_deal_mail, send_deal_mail
from steps.outbox import SentMail
from steps.untold_deals import DealMail, deals_to_mail, note_deal_mail
from workflows.names import deal_mail_id
from workflows.patience import patiently

UNTOLD_AFTER_MS = 300_000  # the product's promise is minutes, and then a second way


@DBOS.workflow(name="second_way", max_recovery_attempts=None)
async def second_way() -> None:
    """Begin every mail that is due about a deal."""
    for mail in await deals_to_mail(UNTOLD_AFTER_MS):
        with SetWorkflowID(deal_mail_id(mail.negotiation_id, mail.number)):
            await DBOS.start_workflow_async(mail_deal, encode(mail))


@DBOS.workflow(name="mail_deal", max_recovery_attempts=None)
async def mail_deal(order: dict[str, Any]) -> None:
    """Bring one mail about a deal to our own people."""
    mail: DealMail = decode(DealMail, order)
    with log_context("", negotiation_id=mail.negotiation_id, key=mail.key):
        try:
            sent = await _bring_out(mail)
        except ParleyError as fault:
            await note_deal_mail(mail, None, str(fault))
            return
        if sent is not None:
            await note_deal_mail(mail, sent)


async def _bring_out(mail: DealMail) -> SentMail | None:
    return await patiently(send_deal_mail, mail, await patiently(lay_deal_mail, mail))
