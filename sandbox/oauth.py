"""How does a client get an access token, and with which keys are pushes signed?

The refresh grant, the service-account grant and the public keys. No consent
screen, no code exchange, no scopes checked per call: a token opens what its
grant was for. Keys are made at start, so they open nothing elsewhere.
"""

import json
import secrets
import time
from typing import Any
from urllib.parse import parse_qs

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox import refusals, world

_LIFETIME_SECONDS = 3599
_GOOGLES_OWN = "https://oauth2.googleapis.com/token"  # google-auth names it whatever the token_uri is
_SCOPES = {
    "gmail": "https://www.googleapis.com/auth/gmail.modify",
    "sheets": "https://www.googleapis.com/auth/spreadsheets",
}

# google-auth writes this into an assertion, whatever token_uri the key names.
GOOGLE_TOKEN_ENDPOINT = "https://oauth2.googleapis.com/token"


class SigningKey:
    """A private key with the name its public half is published under."""

    def __init__(self) -> None:
        self.id = secrets.token_hex(8)
        self._key = rsa.generate_private_key(public_exponent=65537, key_size=2048)

    def sign(self, claims: dict[str, Any], key_id: str | None = None) -> str:
        """Return the claims as an RS256 token."""
        return jwt.encode(claims, self._key, algorithm="RS256", headers={"kid": key_id or self.id})

    def verify(self, token: str, audience: tuple[str, ...]) -> dict[str, Any]:
        """Return the claims of a token signed with this key, or raise jwt's error."""
        claims: dict[str, Any] = jwt.decode(token, self._key.public_key(), algorithms=["RS256"], audience=audience)
        return claims

    def public(self) -> dict[str, Any]:
        """Return the public half as a JSON Web Key."""
        return {
            **RSAAlgorithm.to_jwk(self._key.public_key(), as_dict=True),
            "kid": self.id,
            "use": "sig",
            "alg": "RS256",
        }

    def pem(self) -> str:
        """Return the private half, for a made-up service account's key file."""
        form, plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        return self._key.private_bytes(serialization.Encoding.PEM, form, plain).decode()


class Accounts:
    """Google's accounts: who may have which token."""

    def __init__(self) -> None:
        self.push_key = SigningKey()
        self.service_key = SigningKey()
        self.revoked = False
        self._tokens: dict[str, tuple[str, float]] = {}

    def reset(self) -> None:
        """Forget every token and give the refresh token back its life; the keys stay."""
        self.revoked = False
        self._tokens.clear()

    def expire_tokens(self) -> None:
        """Let every access token die now."""
        self._tokens.clear()

    def service_account_json(self, url: str) -> str:
        """Return the key file of the service account that reads the sheets."""
        return json.dumps(
            {
                "type": "service_account",
                "project_id": "parley-sandbox",
                "private_key_id": self.service_key.id,
                "private_key": self.service_key.pem(),
                "client_email": world.SHEETS_SERVICE_ACCOUNT,
                "client_id": "100000000000000000001",
                "token_uri": f"{url}/token",
            }
        )

    def check(self, request: Request, door: str) -> None:
        """Refuse a request whose bearer token does not open *door* (gmail or sheets)."""
        token = request.headers.get("authorization", "").removeprefix("Bearer ")
        grant, until = self._tokens.get(token, ("", 0.0))
        if time.monotonic() >= until:
            raise refusals.google(401, "Request had invalid authentication credentials.")
        if grant != door:
            raise refusals.google(403, "Request had insufficient authentication scopes.", "insufficientPermissions")

    def routes(self) -> list[Route]:
        """Return the doors of Google's accounts."""
        return [
            Route("/token", self._token, methods=["POST"]),
            Route("/oauth2/v3/certs", self._certs),
        ]

    async def _certs(self, _request: Request) -> Response:
        return JSONResponse({"keys": [self.push_key.public()]}, headers={"Cache-Control": "public, max-age=60"})

    async def _token(self, request: Request) -> Response:
        form = {name: values[0] for name, values in parse_qs((await request.body()).decode()).items()}
        door = self._granted(form, str(request.url))
        token = f"ya29.sandbox-{secrets.token_hex(12)}"
        self._tokens[token] = (door, time.monotonic() + _LIFETIME_SECONDS)
        answer = {
            "access_token": token,
            "expires_in": _LIFETIME_SECONDS,
            "scope": _SCOPES[door],
            "token_type": "Bearer",
        }
        return JSONResponse(answer)

    def _granted(self, form: dict[str, str], url: str) -> str:
        match form.get("grant_type"):
            case "refresh_token":
                self._check_refresh(form)
                return "gmail"
            case "urn:ietf:params:oauth:grant-type:jwt-bearer":
                self._check_assertion(form.get("assertion", ""), url)
                return "sheets"
            case _:
                raise refusals.oauth(400, "unsupported_grant_type", "Invalid grant_type")

    def _check_refresh(self, form: dict[str, str]) -> None:
        if form.get("client_id") != world.GMAIL_CLIENT_ID:
            raise refusals.oauth(401, "invalid_client", "The OAuth client was not found.")
        if form.get("client_secret") != world.GMAIL_CLIENT_SECRET:
            raise refusals.oauth(401, "invalid_client", "The provided client secret is invalid.")
        if self.revoked or form.get("refresh_token") != world.GMAIL_REFRESH_TOKEN:
            raise refusals.oauth(400, "invalid_grant", "Token has been expired or revoked.")

    def _check_assertion(self, assertion: str, url: str) -> None:
        try:
            claims = self.service_key.verify(assertion, (url, GOOGLE_TOKEN_ENDPOINT))
        except jwt.PyJWTError as error:
            raise refusals.oauth(400, "invalid_grant", f"Invalid JWT Signature. {error}") from error
        if claims.get("iss") != world.SHEETS_SERVICE_ACCOUNT:
            raise refusals.oauth(400, "invalid_grant", "Invalid grant: account not found")
