"""Does Parley keep its promises, whatever is done to it?

``python -m tests.recovery.chaos`` (`make chaos`) does everything to it that
there is a test for, a few parts side by side, and prints one table: what was
done, how often, and what was lost or doubled. ``--small`` (`make chaos-ci`)
takes less of each part. What every part said is kept in --folder. Exits 1 if a
part failed, or if anything was lost or doubled.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.recovery.lab import ROOT
from tests.recovery.tally import Tally, kept_in, total

_FIGURES = ("kills", "faults", "mails", "replies", "deals", "doubled", "lost")
_MOST_SECONDS = 1_500


@dataclass(frozen=True, slots=True)
class Part:
    """One way to break it: the command that does, and the one that does less; "" leaves it out of the small run."""

    name: str
    command: str
    small: str = ""


# The longest first, so that none is left alone at the end. What is not slow runs in `make test`.
PARTS = (
    Part("killed at every step of every flow", "tests.recovery.kills"),
    Part(
        "the store is full, locked, poisoned, shared",
        "pytest tests/recovery/test_store_trouble.py",
        "pytest -m slow tests/recovery/test_store_trouble.py -k not(45)",
    ),
    Part(
        "the next release, and back",
        "pytest -m slow tests/recovery/test_deploys.py tests/recovery/test_golden.py",
        "pytest tests/recovery/test_deploys.py tests/recovery/test_golden.py -k fifty",
    ),
    Part(
        "killed at random moments",
        "tests.recovery.random_kills --kills 200 --creators 50 --seed 7",
        "tests.recovery.random_kills --kills 30 --creators 10 --seed 7",
    ),
    Part(
        "a storm of pushes", "tests.recovery.storm --pushes 2000 --replies 200", "pytest tests/recovery/test_storm.py"
    ),
    Part("killed at every step of one negotiation", "pytest -m slow tests/recovery/test_kill_every_step.py"),
    Part("restored on a new machine", "pytest -m slow tests/recovery/test_restore_drill.py"),
    Part(
        "ill while people look, bad mail, Slack silent, two Parleys",
        "pytest -m slow tests/recovery/test_faults_in_review.py tests/recovery/test_nasty_mail.py"
        " tests/recovery/test_second_way.py tests/recovery/test_filled.py tests/recovery/test_two_parleys.py",
    ),
    Part(
        "vendors fall ill",
        "pytest tests/recovery/test_faults_end_once.py",
        "pytest tests/recovery/test_faults_end_once.py -k postMessage",
    ),
    Part(
        "asked to end, met at an end",
        "pytest tests/recovery/test_polite_end.py tests/recovery/test_signals_meet_an_end.py",
        "pytest tests/recovery/test_polite_end.py",
    ),
    Part("a crowd closes at once", "pytest -m slow tests/campaigns/test_crowd.py"),
    Part(
        "the clock is wrong",
        "pytest tests/recovery/test_wrong_clock.py",
        "pytest tests/recovery/test_wrong_clock.py -k not(under)",
    ),
    Part(
        "each check sees its promise broken",
        "pytest tests/recovery/test_invariants_see.py",
        "pytest -m slow tests/recovery/test_invariants_see.py",
    ),
)


@dataclass(frozen=True, slots=True)
class Done:
    """How a part went."""

    name: str
    tally: Tally
    seconds: int
    worked: int  # seconds of the processor, of everything it started
    status: int

    @property
    def held(self) -> bool:
        """Whether nothing failed, and nothing was lost or doubled."""
        return self.status == 0 and not self.tally.doubled and not self.tally.lost


def main() -> None:
    """Do what the command line asks for."""
    asked = _arguments()
    folder = Path(asked.folder or tempfile.mkdtemp(prefix="parley-chaos-"))
    folder.mkdir(parents=True, exist_ok=True)
    commands = [(part.name, part.small if asked.small else part.command) for part in PARTS]
    wanted = [(name, command) for name, command in commands if command and asked.only in name]
    began = time.monotonic()
    with ThreadPoolExecutor(asked.lanes) as lanes:
        done = list(lanes.map(lambda one: run(folder, *one), wanted))
    report(folder, done, round(time.monotonic() - began))
    sys.exit(0 if all(one.held for one in done) else 1)


def run(folder: Path, name: str, command: str) -> Done:
    """Run one part and return how it went; what it says is kept in *folder*."""
    words = command.split()
    if words[0] == "pytest":
        kept = folder / name.replace(" ", "-").replace(",", "")
        words += ["-q", "-p", "no:cacheprovider", "--basetemp", str(kept), "--timeout", str(_MOST_SECONDS)]
    said, tallies = folder / f"{name}.txt", folder / f"{name}.jsonl"
    began = time.monotonic()
    with said.open("w", encoding="utf-8") as out:
        started = subprocess.Popen(
            [sys.executable, "-m", *words], cwd=ROOT, env=kept_in(tallies), stdout=out, stderr=out
        )
        _, status, used = os.wait4(started.pid, 0)
        started.returncode = os.waitstatus_to_exitcode(status)
    seconds, worked = round(time.monotonic() - began), round(used.ru_utime + used.ru_stime)
    done = Done(name, total(tallies), seconds, worked, started.returncode)
    Console(stderr=True).print(f"{name}: {'held' if done.held else 'BROKEN'} in {done.seconds} s", highlight=False)
    return done


def report(folder: Path, done: Sequence[Done], seconds: int) -> None:
    """Print the table, and before it what the failed parts said last."""
    console = Console(soft_wrap=True, highlight=False)
    for one in done:
        if one.status:
            lines = (folder / f"{one.name}.txt").read_text(encoding="utf-8").splitlines()
            console.print("\n".join([f"== {one.name}", *lines[-60:]]), markup=False)
    table = Table("", *_FIGURES, "seconds", "worked", "")
    for one in done:
        figures = (str(getattr(one.tally, name)) for name in _FIGURES)
        table.add_row(one.name, *figures, str(one.seconds), str(one.worked), "held" if one.held else "BROKEN")
    everything, worked = sum((one.tally for one in done), Tally()), sum(one.worked for one in done)
    table.add_section()
    table.add_row("all", *(str(getattr(everything, name)) for name in _FIGURES), str(seconds), str(worked), "")
    Console(width=120).print(table)
    kept = [{**asdict(one), "held": one.held} for one in done]
    (folder / "figures.json").write_text(json.dumps(kept, indent=1), encoding="utf-8")
    console.print(f"what every part said: {folder}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.recovery.chaos", description="Break Parley in every way.")
    parser.add_argument(
        "--small", action="store_true", help="less of each part: minutes instead of a quarter of an hour"
    )
    parser.add_argument(
        "--lanes", type=int, default=5, help="how many parts run side by side: they wait more than work"
    )
    parser.add_argument("--only", default="", help="only the parts whose name has this in it")
    parser.add_argument("--folder", default="", help="where everything is kept; a new one is made without it")
    return parser.parse_args()


if __name__ == "__main__":
    main()
