"""When is the store beyond help, and what happens then?

A full disk or a damaged file shows itself wherever something is written: in a
step, or in DBOS's own checkpoint, after which a workflow lies dead in memory
and pending in the file. So every database error of this process is looked at
here. After one that waiting cannot mend the process ends, once requests under
way have been told 503; its supervisor starts it again, and the workflows go on.
Until then nothing is committed any more: DBOS would write the error down as the
step's own answer wherever there is still room, and it would be for ever.
A locked database is not such an error: the writers wait for it.
"""

import os
import threading

import sqlalchemy as sa
import structlog
from sqlalchemy.engine import ExceptionContext

# sysexits.h EX_IOERR: the supervisor starts us again, and the store heals or the next start says why not.
EXIT_STORE_BROKEN = 74
_LAST_ANSWERS_SECONDS = 1.0
# No setting is wrong: there is no room, or the file is damaged.
_BROKEN = (
    "database or disk is full",
    "disk i/o error",
    "database disk image is malformed",
    "file is not a database",
    "no space left on device",
)
_OUT_OF_REACH = ("attempt to write a readonly database", "unable to open database file")

_log = structlog.get_logger("parley.store")
_ending = threading.Event()


def end_when_beyond_help() -> None:
    """Look at every database error of this process from now on; a second call changes nothing."""
    if not sa.event.contains(sa.Engine, "handle_error", _look_at):
        sa.event.listen(sa.Engine, "handle_error", _look_at)
        sa.event.listen(sa.Engine, "commit", _refuse_while_ending)


def is_beyond_help(error: BaseException) -> bool:
    """Tell whether waiting cannot mend what the database says."""
    said = str(error)
    return is_broken(said) or any(words in said.lower() for words in _OUT_OF_REACH)


def said_by(error: BaseException) -> str:
    """Return what the database itself says, in one line, without SQLAlchemy's words around it."""
    return " ".join(str(getattr(error, "orig", None) or error).split())


def is_broken(said: str) -> bool:
    """Tell whether what the database says is that its disk is full or its file damaged, whatever the settings are."""
    return any(words in said.lower() for words in _BROKEN)


def is_ending() -> bool:
    """Tell whether this process ends because its store is beyond help: its exit status says so, however it ends."""
    return _ending.is_set()


def _look_at(context: ExceptionContext) -> None:
    error = context.original_exception
    if not is_beyond_help(error) or _ending.is_set():
        return
    _ending.set()
    _log.critical("store.broken", error=type(error).__name__, detail=str(error)[:300])
    last = threading.Timer(_LAST_ANSWERS_SECONDS, os._exit, (EXIT_STORE_BROKEN,))
    last.daemon = True
    last.start()


def _refuse_while_ending(_: sa.Connection) -> None:
    if _ending.is_set():
        raise sa.exc.OperationalError("COMMIT", None, Exception("the store is broken and this process ends"))
