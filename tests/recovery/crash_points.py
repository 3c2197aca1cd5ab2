"""Where can the service be killed, and is it time?

Wraps the decorators of steps.durable and the clients' writing methods before
the rest of the service is imported, so that every step has named points:
``before`` its body, inside the ``body`` of a record before it commits, ``after``
the effect and before its checkpoint, and once it is ``checkpointed``. A point
that the plan wants kills the process it is reached in, once, with SIGKILL.
Nothing of the service is replaced; it only dies.
"""

import asyncio
import json
import os
import re
import signal
import threading
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from contextvars import ContextVar
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import quote

from dbos import DBOS

from negotiation.errors import OurFault
from steps import durable

Wrapped = Callable[..., Any]
FILLER = "filler"

_IN_A_WORKFLOW = ("send_async", "recv_async", "sleep_async", "start_workflow_async", "enqueue_workflow_async")
_EFFECT, _RECORD = durable.effect, durable.record
# They begin at every start under a new id: named by it, each life would have points that nothing has struck yet.
_LOOKS = frozenset({"mailbox", "campaign_list"})
_ROUNDS = frozenset({"second_way", "watch", "sweep"})
# A start is half a second of work; it and the rounds that follow are about a hundred commits, a mail is forty.
_WINDOW_SECONDS, _MOST_COMMITS = (0.4, 1.8), 200
_LONGEST_PER_SECOND = 8  # a life that only waits comes to no second of work
_running: ContextVar[str] = ContextVar("running", default="outside")
_plan: "Plan"
_reached: Counter[str] = Counter()


