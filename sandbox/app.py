"""How is the world served over HTTP?

One ASGI app: control and pages first, then the vendors behind the request log
and the faults. It keeps nothing of its own.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.types import ASGIApp

from sandbox.control import Control
from sandbox.faults import Illness
from sandbox.pages import Pages
from sandbox.refusals import Refused, answer_refusal
from sandbox.requests_log import Logged
from sandbox.stage import Sandbox


def application(sandbox: Sandbox) -> ASGIApp:
    """Return the ASGI app of *sandbox*."""

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        yield
        sandbox.errands.call_off()
        await sandbox.line.aclose()

    routes = [*Control(sandbox).routes(), *Pages(sandbox).routes(), Mount("/", app=sandbox.vendors)]
    inner = Starlette(routes=routes, exception_handlers={Refused: answer_refusal}, lifespan=lifespan)
    return Logged(Illness(inner, sandbox.faults, sandbox.lines), sandbox.log)
