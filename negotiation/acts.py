"""What can a person decide, and where does a decision lead somewhere?

An act leads somewhere when the transition table has what it would do. It is
asked before anything is done, so that no mail goes out that the story could
not take.
"""

from enum import StrEnum

from negotiation.state import TERMINAL, TRANSITIONS, Event, State


class Act(StrEnum):
    """What a person can decide."""

    APPROVE = "approve"
    EDIT = "edit"
    COUNTER = "counter"
    REJECT = "reject"
    TAKEOVER = "takeover"
    RELEASE = "release"
    PAUSE = "pause"
    RESUME = "resume"
    STOP = "stop"
    CANCEL = "cancel"  # of a deal that fell through
    REOPEN = "reopen"  # of what ended before the first mail
    SEEN = "seen"  # of what came after a deal: nothing more is to be done about it


# What each act makes happen; the draft that is approved or edited knows that itself.
_EVENTS: dict[Act, Event] = {
    Act.COUNTER: Event.ANSWER_SENT,
    Act.REJECT: Event.REFUSED,
    Act.TAKEOVER: Event.TAKEN_OVER,
    Act.RELEASE: Event.RELEASED,
    Act.PAUSE: Event.PAUSED,
    Act.RESUME: Event.RESUMED,
    Act.STOP: Event.STOPPED,
    Act.CANCEL: Event.CANCELLED,
    Act.REOPEN: Event.REOPENED,
}


def leads_somewhere(act: Act, state: State) -> bool:
    """Tell whether *act* does anything in *state*."""
    if act is Act.SEEN:
        return state in (State.AGREED, State.CANCELLED)
    if act not in _EVENTS:
        return state not in TERMINAL or state is State.AGREED  # there the mail that reads the terms back may wait
    if act is Act.COUNTER and state is State.INITIAL_OFFER:
        return True  # their amount becomes the opening
    return (state, _EVENTS[act]) in TRANSITIONS
