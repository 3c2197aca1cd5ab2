"""Is anybody nudged early, late or twice because a clock is wrong?

The service's own clock is put an hour or a day forward or back between an
offer and its nudge, under the running service or while it is away; the
sandbox, like the world, keeps the right time. What libc says is wrong
(`wrong_clock.c`), so DBOS and SQLite see it too.
"""

import os
import struct
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tests.recovery.invariants import ours_in
from tests.recovery.lab import FIELDS, Json, Lab, creator
from tests.recovery.play import promises_hold

pytestmark = pytest.mark.slow
_SHIFTS = {"+1h": 3_600, "-1h": -3_600, "+1d": 86_400, "-1d": -86_400}
_DAY_SECONDS = 4
_NUDGE_SECONDS, _CLOSE_SECONDS = 3 * _DAY_SECONDS, 4 * _DAY_SECONDS
# The sweep, every 30 s, wakes what is overdue by 60 s; the rest is a busy machine.
_LATEST_SECONDS = 130


class WrongClock:
    """The clock that a process reads with `settings` in its environment."""

    def __init__(self, folder: Path) -> None:
        library, self._file = folder / "wrong_clock.so", folder / "off_seconds"
        source = Path(__file__).with_name("wrong_clock.c")
        command = ["cc", "-shared", "-fPIC", "-O2", "-Wall", "-Werror", "-o", str(library), str(source)]
        subprocess.run(command, check=True)
        self.settings: dict[str, Any] = {"LD_PRELOAD": str(library), "WRONG_CLOCK_FILE": str(self._file)}
        self._file.touch()
        self.put(0)

    def put(self, off_seconds: int) -> None:
        """Make it wrong by so much from now on; who runs under it has the file mapped, so its bytes change in place."""
        with self._file.open("r+b") as file:
            file.write(struct.pack("=q", off_seconds))


_TELL = """
import sys, time
from datetime import datetime
from pysqlite3 import dbapi2
for _ in sys.stdin:
    told = (time.time(), datetime.now().timestamp(), *dbapi2.connect("").execute("SELECT unixepoch()").fetchone())
    begun = time.monotonic()
    time.sleep(0.01)
    print(*told, time.monotonic() - begun, flush=True)
"""


def test_a_wrong_clock_is_seen_by_python_and_by_sqlite_and_turns_no_sleep(tmp_path: Path) -> None:
    clock = WrongClock(tmp_path)
    command, pipe = [sys.executable, "-c", _TELL], subprocess.PIPE
    with subprocess.Popen(command, env=os.environ | clock.settings, stdin=pipe, stdout=pipe, text=True) as told:
        assert told.stdin is not None
        assert told.stdout is not None
        for off_seconds in (0, *_SHIFTS.values()):
            clock.put(off_seconds)
            true = time.time()
            told.stdin.write("\n")
            told.stdin.flush()
            *times, slept = map(float, told.stdout.readline().split())
            assert all(abs(one - true - off_seconds) < 60 for one in times)
            assert slept >= 0.01


@pytest.mark.timeout(500)
@pytest.mark.parametrize("restart", [False, True], ids=["under the running service", "while it is away"])
def test_a_clock_that_is_put_wrong_makes_no_nudge_early_late_or_double(tmp_path: Path, restart: bool) -> None:
    with ThreadPoolExecutor(len(_SHIFTS)) as labs:
        runs = {shift: labs.submit(wait_out, tmp_path / shift, shift, restart) for shift in _SHIFTS}
        waits = {shift: run.result() for shift, run in runs.items()}
    for shift, (nudge, close) in waits.items():
        assert _NUDGE_SECONDS - 1 <= nudge <= _NUDGE_SECONDS + _LATEST_SECONDS, f"{shift}: nudged after {nudge} s"
        assert _CLOSE_SECONDS - 1 <= close <= _CLOSE_SECONDS + _LATEST_SECONDS, f"{shift}: closed after {close} s"


def wait_out(folder: Path, shift: str, restart: bool) -> tuple[float, float]:
    """Play one silence under a clock that is put wrong by *shift*; return the seconds before nudge and close."""
    folder.mkdir()
    clock = WrongClock(folder)
    with Lab(folder / "lab", **clock.settings) as lab:
        lab.start()
        fields = FIELDS | {"Day Length Seconds": str(_DAY_SECONDS), "Max Nudges": "1"}
        lab.until(lambda: lab.post("/campaigns", _order(fields)) == 202, 180, "the campaign is accepted")
        lab.until(lambda: ours_in(lab.world()), 180, "the offer went out")
        clock.put(_SHIFTS[shift])
        if restart:
            lab.restart(30)
        lab.until(lambda: len(ours_in(lab.world())) == 3, 400, f"nudge and close went out under {shift}")
        world = promises_hold(lab)
        opening, nudge, close = (int(mail["at_ms"]) for mail in ours_in(world))
    return (nudge - opening) / 1000, (close - nudge) / 1000


def _order(fields: Json) -> Json:
    return {"campaign_id": "clock", "fields": fields, "creators": [creator(0)]}
