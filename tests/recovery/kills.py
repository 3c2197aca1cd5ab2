"""Is everything done once, wherever in whatever flow the service is killed?

``python -m tests.recovery.kills`` plays the tour of every flow while the
service dies by SIGKILL once at every point of every step of every kind of
workflow: inside its transaction, after its effect and before the checkpoint,
after the checkpoint, around each single write to Gmail and Slack, and after each
signal, start and wait of DBOS. Before a step is after the one that came before
it, so that has no point of its own. ``--flow "turn|close"`` kills in those kinds
of workflow alone. Prints the figures; exits 1 if a promise broke, or a step was
never met by the kills of all flows.
"""

import time
from collections import Counter
from pathlib import Path
from urllib.parse import unquote

from tests.recovery.by_hand import start
from tests.recovery.invariants import ours_in
from tests.recovery.lab import Json, Lab
from tests.recovery.play import still_broken
from tests.recovery.steps_known import steps_in_the_code
from tests.recovery.tour import PLAN, Tour

# Steps that no kill meets, each with its reason.
UNMET: dict[str, str] = dict.fromkeys(
    ("lay_deal_mail", "send_deal_mail", "note_deal_mail"),
    "Slack has to leave a deal unconfirmed for five minutes: test_second_way.py kills them",
)
_EVERY = ".*"
_POINTS = r"#.*(Gmail|Slack)\.\w+#before$|#.*(after|uncommitted|checkpointed)$"


def main() -> None:
    """Run the kill matrix that the command line asks for."""
    start(run, "tests.recovery.kills", "broken", "unmet", flow=_EVERY)


def run(folder: Path, flow: str) -> Json:
    """Kill the service at each kind of point once; return the figures."""
    began = time.monotonic()
    with Lab(folder, {**PLAN, "points": f"^({flow})({_POINTS})", "by_kind": True}) as lab:
        Tour(lab).play()
        played_ms = time.time() * 1000
        broken = still_broken(lab, and_also=lambda: _swept(lab, played_ms))
        lab.at_rest = True
        world, books = lab.world(), lab.books()
        lab.stop()
        met = met_points(lab.kills())
    return {
        "kills": len(met),
        "steps": len(steps_in_the_code()),
        "unmet": unmet_steps(met) if flow == _EVERY else [],
        "negotiations": len(books["negotiations"]),
        "mails_sent": len(ours_in(world)),
        "doubled": sum("I2" in line and "times" in line for line in broken),
        "lost": sum(line.startswith("I1") for line in broken),
        "broken": broken,
        "seconds": round(time.monotonic() - began),
    }


def _swept(lab: Lab, since_ms: float) -> bool:
    sweeps = [one for one in lab.books().workflows if one["name"] == "sweep" and one["status"] == "SUCCESS"]
    return any(int(one["created_at"]) > since_ms for one in sweeps)


def met_points(kills: list[str]) -> list[str]:
    """Return the points that killed, without the plan's bugs and waits."""
    return [unquote(name).rpartition(".")[0] for name in kills if name.rpartition(".")[2].isdigit()]


def unmet_steps(met: list[str]) -> list[str]:
    """Return the steps that were not killed at their effect or commit, and past their checkpoint."""
    kinds: Counter[tuple[str, str]] = Counter()
    for point in met:
        _, step, *rest = point.split("#")
        kinds[step, rest[-1]] += 1
    return [
        f"{step}: never {' or '.join(wanted)}"
        for step in sorted(steps_in_the_code() - UNMET.keys())
        for wanted in (("after", "uncommitted"), ("checkpointed",))
        if not any(kinds[step, one] for one in wanted)
    ]


if __name__ == "__main__":
    main()
