"""Who is told that a vendor keeps us waiting?"""

import hashlib

import structlog
from sqlalchemy.orm import Session

from steps.clock import now_ms
from steps.durable import record
from steps.notices import alert_notice, tell

_log = structlog.get_logger("parley.waiting")
_DAY_MS = 86_400_000


@record("note_waiting")
def note_waiting(session: Session, fault: str) -> None:
    """Leave one alert a day for each kind of trouble; the sweep posts it, as soon as Slack itself can be reached."""
    kind = hashlib.sha256("".join(c for c in fault if not c.isdigit()).encode()).hexdigest()[:12]
    _log.error("vendor.keeps_us_waiting", fault=fault)
    tell(
        session,
        alert_notice(
            f"waiting/{kind}/{now_ms() // _DAY_MS}",
            "Parley is waiting for a vendor",
            f"{fault}. Nothing is lost: what waits goes on by itself. `parley doctor` says which setting to look at.",
        ),
    )
