"""Does the service end politely, and go on where it was?

SIGTERM may come at any moment. The process answers within ten seconds with
exit status 0 though a live page is open, whatever was under way stays pending, and the next life resumes it.
"""

import json
import time
from contextlib import ExitStack
from pathlib import Path
from random import Random

import httpx2
import pytest

from tests.console.test_leaving import listen, sign_in
from tests.recovery.lab import Lab
from tests.recovery.play import assert_one_deal_each, everybody_agreed, promises_hold
from tests.recovery.scripted import Creators

_CREATORS = 6


@pytest.mark.slow
@pytest.mark.timeout(240)
def test_asked_to_end_in_the_middle_of_its_work_it_exits_0_and_loses_nothing(tmp_path: Path) -> None:
    dice = Random(5)
    with Lab(tmp_path) as lab, ExitStack() as opened, httpx2.Client(base_url=lab.url, trust_env=False) as browser:
        lab.start()
        sign_in(browser, lab)
        people = Creators(lab)
        lab.order("lab", _CREATORS)
        ends = []
        for _ in range(6):
            listen(browser, opened)
            people.answer()
            time.sleep(dice.uniform(0.1, 1.5))
            ends.append(lab.restart(10))
        assert ends == [0] * 6
        lab.until(lambda: everybody_agreed(lab, people, _CREATORS), 60, "every negotiation ended in a deal")
        assert_one_deal_each(promises_hold(lab), _CREATORS)
        assert lab.stop(10) == 0
        assert noise_in(lab.log) == []


def noise_in(log: Path) -> list[str]:
    """Return what a polite end should not leave in a log: errors, tracebacks, unstructured lines of DBOS."""
    lines = log.read_text().splitlines()
    loud = ("Traceback", "Exception encountered", "task cancelled", "never retrieved", "was destroyed but")
    return [line for line in lines if any(word in line for word in loud) or _level(line) in ("error", "critical")]


def _level(line: str) -> str:
    if not line.startswith("{"):
        return ""
    return str(json.loads(line).get("level", ""))
