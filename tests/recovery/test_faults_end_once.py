"""Does everything end once, however a vendor falls ill?

Each illness strikes one request of one kind: refused, broken before anything
was done, or done and the answer lost. The service waits, looks, and goes on.
"""

from functools import partial
from pathlib import Path

import pytest

from tests.recovery.lab import FIELDS, Json, Lab, address, creator
from tests.recovery.play import assert_one_deal_each, everybody_agreed, promises_hold
from tests.recovery.scripted import Creators

KINDS = ("429", "500", "503", "timeout_before", "timeout_after", "drop_before", "drop_after", "reset", "reset_after",
         "half_open", "garbage", "garbage_after", "401")  # fmt: skip

# One negotiation meets one illness: there are as many of them as there are kinds.
IN_TURNS = {
    "Gmail drafts.create": ("gmail", r"POST .*/drafts$"),
    "Gmail drafts.send": ("gmail", r"POST .*/drafts/send$"),
    "Gmail threads.get": ("gmail", r"GET .*/threads/"),
    "Slack chat.postMessage": ("slack", r"/chat\.postMessage"),
}
IN_LOOKS = {
    "Gmail history.list": ("gmail", r"GET .*/history"),
    "Gmail messages.get": ("gmail", r"GET .*/messages/"),
}
AT_THE_START = {
    "Sheets batchGet": ("sheets", r"values:batchGet"),
    "ClickUp get task": ("clickup", r"GET .*/task/"),
}


def fall_ill(lab: Lab, place: tuple[str, str], kinds: tuple[str, ...] = KINDS) -> None:
    """Let the next requests to *place* be struck, each by another kind."""
    vendor, match = place
    for kind in kinds:
        lab.tell("faults", kind=kind, vendor=vendor, match=match, times=1, retry_after=1)


def all_struck(lab: Lab) -> bool:
    return all(fault["hits"] == 1 for fault in lab.ask("faults")["faults"])


@pytest.mark.timeout(300)
@pytest.mark.parametrize(
    "places",
    [
        pytest.param(("Gmail drafts.send", "Slack chat.postMessage"), marks=pytest.mark.slow),
        pytest.param(("Gmail drafts.create",), marks=pytest.mark.slow),
        pytest.param(("Gmail threads.get",), marks=pytest.mark.slow),
    ],
    ids=" and ".join,
)
def test_an_illness_in_a_turn_ends_in_one_mail_and_one_message(tmp_path: Path, places: tuple[str, ...]) -> None:
    with Lab(tmp_path) as lab:
        lab.start()
        for place in places:
            fall_ill(lab, IN_TURNS[place])
        people = Creators(lab)
        lab.order("lab", len(KINDS))
        lab.until(lambda: everybody_agreed(lab, people, len(KINDS)), 150, "every negotiation ended in a deal")
        world = promises_hold(lab)
        assert all_struck(lab), lab.ask("faults")
        assert_one_deal_each(world, len(KINDS))


@pytest.mark.slow
@pytest.mark.timeout(400)
@pytest.mark.parametrize("place", IN_LOOKS)
def test_an_illness_while_the_mailbox_is_read_loses_no_reply(tmp_path: Path, place: str) -> None:
    with Lab(tmp_path) as lab:
        lab.start()
        people = Creators(lab)
        lab.order("lab", len(KINDS))
        lab.until(lambda: len(people.answer()["sent"]) >= len(KINDS), 60, "every offer went out")
        for number, kind in enumerate(KINDS):
            lab.tell("faults/clear")
            fall_ill(lab, IN_LOOKS[place], (kind,))
            told = lab.tell("deliver", **{"from": address(number), "subject": "One more thing", "text": "Thanks!"})
            lab.until(lambda: all_struck(lab), 30, f"{kind} struck")
            lab.until(partial(is_stored, lab, told["id"]), 30, f"the mail of {kind} is stored")
            people.answer()
        lab.until(lambda: people.answer() and not open_mail(lab), 60, "every mail was taken up")
        promises_hold(lab)


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize("place", AT_THE_START)
def test_an_illness_while_a_campaign_is_read_starts_it_once(tmp_path: Path, place: str) -> None:
    with Lab(tmp_path) as lab:
        lab.start()
        fall_ill(lab, AT_THE_START[place])
        for number in range(len(KINDS)):
            lab.tell("seed", sheet=sheet(number), task=task(number))
            lab.tell("clickup/fire", task_id=f"task{number}")
        people = Creators(lab)
        lab.until(lambda: everybody_agreed(lab, people, len(KINDS)), 150, "every campaign ended in its deal")
        world = promises_hold(lab)
        assert all_struck(lab), lab.ask("faults")
        assert_one_deal_each(world, len(KINDS))


def is_stored(lab: Lab, message_id: str) -> bool:
    return any(mail["message_id"] == message_id for mail in lab.books()["mails"])


def open_mail(lab: Lab) -> list[Json]:
    return [m for m in lab.books()["mails"] if m["route"] == "reply" and m["handled_turn"] is None]


def sheet(number: int) -> Json:
    row = creator(number)
    return {"id": f"sheet{number}", "tab": "Creators", "values": [list(row), list(row.values())]}


def task(number: int) -> Json:
    fields = {**FIELDS, "Creator Sheet": f"https://docs.google.com/spreadsheets/d/sheet{number}/edit"}
    return {
        "id": f"task{number}",
        "name": f"Campaign {number}",
        "list": {"id": "901100"},
        "custom_fields": [{"name": name, "type": "short_text", "value": value} for name, value in fields.items()],
    }
