"""What can a negotiation be told while it waits?

Facts and people's decisions, on one ordered topic. Silence is what it tells
itself when nothing came in time.
"""

import json
from dataclasses import dataclass

from dbos import DBOS

from negotiation.acts import Act
from negotiation.records import decode, encode
from steps.life import Late
from workflows.names import TOPIC

# recv wants a number: a negotiation that waits for a person alone looks up once a month.
LONGEST_WAIT_SECONDS = 30 * 86_400.0


@dataclass(frozen=True, slots=True)
class Started:
    """The negotiation begins."""

    request_id: str = ""


@dataclass(frozen=True, slots=True)
class Reopened:
    """A later episode begins; what it has to take up is in the ledger."""


@dataclass(frozen=True, slots=True)
class MailArrived:
    """A mail of this negotiation is in the ledger under *message_id*."""

    message_id: str
    request_id: str = ""


@dataclass(frozen=True, slots=True)
class PersonDecided:
    """A person pressed a button or called the API; *press_id* is unique to the press."""

    act: Act
    who: str
    press_id: str
    fee_cents: int | None = None  # of COUNTER
    body: str = ""  # of EDIT
    pending_key: str = ""  # which draft they looked at; "" means whichever waits
    request_id: str = ""
    reason: str = ""  # of CANCEL
    seen_turn: int | None = None  # what they looked at is of this turn; None: nobody knows


@dataclass(frozen=True, slots=True)
class Silence:
    """Nothing came until the wait was over."""


Signal = Started | Reopened | MailArrived | PersonDecided | Silence


async def next_signal(wait_seconds: float) -> Signal:
    """Wait durably for the next signal; silence is a signal too."""
    message = await DBOS.recv_async(TOPIC, min(wait_seconds, LONGEST_WAIT_SECONDS))
    return Silence() if message is None else read_signal(message)


def signal_of(late: Late) -> Signal:
    """Return what a negotiation is told of something that came in while it was ending."""
    return read_signal(json.loads(late.press)) if late.press else MailArrived(late.message_id)


def read_signal(message: dict[str, object]) -> Signal:
    """Return the signal that *message* holds."""
    signal: Signal = decode(Signal, message)
    return signal


def write_signal(signal: Signal) -> dict[str, object]:
    """Return *signal* as it is stored."""
    return encode(signal)
