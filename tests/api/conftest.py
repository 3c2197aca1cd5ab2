"""The doors are tried on a whole Parley that looks into its mailbox only when it is told to."""

import pytest

from tests.scenarios.dialogue import Stage
from tests.scenarios.living import Parley
from tests.scenarios.stage import laid_store, pytest_runtest_makereport, sandbox_url, stage, started_world, world

__all__ = ["laid_store", "pytest_runtest_makereport", "sandbox_url", "stage", "started_world", "world"]


@pytest.fixture
async def parley(stage: Stage) -> Parley:
    """The service at rest, so that whatever changes afterwards was changed by the test."""
    await stage.parley.rest()
    return stage.parley
