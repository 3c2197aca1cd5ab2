"""Who pressed what, and was it pressed before?"""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from negotiation.case import Case
from steps.clock import now_ms
from steps.durable import record
from steps.ledger.tables import presses


@record("note_press")
def note_press(session: Session, case: Case, press_id: str, act: str, who: str, detail: dict[str, str]) -> bool:
    """Keep who pressed what and when; False when this press was handled before."""
    known = session.execute(sa.select(presses.c.press_id).where(presses.c.press_id == press_id)).first()
    if known is not None:
        return False
    session.execute(
        presses.insert().values(
            press_id=press_id, negotiation_id=case.negotiation_id, action=act, who=who, detail=detail, at_ms=now_ms()
        )
    )
    return True
