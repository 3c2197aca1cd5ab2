"""In which of three ways did a mail come in over HTTP?

As base64 in JSON, as the bare mail (uploadType=media), or as JSON and mail in
one multipart/related body. Resumable uploads are refused.
"""

import json
import re
from typing import Any

from starlette.requests import Request

from sandbox import refusals
from sandbox.mime import split_mail


async def read(request: Request) -> tuple[dict[str, Any], bytes | None]:
    """Return the JSON part and, when the mail came beside it, the mail's bytes."""
    body = await request.body()
    kind = request.headers.get("content-type", "")
    if request.query_params.get("uploadType") == "resumable":
        raise refusals.google(400, "The sandbox takes no resumable uploads.")
    if kind.startswith("message/"):
        return {}, body
    if kind.startswith("multipart/"):
        return _related(body, kind)
    return _object(body), None


def _object(body: bytes) -> dict[str, Any]:
    if not body.strip():
        return {}
    try:
        told = json.loads(body)
    except ValueError as error:
        raise refusals.google(400, "Invalid JSON payload received.", "badRequest") from error
    if not isinstance(told, dict):
        raise refusals.google(400, "Invalid JSON payload received.", "badRequest")
    return told


def _related(body: bytes, kind: str) -> tuple[dict[str, Any], bytes]:
    found = re.search(r'boundary="?([^";]+)"?', kind)
    if found is None:
        raise refusals.google(400, "Missing boundary", "badContent")
    parts = body.split(b"--" + found[1].encode())[1:-1]
    contents = [split_mail(part.lstrip(b"\r\n"))[1] for part in parts]
    if len(contents) != 2:
        raise refusals.google(400, "Expected JSON and one mail", "badContent")
    mail = contents[1]
    return _object(contents[0]), mail.removesuffix(b"\n").removesuffix(b"\r")
