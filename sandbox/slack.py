"""What does the Slack Web API answer?

Posting, updating and reading a channel with blocks and metadata, users, views.
Not imitated: Socket Mode, events, files, search, scopes, threads beyond
thread_ts, and the message a second (see faults); checks of blocks are only
Slack's counts and lengths.
"""

import itertools
import json
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox import refusals, world
from sandbox.clock import Clock
from sandbox.slack_blocks import check_blocks

SCOPES = "chat:write,channels:read,channels:history,groups:read,groups:history,users:read,users:read.email,commands"
BOT_ID = "BPARLEY"
_USERS = (
    ("UMARA", "mara", "Mara Lindqvale", "mara.lindqvale@brand.example.test"),
    ("UTOBIN", "tobin", "Tobin Ashgrove", "tobin.ashgrove@brand.example.test"),
    (world.SLACK_BOT_USER, "parley", "Parley", ""),
)


@dataclass(eq=False)
class Slack:
    """One workspace with its channels."""

    clock: Clock
    channels: dict[str, dict[str, Any]] = field(default_factory=dict)
    users: dict[str, dict[str, Any]] = field(default_factory=dict)
    messages: list[dict[str, Any]] = field(default_factory=list)
    views: list[dict[str, Any]] = field(default_factory=list)
    answers: list[dict[str, Any]] = field(default_factory=list)  # what came to response URLs
    _last_us: int = 0
    _numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    def __post_init__(self) -> None:
        self.add_channel(world.SLACK_CHANNEL, world.SLACK_CHANNEL_NAME)
        for user in _USERS:
            self.add_user(*user)

    def routes(self) -> list[Route]:
        """Return one path per Web API method; Slack takes GET and POST alike."""
        methods: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
            "auth.test": self._auth_test,
            "chat.postMessage": self._post,
            "chat.update": self._update,
            "chat.delete": self._delete,
            "chat.postEphemeral": self._post_ephemeral,
            "chat.getPermalink": self._permalink,
            "conversations.history": self._history,
            "conversations.replies": self._replies,
            "conversations.info": lambda asked: {"channel": self.channel(asked)},
            "conversations.list": self._list_channels,
            "conversations.join": lambda asked: {"channel": self.channel(asked)},
            "users.info": self._user_info,
            "users.list": lambda _asked: {"members": list(self.users.values())},
            "users.lookupByEmail": self._user_by_email,
            "views.open": self._open_view,
            "views.update": self._open_view,
        }
        api = [
            Route(f"/slack/api/{name}", _method(answer), methods=["GET", "POST"]) for name, answer in methods.items()
        ]
        unknown = Route("/slack/api/{name}", self._unknown, methods=["GET", "POST"])
        return [*api, unknown, Route("/slack/hooks/{hook}", self._respond, methods=["POST"])]

    # ------------------------------------------------------------ the world's side

    def add_channel(self, channel_id: str, name: str, is_member: bool = True) -> None:
        """Open a channel."""
        self.channels[channel_id] = {
            "id": channel_id, "name": name, "is_channel": True, "is_member": is_member, "is_archived": False,
            "is_private": False, "topic": {"value": ""}, "purpose": {"value": ""}, "num_members": len(_USERS),
        }  # fmt: skip

    def add_user(self, user_id: str, name: str, real_name: str, email: str) -> None:
        """Let a person into the workspace."""
        profile = {"real_name": real_name, "display_name": name, "email": email}
        self.users[user_id] = {
            "id": user_id, "team_id": world.SLACK_TEAM_ID, "name": name, "real_name": real_name, "profile": profile,
            "is_bot": user_id == world.SLACK_BOT_USER, "deleted": False, "tz": "Europe/Berlin",
        }  # fmt: skip

    def message(self, ts: str) -> dict[str, Any] | None:
        """Return the message with that timestamp."""
        return next((message for message in self.messages if message["ts"] == ts), None)

    def next_ts(self) -> str:
        """Return a timestamp no other message has: it is a message's identity."""
        self._last_us = max(self.clock.epoch_ms() * 1000, self._last_us + 1)
        return f"{self._last_us // 1_000_000}.{self._last_us % 1_000_000:06d}"

    # ------------------------------------------------------------ the API's side

    def channel(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Return the channel asked for by id or #name."""
        wanted = str(asked.get("channel", "")).removeprefix("#")
        found = next((one for one in self.channels.values() if wanted in (one["id"], one["name"])), None)
        if found is None:
            raise refusals.slack("channel_not_found")
        return found

    def _auth_test(self, _asked: dict[str, Any]) -> dict[str, Any]:
        return {"url": "https://sandbox.slack.example.test/", "team": "Sandbox", "user": "parley",
                "team_id": world.SLACK_TEAM_ID, "user_id": world.SLACK_BOT_USER, "bot_id": BOT_ID}  # fmt: skip

    def _writable(self, asked: dict[str, Any]) -> dict[str, Any]:
        channel = self.channel(asked)
        if not channel["is_member"]:
            raise refusals.slack("not_in_channel")
        if channel["is_archived"]:
            raise refusals.slack("is_archived")
        if not (asked.get("text") or asked.get("blocks") or asked.get("attachments")):
            raise refusals.slack("no_text")
        check_blocks(asked.get("blocks") or [], asked.get("metadata"))
        return channel

    def _post(self, asked: dict[str, Any]) -> dict[str, Any]:
        channel, ts = self._writable(asked), self.next_ts()
        message = {
            "type": "message", "subtype": "bot_message", "ts": ts, "channel": channel["id"], "bot_id": BOT_ID,
            "user": world.SLACK_BOT_USER, "app_id": world.SLACK_APP_ID, "team": world.SLACK_TEAM_ID,
            **{key: asked[key] for key in ("text", "blocks", "attachments", "metadata", "thread_ts") if asked.get(key)},
        }  # fmt: skip
        message.setdefault("text", "")
        self.messages.append(message)
        return {"channel": channel["id"], "ts": ts, "message": _without_metadata(message)}

    def _own(self, asked: dict[str, Any]) -> dict[str, Any]:
        message = self.message(str(asked.get("ts", "")))
        if message is None or message["channel"] != self.channel(asked)["id"]:
            raise refusals.slack("message_not_found")
        return message

    def _update(self, asked: dict[str, Any]) -> dict[str, Any]:
        message = self._own(asked)
        self._writable(asked)
        self.edit(message, asked)
        return {"channel": message["channel"], "ts": message["ts"], "text": message["text"],
                "message": _without_metadata(message)}  # fmt: skip

    def edit(self, message: dict[str, Any], asked: dict[str, Any]) -> None:
        """Replace what a message says; what is not given stays, and the history remembers the edit."""
        message.setdefault("versions", []).append({key: message.get(key) for key in ("text", "blocks")})
        message.update({key: asked[key] for key in ("text", "blocks", "attachments", "metadata") if key in asked})
        if "text" in asked and "blocks" not in asked:
            message.pop("blocks", None)
        message["edited"] = {"user": world.SLACK_BOT_USER, "ts": self.next_ts()}

    def _delete(self, asked: dict[str, Any]) -> dict[str, Any]:
        message = self._own(asked)
        self.messages.remove(message)
        return {"channel": message["channel"], "ts": message["ts"]}

    def _post_ephemeral(self, asked: dict[str, Any]) -> dict[str, Any]:
        self._writable(asked)
        ts = self.next_ts()
        self.answers.append({"kind": "ephemeral", "ts": ts, **asked})
        return {"message_ts": ts}

    def _permalink(self, asked: dict[str, Any]) -> dict[str, Any]:
        ts = str(asked.get("message_ts", "")).replace(".", "")
        channel = self.channel(asked)["id"]
        return {"channel": channel, "permalink": f"https://sandbox.slack.example.test/archives/{channel}/p{ts}"}

    def _history(self, asked: dict[str, Any]) -> dict[str, Any]:
        channel = self.channel(asked)["id"]
        return self._paged([one for one in self.messages if one["channel"] == channel], asked, newest_first=True)

    def _replies(self, asked: dict[str, Any]) -> dict[str, Any]:
        root = asked.get("ts")
        return self._paged([one for one in self.messages if root in (one["ts"], one.get("thread_ts"))], asked)

    def _paged(self, found: list[dict[str, Any]], asked: dict[str, Any], newest_first: bool = False) -> dict[str, Any]:
        oldest, latest = float(asked.get("oldest") or 0), float(asked.get("latest") or 1e12)
        closed = _true(asked.get("inclusive"))
        kept = [one for one in found if oldest < float(one["ts"]) < latest
                or (closed and float(one["ts"]) in (oldest, latest))]  # fmt: skip
        kept = kept[::-1] if newest_first else kept
        start, size = int(asked.get("cursor") or 0), max(1, min(int(asked.get("limit") or 100), 999))
        page = kept[start : start + size]
        more = start + size < len(kept)
        shown = page if _true(asked.get("include_all_metadata")) else [_without_metadata(one) for one in page]
        shown = [{key: value for key, value in one.items() if key not in ("versions", "channel")} for one in shown]
        cursor = str(start + size) if more else ""
        return {"messages": shown, "has_more": more, "response_metadata": {"next_cursor": cursor}}

    def _list_channels(self, _asked: dict[str, Any]) -> dict[str, Any]:
        return {"channels": list(self.channels.values()), "response_metadata": {"next_cursor": ""}}

    def _user_info(self, asked: dict[str, Any]) -> dict[str, Any]:
        if asked.get("user") not in self.users:
            raise refusals.slack("user_not_found")
        return {"user": self.users[asked["user"]]}

    def _user_by_email(self, asked: dict[str, Any]) -> dict[str, Any]:
        email = str(asked.get("email", "")).lower()
        found = next((user for user in self.users.values() if email and user["profile"]["email"] == email), None)
        if found is None:
            raise refusals.slack("users_not_found")
        return {"user": found}

    def _open_view(self, asked: dict[str, Any]) -> dict[str, Any]:
        if not isinstance(asked.get("view"), dict):
            raise refusals.slack("invalid_arguments")
        view = {
            **asked["view"],
            "id": asked.get("view_id") or f"V{next(self._numbers):06d}",
            "hash": secrets.token_hex(6),
        }
        self.views.append(view)
        return {"view": view}

    async def _unknown(self, request: Request) -> Response:
        await arguments(request)
        raise refusals.slack("unknown_method", req_method=request.path_params["name"])

    async def _respond(self, request: Request) -> Response:
        """Take an answer to a response URL: replace the message it stands for, or note an ephemeral one."""
        asked = await _read(request)
        ts = request.path_params["hook"].partition("-")[0]
        message = self.message(ts)
        if message is not None and _true(asked.get("replace_original")):
            self.edit(message, asked)
        elif message is not None and _true(asked.get("delete_original")):
            self.messages.remove(message)
        self.answers.append({"kind": "response_url", "ts": ts, **asked})
        return Response("ok")


def _method(answer: Callable[[dict[str, Any]], dict[str, Any]]) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        told = answer(await arguments(request))
        return JSONResponse({"ok": True, **told}, headers={"X-OAuth-Scopes": SCOPES})

    return endpoint


async def arguments(request: Request) -> dict[str, Any]:
    """Return a call's arguments, after the token was looked at."""
    asked = await _read(request)
    token = request.headers.get("authorization", "").removeprefix("Bearer ") or str(asked.pop("token", ""))
    if not token:
        raise refusals.slack("not_authed")
    if token != world.SLACK_BOT_TOKEN:
        raise refusals.slack("invalid_auth")
    return asked


async def _read(request: Request) -> dict[str, Any]:
    asked: dict[str, Any] = dict(request.query_params)
    body = (await request.body()).decode("utf-8", "replace")
    if "json" in request.headers.get("content-type", ""):
        try:
            told = json.loads(body or "{}")
        except ValueError as error:
            raise refusals.slack("invalid_json") from error
        return {**asked, **told} if isinstance(told, dict) else asked
    asked |= {name: values[0] for name, values in parse_qs(body, keep_blank_values=True).items()}
    for name in ("blocks", "metadata", "view", "attachments"):
        if isinstance(asked.get(name), str) and asked[name]:
            asked[name] = json.loads(asked[name])
    return asked


def _without_metadata(message: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in message.items() if key != "metadata"}


def _true(value: object) -> bool:
    return str(value).lower() in ("true", "1")
