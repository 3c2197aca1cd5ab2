"""Slack: one post for one key, found again, paced; nothing from a mail is obeyed; only Slack is believed."""

import asyncio
import time
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from slack_sdk.signature import SignatureVerifier

from steps.clients.faults import NotFound, Refused, Unauthorized, Unclear
from steps.clients.slack import Slack, SlackPost, escape, verify_signature
from tests.clients.conftest import SLACK_TOKEN, Vendor, drop_the_line

SECRET = "signing-secret"


def message(ts: str, key: str | None = None) -> dict[str, Any]:
    metadata = {} if key is None else {"metadata": {"event_type": "parley", "event_payload": {"key": key}}}
    return {"ts": ts, "text": "hello"} | metadata


async def test_a_post_carries_our_key_and_our_token(slack: Slack, vendor: Vendor) -> None:
    vendor.answer("POST", "/api/chat.postMessage", {"ok": True, "channel": "C1", "ts": "1.5"})
    block = {"type": "section", "text": {"type": "mrkdwn", "text": "Deal"}}
    assert await slack.post("C1", "Deal", [block], "deal:n-1") == SlackPost("C1", "1.5")
    (heard,) = vendor.heard
    assert heard.json["metadata"] == {"event_type": "parley", "event_payload": {"key": "deal:n-1"}}
    assert heard.json["blocks"] == [block]
    assert heard.headers["authorization"] == f"Bearer {SLACK_TOKEN}"


async def test_a_post_is_made_in_exactly_one_request_even_when_the_line_drops(slack: Slack, vendor: Vendor) -> None:
    vendor.misbehave = drop_the_line
    with pytest.raises(Unclear, match="look before acting again"):
        await slack.post("C1", "Deal", [], "deal:n-1")
    assert len(vendor.heard) == 1


async def test_a_post_is_found_by_its_key_through_all_pages(slack: Slack, vendor: Vendor) -> None:
    first = {"ok": True, "messages": [message("3.0"), message("2.0", "other")],
             "response_metadata": {"next_cursor": "c2"}}  # fmt: skip
    second = {"ok": True, "messages": [message("1.9", "deal:n-1"), message("1.8", "deal:n-1")]}
    vendor.answer("GET", "/api/conversations.history", first)
    vendor.answer("GET", "/api/conversations.history", second)
    # Of two with one key the older one was there first.
    assert await slack.find_by_key("C1", "deal:n-1", oldest_seconds=1.5) == SlackPost("C1", "1.8")
    asked = [parse_qs(urlsplit(heard.path).query) for heard in vendor.heard]
    assert asked[0]["include_all_metadata"] == ["1"]
    assert asked[0]["oldest"] == ["1.500000"]
    assert asked[1]["cursor"] == ["c2"]


async def test_a_key_that_is_not_there_is_none(slack: Slack, vendor: Vendor) -> None:
    foreign = {"ts": "1.0", "metadata": {"event_type": "someone_else", "event_payload": {"key": "deal:n-1"}}}
    keyless = {"ts": "1.1", "metadata": {"event_type": "parley", "event_payload": {}}}
    vendor.answer("GET", "/api/conversations.history", {"ok": True, "messages": [foreign, keyless, message("0.9")]})
    assert await slack.find_by_key("C1", "deal:n-1") is None


async def test_an_update_keeps_the_key(slack: Slack, vendor: Vendor) -> None:
    vendor.answer("POST", "/api/chat.update", {"ok": True, "channel": "C1", "ts": "1.5"})
    await slack.update(SlackPost("C1", "1.5"), "Deal, approved", [], "deal:n-1")
    assert vendor.heard[0].json["metadata"]["event_payload"] == {"key": "deal:n-1"}


