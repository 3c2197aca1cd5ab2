"""Do several processes share the work, and does nothing stop when one falls or the server goes away?"""

import json
import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests import stores
from tests.recovery.lab import Json, Lab
from tests.recovery.play import assert_one_deal_each, everybody_agreed, promises_hold
from tests.recovery.scripted import Creators

pytestmark = [pytest.mark.postgres, pytest.mark.timeout(300)]
_PAIR = ("-m", "api", "supervise", "--processes", "2")


def started(lab: Lab) -> list[Json]:
    """Return each start of a process: which name, which process."""
    lines = (json.loads(line) for line in lab.log.read_text().splitlines() if line.startswith("{"))
    return [line for line in lines if line.get("event") == "supervisor.started"]


def test_one_of_two_is_killed_and_every_negotiation_goes_on(tmp_path: Path) -> None:
    with Lab(tmp_path) as lab:
        lab.start(command=_PAIR)
        people = Creators(lab)
        lab.order("lab", 6)
        lab.until(lambda: len(lab.world()["sent"]) >= 3, 90, "offers went out")
        killed = started(lab)[1]
        os.kill(killed["pid"], signal.SIGKILL)
        lab.until(lambda: everybody_agreed(lab, people, 6), 120, "every negotiation ended in a deal")
        assert_one_deal_each(promises_hold(lab), 6)
        lab.until(lambda: len(started(lab)) == 3, 20, "the fallen one was started again")
        assert [one["executor"] for one in started(lab)] == ["parley", "parley-2", "parley-2"]
        both = {workflow["executor"] for workflow in lab.books().workflows}
        assert both == {"parley", "parley-2"}, "both had their share"
        assert lab.stop(20) == 0


@pytest.fixture
def own_server() -> Iterator[Any]:
    """A PostgreSQL that this test alone may stop."""
    with stores.postgres_server() as server:
        yield server


@pytest.mark.long
def test_a_server_that_is_away_for_a_while_loses_nothing(tmp_path: Path, own_server: Any) -> None:
    with Lab(tmp_path, PARLEY_STORE_URL=own_server.get_uri()) as lab:
        lab.store_url = own_server.get_uri()
        lab.start(command=_PAIR)
        people = Creators(lab)
        lab.order("lab", 4)
        lab.until(lambda: len(people.answer()["sent"]) >= 2, 90, "offers went out")
        own_server.stop()
        people.answer()
        lab.until(lambda: len(started(lab)) >= 8, 90, "both noticed, and started again and again in vain")
        own_server.start()
        lab.until(lambda: everybody_agreed(lab, people, 4), 120, "every negotiation ended in a deal")
        assert_one_deal_each(promises_hold(lab), 4)
        assert lab.stop(20) == 0
