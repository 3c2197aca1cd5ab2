"""The start and the doctor: one clear line for each trouble, naming setting and remedy, never a value."""

import os
import sqlite3
import time
from pathlib import Path
from typing import Any

import pytest

from steps.checks import CheckResult, check_all
from steps.connections import connect
from steps.settings import Settings
from tests.clients.conftest import (
    CLICKUP_TOKEN,
    CLIENT_SECRET,
    REFRESH_TOKEN,
    SECRETS,
    SLACK_TOKEN,
    Vendor,
    say_nothing,
)

PROFILE = "/gmail/v1/users/me/profile"


@pytest.fixture
def configured(vendor: Vendor, service_account: str, tmp_path: Path) -> dict[str, Any]:
    """Settings with which every check passes."""
    playbook = tmp_path / "playbook"
    playbook.mkdir()
    (playbook / "voice.md").write_text("# Voice\n", encoding="utf-8")
    vendor.answer("GET", PROFILE, {"emailAddress": "Partners@example.com", "historyId": "5"})
    vendor.answer(
        "POST", "/slack/auth.test", {"ok": True, "team": "Example", "team_id": "T1", "user_id": "U1", "bot_id": "B1"}
    )
    channel = {"id": "C1", "name": "deals", "is_member": True}
    vendor.answer("GET", "/slack/conversations.info", {"ok": True, "channel": channel})
    vendor.answer("GET", "/clickup/user", {"user": {"username": "Robin"}})
    vendor.answer("GET", "/clickup/list/900/task", {"tasks": []})
    vendor.answer("GET", "/clickup/team", {"teams": []})
    return {
        "store_url": f"sqlite:///{tmp_path}/parley.sqlite",
        "playbook_dir": playbook,
        "vendor_timeout_seconds": 5,
        "gmail_base_url": vendor.url,
        "gmail_token_url": f"{vendor.url}/token",
        "gmail_client_id": "client",
        "gmail_client_secret": CLIENT_SECRET,
        "gmail_refresh_token": REFRESH_TOKEN,
        "gmail_address": "partners@example.com",
        "sheets_base_url": vendor.url,
        "sheets_service_account_json": service_account,
        "slack_base_url": f"{vendor.url}/slack",
        "slack_bot_token": SLACK_TOKEN,
        "slack_channel": "C1",
        "clickup_base_url": f"{vendor.url}/clickup",
        "clickup_token": CLICKUP_TOKEN,
        "clickup_list_id": "900",
        "operator_token": "canary-operator-token",
        "alert_address": "desk@brand.example.test",
        "anthropic_base_url": f"{vendor.url}/anthropic",
    }


async def ask(values: dict[str, Any]) -> dict[str, CheckResult]:
    settings = Settings(_env_file=None, **values)
    connections = connect(settings)
    results = await check_all(settings, connections)
    await connections.close()
    told = "".join(f"{result} {result!r}" for result in results)
    assert not [secret for secret in SECRETS if secret in told]
    return {result.name: result for result in results}


async def test_when_all_is_well_every_check_says_what_it_saw(configured: dict[str, Any]) -> None:
    results = await ask(configured)
    assert [result for result in results.values() if not result.ok] == []
    assert list(results) == [
        "settings", "store", "playbook", "gmail", "push", "model", "operators", "second way", "clock", "sheets",
        "slack", "clickup", "clickup webhook",
    ]  # fmt: skip
    assert results["model"].detail.startswith("offline")
    assert results["sheets"].detail == "invite parley@project.example.test to each sheet"
    assert results["slack"].detail.startswith("Example, #deals")


