"""Where do the dots, bands and bars of a rehearsal stand?

Places in a picture 320 wide, drawn by the template. A dot is a run, or several
where there are many; an axis begins at nothing or shows the whole range, so
that a narrow crowd looks narrow.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Any

Json = dict[str, Any]
_LEFT, _WIDTH = 10.0, 300.0
_COLUMNS = 32
_TALLEST = 11  # dots
_STEP = 8.6
_TOP = 6.0

# How a negotiation ends, in the order of the bar; a reason not named here is one for which a person got it.
ENDS = (
    ("deal", "Deal"),
    ("walked", "No agreement"),
    ("silent", "Never answers"),
    ("not_opened", "Not written to, budget gone"),
    ("filled", "Told that the budget is gone"),
)
PERSON = ("person", "Handed to a person")


def end_name(reason: str) -> str:
    """Return what people call an end."""
    return dict((*ENDS, PERSON)).get(reason, PERSON[1])


def pictures(told: Json, now: Json | None) -> Json:
    """Return every picture of the figures *told*; *now* is how the campaign really stands, where that is comparable."""
    each, budget = told["each_run"], max(told["budget_cents"], 1)
    low, high = told["cpm_min_cents"], told["cpm_max_cents"]
    cpms = [one["cpm_cents"] for one in each if one["cpm_cents"] is not None]
    margin = max((high - low) // 4, high // 10, 1)
    spends, deals = [one["spend_cents"] for one in each], [one["deals"] for one in each]
    is_now = {name: now[name] if now else None for name in ("deals", "spend_cents", "cpm_cents")}
    return {
        "deals": dots(deals, 0, max(told["negotiations"], 1), told["deals"], is_now["deals"], whole=True),
        "spend": dots(spends, 0, max(budget, *spends), told["spend_cents"], is_now["spend_cents"]),
        "cpm": dots(cpms, max(low - margin, 0), high + margin, told["cpm_cents"], is_now["cpm_cents"])
        if cpms
        else None,
        "ends": ends(told["ends"]),
        "mails": columns({int(mails): number for mails, number in told["until_deal"].items()}, told["rounds"]),
        "creators": [_creator(one) for one in told["creators"]],
    }


def dots(
    values: Sequence[int], low: int, high: int, spread: Json, now: int | None = None, *, whole: bool = False
) -> Json:
    """Return a pile of dots for *values* between *low* and *high*; *whole*: each whole number has its own pile."""
    number = min(_COLUMNS, high - low + 1) if whole else _COLUMNS

    def place(value: int) -> float:
        part = (value - low + 0.5) / (high - low + 1) if whole else (value - low) / max(high - low, 1)
        return round(_LEFT + _WIDTH * min(max(part, 0.0), 1.0), 2)

    piles = Counter(min(int((place(value) - _LEFT) / _WIDTH * number), number - 1) for value in values)
    each = -(-max(piles.values()) // _TALLEST)
    tallest = max(-(-count // each) for count in piles.values())
    ground = round(_TOP + _STEP * tallest, 2)
    return {
        "dots": [
            (round(_LEFT + _WIDTH * (pile + 0.5) / number, 2), round(ground - _STEP * (level + 0.5), 2))
            for pile, count in sorted(piles.items())
            for level in range(-(-count // each))
        ],
        "each": each,
        "ground": ground,
        "height": ground + 30,
        "likely": (place(spread["p10"]), place(spread["median"]), place(spread["p90"])),
        "place": place,
        "now": None if now is None else place(now),
    }


def ends(counted: dict[str, int]) -> list[Json]:
    """Return the parts of the bar in which every negotiation of every run has its end."""
    known = dict(ENDS)
    parts = Counter[str]()
    for reason, number in counted.items():
        parts[reason if reason in known else PERSON[0]] += number
    whole, begun, bar = max(parts.total(), 1), 0.0, []
    for reason, name in (*ENDS, PERSON):
        if parts[reason]:
            share = 100 * parts[reason] / whole
            bar.append(
                {
                    "reason": reason,
                    "name": name,
                    "x": round(begun, 2),
                    "width": round(share, 2),
                    "percent": percent(share),
                }
            )
            begun += share
    return bar


def columns(counted: dict[int, int], most: int) -> list[Json]:
    """Return a column for each number of mails, one to *most*, that led to deals."""
    top, whole = max(counted.values(), default=1), max(sum(counted.values()), 1)
    last = max(most, *counted) if counted else most
    wide = _WIDTH / last
    return [
        {
            "mails": number,
            "x": round(_LEFT + wide * (number - 1) + wide * 0.12, 2),
            "middle": round(_LEFT + wide * (number - 0.5), 2),
            "width": round(wide * 0.76, 2),
            "height": round(70 * counted.get(number, 0) / top, 2),
            "percent": percent(100 * counted.get(number, 0) / whole),
        }
        for number in range(1, last + 1)
    ]


def percent(share: float) -> str:
    """Return a share as people read it: what may happen is never shown as never."""
    return "under 1 %" if 0 < share < 1 else f"{share:.0f} %"


def _creator(one: Json) -> Json:
    fee, most = one["fee_cents"], max(one["most_cents"], 1)
    if fee is None:
        return one | {"fee": None}
    low, middle, high = (round(min(100 * fee[name] / most, 100), 2) for name in ("p10", "median", "p90"))
    return one | {"fee": {"x": low, "width": max(round(high - low, 2), 1), "middle": min(max(middle - 0.75, 0), 98.5)}}
