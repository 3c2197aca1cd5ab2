"""How far does our limit go in each mail, and what will they ask next?

The path starts at the anchor, never goes back and reaches the reservation
price exactly in the last mail. Integers only, so every machine walks the same
path. It refuses to look at anything but amounts: words never move it.
"""

from collections.abc import Sequence

from negotiation.pricing import round_down
from negotiation.terms import Campaign

_POWER = 2  # of the path: above 1 it stays low and ends steeply


def limit_at(anchor_cents: int, cap_cents: int, mail: int, rounds: int, currency: str) -> int:
    """Return our limit in mail number *mail* (from 0) of *rounds*.

    Never under the anchor, never over the cap, exactly the cap in the last mail.
    """
    last = rounds - 1
    if mail >= last or cap_cents <= anchor_cents:
        return cap_cents
    risen = (cap_cents - anchor_cents) * mail**_POWER // last**_POWER
    return max(anchor_cents, round_down(anchor_cents + risen, currency))


def limit_path(anchor_cents: int, cap_cents: int, rounds: int, currency: str) -> tuple[int, ...]:
    """Return the limit of every mail, for the trace, the simulator and whoever draws it."""
    return tuple(limit_at(anchor_cents, cap_cents, mail, rounds, currency) for mail in range(rounds))


def next_fee(start: int, anchor: int, cap: int, asks: Sequence[int], mail: int, campaign: Campaign) -> int:
    """Return what mail number *mail* offers: at least *start*, at most *cap*, all in minor units."""
    limit = limit_at(anchor, cap, mail, campaign.rounds, campaign.currency)
    return min(max(start, limit), cap)


def next_ask(asks: Sequence[int]) -> int | None:
    """Return what they will ask next if they go on as they went, None without a move of theirs to go by."""
    if len(asks) < 2:
        return None
    step = max(asks[-2] - asks[-1], 0)
    return max(asks[-1] - step, 0)
