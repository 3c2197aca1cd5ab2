"""What has each release left behind, and what is recorded anew for this one?

``python -m tests.recovery.golden`` (`make golden`) plays the tour against the
sandbox, stops it in the middle of some turns, and keeps the store together
with the world it speaks of as tests/recovery/golden/VERSION.*.xz. A recording
is one release's histories: today's code must be able to go on with each.
"""

import json
import lzma
import sys
import tempfile
import tomllib
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from pysqlite3 import dbapi2 as sqlite
from rich.console import Console

from tests.recovery.books import Books
from tests.recovery.invariants import broken_promises
from tests.recovery.lab import ROOT, Json, Lab, address
from tests.recovery.tour import PLAN, Tour

FOLDER = Path(__file__).parent / "golden"
# Who is in the middle of a turn when the recording ends: one counter, one deal not read back yet.
IN_A_TURN = {17: "My rate for this would be $2,450.", 11: "Yes, that works for me. Deal!"}

_HELD = ("I3", "I5", "I7")  # what holds in the middle of a turn as well


@dataclass(frozen=True, slots=True)
class Golden:
    """The histories of one release, and the world they speak of."""

    version: str

    def store_at(self, path: Path) -> Path:
        """Unpack the store to *path*."""
        path.write_bytes(lzma.decompress(self._file("sqlite").read_bytes()))
        return path

    def world(self) -> Json:
        """Return the mailbox and the channel as they were."""
        told: Json = json.loads(lzma.decompress(self._file("world.json").read_bytes()))
        return told

    def keep(self, store: Path, world: Json) -> None:
        """Store a recording."""
        FOLDER.mkdir(exist_ok=True)
        self._file("sqlite").write_bytes(lzma.compress(store.read_bytes(), preset=9))
        self._file("world.json").write_bytes(lzma.compress(json.dumps(world).encode(), preset=9))

    def _file(self, kind: str) -> Path:
        return FOLDER / f"{self.version}.{kind}.xz"


def recorded() -> list[Golden]:
    """Return every release's histories, oldest first."""
    names = [path.name.removesuffix(".sqlite.xz") for path in FOLDER.glob("*.sqlite.xz")]
    return [Golden(name) for name in sorted(names, key=lambda name: [int(part) for part in name.split(".")])]


def record(folder: Path) -> Golden:
    """Play the tour in *folder* and keep its histories under today's version."""
    with Lab(folder, PLAN) as lab:
        Tour(lab).play()
        lab.restart()
        lab.until(lambda: _swept(lab), 90, "the sweep has been round")
        _stop_in_the_middle(lab)
        broken = [line for line in broken_promises(lab.world(), lab.books()) if line[:2] in _HELD]
        lab.kill()
        assert not broken, broken
        golden = Golden(version())
        golden.keep(_packed(lab.store), lab.ask("snapshot"))
    return golden


def version() -> str:
    """Return the version in pyproject.toml."""
    return str(tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"])


def _swept(lab: Lab) -> bool:
    return any(one["name"] == "sweep" and one["status"] == "SUCCESS" for one in lab.books().workflows)


def _stop_in_the_middle(lab: Lab) -> None:
    """Let Gmail refuse to send from now on, and wait until the turns of those who write are stuck in it."""
    lab.tell("faults", kind="503", vendor="gmail", match=r"POST .*/drafts/send$", times=100_000)
    threads = {mail["recipients"][0]: mail["thread_id"] for mail in lab.world()["sent"]}
    for number, words in IN_A_TURN.items():
        who = address(number)
        lab.tell("deliver", **{"from": who, "thread_id": threads[who], "text": words})
    lab.until(lambda: len(_stuck(lab)) >= len(IN_A_TURN), 90, "the last turns are stuck in sending")


def _stuck(lab: Lab) -> list[str]:
    with closing(sqlite.connect(f"file:{lab.store}?mode=ro", uri=True, timeout=30)) as store:
        return [row[0] for row in store.execute(_WAITING_FOR_GMAIL)]


# Six refusals make an alert, so this has told the team as well.
_WAITING_FOR_GMAIL = """
    SELECT o.workflow_uuid FROM operation_outputs o JOIN workflow_status w ON w.workflow_uuid = o.workflow_uuid
    WHERE o.function_name = 'note_waiting' AND w.status = 'PENDING'
"""


def _packed(store: Path) -> Path:
    packed = store.with_name("packed.sqlite")
    packed.unlink(missing_ok=True)
    with closing(sqlite.connect(str(store))) as connection:
        connection.execute("VACUUM INTO ?", (str(packed),))
    return packed


def main() -> None:
    """Record this release's histories."""
    with tempfile.TemporaryDirectory(prefix="parley-golden-") as folder:
        golden = record(Path(folder))
        books = Books.read(golden.store_at(Path(folder) / "kept.sqlite"))
    states = sorted({row["state"] for row in books["negotiations"]})
    Console().print(f"recorded {golden.version}: {len(books.workflows)} workflows, states {', '.join(states)}")
    sys.exit(0)


if __name__ == "__main__":
    main()
