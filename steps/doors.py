"""Is this request from who it says it is?

Signatures are checked before anything of the body is looked at. A request
that fails is answered 401 and changes nothing; a press that is really Slack's
and comes from somewhere else than our channel is answered 403.
"""

import asyncio
import hashlib
import hmac
import time
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import jwt

from negotiation.errors import TheirFault
from steps import connections
from steps.clients.slack import verify_signature

_GOOGLE = ("https://accounts.google.com", "accounts.google.com")
_LEEWAY_SECONDS = 30
# Google changes its keys every few days. A token of an unknown key may be a new key's, or anybody's.
_KEPT_SECONDS = 3_600.0
_ASK_AGAIN_SECONDS = 10.0


class Unsigned(TheirFault):
    """A request is not signed by whom it must be."""

    def __init__(self, door: str, why: str) -> None:
        super().__init__(door, why)
        self.door, self.why = door, why

    def __str__(self) -> str:
        return f"{self.door}: {self.why}"


class PressedElsewhere(TheirFault):
    """Slack signed a press that nobody in our channel made; *setting* says where we are."""

    def __init__(self, setting: str, ours: str, theirs: str) -> None:
        super().__init__(setting, ours, theirs)
        self.setting, self.ours, self.theirs = setting, ours, theirs

    def __str__(self) -> str:
        return (
            f"the press came from {self.theirs or 'nowhere'} and {self.setting} stands for {self.ours}: nothing was "
            f"done; correct {self.setting} if that is wrong, or decide in the console"
        )


async def check_push(authorization: str) -> None:
    """Check the OIDC token of a Pub/Sub push: signature, audience, issuer, account, verified address.

    Raises Unsigned.
    """
    settings = connections.current().settings
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise Unsigned("gmail push", "no bearer token")
    try:
        key = await _keys(settings.oidc_keys_url, id(asyncio.get_running_loop())).of(token)
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


class _Keys:
    """Google's public keys, kept by id; an id that nobody knows makes one request in a while, not one each."""

    def __init__(self, url: str) -> None:
        self._client = jwt.PyJWKClient(url, cache_jwk_set=False, timeout=10)
        self._by_id: dict[str, jwt.PyJWK] = {}
        self._asked_at = -_ASK_AGAIN_SECONDS
        self._asking = asyncio.Lock()

    async def of(self, token: str) -> jwt.PyJWK:
        """Return the key that signed *token*.

        Raises PyJWTError when there is none.
        """
        key_id = str(jwt.get_unverified_header(token).get("kid", ""))
        if key_id not in self._by_id or time.monotonic() - self._asked_at > _KEPT_SECONDS:
            async with self._asking:
                await self._ask(key_id)
        if key_id not in self._by_id:
            raise jwt.PyJWKClientError(f"no key {key_id[:40]!r}")
        return self._by_id[key_id]

    async def _ask(self, key_id: str) -> None:
        since = time.monotonic() - self._asked_at
        if since < _ASK_AGAIN_SECONDS or (key_id in self._by_id and since < _KEPT_SECONDS):
            return
        self._asked_at = time.monotonic()
        try:
            keys = await asyncio.to_thread(self._client.get_signing_keys)
        except jwt.PyJWTError:
            if key_id not in self._by_id:
                raise
            return  # a key that was good an hour ago is better than none while Google is away
        self._by_id = {str(key.key_id): key for key in keys}


@lru_cache(maxsize=4)
def _keys(url: str, loop: int) -> _Keys:
    return _Keys(url)


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


async def check_press(channel: str, workspace: str, of_who_pressed: str) -> None:
    """Check that a press comes from our channel, in our workspace, by one of its members.

    One app's secret signs for every workspace and channel that it is in, and a channel shared with another company
    has people of both. Raises PressedElsewhere; VendorFault where Slack does not say whose our token is.
    """
    settings = connections.current().settings
    if not settings.use_slack:
        raise PressedElsewhere("PARLEY_USE_SLACK", "no Slack at all", channel)
    if channel != settings.slack_channel:
        raise PressedElsewhere("PARLEY_SLACK_CHANNEL", settings.slack_channel, channel)
    ours = await connections.current().slack.workspace_id()
    for named in (workspace, of_who_pressed):
        if named and named != ours:
            raise PressedElsewhere("PARLEY_SLACK_BOT_TOKEN", ours, named)


def is_operator(authorization: str) -> bool:
    """Tell whether a bearer token is the operators' own."""
    secret = connections.current().settings.operator_token.get_secret_value()
    scheme, _, given = authorization.partition(" ")
    is_theirs = hmac.compare_digest(secret.encode(), given.encode("utf-8", "replace"))
    return bool(secret) and scheme.lower() == "bearer" and is_theirs
