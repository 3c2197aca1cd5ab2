"""How are money, times, states and strangers' texts written for people?

Text that came from a mail is shown letter by letter: what would turn the
reading direction, hide or break out of its line becomes visible. Escaping is
the templates' business, and it is always on.
"""

from datetime import UTC, datetime

from negotiation.money import Money
from negotiation.shown_text import plain
from negotiation.state import State

STATES: dict[str, tuple[str, str]] = {
    # state: (what it is called, which colour its badge has)
    State.INITIAL_OFFER: ("about to open", "quiet"),
    State.AWAITING_REPLY: ("awaiting reply", "blue"),
    State.COUNTER_RECEIVED: ("reading their reply", "blue"),
    State.COUNTER_SENT: ("answer sent", "blue"),
    State.AGREED: ("agreed", "green"),
    State.REJECTED: ("turned down", "plum"),
    State.ESCALATED: ("handed over", "amber"),
    State.STALE: ("went silent", "quiet"),
    State.PAUSED: ("paused", "quiet"),
    State.TAKEN_OVER: ("taken over", "amber"),
    State.STOPPED: ("stopped", "red"),
    State.CANCELLED: ("deal cancelled", "red"),
}

STAGES = {
    "opening": "opening offer",
    "counter": "counter-offer",
    "hold": "our offer, held",
    "final": "last offer",
    "clarify": "question",
    "confirm": "confirmation of the deal",
    "decline": "polite no",
    "filled": "places are filled",
    "stands": "our offer still stands",
    "nudge": "reminder",
    "close": "polite end",
}

VERDICTS = {
    "Accept": "Accept",
    "Counter": "Counter-offer",
    "Hold": "Hold our offer",
    "Clarify": "Ask a question",
    "WalkAway": "Walk away",
    "Escalate": "Hand to a person",
    "Wait": "Wait",
}

ROUTES = {
    "unknown": "belongs to no negotiation",
    "unauthenticated": "its sender could not be proved (DMARC)",
    "quarantined": "could not be read safely",
}


def money(cents: int | None, currency: str) -> str:
    """Return an amount as traces, Slack and the API write it; a dash for none."""
    return "–" if cents is None else str(Money(int(cents), currency))


def iso(at_ms: int) -> str:
    """Return a moment for machines."""
    return datetime.fromtimestamp(at_ms / 1000, UTC).isoformat(timespec="seconds")


def moment(at_ms: int) -> str:
    """Return a moment for people, with its zone; the browser rewrites it in the reader's own."""
    at = datetime.fromtimestamp(at_ms / 1000, UTC)
    return f"{at.day} {at:%b %Y, %H:%M} UTC"


def state_name(state: str) -> str:
    """Return what people call *state*."""
    return STATES.get(state, (state.replace("_", " "), "quiet"))[0]


def state_colour(state: str) -> str:
    """Return the colour class of *state*."""
    return STATES.get(state, ("", "quiet"))[1]


def one_line(text: object, most: int = 0) -> str:
    """Return a stranger's text as `plain` does, on one line."""
    return plain(" ".join(str(text if text is not None else "").split()), most)


def spoken(name: object) -> str:
    """Return a name from the code, ``budget_short``, as words."""
    return str(name).replace("_", " ")
