"""When do we write to a creator of our own accord?

In their business hours: a nudge at night reads like a machine's. Answers, and
what a person has just decided, go out at any hour. Where a campaign's day is
no real day, as in a demo, there are no hours either.
"""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy.orm import Session

from negotiation.case import Case
from negotiation.state import State
from negotiation.terms import Brief
from steps.clock import now_ms
from steps.durable import record
from steps.ledger.diary import photograph

_REAL_DAY_SECONDS = 86_400.0
_SATURDAY = 5
_HELD = (State.ESCALATED, State.PAUSED, State.TAKEN_OVER)


def working_moment_ms(brief: Brief, at_ms: int) -> int:
    """Return the first moment from *at_ms* on that lies in the creator's business hours."""
    hours = brief.campaign.hours
    if brief.campaign.waits.day_length != _REAL_DAY_SECONDS or (hours.opens, hours.closes) == (0, 24):
        return at_ms
    zone = zone_of(brief.creator.time_zone) or zone_of(hours.time_zone) or UTC
    at = datetime.fromtimestamp(at_ms / 1000, zone)
    if at.hour >= hours.closes:
        at = _opening(at + timedelta(days=1), hours.opens)
    elif at.hour < hours.opens:
        at = _opening(at, hours.opens)
    while at.weekday() >= _SATURDAY:
        at = _opening(at + timedelta(days=1), hours.opens)
    return max(at_ms, int(at.timestamp() * 1000))


def _opening(day: datetime, hour: int) -> datetime:
    return datetime.combine(day.date(), time(hour), day.tzinfo)


def zone_of(name: str) -> ZoneInfo | None:
    """Return the time zone called *name* (IANA), or None when there is none."""
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


@record("wait_for_hours")
def wait_for_hours(session: Session, brief: Brief, case: Case) -> Case:
    """Put off what is due now to the creator's next business hours; in them the case stays as it is."""
    if case.pending_key or case.state in _HELD:
        return case  # a person is reminded, at any hour
    now = now_ms()
    open_at_ms = working_moment_ms(brief, now)
    if open_at_ms <= now:
        return case
    case = replace(case, due_at_ms=open_at_ms)
    photograph(session, case)
    return case
