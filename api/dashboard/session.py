"""Who is at the browser?

A session is a signed cookie that names a person and ends by itself; nothing
about it is stored. It is signed with the operator token, so a new token ends
every session. A request that changes something must come from our own pages.
"""

import secrets
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from fastapi import Request, Response
from itsdangerous import BadSignature, URLSafeTimedSerializer

from api.dashboard.words import one_line
from steps.settings import Settings

LIFETIME_SECONDS = 12 * 3_600
_LONGEST_NAME = 60


class NotSignedIn(Exception):
    """A page was asked for without a session."""


class ForeignForm(Exception):
    """A form was sent from somewhere else than our own pages."""


@dataclass(frozen=True, slots=True)
class Person:
    """Whoever signed in: the name they gave, kept beside each of their decisions."""

    name: str


async def signed_in(request: Request) -> Person:
    """Return who is signed in.

    Raises NotSignedIn.
    """
    person = read_session(request)
    if person is None:
        raise NotSignedIn
    return person


async def own_form(request: Request) -> None:
    """Let a form in only if the browser says that one of our own pages sent it.

    Raises ForeignForm.
    """
    origin = request.headers.get("Origin")
    if origin is None:
        # Every browser of today sends Origin with a form, or at least says where the request began.
        if request.headers.get("Sec-Fetch-Site") != "same-origin":
            raise ForeignForm
    elif urlsplit(origin).netloc not in _own_places(request):
        raise ForeignForm


def read_session(request: Request) -> Person | None:
    """Return who the cookie names, if it is ours, whole and not too old."""
    settings: Settings = request.app.state.settings
    cookie = request.cookies.get(_cookie_name(request), "")
    if not settings.operator_token.get_secret_value() or not cookie:
        return None
    try:
        told: Any = _signer(settings).loads(cookie, max_age=LIFETIME_SECONDS)
    except BadSignature:
        return None
    name = told.get("who") if isinstance(told, dict) else None
    return Person(name) if isinstance(name, str) and name else None


def begin_session(request: Request, response: Response, name: str) -> None:
    """Give the browser a new session, whatever it had before."""
    told = {"who": clean_name(name), "id": secrets.token_urlsafe(12)}
    response.set_cookie(
        _cookie_name(request),
        _signer(request.app.state.settings).dumps(told),
        max_age=LIFETIME_SECONDS,
        path="/" if _is_https(request) else "/console",
        secure=_is_https(request),
        httponly=True,
        samesite="strict",
    )


def end_session(request: Request, response: Response) -> None:
    """Take the session from the browser."""
    path = "/" if _is_https(request) else "/console"
    response.delete_cookie(
        _cookie_name(request), path=path, secure=_is_https(request), httponly=True, samesite="strict"
    )


def clean_name(name: str) -> str:
    """Return a person's name as it is kept: one line, no tricks, not too long."""
    return one_line(name)[:_LONGEST_NAME].strip()


def _signer(settings: Settings) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(settings.operator_token.get_secret_value(), salt="parley.console.session")


def _cookie_name(request: Request) -> str:
    # The prefix makes the browser refuse a cookie of that name from a neighbouring host or without TLS.
    return "__Host-parley" if _is_https(request) else "parley"


def _is_https(request: Request) -> bool:
    return request.url.scheme == "https" or request.app.state.settings.public_url.startswith("https://")


def _own_places(request: Request) -> set[str]:
    return {request.headers.get("Host", ""), urlsplit(request.app.state.settings.public_url).netloc} - {""}
