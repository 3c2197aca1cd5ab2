"""ClickUp's tasks, asked in Parley's words.

Tasks of a list with their custom fields as plain values by name, comments, and
the health of our webhook. What a field means for a campaign is the step's to
say. Nothing here retries.
"""

import hashlib
import hmac
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import quote

import httpx2

from steps.clients.faults import (
    Garbled,
    Refused,
    Throttled,
    Unavailable,
    VendorFault,
    broken_line,
    fault_of_status,
    tidy,
    wait_seconds,
)
from steps.clients.transport import is_loopback, trusted
from steps.clock import now_ms

T = TypeVar("T")

VENDOR = "ClickUp"
_SETTING = "PARLEY_CLICKUP_TOKEN"
_MOST_PAGES = 100
_UNREACHED = (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout, httpx2.ProxyError)


@dataclass(frozen=True, slots=True)
class Task:
    """A task; *fields* are its custom fields by name, empty ones as None, options by their names."""

    task_id: str
    name: str
    description: str
    status: str
    list_id: str
    url: str
    updated_at_ms: int
    assignees: tuple[str, ...]
    fields: dict[str, Any]


@dataclass(frozen=True, slots=True)
class WebhookHealth:
    """One webhook of the workspace: ClickUp suspends it after 100 failures, without notice."""

    webhook_id: str
    endpoint: str
    status: str
    fail_count: int

    @property
    def is_active(self) -> bool:
        """Whether deliveries still come; after some failures ClickUp calls it failing, and goes on."""
        return self.status != "suspended"


class ClickUp:
    """One workspace through one token."""

    def __init__(self, *, base_url: str, token: str, timeout_seconds: float) -> None:
        self._secrets = (token,)
        self._http = httpx2.AsyncClient(
            base_url=base_url.rstrip("/") + "/",
            headers={"Authorization": token},
            verify=trusted(),
            timeout=timeout_seconds,
            follow_redirects=False,
            trust_env=not is_loopback(base_url),
        )

    async def close(self) -> None:
        """Close the lines."""
        await self._http.aclose()

    async def user_name(self) -> str:
        """Return whose token it is."""
        return await self._ask("GET", "user", lambda told: str(told["user"]["username"]), what="user")

    async def get_task(self, task_id: str) -> Task:
        """Return one task."""
        return await self._ask("GET", f"task/{_segment(task_id)}", _task_of, what=f"task {task_id}")

    async def list_tasks(self, list_id: str, updated_since_ms: int | None = None) -> tuple[Task, ...]:
        """Return the list's tasks through all pages, closed ones included."""
        params: dict[str, str | int] = {"include_closed": "true", "order_by": "updated"}
        if updated_since_ms is not None:
            params["date_updated_gt"] = updated_since_ms
        tasks: list[Task] = []
        for page in range(_MOST_PAGES):
            path = f"list/{_segment(list_id)}/task"
            found, is_last = await self._ask(
                "GET", path, _page_of, what=f"list {list_id}", params=params | {"page": page}
            )
            tasks += found
            if is_last:
                break
        return tuple(tasks)

    async def check_list(self, list_id: str) -> None:
        """Read one page of the list, which proves that the token sees it."""
        await self._ask("GET", f"list/{_segment(list_id)}/task", _page_of, what=f"list {list_id}")

    async def add_comment(self, task_id: str, text: str) -> str:
        """Write a comment; return its id."""
        return await self._ask(
            "POST",
            f"task/{_segment(task_id)}/comment",
            _id_of,
            what=f"task {task_id}",
            json={"comment_text": text, "notify_all": False},
        )

    async def comments(self, task_id: str) -> tuple[str, ...]:
        """Return the newest comments' texts, so that a comment is looked for before it is written again."""
        return await self._ask(
            "GET",
            f"task/{_segment(task_id)}/comment",
            lambda told: tuple(str(comment["comment_text"]) for comment in told["comments"]),
            what=f"task {task_id}",
        )

    async def webhook_health(self, root: str = "") -> tuple[WebhookHealth, ...]:
        """Return the webhooks of this token that lead to an address under *root*, in all its workspaces."""
        teams = await self._ask("GET", "team", lambda told: [str(team["id"]) for team in told["teams"]], what="team")
        found: list[WebhookHealth] = []
        for team in teams:
            found += await self._ask("GET", f"team/{_segment(team)}/webhook", _webhooks_of, what=f"team {team}")
        return tuple(hook for hook in found if hook.endpoint.startswith(root))

    async def _ask(self, method: str, path: str, decode: Callable[[Any], T], *, what: str, **request: Any) -> T:
        wrote = method != "GET"
        try:
            answer = await self._http.request(method, path, **request)
            if not answer.is_success:
                raise self._fault(answer, wrote, what)
            return decode(answer.json())
        except _UNREACHED as error:
            raise Unavailable(VENDOR, f"no connection: {type(error).__name__}") from None
        except httpx2.HTTPError as error:
            raise broken_line(VENDOR, f"line lost: {type(error).__name__}", wrote=wrote) from None
        except (ValueError, KeyError, TypeError, AttributeError, IndexError, Garbled) as error:
            raise broken_line(VENDOR, f"unreadable answer: {type(error).__name__}", wrote=wrote) from None

    def _fault(self, answer: httpx2.Response, wrote: bool, what: str) -> VendorFault:
        code, message = _explained(answer)
        if answer.status_code == 429:
            return Throttled(VENDOR, _wait_seconds(answer))
        # ClickUp answers 401 for a task of another workspace too; its code tells the two apart.
        if answer.status_code == 401 and code in {"OAUTH_023", "OAUTH_027"}:
            return Refused(VENDOR, 401, f"{what} is not in a workspace of this token ({code})")
        detail = tidy(f"{message} {code}", self._secrets)
        return fault_of_status(VENDOR, answer.status_code, detail, wrote=wrote, setting=_SETTING, what=what)


