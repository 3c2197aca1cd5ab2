"""May this process be given work?"""

import time
from collections.abc import Callable
from dataclasses import dataclass

import sqlalchemy as sa

from steps import connections
from steps.clock import now_ms
from steps.ledger import store
from steps.ledger.migrate import revisions
from steps.ledger.tables import cursors


@dataclass(frozen=True, slots=True)
class Readiness:
    """One check: what was looked at, and what was found."""

    name: str
    ok: bool
    detail: str
    milliseconds: float


def look_ready() -> tuple[Readiness, ...]:
    """Return every check; a real write is made and taken back."""
    checks: tuple[tuple[str, Callable[[], tuple[bool, str]]], ...] = (
        ("store", _store),
        ("schema", _schema),
        ("gmail_token", _gmail_token),
        ("gmail_watch", _watch),
        ("language", _language),
    )
    return tuple(_timed(name, check) for name, check in checks)


def _timed(name: str, check: Callable[[], tuple[bool, str]]) -> Readiness:
    began = time.perf_counter()
    try:
        ok, detail = check()
    except sa.exc.SQLAlchemyError as broken:
        ok, detail = False, f"{type(broken).__name__}: the database does not answer as it should"
    return Readiness(name, ok, detail, round((time.perf_counter() - began) * 1000, 2))


def _store() -> tuple[bool, str]:
    with store.current().engine.connect() as connection:
        connection.execute(cursors.insert().values(name="ready-check", value="", at_ms=now_ms()))
        connection.rollback()
    return True, "a write was made and taken back"


def _schema() -> tuple[bool, str]:
    current, newest = revisions(store.current())
    return current == newest, f"revision {current}, newest {newest}"


def _gmail_token() -> tuple[bool, str]:
    present = bool(connections.current().settings.gmail_refresh_token.get_secret_value())
    return present, "present" if present else "PARLEY_GMAIL_REFRESH_TOKEN is empty"


def _watch() -> tuple[bool, str]:
    with store.current().reading() as connection:
        expiry = connection.execute(sa.select(cursors.c.value).where(cursors.c.name == "gmail-watch-expiry")).scalar()
    if not connections.current().settings.gmail_pubsub_topic:
        return True, "no topic is set: replies are found by polling alone"
    if expiry is None:
        return False, "no watch yet: it is made by the first run of the watch schedule"
    left_hours = (int(expiry) - now_ms()) / 3_600_000
    return (
        left_hours > 0,
        f"ends in {left_hours:.1f} hours" if left_hours > 0 else "lapsed: see the alerts for the cause",
    )


def _language() -> tuple[bool, str]:
    offline = connections.current().settings.is_offline
    return True, "offline rules and templates: no model key is set" if offline else "model key present"
