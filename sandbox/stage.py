"""Which parts make up the sandbox, and how do they hang together?

The composition root: one clock, one mailbox, one workspace each. A reset
builds all of it anew behind the same address; only keys stay. It serves
nothing by itself (`app` does).
"""

from dataclasses import dataclass, field
from random import Random
from typing import Any

import httpx2
from starlette.routing import Router
from starlette.types import Receive, Scope, Send

from sandbox import world
from sandbox.anthropic import Anthropic
from sandbox.clickup import ClickUp
from sandbox.clock import Clock
from sandbox.courier import Courier, open_line
from sandbox.creators.population import Creators, build_creators
from sandbox.errands import Errands
from sandbox.faults import Faults
from sandbox.gmail import Gmail
from sandbox.lines import Lines
from sandbox.mailbox import Mailbox
from sandbox.oauth import Accounts
from sandbox.post_office import PostOffice
from sandbox.pubsub import Watcher
from sandbox.requests_log import RequestsLog
from sandbox.seeding import sow
from sandbox.sheets import Sheets
from sandbox.slack import Slack
from sandbox.slack_people import SlackPeople


@dataclass(frozen=True, slots=True)
class Start:
    """What the sandbox was started with; a reset may change it."""

    seed: int = 7
    target: str = ""
    day_seconds: float = 1.0


@dataclass(eq=False)
class Sandbox:
    """The whole world."""

    start: Start
    url: str = ""
    accounts: Accounts = field(default_factory=Accounts)
    lines: Lines = field(default_factory=Lines)
    errands: Errands = field(default_factory=Errands)
    line: httpx2.AsyncClient = field(default_factory=open_line)
    log: RequestsLog = field(default_factory=RequestsLog)
    faults: Faults = field(default_factory=Faults)

    def __post_init__(self) -> None:
        self.faults.begin(self.start.seed)
        self._build({})

    def _build(self, seeded: dict[str, Any]) -> None:
        start = self.start
        self.clock = Clock()
        self.courier = Courier(self.errands, self.clock, Random(f"courier {start.seed}"), self.line)
        self.mailbox = Mailbox(seeded.get("team_address", world.TEAM_ADDRESS).lower(), self.clock)
        self.creators: Creators = creators_of(seeded, start)
        self.post_office = PostOffice(self.mailbox, self.creators, self.clock, self.errands)
        self.watcher = Watcher(self.mailbox, self.courier, self.accounts, start.target)
        self.mailbox.on_change = self.watcher.on_change
        self.gmail = Gmail(self.post_office, self.accounts, self.watcher)
        self.sheets = Sheets(self.accounts)
        self.clickup = ClickUp(self.clock, self.courier, start.target)
        self.slack = Slack(self.clock)
        self.slack_people = SlackPeople(self.slack, self.courier, start.target, self.url)
        self.anthropic = Anthropic()
        self._vendors = Router(
            [
                *self.accounts.routes(),
                *self.gmail.routes(),
                *self.sheets.routes(),
                *self.clickup.routes(),
                *self.slack.routes(),
                *self.anthropic.routes(),
            ]
        )

    def reset(self, start: Start, seeded: dict[str, Any]) -> None:
        """Begin anew, with the world that is given."""
        self.errands.call_off()
        self.accounts.reset()
        self.log.clear()
        self.faults.begin(start.seed)
        self.start = start
        self._build(seeded)
        sow(seeded, self.sheets, self.clickup, self.slack)

    def aim(self, target: str) -> None:
        """Send everything that is pushed to *target* from now on."""
        self.start = Start(self.start.seed, target.rstrip("/"), self.start.day_seconds)
        for sender in (self.watcher, self.clickup, self.slack_people):
            sender.target = self.start.target

    def arrive_at(self, url: str) -> None:
        """Learn the address the sandbox itself is reached at."""
        self.url = self.slack_people.url = url

    def credentials(self) -> dict[str, str]:
        """Return every key under the name of Parley's setting."""
        keys = world.credentials(self.url, self.accounts.service_account_json(self.url))
        return {**keys, "PARLEY_GMAIL_ADDRESS": self.mailbox.address}

    async def vendors(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the vendor whose path it is; looked up anew each time, because a reset replaces them all."""
        scope["root_path"] = ""
        await self._vendors(scope, receive, send)


def creators_of(seeded: dict[str, Any], start: Start) -> Creators:
    """Return everybody outside the team; a world without people has none."""
    people = {"currency": "USD", "brand": "", **seeded, "people": seeded.get("people", [])}
    return build_creators(people, start.seed, start.day_seconds)
