"""Who is let in by the webhooks, what is refused by name, and does a delivery act once?"""

import asyncio
import json
from typing import Any

import structlog
from pytest_httpserver import HTTPServer

from tests.api import doors
from tests.scenarios.dialogue import Stage
from tests.scenarios.living import Parley

TASK = {"event": "taskCreated", "task_id": "t-1", "history_items": [{"id": "h-1"}]}
PRESS = {"negotiation_id": "spring:nobody", "act": "approve", "pending_key": ""}
HERE = {
    "type": "block_actions",
    "team": {"id": "TSANDBOX"},
    "channel": {"id": "C0DEALS"},
    "user": {"id": "UMARA", "username": "mara", "team_id": "TSANDBOX"},
}


def pressed(value: Any, **elsewhere: Any) -> dict[str, Any]:
    action = {"action_id": "parley_approve", "action_ts": "1.0", "value": value}
    return HERE | {"actions": [action]} | elsewhere


def chosen(block_id: str, value: str) -> dict[str, Any]:
    """Return what Slack tells of a choice from the menu of *block_id*."""
    option = {"selected_option": {"value": value}, "block_id": block_id}
    action = {"type": "static_select", "action_id": "parley_cancel", "action_ts": "1.5"} | option
    return HERE | {"actions": [action]}


async def test_a_forged_push_is_refused_and_changes_nothing(parley: Parley) -> None:
    before = doors.everything()
    forgeries = ("audience", "issuer", "email", "unverified", "expired", "key", "subscription", "none")
    told = {forge: (await parley.tell("gmail/push", forge=forge))["statuses"] for forge in forgeries}
    assert told == {forge: [401] for forge in forgeries}
    assert doors.everything() == before


async def test_a_push_without_a_real_token_is_refused(parley: Parley) -> None:
    before = doors.everything()
    body = json.dumps(doors.envelope(parley, {"emailAddress": "a@example.test", "historyId": 1})).encode()
    tokens = ("", "Bearer", "Bearer x.y.z", "Basic dXNlcg==", "Bearer " + "a" * 5000)
    told = [(await doors.knock(parley, "gmail", body, Authorization=token)).status_code for token in tokens]
    assert told == [401] * len(tokens)
    assert doors.everything() == before


async def test_a_clickup_event_with_a_bad_signature_is_refused_and_changes_nothing(parley: Parley) -> None:
    before = doors.everything()
    raw = json.dumps(TASK).encode()
    signatures = ("", "00", "ü" * 4, "a" * 64)
    told = [(await doors.knock(parley, "clickup", raw, X_Signature=one)).status_code for one in signatures]
    assert told == [401] * len(signatures)
    assert doors.everything() == before


async def test_a_press_with_a_bad_signature_is_refused_and_changes_nothing(parley: Parley) -> None:
    before = doors.everything()
    press = pressed(json.dumps(PRESS))
    told = [
        await doors.slack(parley, press, X_Slack_Signature="v0=" + "0" * 64),
        await doors.slack(parley, press, X_Slack_Signature="", X_Slack_Request_Timestamp=""),
        await doors.slack(parley, press, age_seconds=3_600),
        await doors.slack(parley, press, age_seconds=-3_600),
    ]
    assert [one.status_code for one in told] == [401] * 4
    assert doors.everything() == before


async def test_a_signed_clickup_event_of_the_wrong_shape_names_the_field(parley: Parley) -> None:
    before = doors.everything()
    wrong: list[tuple[Any, str]] = [
        (b"no json", "body"),
        (b"[1]", "body"),
        (b"[" * 100_000, "body"),
        ({"event": "taskCreated"}, "task_id"),
        ({"event": "taskCreated", "task_id": "../../team"}, "task_id"),
        ({"task_id": "t-1"}, "event"),
        ({"event": "taskCreated", "task_id": "t-1", "history_items": "x"}, "history_items"),
        (TASK | {"history_items": [{"id": "h" * 900_000}]}, "history_items.0.id"),
        (TASK | {"history_items": [{"id": "h\0"}]}, "history_items.0.id"),
        (TASK | {"history_items": [{"id": "\ud800"}]}, "body"),
        (b'{"event": "taskCreated", "task_id": "t-1", "other": "\xed\xa0\x80"}', "body"),
        (b'{"event": "taskCreated", "task_id": "t-1", "other": ' + b"9" * 5_000 + b"}", "body"),
    ]
    told = [await doors.clickup(parley, body) for body, _ in wrong]
    assert [(one.status_code, one.json()["error"]["field"]) for one in told] == [(400, field) for _, field in wrong]
    assert doors.everything() == before