def verify_signature(webhook_secret: str, signature: str | None, body: bytes) -> bool:
    """Say whether ClickUp signed exactly this body (hex HMAC-SHA256 in X-Signature)."""
    if not webhook_secret or signature is None:
        return False
    ours = hmac.new(webhook_secret.encode(), body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(ours.encode(), signature.strip().lower().encode())


def _segment(name: str) -> str:
    """Return *name* as one segment of a path: an id from a payload must not lead elsewhere."""
    return quote(name, safe="")


def _explained(answer: httpx2.Response) -> tuple[str, str]:
    """Return ClickUp's error code and message; empty for a body of any other shape."""
    try:
        told = answer.json()
        return str(told.get("ECODE", "")), str(told.get("err", ""))
    except (ValueError, AttributeError):
        return "", ""


def _wait_seconds(answer: httpx2.Response) -> float:
    reset = answer.headers.get("X-RateLimit-Reset")
    if reset is not None and "Retry-After" not in answer.headers:
        try:
            return wait_seconds(str(max(float(reset) - now_ms() / 1000, 0.0)))
        except ValueError:
            return wait_seconds(None)
    return wait_seconds(answer.headers.get("Retry-After"))


def _page_of(told: Any) -> tuple[list[Task], bool]:
    tasks = [_task_of(task) for task in told["tasks"]]
    return tasks, bool(told.get("last_page", True)) or not tasks


def _task_of(told: Any) -> Task:
    return Task(
        task_id=_text(told, "id"),
        name=_text(told, "name"),
        description=str(told.get("text_content") or told.get("description") or ""),
        status=str((told.get("status") or {}).get("status", "")),
        list_id=str((told.get("list") or {}).get("id", "")),
        url=str(told.get("url") or ""),
        updated_at_ms=int(told.get("date_updated") or 0),
        assignees=tuple(_person(user) for user in told.get("assignees") or ()),
        fields=_fields_of(told.get("custom_fields") or ()),
    )


def _fields_of(told: Any) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for field in told:
        name, value = str(field["name"]).strip(), _value_of(field)
        # Two fields of one name (list and space level): the filled one counts.
        if fields.get(name) is None:
            fields[name] = value
    return fields


def _value_of(field: Any) -> Any:
    """Return the field's value as a person sees it; empty text, list and null are all None."""
    value = field.get("value")
    if value is None or value in ("", []):
        return None
    options = (field.get("type_config") or {}).get("options") or ()
    match field.get("type"):
        case "drop_down":
            return _option(options, value)
        case "labels":
            return tuple(_option(options, chosen) for chosen in value)
        case "users":
            return tuple(_person(user) for user in value)
        case "number" | "currency" if re.fullmatch(r"-?\d+\.\d+", str(value)):
            return float(value)  # written by a machine: the point is a decimal point, which a person's need not be
        case _:
            return value


def _option(options: Any, chosen: Any) -> str:
    """Return the name of the option chosen by index or id; an unknown one is named as such, never guessed."""
    for option in options:
        if str(chosen) in {str(option.get("orderindex")), str(option.get("id"))}:
            return str(option.get("name") or option.get("label") or "").strip()
    return f"unknown option {chosen}"


def _person(user: Any) -> str:
    return str(user.get("email") or user.get("username") or user.get("id") or "")


def _webhooks_of(told: Any) -> list[WebhookHealth]:
    return [
        WebhookHealth(
            _text(hook, "id"),
            str(hook.get("endpoint", "")),
            str((hook.get("health") or {}).get("status", "")),
            int((hook.get("health") or {}).get("fail_count") or 0),
        )
        for hook in told["webhooks"]
    ]


def _id_of(told: Any) -> str:
    # Ids of comments are numbers in some answers and texts in others.
    if not isinstance(told["id"], str | int):
        raise Garbled("id is neither text nor number")
    return str(told["id"])


def _text(told: Any, name: str) -> str:
    value = told[name]
    if not isinstance(value, str) or not value:
        raise Garbled(f"{name} is not a text")
    return value
