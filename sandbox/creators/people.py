"""Who is a creator, what have they heard, and what do they want to say?

Plain facts of one conversation as its creator sees it. Nothing here decides
what to answer (temperaments do) or writes a mail (post does).
"""

import re
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from random import Random
from typing import Protocol

from sandbox.mailtypes import ReceivedMail

MAX_MAILS = 7  # nobody writes more about one collaboration


class MailStyle(StrEnum):
    """Which program a creator writes with: it shapes the quoted history."""

    BARE = "bare"  # plain text, no history
    PLAIN = "plain"  # plain text over "> " lines
    GMAIL = "gmail"
    OUTLOOK = "outlook"
    APPLE = "apple"


@dataclass(frozen=True, slots=True)
class Contact:
    """A name with an address."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Profile:
    """One creator with their private numbers. Nobody on the team's side ever sees these."""

    contact: Contact
    handle: str
    temperament: str
    currency: str
    brand: str
    views: int
    floor_cents: int  # what the campaign's lowest and highest CPM make for this creator
    ceiling_cents: int
    reservation_cents: int
    first_ask_cents: int
    tempo_percent: int  # under 100 answers faster than most
    style: MailStyle
    helper: Contact  # a manager, a studio inbox: the second address around this creator


@dataclass(frozen=True, slots=True)
class Heard:
    """One mail of the team, understood: the amount it names, if any, and whether it asks something."""

    mail: ReceivedMail
    offer_cents: int | None
    asks: bool
    says_goodbye: bool


@dataclass(frozen=True, slots=True)
class Speech:
    """One mail to be written; ``sender`` None is the creator, ``subject`` None keeps the thread's."""

    text: str
    after_days: float
    sender: Contact | None = None
    to: Contact | None = None  # None is the team
    cc: tuple[Contact, ...] = ()
    subject: str | None = None
    subject_prefix: str = ""  # instead of "Re: "
    in_thread: bool = True
    headers: tuple[tuple[str, str], ...] = ()
    style: MailStyle | None = None
    authenticated: bool = True  # False for the team's own mail, which no receiver has checked


@dataclass(frozen=True, slots=True)
class Bounce:
    """A delivery failure reported by the creator's mail server."""

    after_days: float


Answer = Speech | Bounce


@dataclass(slots=True)
class Talk:
    """One conversation from the creator's chair; everything a temperament may remember."""

    profile: Profile
    seed: int
    number: int  # which conversation with this creator, from 0
    asks: list[int] = field(default_factory=list)
    offers: list[int] = field(default_factory=list)
    rounds: int = 0  # mails of the team that were considered
    mails_sent: int = 0
    agreed_cents: int | None = None
    over: bool = False
    thanked: bool = False
    today: date = date.min  # when the mail that is answered came in
    busy_until: float = 0.0  # seconds; until then the last answer is still on its way
    known_ids: set[str] = field(default_factory=set)
    memory: set[str] = field(default_factory=set)  # what a temperament has already done once

    def rng(self, what: str) -> Random:
        """Return the dice for *what* in this round: the same seed, address and round roll the same."""
        return Random(f"{self.seed}|{self.profile.contact.address}|{self.number}|{self.rounds}|{what}")

    def once(self, what: str) -> bool:
        """Return True the first time *what* is asked for."""
        first = what not in self.memory
        self.memory.add(what)
        return first

    def days(self, low: float, high: float) -> float:
        """Return how long this creator takes, in days, between *low* and *high* for an average one."""
        return self.rng("delay").uniform(low, high) * self.profile.tempo_percent / 100

    @property
    def settled(self) -> bool:
        """Tell whether this creator believes that a fee is agreed."""
        return self.agreed_cents is not None


_FAREWELL = re.compile(
    r"all the best|wish you|best of luck|unable to|not able to|can(?:'|’)?t make|cannot make|won(?:'|’)?t be able|"
    r"close (?:the|this|our)|another time|future (?:project|campaign)|not be moving|step back|leave it here",
    re.IGNORECASE)  # fmt: skip


def farewell_in(text: str) -> bool:
    """Tell whether *text* sounds like the end of the conversation."""
    return _FAREWELL.search(text) is not None


class Temperament(Protocol):
    """How one kind of creator answers; it remembers in the talk, never in itself."""

    name: str

    def shape(self, profile: Profile, rng: Random) -> Profile:
        """Return *profile* with the private numbers this temperament needs."""
        ...

    def answer(self, talk: Talk, heard: Heard) -> list[Answer]:
        """Return the mails that *heard* causes, possibly none."""
        ...
