"""How does the console become part of the service?"""

from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.responses import RedirectResponse, Response

from api.dashboard import assets, decisions, live, pages, rehearsing, sign_in
from api.dashboard.attempts import Attempts
from api.dashboard.render import guard_pages, page, trouble
from api.dashboard.session import ForeignForm, NotSignedIn
from api.dashboard.sign_in import HOME, FormTooLong


def mount_console(app: FastAPI) -> None:
    """Give *app* its console."""
    app.state.attempts = Attempts()
    guard_pages(app)
    for room in (assets, sign_in, live, decisions, rehearsing, pages):
        app.include_router(room.router)

    @app.get("/", include_in_schema=False)
    async def front_door() -> Response:
        return RedirectResponse(HOME, 303)

    @app.exception_handler(NotSignedIn)
    async def not_signed_in(request: Request, error: NotSignedIn) -> Response:
        return _door(request)

    @app.exception_handler(ForeignForm)
    async def foreign_form(request: Request, error: ForeignForm) -> Response:
        return trouble(request, 403, "This form was not sent from Parley's own page. Open the page again.", "")

    @app.exception_handler(FormTooLong)
    async def form_too_long(request: Request, error: FormTooLong) -> Response:
        return trouble(request, 413, "This text is too long to be sent.", "")


def _door(request: Request) -> Response:
    """Lead to the door, or ask once more when the browser may have held the session back."""
    if request.method == "GET" and request.headers.get("Sec-Fetch-Site") == "cross-site":
        # A strict cookie does not come along on a link in Slack or Gmail; from our own page it does.
        return page(request, "again.html")
    if "HX-Request" in request.headers or request.method != "GET" or request.url.path == f"{HOME}/live":
        return page(request, "signed_out.html", 401)
    back = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return RedirectResponse(f"{HOME}/sign-in?back={quote(back, safe='')}", 303)
