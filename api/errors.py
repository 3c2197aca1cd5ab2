"""What does a caller see when something is wrong?

One JSON shape with the request id, or a page where a person asked with a
browser; never a secret, a stack or a body.
"""

import structlog
from asgi_correlation_id import correlation_id
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from sqlalchemy.exc import SQLAlchemyError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from api.dashboard.render import is_console, trouble
from api.webhooks import WrongShape
from negotiation.errors import TheirFault
from steps.clients.faults import VendorFault
from steps.doors import PressedElsewhere, Unsigned
from steps.life import UnknownNegotiation

_log = structlog.get_logger("parley.api")


def answer_errors(app: FastAPI) -> None:
    """Teach *app* how each kind of fault is answered."""
    _answer_at_the_webhooks(app)
    _answer_everywhere(app)


def _answer_at_the_webhooks(app: FastAPI) -> None:

    @app.exception_handler(Unsigned)
    async def unsigned(request: Request, error: Unsigned) -> Response:
        _log.warning("webhook.unsigned", door=error.door, why=error.why)
        return _answer(request, 401, "signature", "the request is not signed as it must be")

    @app.exception_handler(ClientDisconnect)
    async def hung_up(request: Request, error: ClientDisconnect) -> Response:
        # Anybody can, before a signature is looked at: it is no fault of ours, and nobody reads the answer.
        _log.info("request.hung_up", path=request.url.path)
        return _answer(request, 400, "body", "it did not come to its end")

    @app.exception_handler(PressedElsewhere)
    async def elsewhere(request: Request, error: PressedElsewhere) -> Response:
        _log.warning("webhook.elsewhere", setting=error.setting, ours=error.ours, theirs=error.theirs)
        return _answer(request, 403, error.setting, str(error))

    @app.exception_handler(WrongShape)
    async def wrong_shape(request: Request, error: WrongShape) -> Response:
        _log.warning("webhook.wrong_shape", path=request.url.path, field=error.field, problem=error.problem)
        return _answer(request, 400, error.field, error.problem)

    @app.exception_handler(VendorFault)
    async def vendor_trouble(request: Request, error: VendorFault) -> Response:
        _log.warning("webhook.unchecked", vendor=error.vendor, error=type(error).__name__)
        return _answer(request, 503, error.vendor, f"{error.vendor} does not answer now: try again later")


def _answer_everywhere(app: FastAPI) -> None:
    @app.exception_handler(RequestValidationError)
    async def wrong_fields(request: Request, error: RequestValidationError) -> Response:
        wrong = {_place(one["type"], one["loc"]): str(one["msg"]) for one in error.errors()}
        return _answer(
            request, 422, next(iter(wrong)), "; ".join(f"{field}: {problem}" for field, problem in wrong.items())
        )

    @app.exception_handler(HTTPException)
    async def refused(request: Request, error: HTTPException) -> Response:
        detail: object = error.detail  # typed as text, and a mapping where our own routes refuse
        told = detail if isinstance(detail, dict) else {"field": "request", "problem": detail}
        return _answer(request, error.status_code, str(told["field"]), str(told["problem"]))

    @app.exception_handler(UnknownNegotiation)
    async def unknown(request: Request, error: UnknownNegotiation) -> Response:
        return _answer(request, 404, "negotiation_id", str(error))

    @app.exception_handler(TheirFault)
    async def their_fault(request: Request, error: TheirFault) -> Response:
        return _answer(request, 422, type(error).__name__, str(error))

    @app.exception_handler(SQLAlchemyError)
    async def store_trouble(request: Request, error: SQLAlchemyError) -> Response:
        _log.error("store.trouble", error=type(error).__name__)
        return _answer(request, 503, "store", "the database does not take work now: try again later")

    @app.exception_handler(Exception)
    async def ours(request: Request, error: Exception) -> Response:
        _log.exception("api.failed", path=request.url.path, exc_info=error)
        answer = _answer(request, 500, "server", "something went wrong in Parley; the request id finds it in the logs")
        # This one is answered outside the middleware that gives every other answer its id.
        answer.headers["X-Request-ID"] = correlation_id.get() or ""
        return answer


def _place(kind: str, location: tuple[int | str, ...]) -> str:
    # Of what is no JSON the place is a number of letters, which names nothing.
    return "body" if kind == "json_invalid" else ".".join(map(str, location[1:])) or "body"


def _answer(request: Request, status: int, field: str, problem: str) -> Response:
    if is_console(request.url.path):
        return trouble(request, status, problem, correlation_id.get() or "")
    told = {"field": field, "problem": problem, "request_id": correlation_id.get()}
    return JSONResponse({"error": told}, status_code=status)
