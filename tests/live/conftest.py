"""Each test here runs twice: against the sandbox always, and against the real vendors when LIVE_TEST_MODE=1 says so.

So the live tests cannot rot, and the sandbox is held to what the vendors do.
"""

import asyncio
import contextlib
import os
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

from api.demo.processes import free_port
from sandbox.campaigns import demo_world
from steps.connections import Connections, connect
from steps.settings import Settings, env_name
from tests.sandbox.conftest import World, sandbox_url, started_world

__all__ = ["sandbox_url", "started_world"]

ROOT = Path(__file__).resolve().parents[2]
Undo = Callable[[], Awaitable[Any]]
# Between two live tests; every vendor allows more.
_PAUSE_SECONDS = 2.0


@pytest.fixture(params=["sandbox", pytest.param("real", marks=pytest.mark.live)])
async def settings(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Settings]:
    """The settings of one world or the other, with a store of their own; what a live test lacks is said."""
    store = f"sqlite:///{tmp_path / 'parley.sqlite'}"
    if request.param == "sandbox":
        yield _of_sandbox(request.getfixturevalue("started_world"), store)
        return
    held = Settings.load().model_copy(update={"store_url": store})
    marker = request.node.get_closest_marker("needs")
    missing = [env_name(name) for name in (marker.args if marker else ()) if not _is_set(held, name)]
    if missing:
        pytest.skip(f"needs {', '.join(missing)}")
    yield held
    await asyncio.sleep(_PAUSE_SECONDS)


def _of_sandbox(world: World, store: str) -> Settings:
    there = demo_world(creators=2)
    world.tell("reset", seed=7, target="")
    world.tell("seed", sheet=there["sheet"], task=there["task"])
    keys: dict[str, Any] = {name.removeprefix("PARLEY_").lower(): value for name, value in world.keys.items()}
    port = free_port()
    world.tell("target", target=f"http://127.0.0.1:{port}")
    own = {"store_url": store, "port": port, "sheets_known_sheet": there["sheet"]["id"], "anthropic_api_key": ""}
    return Settings(_env_file=None, **(keys | own))


def _is_set(held: Settings, name: str) -> bool:
    value = getattr(held, name)
    return bool(value.get_secret_value() if hasattr(value, "get_secret_value") else value)


@pytest.fixture
async def connections(settings: Settings) -> AsyncIterator[Connections]:
    """The product's own clients."""
    opened = connect(settings)
    yield opened
    await opened.close()


@pytest.fixture
async def undo(connections: Connections) -> AsyncIterator[list[Undo]]:
    """What a test leaves behind is put in here, and taken away afterwards, the newest first, whatever happened."""
    left: list[Undo] = []
    async with contextlib.AsyncExitStack() as stack:
        yield left
        for act in left:
            stack.push_async_callback(act)


@contextlib.contextmanager
def serving(settings: Settings, log: Path) -> Iterator[None]:
    """Run the service, as `parley serve` does, where PARLEY_PUBLIC_URL leads to."""
    values = {env_name(name): _plain(getattr(settings, name)) for name in Settings.model_fields}
    url = f"http://127.0.0.1:{settings.port}/health"
    with log.open("wb") as told:
        command = [sys.executable, "-m", "api", "serve"]
        process = subprocess.Popen(command, cwd=ROOT, env=os.environ | values, stdout=told, stderr=told)
    try:
        end = time.monotonic() + 60
        while not _answers(url):
            assert process.poll() is None, log.read_text(encoding="utf-8")
            assert time.monotonic() < end, "the service did not start"
            time.sleep(0.1)
        yield
    finally:
        process.terminate()
        process.wait(20)


def _answers(url: str) -> bool:
    try:
        return httpx2.get(url, trust_env=False, timeout=5).status_code == httpx2.codes.OK
    except httpx2.HTTPError:
        return False


def _plain(value: Any) -> str:
    told = value.get_secret_value() if hasattr(value, "get_secret_value") else value
    return ",".join(told) if isinstance(told, tuple) else str(told)
