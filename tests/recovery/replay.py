"""Does today's code take the path that a recorded history took?

``python -m tests.recovery.replay STORE`` makes every workflow of a stopped
store pending again and recovers them all with today's code. What is recorded
is answered from the record; no step may run. Where a workflow wants another
step than the recorded one, wants more or fewer, or fails, the flow has changed
without a `DBOS.patch`: that is printed, and the exit status is 1. A history
that was cut off in the middle may end in its first step that is not recorded.
"""

import asyncio
import sys
import time
from collections.abc import Callable
from contextlib import closing
from functools import wraps
from pathlib import Path
from typing import Any, Never

from dbos import DBOS
from pysqlite3 import dbapi2 as sqlite
from rich.console import Console

from steps import durable

_MOST_SECONDS = 90.0
_LOOK_EVERY_SECONDS = 0.2
Wrapped = Callable[..., Any]
Row = tuple[Any, ...]
_ran: dict[str, str] = {}  # the first step that each workflow wanted to run
_asked_for: dict[str, int] = {}  # the last place in its history that each workflow has come to


def trap_steps() -> None:
    """Let no step run; call it before any module of steps, workflows or api is imported."""
    effect, record = durable.effect, durable.record

    def trapped_effect(name: str) -> Callable[[Wrapped], Wrapped]:
        def decorate(body: Wrapped) -> Wrapped:
            @wraps(body)
            async def trapped(*_: Any, **__: Any) -> Never:
                _stop(name)

            return effect(name)(trapped)

        return decorate

    def trapped_record(name: str) -> Callable[[Wrapped], Wrapped]:
        def decorate(body: Wrapped) -> Wrapped:
            @wraps(body)
            def trapped(*_: Any, **__: Any) -> Any:
                _stop(name)

            return record(name)(trapped)

        return decorate

    setattr(durable, "effect", trapped_effect)  # noqa: B010 - the type checker rightly objects to the assignment
    setattr(durable, "record", trapped_record)  # noqa: B010 - the same


def _stop(step: str) -> Never:
    _ran.setdefault(DBOS.workflow_id or "outside", step)
    # What a service says that is ending: nothing is checkpointed, and the workflow stays where it is.
    raise asyncio.CancelledError


def watch_history() -> None:
    """Note how far each workflow reads its history."""
    from dbos._sys_db import SystemDatabase

    look_up = SystemDatabase._check_operation_execution_txn

    def noted(self: Any, workflow_id: str, function_id: int, *rest: Any, **more: Any) -> Any:
        _asked_for[workflow_id] = max(function_id, _asked_for.get(workflow_id, 0))
        return look_up(self, workflow_id, function_id, *rest, **more)

    setattr(SystemDatabase, "_check_operation_execution_txn", noted)  # noqa: B010 - the same


async def replay(store: Path) -> list[str]:
    """Return every difference between the histories in *store* and today's flows."""
    from api.engine import running_engine
    from steps.settings import Settings

    ended, lengths = _wind_back(store)
    settings = Settings(_env_file=None, store_url=f"sqlite:///{store}", slack_seconds_between_posts=0)
    async with running_engine(settings):
        left = await asyncio.to_thread(_run_out, store, ended)
    return [
        *_failures(store),
        *(f"{one} wants a step that is not in its history: {_ran[one]}" for one in sorted(ended & _ran.keys())),
        *(f"{one} did not come to its end" for one in sorted(left - _ran.keys())),
        *_left_out(store, ended - left - _ran.keys(), lengths),
    ]


def _run_out(store: Path, ended: set[str]) -> set[str]:
    """Wait until every workflow has come as far as its history leads; return those that have not ended again."""
    end = time.monotonic() + _MOST_SECONDS
    while (left := _pending(store, ended)) - _ran.keys() and time.monotonic() < end:
        time.sleep(_LOOK_EVERY_SECONDS)
    return left


def _wind_back(store: Path) -> tuple[set[str], dict[str, int]]:
    """Make every workflow pending again; return those that had ended well, and how long each history is."""
    with closing(sqlite.connect(str(store))) as connection:
        ended = {row[0] for row in connection.execute(_ENDED_WELL)}
        lengths = dict(connection.execute(_LENGTHS).fetchall())
        connection.execute(_AGAIN)
        connection.execute("DELETE FROM workflow_output")
        connection.commit()
    return ended, lengths


_FAILED = """
    SELECT workflow_uuid, status, error FROM workflow_status WHERE status NOT IN ('SUCCESS', 'PENDING', 'ENQUEUED')
"""
_ENDED_WELL = "SELECT workflow_uuid FROM workflow_status WHERE status = 'SUCCESS'"
_LENGTHS = "SELECT workflow_uuid, max(function_id) FROM operation_outputs GROUP BY workflow_uuid"
_AGAIN = """
    UPDATE workflow_status SET status = 'PENDING', output = NULL, error = NULL, completed_at = NULL
    WHERE status IN ('SUCCESS', 'PENDING')
"""


def _rows(store: Path, query: str) -> list[Row]:
    with closing(sqlite.connect(f"file:{store}?mode=ro", uri=True, timeout=30)) as connection:
        return list(connection.execute(query))


def _pending(store: Path, ended: set[str]) -> set[str]:
    rows = _rows(store, "SELECT workflow_uuid FROM workflow_status WHERE status IN ('PENDING', 'ENQUEUED')")
    return {row[0] for row in rows} & ended


def _failures(store: Path) -> list[str]:
    return [f"{name} is {status}: {str(error)[:300]}" for name, status, error in _rows(store, _FAILED)]


def _left_out(store: Path, replayed: set[str], lengths: dict[str, int]) -> list[str]:
    longer = {name for name, length in _rows(store, _LENGTHS) if length > lengths.get(name, 0)}
    return [
        *(f"{name} goes on where its history ends" for name in sorted(replayed & longer)),
        *(
            f"{name} leaves out what its history did after step {_asked_for.get(name, 0)} of {lengths[name]}"
            for name in sorted(replayed & lengths.keys() - longer)
            if _asked_for.get(name, 0) < lengths[name]
        ),
    ]


def main() -> None:
    """Replay the store that is named."""
    trap_steps()
    watch_history()
    differences = asyncio.run(replay(Path(sys.argv[1])))
    for line in differences:
        Console(soft_wrap=True, highlight=False).print(line, markup=False)
    Console().print(f"{len(differences)} differences")
    sys.exit(1 if differences else 0)


if __name__ == "__main__":
    main()
