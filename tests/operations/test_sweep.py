"""Does the sweep go on past a negotiation that nobody has begun yet?"""

from pathlib import Path

from dbos import DBOS, SetWorkflowID

from steps.clock import now_ms
from steps.ledger import store
from steps.ledger.tables import negotiations
from tests.operations.parley_alone import running, settings_for
from tests.operations.test_metrics import start_campaign
from workflows.watch import sweep

_LONG_AGO_MS = 3_600_000
_PAST_THE_SEND = 6


async def test_an_overdue_negotiation_that_is_claimed_and_not_begun_stops_no_sweep(tmp_path: Path) -> None:
    """The service died between claiming its next episode and beginning it; whoever claimed it begins it."""
    async with running(settings_for(tmp_path)) as client:
        await start_campaign(client, 1)
        with store.current().transaction() as session:
            one = session.execute(negotiations.select()).one()
            nobodys = {"negotiation_id": "kettles:nobody", "workflow_id": "negotiate/kettles:nobody/2", "live": True}
            due = {"email": "nobody@example.test", "case": {**one.case, "due_at_ms": now_ms() - _LONG_AGO_MS}}
            session.execute(negotiations.insert().values(**one._asdict() | nobodys | due))
        with SetWorkflowID("sweep/past-it"):
            await sweep()
        again = await DBOS.fork_workflow_async("sweep/past-it", _PAST_THE_SEND)  # as after a power cut
        await again.get_result()
