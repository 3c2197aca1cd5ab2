"""Every way a call can go wrong, at every vendor, for calls that write and calls that only read."""

import pickle
import socket
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from steps.clients.clickup import ClickUp
from steps.clients.faults import NotFound, Refused, Throttled, Unauthorized, Unavailable, Unclear, VendorFault
from steps.clients.gmail import Gmail
from steps.clients.sheets import Sheets
from steps.clients.slack import Slack
from tests.clients.conftest import (
    CLICKUP_TOKEN,
    CLIENT_SECRET,
    REFRESH_TOKEN,
    SECRETS,
    SLACK_TOKEN,
    Misbehaviour,
    Vendor,
    drop_the_line,
    reset_the_line,
    say,
    say_nothing,
    stop_in_the_middle,
)

Call = Callable[[], Awaitable[Any]]

VENDORS = ("gmail", "sheets", "slack", "clickup")
BROKEN: dict[str, Misbehaviour] = {
    "the line is dropped after the request was read": drop_the_line,
    "the line is reset after the request was read": reset_the_line,
    "no answer comes in time": say_nothing,
    "the answer stops in the middle": stop_in_the_middle,
    "500": say(500, {"error": "internal_error"}),
    "503 from a proxy, in HTML": say(503, b"<html>bad gateway</html>", Content_Type="text/html"),
    "200 with garbage": say(200, b"\xff\x00not json", Content_Type="application/json"),
    "200 in plain text": say(200, b"hello", Content_Type="text/plain"),
    "200 with an empty object": say(200, {}),
    "200 with a list": say(200, [1, 2]),
    "200 with wrong types inside": say(
        200,
        {"ok": True, "id": None, "threadId": None, "ts": 1, "channel": [], "messages": 3, "valueRanges": 1, "name": 0},
    ),
}


@pytest.fixture
def calls(gmail: Gmail, sheets: Sheets, slack: Slack, clickup: ClickUp) -> dict[str, tuple[Call, Call]]:
    """One writing and one reading call of each vendor."""
    return {
        "gmail": (lambda: gmail.send_draft("d-1"), lambda: gmail.read_raw("m-1")),
        "sheets": (lambda: sheets.append_row("s-1", "Creators", ["a"]), lambda: sheets.read_rows("s-1")),
        "slack": (lambda: slack.post("C1", "hello", [], "k-1"), lambda: slack.find_by_key("C1", "k-1")),
        "clickup": (lambda: clickup.add_comment("t-1", "hello"), lambda: clickup.get_task("t-1")),
    }


async def fault_of(call: Call) -> VendorFault:
    with pytest.raises(VendorFault) as caught:
        await call()
    told = f"{caught.value} {caught.value!r}"
    assert not [secret for secret in SECRETS if secret in told]
    assert caught.value.__suppress_context__ or caught.value.__context__ is None
    again = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 - our own bytes
    assert (type(again), str(again)) == (type(caught.value), str(caught.value))
    return caught.value


@pytest.mark.parametrize("who", VENDORS)
@pytest.mark.parametrize("how", BROKEN)
async def test_a_write_whose_end_is_unknown_is_unclear_and_was_sent_once(
    vendor: Vendor, calls: dict[str, tuple[Call, Call]], who: str, how: str
) -> None:
    vendor.misbehave = BROKEN[how]
    fault = await fault_of(calls[who][0])
    assert isinstance(fault, Unclear)
    assert len(vendor.heard) == 1


@pytest.mark.parametrize("who", VENDORS)
@pytest.mark.parametrize("how", BROKEN)
async def test_a_broken_read_is_unavailable_because_nothing_was_changed(
    vendor: Vendor, calls: dict[str, tuple[Call, Call]], who: str, how: str
) -> None:
    vendor.misbehave = BROKEN[how]
    assert isinstance(await fault_of(calls[who][1]), Unavailable)
    # aiohttp, under Slack's SDK, asks once more by itself when the line of a GET drops; a POST never.
    assert len(vendor.heard) <= (2 if who == "slack" else 1)


def closed_door() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{probe.getsockname()[1]}"


async def test_a_vendor_that_cannot_be_reached_has_not_acted(vendor: Vendor, service_account: str) -> None:
    door = closed_door()
    mailbox = Gmail(
        base_url=door, token_url=f"{vendor.url}/token", client_id="c", client_secret=CLIENT_SECRET,
        refresh_token=REFRESH_TOKEN, timeout_seconds=1,
    )  # fmt: skip
    book = Sheets(base_url=door, service_account_json=service_account, timeout_seconds=1)
    team = Slack(base_url=door, bot_token=SLACK_TOKEN, timeout_seconds=1)
    tasks = ClickUp(base_url=door, token=CLICKUP_TOKEN, timeout_seconds=1)
    writes: tuple[Call, ...] = (
        lambda: mailbox.send_draft("d-1"),
        lambda: book.append_row("s-1", "Creators", []),
        lambda: team.post("C1", "hello", [], "k-1"),
        lambda: tasks.add_comment("t-1", "hello"),
    )
    for write in writes:
        assert isinstance(await fault_of(write), Unavailable)


