"""How are the world and the service played with, and what do both say happened?

One sandbox and one killable service, each a process of its own, spoken to over
HTTP alone. It decides nothing about right and wrong: ``invariants`` does.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import httpx2

from api.demo.processes import free_port
from tests.recovery import tally
from tests.recovery.books import Books
from tests.stores import fresh_store

ROOT = Path(__file__).resolve().parents[2]
# A start takes a second; on a machine with much else to do, or under a shifted clock, a minute.
_PATIENCE_SECONDS = 180
TOKEN = "lab-operator-token"
Json = dict[str, Any]


class DidNotHappen(AssertionError):
    """What the lab waited for did not come about."""


class Lab:
    """A sandbox, a store, and a service that may be killed."""

    def __init__(
        self, folder: Path, plan: Json | None = None, sabotage: str = "", *, with_model: bool = False, **settings: str
    ) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder, self.store, self.store_url = folder, folder / "parley.sqlite", fresh_store(folder)
        self.plan(**(plan or {}))
        if sabotage:
            (folder / "sabotage").write_text(sabotage, encoding="utf-8")
        self.url = f"http://127.0.0.1:{free_port()}"
        self._http = httpx2.Client(trust_env=False, timeout=20)
        self._settings, self._with_model = settings, with_model
        self._sandbox: subprocess.Popen[str] | None = None
        self._service: subprocess.Popen[bytes] | None = None
        self.world_url = ""
        self.code = ROOT  # the source tree that the service is run from
        self.at_rest = False  # whether every promise has been seen to hold
        self._sabotaged = bool(sabotage)
        self._killed = self._struck = 0

    def __enter__(self) -> Self:
        self._sandbox = subprocess.Popen(
            [sys.executable, "-m", "sandbox", "--target", self.url], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        assert self._sandbox.stdout is not None
        self.world_url = json.loads(self._sandbox.stdout.readline())["url"]
        self.tell("settings", push_gap_seconds=0.05)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if error is None and tally.is_wanted() and not self._sabotaged:
            tally.note(self._tally())
        self.kill()
        if self._sandbox is not None:
            self._sandbox.terminate()
            self._sandbox.wait(timeout=20)
        self._http.close()

    def _tally(self) -> tally.Tally:
        kills = self._killed + sum(life["exit"] == -signal.SIGKILL for life in self.lives())
        faults = self._struck + self._hits()
        return tally.tally_of(self.world(), self.books(), kills=kills, faults=faults, at_rest=self.at_rest)

    def _hits(self) -> int:
        return sum(int(fault["hits"]) for fault in self.ask("faults")["faults"])

    # ------------------------------------------------------------ the service

    @property
    def log(self) -> Path:
        """What the service wrote, through all its lives."""
        return self.folder / "parley.log"

    def plan(self, **wanted: Any) -> None:
        """Say where the service is to die; a service that runs already does not hear of it."""
        (self.folder / "plan.json").write_text(json.dumps(wanted), encoding="utf-8")

    def environment(self) -> dict[str, str]:
        """Return the settings of a service in this lab."""
        given = self.ask("credentials").items()
        keys = {name: str(value) for name, value in given if self._with_model or "ANTHROPIC" not in name}
        quick = {
            "PARLEY_STORE_URL": self.store_url,
            "PARLEY_PORT": self.url.rpartition(":")[2],
            "PARLEY_PUBLIC_URL": self.url,
            "PARLEY_OPERATOR_TOKEN": TOKEN,
            "PARLEY_LOG_FORMAT": "json",
            "PARLEY_SENDS_PER_MINUTE": "100000",
            "PARLEY_SENDS_PER_DAY": "100000",
            "PARLEY_SLACK_SECONDS_BETWEEN_POSTS": "0.02",
            "PARLEY_POLL_SECONDS": "1",
            "PARLEY_VENDOR_TIMEOUT_SECONDS": "1",
        }
        return {**os.environ, **keys, **quick, **self._settings}

    def start(self, *, wait: bool = True, command: tuple[str, ...] = ()) -> subprocess.Popen[bytes]:
        """Start the service, killable unless another *command* is given."""
        run = command or ("-m", "tests.recovery.killable", str(self.folder))
        with self.log.open("ab") as log:
            self._service = subprocess.Popen(
                [sys.executable, *run], cwd=self.code, env=self.environment(), stdout=log, stderr=log
            )
        if wait:
            self.until(lambda: self.get("/health"), _PATIENCE_SECONDS, "the service is alive")
        return self._service

    def stop(self, seconds: float = 10) -> int:
        """Ask the service to end with SIGTERM; return its exit status."""
        assert self._service is not None
        self._service.send_signal(signal.SIGTERM)
        return self._service.wait(timeout=seconds)

    def restart(self, seconds: float = 10) -> int:
        """Ask this life of a killable service to end, and let the next begin; return how this one ended."""
        assert self._service is not None
        before = len(self.lives())
        self._service.send_signal(signal.SIGHUP)
        self.until(lambda: len(self.lives()) > before, seconds, "the life ended as it was asked to")
        self.until(lambda: self.get("/health"), _PATIENCE_SECONDS, "the next life is alive")
        return int(self.lives()[before]["exit"])

    def kill(self) -> None:
        """End the service as the power does; a killable one dies with its supervisor."""
        if self._service is not None and self._service.poll() is None:
            self._killed += 1
            self._service.kill()
            self._service.wait()

    def lives(self) -> list[Json]:
        """Return how each life of the service so far has ended."""
        path = self.folder / "lives.jsonl"
        return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []

    def kills(self) -> list[str]:
        """Return the points the service was killed at."""
        return sorted(os.listdir(self.folder / "kills"))

    def running(self) -> bool:
        """Tell whether the service has not ended."""
        return self._service is not None and self._service.poll() is None

    def get(self, path: str) -> Any:
        """Ask the service; None while it is away."""
        with suppress(httpx2.HTTPError):
            answer = self._http.get(self.url + path, headers={"Authorization": f"Bearer {TOKEN}"})
            return answer.json() if answer.status_code == httpx2.codes.OK else None
        return None

    def post(self, path: str, body: Json) -> int:
        """Tell the service something; return the status, 0 while it is away."""
        with suppress(httpx2.HTTPError):
            headers = {"Authorization": f"Bearer {TOKEN}"}
            return self._http.post(self.url + path, json=body, headers=headers).status_code
        return 0

    def order(self, campaign_id: str, creators: int, day_seconds: float = 0) -> None:
        """Order a campaign over the API, as often as it takes to be accepted."""
        days = {"Day Length Seconds": day_seconds} if day_seconds else {}
        body = {"campaign_id": campaign_id, "fields": FIELDS | days, "creators": [creator(n) for n in range(creators)]}
        self.until(lambda: self.post("/campaigns", body) == 202, 60, "the campaign is accepted")

    def books(self) -> Books:
        """Return what the service's own store says."""
        if self.store_url.startswith("sqlite"):
            return Books.read(self.store)
        return Books.read_from_server(self.store_url)

    # ------------------------------------------------------------ the world

    def ask(self, door: str) -> Any:
        """Ask the sandbox's control door."""
        return self._http.get(f"{self.world_url}/_sandbox/{door}").raise_for_status().json()

    def tell(self, door: str, **told: Any) -> Any:
        """Tell the sandbox's control door."""
        if door == "faults/clear":
            self._struck += self._hits()
        return self._http.post(f"{self.world_url}/_sandbox/{door}", json=told).raise_for_status().json()

    def world(self) -> Json:
        """Return the sandbox's own ledger."""
        told: Json = self.ask("state")
        return told

    def until(self, holds: Callable[[], Any], seconds: float, what: str) -> Any:
        """Wait until *holds* answers something true, and return that; each kill of the plan renews the patience.

        Raises DidNotHappen.
        """
        began, killed = time.monotonic(), 0
        while True:
            asked = time.monotonic()
            if answer := holds():
                return answer
            looked = time.monotonic()
            if (kills := self._planned_kills()) > killed:
                began, killed = looked, kills
            if looked > began + seconds:
                raise DidNotHappen(f"after {seconds} s not yet: {what}; see {self.folder}\n{self._last_words()}")
            if self._service is not None and not self.running():
                raise DidNotHappen(f"the service ended with {self._service.returncode} before: {what}; see {self.log}")
            # Whoever looks all the time takes from the service what it needs to get on; a look that had to wait for it
            # to start again says nothing of that.
            time.sleep(min(max(0.05, 3 * (looked - asked)), 0.5))

    def _last_words(self) -> str:
        """Return how each life ended and what the service said last: the folder is gone where nobody looks at once."""
        ends = [life["exit"] for life in self.lives()]
        return f"lives ended with {ends}; {self.log.read_text(errors='replace')[-3_000:] if self.log.exists() else ''}"

    def _planned_kills(self) -> int:
        folder = self.folder / "kills"
        return len(os.listdir(folder)) if folder.exists() else 0


FIELDS: Json = {
    "Client": "Northlight Agency",
    "Brand": "Lumo Trail Shoes",
    "Owner": "mara.lindqvale@brand.example.test",
    "Currency": "USD",
    "CPM Min": "18",
    "CPM Max": "32",
    "Target CPM": "25",
    "Budget": "400000",
    "Platform": "Instagram",
    "Deliverables": "1x Reel, 1x Story",
    "Autonomy": "auto",
}
VIEWS = 40_000


def creator(number: int) -> dict[str, str]:
    """Return the sheet's row of the *number*-th creator."""
    return {
        "Name": f"Testa Fictiva {number}",
        "Email": address(number),
        "Handle": f"@testa_{number}",
        "Platform": "Instagram",
        "Average Views": str(VIEWS),
    }


def address(number: int) -> str:
    """Return the address of the *number*-th creator."""
    return f"testa.{number}@creators.example.test"
