"""How does a page become HTML?

Templates escape everything, always; the only HTML is in the templates
themselves. The policy that goes with each page lets nothing run or load that
is not a file of ours.
"""

from pathlib import Path
from typing import Any
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.dashboard import assets, words
from api.dashboard.session import Person, read_session
from negotiation.guard_words import in_words
from negotiation.shown_text import plain
from steps.reasons import REASONS, says_more

_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    # Not no-referrer: under it a browser sends forms with "Origin: null".
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
}


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "plain": plain,
        "one_line": words.one_line,
        "money": words.money,
        "moment": words.moment,
        "iso": words.iso,
        "state_name": words.state_name,
        "state_colour": words.state_colour,
        "spoken": words.spoken,
        "stage": lambda stage: words.STAGES.get(stage, words.spoken(stage)),
        "verdict": lambda kind: words.VERDICTS.get(kind, kind),
        "route": lambda route: words.ROUTES.get(route, words.spoken(route)),
        "reason": lambda reason: REASONS.get(reason, words.spoken(reason)),
        "says_more": says_more,
        "in_words": in_words,
        "segment": lambda text: quote(str(text), safe=""),
    }
    environment.globals["asset"] = assets.address
    return environment


_TEMPLATES = _environment()


def page(request: Request, template: str, status: int = 200, **shown: Any) -> HTMLResponse:
    """Return the page *template* with what it shows; it is never kept by anybody's cache."""
    person: Person | None = read_session(request)
    text = _TEMPLATES.get_template(template).render(person=person, path=request.url.path, **shown)
    return HTMLResponse(text, status, headers={"Cache-Control": "no-store"})


def trouble(request: Request, status: int, problem: str, request_id: str) -> HTMLResponse:
    """Return the page that says what is wrong."""
    return page(request, "trouble.html", status, code=status, problem=problem, request_id=request_id)


class _GuardedPages:
    """Puts the policy on every answer of the console."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not is_console(scope["path"]):
            await self._app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(_HEADERS)
            await send(message)

        await self._app(scope, receive, guarded)


def guard_pages(app: FastAPI) -> None:
    """Teach *app* to send the policy with every page of the console."""
    app.add_middleware(_GuardedPages)


def is_console(path: str) -> bool:
    """Tell whether *path* is the console's."""
    return path == "/console" or path.startswith("/console/")
