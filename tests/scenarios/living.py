"""How does a test get a whole Parley that really runs?

The sandbox is a process of its own; the service runs on this loop behind a
real port, on a fresh SQLite file. It can be stopped and started again on the
same file, and it can say when nothing is under way any more. Nothing here
knows a negotiation.
"""

import asyncio
import contextlib
import gc
import itertools
import socket
import time
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

import httpx2
import sqlalchemy as sa
import uvicorn
from dbos import DBOS
from dbos._dbos import _get_dbos_instance, _get_or_create_dbos_registry

from api.app import create_app
from api.demo.processes import free_port
from api.engine import running_engine
from api.serving import Server
from steps.ledger import store
from steps.settings import Settings
from tests.sandbox.conftest import World
from tests.stores import fresh_store
from workflows import deliver, notices

T = TypeVar("T")
TOKEN = "scenario-operator-token"
PATIENCE_SECONDS = 20.0
_LOOK_AGAIN_SECONDS = 0.04
_STARTS, _STARTS_A_COLLECTION = itertools.count(1), 10
_FINDS_REST = 2  # looks in a row: between two steps of one errand a single look may find nothing

# Parked negotiations are at rest; whatever else runs or waits in a queue is not.
_UNDER_WAY = """
    SELECT count(*) FROM workflow_status
    WHERE status = 'ENQUEUED' OR (status = 'PENDING' AND name != 'negotiate')
"""
_UNHEARD = """
    SELECT count(*) FROM notifications JOIN workflow_status ON workflow_uuid = destination_uuid
    WHERE NOT consumed AND status = 'PENDING'
"""


