"""Did the promises hold?

The sandbox's own ledger is the witness: what was really sent, delivered and
posted. It is held against what Parley says of itself, and every difference is
a failed promise.
"""

import re
from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import Any

Json = dict[str, Any]


@dataclass(slots=True)
class Scorecard:
    """The demo's result; amounts are integer minor units. The names are the JSON's keys."""

    deals: int = 0
    escalated: int = 0
    stale: int = 0
    rejected: int = 0
    unfinished: int = 0
    campaign_cpm: int | None = None
    cpm_min: int = 0
    cpm_max: int = 0
    budget_cents: int = 0
    committed_cents: int = 0
    mails_sent: int = 0
    mails_doubled: int = 0
    replies_lost: int = 0
    over_reservation: int = 0
    slack_deal_messages: int = 0
    slack_deal_terms_wrong: int = 0
    deals_unconfirmed: int = 0
    seconds: float = 0.0
    seed: int = 0
    kills: int = 0
    stopped: int = 0
    slack_messages: int = 0
    rows_reported: int = 0
    escalation_reasons: dict[str, int] = field(default_factory=dict)
    deal_list: list[Json] = field(default_factory=list)

    def promises(self) -> dict[str, bool]:
        """Return each promise with whether it held."""
        cpm_in_range = self.campaign_cpm is None or self.cpm_min <= self.campaign_cpm <= self.cpm_max
        return {
            "fee over reservation price = 0": self.over_reservation == 0,
            "budget overrun = 0": self.committed_cents <= self.budget_cents,
            "campaign CPM in range": cpm_in_range,
            "mails doubled = 0": self.mails_doubled == 0,
            "replies lost = 0": self.replies_lost == 0,
            "deals = deal messages, equal terms": self.slack_deal_messages == self.deals
            and self.slack_deal_terms_wrong == 0,
            "every deal's terms read back in writing": self.deals_unconfirmed == 0,
            "every negotiation reached an end or a person": self.unfinished == 0,
        }

    def as_json(self) -> Json:
        """Return the scorecard with its promises."""
        return {**asdict(self), "promises": self.promises()}


_ENDS = {"agreed": "deals", "escalated": "escalated", "taken_over": "escalated", "paused": "escalated",
         "stale": "stale", "rejected": "rejected", "stopped": "stopped", "cancelled": "stopped"}  # fmt: skip


def keep_score(campaign: Json, stories: list[Json], world: Json) -> Scorecard:
    """Return the scorecard of one campaign from Parley's *stories* and the sandbox's ledger *world*."""
    card = Scorecard(
        campaign_cpm=campaign["campaign_cpm_cents"],
        cpm_min=campaign["cpm_min_cents"],
        cpm_max=campaign["cpm_max_cents"],
        budget_cents=campaign["budget_cents"],
        committed_cents=campaign["committed_cents"],
        rows_reported=len(campaign["problems"]),
    )
    for story in stories:
        end = _ENDS.get(story["state"], "unfinished")
        setattr(card, end, getattr(card, end) + 1)
    _count_money(card, stories)
    _count_mails(card, stories, world)
    _count_slack(card, stories, world)
    with_people = [s for s in stories if _ENDS.get(s["state"]) == "escalated"]
    card.escalation_reasons = dict(Counter(_reason(story) for story in with_people))
    return card


def _reason(story: Json) -> str:
    """Return why a person has this negotiation: the first reason, before the creator wrote again."""
    given = [e["reason"] for e in story["escalations"]]
    return str(given[0]) if given else str(story["state"])


def _count_money(card: Scorecard, stories: list[Json]) -> None:
    for story in stories:
        reservation = story["reservation_cents"]
        offers = [draft["fee_cents"] for draft in story["drafts"] if draft["status"] == "sent" and draft["fee_cents"]]
        deal = story["deal"]
        card.over_reservation += sum(fee > reservation for fee in [*offers, *([deal["fee_cents"]] if deal else [])])
        if deal:
            card.deals_unconfirmed += deal["confirmed_at_ms"] is None
            card.deal_list.append(
                {
                    "creator": story["creator_name"],
                    "fee_cents": deal["fee_cents"],
                    "cpm_cents": deal["cpm_cents"],
                    "views": deal["views"],
                    "currency": deal["currency"],
                    "mails": sum(mail["outgoing"] for mail in story["mails"]),
                }
            )


def _count_mails(card: Scorecard, stories: list[Json], world: Json) -> None:
    """Count what the sandbox sent, what it sent twice, and which replies no turn of ours took up."""
    ours = [mail for mail in world["sent"] if mail["by"] == "parley"]
    card.mails_sent = len(ours)
    by_key = Counter(mail["key"] for mail in ours)
    # The same words to the same person, with nothing heard between them, are a double under any key.
    by_words = Counter((tuple(mail["recipients"]), mail["in_reply_to"], mail["body_text"]) for mail in ours)
    card.mails_doubled = sum((by_key - Counter(by_key.keys())).values()) + max(
        sum((by_words - Counter(by_words.keys())).values()) - sum((by_key - Counter(by_key.keys())).values()), 0
    )
    taken = {mail["message_id"] for story in stories for mail in story["mails"] if mail["handled_turn"] is not None}
    card.replies_lost = sum(mail["id"] not in taken for mail in world["delivered"])


def _count_slack(card: Scorecard, stories: list[Json], world: Json) -> None:
    """Hold each deal against the one message that tells it, amount for amount."""
    messages = world["slack"]["messages"]
    card.slack_messages = len(messages)
    keyed = [(_key(message), message) for message in messages]
    deals = [(key, message) for key, message in keyed if key.startswith("deal/")]
    card.slack_deal_messages = len(deals)
    for story in stories:
        told = [message for key, message in deals if key == f"deal/{story['negotiation_id']}"]
        if bool(story["deal"]) != (len(told) == 1) or (
            story["deal"] and story["deal"]["fee_cents"] not in _amounts(told[0]["text"])
        ):
            card.slack_deal_terms_wrong += 1


def _key(message: Json) -> str:
    payload = (message.get("metadata") or {}).get("event_payload") or {}
    return str(payload.get("key", ""))


def _amounts(text: str) -> list[int]:
    """Return the amounts a message names, in minor units of a two-decimal currency."""
    found = re.findall(r"([\d,]+)(?:\.(\d{2}))? [A-Z]{3}\b", text)
    return [int(whole.replace(",", "")) * 100 + int(rest or 0) for whole, rest in found]
