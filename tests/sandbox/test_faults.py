"""Does a planned fault hurt as it says, and tell honestly whether the deed was done?"""

import socket
import time
from typing import Any

import httpx2
import pytest

from tests.sandbox.conftest import World, coded, raw_mail

VENDORS = {
    "gmail": ("POST", "/gmail/v1/users/me/messages/send"),
    "sheets": ("GET", "/v4/spreadsheets/s1"),
    "clickup": ("POST", "/clickup/api/v2/task/86a/comment"),
    "slack": ("POST", "/slack/api/chat.postMessage"),
    "anthropic": ("POST", "/anthropic/v1/messages"),
    "oauth": ("POST", "/token"),
}


def _send_mail(world: World, timeout: float = 5) -> httpx2.Response:
    """Send a mail over a line of its own that never tries again."""
    grant = {"grant_type": "refresh_token", "refresh_token": world.keys["PARLEY_GMAIL_REFRESH_TOKEN"],
             "client_id": world.keys["PARLEY_GMAIL_CLIENT_ID"],
             "client_secret": world.keys["PARLEY_GMAIL_CLIENT_SECRET"]}  # fmt: skip
    token = world.http.post("/token", data=grant).json()["access_token"]
    headers = {"Authorization": f"Bearer {token}"}
    with httpx2.Client(base_url=world.url, trust_env=False, timeout=timeout, headers=headers) as line:
        return line.post("/gmail/v1/users/me/messages/send", json={"raw": coded(raw_mail())})


def _sent(world: World) -> int:
    return len(world.look()["sent"])


def _fault(world: World, kind: str, **more: Any) -> None:
    world.tell("faults", vendor="gmail", kind=kind, **more)


@pytest.mark.parametrize("vendor", VENDORS)
@pytest.mark.parametrize("status", ["429", "500", "503"])
def test_a_status_is_answered_in_the_vendors_own_shape_and_nothing_is_done(
    world: World, vendor: str, status: str
) -> None:
    world.tell("faults", vendor=vendor, kind=status, retry_after=2)
    method, path = VENDORS[vendor]
    answer = world.http.request(method, path, json={})
    assert (answer.status_code, answer.headers["Retry-After"]) == (int(status), "2")
    words = answer.json()
    assert {"gmail", "sheets"} & {vendor} == set() or words["error"]["code"] == int(status)
    assert vendor != "slack" or words["ok"] is False
    assert vendor != "clickup" or words["ECODE"]
    assert vendor != "anthropic" or words["type"] == "error"


@pytest.mark.parametrize(("kind", "done"), [("drop_before", 0), ("drop_after", 1), ("reset", 0), ("reset_after", 1)])
def test_a_dropped_line_gives_no_answer(world: World, kind: str, done: int) -> None:
    _fault(world, kind)
    with pytest.raises((httpx2.RemoteProtocolError, httpx2.ReadError)):
        _send_mail(world)
    assert _sent(world) == done
    assert _send_mail(world).status_code == 200
    assert _sent(world) == done + 1


@pytest.mark.parametrize(("kind", "done"), [("timeout_before", 0), ("timeout_after", 1), ("half_open", 1)])
def test_a_silent_line_is_given_up_by_the_client(world: World, kind: str, done: int) -> None:
    _fault(world, kind)
    began = time.monotonic()
    with pytest.raises(httpx2.ReadTimeout):
        _send_mail(world, timeout=0.5)
    assert time.monotonic() - began >= 0.4
    assert _sent(world) == done


def test_a_silent_line_ends_by_itself_in_the_end(world: World) -> None:
    _fault(world, "timeout_before", seconds=0.2)
    with pytest.raises(httpx2.RemoteProtocolError):
        _send_mail(world)


@pytest.mark.parametrize(("kind", "done"), [("garbage", 0), ("garbage_after", 1)])
def test_garbage_is_no_json(world: World, kind: str, done: int) -> None:
    _fault(world, kind)
    answer = _send_mail(world)
    assert answer.status_code == 200
    with pytest.raises(ValueError, match=r"utf-8|Expecting"):
        answer.json()
    assert _sent(world) == done


def test_a_slow_vendor_answers_in_the_end(world: World) -> None:
    _fault(world, "slow", seconds=0.4)
    began = time.monotonic()
    assert _send_mail(world).status_code == 200
    assert time.monotonic() - began >= 0.4


def test_a_fault_strikes_as_often_as_told_and_only_where_it_matches(world: World) -> None:
    _fault(world, "500", match="POST .*/messages/send$", times=2, skip=1)
    assert [_send_mail(world).status_code for _ in range(4)] == [200, 500, 500, 200]
    assert world.look("faults")["faults"][0]["hits"] == 2


def test_a_fault_may_strike_by_chance_until_it_is_healed(world: World) -> None:
    _fault(world, "500", match="send", probability=0.5)
    statuses = [_send_mail(world).status_code for _ in range(20)]
    assert 3 <= statuses.count(500) <= 17
    world.tell("faults/clear")
    assert _send_mail(world).status_code == 200


def test_a_quota_speaks_in_googles_words(world: World) -> None:
    _fault(world, "403", reason="userRateLimitExceeded", message="Retry after 2026-11-23T10:00:00Z")
    error = _send_mail(world).json()["error"]
    assert error["errors"][0]["reason"] == "userRateLimitExceeded"
    assert error["message"] == "Retry after 2026-11-23T10:00:00Z"


def test_an_unknown_kind_is_refused_by_name(world: World) -> None:
    answer = world.http.post("/_sandbox/faults", json={"kind": "flood"})
    assert answer.status_code == 400
    assert "drop_after" in answer.json()["error"]


def test_a_reset_is_a_reset_on_the_wire(world: World) -> None:
    world.tell("faults", vendor="slack", kind="reset")
    host, port = world.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=5) as line:
        line.sendall(b"POST /slack/api/auth.test HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n")
        with pytest.raises(ConnectionResetError):
            line.recv(100)


def test_each_request_is_in_the_log_with_its_fault_and_without_secrets(world: World) -> None:
    _fault(world, "drop_after", match="send")
    with pytest.raises(httpx2.RemoteProtocolError):
        _send_mail(world)
    world.slack().auth_test()
    told = world.look("requests")
    lines = [(one["vendor"], one["path"], one["status"], one["fault"]) for one in told["requests"]]
    assert lines == [
        ("oauth", "/token", 200, None),
        ("gmail", "/gmail/v1/users/me/messages/send", None, "drop_after"),
        ("slack", "/slack/api/auth.test", 200, None),
    ]
    assert "xoxb" not in world.http.get("/_sandbox/requests").text
    assert len(world.look("requests", vendor="slack")["requests"]) == 1
