"""Does Gmail still push to us?

A watch lives seven days. Its expiry is stored and renewal follows it, never
the process's uptime.
"""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from steps import connections
from steps.clock import now_ms
from steps.durable import effect, record
from steps.ledger.tables import cursors
from steps.notices import alert_notice, tell

CURSOR = "gmail-watch-expiry"
# Gmail asks for a renewal once a day of the seven; half of what is left is never too late.
_RENEW_BEFORE_MS = 6 * 86_400_000


@record("watch_expiry")
def watch_expiry(session: Session) -> int | None:
    """Return when the watch ends (ms since the epoch); None when there is none yet."""
    value = session.execute(sa.select(cursors.c.value).where(cursors.c.name == CURSOR)).scalar()
    return int(value) if value else None


@effect("renew_watch")
async def renew_watch(expires_at_ms: int | None) -> int:
    """Renew the watch when it is due; return its expiry."""
    settings = connections.current().settings
    if expires_at_ms is not None and expires_at_ms - now_ms() > _RENEW_BEFORE_MS:
        return expires_at_ms
    return (await connections.current().gmail.watch(settings.gmail_pubsub_topic)).expires_at_ms


@record("keep_watch_expiry")
def keep_watch_expiry(session: Session, expires_at_ms: int) -> None:
    """Store when the watch ends."""
    session.execute(cursors.delete().where(cursors.c.name == CURSOR))
    session.execute(cursors.insert().values(name=CURSOR, value=str(expires_at_ms), at_ms=now_ms()))


@record("tell_watch_trouble")
def tell_watch_trouble(session: Session, expires_at_ms: int | None, fault: str) -> tuple[str, ...]:
    """Tell the engineer, once a day, that the watch could not be renewed."""
    notice = alert_notice(
        f"watch/{now_ms() // 86_400_000}",
        "Gmail's watch could not be renewed",
        f"Replies are still found by polling. The watch ends at {expires_at_ms or 'once'} (ms). Cause: {fault}",
    )
    tell(session, notice)
    return (notice.key,)
