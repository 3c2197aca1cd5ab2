"""A desk in real books, beside a real sandbox; no service runs."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from steps import connections
from steps.connections import connect
from steps.ledger import store
from tests.sandbox.conftest import World
from tests.scenarios.living import settings_for
from tests.scenarios.sending.desk import Desk, set_up
from tests.stores import copied_store


@pytest.fixture
async def desk(world: World, laid_store: str, tmp_path: Path) -> AsyncIterator[Desk]:
    store.open_store(copied_store(laid_store, tmp_path))
    connections.use(connect(settings_for(world, tmp_path)))
    yield await set_up(world)
    await connections.current().close()
    connections.use(None)
    store.close_store()
