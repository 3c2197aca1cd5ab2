"""What can a person decide where a negotiation stands?

Read from the transition table, so that no button is shown that would do
nothing. The workflow asks the table again when the press arrives.
"""

from dataclasses import dataclass
from typing import Any

from negotiation.state import TERMINAL, TRANSITIONS, Event, State
from workflows.signals import Act

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Choices:
    """The draft that waits, if one does, and the acts that lead somewhere."""

    draft: Json | None
    acts: frozenset[Act]


_EVENTS = {
    Act.TAKEOVER: Event.TAKEN_OVER,
    Act.RELEASE: Event.RELEASED,
    Act.PAUSE: Event.PAUSED,
    Act.RESUME: Event.RESUMED,
    Act.STOP: Event.STOPPED,
}


def choices_of(story: Json) -> Choices:
    """Return what can be decided about a negotiation as its page shows it."""
    state = State(story["state"])
    waiting = [d for d in story["drafts"] if d["status"] == "held" and d["key"] == story["pending_key"]]
    acts = {act for act, event in _EVENTS.items() if (state, event) in TRANSITIONS}
    if state is State.TAKEN_OVER:
        acts.discard(Act.TAKEOVER)
    if state not in TERMINAL:
        if (state, Event.REFUSED) in TRANSITIONS:
            acts.add(Act.REJECT)
        if state is State.INITIAL_OFFER or (state, Event.ANSWER_SENT) in TRANSITIONS:
            acts.add(Act.COUNTER)
    if waiting:
        acts |= {Act.APPROVE, Act.EDIT}
    return Choices(waiting[-1] if waiting else None, frozenset(acts))
