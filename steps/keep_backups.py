"""Is a backup due, and what became of it?

Looked at every few minutes by every process; the ledger says who begins, so
that it is one. What fails is told in Slack once a day and tried again. A store
that has just begun is left in peace for a while: there is nothing in it yet.
"""

import asyncio
import time
from pathlib import Path

import sqlalchemy as sa
import structlog
from pysqlite3 import dbapi2 as sqlite
from sqlalchemy.orm import Session

from negotiation.errors import ParleyError
from steps import connections
from steps.backup import back_up
from steps.clock import now_ms
from steps.ledger import store
from steps.ledger.tables import cursors
from steps.notices import alert_notice, tell
from steps.server_backup import back_up_server
from steps.settings import Settings

DONE, BEGUN = "backup", "backup-begun"
_AGAIN_AFTER_MS = 1_800_000
_FOLDER = "backups"

_log = structlog.get_logger("parley.backup")


async def keep_backup() -> None:
    """Back the store up if it is due."""
    await asyncio.to_thread(_keep, connections.current().settings)


def backup_folder(settings: Settings) -> Path | None:
    """Return where backups are kept; None where nobody said so for a PostgreSQL, which has its provider's."""
    if settings.backup_dir:
        return Path(settings.backup_dir)
    url = sa.make_url(settings.store_url)
    return Path(url.database or "").parent / _FOLDER if url.get_backend_name() == "sqlite" else None


def copy_store(settings: Settings, folder: Path, keep: int) -> Path:
    """Copy the store of *settings* into *folder*, whichever database it is; return the copy."""
    url = sa.make_url(settings.store_url)
    if url.get_backend_name() == "sqlite":
        return back_up(Path(url.database or ""), folder, keep)
    return back_up_server(settings.store_url, folder, keep)


def _keep(settings: Settings) -> None:
    folder = backup_folder(settings)
    if folder is None or not settings.backup_hours or not _is_mine_to_begin(settings.backup_hours):
        return
    began = time.monotonic()
    try:
        copy = copy_store(settings, folder, settings.backup_keep)
    except (ParleyError, OSError, sqlite.Error) as fault:
        _note_failure(f"{type(fault).__name__}: {fault}")
        return
    with store.current().transaction() as session:
        _move(session, DONE, copy.name)
    seconds = round(time.monotonic() - began, 1)
    _log.info("backup.kept", file=str(copy), bytes=copy.stat().st_size, seconds=seconds)


def _is_mine_to_begin(hours: float) -> bool:
    """Tell whether a backup is due, and claim it; a try that came to nothing is made again after a while."""
    now = now_ms()
    with store.current().transaction() as session:
        times = sa.select(cursors.c.name, cursors.c.at_ms).where(cursors.c.name.in_((DONE, BEGUN)))
        at_ms = {row.name: row.at_ms for row in session.execute(times)}
        if BEGUN in at_ms and now - at_ms[BEGUN] < _AGAIN_AFTER_MS:
            return False
        if DONE in at_ms and now - at_ms[DONE] < hours * 3_600_000:
            return False
        _move(session, BEGUN, "")
    return BEGUN in at_ms


def _move(session: Session, name: str, value: str) -> None:
    session.execute(cursors.delete().where(cursors.c.name == name))
    session.execute(cursors.insert().values(name=name, value=value, at_ms=now_ms()))


def _note_failure(detail: str) -> None:
    _log.error("backup.failed", detail=detail)
    today = time.strftime("%Y-%m-%d", time.gmtime(now_ms() / 1000))
    notice = alert_notice(f"backup/{today}", "The store was not backed up", f"{detail}. It is tried every half hour.")
    with store.current().transaction() as session:
        tell(session, notice)
