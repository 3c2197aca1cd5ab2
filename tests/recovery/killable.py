"""How is the real service run, killed and started again, many times in a minute?

``python -m tests.recovery.killable FOLDER`` imports the service once and forks
a fresh process for each life of it: the same `parley serve`, on the same store,
with the crash points of FOLDER/plan.json. A life that ends by SIGKILL or by a fault
is followed by the next, as any supervisor would have it; one that was asked to
end with SIGTERM, or ends by its own will, is the last. SIGHUP asks politely and
starts the next life. It is a supervisor for tests and nothing else.
"""

import ctypes
import gc
import json
import os
import signal
import sys
import time
from pathlib import Path

from tests.recovery.crash_points import Plan, arm, arm_calls, arm_random_kill

_PAUSE_AFTER_A_FAULT_SECONDS = 0.5
_PR_SET_PDEATHSIG = 1


class Supervisor:
    """Starts one life after another."""

    def __init__(self, folder: Path, plan: Plan) -> None:
        self._folder, self._plan = folder, plan
        self._child = 0
        self._last = False
        self.lives = self.killed = 0

    def run(self) -> int:
        """Supervise until the last life has ended; return its exit status."""
        signal.signal(signal.SIGTERM, self._end)
        signal.signal(signal.SIGHUP, self._restart)
        while True:
            self.lives += 1
            self._start()
            _, status = os.waitpid(self._child, 0)
            code = os.waitstatus_to_exitcode(status)
            self._note(code)
            self.killed += code == -signal.SIGKILL
            if self._last:
                return code
            if code not in (0, -signal.SIGKILL):
                time.sleep(_PAUSE_AFTER_A_FAULT_SECONDS)

    def _start(self) -> None:
        self._child = os.fork()
        if self._child == 0:
            os._exit(self._live())
        (self._folder / "pid").write_text(str(self._child), encoding="utf-8")

    def _live(self) -> int:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.signal(signal.SIGHUP, signal.SIG_DFL)
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        self._plan.forgive_bugs()
        if self.killed < self._plan.random_kills and (self._folder / "armed").exists():
            arm_random_kill(self.killed + 1)
        from api.cli import serve

        try:
            return serve()
        finally:
            sys.stdout.flush()
            sys.stderr.flush()

    def _end(self, *_: object) -> None:
        self._last = True
        os.kill(self._child, signal.SIGTERM)

    def _restart(self, *_: object) -> None:
        os.kill(self._child, signal.SIGTERM)

    def _note(self, code: int) -> None:
        line = {"life": self.lives, "pid": self._child, "exit": code, "at": time.time()}
        with (self._folder / "lives.jsonl").open("a", encoding="utf-8") as lives:
            lives.write(json.dumps(line) + "\n")


def main() -> None:
    """Run the service of the folder that is named."""
    folder = Path(sys.argv[1])
    (folder / "kills").mkdir(exist_ok=True)
    plan = Plan.read(folder)
    arm(plan)
    # Imported, read and looked through before the first fork, so that no life has to.
    import sentry_sdk  # noqa: F401

    import api.app
    import api.cli  # noqa: F401
    from steps.clients.transport import trusted

    trusted()
    arm_calls()
    gc.freeze()
    sabotage = folder / "sabotage"
    if sabotage.exists():
        from tests.recovery.sabotage import break_on_purpose

        break_on_purpose(sabotage.read_text(encoding="utf-8"))
    sys.exit(Supervisor(folder, plan).run())


if __name__ == "__main__":
    main()