@pytest.mark.parametrize(
    ("field", "check", "setting"),
    [
        ("gmail_client_id", "gmail", "PARLEY_GMAIL_CLIENT_ID"),
        ("gmail_client_secret", "gmail", "PARLEY_GMAIL_CLIENT_SECRET"),
        ("gmail_refresh_token", "gmail", "PARLEY_GMAIL_REFRESH_TOKEN"),
        ("gmail_address", "gmail", "PARLEY_GMAIL_ADDRESS"),
        ("sheets_service_account_json", "sheets", "PARLEY_SHEETS_SERVICE_ACCOUNT_JSON"),
        ("slack_bot_token", "slack", "PARLEY_SLACK_BOT_TOKEN"),
        ("slack_channel", "slack", "PARLEY_SLACK_CHANNEL"),
        ("clickup_token", "clickup", "PARLEY_CLICKUP_TOKEN"),
        ("clickup_list_id", "clickup", "PARLEY_CLICKUP_LIST_ID"),
    ],
)
async def test_a_missing_credential_stops_the_start_and_is_named(
    configured: dict[str, Any], field: str, check: str, setting: str
) -> None:
    result = (await ask(configured | {field: ""}))[check]
    assert result.stops_start
    assert result.setting == setting
    assert f"set {setting}" in result.remedy


@pytest.mark.parametrize(
    ("given", "setting"),
    [
        ({}, "PARLEY_PUSH_AUDIENCE"),
        ({"push_audience": "a", "push_service_account": "p@example.test"}, "PARLEY_PUSH_SUBSCRIPTION"),
        (
            {"push_audience": "a", "push_service_account": "p@example.test", "push_subscription": "gmail-push"},
            "PARLEY_PUSH_SUBSCRIPTION",
        ),
    ],
)
async def test_a_topic_whose_pushes_would_all_be_refused_stops_the_start(
    configured: dict[str, Any], given: dict[str, str], setting: str
) -> None:
    result = (await ask(configured | {"gmail_pubsub_topic": "projects/p/topics/t"} | given))["push"]
    assert (result.stops_start, result.setting) == (True, setting)


async def test_a_deal_without_a_second_way_is_told(configured: dict[str, Any]) -> None:
    result = (await ask(configured | {"alert_address": ""}))["second way"]
    assert (result.ok, result.stops_start, result.setting) == (False, False, "PARLEY_ALERT_ADDRESS")
    assert "set PARLEY_ALERT_ADDRESS" in str(result)


@pytest.mark.parametrize("token", ["", "short"])
async def test_a_missing_or_guessable_operator_token_is_told(configured: dict[str, Any], token: str) -> None:
    result = (await ask(configured | {"operator_token": token}))["operators"]
    assert (result.ok, result.stops_start, result.setting) == (False, False, "PARLEY_OPERATOR_TOKEN")


async def test_a_secret_that_is_a_mere_word_is_told(configured: dict[str, Any]) -> None:
    result = (await ask(configured | {"clickup_webhook_secret": "parley"}))["settings"]
    assert (result.ok, result.stops_start, result.setting) == (False, False, "PARLEY_CLICKUP_WEBHOOK_SECRET")
    assert "is a mere word" in str(result)
    assert "parley" not in str(result)


async def test_a_known_sheet_that_was_not_shared_stops_the_start_and_names_whom_to_invite(
    configured: dict[str, Any], vendor: Vendor
) -> None:
    refusal = {"error": {"code": 403, "message": "The caller does not have permission", "status": "PERMISSION_DENIED"}}
    vendor.answer("GET", "/v4/spreadsheets/s-1/values:batchGet", refusal, status=403)
    result = (await ask(configured | {"sheets_known_sheet": "https://docs.google.com/spreadsheets/d/s-1/edit"}))[
        "sheets"
    ]
    assert (result.stops_start, result.setting) == (True, "PARLEY_SHEETS_KNOWN_SHEET")
    assert result.remedy == "share the sheet with parley@project.example.test as viewer"


async def test_what_is_switched_off_needs_nothing(configured: dict[str, Any]) -> None:
    off = {"use_slack": False, "slack_bot_token": "", "use_sheets": False, "use_clickup": False, "clickup_token": ""}
    results = await ask(configured | off)
    assert [result for result in results.values() if not result.ok] == []
    assert results["slack"].detail == "switched off by PARLEY_USE_SLACK"


