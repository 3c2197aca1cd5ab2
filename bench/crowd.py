"""How does a store look in which thousands of creators are negotiated with?

Rows as the steps write them, all at once: for what only looks at a full store.
Plainly fictional, and the same for the same number.
"""

from random import Random
from typing import Any

import sqlalchemy as sa

from negotiation.brief import make_brief
from negotiation.case import Case, Thread
from negotiation.records import encode
from negotiation.state import State
from negotiation.terms import Campaign, Creator, Deliverable, Package, Platform
from steps.ledger.store import Store
from steps.ledger.tables import campaigns, commitments, deals, escalations, negotiations, transitions

_NAMES = ("Ada", "Bo", "Cleo", "Dov", "Edda", "Fenn", "Gita", "Hale", "Ilka", "Jory")
_SURNAMES = ("Quillfeather", "Larkspur", "Mistwood", "Thornapple", "Fenwhistle", "Oakenshaw", "Marazul", "Bellwick")
_BEGAN_MS = 1_790_000_000_000
_STATES = (*(State.AWAITING_REPLY,) * 5, *(State.AGREED,) * 2, State.ESCALATED, State.STALE, State.REJECTED)

CAMPAIGN = Campaign(
    campaign_id="crowd",
    client="Northlight Agency",
    brand="Lumo Trail Shoes",
    currency="USD",
    cpm_min_cents=1000,
    cpm_max_cents=2500,
    budget_cents=100_000_000_00,
    package=Package((Deliverable(Platform.INSTAGRAM, "reel"),)),
    owner="mara.lindqvale@brand.example.test",
)


def fill(store: Store, number: int, seed: int = 7) -> None:
    """Put one campaign with *number* negotiations in all kinds of states into *store*."""
    dice = Random(seed)
    rows: dict[sa.Table, list[dict[str, Any]]] = {
        table: [] for table in (negotiations, transitions, escalations, commitments, deals)
    }
    for index in range(number):
        _add(rows, index, dice)
    with store.engine.begin() as connection:
        connection.execute(campaigns.insert(), [_campaign()])
        for table, values in rows.items():
            if values:
                connection.execute(table.insert(), values)


def _campaign() -> dict[str, Any]:
    names = ("campaign_id", "client", "brand", "currency", "cpm_min_cents", "cpm_max_cents", "budget_cents")
    known = {name: getattr(CAMPAIGN, name) for name in names}
    return {**known, "spec": encode(CAMPAIGN), "source": "api", "source_ref": "", "created_at_ms": _BEGAN_MS}


def _add(rows: dict[sa.Table, list[dict[str, Any]]], index: int, dice: Random) -> None:
    name = f"{dice.choice(_NAMES)} {dice.choice(_SURNAMES)}"
    creator = Creator(
        name,
        f"creator{index}@creators.example.test",
        f"@creator{index}",
        Platform.INSTAGRAM,
        (dice.randint(5, 500) * 1000,),
    )
    brief = make_brief(f"crowd:creator{index}", CAMPAIGN, creator)
    state, at_ms = dice.choice(_STATES), _BEGAN_MS + dice.randint(0, 10**9)
    case = Case(brief.negotiation_id, state=state, turn=3, seq=4, thread=Thread(f"t{index}", to=(creator.email,)))
    of_it = {"negotiation_id": brief.negotiation_id}
    rows[negotiations].append(
        {
            **of_it,
            "campaign_id": "crowd",
            "creator_name": name,
            "email": creator.email,
            "handle": creator.handle,
            "platform": creator.platform,
            "brief": encode(brief),
            "case": encode(case),
            "workflow_id": "",
            "state": state,
            "turn": 3,
            "thread_id": f"t{index}",
            "offer_cents": brief.target_cents,
            "ask_cents": brief.reservation_cents,
            "owner": CAMPAIGN.owner,
            "needs_person": state is State.ESCALATED,
            "created_at_ms": _BEGAN_MS,
            "updated_at_ms": at_ms,
        }
    )
    moved = {"turn": 1, "event": "offer_sent", "from_state": "initial_offer", "to_state": "awaiting_reply", "cause": {}}
    rows[transitions].append({**of_it, **moved, "seq": 1, "at_ms": at_ms})
    money = {**of_it, "campaign_id": "crowd", "views": brief.expected_views, "fee_cents": brief.target_cents}
    if state is State.ESCALATED:
        asked = {"turn": 3, "reason": "hostile", "detail": "", "evidence": {"v": 1, "quotes": []}, "owner": ""}
        rows[escalations].append({**of_it, **asked, "opened_at_ms": at_ms})
    if state in (State.AGREED, State.AWAITING_REPLY):
        rows[commitments].append({**money, "agreed": state is State.AGREED, "at_ms": at_ms})
    if state is State.AGREED:
        cpm = brief.target_cents * 1000 // brief.expected_views
        told = {"currency": "USD", "cpm_cents": cpm, "package": encode(CAMPAIGN.package), "quotes": []}
        rows[deals].append({**money, **told, "agreed_at_ms": at_ms})
