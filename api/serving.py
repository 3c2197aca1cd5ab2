"""How does the service leave when it is told to?

uvicorn waits for every answer that is still being given, and a live page's
answer has no end. So whoever streams is told first. It knows no page.
"""

import asyncio
import socket

import uvicorn
from fastapi import FastAPI


class Server(uvicorn.Server):
    """A server that tells the streams of *app* to end before it waits for them."""

    def __init__(self, app: FastAPI, config: uvicorn.Config) -> None:
        super().__init__(config)
        self._app = app

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End the streams, then everything else."""
        leaving(self._app).set()
        await super().shutdown(sockets)


def leaving(app: FastAPI) -> asyncio.Event:
    """Return the event that is set once the service is about to end."""
    event: asyncio.Event = app.state.leaving
    return event
