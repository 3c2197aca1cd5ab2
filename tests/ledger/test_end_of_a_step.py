"""What is kept of a step that the end of the service cuts off?

Nothing: a fault that is kept as its answer would be the answer in every life
to come.
"""

import asyncio

import pytest
from dbos import DBOS

from steps.durable import effect


@effect("asks_too_late")
async def asks_too_late() -> str:
    """Ask DBOS once it is gone, as a step does that the service's end overtakes."""
    return str(await DBOS.get_workflow_status_async("anybody"))


async def test_who_asks_dbos_once_it_is_gone_is_cut_off_and_has_no_fault() -> None:
    with pytest.raises(asyncio.CancelledError):
        await asks_too_late()
