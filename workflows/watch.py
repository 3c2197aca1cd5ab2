"""What does Parley look after by itself, again and again?

The Gmail watch, by its stored expiry; mails and presses that no turn has taken
up; negotiations that stand still; notices that are late. What it finds it
mends or says aloud.
"""

from dbos import DBOS

from negotiation.errors import ParleyError
from steps.post_notice import cry_for_untold_deals, unposted_notices
from steps.renew_watch import keep_watch_expiry, renew_watch, tell_watch_trouble, watch_expiry
from steps.stragglers import dead_negotiations, overdue_negotiations, stranded_mails, stranded_presses, tell_dead
from workflows.deliver import deliver, remind
from workflows.notices import post_soon
from workflows.second_way import UNTOLD_AFTER_MS
from workflows.signals import MailArrived, read_signal

# A turn takes seconds; a mail that nobody took up for this long was routed to a negotiation that was just ending.
_STRANDED_AFTER_MS = 60_000
_OVERDUE_AFTER_MS = 60_000


@DBOS.workflow(name="watch", max_recovery_attempts=None)
async def watch() -> None:
    """Keep Gmail pushing to us."""
    expiry = await watch_expiry()
    try:
        await keep_watch_expiry(await renew_watch(expiry))
    except ParleyError as fault:
        await post_soon(await tell_watch_trouble(expiry, str(fault)))


@DBOS.workflow(name="sweep", max_recovery_attempts=None)
async def sweep() -> None:
    """Bring home what was left on the way."""
    for stranded in await stranded_mails(_STRANDED_AFTER_MS):
        key = f"mail/{stranded.message_id}"
        await deliver(stranded.negotiation_id, MailArrived(stranded.message_id), key, revive=False)
    for press in await stranded_presses(_STRANDED_AFTER_MS):
        await deliver(press["negotiation_id"], read_signal(press["signal"]), press["press_id"], revive=False)
    for overdue in await overdue_negotiations(_OVERDUE_AFTER_MS):
        await remind(overdue["workflow_id"], overdue["turn"])
    await post_soon(await tell_dead(await dead_negotiations()))
    await post_soon(await unposted_notices())
    await cry_for_untold_deals(UNTOLD_AFTER_MS)
