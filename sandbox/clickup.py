"""What does the ClickUp API answer, and which webhooks does it send?

Tasks of a list with custom fields as ClickUp writes them, comments, webhooks
with health and signature. Not imitated: spaces and folders, permissions,
dependencies, time tracking, the 100 requests a minute (see faults).
"""

import hashlib
import hmac
import itertools
import json
import secrets
from dataclasses import dataclass, field
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox import refusals, world
from sandbox.clock import Clock
from sandbox.courier import Courier, Parcel

_API = "/clickup/api/v2"
_PAGE = 100
_ATTEMPTS = 5
_FAILURES_TO_SUSPENSION = 100
_USER = {"id": 81001, "username": "Mara Lindqvale", "email": "mara.lindqvale@brand.example.test", "color": "#7b68ee"}
_WRITABLE = ("name", "description", "status", "priority", "due_date", "start_date", "archived")


@dataclass(eq=False)
class ClickUp:
    """One workspace with one list."""

    clock: Clock
    courier: Courier
    target: str
    tasks: dict[str, dict[str, Any]] = field(default_factory=dict)
    comments: list[dict[str, Any]] = field(default_factory=list)
    webhooks: dict[str, dict[str, Any]] = field(default_factory=dict)
    _numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(86_001))

    def __post_init__(self) -> None:
        self._register(world.CLICKUP_WEBHOOK_ID, None, ["*"], world.CLICKUP_WEBHOOK_SECRET)

    def routes(self) -> list[Route]:
        """Return the paths of ClickUp."""
        return [
            Route(f"{_API}/user", self._user),
            Route(f"{_API}/team", self._teams),
            Route(f"{_API}/list/{{id}}", self._list),
            Route(f"{_API}/list/{{id}}/field", self._list_fields),
            Route(f"{_API}/list/{{id}}/task", self._list_tasks),
            Route(f"{_API}/list/{{id}}/task", self._create_task, methods=["POST"]),
            Route(f"{_API}/task/{{id}}", self._get_task),
            Route(f"{_API}/task/{{id}}", self._put_task, methods=["PUT"]),
            Route(f"{_API}/task/{{id}}", self._delete_task, methods=["DELETE"]),
            Route(f"{_API}/task/{{id}}/field/{{field_id}}", self._set_field, methods=["POST"]),
            Route(f"{_API}/task/{{id}}/comment", self._list_comments),
            Route(f"{_API}/task/{{id}}/comment", self._add_comment, methods=["POST"]),
            Route(f"{_API}/team/{{id}}/webhook", self._list_webhooks),
            Route(f"{_API}/team/{{id}}/webhook", self._create_webhook, methods=["POST"]),
            Route(f"{_API}/webhook/{{id}}", self._put_webhook, methods=["PUT"]),
            Route(f"{_API}/webhook/{{id}}", self._delete_webhook, methods=["DELETE"]),
        ]

    # ------------------------------------------------------------ the world's side

    def put(self, task: dict[str, Any]) -> dict[str, Any]:
        """Store a task of the seeded world, filled up with what ClickUp always says."""
        now = str(self.clock.epoch_ms())
        task_id = str(task.get("id") or f"86x{next(self._numbers)}")
        usual: dict[str, Any] = {
            "custom_id": None, "name": "", "text_content": "", "description": "", "status": {"status": "ready"},
            "date_created": now, "date_updated": now, "date_closed": None, "archived": False, "creator": _USER,
            "assignees": [], "tags": [], "priority": None, "due_date": None, "start_date": None, "custom_fields": [],
            "list": {"id": world.CLICKUP_LIST_ID, "name": "Influencer campaigns"}, "team_id": world.CLICKUP_TEAM_ID,
            "url": f"https://app.clickup.com/t/{task_id}",
        }  # fmt: skip
        self.tasks[task_id] = {**usual, **task, "id": task_id}
        return self.tasks[task_id]

    def fire(self, event: str, task_id: str, webhook_id: str | None = None, secret: str | None = None) -> int:
        """Send an event to every webhook that wants it; return to how many. *secret* forges the signature."""
        sent = 0
        for hook in self.webhooks.values():
            if webhook_id not in (None, hook["id"]) or hook["health"]["status"] == "suspended":
                continue
            if "*" in hook["events"] or event in hook["events"]:
                self.courier.send(self._parcel(hook, event, task_id, secret))
                sent += 1
        return sent

    def _parcel(self, hook: dict[str, Any], event: str, task_id: str, secret: str | None) -> Parcel:
        item = {"id": secrets.token_hex(12), "type": 1, "date": str(self.clock.epoch_ms()), "field": "status",
                "parent_id": world.CLICKUP_LIST_ID, "user": _USER, "before": None, "after": None}  # fmt: skip
        fact = {"event": event, "history_items": [item], "task_id": task_id, "webhook_id": hook["id"]}
        body = json.dumps(fact).encode()
        signature = hmac.new((secret or hook["secret"]).encode(), body, hashlib.sha256).hexdigest()
        headers = {"Content-Type": "application/json", "X-Signature": signature, "User-Agent": "Clickup"}
        return Parcel(
            "clickup", f"{event} {task_id}", lambda: str(hook["endpoint"] or f"{self.target}/webhooks/clickup"),
            lambda: (headers, body), attempts=_ATTEMPTS, on_attempt=lambda status: _note_health(hook, status),
        )  # fmt: skip

    def _register(self, hook_id: str, endpoint: str | None, events: list[str], secret: str) -> dict[str, Any]:
        hook = {
            "id": hook_id, "userid": _USER["id"], "team_id": int(world.CLICKUP_TEAM_ID), "endpoint": endpoint,
            "client_id": "SANDBOX", "events": events, "task_id": None, "list_id": None, "folder_id": None,
            "space_id": None, "health": {"status": "active", "fail_count": 0}, "secret": secret,
        }  # fmt: skip
        self.webhooks[hook_id] = hook
        return hook

    # ------------------------------------------------------------ the API's side

    def _enter(self, request: Request) -> None:
        if request.headers.get("authorization") != world.CLICKUP_TOKEN:
            raise refusals.clickup(401, "Token invalid", "OAUTH_025")

    def _task(self, request: Request) -> dict[str, Any]:
        self._enter(request)
        task = self.tasks.get(request.path_params["id"])
        if task is None:
            raise refusals.clickup(404, "Task not found, deleted", "ITEM_013")
        return task

    async def _user(self, request: Request) -> Response:
        self._enter(request)
        return JSONResponse({"user": _USER})

    async def _teams(self, request: Request) -> Response:
        self._enter(request)
        team = {"id": world.CLICKUP_TEAM_ID, "name": "Sandbox workspace", "members": [{"user": _USER}]}
        return JSONResponse({"teams": [team]})

    def _check_list(self, request: Request) -> str:
        self._enter(request)
        list_id = str(request.path_params["id"])
        if list_id != world.CLICKUP_LIST_ID and not any(task["list"]["id"] == list_id for task in self.tasks.values()):
            raise refusals.clickup(401, "Team not authorized", "OAUTH_027")
        return list_id

    async def _list(self, request: Request) -> Response:
        list_id = self._check_list(request)
        return JSONResponse({"id": list_id, "name": "Influencer campaigns", "task_count": len(self.tasks)})

    async def _list_fields(self, request: Request) -> Response:
        self._check_list(request)
        known = {fld["id"]: {key: value for key, value in fld.items() if key != "value"}
                 for task in self.tasks.values() for fld in task["custom_fields"]}  # fmt: skip
        return JSONResponse({"fields": list(known.values())})

    async def _list_tasks(self, request: Request) -> Response:
        list_id, asked = self._check_list(request), request.query_params
        since, page = int(asked.get("date_updated_gt") or 0), int(asked.get("page") or 0)
        closed = asked.get("include_closed") == "true"
        there = [task for task in self.tasks.values() if task["list"]["id"] == list_id]
        fresh = [task for task in there if int(task["date_updated"]) > since]
        found = [task for task in fresh if closed or task["status"].get("type") != "closed"]
        shown = found[page * _PAGE : (page + 1) * _PAGE]
        return JSONResponse({"tasks": shown, "last_page": (page + 1) * _PAGE >= len(found)})

    async def _create_task(self, request: Request) -> Response:
        list_id, asked = self._check_list(request), await _body(request)
        if not asked.get("name"):
            raise refusals.clickup(400, "Task name invalid", "INPUT_005")
        kept = {key: asked[key] for key in (*_WRITABLE, "custom_fields") if key in asked}
        kept["status"] = {"status": kept.get("status", "ready")}
        return JSONResponse(self.put({**kept, "list": {"id": list_id, "name": "Influencer campaigns"}}))

    async def _get_task(self, request: Request) -> Response:
        return JSONResponse(self._task(request))

    async def _put_task(self, request: Request) -> Response:
        task, asked = self._task(request), await _body(request)
        for key in _WRITABLE:
            if key in asked:
                task[key] = {**task["status"], "status": asked[key]} if key == "status" else asked[key]
        task["date_updated"] = str(self.clock.epoch_ms())
        self.fire("taskUpdated", task["id"])
        return JSONResponse(task)

    async def _delete_task(self, request: Request) -> Response:
        del self.tasks[self._task(request)["id"]]
        return Response(status_code=204)

    async def _set_field(self, request: Request) -> Response:
        task, asked = self._task(request), await _body(request)
        for fld in task["custom_fields"]:
            if fld["id"] == request.path_params["field_id"]:
                fld["value"] = asked.get("value")
                task["date_updated"] = str(self.clock.epoch_ms())
                return JSONResponse({})
        raise refusals.clickup(404, "Custom field not found", "FIELD_011")

    async def _add_comment(self, request: Request) -> Response:
        task, asked = self._task(request), await _body(request)
        if not asked.get("comment_text"):
            raise refusals.clickup(400, "Comment text is required", "INPUT_007")
        number, now = str(next(self._numbers)), self.clock.epoch_ms()
        text = asked["comment_text"]
        self.comments.append({"id": number, "task_id": task["id"], "comment_text": text, "comment": [{"text": text}],
                              "user": _USER, "date": str(now)})  # fmt: skip
        return JSONResponse({"id": int(number), "hist_id": secrets.token_hex(8), "date": now})

    async def _list_comments(self, request: Request) -> Response:
        task = self._task(request)
        newest_first = [comment for comment in reversed(self.comments) if comment["task_id"] == task["id"]]
        return JSONResponse({"comments": newest_first[:25]})

    async def _list_webhooks(self, request: Request) -> Response:
        self._enter(request)
        shown = [{**hook, "endpoint": hook["endpoint"] or f"{self.target}/webhooks/clickup"}
                 for hook in self.webhooks.values()]  # fmt: skip
        return JSONResponse({"webhooks": shown})

    async def _create_webhook(self, request: Request) -> Response:
        self._enter(request)
        asked = await _body(request)
        endpoint, events = str(asked.get("endpoint", "")), asked.get("events", ["*"])
        if any(hook["endpoint"] == endpoint for hook in self.webhooks.values()):
            raise refusals.clickup(400, "Webhook configuration already exists", "OAUTH_171")
        wanted = ["*"] if events == "*" else list(events)
        hook = self._register(secrets.token_hex(16), endpoint, wanted, secrets.token_hex(32).upper())
        return JSONResponse({"id": hook["id"], "webhook": hook})

    def _hook(self, request: Request) -> dict[str, Any]:
        self._enter(request)
        hook = self.webhooks.get(request.path_params["id"])
        if hook is None:
            raise refusals.clickup(404, "Webhook not found", "OAUTH_161")
        return hook

    async def _put_webhook(self, request: Request) -> Response:
        hook, asked = self._hook(request), await _body(request)
        hook.update({key: asked[key] for key in ("endpoint", "events") if key in asked})
        if asked.get("status") == "active":
            hook["health"] = {"status": "active", "fail_count": 0}
        return JSONResponse({"id": hook["id"], "webhook": hook})

    async def _delete_webhook(self, request: Request) -> Response:
        del self.webhooks[self._hook(request)["id"]]
        return JSONResponse({})


def _note_health(hook: dict[str, Any], status: int | None) -> None:
    """Count a delivery that failed; 100 of them, or one 410, suspend the webhook and nobody is told."""
    if status is not None and 200 <= status < 300:
        return
    hook["health"]["fail_count"] += 1
    suspended = status == 410 or hook["health"]["fail_count"] >= _FAILURES_TO_SUSPENSION
    hook["health"]["status"] = "suspended" if suspended else "failing"


async def _body(request: Request) -> dict[str, Any]:
    try:
        told = json.loads(await request.body() or b"{}")
    except ValueError as error:
        raise refusals.clickup(400, "Unexpected token in JSON", "JSON_001") from error
    return told if isinstance(told, dict) else {}
