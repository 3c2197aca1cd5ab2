"""How does somebody knock at the webhooks by hand, rightly signed or not?"""

import base64
import hashlib
import hmac
import json
import time
from typing import Any
from urllib.parse import urlencode

import httpx2
import sqlalchemy as sa
from pytest_httpserver import HTTPServer

from steps.ledger import store
from steps.ledger.tables import metadata
from tests.sandbox.webhooks import open_door
from tests.scenarios.living import Parley

# Without what the pump and the rounds leave behind whenever they run.
_WORKFLOWS = """
    SELECT count(*) FROM workflow_status WHERE name NOT IN ('mailbox', 'watch', 'second_way', 'sweep', 'campaign_list')
"""


def everything() -> dict[str, int]:
    """Return how many rows each table has: what a refused request must not change."""
    with store.current().reading() as connection:
        counts = {
            table.name: connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
            for table in metadata.sorted_tables
        }
        counts["workflows"] = connection.execute(sa.text(_WORKFLOWS)).scalar_one()
    return counts


def secret(parley: Parley, name: str) -> bytes:
    return parley.world.keys[f"PARLEY_{name}"].encode()


async def knock(parley: Parley, door: str, body: bytes, **headers: str) -> httpx2.Response:
    named = {name.replace("_", "-"): value.encode() for name, value in headers.items()}
    return await parley.ask("POST", f"/webhooks/{door}", token="", content=body, headers=named)


async def clickup(parley: Parley, body: Any, **headers: str) -> httpx2.Response:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    signature = hmac.new(secret(parley, "CLICKUP_WEBHOOK_SECRET"), raw, hashlib.sha256).hexdigest()
    return await knock(parley, "clickup", raw, **({"X_Signature": signature} | headers))


async def slack(parley: Parley, payload: Any, *, age_seconds: int = 0, **headers: str) -> httpx2.Response:
    told = payload if isinstance(payload, str) else json.dumps(payload)
    return await slack_form(parley, {"payload": told}, age_seconds=age_seconds, **headers)


async def slack_form(parley: Parley, form: dict[str, str], *, age_seconds: int = 0, **headers: str) -> httpx2.Response:
    raw, stamp = urlencode(form).encode(), str(int(time.time()) - age_seconds)
    key = secret(parley, "SLACK_SIGNING_SECRET")
    signature = "v0=" + hmac.new(key, f"v0:{stamp}:".encode() + raw, hashlib.sha256).hexdigest()
    signed = {"X_Slack_Request_Timestamp": stamp, "X_Slack_Signature": signature}
    return await knock(parley, "slack", raw, **(signed | headers))


async def true_token(parley: Parley, catcher: HTTPServer) -> str:
    """Return a bearer token that Google really signed for us, caught on its way."""
    door = open_door(catcher, "/webhooks/gmail")
    await parley.tell("target", target=catcher.url_for(""))
    await parley.tell("gmail/push")
    await parley.tell("target", target=parley.url)
    return str(door.came[0]["headers"]["Authorization"])


def envelope(parley: Parley, fact: Any, **other: Any) -> dict[str, Any]:
    """Return a push as Pub/Sub wraps it."""
    raw = fact if isinstance(fact, bytes) else json.dumps(fact).encode()
    message = {"data": base64.b64encode(raw).decode(), "messageId": "1"} | other
    return {"message": message, "subscription": parley.world.keys["PARLEY_PUSH_SUBSCRIPTION"]}
