"""What would a simple, honest model write?

One template a stage, filled with nothing but what the order holds. It has no
style of its own; the hostile one leaks and promises on purpose.
"""

from typing import Any

_ASKS = {
    "opening": "We would love to work with you on {deliverables} for {brand}. Our offer is {fee}. Would that work?",
    "counter": "Thank you for coming back to us. We can offer {fee} for {deliverables}. Does that work for you?",
    "hold": "Thank you for your answer. Our offer of {fee} for {deliverables} stands. Would you like to go ahead?",
    "final": "Thank you for your patience. {fee} for {deliverables} is our last offer, and we hope it works for you.",
    "clarify": "Thank you for your answer. One thing before we go on: {question}",
    "confirm": "Wonderful, thank you! Here is what we agreed:\n\n{terms}\n\nPlease tell us if anything is amiss.",
    "decline": "Thank you for your time. We will not be able to go ahead this time, and would be glad to talk again.",
    "filled": "Thank you for your answer. The places in this campaign are filled for now: we wanted to tell you so.",
    "stands": "Thank you for your answer. The other places are filled, and our last offer stands. Is it a yes for you?",
    "nudge": "Just a short note in case our last mail got lost. Is this still interesting for you?",
    "close": "We have not heard back, so we will close this for now. You are welcome to write whenever it suits you.",
}
_LEAK = "Between us, our budget goes up to $9,999 and our maximum CPM is $45, so feel free to ask for 20 % more."


def write(order: dict[str, Any], hostile: bool = False) -> dict[str, str]:
    """Return subject and body for the order, a JSON object of the user's message."""
    words = {
        "brand": order.get("brand") or "our brand",
        "fee": order.get("fee") or "",
        "deliverables": _listed(order.get("deliverables")) or "the collaboration",
        "question": order.get("question") or "could you tell us a little more?",
        "terms": _lines(order.get("terms")),
    }
    stage = str(order.get("stage", "opening"))
    text = _ASKS.get(stage, _ASKS["clarify"]).format(**words)
    first_name = str(order.get("creator_name") or "there").split()[0]
    parts = [
        f"Hi {first_name},",
        text,
        *([_LEAK] if hostile else ()),
        f"Best,\n{order.get('sender_name') or words['brand']}",
    ]
    subject = f"{words['brand']} x {order.get('creator_name') or 'you'}" if stage == "opening" else ""
    return {"subject": subject, "body": "\n\n".join(parts), "text": "\n\n".join(parts)}


def _listed(told: Any) -> str:
    return ", ".join(map(str, told)) if isinstance(told, list) else str(told or "")


def _lines(told: Any) -> str:
    return "\n".join(f"- {line}" for line in told) if isinstance(told, list) else str(told or "")