async def test_posts_to_one_channel_keep_their_distance_and_other_channels_do_not_wait(vendor: Vendor) -> None:
    slack = Slack(base_url=f"{vendor.url}/api", bot_token="xoxb", timeout_seconds=2, seconds_between_posts=0.2)
    vendor.answer("POST", "/api/chat.postMessage", {"ok": True, "channel": "C", "ts": "1.5"})
    began = time.monotonic()
    await asyncio.gather(*(slack.post("C1", str(n), [], str(n)) for n in range(3)), slack.post("C2", "x", [], "x"))
    assert 0.4 <= time.monotonic() - began < 0.6 + 0.4


async def test_a_channel_the_bot_was_not_invited_to_says_what_to_do(slack: Slack, vendor: Vendor) -> None:
    vendor.answer("POST", "/api/chat.postMessage", {"ok": False, "error": "not_in_channel"})
    with pytest.raises(Refused, match="invite the bot to channel C1"):
        await slack.post("C1", "Deal", [], "k")


async def test_a_missing_scope_names_the_scope_and_the_setting(slack: Slack, vendor: Vendor) -> None:
    vendor.answer(
        "GET", "/api/conversations.history", {"ok": False, "error": "missing_scope", "needed": "channels:history"}
    )
    with pytest.raises(Unauthorized, match=r"needs channels:history.*PARLEY_SLACK_BOT_TOKEN"):
        await slack.find_by_key("C1", "k")


async def test_a_channel_is_found_by_name(slack: Slack, vendor: Vendor) -> None:
    channels = [{"id": "C7", "name": "deals", "is_member": True}]
    vendor.answer("GET", "/api/conversations.list", {"ok": True, "channels": channels})
    assert (await slack.channel_named("#deals")).channel_id == "C7"
    with pytest.raises(NotFound, match="channel #nowhere"):
        await slack.channel_named("#nowhere")


async def test_the_token_says_who_it_is_and_what_it_may(slack: Slack, vendor: Vendor) -> None:
    told = {"ok": True, "team": "Example", "team_id": "T1", "user_id": "U1", "bot_id": "B1"}
    vendor.answer("POST", "/api/auth.test", told, X_OAuth_Scopes="chat:write,channels:history")
    who = await slack.auth_test()
    assert (who.team, who.team_id, who.scopes) == ("Example", "T1", frozenset({"chat:write", "channels:history"}))


def signed(body: bytes, age_seconds: float = 0, secret: str = SECRET) -> dict[str, str]:
    stamp = str(int(time.time() - age_seconds))
    signature = SignatureVerifier(secret).generate_signature(timestamp=stamp, body=body)
    assert signature is not None
    return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": signature}


def test_only_what_slack_signed_lately_and_exactly_is_believed() -> None:
    body = b"payload=%7B%7D"
    assert verify_signature(SECRET, signed(body), body)
    assert verify_signature(SECRET, {name.lower(): value for name, value in signed(body).items()}, body)
    assert not verify_signature(SECRET, signed(body), body + b" ")
    assert not verify_signature(SECRET, signed(body, secret="another"), body)
    assert not verify_signature(SECRET, signed(body, age_seconds=301), body)
    assert not verify_signature(SECRET, signed(body, age_seconds=-301), body)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-Slack-Signature": "v0=00"},
        {"X-Slack-Request-Timestamp": "yesterday", "X-Slack-Signature": "v0=00"},
        {"X-Slack-Request-Timestamp": "9" * 400, "X-Slack-Signature": "v0=00"},
    ],
)
def test_odd_headers_are_a_no_and_not_a_crash(headers: dict[str, str]) -> None:
    assert not verify_signature(SECRET, headers, b"x")
    assert not verify_signature(SECRET, signed(b"x") | {"X-Slack-Signature": "v0=é"}, b"x")
    assert not verify_signature(SECRET, signed(b"x"), b"\xff\xfe")


def test_without_a_signing_secret_nothing_is_believed() -> None:
    assert not verify_signature("", signed(b"x"), b"x")
    assert not verify_signature(" ", signed(b"x", secret=" x"), b"x")


def test_text_from_a_mail_can_call_nobody_and_link_nowhere() -> None:
    assert escape("<!channel> & <https://evil.example|ok>") == "&lt;!channel&gt; &amp; &lt;https://evil.example|ok&gt;"
