"""How does each vendor say no?

One exception carries the whole answer, in the shape the vendor's own client
understands. It decides nothing about when to refuse.
"""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

_GOOGLE_STATUS = {
    400: ("INVALID_ARGUMENT", "invalidArgument"),
    401: ("UNAUTHENTICATED", "authError"),
    403: ("PERMISSION_DENIED", "forbidden"),
    404: ("NOT_FOUND", "notFound"),
    409: ("ABORTED", "aborted"),
    429: ("RESOURCE_EXHAUSTED", "rateLimitExceeded"),
    500: ("INTERNAL", "backendError"),
    503: ("UNAVAILABLE", "backendError"),
}
_ANTHROPIC_TYPE = {
    400: "invalid_request_error",
    401: "authentication_error",
    404: "not_found_error",
    429: "rate_limit_error",
    500: "api_error",
    503: "api_error",
    529: "overloaded_error",
}
_SLACK_WORD = {401: "invalid_auth", 429: "ratelimited", 500: "internal_error", 503: "service_unavailable"}


class Refused(Exception):
    """A vendor's answer that is not a yes."""

    def __init__(self, response: Response) -> None:
        super().__init__(response)
        self.response = response


async def answer_refusal(_request: Request, refusal: Exception) -> Response:
    """Turn a raised refusal into the response it carries."""
    assert isinstance(refusal, Refused)
    return refusal.response


def google(code: int, message: str, reason: str | None = None) -> Refused:
    """Refuse as Gmail and Sheets do."""
    status, usual_reason = _GOOGLE_STATUS.get(code, ("UNKNOWN", "unknown"))
    detail = {"message": message, "domain": "global", "reason": reason or usual_reason}
    body = {"error": {"code": code, "message": message, "errors": [detail], "status": status}}
    return Refused(JSONResponse(body, code))


def not_found() -> Refused:
    """Refuse as Gmail does for anything that is not there, a used-up draft or an aged cursor included."""
    return google(404, "Requested entity was not found.")


def oauth(code: int, error: str, description: str) -> Refused:
    """Refuse as Google's token endpoint does."""
    return Refused(JSONResponse({"error": error, "error_description": description}, code))


def clickup(code: int, message: str, error_code: str) -> Refused:
    """Refuse as ClickUp does: err and ECODE."""
    return Refused(JSONResponse({"err": message, "ECODE": error_code}, code))


def slack(word: str, **more: object) -> Refused:
    """Refuse as Slack does: status 200 and ok false."""
    return Refused(JSONResponse({"ok": False, "error": word, **more}))


def anthropic(code: int, message: str) -> Refused:
    """Refuse as the Messages API does."""
    error = {"type": _ANTHROPIC_TYPE.get(code, "api_error"), "message": message}
    return Refused(JSONResponse({"type": "error", "error": error, "request_id": "req_sandbox"}, code))


def vendor_error(vendor: str, code: int, message: str = "", reason: str | None = None) -> Response:
    """Return the answer *vendor* gives when it is ill, for a planned fault."""
    message = message or f"planned fault {code}"
    if vendor == "slack":
        body = {"ok": False, "error": _SLACK_WORD.get(code, "internal_error")}
        return JSONResponse(body, 200 if code == 401 else code)
    if vendor == "clickup":
        return clickup(code, message, "OAUTH_025" if code == 401 else f"SANDBOX_{code}").response
    if vendor == "anthropic":
        return anthropic(code, message).response
    if vendor == "oauth":
        return oauth(code, "invalid_client" if code == 401 else "internal_failure", message).response
    return google(code, message, reason).response
