"""A real browser looks at a real Parley beside a real sandbox."""

from collections.abc import AsyncIterator

import pytest

from tests.browser.chromium import Window, a_window, find_chromium
from tests.scenarios.dialogue import Stage
from tests.scenarios.stage import laid_store, pytest_runtest_makereport, sandbox_url, stage, started_world, world

__all__ = ["laid_store", "pytest_runtest_makereport", "sandbox_url", "stage", "started_world", "world"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs a browser."""
    for item in items:
        if "tests/browser/" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session", autouse=True)
def chromium() -> None:
    """Name what is missing before anything is tried."""
    if find_chromium() is None:
        pytest.fail("no browser is installed: apt-get install chromium (Debian), or put chromium on PATH")


@pytest.fixture
async def window(stage: Stage) -> AsyncIterator[Window]:
    """The window of somebody who has signed in; at the end it must have had nothing to complain about."""
    async with a_window(stage.parley) as opened:
        await opened.sign_in()
        yield opened
        assert opened.complaints == []
