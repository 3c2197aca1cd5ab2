"""How does a function become a step whose answer is kept?

Two kinds. An `effect` touches the world: it runs at least once, so it must
find its own effect again before repeating it. A `record` writes ledger rows
and commits them together with its checkpoint: exactly once.

Answers and faults are stored as JSON with a version, never as pickles. Faults
are values here: a step that could not reach a vendor is checkpointed as such
and raised again for the workflow, which alone decides when to try again.
"""

import asyncio
import os
import typing
from collections.abc import Awaitable, Callable
from functools import wraps
from itertools import count
from typing import Any, Concatenate, Never, ParamSpec, TypeVar, cast

import structlog
from dbos import DBOS
from sqlalchemy.exc import DBAPIError, IntegrityError, InterfaceError, InternalError, OperationalError
from sqlalchemy.orm import Session

from negotiation.errors import OurFault, ParleyError, WorldFault
from negotiation.records import decode, encode
from steps.ledger import store
from steps.ledger.broken_store import EXIT_STORE_BROKEN

P = ParamSpec("P")
R = TypeVar("R")
Json = dict[str, Any]

# What says that the database itself is in trouble. A broken constraint is a bug of ours, and is a fault like any other.
_STORE_BROKEN = (OperationalError, InternalError, InterfaceError)
# Two transactions that write one key meet once; who still cannot write it then has a bug.
_MOST_TRIES = 5
# What is said while the service ends: by Python to whoever wants a thread, and by DBOS to whoever asks it something.
_STOPPING = (
    "cannot schedule new futures after shutdown",
    "accessed before DBOS was launched",
    "No DBOS was created yet",
)

_log = structlog.get_logger("parley.steps")


class StepFailed(OurFault):
    """A step of ours has a bug that this input brings out."""

    def __init__(self, step: str, error: str, detail: str) -> None:
        super().__init__(step, error, detail)
        self.step, self.error, self.detail = step, error, detail

    def __str__(self) -> str:
        return f"step {self.step} failed with {self.error}: {self.detail}"


def effect(name: str) -> Callable[[Callable[P, Awaitable[R]]], Callable[P, Awaitable[R]]]:
    """Make an async function a checkpointed step called *name*; never rename it."""

    def decorate(body: Callable[P, Awaitable[R]]) -> Callable[P, Awaitable[R]]:
        @DBOS.step(name=name)
        @wraps(body)
        async def checkpointed(*args: P.args, **kwargs: P.kwargs) -> Json:
            try:
                return _stored(await body(*args, **kwargs))
            except _STORE_BROKEN as broken:
                end_process(broken)
            except Exception as fault:
                if any(words in str(fault) for words in _STOPPING):
                    # The service is ending under this step: no fault of it, and nothing to checkpoint.
                    raise asyncio.CancelledError from fault
                return _stored_fault(name, fault)

        @wraps(body)
        async def step(*args: P.args, **kwargs: P.kwargs) -> R:
            return cast(R, _restored(body, await checkpointed(*args, **kwargs)))

        return step

    return decorate


def record(name: str) -> Callable[[Callable[Concatenate[Session, P], R]], Callable[P, Awaitable[R]]]:
    """Make a function over a session a transactional step called *name*; never rename it.

    Rows and checkpoint commit together; a fault takes the rows back and is
    itself the checkpoint. Outside a workflow it is a plain transaction.
    """

    def decorate(body: Callable[Concatenate[Session, P], R]) -> Callable[P, Awaitable[R]]:
        def committed(*args: P.args, **kwargs: P.kwargs) -> Json:
            tries = count(1)

            def transaction(*args: P.args, **kwargs: P.kwargs) -> Json:
                session = store.current().datasource.sql_session()
                store.take_write_lock(session)
                try:
                    with session.begin_nested():
                        return _stored(body(session, *args, **kwargs))
                except _STORE_BROKEN:
                    raise
                except IntegrityError as met:
                    if next(tries) < _MOST_TRIES and (again := store.begin_again(met)):
                        raise again from met
                    return _stored_fault(name, met)
                except Exception as fault:
                    return _stored_fault(name, fault)

            try:
                return store.current().datasource.run_tx_step({"name": name}, transaction, *args, **kwargs)
            except _STORE_BROKEN as broken:
                end_process(broken)

        @wraps(body)
        async def step(*args: P.args, **kwargs: P.kwargs) -> R:
            # In a thread: a writer may wait for the database, the event loop may not.
            return cast(R, _restored(body, await asyncio.to_thread(committed, *args, **kwargs)))

        return step

    return decorate


def end_process(broken: DBAPIError) -> Never:
    """End the process at once: after a database error nothing in memory can be trusted.

    DBOS already waits for a locked database. What is left is a full disk or a
    broken file; a workflow that met it would stay a zombie until a restart.
    """
    _log.critical("store.broken", error=type(broken.orig).__name__, detail=str(broken.orig)[:300])
    os._exit(EXIT_STORE_BROKEN)


def _stored(answer: object) -> Json:
    """Return *answer* as it is checkpointed: a dataclass, a tuple of them, or plain JSON."""
    if hasattr(answer, "__dataclass_fields__"):
        return {"record": encode(answer)}
    if isinstance(answer, tuple):
        return {"items": [_stored(item) for item in answer]}
    return {"value": answer}


def _restored(body: Callable[..., Any], stored: Json) -> Any:
    if "fault" in stored:
        raise _fault(stored["fault"], stored["args"])
    returns = typing.get_type_hints(body).get("return")
    if typing.get_origin(returns) is Awaitable:
        returns = typing.get_args(returns)[0]
    return _answer(returns, stored)


def _answer(kind: Any, stored: Json) -> Any:
    if "record" in stored:
        return decode(_without_none(kind), stored["record"])
    if "items" in stored:
        kinds = typing.get_args(kind)
        endless = len(kinds) == 2 and kinds[1] is Ellipsis
        return tuple(_answer(kinds[0 if endless else n], value) for n, value in enumerate(stored["items"]))
    return stored["value"]


def _without_none(kind: Any) -> Any:
    members = tuple(m for m in typing.get_args(kind) if m is not type(None))
    return members[0] if len(members) == 1 and type(None) in typing.get_args(kind) else kind


def _stored_fault(step: str, fault: Exception) -> Json:
    if isinstance(fault, WorldFault):
        _log.warning("step.world_fault", step=step, fault=type(fault).__name__, detail=str(fault))
    if not isinstance(fault, ParleyError):
        _log.error("step.failed", step=step, exc_info=fault)
        fault = StepFailed(step, type(fault).__name__, str(fault)[:300])
    return {"fault": type(fault).__name__, "args": list(fault.args)}


def _fault(name: str, args: list[Any]) -> ParleyError:
    """Return the fault that was stored; a class of an older release comes back as its family."""
    known = {kind.__name__: kind for kind in _descendants(ParleyError)}
    return known.get(name, WorldFault)(*args)


def _descendants(kind: type[ParleyError]) -> list[type[ParleyError]]:
    children = kind.__subclasses__()
    return [*children, *(deeper for child in children for deeper in _descendants(child))]
