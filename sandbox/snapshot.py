"""How is the world put away, and laid out again later?

The mailbox, what was sent and delivered, and the channel, as plain JSON: a
recorded history of the service can go on only beside the mails it speaks of.
Not kept: creators, pushes, sheets, tasks, and whatever is under way.
"""

import base64
import itertools
from typing import Any

from sandbox.mailbox import Change, Message
from sandbox.stage import Sandbox

Json = dict[str, Any]
_STEP = 0x1D3


def take(sandbox: Sandbox) -> Json:
    """Return what lies in the mailbox and in the channel."""
    box, office = sandbox.mailbox, sandbox.post_office
    return {
        "messages": [_message(message) for message in box.messages.values()],
        "drafts": box.drafts,
        "history": [[c.id, c.kind, c.message_id, c.thread_id, c.labels, c.changed] for c in box.history],
        "history_id": box.history_id,
        "oldest_history_id": box.oldest_history_id,
        "sent": [message.id for message in office.sent],
        "delivered": [message.id for message in office.delivered],
        "slack": sandbox.slack.messages,
    }


def lay(sandbox: Sandbox, told: Json) -> None:
    """Put a mailbox and a channel that were taken earlier in the place of today's."""
    box, office = sandbox.mailbox, sandbox.post_office
    messages = {one["id"]: _laid(one) for one in told["messages"]}
    for message in messages.values():
        box.restore(message)
    box.drafts |= told["drafts"]
    box.history[:] = [_change(*change) for change in told["history"]]
    box.history_id, box.oldest_history_id = told["history_id"], told["oldest_history_id"]
    last = max([0x1900000000000000, *(int(one, 16) for one in messages), *(int(one[1:]) for one in box.drafts)])
    box.number_from(itertools.count(last + _STEP, _STEP))
    office.sent[:] = [messages[one] for one in told["sent"] if one in messages]
    office.delivered[:] = [messages[one] for one in told["delivered"] if one in messages]
    sandbox.slack.messages[:] = told["slack"]


def _message(message: Message) -> Json:
    return {
        "id": message.id,
        "thread_id": message.thread_id,
        "raw": base64.b64encode(message.raw).decode(),
        "labels": sorted(message.labels),
        "internal_ms": message.internal_ms,
        "history_id": message.history_id,
        "original_message_id": message.original_message_id,
    }


def _laid(one: Json) -> Message:
    kept = {**one, "raw": base64.b64decode(one["raw"]), "labels": set(one["labels"])}
    return Message(**kept)


def _change(number: int, kind: str, message_id: str, thread_id: str, labels: list[str], changed: list[str]) -> Change:
    return Change(number, kind, message_id, thread_id, tuple(labels), tuple(changed))
