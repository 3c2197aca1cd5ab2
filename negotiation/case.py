"""What does a negotiation carry from one turn to the next?

The case is the workflow's own memory, bounded and small: every turn gets one
and returns the next. It holds what was done, never what to do.
"""

from dataclasses import dataclass, field

from negotiation.reading import Reading
from negotiation.state import TERMINAL, State
from negotiation.terms import Autonomy, Brief, History


@dataclass(frozen=True, slots=True)
class Thread:
    """The conversation a mail belongs to. ``references`` are RFC Message-IDs, oldest first, bounded."""

    thread_id: str = ""
    subject: str = ""
    references: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    cc: tuple[str, ...] = ()
    strangers: tuple[str, ...] = ()  # who wrote into it unasked; a person decides whether they belong to it


@dataclass(frozen=True, slots=True)
class Held:
    """A mail whose ask is held until the campaign's money comes back, as it was read."""

    message_id: str
    reading: Reading


@dataclass(frozen=True, slots=True)
class Case:
    """Where one negotiation stands between two turns."""

    negotiation_id: str
    state: State = State.INITIAL_OFFER
    turn: int = 0  # turns taken
    seq: int = 0  # transitions made
    history: History = field(default_factory=History)
    thread: Thread = field(default_factory=Thread)
    nudges: int = 0
    due_at_ms: int | None = None  # when silence becomes an event; None: only a signal wakes it
    wait_seconds: float = 0.0  # from the end of the last turn to due_at_ms
    pending_key: str = ""  # a draft that waits for a person
    unread: tuple[str, ...] = ()  # mails that a person kept us from answering
    reminders: int = 0
    held: Held | None = None

    @property
    def ended(self) -> bool:
        """Whether the negotiation reached a terminal state."""
        return self.state in TERMINAL


def needs_approval(brief: Brief, case: Case) -> bool:
    """Tell whether the next mail of *case* waits until a person has looked at it."""
    autonomy = brief.campaign.autonomy
    # The first offer is looked at whatever it is: a creator who wrote before our opening gets it as a counter.
    return autonomy is Autonomy.REVIEW_ALL or (autonomy is Autonomy.REVIEW_FIRST and not case.history.ours())
