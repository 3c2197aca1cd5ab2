"""How does a vendor fall ill, on request?

Rules say which requests are hit, how, and how often; the middleware plays the
illness in front of the real answer. "Before" means nothing was done, "after"
means it was done and the answer got lost. Control and pages stay healthy.
"""

import asyncio
import re
from contextlib import suppress
from dataclasses import asdict, dataclass
from random import Random
from typing import Any

from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sandbox import refusals
from sandbox.lines import Lines

KINDS = (
    "400", "401", "403", "404", "408", "429", "500", "502", "503", "529", "garbage", "garbage_after", "timeout_before",
    "timeout_after", "drop_before", "drop_after", "reset", "reset_after", "half_open", "slow",
)  # fmt: skip
_VENDORS = (
    ("/gmail/", "gmail"), ("/upload/gmail/", "gmail"), ("/token", "oauth"), ("/oauth2/", "oauth"), ("/v4/", "sheets"),
    ("/clickup/", "clickup"), ("/slack/", "slack"), ("/anthropic/", "anthropic"),
)  # fmt: skip
_GARBAGE = b'<html><body>\x00\xff It works! {"id": '
_HOLD_SECONDS = 120.0
_SLOW_SECONDS = 2.0


def vendor_of(path: str) -> str:
    """Return whose door a path is, or sandbox for our own."""
    return next((vendor for prefix, vendor in _VENDORS if path.startswith(prefix)), "sandbox")


@dataclass(slots=True)
class Fault:
    """One rule; *times* None means until it is taken away, *seconds* is how long slow and timeouts last."""

    kind: str
    vendor: str = "*"
    match: str = ""
    times: int | None = 1
    probability: float = 1.0
    retry_after: float | None = None
    seconds: float | None = None
    message: str = ""
    reason: str | None = None  # Google's word, e.g. rateLimitExceeded on a 403
    skip: int = 0
    hits: int = 0

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"kind must be one of {', '.join(KINDS)}")
        re.compile(self.match)


class Faults:
    """Every rule in force, oldest first; the first that fits is used."""

    def __init__(self) -> None:
        self._dice = Random(0)
        self.rules: list[Fault] = []

    def begin(self, seed: int) -> None:
        """Heal everything and roll the dice anew."""
        self._dice = Random(f"faults {seed}")
        self.rules.clear()

    def add(self, asked: dict[str, Any]) -> Fault:
        """Put a rule in force; without times or probability it strikes once."""
        told = {**asked, "kind": str(asked.get("kind", ""))}
        if "times" not in told and "probability" in told:
            told["times"] = None
        fault = Fault(**told)
        self.rules.append(fault)
        return fault

    def clear(self) -> None:
        """Heal everything."""
        self.rules.clear()

    def shown(self) -> list[dict[str, Any]]:
        """Return the rules with their hits."""
        return [asdict(rule) for rule in self.rules]

    def strike(self, vendor: str, method: str, path: str) -> Fault | None:
        """Return the rule that hits this request, counted as used."""
        for rule in self.rules:
            if rule.vendor not in ("*", vendor) or rule.times == 0:
                continue
            if not re.search(rule.match, f"{method} {path}"):
                continue
            if rule.skip > 0:
                rule.skip -= 1
                continue
            if self._dice.random() < rule.probability:
                rule.hits += 1
                rule.times = None if rule.times is None else rule.times - 1
                return rule
        return None


class Illness:
    """ASGI middleware that plays the faults."""

    def __init__(self, app: ASGIApp, faults: Faults, lines: Lines) -> None:
        self._app, self._faults, self._lines = app, faults, lines

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or fail it the way its rule says."""
        vendor = vendor_of(scope["path"]) if scope["type"] == "http" else "sandbox"
        rule = None if vendor == "sandbox" else self._faults.strike(vendor, scope["method"], scope["path"])
        if rule is None:
            await self._app(scope, receive, send)
            return
        scope["state"]["fault"] = rule.kind
        whole, replay = await _read_all(receive)
        if not whole:
            return
        await self._play(rule, vendor, scope, replay, send)

    async def _play(self, rule: Fault, vendor: str, scope: Scope, receive: Receive, send: Send) -> None:
        kind, _, when = rule.kind.partition("_")
        if when == "after" or kind == "half":
            await self._app(scope, receive, _swallow)
        match kind:
            case "drop":
                self._lines.cut(scope)
            case "reset":
                self._lines.reset(scope)
            case "timeout":
                await self._hold(rule.seconds or _HOLD_SECONDS, scope, receive)
            case "half":
                await self._half_open(rule.seconds or _HOLD_SECONDS, scope, receive, send)
            case "slow":
                await asyncio.sleep(rule.seconds or _SLOW_SECONDS)
                await self._app(scope, receive, send)
            case "garbage":
                await Response(_GARBAGE, 200, media_type="application/json")(scope, receive, send)
            case _:
                await _ill(rule, vendor)(scope, receive, send)

    async def _hold(self, seconds: float, scope: Scope, receive: Receive) -> None:
        """Say nothing until the client has gone or *seconds* are over, then cut the line."""
        await _gone_or(seconds, receive)
        self._lines.cut(scope)

    async def _half_open(self, seconds: float, scope: Scope, receive: Receive, send: Send) -> None:
        """Begin an answer of a length that never comes, then say nothing."""
        headers = [(b"content-type", b"application/json"), (b"content-length", b"4096")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b'{"id": "', "more_body": True})
        await self._hold(seconds, scope, receive)


async def _read_all(receive: Receive) -> tuple[bool, Receive]:
    """Read the whole request first, so that a dropped line was dropped after the request was sent."""
    body = b""
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return False, receive
        body += message.get("body", b"")
        if not message.get("more_body", False):
            break
    given = False

    async def replay() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return True, replay


async def _swallow(_message: Message) -> None:
    """Take an answer that nobody will see."""


async def _gone_or(seconds: float, receive: Receive) -> None:
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            while (await receive())["type"] != "http.disconnect":
                continue


def _ill(rule: Fault, vendor: str) -> Response:
    response = refusals.vendor_error(vendor, int(rule.kind), rule.message, rule.reason)
    if rule.retry_after is not None:
        response.headers["Retry-After"] = f"{rule.retry_after:g}"
    return response
