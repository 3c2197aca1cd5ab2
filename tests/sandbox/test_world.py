"""Does the world turn: creators answer, boxes fill, the ledger tells, a reset forgets?"""

import json
import subprocess
import sys
import time
from typing import Any

import httpx2
import pytest

from sandbox.campaigns import demo_world
from tests.sandbox.conftest import World, coded, raw_mail


@pytest.fixture
def people(world: World) -> list[dict[str, Any]]:
    made = demo_world(creators=5, seed=3, day_seconds=0.05)
    world.tell("reset", world=made)
    return list(made["people"])


def _send(world: World, to: str, text: bytes = b"Would $800 work?") -> Any:
    raw = raw_mail(to=to, X_Parley_Key=f"key-{to}").replace(b"Would $800 work for two reels?", text)
    return world.gmail().users().messages().send(userId="me", body={"raw": coded(raw)}).execute()


def test_a_creator_answers_into_the_thread(world: World, people: list[dict[str, Any]]) -> None:
    eager = next(person for person in people if person["temperament"] == "eager")
    sent = _send(world, eager["address"])
    state = world.until(lambda now: now["delivered"])
    (reply,) = state["delivered"]
    assert eager["address"] in reply["from"]
    assert reply["thread_id"] == sent["threadId"]
    assert reply["by"] == "outside"
    assert state["sent"][0]["message_id"] in reply["references"]


def test_each_side_sees_the_conversation_in_its_own_box(world: World, people: list[dict[str, Any]]) -> None:
    address = people[0]["address"]
    _send(world, address)
    world.until(lambda now: now["delivered"])
    box = world.look(f"boxes/{address}")
    assert [one["direction"] for one in box] == ["received", "sent"]
    assert len({one["thread_key"] for one in box}) == 1


def test_the_same_seed_gives_the_same_answers(world: World) -> None:
    def answers() -> list[str]:
        made = demo_world(creators=4, seed=11, day_seconds=0.02)
        world.tell("reset", world={**made, "started_at": "2026-01-05T09:00:00+00:00"})
        for person in made["people"]:
            _send(world, person["address"])
        state = world.until(lambda now: len(now["delivered"]) >= 4 and now["replies_under_way"] == 0)
        return sorted(f"{one['from']} {one['body_text'].splitlines()[:3]}" for one in state["delivered"])

    assert answers() == answers()


def test_copies_reach_everybody_and_blind_ones_too(world: World) -> None:
    raw = raw_mail(to="ada@creators.example.test", Cc="Kit <kit@agency.example.test>", Bcc="boss@brand.example.test")
    world.gmail().users().messages().send(userId="me", body={"raw": coded(raw)}).execute()
    (mail,) = world.look()["sent"]
    assert mail["recipients"] == ["ada@creators.example.test", "kit@agency.example.test", "boss@brand.example.test"]
    assert len(world.look("boxes/kit@agency.example.test")) == 1


def test_a_mail_to_ourselves_arrives(world: World) -> None:
    _send(world, "team@brand.example.test")
    assert [one["labels"] for one in world.look()["delivered"]] == [["INBOX", "UNREAD"]]


def test_a_seeded_world_is_in_its_vendors(world: World, people: list[dict[str, Any]]) -> None:
    sheet = (
        world.sheets().spreadsheets().values().get(spreadsheetId="sandbox-sheet-of-creators", range="A:ZZ").execute()
    )
    assert len(sheet["values"]) == 1 + len(people) + 3
    (task,) = world.clickup().get("list/901100/task").json()["tasks"]
    assert task["custom_fields"]


def test_seeding_leaves_mail_and_watch_alone(world: World) -> None:
    _send(world, "ada@creators.example.test")
    world.tell("seed", **demo_world(creators=3, seed=3))
    state = world.look()
    assert len(state["sent"]) == 1
    assert len(state["creators"]) == 3


def test_a_reset_forgets_everything_even_replies_on_their_way(world: World, people: list[dict[str, Any]]) -> None:
    for person in people:
        _send(world, person["address"])
    world.tell("faults", vendor="gmail", kind="500")
    world.slack().chat_postMessage(channel="C0DEALS", text="x")
    world.tell("reset")
    time.sleep(0.4)
    state = world.look()
    assert (state["sent"], state["delivered"], state["slack"]["messages"]) == ([], [], [])
    assert (state["creators"], state["sheets"], state["replies_under_way"]) == ([], {}, 0)
    assert world.look("faults")["faults"] == []


def test_the_credentials_are_a_ready_environment(world: World) -> None:
    assert all(name.startswith("PARLEY_") and value for name, value in world.keys.items())
    assert json.loads(world.keys["PARLEY_SHEETS_SERVICE_ACCOUNT_JSON"])["token_uri"] == f"{world.url}/token"
    assert "\n" not in world.keys["PARLEY_SHEETS_SERVICE_ACCOUNT_JSON"]


def test_what_control_cannot_do_it_says(world: World) -> None:
    answer = world.http.post("/_sandbox/clickup/fire", json={})
    assert (answer.status_code, answer.json()) == (400, {"error": "KeyError: 'task_id'"})
    assert world.http.post("/_sandbox/slack/press", json={"ts": "1.2"}).status_code == 400
    assert world.http.post("/_sandbox/gmail/push", json={"forge": "everything"}).status_code == 400


@pytest.mark.parametrize("page", ["/", "/inboxes", "/slack-channel", "/requests", "/requests?vendor=gmail"])
def test_a_page_opens(world: World, people: list[dict[str, Any]], page: str) -> None:
    _send(world, people[0]["address"])
    blocks: list[dict[str, Any]] = [
        {"type": "header", "text": {"type": "plain_text", "text": "Deal"}},
        {"type": "divider"},
    ]
    world.slack().chat_postMessage(channel="C0DEALS", text="x", blocks=blocks)
    answer = world.http.get(page)
    assert answer.status_code == 200
    assert "http://" not in answer.text.replace(world.url, "")  # nothing comes from elsewhere


def test_an_inbox_shows_its_mail_and_runs_none_of_it(world: World, people: list[dict[str, Any]]) -> None:
    address = people[0]["address"]
    _send(world, address, b"<script>alert(1)</script> Would $800 work?")
    shown = world.http.get(f"/inboxes/{address}").text
    assert "Would $800 work?" in shown
    assert "<script>alert" not in shown
    assert world.http.get("/inboxes/nobody@example.test").status_code == 404


def test_an_unknown_path_is_a_404(world: World) -> None:
    assert world.http.get("/gmail/v2/users/me/profile").status_code == 404


def test_the_sandbox_ends_when_told(sandbox_url: str) -> None:
    with subprocess.Popen([sys.executable, "-m", "sandbox"], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        url = json.loads(process.stdout.readline())["url"]
        assert url != sandbox_url
        assert httpx2.get(f"{url}/_sandbox/state", trust_env=False).status_code == 200
        process.terminate()
        assert process.wait(timeout=10) in (0, -15)
