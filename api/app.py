"""How is the service put together?

The composition root: settings in, a FastAPI application out. Everything with
a life (engine, clients, pump) begins and ends in the lifespan.
"""

import asyncio
import re
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager, suppress

import structlog
from asgi_correlation_id import CorrelationIdMiddleware
from fastapi import FastAPI

from api import health, operator, webhooks
from api.dashboard.console import mount_console
from api.engine import running_engine
from api.errors import answer_errors
from api.metrics import measure_app
from api.pump import MailboxPump
from api.rounds import make_rounds
from api.short_pauses import keep_pauses_short
from api.simulation.room import RehearsalRoom
from steps import connections
from steps.note_push import PushBook
from steps.settings import Settings

_log = structlog.get_logger("parley")
_MOST_BODY_BYTES = 16_000_000  # a campaign of 20,000 creators


def create_app(settings: Settings) -> FastAPI:
    """Return the service for *settings*; nothing is opened before it starts."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        links = connections.connect(settings)
        connections.use(links)
        app.state.settings = settings
        app.state.pump = MailboxPump(settings.poll_seconds)
        app.state.pushes = PushBook()
        app.state.rehearsals = RehearsalRoom(settings)
        try:
            async with running_engine(settings):
                _log.info("parley.started", language="offline" if settings.is_offline else "model")
                pump, rehearsals = app.state.pump.run(), app.state.rehearsals.run()
                async with _background(keep_pauses_short(), pump, make_rounds(settings), rehearsals):
                    yield
        finally:
            await links.close()
            connections.use(None)
            _log.info("parley.stopped")

    app = FastAPI(
        title="Parley",
        summary="Negotiates creator fees by e-mail, by CPM rules.",
        lifespan=lifespan,
        max_body_size=_MOST_BODY_BYTES,
    )
    app.state.leaving = asyncio.Event()
    app.add_middleware(CorrelationIdMiddleware, header_name="X-Request-ID", validator=_is_request_id)
    answer_errors(app)
    for room in (health, webhooks, operator):
        app.include_router(room.router)
    mount_console(app)
    measure_app(app)
    return app


def _is_request_id(given: str) -> bool:
    """Take over a caller's id only if it is safe in a log line and in a key; otherwise a new one is made."""
    return re.fullmatch(r"[A-Za-z0-9_-]{8,64}", given) is not None


@asynccontextmanager
async def _background(*jobs: Coroutine[None, None, None]) -> AsyncIterator[None]:
    tasks = [asyncio.create_task(job) for job in jobs]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        with suppress(asyncio.CancelledError):
            await asyncio.gather(*tasks, return_exceptions=True)