async def test_a_signed_press_of_the_wrong_shape_names_the_field(parley: Parley) -> None:
    before = doors.everything()
    wrong: list[tuple[Any, str]] = [
        ("no json", "body"),
        ({"type": "block_actions", "actions": []}, "user"),
        ({"type": "block_actions", "user": {"id": "U"}, "actions": "abc"}, "actions"),
        ({"type": "block_actions", "user": {"id": "U"}, "actions": ["abc"]}, "actions.0"),
        (pressed("no json"), "body"),
        (pressed(json.dumps({"act": "approve"})), "negotiation_id"),
        (pressed(json.dumps(PRESS | {"act": "pay"})), "act"),
        (pressed(json.dumps(PRESS | {"act": "cancel"})), "reason"),
        (pressed(json.dumps(PRESS | {"act": "edit"})), "act"),
        (pressed(json.dumps(PRESS | {"act": "counter"})), "act"),
        (pressed(json.dumps(PRESS | {"turn": 2**70})), "turn"),
        (pressed(json.dumps(PRESS | {"turn": -1})), "turn"),
        (pressed(json.dumps(PRESS), user={"id": "U", "username": "\ud800"}), "body"),
        (pressed(json.dumps(PRESS), user={"id": "U", "username": "m" * 101}), "user.username"),
        (chosen("cancel/nobody:at-all", ""), "actions.0.selected_option.value"),
        (chosen("cancel", "ill"), "negotiation_id"),
        (chosen("pay/nobody:at-all", "ill"), "act"),
    ]
    told = [await doors.slack(parley, payload) for payload, _ in wrong]
    assert [(one.status_code, one.json()["error"]["field"]) for one in told] == [(400, field) for _, field in wrong]
    assert doors.everything() == before


async def test_a_press_from_elsewhere_steers_nothing_and_names_the_setting(stage: Stage) -> None:
    ada = await stage.negotiate(Autonomy="review_first")
    asked = await ada.slack("approval")
    before = doors.everything()
    about = json.dumps({"negotiation_id": await ada.negotiation_id(), "act": "approve"})
    stranger = {"id": "USTRANGER", "username": "mara", "team_id": "TELSEWHERE"}
    places: list[tuple[dict[str, Any], str]] = [
        ({"channel": {"id": "CELSEWHERE"}}, "PARLEY_SLACK_CHANNEL"),
        ({"channel": None}, "PARLEY_SLACK_CHANNEL"),
        ({"team": {"id": "TELSEWHERE"}}, "PARLEY_SLACK_BOT_TOKEN"),
        ({"user": stranger}, "PARLEY_SLACK_BOT_TOKEN"),  # of the company that our channel is shared with
    ]
    told = [await doors.slack(stage.parley, pressed(about, **place)) for place, _ in places]
    assert [(one.status_code, one.json()["error"]["field"]) for one in told] == [(403, named) for _, named in places]
    await stage.parley.rest()
    assert doors.everything() == before
    await ada.press("Approve", asked)
    await ada.we_say()


async def test_while_slack_does_not_say_whose_the_token_is_a_press_may_be_pressed_again(parley: Parley) -> None:
    await parley.tell("faults", vendor="slack", match="auth.test", kind="503")
    press = pressed(json.dumps(PRESS))
    assert (await doors.slack(parley, press)).status_code == 503
    await parley.tell("faults/clear")
    assert (await doors.slack(parley, press)).status_code == 404  # heard: nobody has this negotiation


async def test_a_signed_form_without_a_payload_names_it(parley: Parley) -> None:
    answer = await doors.slack_form(parley, {"other": "1"})
    assert (answer.status_code, answer.json()["error"]["field"]) == (400, "payload")


async def test_a_press_for_a_negotiation_nobody_knows_is_404(parley: Parley) -> None:
    answer = await doors.slack(parley, pressed(json.dumps(PRESS)))
    assert (answer.status_code, answer.json()["error"]["field"]) == (404, "negotiation_id")


