"""The team's Slack, asked in Parley's words.

Posting under our own key, finding a post by that key, updating it, and telling
whether a request really came from Slack. The SDK's own retries are off: after
an unclear post the step looks (``find_by_key``) before it posts again. Nothing
here decides what a message says.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.signature import Clock, SignatureVerifier
from slack_sdk.web.async_client import AsyncWebClient

from steps.clients.faults import (
    Garbled,
    NotFound,
    Refused,
    Throttled,
    Unauthorized,
    Unavailable,
    VendorFault,
    broken_line,
    fault_of_status,
    tidy,
    wait_seconds,
)
from steps.clients.transport import is_loopback
from steps.clock import now_ms

T = TypeVar("T")

VENDOR = "Slack"
METADATA_EVENT = "parley"
_SETTING = "PARLEY_SLACK_BOT_TOKEN"
_PAGE = 200
_UNAUTHORIZED = frozenset(
    {
        "invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired", "missing_scope",
        "no_permission", "not_allowed_token_type", "org_login_required", "team_access_not_granted",
    }
)  # fmt: skip
_FAILING = frozenset({"internal_error", "fatal_error", "service_unavailable", "request_timeout"})
# The SDK logs whole messages at DEBUG, and takes a logger without a level of its own for one that wants them.
_LOG = logging.getLogger("parley.slack_sdk")
_LOG.setLevel(logging.INFO)


@dataclass(frozen=True, slots=True)
class SlackPost:
    """Where a message is: channel id and timestamp together are its identity."""

    channel: str
    ts: str


@dataclass(frozen=True, slots=True)
class SlackIdentity:
    """Who the bot token is, and in which workspace; *scopes* as Slack told them, empty when it did not."""

    team: str
    team_id: str
    user_id: str
    bot_id: str
    scopes: frozenset[str]


@dataclass(frozen=True, slots=True)
class SlackChannel:
    """A channel as the bot sees it; it can post where it is a member."""

    channel_id: str
    name: str
    is_member: bool


class Slack:
    """One workspace through one bot token."""

    def __init__(
        self, *, base_url: str, bot_token: str, timeout_seconds: float, seconds_between_posts: float = 1.0
    ) -> None:
        self._client = AsyncWebClient(
            token=bot_token, base_url=base_url, timeout=max(1, round(timeout_seconds)), retry_handlers=[], logger=_LOG
        )
        if is_loopback(base_url):
            # The SDK takes a proxy from the environment even for an address on this machine.
            self._client.proxy = None
        self._secrets = (bot_token,)
        self._pause_seconds = seconds_between_posts
        self._pacing: dict[str, _Pace] = {}
        self._workspace_id = ""

    async def post(
        self, channel: str, text: str, blocks: Sequence[Mapping[str, Any]], key: str, request_id: str = ""
    ) -> SlackPost:
        """Post once, with *key* in the message's metadata; waits its turn in the channel's pace."""
        about = {"key": key} | ({"request_id": request_id} if request_id else {})
        await self._pacing.setdefault(channel, _Pace(self._pause_seconds)).turn()
        return await self._ask(
            lambda: self._client.chat_postMessage(
                channel=channel,
                text=text,
                blocks=[dict(block) for block in blocks],
                metadata={"event_type": METADATA_EVENT, "event_payload": about},
                unfurl_links=False,
                unfurl_media=False,
            ),
            _post_of,
            wrote=True,
            what=f"channel {channel}",
        )

    async def update(self, post: SlackPost, text: str, blocks: Sequence[Mapping[str, Any]], key: str) -> SlackPost:
        """Replace a message's words; it keeps its key, so it is still found by it."""
        return await self._ask(
            lambda: self._client.chat_update(
                channel=post.channel,
                ts=post.ts,
                text=text,
                blocks=[dict(block) for block in blocks],
                metadata={"event_type": METADATA_EVENT, "event_payload": {"key": key}},
            ),
            _post_of,
            wrote=True,
            what=f"message {post.ts}",
        )

    async def find_by_key(self, channel: str, key: str, oldest_seconds: float | None = None) -> SlackPost | None:
        """Return the message that carries *key*, looking back to *oldest_seconds* (epoch) through all pages."""
        posts = await self.posts_by_key(channel, oldest_seconds)
        return posts.get(key)

    async def posts_by_key(self, channel: str, oldest_seconds: float | None = None) -> dict[str, SlackPost]:
        """Return every message of ours with its key; of two with one key the older."""
        found: dict[str, SlackPost] = {}
        cursor: str | None = None
        while True:
            keyed, cursor = await self._history_page(channel, oldest_seconds, cursor)
            found |= keyed
            if not cursor:
                return found

    async def _history_page(
        self, channel: str, oldest_seconds: float | None, cursor: str | None
    ) -> tuple[dict[str, SlackPost], str | None]:
        oldest = None if oldest_seconds is None else f"{oldest_seconds:.6f}"
        return await self._ask(
            lambda: self._client.conversations_history(
                channel=channel, oldest=oldest, cursor=cursor, include_all_metadata=True, limit=_PAGE
            ),
            lambda told: (_keyed_posts(channel, told), _next_cursor(told)),
            what=f"channel {channel}",
        )

    async def auth_test(self) -> SlackIdentity:
        """Return who the token is."""
        return await self._ask(self._client.auth_test, _identity_of, what="workspace")

    async def workspace_id(self) -> str:
        """Return which workspace the token belongs to; Slack is asked once."""
        self._workspace_id = self._workspace_id or (await self.auth_test()).team_id
        return self._workspace_id

    async def channel(self, channel: str) -> SlackChannel:
        """Return one channel by id."""
        return await self._ask(
            lambda: self._client.conversations_info(channel=channel),
            lambda told: _channel_of(told["channel"]),
            what=f"channel {channel}",
        )

    async def channel_named(self, name: str) -> SlackChannel:
        """Return the channel of that name; raise NotFound when the bot sees none."""
        cursor: str | None = None
        while True:
            channels, cursor = await self._channel_page(cursor)
            for channel in channels:
                if channel.name == name.removeprefix("#"):
                    return channel
            if not cursor:
                raise NotFound(VENDOR, f"channel {name}")

    async def _channel_page(self, cursor: str | None) -> tuple[list[SlackChannel], str | None]:
        return await self._ask(
            lambda: self._client.conversations_list(
                cursor=cursor, limit=_PAGE, exclude_archived=True, types="public_channel,private_channel"
            ),
            lambda told: ([_channel_of(channel) for channel in told["channels"]], _next_cursor(told)),
            what="channel list",
        )

    async def _ask(
        self, call: Callable[[], Awaitable[Any]], decode: Callable[[Any], T], *, wrote: bool = False, what: str
    ) -> T:
        try:
            return decode(await call())
        except SlackApiError as error:
            raise self._fault(error, wrote, what) from None
        except aiohttp.ClientConnectorError as error:
            raise Unavailable(VENDOR, f"no connection: {type(error).__name__}") from None
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            raise broken_line(VENDOR, f"line lost: {type(error).__name__}", wrote=wrote) from None
        except (SlackClientError, KeyError, TypeError, ValueError, AttributeError, Garbled) as error:
            # The SDK itself stumbles with an AttributeError over an answer in plain text.
            raise broken_line(VENDOR, f"unreadable answer: {type(error).__name__}", wrote=wrote) from None

    def _fault(self, error: SlackApiError, wrote: bool, what: str) -> VendorFault:
        answer: Any = error.response
        status = _status_of(answer)
        data = getattr(answer, "data", None)
        code = tidy(str(data.get("error", "")), self._secrets) if isinstance(data, dict) else ""
        if code in {"ratelimited", "rate_limited"} or status == 429:
            return Throttled(VENDOR, wait_seconds(_header(answer, "Retry-After")))
        if code in _UNAUTHORIZED:
            needed = f", needs {data['needed']}" if isinstance(data, dict) and "needed" in data else ""
            return Unauthorized(VENDOR, _SETTING, tidy(code + needed, self._secrets))
        if code.endswith("_not_found"):
            return NotFound(VENDOR, what)
        if code in _FAILING or not code:
            # Without a code of Slack's own, it was not Slack's application that answered.
            detail = f"{status} {code or 'without an error code'}"
            return fault_of_status(VENDOR, status, detail, wrote=wrote, setting=_SETTING, what=what)
        if code == "not_in_channel":
            return Refused(VENDOR, status, f"{code}: invite the bot to {what}")
        return Refused(VENDOR, status, code)


