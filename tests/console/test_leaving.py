"""Does the service leave in time although somebody watches it?"""

import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx2

from tests.recovery.lab import TOKEN, Lab


def sign_in(browser: httpx2.Client, lab: Lab) -> None:
    """Sign in to the lab's console."""
    told = browser.post("/console/sign-in", data={"name": "Mara", "token": TOKEN}, headers={"Origin": lab.url})
    assert told.status_code == 303


def listen(browser: httpx2.Client, opened: ExitStack) -> Iterator[str]:
    """Open a live page's stream and return its lines."""
    stream = opened.enter_context(browser.stream("GET", "/console/live"))
    assert stream.headers["Content-Type"].startswith("text/event-stream")
    lines = stream.iter_lines()
    assert next(lines) == ": listening"
    return lines


def test_told_to_end_it_ends_the_open_streams_and_exits_0_within_ten_seconds(tmp_path: Path) -> None:
    with Lab(tmp_path) as lab, ExitStack() as opened, httpx2.Client(base_url=lab.url, trust_env=False) as browser:
        lab.start(command=("-m", "api", "serve"))
        sign_in(browser, lab)
        heard = [listen(browser, opened) for _ in range(3)]
        begun = time.monotonic()
        assert lab.stop(10) == 0
        assert time.monotonic() - begun < 10
        for lines in heard:
            list(lines)  # ends as a whole answer does; one that was cut off raises
    assert "Traceback" not in lab.log.read_text()


def test_a_rehearsal_under_way_is_ended_at_once_and_says_so_after_the_restart(tmp_path: Path) -> None:
    place = "/console/campaigns/spring/rehearsal"
    with Lab(tmp_path) as lab, httpx2.Client(base_url=lab.url, trust_env=False, headers={"Origin": lab.url}) as browser:
        lab.start(command=("-m", "api", "serve"))
        lab.order("spring", 3)
        assert browser.post("/console/sign-in", data={"name": "Mara", "token": TOKEN}).status_code == 303
        lab.until(lambda: browser.get(place).status_code == 200, 60, "campaign's page")
        browser.post(f"{place}/start", data={"runs": "1000", "seed": "1"})
        lab.until(lambda: ">Playing<" in browser.get(place).text, 60, "rehearsal under way")
        begun = time.monotonic()
        assert lab.stop(10) == 0
        assert time.monotonic() - begun < 10
        lab.start(command=("-m", "api", "serve"))
        assert "Parley was restarted in the middle of the last rehearsal." in browser.get(place).text
    assert "Traceback" not in lab.log.read_text()
