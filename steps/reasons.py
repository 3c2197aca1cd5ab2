"""For which reason does a person have a negotiation, in words that a campaign manager reads?

One table for Slack, the console and the API. It decides no hand-over.
"""

from dataclasses import dataclass

from negotiation.letter import Draft


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a person sees of why they have a negotiation: words of the creator, and a mail of ours that was not sent."""

    quotes: tuple[str, ...] = ()
    draft: Draft | None = None


REASONS = {
    "above_reservation": "Still over the reservation price after our last offer",
    "far_over_range": "Asks far more than this creator may cost",
    "far_under_range": "Asks suspiciously little",
    "below_campaign_range": "Would take the campaign's CPM under its range",
    "budget_short": "The budget does not allow it now",
    "offer_refused": "That amount is no offer Parley makes",
    "budget_spent": "The budget was spent before its turn came",
    "other_currency": "Names another currency",
    "conditional": "Says yes under a condition",
    "question": "Asks what our terms do not say",
    "later": "Cannot now, and says when they could",
    "unclear": "The mail is not clear enough to answer",
    "low_confidence": "The reader is not sure what the mail says",
    "unusual_request": "Asks for something outside the package, or for a person",
    "package_changed": "Prices another package than ours",
    "manager_handover": "Hands over to a manager",
    "hostile": "The mail is hostile",
    "threat": "The mail threatens us",
    "legal": "The mail speaks of legal steps",
    "injection": "The mail tries to give the agent instructions",
    "bounce": "Our mail came back",
    "unknown_sender": "Somebody unknown wrote into the conversation",
    "another_agent": "Another Parley answers there",
    "quarantined": "A mail could not be read safely",
    "takeover": "A colleague answered",
    "draft_held": "The guard held our draft",
    "send_unclear": "It is not clear whether our mail went out",
    "conversation_deleted": "The conversation was deleted in Gmail",
    "after_deal": "A mail came after the deal",
    "after_cancel": "A mail came after the deal was cancelled",
    "wrote_again": "They wrote again while a person decides",
    "forgotten": "Answers an offer that the restored books do not know",
    "turn_failed": "Something went wrong inside Parley",
}


def says_more(reason: str, detail: str) -> bool:
    """Tell whether *detail* says more than the reason's own words, so that nobody reads the same line twice."""
    return detail.strip().rstrip(".") not in ("", REASONS.get(reason, reason))
