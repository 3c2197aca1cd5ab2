"""Is this request from who it says it is?

Signatures are checked before anything of the body is looked at. A request
that fails is answered 401 and changes nothing.
"""

import asyncio
import hashlib
import hmac
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import jwt

from negotiation.errors import TheirFault
from steps import connections
from steps.clients.slack import verify_signature

_GOOGLE = ("https://accounts.google.com", "accounts.google.com")
_LEEWAY_SECONDS = 30


class Unsigned(TheirFault):
    """A request is not signed by whom it must be."""

    def __init__(self, door: str, why: str) -> None:
        super().__init__(door, why)
        self.door, self.why = door, why

    def __str__(self) -> str:
        return f"{self.door}: {self.why}"


async def check_push(authorization: str) -> None:
    """Check the OIDC token of a Pub/Sub push: signature, audience, issuer, account, verified address.

    Raises Unsigned.
    """
    settings = connections.current().settings
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise Unsigned("gmail push", "no bearer token")
    try:
        key = await asyncio.to_thread(_keys(settings.oidc_keys_url).get_signing_key_from_jwt, token)
        claims: dict[str, Any] = jwt.decode(
            token,
            key,
            algorithms=["RS256"],
            audience=settings.push_audience,
            leeway=_LEEWAY_SECONDS,
            options={"require": ["exp", "aud", "iss"]},
        )
    except jwt.PyJWTError as wrong:
        raise Unsigned("gmail push", type(wrong).__name__) from None
    if claims.get("iss") not in _GOOGLE:
        raise Unsigned("gmail push", "another issuer")
    if claims.get("email") != settings.push_service_account or claims.get("email_verified") is not True:
        raise Unsigned("gmail push", "another service account")


def check_subscription(named: str) -> None:
    """Check that a push comes from our subscription; Google signs those of other projects as well.

    Raises Unsigned.
    """
    expected = connections.current().settings.push_subscription
    if expected and named != expected:
        raise Unsigned("gmail push", "another subscription")


@lru_cache(maxsize=4)
def _keys(url: str) -> jwt.PyJWKClient:
    return jwt.PyJWKClient(url, cache_keys=True, lifespan=3600, timeout=10)


def check_clickup(signature: str, body: bytes) -> None:
    """Check the hex HMAC-SHA256 of the raw body.

    Raises Unsigned.
    """
    secret = connections.current().settings.clickup_webhook_secret.get_secret_value()
    expected = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    if not secret or not hmac.compare_digest(expected.encode(), signature.encode("utf-8", "replace")):
        raise Unsigned("clickup", "the signature does not fit the body")


def check_slack(headers: Mapping[str, str], body: bytes) -> None:
    """Check Slack's signature, at most five minutes old.

    Raises Unsigned.
    """
    secret = connections.current().settings.slack_signing_secret.get_secret_value()
    if not secret or not verify_signature(secret, headers, body):
        raise Unsigned("slack", "the signature does not fit the body")


def is_operator(authorization: str) -> bool:
    """Tell whether a bearer token is the operators' own."""
    secret = connections.current().settings.operator_token.get_secret_value()
    given = authorization.partition(" ")[2]
    return bool(secret) and hmac.compare_digest(secret.encode(), given.encode("utf-8", "replace"))
