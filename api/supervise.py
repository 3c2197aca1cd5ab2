"""How do several processes share the work, and who starts a fallen one again?

One socket is opened here and handed to every child, so whichever is free takes
the next request and none is refused while another starts. Each child has a
name of its own and keeps it over its lives: what it left is resumed under that
name. It judges nothing and reads no store.
"""

import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from types import FrameType

import sqlalchemy as sa
import structlog

from api.serving import open_door
from negotiation.errors import TheirFault
from steps.settings import Settings

EXIT_WRONG_SETTINGS = 78
_LONGEST_PAUSE_SECONDS = 5.0
_HEALTHY_AFTER_SECONDS = 30.0
_LOOK_SECONDS = 0.1
_GRACE_SECONDS = 12.0
_BACKLOG = 512
_SERVE = (sys.executable, "-m", "api", "serve")

_log = structlog.get_logger("parley.supervisor")


class NeedsPostgres(TheirFault):
    """Several processes were asked for on a store that takes one."""

    def __str__(self) -> str:
        return "an SQLite file takes one process: use --processes 1, or a postgresql:// URL in PARLEY_STORE_URL"


@dataclass(slots=True)
class _Child:
    """One name, and the process that works under it now."""

    name: str
    process: "subprocess.Popen[bytes] | None" = None
    began: float = 0.0
    pause_seconds: float = 0.0
    next_start: float = field(default_factory=time.monotonic)

    def has_lasted(self) -> bool:
        """Tell whether the process has been at work for so long that its settings must be right."""
        return time.monotonic() - self.began >= _HEALTHY_AFTER_SECONDS


class Supervisor:
    """Keeps *processes* services alive on one socket until it is asked to end."""

    def __init__(self, settings: Settings, processes: int) -> None:
        if processes > 1 and sa.make_url(settings.store_url).get_backend_name() == "sqlite":
            raise NeedsPostgres
        self._door = open_door(settings)
        self._door.listen(_BACKLOG)
        first = settings.executor_id
        self._children = [_Child(first), *(_Child(f"{first}-{number}") for number in range(2, processes + 1))]
        # Its other end closes when this process is gone, however it went: then the children end too.
        self._lifeline, self._held = os.pipe()
        self._ending = threading.Event()

    def run(self) -> int:
        """Start, watch and restart the children; return the exit status once all have ended."""
        for sign in (signal.SIGTERM, signal.SIGINT):
            signal.signal(sign, self._end)
        status = 0
        while not self._ending.is_set():
            for child in self._children:
                status = self._tend(child) or status
            self._ending.wait(_LOOK_SECONDS)
        self._stop_all()
        return status

    def _end(self, _: int, __: FrameType | None) -> None:
        self._ending.set()

    def _tend(self, child: _Child) -> int:
        """Start *child* if it is due, and notice its end; return a status that ends everything, or 0."""
        if child.process is None:
            if time.monotonic() >= child.next_start:
                self._start(child)
            return 0
        ended = child.process.poll()
        if ended is None:
            return 0
        _log.warning("supervisor.ended", executor=child.name, status=ended)
        if ended == EXIT_WRONG_SETTINGS and not any(other.has_lasted() for other in self._others(child)):
            self._ending.set()
            return ended
        # Others work on these settings: what was broken since is mended while they go on.
        longer = min(max(child.pause_seconds * 2, 0.25), _LONGEST_PAUSE_SECONDS)
        child.pause_seconds = 0.0 if child.has_lasted() else longer
        child.process, child.next_start = None, time.monotonic() + child.pause_seconds
        return 0

    def _others(self, child: _Child) -> list[_Child]:
        return [other for other in self._children if other is not child and other.process is not None]

    def _start(self, child: _Child) -> None:
        door = self._door.fileno()
        child.process = subprocess.Popen(
            [*_SERVE, "--door", str(door), "--lifeline", str(self._lifeline), "--executor", child.name],
            pass_fds=(door, self._lifeline),
        )
        child.began = time.monotonic()
        _log.info("supervisor.started", executor=child.name, pid=child.process.pid)

    def _stop_all(self) -> None:
        running = [child.process for child in self._children if child.process is not None]
        for process in running:
            process.terminate()
        deadline = time.monotonic() + _GRACE_SECONDS
        for process in running:
            try:
                process.wait(max(deadline - time.monotonic(), 0.1))
            except subprocess.TimeoutExpired:
                process.kill()
        self._door.close()


def end_with_supervisor(lifeline: int) -> None:
    """Ask this process to end politely once its supervisor is gone."""

    def wait() -> None:
        os.read(lifeline, 1)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=wait, daemon=True).start()
