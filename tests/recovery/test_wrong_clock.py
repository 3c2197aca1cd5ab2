"""Is anybody nudged early, late or twice because a clock is wrong?

The service's own clock is put an hour or a day forward or back between an
offer and its nudge, under the running service or while it is away; the
sandbox, like the world, keeps the right time. The shift is libfaketime's, so
DBOS and SQLite see it too.
"""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tests.recovery.invariants import ours_in
from tests.recovery.lab import FIELDS, Json, Lab, creator
from tests.recovery.play import promises_hold

_LIBRARIES = tuple(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))
_SHIFTS = ("+1h", "-1h", "+1d", "-1d")
_DAY_SECONDS = 4
_NUDGE_SECONDS, _CLOSE_SECONDS = 3 * _DAY_SECONDS, 4 * _DAY_SECONDS
# The sweep, every 30 s, wakes what is overdue by 60 s; the rest is a busy machine.
_LATEST_SECONDS = 130


@pytest.mark.slow
@pytest.mark.timeout(500)
@pytest.mark.parametrize("restart", [False, True], ids=["under the running service", "while it is away"])
def test_a_clock_that_is_put_wrong_makes_no_nudge_early_late_or_double(tmp_path: Path, restart: bool) -> None:
    if not _LIBRARIES:
        pytest.fail("this test shifts a clock: install Debian's faketime, or deselect it with -k 'not clock'")
    with ThreadPoolExecutor(len(_SHIFTS)) as labs:
        runs = {shift: labs.submit(wait_out, tmp_path / shift, shift, restart) for shift in _SHIFTS}
        waits = {shift: run.result() for shift, run in runs.items()}
    for shift, (nudge, close) in waits.items():
        assert _NUDGE_SECONDS - 1 <= nudge <= _NUDGE_SECONDS + _LATEST_SECONDS, f"{shift}: nudged after {nudge} s"
        assert _CLOSE_SECONDS - 1 <= close <= _CLOSE_SECONDS + _LATEST_SECONDS, f"{shift}: closed after {close} s"


def wait_out(folder: Path, shift: str, restart: bool) -> tuple[float, float]:
    """Play one silence under a clock that is put wrong by *shift*; return the seconds before nudge and close."""
    folder.mkdir()
    clock = folder / "clock"
    clock.write_text("+0", encoding="utf-8")
    shifted: dict[str, Any] = {
        "LD_PRELOAD": str(_LIBRARIES[0]),
        "FAKETIME_TIMESTAMP_FILE": str(clock),
        "FAKETIME_NO_CACHE": "1",
        "DONT_FAKE_MONOTONIC": "1",
    }
    with Lab(folder / "lab", **shifted) as lab:
        lab.start()
        fields = FIELDS | {"Day Length Seconds": str(_DAY_SECONDS), "Max Nudges": "1"}
        lab.until(lambda: lab.post("/campaigns", _order(fields)) == 202, 180, "the campaign is accepted")
        lab.until(lambda: ours_in(lab.world()), 180, "the offer went out")
        clock.write_text(shift, encoding="utf-8")
        if restart:
            lab.restart(30)
        lab.until(lambda: len(ours_in(lab.world())) == 3, 400, f"nudge and close went out under {shift}")
        world = promises_hold(lab)
        opening, nudge, close = (int(mail["at_ms"]) for mail in ours_in(world))
    return (nudge - opening) / 1000, (close - nudge) / 1000


def _order(fields: Json) -> Json:
    return {"campaign_id": "clock", "fields": fields, "creators": [creator(0)]}
