"""What does the Gmail API answer?

Profile, messages, threads, drafts, history, labels and the watch of one
mailbox, for the real client at another root address. Not imitated: batch
requests, resumable uploads, attachments by id, filters, settings, other users'
mailboxes, quota units, and an index that lags.
"""

import base64
import binascii
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox import gmail_uploads, refusals
from sandbox.gmail_shapes import HISTORY_FIELD, brief, history_line, listed, number_of, page_of, page_size, shown
from sandbox.mailbox import Aged, Mailbox, Message
from sandbox.mailsearch import matches
from sandbox.oauth import Accounts
from sandbox.post_office import PostOffice
from sandbox.pubsub import Watcher


class Gmail:
    """The API of the team's mailbox."""

    def __init__(self, post_office: PostOffice, accounts: Accounts, watcher: Watcher) -> None:
        self.post_office = post_office
        self._accounts = accounts
        self._watcher = watcher

    @property
    def mailbox(self) -> Mailbox:
        """The mailbox this API shows."""
        return self.post_office.mailbox

    def routes(self) -> list[Route]:
        """Return Gmail's paths; uploads share the handlers of their plain twins."""
        user = "/gmail/v1/users/{user}"
        plain = [
            Route(f"{user}/profile", self._profile),
            Route(f"{user}/watch", self._watch, methods=["POST"]),
            Route(f"{user}/stop", self._stop, methods=["POST"]),
            Route(f"{user}/labels", self._labels),
            Route(f"{user}/history", self._history),
            Route(f"{user}/messages", self._list_messages),
            Route(f"{user}/messages/{{id}}", self._get_message),
            Route(f"{user}/messages/{{id}}/modify", self._modify, methods=["POST"]),
            Route(f"{user}/messages/{{id}}/trash", self._trash, methods=["POST"]),
            Route(f"{user}/threads", self._list_threads),
            Route(f"{user}/threads/{{id}}", self._get_thread),
            Route(f"{user}/drafts", self._list_drafts),
            Route(f"{user}/drafts/{{id}}", self._get_draft),
            Route(f"{user}/drafts/{{id}}", self._delete_draft, methods=["DELETE"]),
        ]
        writing = [
            ("/messages/send", self._send_message, "POST"),
            ("/drafts/send", self._send_draft, "POST"),
            ("/drafts", self._create_draft, "POST"),
            ("/drafts/{id}", self._update_draft, "PUT"),
        ]
        doors = [Route(f"{root}{user}{path}", handler, methods=[method]) for path, handler, method in writing
                 for root in ("", "/upload")]  # fmt: skip
        return [*doors, *plain]

    def _enter(self, request: Request) -> None:
        self._accounts.check(request, "gmail")
        user = request.path_params["user"].lower()
        if user not in ("me", self.mailbox.address):
            raise refusals.google(403, f"Delegation denied for {user}")

    # ------------------------------------------------------------ mailbox

    async def _profile(self, request: Request) -> Response:
        self._enter(request)
        box = self.mailbox
        return JSONResponse(
            {
                "emailAddress": box.address,
                "messagesTotal": len(box.messages),
                "threadsTotal": len(box.threads),
                "historyId": str(box.history_id),
            }
        )

    async def _labels(self, request: Request) -> Response:
        self._enter(request)
        kept = [{"id": key, "name": name, "type": "system"} for key, name in self.mailbox.labels.items()]
        return JSONResponse({"labels": kept})

    async def _watch(self, request: Request) -> Response:
        self._enter(request)
        return JSONResponse(self._watcher.begin(await _json(request)))

    async def _stop(self, request: Request) -> Response:
        self._enter(request)
        self._watcher.stop()
        return Response(status_code=204)

    async def _history(self, request: Request) -> Response:
        self._enter(request)
        asked = request.query_params
        types = asked.getlist("historyTypes")
        wanted = {kind for value in types for kind in value.split(",")} or set(HISTORY_FIELD)
        label = asked.get("labelId")
        try:
            changes = self.mailbox.changes_since(number_of(asked.get("startHistoryId"), "startHistoryId"))
        except Aged as aged:
            raise refusals.not_found() from aged
        kept = [change for change in changes if change.kind in wanted and (not label or label in change.labels)]
        page, following = page_of(kept, asked.get("pageToken"), page_size(asked.get("maxResults"), 500))
        lines = [history_line(change) for change in page]
        answer: dict[str, Any] = {"historyId": str(self.mailbox.history_id)}
        return JSONResponse({**answer, **({"history": lines} if lines else {}), **following})

    # ------------------------------------------------------------ messages and threads

    def _found(self, request: Request) -> list[Message]:
        asked = request.query_params
        labels = {label for value in asked.getlist("labelIds") for label in value.split(",")}
        everywhere = asked.get("includeSpamTrash", "").lower() == "true" or bool(labels & {"SPAM", "TRASH"})
        now_ms = self.post_office.clock.epoch_ms()
        newest_first = reversed(self.mailbox.messages.values())
        query = asked.get("q", "")
        return [mail for mail in newest_first if labels <= mail.labels and matches(mail, query, now_ms, everywhere)]

    async def _list_messages(self, request: Request) -> Response:
        self._enter(request)
        found = [{"id": mail.id, "threadId": mail.thread_id} for mail in self._found(request)]
        return listed("messages", found, request)

    async def _get_message(self, request: Request) -> Response:
        self._enter(request)
        return JSONResponse(shown(self._message(request), request))

    def _message(self, request: Request) -> Message:
        message = self.mailbox.messages.get(request.path_params["id"])
        if message is None:
            raise refusals.not_found()
        return message

    async def _modify(self, request: Request) -> Response:
        self._enter(request)
        message, asked = self._message(request), await _json(request)
        self.mailbox.relabel(message, asked.get("addLabelIds", ()), asked.get("removeLabelIds", ()))
        return JSONResponse(brief(message))

    async def _trash(self, request: Request) -> Response:
        self._enter(request)
        message = self._message(request)
        self.mailbox.relabel(message, ("TRASH",), ("INBOX",))
        return JSONResponse(brief(message))

    async def _list_threads(self, request: Request) -> Response:
        self._enter(request)
        threads = dict.fromkeys(mail.thread_id for mail in self._found(request))
        return listed("threads", [self._thread_line(thread) for thread in threads], request)

    def _thread_line(self, thread_id: str) -> dict[str, Any]:
        last = self.mailbox.messages[self.mailbox.threads[thread_id][-1]]
        return {"id": thread_id, "snippet": last.text[:150], "historyId": str(last.history_id)}

    async def _get_thread(self, request: Request) -> Response:
        self._enter(request)
        thread_id = request.path_params["id"]
        members = [self.mailbox.messages[message_id] for message_id in self.mailbox.threads.get(thread_id, ())]
        if not members:
            raise refusals.not_found()
        newest = max(member.history_id for member in members)
        written = [shown(member, request) for member in members]
        return JSONResponse({"id": thread_id, "historyId": str(newest), "messages": written})

    # ------------------------------------------------------------ drafts and sending

    async def _list_drafts(self, request: Request) -> Response:
        self._enter(request)
        found = {mail.id for mail in self._found(request)}
        newest_first = reversed(self.mailbox.drafts.items())
        lines = [self._draft(draft_id) for draft_id, message_id in newest_first if message_id in found]
        return listed("drafts", lines, request)

    def _draft(self, draft_id: str) -> dict[str, Any]:
        message = self.mailbox.messages[self.mailbox.drafts[draft_id]]
        return {"id": draft_id, "message": {"id": message.id, "threadId": message.thread_id}}

    def _draft_id(self, draft_id: object) -> str:
        if not isinstance(draft_id, str) or draft_id not in self.mailbox.drafts:
            raise refusals.not_found()
        return draft_id

    async def _get_draft(self, request: Request) -> Response:
        self._enter(request)
        draft_id = self._draft_id(request.path_params["id"])
        message = self.mailbox.messages[self.mailbox.drafts[draft_id]]
        return JSONResponse({"id": draft_id, "message": shown(message, request)})

    async def _create_draft(self, request: Request) -> Response:
        self._enter(request)
        asked, raw = await gmail_uploads.read(request)
        raw, thread_id = self._content(asked.get("message", {}), raw)
        draft_id = self.mailbox.create_draft(raw, thread_id)
        return JSONResponse(self._written(draft_id))

    async def _update_draft(self, request: Request) -> Response:
        self._enter(request)
        draft_id = self._draft_id(request.path_params["id"])
        asked, raw = await gmail_uploads.read(request)
        raw, thread_id = self._content(asked.get("message", {}), raw)
        self.mailbox.replace_draft(draft_id, raw, thread_id)
        return JSONResponse(self._written(draft_id))

    def _written(self, draft_id: str) -> dict[str, Any]:
        line = self._draft(draft_id)
        return {**line, "message": {**line["message"], "labelIds": ["DRAFT"]}}

    async def _delete_draft(self, request: Request) -> Response:
        self._enter(request)
        self.mailbox.take_draft(self._draft_id(request.path_params["id"]))
        return Response(status_code=204)

    async def _send_draft(self, request: Request) -> Response:
        self._enter(request)
        asked, raw = await gmail_uploads.read(request)
        draft_id = self._draft_id(asked.get("id"))
        draft = self.mailbox.messages[self.mailbox.drafts[draft_id]]
        given = asked.get("message", {}).get("raw")
        content = raw if raw is not None else (_decoded(given) if given else draft.raw)
        _check_recipients(content)
        self.mailbox.take_draft(draft_id)
        return JSONResponse(brief(self.post_office.send(content, draft.thread_id)))

    async def _send_message(self, request: Request) -> Response:
        self._enter(request)
        asked, raw = await gmail_uploads.read(request)
        raw, thread_id = self._content(asked, raw)
        _check_recipients(raw)
        return JSONResponse(brief(self.post_office.send(raw, thread_id)))

    def _content(self, asked: dict[str, Any], raw: bytes | None) -> tuple[bytes, str | None]:
        """Return the mail and the thread it really joins: only one whose subject and references fit."""
        content = raw if raw is not None else _decoded(asked.get("raw"))
        thread_id = asked.get("threadId")
        if thread_id is None:
            return content, None
        if thread_id not in self.mailbox.threads:
            raise refusals.not_found()
        return content, thread_id if self.mailbox.fits_thread(content, thread_id) else None


async def _json(request: Request) -> dict[str, Any]:
    return (await gmail_uploads.read(request))[0]


def _decoded(raw: object) -> bytes:
    if not isinstance(raw, str) or not raw:
        raise refusals.google(
            400, "'raw' RFC822 payload message string or uploading message via /upload/* URL required"
        )
    try:
        return base64.urlsafe_b64decode(raw + "=" * (-len(raw) % 4))
    except (binascii.Error, ValueError) as error:
        raise refusals.google(400, "Invalid value for ByteString") from error


def _check_recipients(raw: bytes) -> None:
    if not Message("", "", raw, set(), 0, 0).recipients():
        raise refusals.google(400, "Recipient address required")
