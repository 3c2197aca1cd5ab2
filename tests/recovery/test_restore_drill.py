"""A store is restored on a new machine: does every negotiation go on, and is nothing said twice?

The backup is taken at some moment; then the old machine goes on to the end and
is gone. What the world has seen since, the restored books do not know.
"""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from steps.backup import back_up
from tests.recovery.invariants import broken_promises, key_of, ours_in
from tests.recovery.lab import ROOT, Json, Lab, address
from tests.recovery.play import assert_one_deal_each, everybody_agreed, promises_hold
from tests.recovery.scripted import Creators

pytestmark = [pytest.mark.sqlite, pytest.mark.timeout(300)]
_CREATORS = 4


def replaced(lab: Lab, copy: Path) -> None:
    """Let the old machine be gone, and start a new one on the restored *copy*."""
    lab.kill()
    lab.store = lab.folder / "new machine" / "parley.sqlite"
    lab.store_url = f"sqlite:///{lab.store}"
    command = [sys.executable, "-m", "api", "restore", str(copy)]
    done = subprocess.run(command, cwd=ROOT, env=lab.environment(), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    lab.start()


def said(world: Json) -> tuple[list[str], list[str]]:
    """Return what has left the house: mails, and messages about negotiations."""
    messages = [key_of(message) for message in world["slack"]["messages"]]
    return [mail["id"] for mail in ours_in(world)], [key for key in messages if not key.startswith("alert/")]


def sent_with_a_word_of(lab: Lab, people: Creators, mails: int) -> bool:
    """Let people answer until *mails* have gone out and are in the books."""
    people.answer()
    books = lab.books()
    sent = [draft for draft in books["drafts"] if draft["status"] == "sent"]
    return bool(books["negotiations"]) and len(sent) >= mails


MOMENTS = {
    "nothing was sent yet": 0,
    "every offer is out": _CREATORS,
    "some were countered": _CREATORS + 2,
    "some have agreed": _CREATORS * 2 + 2,
}


@pytest.mark.parametrize(
    "moment", [pytest.param(name, marks=[pytest.mark.slow] * (name != "every offer is out")) for name in MOMENTS]
)
def test_restored_on_a_new_machine_everything_goes_on_and_nothing_is_said_twice(moment: str, tmp_path: Path) -> None:
    with Lab(tmp_path) as lab:
        lab.start()
        people = Creators(lab)
        lab.order("lab", _CREATORS)
        lab.until(lambda: sent_with_a_word_of(lab, people, MOMENTS[moment]), 90, moment)
        copy = back_up(lab.store, tmp_path / "backups", keep=1)
        lab.until(lambda: everybody_agreed(lab, people, _CREATORS), 90, "the old machine saw every deal")
        before = said(promises_hold(lab))
        replaced(lab, copy)
        lab.until(lambda: everybody_agreed(lab, people, _CREATORS), 90, "the new machine knows every deal")
        world = promises_hold(lab)
        assert_one_deal_each(world, _CREATORS)
        assert said(world) == before
        assert any("restored from a backup" in message["text"] for message in world["slack"]["messages"])


def goes_on(lab: Lab, people: Creators) -> None:
    """See that an answer to the last mail of each is taken up after a restore, and that the deal is theirs."""
    lab.until(lambda: everybody_agreed(lab, people, _CREATORS), 120, "every negotiation ended in a deal")


@pytest.mark.slow
def test_the_old_machine_died_in_the_middle_and_the_new_one_finishes(tmp_path: Path) -> None:
    """Every offer was countered after the backup; the yes comes when the new machine runs."""
    with Lab(tmp_path) as lab:
        lab.start()
        people = Creators(lab)
        lab.order("lab", _CREATORS)
        lab.until(lambda: sent_with_a_word_of(lab, people, 2), 90, "two offers are out")
        copy = back_up(lab.store, tmp_path / "backups", keep=1)
        haggling = Creators(lab, [])
        haggling._seen, haggling._answered = people._seen, people._answered
        haggling._script = people._script[:1]
        lab.until(lambda: haggling.answer() and len(ours_in(lab.world())) == _CREATORS * 2, 90, "all were countered")
        replaced(lab, copy)
        for mail in ours_in(lab.world())[_CREATORS:]:
            people._seen.discard(mail["id"])
        goes_on(lab, people)
        assert_one_deal_each(promises_hold(lab), _CREATORS)


@pytest.mark.slow
def test_a_reminder_since_the_backup_shifts_the_turns_and_doubles_no_mail(tmp_path: Path) -> None:
    """The creators were silent, reminded, and answered the reminder; all of that the books have forgotten."""
    with Lab(tmp_path) as lab:
        lab.start()
        lab.order("lab", _CREATORS, day_seconds=4)
        people = Creators(lab, [])
        lab.until(lambda: sent_with_a_word_of(lab, people, _CREATORS), 90, "every offer is out")
        copy = back_up(lab.store, tmp_path / "backups", keep=1)
        lab.until(lambda: {"Re:"} <= reminded(lab) and len(ours_in(lab.world())) >= _CREATORS * 2, 120, "all reminded")
        people = Creators(lab)
        people._seen = {mail["id"] for mail in ours_in(lab.world())[:-_CREATORS]}
        lab.until(lambda: everybody_agreed(lab, people, _CREATORS), 120, "the old machine saw every deal")
        mails, messages = said(promises_hold(lab))
        replaced(lab, copy)
        goes_on(lab, people)
        lab.until(lambda: not wrong(lab), 120, "what the books know is as it was")
        assert said(lab.world()) == (mails, messages)


def reminded(lab: Lab) -> set[str]:
    return {mail["subject"].split()[0] for mail in ours_in(lab.world())}


def wrong(lab: Lab) -> list[str]:
    """Return the broken promises, but for reminders: the books need not know of one that was overtaken."""
    told = broken_promises(lab.world(), lab.books())
    return [line for line in told if "went out and the books do not say so" not in line]


@pytest.mark.slow
@pytest.mark.parametrize("seconds", [2, 0])
def test_a_campaign_ordered_since_the_backup_is_ordered_again_and_taken_up_where_it_is(
    tmp_path: Path, seconds: int
) -> None:
    with Lab(tmp_path) as lab:
        lab.start()
        people = Creators(lab)
        copy = back_up(lab.store, tmp_path / "backups", keep=1)
        lab.order("lab", _CREATORS)
        lab.until(lambda: len(people.answer()["sent"]) >= _CREATORS + 2, 90, "some were countered")
        replaced(lab, copy)
        people.answer()
        time.sleep(seconds)  # what came in before the campaign is ordered again belongs to nobody
        lab.order("lab", _CREATORS)
        lab.until(lambda: everybody_agreed(lab, people, _CREATORS), 120, "every negotiation ended in a deal")
        assert_one_deal_each(promises_hold(lab), _CREATORS)


@pytest.mark.slow
def test_a_yes_to_an_offer_that_a_person_made_since_the_backup_closes_no_other_deal(tmp_path: Path) -> None:
    with Lab(tmp_path) as lab:
        lab.start()
        people = Creators(lab, ["My lawyer will contact you. I will take legal action if you use my content."])
        lab.order("lab", 1)
        lab.until(lambda: sent_with_a_word_of(lab, people, 1), 90, "the offer is out")
        copy = back_up(lab.store, tmp_path / "backups", keep=1)
        lab.until(lambda: people.answer() and state_of(lab) == "escalated", 60, "a person is asked")
        name = lab.books()["negotiations"][0]["negotiation_id"]
        body = {"press_id": "more", "who": "mara", "fee_cents": 156_000}
        assert lab.post(f"/negotiations/{name}/counter", body) == 202
        lab.until(lambda: len(ours_in(lab.world())) == 2, 60, "the person's offer is out")
        offered = ours_in(lab.world())[-1]
        told = {"from": address(0), "thread_id": offered["thread_id"], "text": "Yes, that works for me. Deal!"}
        lab.tell("deliver", **told)
        replaced(lab, copy)
        lab.until(lambda: "forgotten" in reasons(lab), 90, "a person is shown the yes")
        assert lab.books()["deals"] == []
        assert len(ours_in(lab.world())) == 2


def state_of(lab: Lab) -> str:
    return str(lab.books()["negotiations"][0]["state"])


def reasons(lab: Lab) -> list[str]:
    return [row["reason"] for row in lab.books()["escalations"]]
