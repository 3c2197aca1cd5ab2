"""Which processes play the demo, and how are they started, killed and asked?

The sandbox and the service run as they would anywhere: as processes of their
own, spoken to over HTTP. Nothing of either is imported here.
"""

import json
import os
import random
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2

from negotiation.errors import TheirFault, WorldFault

_START_SECONDS = 60.0
_HIGHEST_PORT = 65_535
_PORTS = range(20_000, 32_000)
Json = dict[str, Any]


class DidNotStart(WorldFault):
    """A process of the demo did not come up."""

    def __init__(self, name: str, log: str, said: str) -> None:
        super().__init__(name, log, said)
        self.name, self.log, self.said = name, log, said

    def __str__(self) -> str:
        return f"{self.name} did not start; its log is {self.log}, and it says:\n{self.said}"


class BadPlace(TheirFault):
    """The demo was told to listen somewhere that is no address."""

    def __init__(self, place: str) -> None:
        super().__init__(place)
        self.place = place

    def __str__(self) -> str:
        return (
            f"--at {self.place!r} is no place to listen: write HOST:PORT, such as 127.0.0.1:8000; port 0 is a free one"
        )


class NowhereToWrite(TheirFault):
    """The scorecard is wanted in a folder that is not there."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path

    def __str__(self) -> str:
        return f"--json {self.path}: there is no such folder; make it first, or name another file"


class Process:
    """One child process with its log file; of this shell's settings and of a .env it knows nothing but *environment*.

    A demo must not spend the money of a real model key, nor tell a real Sentry of its crashes.
    """

    def __init__(self, name: str, folder: Path, command: list[str], environment: dict[str, str]) -> None:
        self.name, self.log = name, folder / f"{name}.log"
        self._command = command
        inherited = {key: value for key, value in os.environ.items() if not key.startswith("PARLEY_")}
        self._environment = {**inherited, **environment}
        self._child: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it; its output goes to the end of its log."""
        with self.log.open("ab") as log:
            self._child = subprocess.Popen(
                self._command,
                cwd=self.log.parent,
                env=self._environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def kill(self) -> None:
        """SIGKILL: no goodbye, no flush."""
        if self._child is not None:
            self._child.kill()
            self._child.wait()

    def stop(self) -> int:
        """Ask it to end, and make it after ten seconds; return its exit status."""
        if self._child is None or self._child.poll() is not None:
            return self._child.returncode if self._child else 0
        self._child.send_signal(signal.SIGTERM)
        try:
            return self._child.wait(10)
        except subprocess.TimeoutExpired:
            self.kill()
            return -signal.SIGKILL

    def wait_until(self, url: str) -> None:
        """Wait until *url* answers.

        Raises DidNotStart when the process ends first or takes too long.
        """
        deadline = time.monotonic() + _START_SECONDS
        while time.monotonic() < deadline:
            if self._child is not None and self._child.poll() is not None:
                break
            try:
                if httpx2.get(url, timeout=2).status_code == httpx2.codes.OK:
                    return
            except httpx2.HTTPError:
                pass
            time.sleep(0.1)
        raise DidNotStart(self.name, str(self.log), self._said())

    def _said(self) -> str:
        """Return the lines of its log that are meant for a person; without any, its last one."""
        lines = [line.strip() for line in self.log.read_text(errors="replace").splitlines() if line.strip()]
        return "\n".join([line for line in lines if line.startswith(("mend", "parley:"))] or lines[-1:])


@dataclass(frozen=True, slots=True)
class Staging:
    """Who plays, where, and how fast; without a port both processes take free ones, otherwise this and the next."""

    creators: int = 30
    seed: int = 7
    kills: int = 1
    listen: str = "127.0.0.1"
    port: int = 0
    day_seconds: float = 2.0

    @classmethod
    def at(cls, place: str, creators: int, seed: int, kills: int) -> "Staging":
        """Return a staging that listens at *place*, HOST:PORT.

        Raises BadPlace.
        """
        listen, _, port = place.rpartition(":")
        # The world takes the port after it.
        if not listen or not port.isdecimal() or int(port) >= _HIGHEST_PORT:
            raise BadPlace(place)
        return cls(creators, seed, kills, listen.strip("[]"), int(port))

    def addresses(self) -> tuple["Address", "Address"]:
        """Return where the service and the world listen."""
        ports = (self.port, self.port + 1) if self.port else (free_port(), free_port())
        return Address(self.listen, ports[0]), Address(self.listen, ports[1])


@dataclass(frozen=True, slots=True)
class Address:
    """Where a process listens; it is spoken to on this machine."""

    listen: str
    port: int

    @property
    def url(self) -> str:
        """The address to open."""
        return f"http://127.0.0.1:{self.port}"


class World:
    """The sandbox, filled with the demo's campaign."""

    def __init__(self, folder: Path, at: Address, service_url: str, staging: Staging) -> None:
        self._task_id = ""
        self._settled = [str(staging.creators), str(staging.seed), str(staging.day_seconds)]
        self.url = at.url
        place = ["--host", at.listen, "--port", str(at.port), "--target", service_url]
        pace = ["--seed", str(staging.seed), "--day-seconds", str(staging.day_seconds)]
        self._process = Process("sandbox", folder, [sys.executable, "-m", "sandbox", *place, *pace], {})

    def start(self) -> None:
        """Start the sandbox and put the campaign, the sheet and the creators in."""
        self._process.start()
        self._process.wait_until(f"{self.url}/_sandbox/credentials")
        command = [sys.executable, "-m", "sandbox.campaigns", *self._settled]
        told = subprocess.run(command, check=True, capture_output=True)
        world = json.loads(told.stdout)
        self._task_id = world["task"]["id"]
        self.post("seed", world)

    def credentials(self) -> dict[str, str]:
        """Return the keys to this world under Parley's setting names; no model key, so that the demo runs offline."""
        given: dict[str, str] = self.get("credentials")
        return {name: value for name, value in given.items() if "ANTHROPIC" not in name}

    def fire_campaign(self) -> None:
        """Let ClickUp tell the service about its campaign task."""
        self.post("clickup/fire", {"task_id": self._task_id})

    def state(self) -> Json:
        """Return the sandbox's own ledger."""
        told: Json = self.get("state")
        return told

    def get(self, path: str) -> Any:
        """Ask the sandbox's control door."""
        return httpx2.get(f"{self.url}/_sandbox/{path}", timeout=20).raise_for_status().json()

    def post(self, path: str, body: Json) -> Any:
        """Tell the sandbox's control door, and return what it says."""
        return httpx2.post(f"{self.url}/_sandbox/{path}", json=body, timeout=30).raise_for_status().json()

    def stop(self) -> None:
        """End the sandbox."""
        self._process.stop()


class Service:
    """Parley itself, on a fresh store."""

    TOKEN = "demo-operator-token"  # noqa: S105 - opens a service that lives two minutes on loopback

    def __init__(self, folder: Path, at: Address) -> None:
        self.url = at.url
        self._folder, self._at = folder, at
        self._process: Process | None = None

    def start(self, credentials: dict[str, str]) -> None:
        """Start the service with *credentials* and wait until it is alive."""
        environment = {
            **credentials,
            "PARLEY_STORE_URL": f"sqlite:///{self._folder / 'parley.sqlite'}",
            "PARLEY_HOST": self._at.listen,
            "PARLEY_PORT": str(self._at.port),
            "PARLEY_PUBLIC_URL": self.url,
            "PARLEY_OPERATOR_TOKEN": self.TOKEN,
            "PARLEY_SENDER_NAME": "Mara Lindqvale",
            "PARLEY_PLAYBOOK_DIR": str(Path(os.environ.get("PARLEY_PLAYBOOK_DIR", "playbook")).absolute()),
            "PARLEY_ENVIRONMENT": "demo",
            "PARLEY_LOG_FORMAT": "json",
            # Days are seconds here, so the limits that protect a real mailbox are days too.
            "PARLEY_SENDS_PER_MINUTE": "100000",
            "PARLEY_SENDS_PER_DAY": "100000",
            "PARLEY_SLACK_SECONDS_BETWEEN_POSTS": "0.02",
            "PARLEY_POLL_SECONDS": "2",
        }
        self._process = Process("parley", self._folder, [sys.executable, "-m", "api", "serve"], environment)
        self.restart()

    def restart(self) -> None:
        """Start it (again) on the same store."""
        assert self._process is not None
        self._process.start()
        self._process.wait_until(f"{self.url}/health")

    def kill(self) -> None:
        """Kill it where it stands."""
        assert self._process is not None
        self._process.kill()

    def stop(self) -> int:
        """End it gracefully; return its exit status."""
        return self._process.stop() if self._process else 0

    def get(self, path: str) -> Any:
        """Ask the operator API; None while the service is away."""
        try:
            answer = httpx2.get(f"{self.url}{path}", headers={"Authorization": f"Bearer {self.TOKEN}"}, timeout=10)
        except httpx2.HTTPError:
            return None
        return answer.json() if answer.status_code == httpx2.codes.OK else None


def free_port() -> int:
    """Return a port nobody listens on, under those that systems give to connections: none takes it before we listen."""
    for port in random.SystemRandom().sample(_PORTS, 100):
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise WorldFault(f"none of a hundred ports from {_PORTS.start} to {_PORTS.stop - 1} is free")