class _Server(Server):
    """A server that leaves the signals of the test run alone."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


async def until(look: Callable[[], Awaitable[T | None]], missing: str, seconds: float = PATIENCE_SECONDS) -> T:
    """Return what *look* finds as soon as it finds something; fail naming what is *missing*."""
    end = time.monotonic() + seconds
    while (found := await look()) is None:
        assert time.monotonic() < end, f"within {seconds:g} s there was no {missing}"
        await asyncio.sleep(_LOOK_AGAIN_SECONDS)
    return found


def settings_for(world: World, folder: Path, **other: Any) -> Settings:
    """Return settings that lead to *world*, offline, without the caps that protect a real mailbox."""
    keys: dict[str, Any] = {name.removeprefix("PARLEY_").lower(): value for name, value in world.keys.items()}
    quick: dict[str, Any] = {
        "anthropic_api_key": "",
        "store_url": fresh_store(folder),
        "operator_token": TOKEN,
        "sender_name": "Mara Lindqvale",
        "sends_per_minute": 10_000,
        "sends_per_day": 10_000,
        "slack_seconds_between_posts": 0,
        "vendor_timeout_seconds": 3,
        "poll_seconds": 5,
    }
    return Settings(_env_file=None, **(keys | quick | other))


async def lay_store(folder: Path) -> str:
    """Return the URL of a store as a first start leaves it, to be copied: laying the tables takes a second."""
    laid = fresh_store(folder)
    async with running_engine(Settings(_env_file=None, store_url=laid)):
        """Nothing happens in it."""
    _forget_engine()
    return laid


class Parley:
    """The service, alive on a port of its own."""

    def __init__(self, world: World, settings: Settings) -> None:
        self.world, self.settings = world, settings
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._server: _Server | None = None
        self._serving: asyncio.Task[None] | None = None
        self.line = httpx2.AsyncClient(base_url=self.url, trust_env=False, verify=False, timeout=20)

    async def start(self) -> None:
        """Start it, on whatever the store already holds."""
        await self.tell("target", target=self.url)
        _spare_collections()
        service = create_app(self.settings)
        config = uvicorn.Config(service, log_config=None, access_log=False, lifespan="on", timeout_graceful_shutdown=2)
        door = socket.create_server(("127.0.0.1", self.port))
        self._server = server = _Server(service, config)
        self._serving = asyncio.create_task(server.serve(sockets=[door]))
        while not server.started:
            assert not self._serving.done(), "the service did not start"
            await asyncio.sleep(0.01)
        await _hurry_engine()

    async def stop(self) -> None:
        """End it; what is parked in memory goes with it, as with the process."""
        if self._server is None or self._serving is None:
            return
        self._server.should_exit = True
        await self._serving
        self._server = self._serving = None
        left = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
        _forget_engine()

    async def restart(self, **other: Any) -> None:
        """Stop it and start it on the same store, with *other* settings."""
        await self.stop()
        self.settings = self.settings.model_copy(update=other)
        await self.start()

    async def close(self) -> None:
        """End it for good."""
        await self.stop()
        await self.line.aclose()

    @property
    def is_alive(self) -> bool:
        return self._server is not None

    async def ask(self, method: str, path: str, body: Any = None, token: str = TOKEN, **more: Any) -> httpx2.Response:
        """Send one request as an operator."""
        headers = {"Authorization": f"Bearer {token}".encode()} if token else {}
        return await self.line.request(method, path, json=body, headers=headers | more.pop("headers", {}), **more)

    async def get(self, path: str, **asked: Any) -> Any:
        """Return what an operator sees at *path*."""
        answer = await self.ask("GET", path, params=asked)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def post(self, path: str, body: Any) -> Any:
        """Return what an operator is answered at *path*."""
        answer = await self.ask("POST", path, body)
        assert answer.status_code == 202, answer.text
        return answer.json()

    async def tell(self, path: str, **told: Any) -> Any:
        """Tell the sandbox's control door."""
        return await asyncio.to_thread(lambda: self.world.tell(path, **told))

    async def look(self, path: str = "state", **asked: Any) -> Any:
        """Look into the sandbox."""
        return await asyncio.to_thread(lambda: self.world.look(path, **asked))

    async def struck(self, vendor: str = "") -> None:
        """Wait until a fault of the sandbox, or of one of its vendors, has hit a request."""

        async def hit() -> bool | None:
            faults = (await self.look("faults"))["faults"]
            return True if any(one["hits"] for one in faults if vendor in ("", one["vendor"])) else None

        await until(hit, "request that a fault could hit")

    async def routed(self, message_id: str) -> None:
        """Wait until a mail is in the ledger and its negotiation is known."""

        async def known() -> bool | None:
            return True if message_id in await asyncio.to_thread(_known_mails) else None

        await until(known, f"mail {message_id} in the ledger")

    async def rest(self) -> None:
        """Wait until every mail was routed, every signal heard, every turn taken and every notice posted."""
        found = 0

        async def at_rest() -> bool | None:
            nonlocal found
            found = found + 1 if not await self._busy_with() else 0
            return True if found >= _FINDS_REST else None

        try:
            await until(at_rest, "rest")
        except AssertionError:
            raise AssertionError(f"Parley does not come to rest: {await self._busy_with()}") from None

    async def _busy_with(self) -> list[str]:
        busy = await asyncio.to_thread(_busy_inside)
        if not busy:
            there = await self.look()
            known = await asyncio.to_thread(_known_mails)
            busy = [f"mail {mail['id']}" for mail in there["delivered"] if mail["id"] not in known]
            busy += ["pushes"] * bool(there["pushes"]["under_way"])
        return busy


def _spare_collections() -> None:
    """Set aside what there is: a service looks at every object once when it starts, and a run of tests starts hundreds.

    Now and then it may look, so that what ended services leave behind goes.
    """
    if next(_STARTS) % _STARTS_A_COLLECTION:
        gc.freeze()


async def _hurry_engine() -> None:
    """Let the engine look often: queues are noticed sooner, and a stop need not wait for a listener that sleeps."""
    for name in (notices.QUEUE, deliver.QUEUE):
        queue = await DBOS.retrieve_queue_async(name)
        assert queue is not None
        await queue.set_polling_interval_sec_async(_LOOK_AGAIN_SECONDS)
    _get_dbos_instance()._sys_db._notification_listener_polling_interval_sec = 0.1


def _forget_engine() -> None:
    """Let DBOS launch again: it is made for one launch a process and a loop, and a test stands for several."""
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(8))
    registry = _get_or_create_dbos_registry()
    registry.dbos = None
    registry.datasources.clear()


def _busy_inside() -> list[str]:
    with store.current().reading() as connection:
        counts = {what: connection.execute(sa.text(query)).scalar_one() for what, query in _INSIDE.items()}
    return [f"{count} {what}" for what, count in counts.items() if count]


_INSIDE = {"workflows": _UNDER_WAY, "signals": _UNHEARD}


def _known_mails() -> set[str]:
    with store.current().reading() as connection:
        return set(connection.execute(sa.text("SELECT message_id FROM mails WHERE routed_at_ms IS NOT NULL")).scalars())
