"""Does `/health` answer at once while thousands of negotiations resume, how long is a start, what does waiting cost?

A real service beside a real sandbox: one negotiation is opened and parks, its
rows are copied to as many as asked for, and the service is started again while
`/health` is asked without pause. Times stand beside those of the same service
at rest; the promises are the product's (100 ms, 3 s). It measures no vendor.
"""

import argparse
import json
import re
import statistics
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

import httpx2

from api.demo.processes import Service, Staging, World
from bench.parked import copy, count_parked, count_resumed, rows, until

_HEALTH_MS, _READY_SECONDS = 100.0, 3.0
_PAUSE_SECONDS = 0.01
_WAITING_SECONDS = 90  # longer than DBOS waits between two looks for a signal that nobody told of


@dataclass
class Listener:
    """Asks `/health` without pause until it is told to end, and keeps how long each answer took."""

    url: str
    milliseconds: list[float] = field(default_factory=list)
    _ended: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        """Ask; what is refused before the service listens is no answer yet."""
        with httpx2.Client(trust_env=False, timeout=30) as line:
            while not self._ended.wait(_PAUSE_SECONDS):
                began = time.perf_counter()
                try:
                    line.get(f"{self.url}/health").raise_for_status()
                except httpx2.HTTPError:
                    if self.milliseconds:
                        raise
                    continue
                self.milliseconds.append((time.perf_counter() - began) * 1000)

    def __enter__(self) -> "Listener":
        self._thread = threading.Thread(target=self.run)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def figures(self, name: str) -> dict[str, float]:
        """Return median, 99th percentile and maximum."""
        sorted_ms = sorted(self.milliseconds)
        p99 = sorted_ms[int(len(sorted_ms) * 0.99)]
        told = {"asked": len(sorted_ms), "p50_ms": statistics.median(sorted_ms), "p99_ms": p99, "max_ms": sorted_ms[-1]}
        return {f"{name}_{key}": round(value, 2) for key, value in told.items()}


def main(argv: list[str]) -> int:
    """Measure, print the figures as JSON, and return 1 when a promise was broken."""
    parser = argparse.ArgumentParser(prog="python -m bench restart")
    parser.add_argument("--parked", type=int, default=10_000, help="how many negotiations resume")
    asked = parser.parse_args(argv)
    with tempfile.TemporaryDirectory(prefix="parley-restart-") as name:
        told = _measure(Path(name), asked.parked)
    sys.stdout.write(json.dumps(told, indent=2) + "\n")
    kept = told["recovering_max_ms"] < _HEALTH_MS and told["empty_start_to_ready_s"] < _READY_SECONDS
    return 0 if kept and told["resumed"] == asked.parked else 1


def _measure(folder: Path, parked: int) -> dict[str, float]:
    staging = Staging(creators=1, day_seconds=86_400.0)
    here, there = staging.addresses()
    service, world = Service(folder, here), World(folder, there, here.url, staging)
    try:
        world.start()
        began = time.monotonic()
        service.start(world.credentials())
        told = {"empty_start_to_ready_s": _ready_after(service, began)}
        with Listener(service.url) as idle:
            time.sleep(5)
        world.fire_campaign()
        until(lambda: count_parked(folder) == 1, 60)
        service.stop()
        copy(folder, rows(folder, "SELECT negotiation_id FROM negotiations")[0][0], parked - 1)
        told |= idle.figures("idle") | _resume(service, folder, parked)
        told["waiting_core_percent"] = _core_percent(service)
    finally:
        service.stop()
        world.stop()
    told["p99_ratio"] = round(told["recovering_p99_ms"] / told["idle_p99_ms"], 1)
    return told


def _resume(service: Service, folder: Path, parked: int) -> dict[str, float]:
    began = time.monotonic()
    with Listener(service.url) as listener:
        service.restart()
        ready_after = _ready_after(service, began)
        until(lambda: count_resumed(folder) == parked, 600, 1.0)
        told = {"recovery_s": round(time.monotonic() - began, 1), "recovering_start_to_ready_s": ready_after}
    return told | listener.figures("recovering") | {"resumed": float(count_resumed(folder))}


def _core_percent(service: Service) -> float:
    """Return how much of one core the service takes while every negotiation waits, in percent."""
    began = time.monotonic(), _processor_seconds(service)
    time.sleep(_WAITING_SECONDS)
    spent, passed = _processor_seconds(service) - began[1], time.monotonic() - began[0]
    return round(100 * spent / passed, 1)


def _processor_seconds(service: Service) -> float:
    answer = httpx2.get(f"{service.url}/metrics", headers={"Authorization": f"Bearer {service.TOKEN}"}, timeout=30)
    told = re.search(r"^process_cpu_seconds_total (\S+)$", answer.raise_for_status().text, re.MULTILINE)
    assert told is not None
    return float(told[1])


def _ready_after(service: Service, began: float) -> float:
    until(lambda: service.get("/ready") is not None, 120)
    return round(time.monotonic() - began, 2)
