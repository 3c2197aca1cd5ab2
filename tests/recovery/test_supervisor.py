"""What does the supervisor refuse, and when does it give up?"""

import os
import subprocess
import sys
import time
from pathlib import Path

from api.supervise import EXIT_WRONG_SETTINGS, Supervisor
from steps.settings import Settings
from tests.recovery.lab import ROOT


def supervise(folder: Path, processes: int) -> "subprocess.CompletedProcess[str]":
    """Run the supervisor on a new SQLite file, with no credentials at all."""
    bare = {name: value for name, value in os.environ.items() if not name.startswith("PARLEY_")}
    mine = {"PARLEY_STORE_URL": f"sqlite:///{folder / 'parley.sqlite'}", "PARLEY_PORT": "0"}
    command = [sys.executable, "-m", "api", "supervise", "--processes", str(processes)]
    return subprocess.run(command, cwd=ROOT, env=bare | mine, capture_output=True, text=True, timeout=60, check=False)


def test_several_processes_on_one_sqlite_file_are_refused(tmp_path: Path) -> None:
    ended = supervise(tmp_path, 2)
    assert ended.returncode == 1
    assert "an SQLite file takes one process" in " ".join((ended.stdout + ended.stderr).split())


def test_settings_that_cannot_work_are_told_and_not_tried_for_ever(tmp_path: Path) -> None:
    ended = supervise(tmp_path, 1)
    assert ended.returncode == EXIT_WRONG_SETTINGS
    assert "PARLEY_GMAIL_CLIENT_ID" in ended.stdout + ended.stderr


def test_a_setting_that_breaks_later_does_not_end_those_who_work(tmp_path: Path) -> None:
    settings = Settings(_env_file=None, store_url="postgresql://nobody@localhost/none", port=0)
    supervisor = Supervisor(settings, 2)
    at_work, fallen = supervisor._children
    at_work.process = subprocess.Popen(["sleep", "60"])
    at_work.began = time.monotonic() - 3_600
    fallen.process = subprocess.Popen(["sh", "-c", f"exit {EXIT_WRONG_SETTINGS}"])
    fallen.process.wait()
    assert supervisor._tend(fallen) == 0
    assert at_work.process.poll() is None
    supervisor._stop_all()
