"""How long is somebody away?"""

from datetime import date

from negotiation.terms import Brief
from steps.clock import now_ms, today
from steps.durable import effect

# A date further off is a misreading or a sabbatical; either way a nudge is due before.
_LONGEST_DAYS = 60


@effect("until_ms")
async def until_ms(brief: Brief, until: str | None) -> int | None:
    """Return when an absence ends (ms since the epoch), its days as long as the campaign's; None without a date."""
    try:
        days = (date.fromisoformat(until or "") - today()).days
    except ValueError:
        return None
    length = brief.campaign.waits.day_length
    return now_ms() + int(min(max(days, 0), _LONGEST_DAYS) * length * 1000)
