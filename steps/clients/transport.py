"""How a request leaves this machine: once, with a deadline, with a bounded answer.

httplib2 re-sends a request by itself when the line drops, a POST too, so a mail
could go out twice. ``OneShotHttp`` replaces the one method that does it. It
refuses to retry, to follow redirects, and to read an answer without an end.
"""

import http.client
import ssl
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import httplib2
import httpx2

from steps import clock

MAX_ANSWER_BYTES = 40_000_000
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


class NotConnected(Exception):
    """No connection came about, so the vendor has certainly not acted."""


class AnswerTooLarge(Exception):
    """The answer is longer than we are ready to hold in memory."""


class OneShotHttp(httplib2.Http):  # type: ignore[misc]
    """An httplib2 transport that puts each request on the wire at most once; one per thread."""

    def __init__(self, url: str, timeout_seconds: float, token: str | None = None) -> None:
        # The sandbox runs on this machine, where no proxy from the environment could reach it.
        proxy = {"proxy_info": None} if is_loopback(url) else {}
        super().__init__(timeout=timeout_seconds, **proxy)
        self.follow_redirects = False
        self.max_answer_bytes = MAX_ANSWER_BYTES
        self._token = token

    def request(self, uri: str, method: str = "GET", **kwargs: Any) -> Any:
        """Send one request; identity encoding makes the bound on bytes a bound on memory."""
        headers = dict(kwargs.pop("headers", None) or {}) | {"accept-encoding": "identity"}
        if self._token is not None:
            headers["authorization"] = f"Bearer {self._token}"
        return super().request(uri, method, headers=headers, **kwargs)

    def _conn_request(self, conn: Any, request_uri: str, method: str, body: Any, headers: Any) -> Any:
        try:
            if conn.sock is None:
                conn.connect()
        except (OSError, httplib2.HttpLib2Error) as error:
            conn.close()
            raise NotConnected(type(error).__name__) from error
        try:
            conn.request(method, request_uri, body, headers)
            answer = conn.getresponse()
            clock.hear(answer.getheader("date"))
            content = self._read(answer)
        except BaseException:
            conn.close()
            raise
        return httplib2.Response(answer), content

    def _read(self, answer: http.client.HTTPResponse) -> bytes:
        content = answer.read(self.max_answer_bytes + 1)
        if len(content) > self.max_answer_bytes:
            raise AnswerTooLarge(f"more than {self.max_answer_bytes} bytes")
        # A bounded read does not notice a body that ends early, as an unbounded one does.
        if answer.length:
            raise http.client.IncompleteRead(b"", answer.length)
        return content


@cache
def trusted() -> ssl.SSLContext:
    """Return the authorities this process trusts, read once: it takes longer than to ask a vendor something."""
    return httpx2.create_ssl_context()


def is_loopback(url: str) -> bool:
    """Say whether *url* points at this machine."""
    return urlsplit(url).hostname in _LOOPBACK
