"""How does the service say where it is, and how does it leave when it is told to?

uvicorn waits for every answer that is still being given, and a live page's
answer has no end. So whoever streams is told first. It knows no page.
"""

import asyncio
import socket

import structlog
import uvicorn
from fastapi import FastAPI

from negotiation.errors import WorldFault
from steps.settings import Settings

_log = structlog.get_logger("parley")


class DoorTaken(WorldFault):
    """Nobody can listen where this service was told to."""

    def __init__(self, host: str, port: int, detail: str) -> None:
        super().__init__(host, port, detail)
        self.host, self.port, self.detail = host, port, detail

    def __str__(self) -> str:
        return (
            f"cannot listen on {self.host}, port {self.port} ({self.detail}): end what listens there, or correct "
            "PARLEY_HOST and PARLEY_PORT"
        )


def open_door(settings: Settings) -> socket.socket:
    """Take the port before anything is begun; whoever knocks is let in once somebody listens.

    Raises DoorTaken.
    """
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    # asyncio hurries small answers along only on a socket that names its protocol; else each waits 40 ms for the last.
    door = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        door.bind((settings.host, settings.port))
    except OSError as error:
        door.close()
        raise DoorTaken(settings.host, settings.port, error.strerror or str(error)) from None
    return door


class Server(uvicorn.Server):
    """A server that tells the streams of *app* to end before it waits for them."""

    def __init__(self, app: FastAPI, config: uvicorn.Config) -> None:
        super().__init__(config)
        self._app = app

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Open the doors, and say which address to open in a browser."""
        await super().startup(sockets)
        for server in self.servers:
            for door in server.sockets:
                _say_where(self._app.state.settings, *door.getsockname()[:2])

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End the streams, then everything else."""
        leaving(self._app).set()
        await super().shutdown(sockets)


def _say_where(settings: Settings, host: str, port: int) -> None:
    # Whoever listens everywhere is reached on this machine.
    here = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104
    address = settings.public_url.rstrip("/") or f"http://{here}:{port}"
    is_open = bool(settings.operator_token.get_secret_value())
    console = f"{address}/console" if is_open else "closed: PARLEY_OPERATOR_TOKEN is empty"
    _log.info("parley.listening", host=host, port=port, console=console)


def leaving(app: FastAPI) -> asyncio.Event:
    """Return the event that is set once the service is about to end."""
    event: asyncio.Event = app.state.leaving
    return event
