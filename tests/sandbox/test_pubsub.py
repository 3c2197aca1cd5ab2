"""Is a push what Google's would be: signed, repeated until taken, and only while the watch lives?"""

import base64
import json
import time
from typing import Any

import jwt
import pytest
from pytest_httpserver import HTTPServer

from tests.sandbox.conftest import World
from tests.sandbox.webhooks import Door, open_door

TOPIC = "projects/parley-sandbox/topics/gmail"


@pytest.fixture
def door(world: World, httpserver: HTTPServer) -> Door:
    world.tell("target", target=httpserver.url_for(""))
    return open_door(httpserver, "/webhooks/gmail")


def _watch(world: World) -> Any:
    body = {"topicName": TOPIC, "labelIds": ["INBOX", "SENT"], "labelFilterBehavior": "INCLUDE"}
    return world.gmail().users().watch(userId="me", body=body).execute()


def _mail(world: World) -> Any:
    return world.tell("deliver", **{"from": "ada@creators.example.test"}, text="Hello")


def _told(push: Any) -> Any:
    return json.loads(base64.b64decode(json.loads(push["body"])["message"]["data"]))


def _claims(world: World, push: Any) -> dict[str, Any]:
    token = push["headers"]["Authorization"].removeprefix("Bearer ")
    key = jwt.PyJWKClient(world.keys["PARLEY_OIDC_KEYS_URL"]).get_signing_key_from_jwt(token)
    audience = world.keys["PARLEY_PUSH_AUDIENCE"]
    claims: dict[str, Any] = jwt.decode(token, key, algorithms=["RS256"], audience=audience)
    return claims


def test_a_watch_lasts_seven_days_and_pushes_at_once(world: World, door: Door) -> None:
    told = _watch(world)
    assert abs(int(told["expiration"]) / 1000 - time.time() - 7 * 86_400) < 60
    (push,) = door.wait_for(1)
    assert _told(push) == {"emailAddress": "team@brand.example.test", "historyId": int(told["historyId"])}


def test_a_mail_is_pushed_with_a_token_signed_by_a_published_key(world: World, door: Door) -> None:
    _watch(world)
    _mail(world)
    push = door.wait_for(2)[-1]
    claims = _claims(world, push)
    assert claims["iss"] == "https://accounts.google.com"
    assert claims["email"] == world.keys["PARLEY_PUSH_SERVICE_ACCOUNT"]
    assert claims["email_verified"] is True
    assert json.loads(push["body"])["subscription"] == world.keys["PARLEY_PUSH_SUBSCRIPTION"]
    assert _told(push)["historyId"] == world.look()["gmail"]["history_id"]


def test_a_push_is_repeated_until_it_is_taken(world: World, door: Door) -> None:
    door.answers = [500, 503]
    _watch(world)
    came = door.wait_for(3)
    assert len({json.loads(push["body"])["message"]["messageId"] for push in came}) == 1
    world.until(lambda state: state["pushes"]["under_way"] == 0)
    assert len(door.came) == 3


def test_no_watch_no_push(world: World, door: Door) -> None:
    _mail(world)
    _watch(world)
    world.tell("gmail/watch", expires_in_seconds=0)
    _mail(world)
    world.gmail().users().stop(userId="me").execute()
    time.sleep(0.3)
    assert len(door.came) == 1  # the watch's own


def test_a_watch_on_another_topic_is_refused(world: World) -> None:
    with pytest.raises(Exception, match="Invalid topicName"):
        world.gmail().users().watch(userId="me", body={"topicName": "projects/x/topics/y"}).execute()


@pytest.mark.parametrize("forge", ["audience", "issuer", "email", "unverified", "expired", "key"])
def test_a_forged_push_is_wrong_in_one_thing(world: World, door: Door, forge: str) -> None:
    door.answers = [401]
    assert world.tell("gmail/push", forge=forge) == {"statuses": [401]}
    token = door.came[0]["headers"]["Authorization"].removeprefix("Bearer ")
    told = jwt.decode(token, options={"verify_signature": False})
    honest = (told["aud"] == world.keys["PARLEY_PUSH_AUDIENCE"], told["iss"] == "https://accounts.google.com",
              told["email"] == world.keys["PARLEY_PUSH_SERVICE_ACCOUNT"], told["email_verified"],
              told["exp"] > time.time())  # fmt: skip
    if forge == "key":
        with pytest.raises(jwt.InvalidSignatureError):
            _claims(world, door.came[0])
    assert honest.count(False) == (0 if forge == "key" else 1)


def test_pushes_are_held_while_paused_and_come_after(world: World, door: Door) -> None:
    _watch(world)
    door.wait_for(1)
    world.tell("pushes/pause")
    _mail(world)
    _mail(world)
    time.sleep(0.2)
    assert len(door.came) == 1
    assert world.tell("pushes/resume") == {"released": 2}
    door.wait_for(3)


def test_pushes_are_lost_and_doubled_as_likely_as_told(world: World, door: Door) -> None:
    _watch(world)
    world.tell("pushes", lose=0.3, double=0.5, reorder=0.2, delay=0.2, delay_seconds=0.1)
    for _ in range(100):
        _mail(world)
    counts = world.until(lambda state: state["pushes"]["under_way"] == 0)["pushes"]["counts"]
    time.sleep(1.2)
    counts = world.until(lambda state: state["pushes"]["under_way"] == 0)["pushes"]["counts"]
    assert 15 <= counts["gmail_lost"] <= 45
    assert 20 <= counts["gmail_doubled"] <= 50
    assert counts["gmail_reordered"] > 0
    assert counts["gmail_delayed"] > 0
    assert counts["gmail_taken"] == counts["gmail_made"] - counts["gmail_lost"] + counts["gmail_doubled"]
    assert len(door.came) == counts["gmail_taken"]


def test_pushes_can_be_bound_to_one_in_a_while(world: World, door: Door) -> None:
    world.tell("settings", push_gap_seconds=0.5)
    _watch(world)
    for _ in range(5):
        _mail(world)
    door.wait_for(2)
    time.sleep(0.7)
    assert len(door.came) == 2
    assert _told(door.came[-1])["historyId"] == world.look()["gmail"]["history_id"]
