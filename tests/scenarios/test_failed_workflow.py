"""What becomes of a negotiation whose own workflow failed?"""

import uuid

import pytest
import sqlalchemy as sa
from dbos import SetWorkflowID

from steps.ledger import store
from tests.scenarios.dialogue import Dialogue, Stage
from workflows.watch import sweep


async def failed(stage: Stage) -> Dialogue:
    """Return a negotiation that waited for an answer when a bug ended its workflow."""
    ada = await stage.negotiate()
    await ada.we_say()
    await stage.parley.rest()
    with store.current().transaction() as session:
        session.execute(sa.text("UPDATE workflow_status SET status = 'ERROR' WHERE name = 'negotiate'"))
    await stage.parley.restart()
    with SetWorkflowID(f"sweep/{uuid.uuid4()}"):
        await sweep()
    await stage.parley.rest()
    return ada


@pytest.mark.parametrize("presses", [(), ("pause", "resume")], ids=["their next mail", "two buttons"])
async def test_it_is_told_with_what_brings_it_back_and_that_does(stage: Stage, presses: tuple[str, ...]) -> None:
    ada = await failed(stage)
    messages = (await stage.parley.look())["slack"]["messages"]
    (told,) = (one for one in messages if "stands still" in one["text"])
    assert "with their next mail, or when somebody presses Pause and then Resume" in str(told["blocks"])
    for act in presses:
        await ada.decide(act, who="mara", press_id=act)
        await stage.parley.rest()
    await ada.creator_says("Could you do $900?")
    await ada.we_say()
    await ada.we_say_nothing()