async def test_a_dead_gmail_token_says_what_to_do(configured: dict[str, Any], vendor: Vendor) -> None:
    vendor.token_answer = (400, {"error": "invalid_grant", "error_description": REFRESH_TOKEN})
    result = (await ask(configured))["gmail"]
    assert result.stops_start
    assert result.setting == "PARLEY_GMAIL_REFRESH_TOKEN"
    assert "dies after 7 days" in result.remedy


async def test_a_gmail_token_without_the_scope_stops_the_start(configured: dict[str, Any], vendor: Vendor) -> None:
    scope = "https://www.googleapis.com/auth/gmail.readonly"
    vendor.token_answer = (200, {"access_token": "x", "expires_in": 3600, "scope": scope})
    result = (await ask(configured))["gmail"]
    assert result.stops_start
    assert "gmail.readonly only" in result.detail
    assert "gmail.modify" in result.remedy


async def test_the_token_of_another_mailbox_stops_the_start(configured: dict[str, Any]) -> None:
    result = (await ask(configured | {"gmail_address": "else@example.com"}))["gmail"]
    assert result.stops_start
    assert result.setting == "PARLEY_GMAIL_ADDRESS"


async def test_a_channel_without_the_bot_says_how_to_invite_it(configured: dict[str, Any], vendor: Vendor) -> None:
    channel = {"id": "C1", "name": "deals", "is_member": False}
    vendor.answers["GET", "/slack/conversations.info"] = [(200, {"ok": True, "channel": channel}, {})]
    result = (await ask(configured))["slack"]
    assert (result.stops_start, result.remedy) == (True, "invite the bot: /invite in #deals")


async def test_a_wrong_slack_token_and_an_unseen_list_are_named(configured: dict[str, Any], vendor: Vendor) -> None:
    vendor.answers["POST", "/slack/auth.test"] = [(200, {"ok": False, "error": "invalid_auth"}, {})]
    results = await ask(configured | {"clickup_list_id": "901"})
    assert (results["slack"].stops_start, results["slack"].setting) == (True, "PARLEY_SLACK_BOT_TOKEN")
    assert (results["clickup"].stops_start, results["clickup"].setting) == (True, "PARLEY_CLICKUP_LIST_ID")


async def test_buttons_that_nobody_could_press_are_told(configured: dict[str, Any]) -> None:
    told = (await ask(configured))["slack"]
    assert (told.ok, "PARLEY_SLACK_SIGNING_SECRET is empty: its buttons do nothing" in told.detail) == (True, True)
    assert (await ask(configured | {"slack_signing_secret": "s" * 32}))["slack"].detail == "Example, #deals"


async def test_a_suspended_webhook_is_told_and_stops_nothing(configured: dict[str, Any], vendor: Vendor) -> None:
    hook = {"id": "w", "endpoint": "https://x.example", "health": {"status": "suspended", "fail_count": 100}}
    vendor.answers["GET", "/clickup/team"] = [(200, {"teams": [{"id": "7"}]}, {})]
    vendor.answer("GET", "/clickup/team/7/webhook", {"webhooks": [hook]})
    result = (await ask(configured))["clickup webhook"]
    assert (result.ok, result.stops_start) == (False, False)
    assert "suspended after 100 failures" in result.detail


async def test_vendors_that_are_down_for_the_moment_do_not_stop_the_start_and_are_waited_for_side_by_side(
    configured: dict[str, Any], vendor: Vendor
) -> None:
    vendor.misbehave = say_nothing
    began = time.monotonic()
    results = await ask(configured | {"vendor_timeout_seconds": 0.5})
    assert time.monotonic() - began < 4
    for name in ("gmail", "slack", "clickup"):
        assert (results[name].ok, results[name].stops_start) == (False, False), name


