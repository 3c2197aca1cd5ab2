"""Where does a negotiation stand, and what may happen to it next?

One literal table. A pair it does not name is an IllegalTransition and changes
nothing. It refuses to know why something happened: causes are the ledger's.
"""

from enum import StrEnum

from negotiation.errors import IllegalTransition


class State(StrEnum):
    """Where a negotiation stands."""

    INITIAL_OFFER = "initial_offer"
    AWAITING_REPLY = "awaiting_reply"
    COUNTER_RECEIVED = "counter_received"
    COUNTER_SENT = "counter_sent"
    AGREED = "agreed"
    REJECTED = "rejected"
    ESCALATED = "escalated"
    STALE = "stale"
    PAUSED = "paused"
    TAKEN_OVER = "taken_over"
    STOPPED = "stopped"
    CANCELLED = "cancelled"  # agreed once, and fallen through


class Event(StrEnum):
    """What happened, in the past tense."""

    OFFER_SENT = "offer_sent"
    REPLY_ARRIVED = "reply_arrived"
    ANSWER_SENT = "answer_sent"  # our counter, hold or question went out
    AWAITED = "awaited"
    DEAL_AGREED = "deal_agreed"
    REFUSED = "refused"  # by either side
    WENT_SILENT = "went_silent"
    HANDED_TO_PERSON = "handed_to_person"
    PAUSED = "paused"
    RESUMED = "resumed"
    TAKEN_OVER = "taken_over"
    RELEASED = "released"
    STOPPED = "stopped"
    NUDGED = "nudged"
    REOPENED = "reopened"
    WAITED = "waited"  # a holding reply needs no answer
    AFTER_DEAL_MAIL = "after_deal_mail"  # shown to a person, and changes nothing
    CANCELLED = "cancelled"  # by a person: the deal fell through


TERMINAL = frozenset({State.AGREED, State.REJECTED, State.STALE, State.STOPPED, State.CANCELLED})

S, E = State, Event

