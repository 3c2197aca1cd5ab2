"""Do two Parleys bargain with each other when each is the other's creator?

Two services, each beside a world of its own, and a relay that carries every
mail of the one to the mailbox of the other, byte for byte, as mail servers do.
"""

import base64
import time
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.recovery.lab import FIELDS, VIEWS, Json, Lab
from tests.sandbox.conftest import World

NORTH, SOUTH = "deals@north.example.test", "deals@south.example.test"
_DAY_SECONDS = 3.0
_QUIET_SECONDS = 4 * _DAY_SECONDS  # a nudge would be due after three days


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_two_parleys_write_to_each_other_once_and_two_people_are_told(tmp_path: Path) -> None:
    with Lab(tmp_path / "north") as north, Lab(tmp_path / "south") as south:
        for lab, own in ((north, NORTH), (south, SOUTH)):
            lab.tell("reset", target=lab.url, world={"team_address": own})
            lab.tell("settings", push_gap_seconds=0.05)
            lab.start()
        relay = Relay(north, south)
        order(north, SOUTH)
        order(south, NORTH)
        for lab in (north, south):
            lab.until(partial(told_a_person, lab, relay), 60, "a person was told")
        end = time.monotonic() + _QUIET_SECONDS
        while time.monotonic() < end:
            relay.carry()
            time.sleep(0.1)
        assert relay.carried == {NORTH: 1, SOUTH: 1}
        assert [len(lab.world()["sent"]) for lab in (north, south)] == [1, 1]


class Relay:
    """Carries what the one sends to the other."""

    def __init__(self, *labs: Lab) -> None:
        self._labs = {lab.world()["gmail"]["address"]: (lab, World(lab.world_url).gmail()) for lab in labs}
        self._seen: set[tuple[str, str]] = set()
        self.carried: dict[str, int] = dict.fromkeys(self._labs, 0)

    def carry(self) -> None:
        """Bring over what has been sent since the last time."""
        for sender, (lab, api) in self._labs.items():
            for mail in lab.world()["sent"]:
                if (sender, mail["id"]) not in self._seen:
                    self._seen.add((sender, mail["id"]))
                    self.carried[sender] += 1
                    self._bring(mail, _arrived(sender, api, mail["id"]))

    def _bring(self, mail: Json, raw: bytes) -> None:
        for recipient in mail["recipients"]:
            self._labs[recipient][0].tell("deliver", raw_base64=base64.b64encode(raw).decode())


def _arrived(sender: str, api: Any, message_id: str) -> bytes:
    """Return the mail as the other's server stamps it."""
    told = api.users().messages().get(userId="me", id=message_id, format="raw").execute()
    stamp = (
        f"Return-Path: <{sender}>\r\nReceived: from out.example.test by mx.example.test with ESMTPS\r\n"
        "Authentication-Results: mx.google.com; dkim=pass header.i=@example.test; spf=pass; dmarc=pass\r\n"
    )
    return stamp.encode() + base64.urlsafe_b64decode(told["raw"])


def order(lab: Lab, partner: str) -> None:
    """Order a campaign whose one creator is the other Parley."""
    row = {"Name": "Deal Desk", "Email": partner, "Handle": "@deals", "Average Views": str(VIEWS)}
    body = {"campaign_id": "lab", "fields": FIELDS | {"Day Length Seconds": _DAY_SECONDS}, "creators": [row]}
    lab.until(lambda: lab.post("/campaigns", body) == 202, 60, "the campaign is accepted")


def told_a_person(lab: Lab, relay: Relay) -> bool:
    relay.carry()
    found = lab.get("/negotiations") or []
    return [one["state"] for one in found] == ["escalated"]
