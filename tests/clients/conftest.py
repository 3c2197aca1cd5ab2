"""A vendor that answers, or breaks the line, exactly as a test says; and the sandbox for whole dialogues.

``Vendor`` is a real HTTP server on this machine. It records every request that
reached it, so a test can count what was really put on the wire.
"""

import json
import socket
import struct
import subprocess
import sys
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx2
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from steps.clients.clickup import ClickUp
from steps.clients.gmail import Gmail
from steps.clients.sheets import Sheets
from steps.clients.slack import Slack
from steps.connections import Connections, connect
from steps.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
CLIENT_SECRET = "canary-client-secret"
REFRESH_TOKEN = "canary-refresh-token"
ACCESS_TOKEN = "canary-access-token"
SLACK_TOKEN = "xoxb-canary-slack"
CLICKUP_TOKEN = "pk_canary_clickup"
SECRETS = (CLIENT_SECRET, REFRESH_TOKEN, ACCESS_TOKEN, SLACK_TOKEN, CLICKUP_TOKEN, "PRIVATE KEY")
TIMEOUT_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Heard:
    """One request as it reached the vendor."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


Misbehaviour = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Vendor:
    """One HTTP server standing for any vendor; the OAuth token endpoint always works unless told."""

    url: str = ""
    heard: list[Heard] = field(default_factory=list)
    answers: dict[tuple[str, str], list[Any]] = field(default_factory=dict)
    misbehave: Misbehaviour | None = None
    token_answer: tuple[int, Any] = (
        200,
        {"access_token": ACCESS_TOKEN, "expires_in": 3600, "scope": "https://www.googleapis.com/auth/gmail.modify"},
    )
    token_requests: int = 0

    def answer(self, method: str, path: str, body: Any, status: int = 200, **headers: str) -> None:
        """Answer like this; several for one path are given in turn, the last one for ever."""
        self.answers.setdefault((method, path), []).append((status, body, headers))

    def asked(self, method: str, path: str) -> list[Heard]:
        return [heard for heard in self.heard if (heard.method, heard.path.partition("?")[0]) == (method, path)]

    def act(self, asked: BaseHTTPRequestHandler) -> None:
        length = int(asked.headers.get("content-length") or 0)
        body = asked.rfile.read(length)
        path = asked.path.partition("?")[0]
        if path == "/token":
            self.token_requests += 1
            reply(asked, *self.token_answer)
            return
        headers = {name.lower(): value for name, value in asked.headers.items()}
        self.heard.append(Heard(asked.command, asked.path, headers, body))
        if self.misbehave is not None:
            self.misbehave(asked)
            return
        planned = self.answers.get((asked.command, path))
        if not planned:
            reply(asked, 404, {"error": {"code": 404, "message": "nothing planned"}, "ok": False})
            return
        status, told, more = planned.pop(0) if len(planned) > 1 else planned[0]
        reply(asked, status, told, **more)


def reply(asked: BaseHTTPRequestHandler, status: int, told: Any, **headers: str) -> None:
    """Answer with JSON, or with the very bytes given."""
    body = told if isinstance(told, bytes) else json.dumps(told).encode()
    asked.send_response(status)
    for name, value in ({"Content-Type": "application/json"} | headers).items():
        asked.send_header(name.replace("_", "-"), value)
    asked.send_header("Content-Length", str(len(body)))
    asked.end_headers()
    if asked.command != "HEAD":
        asked.wfile.write(body)


def drop_the_line(asked: BaseHTTPRequestHandler) -> None:
    """Close without a word, after the whole request was read."""
    asked.close_connection = True
    asked.connection.shutdown(socket.SHUT_RDWR)


def reset_the_line(asked: BaseHTTPRequestHandler) -> None:
    """Reset the connection, after the whole request was read."""
    asked.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    asked.close_connection = True
    asked.connection.close()


def say_nothing(asked: BaseHTTPRequestHandler) -> None:
    """Keep the line open and stay silent for longer than the client waits."""
    time.sleep(2)
    drop_the_line(asked)


def stop_in_the_middle(asked: BaseHTTPRequestHandler) -> None:
    """Promise a long answer and close after its beginning."""
    asked.send_response(200)
    asked.send_header("Content-Type", "application/json")
    asked.send_header("Content-Length", "1000")
    asked.end_headers()
    asked.wfile.write(b'{"id": ')
    asked.wfile.flush()
    drop_the_line(asked)


def say(status: int, told: Any, **headers: str) -> Misbehaviour:
    """Answer every request like this."""
    return lambda asked: reply(asked, status, told, **headers)


@pytest.fixture
def vendor() -> Iterator[Vendor]:
    here = Vendor()

    class Door(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *args: object) -> None:
            """Stay quiet."""

        def handle_any(self) -> None:
            here.act(self)

        do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = handle_any  # noqa: N815 - http.server's names

    class Server(ThreadingHTTPServer):
        def handle_error(self, request: object, client_address: object) -> None:
            """Stay quiet: broken lines are what these tests are about."""

    server = Server(("127.0.0.1", 0), Door)
    server.daemon_threads = True
    here.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield here
    server.shutdown()
    server.server_close()


@pytest.fixture
def gmail(vendor: Vendor) -> Gmail:
    return Gmail(
        base_url=vendor.url,
        token_url=f"{vendor.url}/token",
        client_id="client",
        client_secret=CLIENT_SECRET,
        refresh_token=REFRESH_TOKEN,
        timeout_seconds=TIMEOUT_SECONDS,
    )


@pytest.fixture(scope="session")
def private_key() -> str:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    form = serialization.PrivateFormat.PKCS8
    return key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption()).decode()


@pytest.fixture
def service_account(vendor: Vendor, private_key: str) -> str:
    return json.dumps(
        {
            "type": "service_account",
            "client_email": "parley@project.example.test",
            "private_key": private_key,
            "private_key_id": "1",
            "token_uri": f"{vendor.url}/token",
        }
    )


@pytest.fixture
def sheets(vendor: Vendor, service_account: str) -> Sheets:
    return Sheets(base_url=vendor.url, service_account_json=service_account, timeout_seconds=TIMEOUT_SECONDS)


@pytest.fixture
def slack(vendor: Vendor) -> Slack:
    return Slack(
        base_url=f"{vendor.url}/api",
        bot_token=SLACK_TOKEN,
        timeout_seconds=TIMEOUT_SECONDS,
        seconds_between_posts=0,
    )


@pytest.fixture
def clickup(vendor: Vendor) -> ClickUp:
    return ClickUp(base_url=f"{vendor.url}/api/v2", token=CLICKUP_TOKEN, timeout_seconds=TIMEOUT_SECONDS)


class World:
    """The sandbox as its own process, told what to do over HTTP."""

    def __init__(self, url: str) -> None:
        self.url = url

    def ask(self, door: str) -> Any:
        return httpx2.get(f"{self.url}/_sandbox/{door}", timeout=10, trust_env=False).raise_for_status().json()

    def tell(self, door: str, **told: Any) -> Any:
        answer = httpx2.post(f"{self.url}/_sandbox/{door}", json=told, timeout=10, trust_env=False)
        return answer.raise_for_status().json()

    def settings(self, **values: Any) -> Settings:
        given = {name.removeprefix("PARLEY_").lower(): value for name, value in self.ask("credentials").items()}
        known = {name: value for name, value in given.items() if name in Settings.model_fields}
        quick = {"vendor_timeout_seconds": 2, "slack_seconds_between_posts": 0}
        return Settings(_env_file=None, **(known | quick | values))


@pytest.fixture(scope="session")
def sandbox_url() -> Iterator[str]:
    """Start one sandbox for the tests of this process."""
    started = subprocess.Popen(
        [sys.executable, "-m", "sandbox", "--port", "0"], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert started.stdout is not None
    yield json.loads(started.stdout.readline())["url"]
    started.terminate()
    started.wait(timeout=10)


@pytest.fixture
def world(sandbox_url: str) -> World:
    """The sandbox as new: no mail, no message, one sheet, one task, two channels."""
    here = World(sandbox_url)
    here.tell("reset", seed=7)
    here.tell("faults/clear")
    values = [["Name", "E-mail ", "Min Rate"], ["Mia Fern", "mia@creators.example.test", "$1,200"]]
    task = {"id": "t-1", "name": "Lumo: creators", "list": {"id": "901100"}, "custom_fields": []}
    here.tell("seed", sheet={"id": "s-1", "tab": "Creators", "values": values}, task=task)
    return here


@pytest.fixture
async def connections(world: World) -> AsyncIterator[Connections]:
    opened = connect(world.settings())
    yield opened
    await opened.close()
