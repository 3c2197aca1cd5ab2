"""What if the store itself is in trouble: shared, poisoned, locked, full?"""

import base64
import os
import pickle
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from pysqlite3 import dbapi2 as sqlite

from tests.recovery.crash_points import FILLER, fill
from tests.recovery.lab import ROOT, Json, Lab
from tests.recovery.play import assert_one_deal_each, everybody_agreed, negotiate_to_the_deal, promises_hold
from tests.recovery.scripted import HAGGLE, Creators

pytestmark = pytest.mark.sqlite
_EXIT_STORE_BROKEN = 74


def test_a_second_process_on_the_same_file_is_refused_with_a_clear_line(tmp_path: Path) -> None:
    with Lab(tmp_path) as lab:
        lab.start()
        second = subprocess.run(
            [sys.executable, "-m", "api", "serve"],
            cwd=ROOT,
            env={**lab.environment(), "PARLEY_PORT": "0"},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        said = second.stdout + second.stderr
        assert second.returncode not in (0, None)
        assert f"another Parley works on {lab.store}: stop it first" in " ".join(said.split())
        assert "Traceback" not in said
        assert_one_deal_each(negotiate_to_the_deal(lab, 1, 60), 1)


class Trap:
    """Unpickled, it leaves a file behind."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __reduce__(self) -> tuple[Any, tuple[str]]:
        return os.mkdir, (str(self._path),)


# Where a workflow value is stored; whoever reads one of these rows would unpickle it.
POISONED = {
    "workflow_status": "UPDATE workflow_status SET inputs = ?, serialization = 'py_pickle' WHERE workflow_uuid = ?",
    "operation_outputs": "UPDATE operation_outputs SET output = ?, serialization = 'py_pickle' WHERE workflow_uuid = ?",
    "notifications": "UPDATE notifications SET message = ?, serialization = 'py_pickle', consumed = FALSE "
    "WHERE destination_uuid = ?",
}


@pytest.mark.slow
def test_a_poisoned_row_is_refused_and_never_run_and_the_others_go_on(tmp_path: Path) -> None:
    trap = tmp_path / "sprung"
    with Lab(tmp_path) as lab:
        other = poisoned(lab, trap)
        lab.start()
        people = Creators(lab, HAGGLE[1:])  # their ask was heard before
        lab.until(lambda: people.answer() and state_of(lab, other) == "agreed", 60, "the other one ends in its deal")
        assert not trap.exists()


@pytest.mark.slow
def test_a_service_that_trusted_pickles_would_run_the_poison(tmp_path: Path) -> None:
    trap = tmp_path / "sprung"
    with Lab(tmp_path, sabotage="trust_pickles") as lab:
        poisoned(lab, trap)
        lab.start()
        lab.until(trap.exists, 30, "the trap is sprung")


def poisoned(lab: Lab, trap: Path) -> Json:
    """Leave a stopped service whose store is poisoned in three places; return the negotiation that is not."""
    lab.start()
    people = Creators(lab, HAGGLE[:1])
    lab.order("lab", len(POISONED) + 1)
    lab.until(lambda: people.answer() and all_heard(lab), 60, "every reply was heard")
    lab.stop()
    *victims, other = lab.books()["negotiations"]
    for change, victim in zip(POISONED.values(), victims, strict=True):
        poison(lab.store, change, victim["workflow_id"], trap)
    return other


def poison(store: Path, change: str, workflow_id: str, trap: Path) -> None:
    """Write a row that runs code when it is unpickled, as whoever can write to the file could."""
    pickled = base64.b64encode(pickle.dumps(Trap(trap))).decode()
    connection = sqlite.connect(str(store))
    assert connection.execute(change, (pickled, workflow_id)).rowcount >= 1
    connection.commit()
    connection.close()


def all_heard(lab: Lab) -> bool:
    negotiations = lab.books()["negotiations"]
    return len(negotiations) > len(POISONED) and all(row["turn"] > 1 for row in negotiations)


def state_of(lab: Lab, negotiation: Json) -> str:
    found = lab.get(f"/negotiations/{negotiation['negotiation_id']}") or {}
    return str(found.get("state"))


@pytest.mark.timeout(200)
@pytest.mark.slow
@pytest.mark.parametrize("seconds", [5, 45])
def test_a_store_that_another_program_locks_for_a_while_heals(tmp_path: Path, seconds: int) -> None:
    with Lab(tmp_path) as lab:
        lab.start()
        people = Creators(lab)
        lab.order("lab", 3)
        lab.until(lambda: len(people.answer()["sent"]) >= 1, 60, "an offer went out")
        connection = sqlite.connect(str(lab.store), timeout=30, isolation_level=None)
        connection.execute("BEGIN IMMEDIATE")
        time.sleep(seconds)
        people.answer()
        connection.execute("ROLLBACK")
        connection.close()
        lab.until(lambda: everybody_agreed(lab, people, 3), 90, "every negotiation ended in a deal")
        assert_one_deal_each(promises_hold(lab), 3)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 6 MB, where the system lets us have one."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", str(place)], check=False)
    if mounted.returncode != 0:
        pytest.fail("this test mounts a small disk: run it as root, or deselect it with -k 'not disk'")
    yield place
    # Lazily: a service that was killed a moment ago may still have its file open.
    subprocess.run(["umount", "--lazy", str(place)], check=True)


# Where a turn is when the last byte goes; "" fills the disk from outside, between two steps.
FULL = {
    "between steps": "",
    "before a step": r"^turn/.*/2#send_draft#.*#before",
    "in the middle of a step": r"^turn/.*/2#note_sent#.*#uncommitted",
    "after a step's effect": r"^turn/.*/2#send_draft#.*#Gmail.send_draft#after",
}


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize("when", FULL)
def test_a_full_disk_refuses_new_work_and_heals_when_there_is_room(tmp_path: Path, small_disk: Path, when: str) -> None:
    url = f"sqlite:///{small_disk / 'parley.sqlite'}"
    with Lab(tmp_path / "lab", {"fills": FULL[when], "disk": str(small_disk)}, PARLEY_STORE_URL=url) as lab:
        lab.store, lab.store_url = small_disk / "parley.sqlite", url
        lab.start()
        people = Creators(lab)
        lab.order("lab", 2)
        lab.until(lambda: len(lab.world()["sent"]) == 2, 60, "both offers went out")
        if not FULL[when]:
            fill(small_disk)
        people.answer()
        lab.until((small_disk / FILLER).exists, 60, "the disk is full")
        with kept_full(small_disk):
            accepted = order_until_refused(lab)
            lab.until(lambda: any(life["exit"] == _EXIT_STORE_BROKEN for life in lab.lives()), 60, "it ended with 74")
        began = time.monotonic()
        lab.until(lambda: everybody_agreed(lab, people, 2), 60, "every negotiation ended in a deal")
        assert_one_deal_each(promises_hold(lab), 2)
        assert time.monotonic() - began < 60
        kept = {one["id"].split("/")[2] for one in lab.books().workflows if one["name"] == "campaign_from_json"}
        assert kept >= set(accepted)


# With a minute for the last answers, a start that fails is over long before the store's own end of the process.
_SLOW_TO_END = "from api import cli; from steps.ledger import broken_store; broken_store._LAST_ANSWERS_SECONDS = 60; "


@pytest.mark.slow
def test_a_start_that_finds_the_disk_full_ends_with_74_and_not_as_any_failed_start(
    tmp_path: Path, small_disk: Path
) -> None:
    url = f"sqlite:///{small_disk / 'parley.sqlite'}"
    with Lab(tmp_path / "lab", PARLEY_STORE_URL=url) as lab:
        lab.store, lab.store_url = small_disk / "parley.sqlite", url
        lab.start()
        lab.stop()
        command = [sys.executable, "-c", _SLOW_TO_END + "raise SystemExit(cli.serve())"]
        with kept_full(small_disk):
            started = subprocess.run(
                command, cwd=ROOT, env=lab.environment(), capture_output=True, text=True, timeout=60, check=False
            )
    assert started.returncode == _EXIT_STORE_BROKEN, started.stdout + started.stderr


def order_until_refused(lab: Lab) -> list[str]:
    """Order campaigns until one gets 503, or nobody can even start; return those that still found room in the file."""
    answers: dict[str, int] = {}
    long = dict.fromkeys(("Client", "Brand", "Dos"), "x" * 20_000)

    def is_refused() -> bool:
        order = f"full{len(answers)}"
        answers[order] = lab.post("/campaigns", {"campaign_id": order, "fields": long})
        return answers[order] == 503 or sum(life["exit"] == _EXIT_STORE_BROKEN for life in lab.lives()) >= 3

    lab.until(is_refused, 90, "new work is refused")
    assert set(answers.values()) <= {202, 503, 0}
    return [order for order, answer in answers.items() if answer == 202]


@contextmanager
def kept_full(disk: Path) -> Iterator[None]:
    """Take what SQLite gives back when it opens its file anew, until the end of the block makes room."""
    room = threading.Event()

    def keep() -> None:
        while not room.wait(0.02):
            fill(disk)

    keeper = threading.Thread(target=keep)
    keeper.start()
    try:
        yield
    finally:
        room.set()
        keeper.join()
        (disk / FILLER).unlink()
