"""What does the team read in Slack about a campaign as a whole?

How it began and which rows it left out, what an order no longer changes, and
that its budget is spent. One negotiation's messages are ``notices``'.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from negotiation.money import Money
from negotiation.records import encode
from negotiation.terms import Brief, Campaign
from steps.clients.slack import escape
from steps.notices import Notice, about_campaign
from steps.slack_blocks import MOST_LETTERS, section

_ROOM_FOR_MORE = 80  # letters, to say how many lines are left out


def campaign_notice(campaign_id: str, key: str, brand: str, started: int, problems: tuple[str, ...]) -> Notice:
    """Return the message that a campaign has started, with every row that could not be used."""
    begun, look = _counted(started, "negotiation"), f"{_counted(len(problems), 'problem')} to look at"
    trouble = (section(_listed(f"*{look}:*", [escape(problem) for problem in problems])),) if problems else ()
    text = f"Campaign {escape(brand)}: {begun} started, {look}"
    return about_campaign(f"campaign/{key}", campaign_id, text, f"{brand}: {begun} started", *trouble)


def kept_terms_notice(campaign: Campaign, changed: Mapping[str, tuple[Any, Any]], going: int) -> Notice:
    """Return the message that *changed* fields do not count for the *going* negotiations; told once for each order."""
    lines = [
        name.replace("_", " ")
        + ("" if isinstance(now, dict | list) else f": from {escape(str(then))} to {escape(str(now))}")
        for name, (then, now) in changed.items()
    ]
    title = (
        f"*{_counted(going, 'negotiation')} under way keep the terms they began with.* What was changed counts for "
        "creators added from now on; to hold somebody back, pause or stop them."
    )
    order = hashlib.sha256(json.dumps(encode(campaign), sort_keys=True).encode()).hexdigest()[:16]
    return about_campaign(
        f"campaign/{campaign.campaign_id}/terms/{order}",
        campaign.campaign_id,
        f"Campaign {escape(campaign.brand)}: its changes do not count for {_counted(going, 'negotiation')} under way",
        f"{campaign.brand}: changed for new creators only",
        section(_listed(title, lines)),
    )


def budget_spent_notice(brief: Brief, waiting: int) -> Notice:
    """Return the message that a campaign's budget is spent, told once: who still waits is not written to."""
    campaign = brief.campaign
    told = (
        f"The budget of {Money(campaign.budget_cents, campaign.currency)} is spent and no offer is out any more. "
        f"Creators who waited for their opening, are not written to and have heard nothing from us: {waiting}."
    )
    return about_campaign(
        f"campaign/{campaign.campaign_id}/budget-spent",
        campaign.campaign_id,
        f"{escape(campaign.brand)}: the budget is spent; creators not written to: {waiting}",
        f"{campaign.brand}: the budget is spent",
        section(told),
        negotiation_id=brief.negotiation_id,
    )


def _counted(number: int, what: str) -> str:
    return f"{number:,} {what}{'s' * (number != 1)}"


def _listed(title: str, lines: list[str]) -> str:
    """Return as many *lines* as a section of Slack holds whole, and how many more there are."""
    told, room = [title], MOST_LETTERS - len(title) - _ROOM_FOR_MORE
    for number, line in enumerate(lines):
        room -= len(line) + 3
        if room < 0:
            return "\n".join(
                [*told, f"and {len(lines) - number:,} more, which the campaign's page in the console lists"]
            )
        told.append(f"• {line}")
    return "\n".join(told)
