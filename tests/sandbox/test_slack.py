"""Does Slack's own SDK work against the sandbox, and are its interactions signed?"""

import json
from typing import Any
from urllib.parse import parse_qs

import httpx2
import pytest
from pytest_httpserver import HTTPServer
from slack_sdk.errors import SlackApiError
from slack_sdk.signature import SignatureVerifier

from sandbox.mrkdwn import as_shown
from tests.sandbox.conftest import World
from tests.sandbox.webhooks import Door, open_door

CHANNEL = "C0DEALS"
BLOCKS: list[dict[str, Any]] = [
    {"type": "section", "text": {"type": "mrkdwn", "text": "Ada agreed to $800"}},
    {"type": "actions", "elements": [
        {"type": "button", "action_id": "approve", "text": {"type": "plain_text", "text": "Approve"}, "value": "n1"},
    ]},
]  # fmt: skip


def _post(world: World, key: str = "deal-1") -> Any:
    metadata = {"event_type": "parley", "event_payload": {"key": key}}
    return world.slack().chat_postMessage(channel=CHANNEL, text="Ada agreed", blocks=BLOCKS, metadata=metadata)


@pytest.fixture
def door(world: World, httpserver: HTTPServer) -> Door:
    world.tell("target", target=httpserver.url_for(""))
    return open_door(httpserver, "/webhooks/slack")


def test_the_token_is_told_who_it_is(world: World) -> None:
    told = world.slack().auth_test()
    assert (told["team"], told["user_id"]) == ("Sandbox", "UPARLEY")
    assert "chat:write" in told.headers["x-oauth-scopes"]


def test_a_wrong_token_is_invalid_auth(world: World) -> None:
    with pytest.raises(SlackApiError, match="invalid_auth"):
        world.slack("xoxb-wrong").auth_test()


def test_a_message_is_posted_and_found_by_its_metadata(world: World) -> None:
    posted = _post(world)
    told = world.slack().conversations_history(channel=CHANNEL, include_all_metadata=True)
    (message,) = told["messages"]
    assert message["ts"] == posted["ts"]
    assert message["metadata"]["event_payload"] == {"key": "deal-1"}
    assert message["blocks"] == BLOCKS
    assert "metadata" not in world.slack().conversations_history(channel=CHANNEL)["messages"][0]


def test_history_comes_newest_first_in_pages_and_since_a_time(world: World) -> None:
    stamps = [_post(world, f"k{n}")["ts"] for n in range(5)]
    assert len(set(stamps)) == 5
    pages = world.slack().conversations_history(channel=CHANNEL, limit=2)  # the SDK turns the pages
    assert [one["ts"] for page in pages for one in page["messages"]] == stamps[::-1]
    later = world.slack().conversations_history(channel=CHANNEL, oldest=stamps[2])
    assert [one["ts"] for one in later["messages"]] == [stamps[4], stamps[3]]


def test_a_message_is_updated_and_its_earlier_words_remembered(world: World) -> None:
    ts = _post(world)["ts"]
    world.slack().chat_update(channel=CHANNEL, ts=ts, text="Done", blocks=[])
    (message,) = world.look()["slack"]["messages"]
    assert (message["text"], message["versions"][0]["text"]) == ("Done", "Ada agreed")
    assert message["metadata"]["event_payload"] == {"key": "deal-1"}


