"""What happened in a negotiation, in one line of time?"""

from dataclasses import dataclass
from typing import Any

from api.dashboard.outcomes import ACTS
from api.dashboard.words import money, state_name
from negotiation.guard_words import in_words
from steps.reasons import REASONS, says_more

Json = dict[str, Any]

_MOVES = {
    "offer_sent": "Opening offer sent",
    "reply_arrived": "Their mail arrived",
    "answer_sent": "Answer sent",
    "awaited": "Waiting for their reply",
    "deal_agreed": "Deal agreed",
    "refused": "Turned down",
    "went_silent": "Closed after silence",
    "handed_to_person": "Handed to a person",
    "paused": "Paused",
    "resumed": "Resumed",
    "taken_over": "Taken over by a person",
    "released": "Released to Parley",
    "stopped": "Stopped",
    "nudged": "Reminder sent",
    "reopened": "Reopened",
    "waited": "Kept waiting: nothing to answer yet",
    "after_deal_mail": "A mail came after the deal",
    "cancelled": "Deal cancelled",
}


@dataclass(frozen=True, slots=True)
class Happening:
    """One line: when, what, and a word more."""

    at_ms: int
    what: str
    more: str
    kind: str  # move, decision, notice: its mark on the line


def timeline(story: Json) -> list[Happening]:
    """Return everything that happened, oldest first."""
    moves = [_move(one, story["currency"]) for one in story["history"] if one["event"] != "awaited"]
    presses = [_press(one, story["currency"]) for one in story["decisions"]]
    posted = [
        Happening(one["posted_at_ms"], f"Slack told: {one['kind']}", one["text"], "notice")
        for one in story["notices"]
        if one["posted_at_ms"] is not None
    ]
    return sorted((*moves, *presses, *posted), key=lambda one: one.at_ms)


def _move(row: Json, currency: str) -> Happening:
    cause, event = row["cause"], row["event"]
    parts = []
    if cause.get("fee_cents") is not None:
        parts.append(money(cause["fee_cents"], currency))
    if reason := cause.get("reason"):
        parts.append(REASONS.get(reason, str(reason).replace("_", " ")))
    if says_more(str(reason), detail := str(cause.get("detail") or "")) and detail not in parts:
        parts.append(in_words(detail))
    if who := cause.get("who") or cause.get("by"):
        parts.append(f"by {who}")
    if row["from_state"] != row["to_state"]:
        parts.append(f"now {state_name(row['to_state'])}")
    return Happening(row["at_ms"], _MOVES.get(event, event.replace("_", " ")), " · ".join(parts), "move")


def _press(row: Json, currency: str) -> Happening:
    cents = row["detail"].get("fee_cents")
    amount = money(int(cents), currency) if cents else ""
    return Happening(row["at_ms"], f"{ACTS.get(row['action'], row['action'])}, by {row['who']}", amount, "decision")
