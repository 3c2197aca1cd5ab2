"""Which TCP line does a request come through, and how is it torn?

ASGI hides the line, so the server's protocol enters each one here by the
client's address. Cutting ends it without another byte; a reset says so rudely.
"""

import asyncio
import socket
import struct
from typing import Any

from starlette.types import Scope
from uvicorn.protocols.http.h11_impl import H11Protocol


class Lines:
    """Every open line by its client's address and port."""

    def __init__(self) -> None:
        self._open: dict[tuple[str, int], asyncio.Transport] = {}

    def protocol(self) -> type[H11Protocol]:
        """Return a protocol for uvicorn that enters its lines here."""
        opened = self._open

        class Entered(H11Protocol):
            """One line, entered while it lasts."""

            def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
                super().connection_made(transport)
                if self.client is not None:
                    opened[self.client] = transport

            def connection_lost(self, exc: Exception | None) -> None:
                if self.client is not None:
                    opened.pop(self.client, None)
                super().connection_lost(exc)

        return Entered

    def cut(self, scope: Scope) -> None:
        """Close the request's line without an answer."""
        transport = self._line(scope)
        if transport is not None:
            transport.abort()

    def reset(self, scope: Scope) -> None:
        """Close the request's line with a TCP reset."""
        transport = self._line(scope)
        if transport is not None:
            line: Any = transport.get_extra_info("socket")
            line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            transport.abort()

    def _line(self, scope: Scope) -> asyncio.Transport | None:
        client = scope.get("client")
        return self._open.get((client[0], client[1])) if client else None