@dataclass(frozen=True, slots=True)
class Plan:
    """What this run wants to be killed at; the folder remembers which points have been used."""

    folder: Path
    points: str = ""  # a regular expression over point names; "" matches none
    times: int = 1  # how often each point strikes
    seed: int | None = None  # for kills at random moments
    random_kills: int = 0
    stalls: str = ""  # points at which a step waits once, so that something else can overtake it
    stall_seconds: float = 2.0
    fails: str = ""  # bodies of steps, by the workflow's own id, that have a bug, once
    fills: str = ""  # points at which the disk is full from then on
    disk: str = ""  # which disk
    by_kind: bool = False  # the same point of all workflows of a kind is one point

    @classmethod
    def read(cls, folder: Path) -> "Plan":
        """Return the plan that lies in *folder*."""
        told = json.loads((folder / "plan.json").read_text(encoding="utf-8"))
        return cls(folder=folder, **told)

    def strikes(self, point: str) -> bool:
        """Tell whether *point* kills now, and remember it."""
        return self._is_due(self.points, point, "")

    def delays(self, point: str) -> bool:
        """Tell whether *point* waits now, and remember it."""
        return self._is_due(self.stalls, point, "wait")

    def fails_at(self, point: str, workflow_id: str) -> bool:
        """Tell whether the step at *point* has a bug now: it has until its fault is its checkpointed answer."""
        step = point.partition("#")[2]
        wanted = self.fails and re.search(self.fails, f"{workflow_id}#{step}")
        return bool(wanted) and not self._bug(point, "kept").exists() and self._is_due(".", point, "bug")

    def keep_bug(self, point: str) -> None:
        """Remember that the fault of the step at *point* is checkpointed, if it was the plan's bug."""
        with suppress(FileNotFoundError):
            self._bug(point, "bug1").rename(self._bug(point, "kept"))

    def forgive_bugs(self) -> None:
        """Forget each bug that a kill came before: the next life has it anew."""
        for bug in (self.folder / "kills").glob("*.bug1"):
            bug.unlink()

    def _bug(self, point: str, mark: str) -> Path:
        return self.folder / "kills" / f"{quote(point, safe='#')}.{mark}"

    def is_full_at(self, point: str) -> bool:
        """Tell whether the disk fills up at *point* now, and remember it."""
        return self._is_due(self.fills, point, "full")

    def _is_due(self, wanted: str, point: str, mark: str) -> bool:
        if not wanted or not re.search(wanted, point):
            return False
        return any(self._mark(f"{quote(point, safe='#')}.{mark}{n}") for n in range(1, self.times + 1))

    def _mark(self, name: str) -> bool:
        try:
            os.close(os.open(self.folder / "kills" / name, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        except FileExistsError:
            return False
        return True


def die() -> None:
    """End this process like a power cut."""
    os.kill(os.getpid(), signal.SIGKILL)
    signal.pause()


def pass_by(point: str) -> None:
    """Die here, or lose the last free byte, if the plan wants it."""
    if _plan.is_full_at(point):
        fill(Path(_plan.disk))
    if _plan.strikes(point):
        die()


def fill(disk: Path) -> None:
    """Leave not a byte free."""
    with (disk / FILLER).open("ab", buffering=0) as filler:
        try:
            while True:
                filler.write(b"\0" * 4_096)
        except OSError:
            return


def _fail_by() -> None:
    if _plan.fails_at(f"{_running.get()}#body", DBOS.workflow_id or "outside"):
        raise ZeroDivisionError("a bug that the plan wants")


def arm(plan: Plan) -> None:
    """Set the points; call it before any module of steps, workflows or api is imported."""
    global _plan
    _plan = plan
    durable.effect = _watched_effect
    durable.record = _watched_record


def arm_calls() -> None:
    """Set the points around each single write to a vendor, and around what a workflow asks of DBOS."""
    from steps.clients.gmail import Gmail
    from steps.clients.slack import Slack

    watched: tuple[tuple[type, tuple[str, ...]], ...] = (
        (Gmail, ("create_draft", "send_draft", "delete_draft")),
        (Slack, ("post",)),
        (DBOS, _IN_A_WORKFLOW if _plan.by_kind else ()),
    )
    for owner, methods in watched:
        for method in methods:
            setattr(owner, method, _watched_call(f"{owner.__name__}.{method}", getattr(owner, method)))


def arm_random_kill(life: int) -> None:
    """Let this life end at a seeded random moment: once it has worked so long, or right before or after a commit."""
    dice = Random(f"{_plan.seed}/{life}")
    # A life in which too little is committed ends so as well.
    seconds = dice.uniform(*_WINDOW_SECONDS) if life % 2 else _WINDOW_SECONDS[1] * 2
    threading.Thread(target=_die_later, args=(seconds,), daemon=True).start()
    if not life % 2:
        _die_at_commit(dice.randint(1, _MOST_COMMITS), before=dice.random() < 0.5)


def _die_later(seconds: float) -> None:
    """Die once this process has worked for *seconds*: a busy machine makes no life shorter than a quiet one."""
    latest = time.monotonic() + _LONGEST_PER_SECOND * seconds
    while time.process_time() < seconds and time.monotonic() < latest:
        time.sleep(0.01)
    die()


def _die_at_commit(number: int, *, before: bool) -> None:
    from steps.ledger.one_writer import OneWriter

    commit, done = OneWriter.commit, Counter[str]()

    def counted(self: OneWriter) -> None:
        done["commits"] += self.in_transaction
        if before and done["commits"] == number:
            die()
        commit(self)
        if done["commits"] == number:
            die()

    OneWriter.commit = counted  # type: ignore[method-assign]


def _watched_effect(name: str) -> Callable[[Wrapped], Wrapped]:
    def decorate(body: Wrapped) -> Wrapped:
        @wraps(body)
        async def watched(*args: Any, **kwargs: Any) -> Any:
            _fail_by()
            answer = await body(*args, **kwargs)
            # A look into the mailbox that found nothing has had no effect to lose.
            if getattr(answer, "message_ids", None) != ():
                pass_by(f"{_running.get()}#after")
            return answer

        return _watched_step(name, body, _EFFECT(name)(watched))

    return decorate


def _watched_record(name: str) -> Callable[[Wrapped], Wrapped]:
    def decorate(body: Wrapped) -> Wrapped:
        @wraps(body)
        def watched(*args: Any, **kwargs: Any) -> Any:
            _fail_by()
            answer = body(*args, **kwargs)
            pass_by(f"{_running.get()}#uncommitted")
            return answer

        return _watched_step(name, body, _RECORD(name)(watched))

    return decorate


def _watched_step(name: str, body: Wrapped, step: Callable[..., Awaitable[Any]]) -> Wrapped:
    @wraps(body)
    async def watched(*args: Any, **kwargs: Any) -> Any:
        place = f"{_workflow()}#{name}"
        _reached[place] += 1
        # A replay calls the same steps in the same order, so the count names the same call in every life.
        running = _running.set(f"{place}#{_reached[place] if '/' in place else 'any'}")
        try:
            pass_by(f"{_running.get()}#before")
            try:
                answer = await step(*args, **kwargs)
            except OurFault:
                _plan.keep_bug(f"{_running.get()}#body")
                raise
            pass_by(f"{_running.get()}#checkpointed")
            if _plan.delays(f"{_running.get()}#checkpointed"):
                await asyncio.sleep(_plan.stall_seconds)
            return answer
        finally:
            _running.reset(running)

    return watched


def _watched_call(name: str, call: Callable[..., Awaitable[Any]]) -> Wrapped:
    """Set points around a call, inside the step that makes it or in the workflow itself."""

    @wraps(call)
    async def watched(*args: Any, **kwargs: Any) -> Any:
        place = _running.get()
        place = _workflow() if place == "outside" else place
        pass_by(f"{place}#{name}#before")
        answer = await call(*args, **kwargs)
        pass_by(f"{place}#{name}#after")
        return answer

    return watched


def _workflow() -> str:
    """Return the running workflow's id; those that run again and again under new ids share the name of their kind."""
    workflow_id = DBOS.workflow_id or "outside"
    kind = workflow_id.partition("/")[0]
    if kind in _LOOKS:
        return kind
    if kind in _ROUNDS:
        return "schedule"
    return kind if _plan.by_kind else workflow_id
