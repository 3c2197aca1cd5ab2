"""How does a test get a running service, and its store, without a world around it?

The whole application in this process, on a real SQLite file. Vendors are
addresses at which nobody listens, unless a test brings its own.
"""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx2
from dbos._dbos import _get_or_create_dbos_registry

from api.app import create_app
from steps.settings import Settings
from tests.stores import fresh_store

TOKEN = "operations-operator-token"
NOBODY = "http://127.0.0.1:9"  # the discard port: a connection is refused at once
FIELDS = {
    "Client": "Northwind Kettles",
    "Brand": "Kettlewick",
    "Currency": "USD",
    "CPM Min": "10",
    "CPM Max": "25",
    "Budget": "50000",
    "Platform": "Instagram",
    "Deliverables": "1 reel",
    "Autonomy": "auto",
    "Owner": "owner@brand.example.test",
}
_LINE = re.compile(r"^([a-z_]+)(?:\{(.*)\})? (\S+)$")


def settings_for(folder: Path, **changed: Any) -> Settings:
    """Return settings under which every vendor is away."""
    told: dict[str, Any] = {
        "store_url": fresh_store(folder),
        "operator_token": TOKEN,
        "gmail_base_url": f"{NOBODY}/",
        "gmail_token_url": f"{NOBODY}/token",
        "gmail_client_id": "id",
        "gmail_client_secret": "secret-of-the-client",
        "gmail_refresh_token": "refresh-token-of-the-mailbox",
        "gmail_address": "partners@brand.example.test",
        "slack_base_url": f"{NOBODY}/",
        "slack_bot_token": "xoxb-operations",
        "slack_channel": "C1",
        "sheets_base_url": f"{NOBODY}/",
        "clickup_base_url": NOBODY,
        "vendor_timeout_seconds": 1.0,
        "log_format": "json",
    }
    return Settings(_env_file=None, **(told | changed))


@asynccontextmanager
async def running(settings: Settings) -> AsyncIterator[httpx2.AsyncClient]:
    """Run the service for the length of the block; the client is let in as an operator."""
    app = create_app(settings)
    transport = httpx2.ASGITransport(app=app, raise_app_exceptions=False)
    headers = {"Authorization": f"Bearer {TOKEN}"}
    try:
        async with (
            app.router.lifespan_context(app),
            httpx2.AsyncClient(transport=transport, base_url="http://parley.test", headers=headers) as client,
        ):
            yield client
    finally:
        await _end_of_process()


async def _end_of_process() -> None:
    """Leave nothing behind that ends with a process: parked workflows, and DBOS's memory of its last engine."""
    parked = asyncio.all_tasks() - {asyncio.current_task()}
    for task in parked:
        task.cancel()
    await asyncio.gather(*parked, return_exceptions=True)
    registry = _get_or_create_dbos_registry()
    registry.dbos = None
    registry.datasources.clear()


def creators(number: int) -> list[dict[str, str]]:
    """Return rows of plainly fictional creators."""
    return [
        {
            "Name": f"Pixel Pumpernickel {n}",
            "Email": f"pixel{n}@creators.test",
            "Handle": f"pixelpump{n}",
            "Platform": "Instagram",
            "Average Views": "50000",
        }
        for n in range(number)
    ]


async def scrape(client: httpx2.AsyncClient) -> dict[str, float]:
    """Return ``/metrics`` as ``name{labels}`` to value."""
    answer = await client.get("/metrics")
    assert answer.status_code == 200, answer.text
    found = (_LINE.match(line) for line in answer.text.splitlines() if not line.startswith("#"))
    return {f"{m[1]}{{{m[2]}}}" if m[2] else m[1]: float(m[3]) for m in found if m}
