"""How does Gmail write down what it knows?

The JSON of messages, pages and history lines. Nothing here looks anything up
or changes it.
"""

import base64
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox import mime, refusals
from sandbox.mailbox import Change, Message

HISTORY_FIELD = {
    "messageAdded": "messagesAdded",
    "messageDeleted": "messagesDeleted",
    "labelAdded": "labelsAdded",
    "labelRemoved": "labelsRemoved",
}


def history_line(change: Change) -> dict[str, Any]:
    """Return one change of the mailbox."""
    shown: dict[str, Any] = {"id": change.message_id, "threadId": change.thread_id}
    entry: dict[str, Any] = {"message": {**shown, "labelIds": list(change.labels)}}
    if change.changed:
        entry["labelIds"] = list(change.changed)
    return {"id": str(change.id), "messages": [shown], HISTORY_FIELD[change.kind]: [entry]}


def brief(message: Message) -> dict[str, Any]:
    """Return what Gmail says about a message it has just changed."""
    return {"id": message.id, "threadId": message.thread_id, "labelIds": sorted(message.labels)}


def shown(message: Message, request: Request) -> dict[str, Any]:
    """Return a message in the format asked for."""
    form = request.query_params.get("format", "full").lower()
    shown = {
        **brief(message),
        "historyId": str(message.history_id),
        "internalDate": str(message.internal_ms),
        "sizeEstimate": len(message.raw),
        "snippet": "" if len(message.raw) > 1_000_000 else " ".join(message.text[:400].split())[:200],
    }
    if form == "raw":
        return {**shown, "raw": base64.urlsafe_b64encode(message.raw).decode()}
    if form == "full":
        return {**shown, "payload": mime.gmail_payload(message.raw)}
    if form == "metadata":
        wanted = {name.lower() for name in request.query_params.getlist("metadataHeaders")}
        headers = [
            {"name": key, "value": value} for key, value in message.headers if not wanted or key.lower() in wanted
        ]
        kind = message.header("Content-Type").partition(";")[0].strip().lower() or "text/plain"
        return {**shown, "payload": {"mimeType": kind, "headers": headers}}
    return shown


def number_of(value: str | None, name: str) -> int:
    """Return a required number, or refuse it by name."""
    if value is None or not value.isdigit():
        raise refusals.google(400, f"Invalid {name}")
    return int(value)


def page_size(value: str | None, most: int) -> int:
    """Return the page size asked for, within Gmail's bounds."""
    return max(1, min(int(value), most)) if value and value.isdigit() else 100


def page_of(items: list[Any], token: str | None, size: int) -> tuple[list[Any], dict[str, str]]:
    """Return one page and, when there is more, the next one's token."""
    start = int(token) if token and token.isdigit() else 0
    following = {"nextPageToken": str(start + size)} if start + size < len(items) else {}
    return items[start : start + size], following


def listed(name: str, items: list[Any], request: Request) -> Response:
    """Return one page of a listing."""
    asked = request.query_params
    page, following = page_of(items, asked.get("pageToken"), page_size(asked.get("maxResults"), 500))
    shown = {name: page} if page else {}
    return JSONResponse({**shown, **following, "resultSizeEstimate": len(items)})