class _Pace:
    """Lets one message a pause through; the waiting ones go in the order they came."""

    def __init__(self, pause_seconds: float) -> None:
        self._pause_seconds = pause_seconds
        self._next_at = 0.0

    async def turn(self) -> None:
        now = time.monotonic()
        wait = max(self._next_at - now, 0.0)
        # The turn is taken before waiting for it, so nobody else can take the same.
        self._next_at = now + wait + self._pause_seconds
        if wait:
            await asyncio.sleep(wait)


class _TrueClock(Clock):
    """A press must not be refused because this machine's clock is wrong."""

    def now(self) -> float:
        return now_ms() / 1000


def verify_signature(signing_secret: str, headers: Mapping[str, str], body: bytes) -> bool:
    """Say whether Slack signed exactly this body within the last five minutes; anything odd is a no."""
    if not signing_secret.strip():
        return False
    try:
        return SignatureVerifier(signing_secret, _TrueClock()).is_valid_request(body, dict(headers))
    except (ValueError, TypeError, OverflowError):
        # A timestamp that is no number, a body that is no UTF-8, a signature that is not ASCII.
        return False


def escape(text: str) -> str:
    """Return text from outside so that Slack shows it and obeys nothing in it."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _post_of(told: Any) -> SlackPost:
    return SlackPost(_text(told, "channel"), _text(told, "ts"))


def _keyed_posts(channel: str, told: Any) -> dict[str, SlackPost]:
    """Return the posts of one page by key; Slack lists newest first, so the oldest of a key stays."""
    keyed: dict[str, SlackPost] = {}
    for message in told["messages"]:
        metadata = message.get("metadata") or {}
        key = (metadata.get("event_payload") or {}).get("key")
        if metadata.get("event_type") == METADATA_EVENT and isinstance(key, str):
            keyed[key] = SlackPost(channel, _text(message, "ts"))
    return keyed


def _next_cursor(told: Any) -> str | None:
    return (told.get("response_metadata") or {}).get("next_cursor") or None


def _identity_of(told: Any) -> SlackIdentity:
    scopes = _header(told, "x-oauth-scopes") or ""
    granted = frozenset(scope.strip() for scope in scopes.split(",") if scope.strip())
    bot_id = str(told.get("bot_id") or "")
    return SlackIdentity(_text(told, "team"), _text(told, "team_id"), _text(told, "user_id"), bot_id, granted)


def _channel_of(told: Any) -> SlackChannel:
    return SlackChannel(_text(told, "id"), str(told.get("name") or ""), bool(told.get("is_member")))


def _status_of(answer: Any) -> int:
    # The SDK hands over its own answer, or aiohttp's when the body was no JSON.
    status = getattr(answer, "status_code", None) or getattr(answer, "status", None)
    return status if isinstance(status, int) else 500


def _header(answer: Any, name: str) -> str | None:
    headers = {key.lower(): value for key, value in (getattr(answer, "headers", None) or {}).items()}
    value = headers.get(name.lower())
    return value if isinstance(value, str) else None


def _text(told: Any, name: str) -> str:
    value = told[name]
    if not isinstance(value, str) or not value:
        raise Garbled(f"{name} is not a text")
    return value
