"""Which mails did nobody's negotiation take, so that a person has to see them?

Unknown senders, mails whose sender could not be proved, mails that could not
be read safely: kept, never acted on, never lost. Read-only and bounded.
"""

from typing import Any

import sqlalchemy as sa

from steps.ledger import store
from steps.ledger.listing import PAGE, Page, WrongPlace
from steps.ledger.tables import mails

_TAKEN = ("", "ours", "reply", "takeover")
_MOST_LETTERS = 600
_SHOWN = (
    mails.c.message_id,
    mails.c.thread_id,
    mails.c.kind,
    mails.c.route,
    mails.c.negotiation_id,
    mails.c.sender,
    sa.func.substr(mails.c.subject, 1, 300).label("subject"),
    sa.func.substr(mails.c.own_words, 1, _MOST_LETTERS).label("words"),
    sa.func.length(mails.c.own_words).label("letters"),
    mails.c.stored_at_ms,
)
_UNPLACED = (
    mails.c.outgoing.is_(False),
    mails.c.routed_at_ms.is_not(None),
    sa.or_(mails.c.route.not_in(_TAKEN), mails.c.kind == "quarantined"),
)


def list_unplaced(place: str = "", size: int = PAGE) -> Page:
    """Return the page of unplaced mails, newest first, that begins after *place*.

    Raises WrongPlace.
    """
    when, name = mails.c.stored_at_ms, mails.c.message_id
    query = sa.select(*_SHOWN).where(*_UNPLACED)
    if place:
        at, _, message_id = place.partition(".")
        if not at.isdecimal() or len(at) > 15 or not message_id:
            raise WrongPlace(place[:40])
        query = query.where(sa.tuple_(when, name) < sa.tuple_(sa.literal(int(at)), sa.literal(message_id)))
    query = query.order_by(when.desc(), name.desc()).limit(size + 1)
    with store.current().reading() as connection:
        rows: list[dict[str, Any]] = [dict(row) for row in connection.execute(query).mappings()]
    shown = rows[:size]
    return Page(shown, f"{shown[-1]['stored_at_ms']}.{shown[-1]['message_id']}" if len(rows) > size else "")
