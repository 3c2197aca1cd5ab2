"""A really running sandbox, and the vendors' own clients pointed at it."""

import base64
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from typing import Any

import httplib2
import httpx2
import pytest
from google.oauth2 import service_account
from google.oauth2.credentials import Credentials
from google_auth_httplib2 import AuthorizedHttp
from googleapiclient.discovery import build
from slack_sdk import WebClient


class World:
    """The sandbox as a test sees it: its doors and its ledger."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.http = httpx2.Client(base_url=url, trust_env=False, timeout=20)
        self.keys: dict[str, str] = self.http.get("/_sandbox/credentials").json()

    def tell(self, path: str, **asked: Any) -> Any:
        answer = self.http.post(f"/_sandbox/{path}", json=asked)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def look(self, path: str = "state", **asked: Any) -> Any:
        return self.http.get(f"/_sandbox/{path}", params=asked).json()

    def until(self, holds: Callable[[Any], Any], seconds: float = 10) -> Any:
        """Return the state as soon as it *holds*."""
        end = time.monotonic() + seconds
        while not holds(state := self.look()):
            assert time.monotonic() < end, f"it did not come to that within {seconds} s: {json.dumps(state)[:3000]}"
            time.sleep(0.02)
        return state

    def gmail(self, **other: str) -> Any:
        told = {
            "refresh_token": self.keys["PARLEY_GMAIL_REFRESH_TOKEN"],
            "client_id": self.keys["PARLEY_GMAIL_CLIENT_ID"],
            "client_secret": self.keys["PARLEY_GMAIL_CLIENT_SECRET"],
            **other,
        }
        credentials = Credentials(None, token_uri=self.keys["PARLEY_GMAIL_TOKEN_URL"], **told)  # type: ignore[no-untyped-call]
        return self._google("gmail", "v1", credentials)

    def sheets(self) -> Any:
        info = json.loads(self.keys["PARLEY_SHEETS_SERVICE_ACCOUNT_JSON"])
        scopes = ["https://www.googleapis.com/auth/spreadsheets"]
        credentials = service_account.Credentials.from_service_account_info(info, scopes=scopes)  # type: ignore[no-untyped-call]
        return self._google("sheets", "v4", credentials)

    def _google(self, api: str, version: str, credentials: Any) -> Any:
        line = AuthorizedHttp(credentials, http=httplib2.Http(timeout=10, proxy_info=None))
        return build(api, version, http=line, static_discovery=True, client_options={"api_endpoint": self.url})

    def slack(self, token: str | None = None) -> WebClient:
        key = token or self.keys["PARLEY_SLACK_BOT_TOKEN"]
        return WebClient(token=key, base_url=self.keys["PARLEY_SLACK_BASE_URL"], retry_handlers=[])

    def clickup(self) -> httpx2.Client:
        headers = {"Authorization": self.keys["PARLEY_CLICKUP_TOKEN"]}
        return httpx2.Client(base_url=self.keys["PARLEY_CLICKUP_BASE_URL"] + "/", headers=headers, trust_env=False)


@pytest.fixture(scope="session")
def sandbox_url() -> Iterator[str]:
    with subprocess.Popen([sys.executable, "-m", "sandbox"], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield str(json.loads(process.stdout.readline())["url"])
        process.terminate()


@pytest.fixture(scope="session")
def started_world(sandbox_url: str) -> World:
    return World(sandbox_url)


@pytest.fixture
def world(started_world: World) -> World:
    there = started_world
    there.tell("reset", seed=7, target="", day_seconds=0.05)
    return there


def raw_mail(to: str = "ada@creators.example.test", subject: str = "Two reels", **headers: str) -> bytes:
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = "Mara <team@brand.example.test>", to, subject
    for name, value in headers.items():
        letter[name.replace("_", "-")] = value
    letter.set_content("Would $800 work for two reels?")
    return letter.as_bytes()


def coded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode()
