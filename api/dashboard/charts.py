"""Which numbers do the pictures show?

Shares of a bar in percent, places on a ladder, points of a line: computed
here, drawn by the templates and by uPlot. Every picture's figures stand beside
it as text.
"""

from typing import Any

from negotiation.money import minor_units
from negotiation.pricing import cpm_of

Json = dict[str, Any]
_MOST_POINTS = 300


def shares(row: Json) -> Json:
    """Return a campaign's free money, and its budget and CPM as parts of a hundred."""
    budget = max(row["budget_cents"], 1)
    committed, reserved = row["committed_cents"], row["reserved_cents"]
    cpm, low, high = row["campaign_cpm_cents"], row["cpm_min_cents"], row["cpm_max_cents"]
    scale = max(high * 1.25, (cpm or 0) * 1.1, 1)
    return {
        "free_cents": max(row["budget_cents"] - committed - reserved, 0),
        "committed_share": _part(committed, budget),
        "reserved_share": _part(reserved, budget),
        "low_share": _part(low, scale),
        "range_share": _part(high - low, scale),
        "cpm_share": None if cpm is None else _part(cpm, scale),
        "cpm_holds": cpm is None or low <= cpm <= high,
    }


def course(row: Json, deals: list[Json]) -> Json:
    """Return the campaign's deals over time: money committed and the CPM reached, in whole units of its currency.

    It begins with the campaign, when nothing was agreed, so that a single deal is a line too.
    """
    unit = minor_units(row["currency"])
    fees, views = 0, 0
    points = []
    for deal in deals:
        fees, views = fees + deal["fee_cents"], views + deal["views"]
        points.append((deal["agreed_at_ms"] // 1000, fees / unit, cpm_of(fees, max(views, 1)) / unit))
    # Thinned from the end, so that the newest deal is always among them.
    shown = points[:: -max(1, -(-len(points) // _MOST_POINTS))][::-1]
    begun = (row["created_at_ms"] // 1000, 0.0, None)
    times, spent, reached = (list(series) for series in zip(begun, *shown, strict=True))
    limits = {name: row[f"cpm_{name}_cents"] / unit for name in ("min", "max")}
    return {"times": times, "spent": spent, "cpm": reached, "currency": row["currency"], **limits}


def ladder(story: Json) -> Json:
    """Return where our limits and both sides' offers stand between the least and the most that was named."""
    named = [("anchor", story["anchor_cents"]), ("target", story["target_cents"]), ("most", story["reservation_cents"])]
    moves = [(str(move.side), move.offer.fee_cents) for move in story["moves"]]
    amounts = [cents for _, cents in (*named, *moves)]
    low, high = int(min(amounts)), int(max(amounts))
    room = max(high - low, 1)

    def place(cents: int) -> float:
        return round(6 + 88 * (cents - low) / room, 2)

    return {
        "limits": [{"name": name, "cents": cents, "at": place(cents)} for name, cents in named],
        "moves": [
            {"side": side, "cents": cents, "at": place(cents), "number": number}
            for number, (side, cents) in enumerate(moves, 1)
        ],
    }


def _part(value: float, whole: float) -> float:
    share = 100 * value / whole
    return round(min(max(share, 0.0), 100.0), 2)
