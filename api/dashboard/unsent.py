"""Which words of a person's own were not sent, and why?

Whoever has written a mail by hand gets it back when the guard refuses it, or
when the draft that they looked at is gone: read from the press that brought it.
"""

from dataclasses import dataclass
from typing import Any

from api.dashboard.outcomes import outcome
from negotiation.acts import Act

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Unsent:
    """A person's words, who wrote them, and what the guard has against them; "" where nobody read them."""

    who: str
    body: str
    why: str


async def unsent_words(story: Json) -> Unsent | None:
    """Return the newest words of a person that a turn took to its end and that no mail of ours, then or since, sent."""
    edits = [one for one in story["decisions"] if one["action"] == Act.EDIT and one["taken_turn"] and one["signal"]]
    if not edits:
        return None
    last, sent = edits[-1], (one["turn"] for one in story["drafts"] if one["sent_at_ms"])
    body = str(last["signal"].get("body", ""))
    if not body.strip() or max(sent, default=0) >= last["taken_turn"]:
        return None
    result = await outcome(story["negotiation_id"], last["press_id"])
    if result is None or result.kind == "waiting":
        return None
    return Unsent(str(last["who"]), body, result.told)
