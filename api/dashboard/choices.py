"""What can a person decide where a negotiation stands?

Read from the same table that the turn asks when the press arrives, so that no
button is shown that would do nothing.
"""

from dataclasses import dataclass
from typing import Any

from negotiation.acts import Act, leads_somewhere
from negotiation.state import State

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Choices:
    """The draft that waits, if one does, and the acts that lead somewhere."""

    draft: Json | None
    acts: frozenset[Act]


def choices_of(story: Json) -> Choices:
    """Return what can be decided about a negotiation as its page shows it."""
    state = State(story["state"])
    waiting = [d for d in story["drafts"] if d["status"] == "held" and d["key"] == story["pending_key"]]
    acts = {act for act in Act if leads_somewhere(act, state)}
    if state is State.TAKEN_OVER:
        acts.discard(Act.TAKEOVER)  # it leads nowhere new
    if state is not State.REJECTED or story["mails"]:
        acts.discard(Act.REOPEN)  # they have heard of us, and come back by writing
    if not any(one["resolved_at_ms"] is None for one in story["escalations"]):
        acts.discard(Act.SEEN)
    if not waiting:
        acts -= {Act.APPROVE, Act.EDIT}
    return Choices(waiting[-1] if waiting else None, frozenset(acts))
