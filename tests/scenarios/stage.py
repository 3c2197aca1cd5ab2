"""The fixtures that a whole conversation needs, and what is shown of it when a test fails."""

import asyncio
from collections.abc import AsyncIterator, Generator
from pathlib import Path
from typing import Any

import pytest

from tests.sandbox.conftest import World, sandbox_url, started_world
from tests.scenarios.dialogue import Stage
from tests.scenarios.living import Parley, lay_store, settings_for
from tests.stores import copied_store

__all__ = ["laid_store", "sandbox_url", "stage", "started_world", "world"]

_STAGE = pytest.StashKey[Stage]()


@pytest.fixture
def world(started_world: World) -> World:
    """The sandbox as new; nobody in it writes by themselves."""
    started_world.tell("reset", seed=7, target="", day_seconds=0.05)
    return started_world


@pytest.fixture(scope="session")
def laid_store(tmp_path_factory: pytest.TempPathFactory) -> str:
    """An empty store with its tables."""
    return asyncio.run(lay_store(tmp_path_factory.mktemp("store")))


@pytest.fixture
async def stage(world: World, laid_store: str, tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[Stage]:
    """A running Parley, and the dialogues that a test holds with it."""
    copied_store(laid_store, tmp_path)
    parley = Parley(world, settings_for(world, tmp_path))
    await parley.start()
    set_up = Stage(parley)
    request.node.stash[_STAGE] = set_up
    yield set_up
    await parley.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, Any, Any]:
    """Print the conversation beside a failure."""
    report = yield
    if report.when == "call" and report.failed and _STAGE in item.stash:
        told = "\n\n".join(dialogue.transcript() for dialogue in item.stash[_STAGE].dialogues)
        report.sections.append(("The conversation", told))
    return report
