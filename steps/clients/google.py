"""How any Google API is called, and what each of its failures means.

Gmail and Sheets share the token, the transport and the error format; that is
all that is here. One call is one request on the wire, except that an expired
access token (401, so nothing was done) is renewed and the call made once more.
"""

import http.client
import json
import re
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

import httplib2
from google.auth import exceptions as auth_errors
from google.oauth2 import reauth
from google_auth_httplib2 import Request
from googleapiclient.discovery import build
from googleapiclient.errors import HttpError

from steps.clients.faults import (
    Garbled,
    Refused,
    Throttled,
    Unauthorized,
    Unavailable,
    VendorFault,
    broken_line,
    fault_of_status,
    tidy,
    wait_seconds,
)
from steps.clients.transport import AnswerTooLarge, NotConnected, OneShotHttp

T = TypeVar("T")

_THROTTLING = frozenset(
    {"rateLimitExceeded", "userRateLimitExceeded", "quotaExceeded", "dailyLimitExceeded", "RATE_LIMIT_EXCEEDED"}
)
TOO_LARGE = 413
_TOO_NARROW = frozenset({"insufficientPermissions", "ACCESS_TOKEN_SCOPE_INSUFFICIENT"})


@dataclass(frozen=True, slots=True)
class Account:
    """Who we are to one Google API, and how patient; *setting* is named when the credential fails."""

    vendor: str
    api: str
    version: str
    base_url: str
    timeout_seconds: float
    setting: str
    secrets: tuple[str, ...] = field(repr=False)


class _Kept:
    """A resource of the client that makes each nested resource once; the client would make it at every call."""

    def __init__(self, resource: Any) -> None:
        self._resource = resource
        self._nested: dict[str, _Kept] = {}

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._resource, name)
        if not getattr(method, "__is_resource__", False):
            return method
        if name not in self._nested:
            self._nested[name] = _Kept(method())
        return lambda: self._nested[name]


class GoogleCalls:
    """Calls of one Google API by one account; safe to share between threads.

    *dated* returns the credentials as they may ask for a token now.
    """

    def __init__(self, account: Account, credentials: Any, dated: Callable[[Any], Any] = lambda held: held) -> None:
        self.account = account
        self._credentials, self._dated = credentials, dated
        self._renewing = threading.Lock()

    @cached_property
    def _service(self) -> Any:
        # Given a transport, the client looks for no default credentials; the documents come with the package.
        built = build(
            self.account.api,
            self.account.version,
            http=self._http(None),
            static_discovery=True,
            cache_discovery=False,
            client_options={"api_endpoint": self.account.base_url},
        )
        return _Kept(built)

    def ask(
        self, prepare: Callable[[Any], Any], decode: Callable[[Any], T], *, wrote: bool = False, what: str = "such item"
    ) -> T:
        """Make one call and return its decoded answer; *wrote* says whether it changes anything."""
        try:
            return self._with_token(self._token(), prepare, decode, wrote, what)
        except Unauthorized:
            # A 401 is an answer that nothing was done: with a new token the call may be made again, once.
            return self._with_token(self._token(renew=True), prepare, decode, wrote, what)

    def _with_token(
        self, token: str, prepare: Callable[[Any], Any], decode: Callable[[Any], T], wrote: bool, what: str
    ) -> T:
        line = self._http(token)
        try:
            return self._once(line, prepare, decode, wrote, what)
        finally:
            line.close()

    def _once(
        self, line: OneShotHttp, prepare: Callable[[Any], Any], decode: Callable[[Any], T], wrote: bool, what: str
    ) -> T:
        try:
            return decode(prepare(self._service).execute(http=line, num_retries=0))
        except HttpError as error:
            raise self._fault(error, wrote, what) from None
        except NotConnected as error:
            raise Unavailable(self.account.vendor, f"no connection: {error}") from None
        except AnswerTooLarge as error:
            raise Refused(self.account.vendor, TOO_LARGE, f"the answer is too large: {error}") from None
        except (OSError, http.client.HTTPException, httplib2.HttpLib2Error) as error:
            raise broken_line(self.account.vendor, f"line lost: {type(error).__name__}", wrote=wrote) from None
        except (ValueError, KeyError, TypeError, AttributeError, Garbled) as error:
            raise broken_line(self.account.vendor, f"unreadable answer: {type(error).__name__}", wrote=wrote) from None

    def _fault(self, error: Any, wrote: bool, what: str) -> VendorFault:
        status, reasons, message = int(error.resp.status), *_explained(error.content)
        account, detail = self.account, tidy(message, self.account.secrets)
        # The sending block names its end in the message only.
        until = re.search(r"Retry after (\S+)", message)
        retry_after = until.group(1) if until else error.resp.get("retry-after")
        if status == 403 and reasons & _THROTTLING:
            return Throttled(account.vendor, wait_seconds(retry_after))
        if status == 403 and reasons & _TOO_NARROW:
            return Unauthorized(account.vendor, account.setting, detail)
        return fault_of_status(
            account.vendor, status, detail, wrote=wrote, setting=account.setting, what=what, retry_after=retry_after
        )

    def _http(self, token: str | None) -> OneShotHttp:
        return OneShotHttp(self.account.base_url, self.account.timeout_seconds, token)

    def _token(self, *, renew: bool = False) -> str:
        with self._renewing:
            if renew or not self._credentials.valid:
                self._credentials = self._dated(self._credentials)
                self._guarded(self._credentials.refresh)
            return str(self._credentials.token)

    def renew_token(self) -> None:
        """Get a new access token, which proves the credential."""
        self._token(renew=True)

    def granted_scopes(self) -> tuple[str, ...]:
        """Return the scopes the refresh token really has, as the token endpoint tells them."""
        held = self._credentials
        answer = self._guarded(
            lambda request: reauth.refresh_grant(  # type: ignore[no-untyped-call]
                request, held.token_uri, held.refresh_token, held.client_id, held.client_secret
            )
        )
        return tuple(str(answer[3].get("scope", "")).split())

    def _guarded(self, renew: Callable[[Any], Any]) -> Any:
        account = self.account
        try:
            return renew(Request(self._http(None)))
        except auth_errors.RefreshError as error:
            if error.retryable:
                raise Unavailable(account.vendor, "token endpoint is failing") from None
            detail = tidy(str(error.args[0]) if error.args else "", account.secrets)
            raise Unauthorized(account.vendor, account.setting, detail) from None
        except (auth_errors.GoogleAuthError, OSError, http.client.HTTPException, NotConnected, AnswerTooLarge) as error:
            raise Unavailable(account.vendor, f"no access token: {type(error).__name__}") from None
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise Unavailable(account.vendor, f"unreadable token answer: {type(error).__name__}") from None


def _explained(content: bytes) -> tuple[frozenset[str], str]:
    """Return the reasons and the message of a Google error body; empty for any other body."""
    try:
        told = json.loads(content)["error"]
        entries = [*told.get("errors", ()), *told.get("details", ())]
        reasons = frozenset(str(entry["reason"]) for entry in entries if "reason" in entry)
        return reasons, str(told.get("message", ""))
    except (ValueError, KeyError, TypeError, AttributeError):
        return frozenset(), ""
