"""What happens in the demo?

A sandbox and a service start on free ports; ClickUp tells of a campaign; days
run as seconds; the service is killed on the way and started again; and the
sandbox's own ledger says whether every promise was kept.
"""

import json
import random
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.live import Live

from api.demo.processes import NowhereToWrite, Service, Staging, World
from api.demo.scorecard import Scorecard, keep_score
from api.demo.screen import places, progress, show_scorecard

Json = dict[str, Any]
_STANDSTILL_SECONDS = 60.0  # whoever is slow is waited for, whoever stands still is not
_KILL_WINDOW_SECONDS = (4.0, 30.0)
_QUIET_SECONDS = 2.5
_LOOK_SECONDS = 0.8
_OPEN = ("initial_offer", "awaiting_reply", "counter_received", "counter_sent")


def run_demo(staging: Staging, *, headless: bool, stay: bool, json_path: str) -> int:
    """Run the demo; return 0 when every promise held, 1 otherwise."""
    if json_path and not Path(json_path).absolute().parent.is_dir():
        raise NowhereToWrite(json_path)
    folder = Path(tempfile.mkdtemp(prefix="parley-demo-"))
    console = Console()
    # In a container's log a picture that is drawn anew is noise, so each event is a line.
    told = console.print if not headless and not console.is_terminal else None
    play = Play(folder, staging, told)
    # Ended politely, the demo takes its two processes along.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    try:
        play.start()
        live = None if headless or told else Live(console=console, refresh_per_second=4)
        with live or nullcontext():
            while not play.over():
                play.step()
                if live is not None:
                    live.update(play.picture())
        card = play.score()
        if json_path:
            Path(json_path).write_text(json.dumps(card.as_json(), indent=2), encoding="utf-8")
        show_scorecard(console, card, play.currency, str(folder))
        if stay:
            _stay(console, play)
    finally:
        play.stop()
    return 0 if all(card.promises().values()) else 1


def _stay(console: Console, play: "Play") -> None:
    """Leave the pages open until somebody ends the demo."""
    ended = threading.Event()
    for ending in (signal.SIGTERM, signal.SIGINT):
        signal.signal(ending, lambda *_: ended.set())
    console.print("Both go on, for you to look around; Ctrl-C ends them.", places(play.pages()))
    while not ended.wait(1):
        """A wait without an end would not let the signal in."""


class Play:
    """One run of the demo."""

    def __init__(self, folder: Path, staging: Staging, tell: Callable[[Any], None] | None = None) -> None:
        here, there = staging.addresses()
        self._service = Service(folder, here)
        self._world = World(folder, there, here.url, staging)
        self._staging, self._tell = staging, tell
        dice = random.Random(staging.seed)  # noqa: S311 - the same seed is the same run
        self._kill_times = sorted(dice.uniform(*_KILL_WINDOW_SECONDS) for _ in range(staging.kills))
        self._events: list[str] = []
        self._campaign: Json | None = None
        self._negotiations: list[Json] = []
        self._began = self._quiet_since = time.monotonic()
        self._last_sign: object = None
        self.currency = "USD"

    @property
    def seconds(self) -> float:
        """Seconds since the campaign was fired."""
        return time.monotonic() - self._began

    def start(self) -> None:
        """Start both processes and fire the campaign."""
        self._world.start()
        self._service.start(self._world.credentials())
        self._began = self._quiet_since = time.monotonic()
        self._world.fire_campaign()
        if self._tell is not None:
            self._tell(places(self.pages()))
        self._say("ClickUp: a campaign task was created")

    def step(self) -> None:
        """Kill if it is time, then look at how far everybody is."""
        if self._kill_times and self.seconds >= self._kill_times[0]:
            self._kill_times.pop(0)
            self._service.kill()
            self._say("SIGKILL: the service is gone, in the middle of its work")
            self._service.restart()
            self._say("started again: every negotiation resumes at its last completed step")
        time.sleep(_LOOK_SECONDS)
        campaigns = self._service.get("/campaigns")
        if campaigns:
            self._campaign = campaigns[0]
            self._negotiations = self._service.get("/negotiations?limit=1000") or self._negotiations

    def over(self) -> bool:
        """Tell whether everybody has reached an end and nothing is under way any more, or nothing moves at all."""
        world = self._world.state()
        sign = (world["replies_under_way"], len(world["sent"]), [n["updated_at_ms"] for n in self._negotiations])
        if sign != self._last_sign:
            self._last_sign, self._quiet_since = sign, time.monotonic()
        quiet = time.monotonic() - self._quiet_since
        under_way = not self._negotiations or self._kill_times or world["replies_under_way"]
        if under_way or any(n["state"] in _OPEN for n in self._negotiations):
            return quiet > _STANDSTILL_SECONDS
        return quiet > _QUIET_SECONDS

    def pages(self) -> dict[str, str]:
        """Return the pages to look at in a browser."""
        return {
            "console": f"{self._service.url}/console  (any name, token {self._service.TOKEN})",
            "Slack": f"{self._world.url}/slack-channel",
            "inboxes": f"{self._world.url}/inboxes",
            "sandbox": self._world.url,
        }

    def picture(self) -> Any:
        """Return what the terminal shows now."""
        return progress(self.seconds, self._campaign, self._negotiations, self._events, self.pages())

    def score(self) -> Scorecard:
        """Hold Parley's account against the sandbox's."""
        campaign = self._service.get(f"/campaigns/{self._campaign['campaign_id']}") if self._campaign else {}
        stories = [self._service.get(f"/negotiations/{n['negotiation_id']}") for n in self._negotiations]
        card = keep_score(campaign, stories, self._world.state())
        card.seconds, card.seed, card.kills = round(self.seconds, 1), self._staging.seed, self._staging.kills
        return card

    def stop(self) -> None:
        """End both processes."""
        self._service.stop()
        self._world.stop()

    def _say(self, event: str) -> None:
        self._events.append(f"{self.seconds:5.1f} s  {event}")
        if self._tell is not None:
            self._tell(self._events[-1])
