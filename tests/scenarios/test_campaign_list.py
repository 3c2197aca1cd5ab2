"""What becomes of a campaign task that ClickUp told us nothing of?"""

import time
from typing import Any

from dbos import DBOS
from pytest_httpserver import HTTPServer

from sandbox.campaigns import demo_world
from tests.operations.parley_alone import scrape
from tests.scenarios.dialogue import Stage
from tests.scenarios.living import Parley, until
from workflows.campaign_list import campaign_list

WORLD: dict[str, Any] = demo_world(creators=2)
ORDERED: dict[str, Any] = WORLD["task"]
TASK = ORDERED["id"]


def task(minutes_old: float, **changed: Any) -> dict[str, Any]:
    return ORDERED | {"date_updated": str(int((time.time() - 60 * minutes_old) * 1000))} | changed


def without(task: dict[str, Any], field: str) -> dict[str, Any]:
    return task | {"custom_fields": [one for one in task["custom_fields"] if one["name"] != field]}


async def look_at_list() -> None:
    """Let its round be made."""
    handle = await DBOS.start_workflow_async(campaign_list)
    await handle.get_result()


async def told(parley: Parley) -> list[str]:
    await parley.rest()
    return [one["text"] for one in (await parley.look())["slack"]["messages"] if one["text"].startswith("Campaign")]


async def started(parley: Parley) -> int:
    return len(await parley.get("/negotiations", campaign_id=TASK))


async def begun(parley: Parley) -> bool | None:
    return await started(parley) == 2 or None


async def test_a_task_whose_webhook_was_lost_is_found_and_begins_once(stage: Stage) -> None:
    parley = stage.parley
    await parley.rest()
    await parley.tell("seed", sheet=WORLD["sheet"], task=task(2))
    await look_at_list()
    await until(lambda: begun(parley), "campaign from the list")
    for _ in range(2):
        await look_at_list()
    await parley.tell("clickup/fire", task_id=TASK, event="taskUpdated")
    assert await told(parley) == ["Campaign Lumo Trail Shoes: 2 negotiations started, 3 problems to look at"]
    assert await started(parley) == 2


async def test_a_task_that_came_while_the_service_was_down_begins_at_the_next_start(stage: Stage) -> None:
    parley = stage.parley
    await parley.rest()
    await parley.stop()
    await parley.tell("seed", sheet=WORLD["sheet"], task=task(2))
    await parley.start()
    await until(lambda: begun(parley), "campaign from the list")


async def test_a_task_from_before_the_first_start_begins_nothing(stage: Stage) -> None:
    parley = stage.parley
    await parley.rest()
    await parley.tell("seed", sheet=WORLD["sheet"], task=task(60))
    await look_at_list()
    await parley.rest()
    assert await started(parley) == 0


async def test_a_task_just_touched_is_left_to_its_webhook(stage: Stage) -> None:
    parley = stage.parley
    await parley.rest()
    await parley.tell("seed", sheet=WORLD["sheet"], task=task(0))
    await look_at_list()
    assert await told(parley) == []


async def test_a_broken_task_is_told_once_for_each_state_of_it(stage: Stage) -> None:
    parley = stage.parley
    await parley.rest()
    await parley.tell("seed", sheet=WORLD["sheet"], task=without(task(3), "Budget"))
    await parley.tell("clickup/fire", task_id=TASK, event="taskUpdated", times=2)
    await look_at_list()
    assert len(await told(parley)) == 1
    await parley.tell("seed", task=without(task(2), "Budget"))
    await look_at_list()
    assert len(await told(parley)) == 2


async def test_a_list_that_cannot_be_read_is_read_from_the_same_place_later(stage: Stage) -> None:
    parley = stage.parley
    await parley.rest()
    await parley.tell("seed", sheet=WORLD["sheet"], task=task(2))
    await parley.tell("faults", vendor="clickup", kind="503", match="GET .*/list/", times=1)
    await look_at_list()
    assert await started(parley) == 0
    await look_at_list()
    await until(lambda: begun(parley), "campaign from the list")


async def test_a_suspended_webhook_is_told_once_and_measured(stage: Stage, httpserver: HTTPServer) -> None:
    parley = stage.parley
    await parley.rest()
    httpserver.expect_request("/webhooks/clickup").respond_with_data(status=410)
    await parley.tell("target", target=httpserver.url_for(""))
    await parley.tell("clickup/fire", task_id="t-1")

    async def suspended() -> bool | None:
        await look_at_list()
        return (await scrape(parley.line)).get("parley_clickup_webhook_suspended") == 1 or None

    await until(suspended, "suspended webhook in the metrics")
    await parley.rest()
    texts = [one["text"] for one in (await parley.look())["slack"]["messages"]]
    assert texts.count("ClickUp has suspended our webhook") == 1


async def test_switched_off_nobody_asks_clickup_and_switched_on_no_old_task_begins(stage: Stage) -> None:
    parley = stage.parley
    await parley.restart(use_clickup=False)
    await parley.rest()
    asked = len((await parley.look("requests", vendor="clickup"))["requests"])
    await parley.tell("seed", sheet=WORLD["sheet"], task=task(30))
    await look_at_list()
    assert len((await parley.look("requests", vendor="clickup"))["requests"]) == asked
    await parley.restart(use_clickup=True)
    await parley.rest()
    assert await started(parley) == 0
