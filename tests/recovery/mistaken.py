"""Is a mistake noticed by the tests that reach it?

A pytest plugin for the tree that `tests.recovery.mutants` lays. Everything is
imported and collected once, beside one sandbox and one store to copy; then
each mistake is a fork of this process, which plays the tests that reach the
mistaken function until one fails: first the one that noticed the last mistake
in this function, then those that are about little else.
"""

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import structlog

from tests.recovery.mutants import MISTAKES, plain
from tests.scenarios import living
from tests.scenarios.living import lay_store

NOTED = Path("noticed.jsonl")
_TESTS, _BY = Path("tests.json"), Path("noticed-by.txt")
_ACTIVE = "MUTANT_UNDER_TEST"  # mutmut's own: its mistaken functions look whether they are meant
# So much longer than without a mistake a test may take before it counts as hanging.
_SLOWER, _AT_LEAST_SECONDS = 5, 30.0
_PATIENCE_SECONDS = 6.0
_shared: dict[str, str] = {}


@pytest.hookimpl(tryfirst=True)
def pytest_fixture_setup(fixturedef: pytest.FixtureDef[Any], request: Any) -> Any:
    """Give what takes a second to every fork as it was laid once."""
    if (found := _shared.get(fixturedef.argname)) is None:
        return None
    fixturedef.cached_result = (found, fixturedef.cache_key(request), None)
    return found


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool:
    """Play without a mistake once, to learn which test reaches what; then with each."""
    mistakes: dict[str, str] = json.loads(Path(MISTAKES).read_text(encoding="utf-8"))
    # Imported when it is needed, which is too late for a fork.
    import_module("steps.clients.language.anthropic")
    # Drawing tracebacks for nobody takes longer than most tests.
    structlog.configure(processors=[structlog.processors.KeyValueRenderer()])
    store = Path("laid").resolve()
    store.mkdir(exist_ok=True)
    _in_fork(lambda: bool(asyncio.run(lay_store(store))) and 0, seconds=120)
    _shared["laid_store"] = f"sqlite:///{store / 'parley.sqlite'}"
    with subprocess.Popen(
        [sys.executable, "-m", "sandbox"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as sandbox:
        assert sandbox.stdout is not None
        _shared["sandbox_url"] = str(json.loads(sandbox.stdout.readline())["url"])
        try:
            # Where no service runs, this very process plays, and is warm for every fork.
            quick, served = (
                [one for one in session.items if ("stage" in getattr(one, "fixturenames", ())) is with_it]
                for with_it in (False, True)
            )
            for one in quick[:1]:
                _run(one)
            assert _learn(quick) == 0
            assert _in_fork(lambda: _learn(served), seconds=3_600) == 0, "a test fails without any mistake"
            _try_all(session, mistakes)
        finally:
            sandbox.terminate()
    return True


def _try_all(session: pytest.Session, mistakes: dict[str, str]) -> None:
    items = {item.nodeid: item for item in session.items}
    known = sorted((len(reached), seconds, test, reached) for test, seconds, reached in _known() if test in items)
    seconds_of = {test: seconds for _, seconds, test, _ in known}
    reaching = {name: [test for *_, test, reached in known if name in reached] for name in map(_function, mistakes)}
    unnoticed = 0
    for number, name in enumerate(mistakes, 1):
        tests = reaching[_function(name)]
        began = time.monotonic()
        limit = max(_AT_LEAST_SECONDS, _SLOWER * sum(seconds_of[test] for test in tests))
        code = _in_fork(lambda name=name, tests=tests: _play(name, [items[test] for test in tests]), limit)  # type: ignore[misc]
        by = _BY.read_text(encoding="utf-8") if code == 1 else ""
        if by:
            tests.remove(by)
            tests.insert(0, by)
        how = {0: "unnoticed", 1: "noticed", -signal.SIGKILL: "hung"}.get(code, f"ended with {code}")
        unnoticed += how == "unnoticed"
        line: dict[str, Any] = {
            "name": plain(name),
            "how": how,
            "by": by,
            "tests": len(tests),
            "seconds": round(time.monotonic() - began, 1),
        }
        with NOTED.open("a", encoding="utf-8") as noted:
            noted.write(json.dumps(line | {"mistake": mistakes[name]}) + "\n")
        _say(f"{number}/{len(mistakes)} {how} {line['seconds']} s {plain(name)}\n")
        if how != "noticed":
            _say(f"{mistakes[name]}\n")
    _say(f"{len(mistakes)} mistakes, {unnoticed} of them noticed by no test\n")


def _learn(items: list[pytest.Item]) -> int:
    """Play every test without a mistake; keep how long it takes and which functions it reaches."""
    os.environ[_ACTIVE] = "stats"
    reached: set[str] = import_module("mutmut.state").state()._stats
    learnt = _known()
    for item in items:
        if any(test == item.nodeid for test, _, _ in learnt):
            continue
        reached.clear()
        began = time.monotonic()
        _run(item)
        if item.session.testsfailed:
            _say(f"{item.nodeid} fails without a mistake\n")
            return 1
        learnt.append((item.nodeid, round(time.monotonic() - began, 3), sorted(reached)))
        _TESTS.write_text(json.dumps(learnt), encoding="utf-8")
    return 0


def _known() -> list[Any]:
    """Return what an earlier run in this folder has learnt: test, seconds, functions it reaches."""
    return list(json.loads(_TESTS.read_text(encoding="utf-8"))) if _TESTS.exists() else []


def _play(name: str, items: list[pytest.Item]) -> int:
    """Play *items* with the mistake *name*; return whether one of them noticed."""
    os.environ[_ACTIVE] = name
    living.until.__defaults__ = (_PATIENCE_SECONDS,)
    for item in items:
        _run(item)
        if item.session.testsfailed:
            _BY.write_text(item.nodeid, encoding="utf-8")
            return 1
    return 0


def _run(item: pytest.Item) -> None:
    item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)


def _in_fork(play: Callable[[], int], seconds: float) -> int:
    """Return what *play* returns in a process of its own, killed after *seconds*."""
    if (child := os.fork()) == 0:
        os.setpgid(0, 0)
        quiet = os.open("played.log", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(quiet, 1)
        os.dup2(quiet, 2)
        code = 70
        try:
            code = play()
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            os._exit(code)
    end = time.monotonic() + seconds
    while True:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        if time.monotonic() > end:
            os.killpg(child, signal.SIGKILL)
            return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        time.sleep(0.02)


def _function(name: str) -> str:
    return name.rpartition("__mutmut_")[0]


def _say(words: str) -> None:
    os.write(_TELL, words.encode())


# Past pytest's own capture.
_TELL = os.dup(1)