TRANSITIONS: dict[tuple[State, Event], State] = {
    (S.INITIAL_OFFER, E.OFFER_SENT): S.AWAITING_REPLY,
    (S.INITIAL_OFFER, E.REPLY_ARRIVED): S.COUNTER_RECEIVED,  # their mail crossed ours
    (S.INITIAL_OFFER, E.HANDED_TO_PERSON): S.ESCALATED,
    (S.INITIAL_OFFER, E.REFUSED): S.REJECTED,
    (S.INITIAL_OFFER, E.PAUSED): S.PAUSED,
    (S.INITIAL_OFFER, E.TAKEN_OVER): S.TAKEN_OVER,
    (S.INITIAL_OFFER, E.STOPPED): S.STOPPED,
    (S.AWAITING_REPLY, E.OFFER_SENT): S.AWAITING_REPLY,  # an opening that was paused or held goes out later
    (S.AWAITING_REPLY, E.REPLY_ARRIVED): S.COUNTER_RECEIVED,
    (S.AWAITING_REPLY, E.ANSWER_SENT): S.COUNTER_SENT,  # a person sends another amount meanwhile
    (S.AWAITING_REPLY, E.NUDGED): S.AWAITING_REPLY,
    (S.AWAITING_REPLY, E.WAITED): S.AWAITING_REPLY,
    (S.AWAITING_REPLY, E.WENT_SILENT): S.STALE,
    (S.AWAITING_REPLY, E.DEAL_AGREED): S.AGREED,
    (S.AWAITING_REPLY, E.REFUSED): S.REJECTED,
    (S.AWAITING_REPLY, E.HANDED_TO_PERSON): S.ESCALATED,
    (S.AWAITING_REPLY, E.PAUSED): S.PAUSED,
    (S.AWAITING_REPLY, E.TAKEN_OVER): S.TAKEN_OVER,
    (S.AWAITING_REPLY, E.STOPPED): S.STOPPED,
    (S.COUNTER_RECEIVED, E.REPLY_ARRIVED): S.COUNTER_RECEIVED,  # a second mail before the answer
    (S.COUNTER_RECEIVED, E.ANSWER_SENT): S.COUNTER_SENT,
    (S.COUNTER_RECEIVED, E.WAITED): S.AWAITING_REPLY,
    (S.COUNTER_RECEIVED, E.DEAL_AGREED): S.AGREED,
    (S.COUNTER_RECEIVED, E.REFUSED): S.REJECTED,
    (S.COUNTER_RECEIVED, E.HANDED_TO_PERSON): S.ESCALATED,
    (S.COUNTER_RECEIVED, E.PAUSED): S.PAUSED,
    (S.COUNTER_RECEIVED, E.TAKEN_OVER): S.TAKEN_OVER,
    (S.COUNTER_RECEIVED, E.STOPPED): S.STOPPED,
    (S.COUNTER_SENT, E.AWAITED): S.AWAITING_REPLY,
    (S.COUNTER_SENT, E.REPLY_ARRIVED): S.COUNTER_RECEIVED,
    (S.COUNTER_SENT, E.WENT_SILENT): S.STALE,
    (S.COUNTER_SENT, E.DEAL_AGREED): S.AGREED,
    (S.COUNTER_SENT, E.REFUSED): S.REJECTED,
    (S.COUNTER_SENT, E.HANDED_TO_PERSON): S.ESCALATED,
    (S.COUNTER_SENT, E.PAUSED): S.PAUSED,
    (S.COUNTER_SENT, E.TAKEN_OVER): S.TAKEN_OVER,
    (S.COUNTER_SENT, E.STOPPED): S.STOPPED,
    (S.ESCALATED, E.REPLY_ARRIVED): S.COUNTER_RECEIVED,
    (S.ESCALATED, E.OFFER_SENT): S.AWAITING_REPLY,  # a person approved a held opening
    (S.ESCALATED, E.ANSWER_SENT): S.COUNTER_SENT,
    (S.ESCALATED, E.DEAL_AGREED): S.AGREED,
    (S.ESCALATED, E.REFUSED): S.REJECTED,
    (S.ESCALATED, E.HANDED_TO_PERSON): S.ESCALATED,  # for another reason
    (S.ESCALATED, E.RELEASED): S.AWAITING_REPLY,
    (S.ESCALATED, E.PAUSED): S.PAUSED,
    (S.ESCALATED, E.TAKEN_OVER): S.TAKEN_OVER,
    (S.ESCALATED, E.STOPPED): S.STOPPED,
    (S.PAUSED, E.REPLY_ARRIVED): S.PAUSED,  # recorded, answered after resuming
    (S.PAUSED, E.RESUMED): S.AWAITING_REPLY,
    (S.PAUSED, E.DEAL_AGREED): S.AGREED,
    (S.PAUSED, E.REFUSED): S.REJECTED,
    (S.PAUSED, E.HANDED_TO_PERSON): S.ESCALATED,
    (S.PAUSED, E.TAKEN_OVER): S.TAKEN_OVER,
    (S.PAUSED, E.STOPPED): S.STOPPED,
    (S.TAKEN_OVER, E.REPLY_ARRIVED): S.TAKEN_OVER,  # recorded, the person answers
    (S.TAKEN_OVER, E.TAKEN_OVER): S.TAKEN_OVER,  # the colleague wrote again
    (S.TAKEN_OVER, E.RELEASED): S.AWAITING_REPLY,
    (S.TAKEN_OVER, E.DEAL_AGREED): S.AGREED,
    (S.TAKEN_OVER, E.REFUSED): S.REJECTED,
    (S.TAKEN_OVER, E.STOPPED): S.STOPPED,
    (S.AGREED, E.AFTER_DEAL_MAIL): S.AGREED,
    (S.AGREED, E.CANCELLED): S.CANCELLED,
    (S.REJECTED, E.REPLY_ARRIVED): S.COUNTER_RECEIVED,
    (S.REJECTED, E.REOPENED): S.AWAITING_REPLY,
    (S.REJECTED, E.TAKEN_OVER): S.TAKEN_OVER,
    (S.STALE, E.REPLY_ARRIVED): S.COUNTER_RECEIVED,  # late is better than never
    (S.STALE, E.REOPENED): S.AWAITING_REPLY,
    (S.STALE, E.TAKEN_OVER): S.TAKEN_OVER,
    (S.STOPPED, E.REPLY_ARRIVED): S.STOPPED,  # recorded, never answered
    (S.CANCELLED, E.AFTER_DEAL_MAIL): S.CANCELLED,  # its money may be spent: whether to begin again is a person's
}


def advance(state: State, event: Event) -> State:
    """Return the state after *event*.

    Raises IllegalTransition when the table names no such pair.
    """
    after = TRANSITIONS.get((state, event))
    if after is None:
        raise IllegalTransition(state, event)
    return after


def diagram() -> str:
    """Return the table as a mermaid state diagram."""
    arrows = [f"    {before} --> {after}: {event}" for (before, event), after in TRANSITIONS.items()]
    ends = [f"    {state} --> [*]" for state in State if state in TERMINAL]
    return "\n".join(["stateDiagram-v2", f"    [*] --> {State.INITIAL_OFFER}", *arrows, *ends]) + "\n"
