"""Is the sandbox's ClickUp what a client of ClickUp expects, and are its webhooks signed?"""

import hashlib
import hmac
import json

import httpx2
import pytest
from pytest_httpserver import HTTPServer

from tests.sandbox.conftest import World
from tests.sandbox.webhooks import Door, open_door

TASK = {
    "id": "86a",
    "name": "Trail shoes",
    "status": {"status": "ready"},
    "custom_fields": [
        {"id": "f1", "name": "Budget", "type": "currency", "type_config": {}, "value": "15000"},
        {"id": "f2", "name": "Notes", "type": "text", "type_config": {}, "value": None},
    ],
}


@pytest.fixture
def clickup(world: World) -> httpx2.Client:
    world.tell("seed", task=TASK)
    return world.clickup()


@pytest.fixture
def door(world: World, httpserver: HTTPServer) -> Door:
    world.tell("target", target=httpserver.url_for(""))
    return open_door(httpserver, "/webhooks/clickup")


def test_a_task_is_read_with_its_fields_as_they_are(clickup: httpx2.Client) -> None:
    told = clickup.get("task/86a").json()
    assert told["name"] == "Trail shoes"
    assert [field["value"] for field in told["custom_fields"]] == ["15000", None]


def test_a_list_is_read_in_pages(clickup: httpx2.Client, world: World) -> None:
    world.tell("seed", tasks=[{"id": f"t{n}", "name": f"Task {n}"} for n in range(120)])
    first = clickup.get("list/901100/task", params={"page": 0}).json()
    second = clickup.get("list/901100/task", params={"page": 1}).json()
    assert (len(first["tasks"]), first["last_page"]) == (100, False)
    assert (len(second["tasks"]), second["last_page"]) == (21, True)


def test_a_list_tells_only_what_changed_since(clickup: httpx2.Client) -> None:
    changed = int(clickup.get("task/86a").json()["date_updated"])
    assert clickup.get("list/901100/task", params={"date_updated_gt": changed}).json()["tasks"] == []
    assert len(clickup.get("list/901100/task", params={"date_updated_gt": changed - 1}).json()["tasks"]) == 1


def test_a_task_is_changed_commented_and_its_field_set(clickup: httpx2.Client, world: World) -> None:
    assert clickup.put("task/86a", json={"status": "running"}).json()["status"]["status"] == "running"
    assert clickup.post("task/86a/comment", json={"comment_text": "Ada agreed"}).json()["id"]
    assert clickup.post("task/86a/field/f2", json={"value": "soon"}).status_code == 200
    state = world.look()["clickup"]
    assert [one["comment_text"] for one in state["comments"]] == ["Ada agreed"]
    assert state["tasks"]["86a"]["custom_fields"][1]["value"] == "soon"
    assert clickup.get("task/86a/comment").json()["comments"][0]["comment_text"] == "Ada agreed"


def test_a_wrong_token_and_an_unknown_task_are_refused_in_clickups_words(clickup: httpx2.Client) -> None:
    wrong = clickup.get("task/86a", headers={"Authorization": "pk_wrong"})
    assert (wrong.status_code, wrong.json()["ECODE"]) == (401, "OAUTH_025")
    assert clickup.get("task/none").status_code == 404


def test_a_webhook_is_signed_over_its_raw_body(clickup: httpx2.Client, world: World, door: Door) -> None:
    assert world.tell("clickup/fire", task_id="86a") == {"task_id": "86a", "sent": 1}
    (came,) = door.wait_for(1)
    secret = world.keys["PARLEY_CLICKUP_WEBHOOK_SECRET"].encode()
    assert came["headers"]["X-Signature"] == hmac.new(secret, came["body"], hashlib.sha256).hexdigest()
    told = json.loads(came["body"])
    assert (told["event"], told["task_id"]) == ("taskCreated", "86a")
    assert clickup.get("team").json()["teams"][0]["id"] == "9001"


def test_a_webhook_is_tried_five_times_and_its_health_told(clickup: httpx2.Client, world: World, door: Door) -> None:
    door.answers = [500] * 9
    world.tell("clickup/fire", task_id="86a")
    door.wait_for(5)
    world.until(lambda state: state["pushes"]["counts"].get("clickup_given_up") == 1)
    assert len(door.came) == 5
    (hook,) = clickup.get("team/9001/webhook").json()["webhooks"]
    assert hook["health"] == {"status": "failing", "fail_count": 5}


def test_a_410_suspends_a_webhook_and_a_put_revives_it(clickup: httpx2.Client, world: World, door: Door) -> None:
    door.answers = [410]
    world.tell("clickup/fire", task_id="86a")
    world.until(lambda state: state["clickup"]["webhooks"][0]["health"]["status"] == "suspended")
    assert world.tell("clickup/fire", task_id="86a")["sent"] == 0
    clickup.put("webhook/sandbox-webhook", json={"status": "active"})
    assert world.tell("clickup/fire", task_id="86a")["sent"] == 1
    door.wait_for(2)


def test_a_webhook_of_ones_own_has_its_own_secret(clickup: httpx2.Client, world: World, httpserver: HTTPServer) -> None:
    door = open_door(httpserver, "/own")
    clickup.delete("webhook/sandbox-webhook")
    asked = {"endpoint": httpserver.url_for("/own"), "events": ["taskStatusUpdated"]}
    secret = clickup.post("team/9001/webhook", json=asked).json()["webhook"]["secret"]
    assert clickup.post("team/9001/webhook", json=asked).status_code == 400
    world.tell("clickup/fire", task_id="86a", event="taskCreated")
    world.tell("clickup/fire", task_id="86a", event="taskStatusUpdated")
    (came,) = door.wait_for(1)
    assert came["headers"]["X-Signature"] == hmac.new(secret.encode(), came["body"], hashlib.sha256).hexdigest()
