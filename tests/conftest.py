"""Which tests run, and what they may reach.

Tests marked ``live`` talk to the real vendors and run only when
LIVE_TEST_MODE=1 says so; every other test stays on this machine.
"""

import os

import pytest
import pytest_socket
from hypothesis import settings

# A busy machine is slow, not wrong: no test fails by the clock.
settings.register_profile("parley", deadline=None)
settings.load_profile("parley")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave live tests out unless they were asked for by name of the switch."""
    if os.environ.get("LIVE_TEST_MODE") == "1":
        return
    reason = pytest.mark.skipif(True, reason="talks to the real vendors: set LIVE_TEST_MODE=1 to run it")
    for item in items:
        if item.get_closest_marker("live"):
            item.add_marker(reason)


@pytest.hookimpl(trylast=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Open the network for a live test that was asked for."""
    if item.get_closest_marker("live") and os.environ.get("LIVE_TEST_MODE") == "1":
        pytest_socket._remove_restrictions()
