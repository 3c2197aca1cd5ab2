"""What has happened in the sandbox?

The witness's account, as plain JSON: mails sent and delivered, drafts left,
Slack messages, comments, cells. It reads and never changes anything.
"""

from typing import Any

from sandbox.mailbox import Message
from sandbox.post_office import KEY_HEADER, BoxItem
from sandbox.stage import Sandbox


def state(sandbox: Sandbox) -> dict[str, Any]:
    """Return everything the invariants are checked against."""
    post_office, box = sandbox.post_office, sandbox.mailbox
    return {
        "sent": [mail(message) for message in post_office.sent],
        "delivered": [mail(message) for message in post_office.delivered],
        "drafts": [{"draft_id": draft_id, **mail(box.messages[held])} for draft_id, held in box.drafts.items()],
        "gmail": gmail(sandbox),
        "slack": {
            "messages": sandbox.slack.messages,
            "answers": sandbox.slack.answers,
            "views": sandbox.slack.views,
        },
        "clickup": {
            "comments": sandbox.clickup.comments,
            "tasks": sandbox.clickup.tasks,
            "webhooks": list(sandbox.clickup.webhooks.values()),
        },
        "sheets": {key: {"title": one.title, "tabs": one.tabs} for key, one in sandbox.sheets.kept.items()},
        "pushes": pushes(sandbox),
        "creators": sandbox.creators.truth(),
        "replies_under_way": post_office.planned,
        "requests": dict(sandbox.log.counts),
        "seconds": round(sandbox.clock.seconds(), 3),
    }


def gmail(sandbox: Sandbox) -> dict[str, Any]:
    """Return the mailbox's own figures."""
    box, watcher = sandbox.mailbox, sandbox.watcher
    return {
        "address": box.address,
        "history_id": box.history_id,
        "oldest_history_id": box.oldest_history_id,
        "messages": len(box.messages),
        "watch_alive": watcher.alive,
        "watch_expires_ms": watcher.expires_ms,
        "watches": watcher.watches,
    }


def pushes(sandbox: Sandbox) -> dict[str, Any]:
    """Return what became of the webhooks, the last thousand of them one by one."""
    courier = sandbox.courier
    last = list(courier.log)[-1000:]
    return {"paused": courier.paused, "under_way": courier.under_way, "counts": courier.counts, "last": last}


def mail(message: Message) -> dict[str, Any]:
    """Return one mail as a person checks it."""
    key = message.header(KEY_HEADER)
    return {
        "id": message.id,
        "thread_id": message.thread_id,
        "key": key or None,
        "by": "parley" if key else "colleague" if "SENT" in message.labels else "outside",
        "message_id": message.header("Message-ID"),
        "original_message_id": message.original_message_id,
        "from": message.header("From"),
        "to": message.header("To"),
        "cc": message.header("Cc"),
        "recipients": list(message.recipients()),
        "subject": message.header("Subject"),
        "in_reply_to": message.header("In-Reply-To"),
        "references": list(message.names()),
        "labels": sorted(message.labels),
        "at_ms": message.internal_ms,
        "headers": [list(pair) for pair in message.headers],
        "body_text": message.text if len(message.raw) < 1_000_000 else message.text[:10_000],
    }


def box(sandbox: Sandbox, address: str) -> list[dict[str, Any]]:
    """Return a creator's box, oldest first."""
    return [_item(item) for item in sandbox.post_office.boxes.get(address, ())]


def _item(item: BoxItem) -> dict[str, Any]:
    about = {"direction": item.direction, "thread_key": item.thread_key, "at_seconds": round(item.at_seconds, 3)}
    return {**about, **mail(item.message)}
