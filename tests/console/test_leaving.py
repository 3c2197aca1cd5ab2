"""Does the service leave in time although somebody watches it?"""

import time
from contextlib import ExitStack
from pathlib import Path

import httpx2

from tests.recovery.lab import TOKEN, Lab


def test_told_to_end_it_ends_the_open_streams_and_exits_0_within_ten_seconds(tmp_path: Path) -> None:
    with Lab(tmp_path) as lab, ExitStack() as opened, httpx2.Client(base_url=lab.url, trust_env=False) as browser:
        lab.start(command=("-m", "api", "serve"))
        told = browser.post("/console/sign-in", data={"name": "Mara", "token": TOKEN}, headers={"Origin": lab.url})
        assert told.status_code == 303
        streams = [opened.enter_context(browser.stream("GET", "/console/live")) for _ in range(3)]
        assert all(stream.headers["Content-Type"].startswith("text/event-stream") for stream in streams)
        heard = [stream.iter_lines() for stream in streams]
        assert [next(lines) for lines in heard] == [": listening"] * len(streams)
        begun = time.monotonic()
        assert lab.stop(10) == 0
        assert time.monotonic() - begun < 10
        for lines in heard:
            list(lines)  # ends as a whole answer does; one that was cut off raises
    assert "Traceback" not in lab.log.read_text()
