"""How does a notice reach Slack exactly once?

Posting has no idempotency key, so ours travels in the message's metadata and
is looked for in the channel before anything is posted again.
"""

import asyncio
from typing import Any

import sqlalchemy as sa
import structlog
from sqlalchemy.orm import Session

from steps import connections
from steps.clock import now_ms
from steps.durable import effect, record
from steps.ledger import store
from steps.ledger.attempts import begin_attempt, forgotten_since_ms
from steps.ledger.tables import notices
from steps.log_context import bound_request_id

_log = structlog.get_logger("parley.slack")

# How far back a lost answer is looked for: no notice is older than its row, unless a restored store made the row anew.
_CLOCK_SLACK_SECONDS = 3_600
_AT_A_TIME = 100


@effect("post_notice")
async def post_notice(key: str, *, plain: bool = False) -> str:
    """Post the notice *key* unless it is in the channel already; *plain* leaves its blocks out. Return its ts."""
    links = connections.current()
    if not links.settings.use_slack:
        return "switched-off"
    notice = await asyncio.to_thread(_notice, key)
    if notice.ts:
        return str(notice.ts)
    channel = links.settings.slack_channel
    tried_before = not await begin_attempt(f"notice/{key}")
    since_ms = await forgotten_since_ms()
    oldest = min(notice.created_at_ms, since_ms or notice.created_at_ms) / 1000 - _CLOCK_SLACK_SECONDS
    found = await links.slack.find_by_key(channel, key, oldest) if tried_before else None
    blocks = () if plain else notice.blocks
    # A sweep may be the first to find a notice, and its own request is not the one that left it.
    asked_by = notice.request_id or bound_request_id()
    post = found or await links.slack.post(channel, notice.text, blocks, key, asked_by)
    return post.ts


def _notice(key: str) -> sa.Row[Any]:
    with store.current().reading() as connection:
        return connection.execute(sa.select(notices).where(notices.c.key == key)).one()


@record("note_posted")
def note_posted(session: Session, key: str, ts: str) -> None:
    """Keep when and where the notice was posted."""
    kept = notices.update().where(notices.c.key == key).values(ts=ts, posted_at_ms=now_ms())
    asked_by = session.execute(kept.returning(notices.c.request_id)).scalar_one_or_none()
    _log.info("notice.posted", key=key, ts=ts, request_id=asked_by or bound_request_id())


@record("unposted_notices")
def unposted_notices(session: Session) -> tuple[str, ...]:
    """Return notices that are not in Slack yet, oldest first; one that is on its way there may be among them."""
    late = sa.select(notices.c.key).where(notices.c.posted_at_ms.is_(None)).order_by(notices.c.created_at_ms)
    return tuple(session.execute(late.limit(_AT_A_TIME)).scalars())


@record("cry_for_untold_deals")
def cry_for_untold_deals(session: Session, older_than_ms: int) -> int:
    """Log an error, which Sentry and the log alerts pick up, for each deal that Slack has not confirmed in time."""
    untold = session.execute(
        sa.select(notices.c.key, notices.c.text, notices.c.negotiation_id).where(
            notices.c.kind == "deal",
            notices.c.posted_at_ms.is_(None),
            notices.c.created_at_ms < now_ms() - older_than_ms,
        )
    ).all()
    for deal in untold:
        _log.error("deal.untold", notice=deal.key, negotiation_id=deal.negotiation_id, text=deal.text)
    return len(untold)
