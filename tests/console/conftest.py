"""The console is looked at on a whole Parley beside a whole sandbox."""

from collections.abc import AsyncIterator

import pytest

from tests.console.visitor import Visitor
from tests.scenarios.dialogue import Stage
from tests.scenarios.stage import laid_store, pytest_runtest_makereport, sandbox_url, stage, started_world, world

__all__ = ["laid_store", "pytest_runtest_makereport", "sandbox_url", "stage", "started_world", "world"]


@pytest.fixture
async def stranger(stage: Stage) -> AsyncIterator[Visitor]:
    """Somebody who has not signed in."""
    async with Visitor(stage.parley) as visitor:
        yield visitor


@pytest.fixture
async def mara(stranger: Visitor) -> Visitor:
    """A campaign manager who has signed in."""
    assert (await stranger.sign_in()).status_code == 303
    return stranger
