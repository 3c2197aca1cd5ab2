"""Who asked what of which vendor, and what was answered?

One line a request, newest last, with a bounded memory. It keeps no bodies and
no secrets.
"""

import time
from collections import Counter, deque
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sandbox.faults import vendor_of

_MOST = 50_000
_SHOWN_HEADERS = ("user-agent", "content-type", "content-length", "x-stainless-retry-count", "x-request-id")


class RequestsLog:
    """The last requests, and how many there ever were by vendor."""

    def __init__(self) -> None:
        self.lines: deque[dict[str, Any]] = deque(maxlen=_MOST)
        self.counts: Counter[str] = Counter()

    def clear(self) -> None:
        """Begin anew."""
        self.lines.clear()
        self.counts.clear()


class Logged:
    """ASGI middleware that writes the log; status None means that no answer was sent."""

    def __init__(self, app: ASGIApp, log: RequestsLog) -> None:
        self._app, self._log = app, log

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a vendor's request on and note it."""
        if scope["type"] != "http" or vendor_of(scope["path"]) == "sandbox":
            await self._app(scope, receive, send)
            return
        line = _line(scope)
        scope.setdefault("state", {})
        self._log.lines.append(line)
        self._log.counts[line["vendor"]] += 1

        async def noting(message: Message) -> None:
            if message["type"] == "http.response.start":
                line["status"] = message["status"]
            await send(message)

        began = time.perf_counter()
        try:
            await self._app(scope, receive, noting)
        finally:
            line["ms"] = round((time.perf_counter() - began) * 1000, 2)
            line["fault"] = scope["state"].get("fault")


def _line(scope: Scope) -> dict[str, Any]:
    given = {key.decode("latin-1"): value.decode("latin-1") for key, value in scope["headers"]}
    return {
        "vendor": vendor_of(scope["path"]),
        "method": scope["method"],
        "path": scope["path"],
        "query": scope["query_string"].decode("latin-1"),
        "status": None,
        "at": round(time.time(), 3),
        "ms": None,
        "fault": None,
        "headers": {name: given[name] for name in _SHOWN_HEADERS if name in given},
    }
