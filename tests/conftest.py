"""Which tests run, on which database, and what may they reach?

Tests marked ``live`` talk to the real vendors and run only when
LIVE_TEST_MODE=1 says so; every other test stays on this machine. With
``--store postgresql`` every store is a database on one real PostgreSQL.
"""

import gc
import os
from contextlib import ExitStack

import pytest
import pytest_socket
from hypothesis import settings

from tests import stores

# A busy machine is slow, not wrong: no test fails by the clock.
settings.register_profile("parley", deadline=None)
# For .ci/run, where a change lands by what it changed and not by luck; `make test` looks at other examples every time.
settings.register_profile("same-examples", settings.get_profile("parley"), derandomize=True)
settings.load_profile("parley")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Offer the database that stores are kept on."""
    told = "where every test keeps its store: a file of its own, or a database of its own"
    parser.addoption("--store", choices=("sqlite", "postgresql"), default="sqlite", help=told)


def pytest_configure(config: pytest.Config) -> None:
    """Start the one PostgreSQL of the run, before there are workers: they inherit its address."""
    gc.disable()
    if config.getoption("--store") == "postgresql" and not hasattr(config, "workerinput"):
        running = ExitStack()
        stores.use_server(running.enter_context(stores.postgres_server()))
        config.add_cleanup(running.close)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest, and leave out what this run is not about."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)
    left_out = {
        "live": (os.environ.get("LIVE_TEST_MODE") != "1", "talks to the real vendors: set LIVE_TEST_MODE=1 to run it"),
        "postgres": (not stores.on_postgres(), "needs PostgreSQL: make test-postgres"),
        "sqlite": (stores.on_postgres(), "is about SQLite itself"),
    }
    for item in items:
        for name, (skipped, reason) in left_out.items():
            if item.get_closest_marker(name):
                item.add_marker(pytest.mark.skipif(skipped, reason=reason))


def pytest_collection_finish() -> None:
    """Look for garbage from here on: what was loaded stays, and to look through it took a fifth of the time."""
    gc.freeze()
    gc.enable()


@pytest.hookimpl(trylast=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Open the network for a live test that was asked for."""
    if item.get_closest_marker("live") and os.environ.get("LIVE_TEST_MODE") == "1":
        pytest_socket._remove_restrictions()
