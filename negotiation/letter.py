"""What the writer may know: a verdict's public face.

The type has no room for the reservation price, the CPM range or the budget,
so no writer, model or template can leak them.
"""

from dataclasses import dataclass
from enum import StrEnum

from negotiation.money import Money
from negotiation.terms import Bonus, Package

BONUS_DAYS = 30  # a bonus counts the views of so many days from publication


class Stage(StrEnum):
    """Which mail is to be written."""

    OPENING = "opening"
    COUNTER = "counter"
    HOLD = "hold"
    FINAL = "final"  # a counter or hold that is our last offer
    CLARIFY = "clarify"
    CONFIRM = "confirm"  # reads the agreed terms back
    DECLINE = "decline"
    FILLED = "filled"  # an honest no: the campaign has no place left for now
    STANDS = "stands"  # no more money will come, and our last offer stays open; it is not named again
    NUDGE = "nudge"
    CLOSE = "close"  # the polite end after silence


@dataclass(frozen=True, slots=True)
class SpokenLine:
    """One earlier mail as the writer sees it: own words only, bounded."""

    by_us: bool
    text: str


@dataclass(frozen=True, slots=True)
class LetterOrder:
    """Everything a mail may be made from. ``fee_cents`` None: the mail must name no amount at all."""

    stage: Stage
    brand: str
    creator_name: str
    language: str
    currency: str
    fee_cents: int | None
    package: Package
    sender_name: str
    question: str = ""  # what to ask, for CLARIFY; what to answer, elsewhere
    conversation: tuple[SpokenLine, ...] = ()
    disclosure: str = ""
    postal_address: str = ""
    dates: str = ""
    refused_because: tuple[str, ...] = ()  # the guard's reasons, on the second try
    besides: str = ""  # a topic of `besides` that they want with the fee: the mail says that our terms stay
    table: Package | None = None  # the package that was on the table before, where this mail changes it


@dataclass(frozen=True, slots=True)
class Draft:
    """The text of a mail; the subject is kept by threading, so only an opening needs one."""

    subject: str
    body: str
    writer: str  # offline, or the model's name


def bonus_terms(bonus: Bonus, currency: str) -> str:
    """Return the only words that promise a bonus: the writer copies them, the guard lets no others pass."""
    rate, cap = Money(bonus.cpm_cents, currency), Money(bonus.cap_cents, currency)
    counted = f"above {bonus.above_views:,} in the first {BONUS_DAYS} days from publication"
    return f"a bonus of {rate} for every 1,000 views {counted}, {cap} at most"
