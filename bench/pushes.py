"""How fast is a push answered while a hundred come each second?

A real service beside a real sandbox. Pushes signed by the sandbox's key are
posted at a fixed rate, whether or not the last ones were answered (an open
loop, so that a stall is not hidden), each with its own id, while mail really
arrives. The times stand beside those of `/health` at the same rate in the same
run; the promise is 50 ms at the 99th percentile. It measures no vendor.
"""

import argparse
import asyncio
import json
import sys
import tempfile
import time
from base64 import b64decode
from collections import Counter
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import httpx2

from api.demo.processes import Service, Staging, World

_PUSH_MS = 50.0
_TAKEN = 204


async def at_rate(rate: float, count: int, ask: Callable[[int], Awaitable[int]]) -> tuple[list[float], Counter[int]]:
    """Ask *count* times, *rate* a second; return each answer's milliseconds from its due time, and the statuses."""
    began = time.perf_counter()
    statuses: Counter[int] = Counter()
    taken: list[float] = []

    async def one(number: int) -> None:
        due = began + number / rate
        await asyncio.sleep(max(due - time.perf_counter(), 0))
        asked = time.perf_counter()
        statuses[await ask(number)] += 1
        taken.append((time.perf_counter() - asked) * 1000)

    await asyncio.gather(*(one(number) for number in range(count)))
    return taken, statuses


def figures(name: str, milliseconds: list[float]) -> dict[str, float]:
    """Return median, 99th percentile and maximum."""
    ordered = sorted(milliseconds)
    told = {"p50_ms": ordered[len(ordered) // 2], "p99_ms": ordered[int(len(ordered) * 0.99)], "max_ms": ordered[-1]}
    return {f"{name}_{key}": round(value, 2) for key, value in told.items()}


def main(argv: list[str]) -> int:
    """Measure, print the figures as JSON, and return 1 when a promise was broken."""
    parser = argparse.ArgumentParser(prog="python -m bench pushes")
    parser.add_argument("--rate", type=float, default=100.0, help="pushes a second")
    parser.add_argument("--seconds", type=float, default=20.0, help="how long they come, at most 120")
    asked = parser.parse_args(argv)
    with tempfile.TemporaryDirectory(prefix="parley-pushes-") as name:
        told = _measure(Path(name), asked.rate, int(asked.rate * min(asked.seconds, 120)))
    sys.stdout.write(json.dumps(told, indent=2) + "\n")
    return 0 if told["push_p99_ms"] < _PUSH_MS and told["not_taken"] == 0 else 1


def _measure(folder: Path, rate: float, count: int) -> dict[str, float]:
    here, there = Staging(creators=1).addresses()
    service, world = Service(folder, here), World(folder, there, here.url, Staging(creators=1))
    try:
        world.start()
        service.start(world.credentials())
        return asyncio.run(_ask(service.url, world.url, rate, count))
    finally:
        service.stop()
        world.stop()


async def _ask(service: str, world: str, rate: float, count: int) -> dict[str, float]:
    limits = httpx2.Limits(max_connections=200)
    async with httpx2.AsyncClient(trust_env=False, timeout=30, limits=limits) as line:
        parcels = (await line.post(f"{world}/_sandbox/gmail/parcels", json={"count": count})).json()
        bodies = [b64decode(body) for body in parcels["bodies_base64"]]

        async def health(_: int) -> int:
            return (await line.get(f"{service}/health")).status_code

        async def push(number: int) -> int:
            url, headers = f"{service}/webhooks/gmail", parcels["headers"]
            return (await line.post(url, headers=headers, content=bodies[number])).status_code

        await at_rate(rate, int(rate), health)  # lines are opened, caches filled
        alive, _ = await at_rate(rate, count // 4, health)
        arriving = asyncio.create_task(_mail(line, world, count / rate))
        pushed, statuses = await at_rate(rate, count, push)
        delivered = await arriving
    told = {"rate": rate, "pushes": float(count), "not_taken": float(count - statuses[_TAKEN]), "mails": delivered}
    told |= figures("health", alive) | figures("push", pushed)
    return told | {"p99_ratio": round(told["push_p99_ms"] / told["health_p99_ms"], 1)}


async def _mail(line: httpx2.AsyncClient, world: str, seconds: float) -> float:
    """Let mail arrive, twice a second, so that the mailbox is really read meanwhile; return how many."""
    arrived = 0
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        told: dict[str, Any] = {"from": f"news{arrived}@letters.example.test", "subject": "News", "text": "Read on."}
        (await line.post(f"{world}/_sandbox/deliver", json=told)).raise_for_status()
        arrived += 1
        await asyncio.sleep(0.5)
    return float(arrived)