async def test_a_signed_push_of_the_wrong_shape_names_the_field(parley: Parley, httpserver: HTTPServer) -> None:
    token = await doors.true_token(parley, httpserver)
    before = doors.everything()
    fact = {"emailAddress": "team@brand.example.test", "historyId": 5}
    whole = doors.envelope(parley, fact)
    wrong: list[tuple[Any, str]] = [
        ({}, "message"),
        ({"message": whole["message"]}, "subscription"),
        (doors.envelope(parley, fact, messageId=""), "message.messageId"),
        (doors.envelope(parley, fact, messageId="1\0"), "message.messageId"),
        (doors.envelope(parley, fact, data="%%%"), "message.data"),
        (doors.envelope(parley, fact, data="ünicode"), "message.data"),
        (doors.envelope(parley, b"no json"), "body"),
        (doors.envelope(parley, fact | {"historyId": "many"}), "historyId"),
        (doors.envelope(parley, fact | {"historyId": 2**70}), "historyId"),
    ]
    told = [(await doors.knock(parley, "gmail", json.dumps(body).encode(), Authorization=token)) for body, _ in wrong]
    assert [(one.status_code, one.json()["error"]["field"]) for one in told] == [(400, field) for _, field in wrong]
    assert doors.everything() == before


async def test_a_body_without_end_is_refused(parley: Parley) -> None:
    answer = await doors.clickup(parley, b"{" + b" " * 1_100_000 + b"}")
    assert (answer.status_code, answer.json()["error"]["field"]) == (400, "body")


async def test_who_hangs_up_in_the_middle_is_no_fault_of_ours(parley: Parley) -> None:
    with structlog.testing.capture_logs() as said:
        for door in ("clickup", "slack"):
            _, writer = await asyncio.open_connection("127.0.0.1", parley.port)
            writer.write(f"POST /webhooks/{door} HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n\r\nhalf".encode())
            await writer.drain()
            await asyncio.sleep(0.3)
            writer.transport.abort()
        await asyncio.sleep(0.5)
    events = [line["event"] for line in said if line.get("path", "").startswith("/webhooks/")]
    assert events == ["request.hung_up", "request.hung_up"]


async def test_pushes_that_come_often_late_and_out_of_order_act_once(stage: Stage) -> None:
    ada = await stage.negotiate()
    await ada.we_say()
    await ada.creator_says("Could you do $900?")
    counter = await ada.we_say()
    newest = (await stage.parley.look())["gmail"]["history_id"]
    for history_id in (newest, newest - 3, 1, newest):
        assert (await stage.parley.tell("gmail/push", history_id=history_id, times=3))["statuses"] == [204] * 3
    await ada.we_say_nothing()
    assert counter.fee == (await ada.story())["offer_cents"]
    assert (await ada.story())["turn"] == 2


async def test_a_campaign_that_clickup_tells_of_many_times_starts_once(parley: Parley) -> None:
    fields = {
        "Client": "Northlight Agency", "Brand": "Lumo Trail Shoes", "Owner": "mara@brand.example.test",
        "Platform": "Instagram", "Deliverables": "1x Reel", "CPM Min": "10", "CPM Max": "20", "Budget": "9000",
        "Autonomy": "auto", "Sheet": "s-1",
    }  # fmt: skip
    custom = [{"id": name, "name": name, "type": "text", "value": value} for name, value in fields.items()]
    task = {"id": "t-1", "name": "Lumo", "list": {"id": "901100"}, "custom_fields": custom}
    values = [["Name", "Email", "Handle", "Views"], ["Ada Quillfeather", "ada@creators.example.test", "@ada", "50k"]]
    await parley.tell("seed", sheet={"id": "s-1", "tab": "Creators", "values": values}, task=task)
    await parley.tell("clickup/fire", task_id="t-1", times=3)
    again = [doors.clickup(parley, TASK | {"event": event}) for event in ("taskUpdated", "taskUpdated", "taskCreated")]
    assert [one.status_code for one in await asyncio.gather(*again)] == [204] * 3
    await parley.rest()
    assert [one["campaign_id"] for one in await parley.get("/campaigns")] == ["t-1"]
    assert len(await parley.get("/negotiations")) == 1
    there = await parley.look()
    assert len(there["sent"]) == 1
    started = [one for one in there["slack"]["messages"] if "1 negotiation started" in one["text"]]
    assert len(started) == 1


async def test_one_press_that_slack_repeats_acts_once(stage: Stage) -> None:
    ada = await stage.negotiate(Autonomy="review_first")
    asked = await ada.slack("approval")
    await ada.press("Approve", asked, times=5)
    await ada.we_say()
    await ada.we_say_nothing()
    assert len((await ada.story())["decisions"]) == 1