async def test_a_model_key_is_tried_with_one_token(configured: dict[str, Any], vendor: Vendor) -> None:
    told = {
        "id": "msg_1", "type": "message", "role": "assistant", "model": "claude-haiku-5-5", "stop_sequence": None,
        "content": [{"type": "text", "text": "yes"}], "stop_reason": "max_tokens",
        "usage": {"input_tokens": 3, "output_tokens": 1},
    }  # fmt: skip
    vendor.answer("POST", "/anthropic/v1/messages", told)
    result = (await ask(configured | {"anthropic_api_key": "sk-ant-canary"}))["model"]
    assert result.ok
    assert vendor.asked("POST", "/anthropic/v1/messages")[0].json["max_tokens"] == 1


@pytest.mark.parametrize(
    ("status", "stops", "setting"),
    [
        (400, True, "PARLEY_ANTHROPIC_API_KEY"),
        (401, True, "PARLEY_ANTHROPIC_API_KEY"),
        (404, True, "PARLEY_READER_MODEL"),
        (429, False, "PARLEY_ANTHROPIC_API_KEY"),
        (529, False, "PARLEY_ANTHROPIC_API_KEY"),
    ],
)
async def test_a_model_that_does_not_answer_is_wrong_or_only_busy(
    configured: dict[str, Any], vendor: Vendor, status: int, stops: bool, setting: str
) -> None:
    error = {"type": "error", "error": {"type": "x", "message": "sk-ant-canary is not welcome"}}
    vendor.answer("POST", "/anthropic/v1/messages", error, status=status)
    result = (await ask(configured | {"anthropic_api_key": "sk-ant-canary"}))["model"]
    assert (result.ok, result.stops_start, result.setting) == (False, stops, setting)
    assert "sk-ant-canary" not in f"{result!r}"


async def test_a_clock_that_is_wrong_is_told(configured: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("steps.check_places.MOST_CLOCK_DRIFT_SECONDS", -1.0)
    result = (await ask(configured))["clock"]
    assert (result.ok, result.stops_start) == (False, False)
    assert "NTP" in result.remedy


async def test_the_store_is_written_and_left_as_it_was(configured: dict[str, Any], tmp_path: Path) -> None:
    file = tmp_path / "parley.sqlite"
    assert (await ask(configured))["store"].detail.endswith("will be made")
    assert not file.exists()
    sqlite3.connect(file).execute("CREATE TABLE ours (x)").connection.close()
    assert (await ask(configured))["store"].detail.endswith("is writable")
    tables = sqlite3.connect(file).execute("SELECT name FROM sqlite_master").fetchall()
    assert tables == [("ours",)]


async def test_a_store_that_cannot_be_written_stops_the_start(configured: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "broken.sqlite").write_bytes(os.urandom(4096))
    for url, remedy, broken in (
        (f"sqlite:///{tmp_path}/broken.sqlite", "restore its newest backup", True),
        ("sqlite:////proc/parley/parley.sqlite", "or correct it", False),
    ):
        result = (await ask(configured | {"store_url": url}))["store"]
        assert (result.stops_start, result.setting) == (True, "PARLEY_STORE_URL")
        assert result.remedy.endswith(remedy)
        assert result.store_is_broken is broken


async def test_a_server_that_cannot_be_reached_stops_the_start_without_telling_its_password(
    configured: dict[str, Any],
) -> None:
    url = "postgresql://parley:canary-client-secret@127.0.0.1:1/parley"
    result = (await ask(configured | {"store_url": url}))["store"]
    assert (result.stops_start, result.setting) == (True, "PARLEY_STORE_URL")


async def test_a_playbook_without_pages_stops_the_start(configured: dict[str, Any], tmp_path: Path) -> None:
    for folder in (tmp_path / "nowhere", tmp_path):
        (configured["playbook_dir"] / "voice.md").unlink(missing_ok=True)
        result = (await ask(configured | {"playbook_dir": folder}))["playbook"]
        assert (result.stops_start, result.setting) == (True, "PARLEY_PLAYBOOK_DIR")
