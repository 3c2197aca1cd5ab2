"""What is kept of a campaign's rehearsals?

One row a campaign: how far the one that was begun last is, and the figures of
the newest that was played to its end. Whoever plays one goes on only while the
row still names it, so a stop is heard in whatever process it is pressed.
Nothing that negotiates reads it.
"""

from typing import Any

import sqlalchemy as sa

from steps.clock import now_ms
from steps.ledger import store
from steps.ledger.tables import rehearsals

Json = dict[str, Any]
_GOING = ("waiting", "playing")
_MOST_LETTERS = 2_000


def read_rehearsal(campaign_id: str) -> Json | None:
    """Return the row of *campaign_id*; None when it was never rehearsed."""
    query = sa.select(rehearsals).where(rehearsals.c.campaign_id == campaign_id)
    with store.current().reading() as connection:
        found = connection.execute(query).mappings().one_or_none()
    return None if found is None else {**found, "going": found["stage"] in _GOING}


def begin_rehearsal(campaign_id: str, key: str, executor: str, who: str, asked: Json) -> bool:
    """Note that *key* waits to be played, and tell so; False while another one of the campaign is under way."""
    begun = {"key": key, "executor": executor, "who": who, "asked": asked, "stage": "waiting", "played": 0}
    begun |= {"problem": "", "at_ms": now_ms()}
    with store.current().transaction() as session:
        if store.insert_once(session, rehearsals, campaign_id=campaign_id, **begun):
            return True
        free = sa.update(rehearsals).where(rehearsals.c.campaign_id == campaign_id, ~rehearsals.c.stage.in_(_GOING))
        return session.execute(free.values(**begun).returning(rehearsals.c.key)).first() is not None


def note_played(key: str, played: int) -> bool:
    """Note how many runs of *key* are played; False when it is no longer wanted."""
    return _note(key, stage="playing", played=played)


def keep_figures(key: str, told: Json) -> None:
    """Keep what *key* came to, if it is still wanted."""
    _note(key, stage="done", played=told["runs"], told=told, told_at_ms=now_ms())


def refuse_rehearsal(key: str, problem: str) -> bool:
    """Note that *key* came to nothing, and why; False when it is no longer wanted."""
    return _note(key, stage="failed", problem=problem[:_MOST_LETTERS])


def stop_rehearsal(campaign_id: str) -> None:
    """Stop what is under way for *campaign_id*, whoever plays it."""
    _end(rehearsals.c.campaign_id == campaign_id, "stopped")


def interrupt_rehearsals(executor: str) -> None:
    """Note that nobody plays any more what *executor* had begun."""
    _end(rehearsals.c.executor == executor, "interrupted")


def _note(key: str, **values: Any) -> bool:
    mine = sa.update(rehearsals).where(rehearsals.c.key == key, rehearsals.c.stage.in_(_GOING))
    with store.current().transaction() as session:
        noted = session.execute(mine.values(**values, at_ms=now_ms()).returning(rehearsals.c.key))
        return noted.first() is not None


def _end(which: sa.ColumnElement[bool], stage: str) -> None:
    going = sa.update(rehearsals).where(which, rehearsals.c.stage.in_(_GOING))
    with store.current().transaction() as session:
        session.execute(going.values(stage=stage, at_ms=now_ms()))
