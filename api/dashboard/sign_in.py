"""How does a person come in, and go?

With the operator token and a name of their own. The token is read from the
form's body alone: it is in no address, no log and no page.
"""

from urllib.parse import parse_qs

import structlog
from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse

from api.dashboard.attempts import Attempts
from api.dashboard.render import page
from api.dashboard.session import begin_session, clean_name, end_session, own_form, read_session
from steps.doors import is_operator

_log = structlog.get_logger("parley.console")
_MOST_FORM_BYTES = 200_000
HOME = "/console"

router = APIRouter(prefix="/console", include_in_schema=False)


class FormTooLong(Exception):
    """A form is longer than anything a person writes into ours."""


async def read_form(request: Request) -> dict[str, str]:
    """Return a form's fields, the last value of each.

    Raises FormTooLong.
    """
    gathered = bytearray()
    async for chunk in request.stream():
        gathered += chunk
        if len(gathered) > _MOST_FORM_BYTES:
            raise FormTooLong
    try:
        fields = parse_qs(gathered.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=50)
    except ValueError:  # more fields than that
        raise FormTooLong from None
    return {name: values[-1] for name, values in fields.items()}


@router.get("/sign-in")
async def ask(request: Request, back: str = HOME) -> Response:
    """Show the door."""
    if read_session(request) is not None:
        return RedirectResponse(_ours(back), 303)
    closed = not request.app.state.settings.operator_token.get_secret_value()
    return page(request, "sign_in.html", back=_ours(back), name="", problem="", closed=closed)


@router.post("/sign-in", dependencies=[Depends(own_form)])
async def let_in(request: Request) -> Response:
    """Let in who knows the token."""
    form = await read_form(request)
    attempts: Attempts = request.app.state.attempts
    address = request.client.host if request.client else ""
    back, name = _ours(form.get("back", HOME)), clean_name(form.get("name", ""))
    shown = {"back": back, "name": name, "closed": False}
    if wait := attempts.wait_seconds(address):
        _log.warning("console.sign_in_held", address=address)
        held = page(request, "sign_in.html", 429, problem=f"Too many wrong tokens. Try again in {wait} s.", **shown)
        held.headers["Retry-After"] = str(wait)
        return held
    if not is_operator(f"Bearer {form.get('token', '').strip()}"):
        attempts.note_wrong(address)
        _log.warning("console.sign_in_refused", address=address)
        return page(request, "sign_in.html", 401, problem="That is not the operator token.", **shown)
    if not name:
        return page(request, "sign_in.html", 422, problem="Please say who you are.", **shown)
    attempts.forgive(address)
    _log.info("console.signed_in", who=name)
    inside = RedirectResponse(back, 303)
    begin_session(request, inside, name)
    return inside


@router.post("/sign-out", dependencies=[Depends(own_form)])
async def let_out(request: Request) -> Response:
    """End the session of this browser."""
    answer = RedirectResponse(f"{HOME}/sign-in", 303)
    end_session(request, answer)
    return answer


def _ours(back: str) -> str:
    """Return *back* if it is a page of the console, else the console's first page."""
    harmless = back.startswith((f"{HOME}/", f"{HOME}?")) and "\\" not in back and "//" not in back
    return back if harmless and back.isprintable() else HOME
