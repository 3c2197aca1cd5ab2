"""Which campaign tasks were touched that no webhook told us of, and does the webhook still come?

ClickUp never repeats an event that failed five times, and suspends a webhook
without a word. So its list is read from a stored cursor, and the webhook's
health is asked for and kept. What a task orders is ``import_campaign``'s to say.
"""

from dataclasses import dataclass

import sqlalchemy as sa
import structlog
from sqlalchemy.orm import Session

from steps import connections
from steps.clients.clickup import WebhookHealth
from steps.clock import now_ms
from steps.durable import effect, record
from steps.ledger.tables import cursors
from steps.notices import alert_notice, tell

LIST_CURSOR = "clickup-list"
WEBHOOK_CURSOR = "clickup-webhook"
# ClickUp's list may show a task a little after its time stamp; what is read twice is imported once.
_OVERLAP_MS = 600_000
_DAY_MS = 86_400_000

_log = structlog.get_logger("parley.campaign")


@dataclass(frozen=True, slots=True)
class TouchedTask:
    """A task of the list, in the state that it had at ``updated_at_ms``."""

    task_id: str
    updated_at_ms: int


@record("list_read_until")
def list_read_until(session: Session) -> int:
    """Return until when the list's tasks are known; 0 while ClickUp is switched off.

    At first, and when it is switched on again, it is now: going live starts no old campaign.
    """
    if not connections.current().settings.use_clickup:
        session.execute(cursors.delete().where(cursors.c.name.in_((LIST_CURSOR, WEBHOOK_CURSOR))))
        return 0
    known = session.execute(sa.select(cursors.c.value).where(cursors.c.name == LIST_CURSOR)).scalar()
    if known is None:
        known = str(now_ms())
        _keep(session, LIST_CURSOR, known)
    return int(known)


@effect("find_touched_tasks")
async def find_touched_tasks(since_ms: int, grace_ms: int) -> tuple[TouchedTask, ...]:
    """Return the list's tasks touched since, oldest first; one of the last *grace_ms* is the webhook's to tell."""
    links = connections.current()
    tasks = await links.clickup.list_tasks(links.settings.clickup_list_id, since_ms - _OVERLAP_MS)
    settled = now_ms() - grace_ms
    touched = sorted((task.updated_at_ms, task.task_id) for task in tasks if task.updated_at_ms <= settled)
    return tuple(TouchedTask(task_id, updated_at_ms) for updated_at_ms, task_id in touched)


@record("keep_list_read")
def keep_list_read(session: Session, until_ms: int) -> None:
    """Keep that every task touched until then is on its way."""
    _keep(session, LIST_CURSOR, str(until_ms))


@effect("look_at_webhook")
async def look_at_webhook() -> WebhookHealth | None:
    """Return the worst of our webhooks; None when there is none."""
    links = connections.current()
    hooks = await links.clickup.webhook_health(links.settings.public_url)
    return max(hooks, key=lambda hook: (not hook.is_active, hook.fail_count), default=None)


@record("keep_webhook_health")
def keep_webhook_health(session: Session, webhook: WebhookHealth | None) -> tuple[str, ...]:
    """Keep how the webhook fares; return the notice that tells of a suspended one, once a day."""
    _keep(session, WEBHOOK_CURSOR, f"{webhook.status}/{webhook.fail_count}" if webhook else "none/0")
    if webhook is None or webhook.is_active:
        return ()
    _log.warning("clickup.webhook_suspended", endpoint=webhook.endpoint, fail_count=webhook.fail_count)
    notice = alert_notice(
        f"clickup-webhook/{now_ms() // _DAY_MS}",
        "ClickUp has suspended our webhook",
        f"{webhook.endpoint} failed {webhook.fail_count} times, so ClickUp sends nothing more. Campaign tasks are "
        "still found by reading the list, minutes later. Mend what refused the events (webhook.unsigned in the log), "
        "then set the webhook active again: docs/runbook.md, ClickUpWebhookSuspended.",
    )
    tell(session, notice)
    return (notice.key,)


def _keep(session: Session, name: str, value: str) -> None:
    session.execute(cursors.delete().where(cursors.c.name == name))
    session.execute(cursors.insert().values(name=name, value=value, at_ms=now_ms()))