@pytest.mark.parametrize(
    "blocks",
    [
        [{"type": "divider"}] * 51,
        [{"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}],
        [{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3001}}],
        [{"type": "section", "text": {"type": "mrkdwn", "text": ""}}],
        [{"type": "actions", "elements": [{"type": "button", "text": {"type": "plain_text", "text": "x" * 76}}]}],
        [{"type": "actions", "elements": []}],
        [
            {
                "type": "actions",
                "elements": [{"type": "button", "text": {"type": "plain_text", "text": "x"}, "value": "v" * 2001}],
            }
        ],
    ],
)
def test_blocks_slack_would_not_take_are_refused(world: World, blocks: list[dict[str, Any]]) -> None:
    with pytest.raises(SlackApiError, match="invalid_blocks"):
        world.slack().chat_postMessage(channel=CHANNEL, text="x", blocks=blocks)


def test_channels_are_found_by_id_and_listed(world: World) -> None:
    world.tell("seed", channels=[{"id": "C0OTHER", "name": "other", "is_member": False}])
    assert world.slack().conversations_info(channel=CHANNEL)["channel"]["is_member"] is True
    assert [one["name"] for one in world.slack().conversations_list()["channels"]] == ["creator-deals", "other"]
    with pytest.raises(SlackApiError, match="not_in_channel"):
        world.slack().chat_postMessage(channel="C0OTHER", text="x")
    with pytest.raises(SlackApiError, match="channel_not_found"):
        world.slack().conversations_info(channel="CNONE")


def test_people_are_found(world: World) -> None:
    assert world.slack().users_info(user="UMARA")["user"]["real_name"] == "Mara Lindqvale"
    assert world.slack().users_lookupByEmail(email="tobin.ashgrove@brand.example.test")["user"]["id"] == "UTOBIN"


def _payload(came: Any) -> Any:
    return json.loads(parse_qs(came["body"].decode())["payload"][0])


def test_a_pressed_button_comes_signed_and_twice_if_told(world: World, door: Door) -> None:
    ts = _post(world)["ts"]
    assert world.tell("slack/press", ts=ts, label="approve", user="UTOBIN", times=2)["answers"][1]["status"] == 204
    first, second = door.came
    verifier = SignatureVerifier(world.keys["PARLEY_SLACK_SIGNING_SECRET"])
    assert verifier.is_valid_request(first["body"], first["headers"])
    told = _payload(first)
    assert (told["type"], told["user"]["id"], told["message"]["ts"]) == ("block_actions", "UTOBIN", ts)
    assert (told["actions"][0]["action_id"], told["actions"][0]["value"]) == ("approve", "n1")
    assert _payload(second) == told


@pytest.mark.parametrize("forge", ["signature", "stale", "none"])
def test_a_forged_press_does_not_verify(world: World, door: Door, forge: str) -> None:
    world.tell("slack/press", ts=_post(world)["ts"], action_id="approve", forge=forge)
    verifier = SignatureVerifier(world.keys["PARLEY_SLACK_SIGNING_SECRET"])
    assert not verifier.is_valid_request(door.came[0]["body"], door.came[0]["headers"])


def test_the_response_url_replaces_the_message(world: World, door: Door) -> None:
    ts = _post(world)["ts"]
    world.tell("slack/press", ts=ts, action_id="approve")
    url = _payload(door.came[0])["response_url"]
    httpx2.post(url, json={"replace_original": True, "text": "Approved by Mara"}, trust_env=False)
    assert world.look()["slack"]["messages"][0]["text"] == "Approved by Mara"


def test_a_form_is_opened_and_sent(world: World, door: Door) -> None:
    view = {"type": "modal", "callback_id": "edit", "title": {"type": "plain_text", "text": "Edit"}, "blocks": []}
    world.slack().views_open(trigger_id="t", view=view)
    world.tell("slack/submit", values={"amount": {"cents": "79000"}})
    told = _payload(door.came[0])
    assert (told["type"], told["view"]["callback_id"]) == ("view_submission", "edit")
    assert told["view"]["state"]["values"]["amount"]["cents"]["value"] == "79000"


def test_a_slash_command_is_typed(world: World, door: Door) -> None:
    world.tell("slack/command", text="status")
    fields = parse_qs(door.came[0]["body"].decode())
    assert (fields["command"], fields["text"]) == (["/parley"], ["status"])


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("*Fee*\n*1,200 USD*", "<b>Fee</b>\n<b>1,200 USD</b>"),
        ("_soon_ and ~never~", "<i>soon</i> and <s>never</s>"),
        ("2 * 3 * 4, a_b_c, 5~6", "2 * 3 * 4, a_b_c, 5~6"),
        ("`spring:*ada*`", "<code>spring:*ada*</code>"),
        ("<https://a.test/?x=1&amp;y=2|A *b*>", '<a href="https://a.test/?x=1&amp;y=2" rel="noreferrer">A *b*</a>'),
        ("Q&amp;A &lt;b&gt;", "Q&amp;A &lt;b&gt;"),
        ("<!channel> <@U1>", "<mark>!channel</mark> <mark>@U1</mark>"),
        ("<javascript:alert(1)|press>", "&lt;javascript:alert(1)|press&gt;"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ('<https://a.test/"onclick="x|y>', '<a href="https://a.test/&#34;onclick=&#34;x" rel="noreferrer">y</a>'),
        ("*<https://a.test|<b>x</b>>*", "*&lt;https://a.test|&lt;b&gt;x&lt;/b&gt;&gt;*"),
    ],
)  # fmt: skip
def test_marks_are_shown_as_slack_shows_them_and_nothing_else_becomes_a_tag(written: str, shown: str) -> None:
    assert as_shown(written) == shown


def test_the_channel_page_shows_a_message_as_a_person_would_see_it(world: World) -> None:
    blocks: list[dict[str, Any]] = [
        {"type": "header", "text": {"type": "plain_text", "text": "Deal with *Ada*"}},
        {"type": "section", "fields": [{"type": "mrkdwn", "text": "*Fee*\n*1,200 USD*"}]},
        {"type": "context", "elements": [{"type": "mrkdwn", "text": "<https://mail.test/#all/t|Thread in Gmail>"}]},
    ]
    world.slack().chat_postMessage(channel="C0DEALS", text="x", blocks=blocks)
    page = world.http.get("/slack-channel").text
    assert "<h3>Deal with *Ada*</h3>" in page
    assert "<b>Fee</b>\n<b>1,200 USD</b>" in page
    assert '<a href="https://mail.test/#all/t" rel="noreferrer">Thread in Gmail</a>' in page
