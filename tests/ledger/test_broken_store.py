"""What may still be written once the disk has been full?

Nothing: an error that DBOS keeps as a step's answer would outlive the disk's
being full. Run in a process of its own, because it ends.
"""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.recovery.lab import ROOT

pytestmark = pytest.mark.sqlite

# SQLite says "database or disk is full" when a file has as many pages as it may have.
_FULL = """
import sys, time
import sqlalchemy as sa
from steps.ledger.broken_store import end_when_beyond_help

end_when_beyond_help()
engine = sa.create_engine(f"sqlite:///{sys.argv[1]}")

def write(size, room):
    with engine.begin() as connection:
        connection.execute(sa.text(f"PRAGMA max_page_count = {room}"))
        connection.execute(sa.text("INSERT INTO kept VALUES (zeroblob(:size))"), {"size": size})

with engine.begin() as connection:
    connection.execute(sa.text("CREATE TABLE kept (what BLOB)"))
write(10, room=100)
for size, room in ((1_000_000, 100), (10, 1_000)):  # too much for the room there is; then little, with room again
    try:
        write(size, room)
    except sa.exc.OperationalError as refused:
        print(refused.orig, flush=True)
time.sleep(20)
"""


def test_after_a_full_disk_nothing_is_committed_and_the_process_ends(tmp_path: Path) -> None:
    file = tmp_path / "store.sqlite"
    command = [sys.executable, "-c", _FULL, str(file)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 74, done.stderr
    said = [line for line in done.stdout.splitlines() if "store.broken" not in line]
    assert said == ["database or disk is full", "the store is broken and this process ends"]
    query = (
        "import sqlite3, sys; print(sqlite3.connect(sys.argv[1]).execute('SELECT count(*) FROM kept').fetchone()[0])"
    )
    rows = subprocess.run([sys.executable, "-c", query, str(file)], capture_output=True, text=True, check=True).stdout
    assert rows.strip() == "1"