THROTTLED: dict[str, Misbehaviour] = {
    "429 with seconds": say(429, {"ok": False, "error": "ratelimited"}, Retry_After="7"),
    "429 in plain text": say(429, b"slow down", Content_Type="text/plain", Retry_After="7"),
}


@pytest.mark.parametrize("who", VENDORS)
@pytest.mark.parametrize("kind", ["write", "read"])
@pytest.mark.parametrize("how", THROTTLED)
async def test_throttling_tells_how_long_to_wait_and_is_not_retried(
    vendor: Vendor, calls: dict[str, tuple[Call, Call]], who: str, kind: str, how: str
) -> None:
    vendor.misbehave = THROTTLED[how]
    write, read = calls[who]
    fault = await fault_of(write if kind == "write" else read)
    assert isinstance(fault, Throttled)
    assert fault.retry_after_seconds == 7
    assert len(vendor.heard) == 1


UNAUTHORIZED: dict[str, Misbehaviour] = {
    "gmail": say(401, {"error": {"code": 401, "message": f"Invalid Credentials {REFRESH_TOKEN} {CLIENT_SECRET}"}}),
    "sheets": say(401, {"error": {"code": 401, "message": "Invalid Credentials"}}),
    "slack": say(200, {"ok": False, "error": "invalid_auth"}),
    "clickup": say(401, {"err": f"Token invalid {CLICKUP_TOKEN}", "ECODE": "OAUTH_025"}),
}
SETTINGS = {
    "gmail": "PARLEY_GMAIL_REFRESH_TOKEN",
    "sheets": "PARLEY_SHEETS_SERVICE_ACCOUNT_JSON",
    "slack": "PARLEY_SLACK_BOT_TOKEN",
    "clickup": "PARLEY_CLICKUP_TOKEN",
}


@pytest.mark.parametrize("who", VENDORS)
@pytest.mark.parametrize("kind", ["write", "read"])
async def test_a_refused_credential_names_its_setting_and_never_its_value(
    vendor: Vendor, calls: dict[str, tuple[Call, Call]], who: str, kind: str
) -> None:
    vendor.misbehave = UNAUTHORIZED[who]
    write, read = calls[who]
    fault = await fault_of(write if kind == "write" else read)
    assert isinstance(fault, Unauthorized)
    assert fault.setting == SETTINGS[who]


REFUSED: dict[str, Misbehaviour] = {
    "gmail": say(400, {"error": {"code": 400, "message": "Recipient address required"}}),
    "sheets": say(400, {"error": {"code": 400, "message": "Unable to parse range"}}),
    "slack": say(200, {"ok": False, "error": "invalid_blocks"}),
    "clickup": say(400, {"err": "Comment text required", "ECODE": "INPUT_001"}),
}
UNKNOWN: dict[str, Misbehaviour] = {
    "gmail": say(404, {"error": {"code": 404, "message": "Requested entity was not found."}}),
    "sheets": say(404, {"error": {"code": 404, "message": "Requested entity was not found."}}),
    "slack": say(200, {"ok": False, "error": "channel_not_found"}),
    "clickup": say(404, {"err": "Task not found", "ECODE": "ITEM_013"}),
}


@pytest.mark.parametrize("who", VENDORS)
@pytest.mark.parametrize("kind", ["write", "read"])
async def test_what_a_vendor_will_not_do_is_ours_to_mend(
    vendor: Vendor, calls: dict[str, tuple[Call, Call]], who: str, kind: str
) -> None:
    vendor.misbehave = REFUSED[who]
    write, read = calls[who]
    assert isinstance(await fault_of(write if kind == "write" else read), Refused)


@pytest.mark.parametrize("who", VENDORS)
@pytest.mark.parametrize("kind", ["write", "read"])
async def test_what_a_vendor_does_not_know_is_not_found(
    vendor: Vendor, calls: dict[str, tuple[Call, Call]], who: str, kind: str
) -> None:
    vendor.misbehave = UNKNOWN[who]
    write, read = calls[who]
    assert isinstance(await fault_of(write if kind == "write" else read), NotFound)


@pytest.mark.parametrize("who", VENDORS)
async def test_a_failing_slack_of_any_status_is_never_taken_for_a_wrong_request(
    vendor: Vendor, calls: dict[str, tuple[Call, Call]], who: str
) -> None:
    vendor.misbehave = say(200, {"ok": False, "error": "internal_error"}) if who == "slack" else say(502, b"")
    assert isinstance(await fault_of(calls[who][0]), Unclear)
    assert isinstance(await fault_of(calls[who][1]), Unavailable)
