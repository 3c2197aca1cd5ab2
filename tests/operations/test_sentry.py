"""What really leaves for Sentry, as an envelope endpoint on this machine receives it?"""

import gzip
import json
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
MAIL_CANARY = "canary-words-of-a-creator"
CANARIES = {
    "PARLEY_GMAIL_REFRESH_TOKEN": "canary-refresh-token",
    "PARLEY_GMAIL_CLIENT_SECRET": "canary-client-secret",
    "PARLEY_SLACK_BOT_TOKEN": "xoxb-canary-slack",
    "PARLEY_CLICKUP_TOKEN": "pk_canary_clickup",
    "PARLEY_ANTHROPIC_API_KEY": "sk-ant-canary-model",
    "PARLEY_OPERATOR_TOKEN": "canary-operator-token",
    "PARLEY_STORE_URL": "postgresql://parley:canary-password@localhost/parley",
}

# Runs in a process of its own: Sentry is set up once in a process, and so is structlog.
PROGRAM = """
import asyncio, sys
import httpx2, structlog
from fastapi import FastAPI, Request
from asgi_correlation_id import CorrelationIdMiddleware
from api.errors import answer_errors
from api.logs import configure_logs
from api.sentry import start_sentry
from negotiation.errors import IllegalTransition
from steps.durable import StepFailed
from steps.log_context import log_context
from steps.settings import Settings

settings = Settings.load(env_file=None)
configure_logs(settings)
assert start_sentry(settings)
log = structlog.get_logger("t")
app = FastAPI()
app.add_middleware(CorrelationIdMiddleware, header_name="X-Request-ID", validator=None)
answer_errors(app)

@app.post("/broken/{number}")
async def broken(number: int, request: Request):
    mail_text = (await request.body()).decode()
    token = settings.gmail_refresh_token.get_secret_value()
    raise ValueError(f"cannot read {mail_text} with {token}")

async def ask():
    transport = httpx2.ASGITransport(app=app, raise_app_exceptions=False)
    bearer = "Bearer " + settings.operator_token.get_secret_value()
    headers = {"X-Request-ID": "request-of-the-test", "Authorization": bearer}
    async with httpx2.AsyncClient(transport=transport, base_url="http://parley.test", headers=headers) as client:
        query = "?signature=" + settings.clickup_token.get_secret_value()
        answer = await client.post("/broken/7" + query, content=sys.argv[1])
        assert answer.status_code == 500, answer

def step():
    with log_context("request-of-the-turn", negotiation_id="c1:x", campaign_id="c1", thread_id="th1"):
        mail_text = sys.argv[1]
        try:
            raise KeyError(mail_text)
        except KeyError as fault:
            log.error("step.failed", step="read_reply", exc_info=fault)
        try:
            raise StepFailed("read_reply", "ValueError", mail_text)
        except StepFailed:
            log.exception("step.quoted")
        try:
            raise IllegalTransition("agreed", "offer_sent " + settings.slack_bot_token.get_secret_value())
        except IllegalTransition:
            log.exception("step.illegal")
        log.warning("mail.unknown")
        import logging
        logging.getLogger("dbos").error(f"workflow failed: {mail_text}")

asyncio.run(ask())
step()
import sentry_sdk
sentry_sdk.flush(5)
"""


class Endpoint(ThreadingHTTPServer):
    """Where envelopes arrive; ``raw`` holds each as it was on the wire, unpacked."""

    raw: list[str]


class _Door(BaseHTTPRequestHandler):
    server: Endpoint

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        packed = self.headers.get("Content-Encoding") == "gzip"
        self.server.raw.append((gzip.decompress(body) if packed else body).decode())
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, *_: Any) -> None:
        """Say nothing: a test's output is its failure."""


@pytest.fixture(scope="module")
def sent() -> tuple[str, list[dict[str, Any]], str]:
    """Return all that left as text, the events in it, and what the program wrote to its output."""
    server = Endpoint(("127.0.0.1", 0), _Door)
    server.raw = []
    threading.Thread(target=server.serve_forever, daemon=True).start()
    environment = {
        **CANARIES,
        "PARLEY_SENTRY_DSN": f"http://public@127.0.0.1:{server.server_port}/1",
        "PARLEY_ENVIRONMENT": "test-of-sentry",
        "PARLEY_LOG_FORMAT": "json",
        "PATH": "/usr/bin",
    }
    command = [sys.executable, "-c", PROGRAM, MAIL_CANARY]
    ran = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False)
    server.shutdown()
    assert ran.returncode == 0, ran.stderr
    whole = "\n".join(server.raw)
    parts = [json.loads(line) for line in whole.splitlines() if line.startswith("{")]
    return whole, [part for part in parts if "event_id" in part and "platform" in part], ran.stdout


Sent = tuple[str, list[dict[str, Any]], str]


def the_one(events: list[dict[str, Any]], message: str) -> dict[str, Any]:
    (found,) = [event for event in events if event.get("logentry", {}).get("message") == message]
    return found


def test_no_secret_no_mail_text_and_no_local_variable_leaves(sent: Sent) -> None:
    whole, events, _ = sent
    assert events
    assert [canary for canary in CANARIES.values() if canary in whole] == []
    assert "canary-password" not in whole
    assert MAIL_CANARY not in whole
    assert '"vars"' not in whole


def test_every_error_is_one_event_and_a_warning_is_none(sent: Sent) -> None:
    _, events, _ = sent
    kinds = sorted(e["exception"]["values"][-1]["type"] if "exception" in e else "no exception" for e in events)
    assert kinds == ["IllegalTransition", "KeyError", "StepFailed", "ValueError", "no exception"]


def test_an_event_of_a_request_names_the_request_and_the_route(sent: Sent) -> None:
    _, events, _ = sent
    (event,) = [e for e in events if "exception" in e and e["exception"]["values"][-1]["type"] == "ValueError"]
    assert event["tags"]["request_id"] == "request-of-the-test"
    assert event["transaction"] == "/broken/{number}" or event["transaction"].endswith("broken")
    assert event["request"]["method"] == "POST"
    assert not event["request"].get("data")
    assert event["release"].startswith("parley@")
    assert event["environment"] == "test-of-sentry"


def test_an_event_of_a_workflow_carries_what_is_bound_around_it(sent: Sent) -> None:
    _, events, _ = sent
    event = the_one(events, "step.failed")
    assert event["tags"] == {
        "request_id": "request-of-the-turn",
        "negotiation_id": "c1:x",
        "campaign_id": "c1",
        "thread_id": "th1",
        "step": "read_reply",
    }
    assert event["exception"]["values"][-1]["stacktrace"]["frames"]


def test_our_own_errors_keep_their_words_without_the_secrets(sent: Sent) -> None:
    _, events, _ = sent
    value = the_one(events, "step.illegal")["exception"]["values"][-1]["value"]
    assert value == "offer_sent [Filtered] is not an event of state agreed"


def test_the_log_on_standard_output_has_the_line_and_no_secret(sent: Sent) -> None:
    _, _, output = sent
    lines = [json.loads(line) for line in output.splitlines()]
    (failed,) = [line for line in lines if line["event"] == "step.failed"]
    assert failed["request_id"] == "request-of-the-turn"
    assert failed["negotiation_id"] == "c1:x"
    assert "KeyError" in failed["exception"]
    assert [canary for canary in CANARIES.values() if canary in output] == []
