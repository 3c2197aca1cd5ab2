"""May this process be given work?

Each check says what it found, how old that finding is and how long it took to
ask. Nothing outside is asked: what the vendors said is read from the ledger,
where start-up and the rounds wrote it. It mends nothing.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from steps import connections
from steps.clock import now_ms
from steps.ledger import store
from steps.ledger.census import take_census
from steps.ledger.migrate import NEWEST, revision
from steps.ledger.tables import cursors


@dataclass(frozen=True, slots=True)
class Readiness:
    """One check: what was looked at, what was found, when that was true, and how long asking took."""

    name: str
    ok: bool
    detail: str
    age_seconds: float
    milliseconds: float


@dataclass(frozen=True, slots=True)
class _Found:
    ok: bool
    detail: str
    at_ms: int | None = None  # None: just now


def look_ready() -> tuple[Readiness, ...]:
    """Return every check; a real write is made and taken back."""
    checks: tuple[tuple[str, Callable[[], _Found]], ...] = (
        ("store", _store),
        ("schema", _schema),
        ("workflows", _workflows),
        ("gmail_token", _gmail_token),
        ("gmail_watch", _watch),
        ("mailbox", _mailbox),
        ("language", _language),
        ("second_way", _second_way),
        ("backup", _backup),
    )
    return tuple(_timed(name, check) for name, check in checks)


def _timed(name: str, check: Callable[[], _Found]) -> Readiness:
    began = time.perf_counter()
    try:
        found = check()
    except (sa.exc.SQLAlchemyError, store.StoreNotOpen) as broken:
        found = _Found(False, f"{type(broken).__name__}: the database does not answer as it should")
    milliseconds = round((time.perf_counter() - began) * 1000, 2)
    age_seconds = round(max(now_ms() - found.at_ms, 0) / 1000, 1) if found.at_ms is not None else 0.0
    return Readiness(name, found.ok, found.detail, age_seconds, milliseconds)


def _store() -> _Found:
    with store.current().engine.connect() as connection:
        connection.execute(cursors.insert().values(name="ready-check", value="", at_ms=now_ms()))
        connection.rollback()
    return _Found(True, "a write was made and taken back")


def _schema() -> _Found:
    current = revision(store.current())
    if current == NEWEST:
        return _Found(True, f"revision {current}")
    return _Found(False, f"revision {current}, but this release needs {NEWEST}: start it anew, that migrates")


def _workflows() -> _Found:
    census = take_census()
    if census.other_version:
        detail = f"{census.other_version} unfinished workflows belong to another application version and do not resume"
        return _Found(False, f"{detail}: see the runbook, WorkflowsOfAnotherVersion", census.taken_at_ms)
    return _Found(True, f"{census.unfinished} unfinished, all of this version", census.taken_at_ms)


def _gmail_token() -> _Found:
    present = bool(connections.current().settings.gmail_refresh_token.get_secret_value())
    return _Found(present, "present" if present else "PARLEY_GMAIL_REFRESH_TOKEN is empty")


def _watch() -> _Found:
    if not connections.current().settings.gmail_pubsub_topic:
        return _Found(True, "no topic is set: replies are found by polling alone")
    kept = _cursor("gmail-watch-expiry")
    if kept is None:
        return _Found(False, "no watch yet: it is made at start, unless Gmail refuses (see the alerts in Slack)")
    left_hours = (int(kept.value) - now_ms()) / 3_600_000
    if left_hours <= 0:
        return _Found(False, f"lapsed {-left_hours:.1f} hours ago: see the alerts in Slack for the cause", kept.at_ms)
    return _Found(True, f"ends in {left_hours:.1f} hours", kept.at_ms)


def _mailbox() -> _Found:
    # Old news is no reason to withhold work: after a long downtime the first look is what is needed.
    kept = _cursor("gmail-history")
    return _Found(True, "not read yet") if kept is None else _Found(True, "read to its end", kept.at_ms)


def _language() -> _Found:
    offline = connections.current().settings.is_offline
    return _Found(True, "offline rules and templates: no model key is set" if offline else "model key present")


def _second_way() -> _Found:
    # A missing address is no reason to withhold work; the mails still go to owners that are addresses.
    address = connections.current().settings.alert_address
    return _Found(True, "a deal that Slack does not confirm is mailed" if address else "PARLEY_ALERT_ADDRESS is empty")


def _backup() -> _Found:
    # An old backup is no reason to withhold work; the alerts tell it.
    kept = _cursor("backup")
    return _Found(True, "none yet") if kept is None else _Found(True, kept.value, kept.at_ms)


def _cursor(name: str) -> Any:
    query = sa.select(cursors.c.value, cursors.c.at_ms).where(cursors.c.name == name)
    with store.current().reading() as connection:
        return connection.execute(query).one_or_none()
