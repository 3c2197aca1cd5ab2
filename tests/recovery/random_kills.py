"""What is left of the promises after hundreds of power cuts?

``python -m tests.recovery.random_kills --kills 200 --creators 50 --seed 7`` lets
simulated creators of every temperament negotiate while the service dies by
SIGKILL at seeded moments: by the clock, or right before or after a commit.
Then it is left alone to finish, and the sandbox's ledger is held against the
books. Prints the figures; exits 1 if a promise is broken.
"""

import json
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from tests.recovery.books import Books
from tests.recovery.by_hand import start
from tests.recovery.invariants import broken_promises, ours_in
from tests.recovery.lab import ROOT, Json, Lab
from tests.recovery.play import still_broken, until_or_say

_OPEN = frozenset({"initial_offer", "awaiting_reply", "counter_received", "counter_sent"})
_QUIET_SECONDS = 3.0
# On a machine with much else to do the end is far, but something moves.
_STANDSTILL_SECONDS, _MOST_SECONDS_AFTER = 240.0, 1_200.0
# In dollars: with less, most openings would wait for their turn until the last kill is over.
_ENOUGH_FOR_ALL = "5000000"


def main() -> None:
    """Run the chaos that the command line asks for."""
    start(run, "tests.recovery.random_kills", "broken", kills=60, creators=50, seed=7, day_seconds=2.0)


def run(folder: Path, kills: int, creators: int, seed: int, day_seconds: float) -> Json:
    """Kill the service *kills* times while *creators* are negotiated with; return the figures."""
    plan = {"seed": seed, "random_kills": kills}
    began = time.monotonic()
    with Lab(folder, plan) as lab:
        lab.tell("seed", **_world(creators, seed, day_seconds))
        lab.start()
        lab.tell("clickup/fire", task_id="86demo1")
        lab.until(lambda: lab.get("/campaigns"), 60, "the campaign was heard of")
        (folder / "armed").touch()
        lab.restart()
        lab.until(lambda: len(lab.lives()) > kills, 60 + kills * 12, f"{kills} kills")
        killing = time.monotonic() - began
        _finish(lab)
        broken = still_broken(lab)  # a reminder that has just fallen due is still on its way
        world, books = lab.world(), lab.books()
        figures = _figures(world, books, broken)
        lab.at_rest = True
        exit_status = lab.stop()
    ends = Counter(life["exit"] for life in lab.lives())
    last_kill_ms = max((1000 * life["at"] for life in lab.lives() if life["exit"] == -9), default=0)
    figures["mails_before_the_last_kill"] = sum(mail["at_ms"] < last_kill_ms for mail in ours_in(world))
    seconds = {"seconds_killing": round(killing), "seconds": round(time.monotonic() - began)}
    return {"kills": ends[-9], "seed": seed, **figures, **seconds, "last_exit": exit_status}


def _world(creators: int, seed: int, day_seconds: float) -> Json:
    """Return the demo's world, made by the sandbox itself, with the budget to open every negotiation at once."""
    command = [sys.executable, "-m", "sandbox.campaigns", str(creators), str(seed), str(day_seconds)]
    told: Json = json.loads(subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout)
    for one in told["task"]["custom_fields"]:
        if one["name"] == "Budget":
            one["value"] = _ENOUGH_FOR_ALL
    return told


def _finish(lab: Lab) -> None:
    """Wait until everybody has come to an end, or nothing moves any more: then the figures tell what does not."""
    last: object = None
    moved = time.monotonic()

    def over() -> bool:
        nonlocal last, moved
        found, on_their_way = lab.get("/negotiations?limit=1000"), lab.world()["replies_under_way"]
        sign = (on_their_way, [row["updated_at_ms"] for row in found or ()])
        if sign != last:
            last, moved = sign, time.monotonic()
        time.sleep(0.3)
        still_seconds = time.monotonic() - moved
        if still_seconds <= _QUIET_SECONDS:
            return False
        under_way = not found or on_their_way or any(row["state"] in _OPEN for row in found)
        return still_seconds > _STANDSTILL_SECONDS or not (under_way or broken_promises(lab.world(), lab.books()))

    until_or_say(lab, over, _MOST_SECONDS_AFTER, "everybody came to an end")


def _figures(world: Json, books: Books, broken: list[str]) -> Json:
    ours = ours_in(world)
    states = Counter(row["state"] for row in books["negotiations"])
    return {
        "negotiations": len(books["negotiations"]),
        "states": dict(states),
        "unfinished": sum(states[state] for state in _OPEN),
        "mails_sent": len(ours),
        "mails_doubled": sum(line.startswith("I2 mail by") for line in broken),
        "orphan_drafts": sum(line.startswith("I2 draft") for line in broken),
        "replies": len(world["delivered"]),
        "replies_lost": sum(line.startswith("I1 mail") for line in broken),
        "deals": len(books["deals"]),
        "slack_messages": len(world["slack"]["messages"]),
        "slack_doubled": sum(line.startswith("I2 Slack") for line in broken),
        "most_recoveries_of_a_workflow": max((w["attempts"] or 0 for w in books.workflows), default=0),
        "workflows": len(books.workflows),
        "broken": broken,
    }


if __name__ == "__main__":
    main()
