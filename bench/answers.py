"""How soon is a reply answered while thousands of negotiations wait, beside the same service with hardly any?

A real service beside a real sandbox, told by Gmail's pushes: creators write one
after another, first where nobody else waits, then where thousands do. Told are
the milliseconds from the mail's arrival to where it is stored, where the
negotiation is signalled, where its turn has begun and where the verdict is
recorded. The pauses that a person would make before sending are not in it.
"""

import argparse
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from api.demo.processes import Service, Staging, World
from bench.parked import copy, count_resumed, rows, until

_DAY_SECONDS = 43_200.0  # half as long as a real one: no business hours, and nobody is nudged meanwhile
_BETWEEN_SECONDS = 1.0
_WORDS = "Thanks for writing! My rate for this would be $9,500."
_STAGES = ("stored", "signalled", "begun", "decided")
_WAIT = "SELECT negotiation_id, creator_name, email, thread_id FROM negotiations WHERE state = 'awaiting_reply'"
_MOMENTS = """
    SELECT mails.stored_at_ms, mails.routed_at_ms, min(transitions.at_ms), max(verdicts.at_ms)
    FROM mails
    JOIN transitions ON transitions.negotiation_id = mails.negotiation_id AND transitions.turn = 2
    JOIN verdicts ON verdicts.negotiation_id = mails.negotiation_id AND verdicts.turn = 2
    WHERE mails.message_id = ? GROUP BY mails.message_id
"""


def main(argv: list[str]) -> int:
    """Measure and print the figures as JSON; who is not answered at all ends it with TimeoutError."""
    parser = argparse.ArgumentParser(prog="python -m bench answers")
    parser.add_argument("--waiting", type=int, default=10_000, help="how many negotiations wait beside")
    parser.add_argument("--replies", type=int, default=20, help="how many creators write, without them and beside them")
    asked = parser.parse_args(argv)
    with tempfile.TemporaryDirectory(prefix="parley-answers-") as name:
        told = _measure(Path(name), asked.waiting, asked.replies)
    sys.stdout.write(json.dumps(told, indent=2) + "\n")
    return 0


def _measure(folder: Path, waiting: int, replies: int) -> dict[str, object]:
    # Some of a cast bounce or have no price: with three times as many, enough wait.
    staging = Staging(creators=6 * replies, day_seconds=_DAY_SECONDS)
    here, there = staging.addresses()
    service, world = Service(folder, here), World(folder, there, here.url, staging)
    try:
        world.start()
        service.start(world.credentials())
        world.fire_campaign()
        until(lambda: len(rows(folder, _WAIT)) > 2 * replies, 120)
        one, *creators = rows(folder, _WAIT)
        alone = _answered(folder, world, creators[:replies])
        service.stop()
        copy(folder, one[0], waiting)
        service.restart()
        until(lambda: count_resumed(folder) >= waiting, 600, 1.0)
        beside = _answered(folder, world, creators[replies : 2 * replies])
    finally:
        service.stop()
        world.stop()
    ratio = beside["decided_p50_ms"] / alone["decided_p50_ms"]
    return {"replies": replies, "alone": alone, "waiting": waiting, "beside": beside, "p50_ratio": round(ratio, 2)}


def _answered(folder: Path, world: World, creators: Sequence[tuple[str, ...]]) -> dict[str, float]:
    """Let *creators* write one after another; return how long each stage took from the arrival of their mails."""
    took = [_one_answered(folder, world, creator) for creator in creators]
    every = dict(zip(_STAGES, zip(*took, strict=True), strict=True))
    p50 = {f"{stage}_p50_ms": float(statistics.median(times)) for stage, times in every.items()}
    return p50 | {f"{stage}_max_ms": float(max(times)) for stage, times in every.items()}


def _one_answered(folder: Path, world: World, creator: tuple[str, ...]) -> tuple[int, ...]:
    _, name, email, thread = creator
    began = time.time_ns() // 1_000_000
    mail = world.post("deliver", {"from": f"{name} <{email}>", "thread_id": thread, "text": _WORDS})
    until(lambda: bool(rows(folder, _MOMENTS, mail["id"])), 60)
    time.sleep(_BETWEEN_SECONDS)
    return tuple(at_ms - began for at_ms in rows(folder, _MOMENTS, mail["id"])[0])
