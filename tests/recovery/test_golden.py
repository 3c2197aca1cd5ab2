"""Can today's code go on with what each release left behind?

Golden histories are stores with negotiations in every state, mid-turn ones
among them (`make golden` records this release's). Today's code has to take the
recorded path through every workflow, and to bring every negotiation to its end.
"""

import ast
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from pysqlite3 import dbapi2 as sqlite

from tests.recovery.golden import IN_A_TURN, Golden, recorded, version
from tests.recovery.lab import ROOT, Lab, address
from tests.recovery.play import promises_hold
from tests.recovery.releases import CHANGES, PATCHED, Change, tree
from tests.recovery.steps_known import sources, steps_in_the_code, workflows_in_the_code

pytestmark = pytest.mark.sqlite  # a history is a file

EVERY = pytest.mark.parametrize("golden", recorded(), ids=lambda golden: golden.version)
# Steps that no history has, each with its reason.
_SLACK_IS_AWAY = "Slack has to leave a deal unconfirmed for five minutes: test_second_way.py kills it"
NOT_IN_A_HISTORY = {
    **dict.fromkeys(("lay_deal_mail", "mail_deal", "note_deal_mail", "send_deal_mail"), _SLACK_IS_AWAY),
    **dict.fromkeys(("deals_to_mail", "second_way"), "begun anew each time, with nothing to go on with"),
    "keep_press": "asked for by the doors, outside any workflow",
}


def replayed(golden: Golden, folder: Path, code: Path = ROOT) -> tuple[int, str]:
    """Replay *golden* with the *code* of a release; return the exit status and what was said."""
    store = golden.store_at(folder / "golden.sqlite")
    command = [sys.executable, "-m", "tests.recovery.replay", str(store)]
    done = subprocess.run(command, cwd=code, capture_output=True, text=True, timeout=200, check=False)
    return done.returncode, done.stdout


@EVERY
def test_todays_code_takes_the_path_of_every_recorded_history(golden: Golden, tmp_path: Path) -> None:
    status, said = replayed(golden, tmp_path)
    assert status == 0, f"a flow changed without DBOS.patch; nothing released yet? make golden\n{said}"


def test_this_release_has_its_histories_with_every_state() -> None:
    """A step that changes a flow, or a new one, is recorded anew: make golden."""
    assert version() in [golden.version for golden in recorded()]


def test_every_step_is_in_a_history(tmp_path: Path) -> None:
    known = set(NOT_IN_A_HISTORY)
    for golden in recorded():
        with closing(sqlite.connect(str(golden.store_at(tmp_path / golden.version)))) as store:
            known |= {row[0] for row in store.execute("SELECT DISTINCT function_name FROM operation_outputs")}
            known |= {row[0] for row in store.execute("SELECT DISTINCT name FROM workflow_status")}
    missing = sorted((steps_in_the_code() | workflows_in_the_code()) - known)
    assert not missing, f"add a move to tests/recovery/tour.py that leads to {missing}, then: make golden"


def test_steps_are_made_in_one_place_so_that_none_escapes_the_kill_points() -> None:
    makers = {"step", "run_step", "run_step_async", "run_tx_step", "run_tx_step_async", "transaction"}
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in sources()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in makers and isinstance(node.value, ast.Name | ast.Attribute)
        if ast.unparse(node.value) in ("DBOS", "store.current().datasource")
    ]
    assert {place.partition(":")[0] for place in found} <= {"steps/durable.py"}, found


def test_every_workflow_is_named_where_it_is_written() -> None:
    """A name taken from a function's would change with it, and nobody would resume what bears the old one."""
    made = [
        (f"{path.relative_to(ROOT)}:{node.lineno}", {keyword.arg for keyword in getattr(node, "keywords", ())})
        for path in sources()
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in function.decorator_list
        if ast.unparse(node).startswith("DBOS.workflow")
    ]
    assert [place for place, told in made if "name" not in told] == []
    assert len(made) == len(workflows_in_the_code())


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize("change", CHANGES)
def test_a_flow_that_changed_without_a_patch_is_seen(change: str, tmp_path: Path) -> None:
    status, said = replayed(recorded()[-1], tmp_path, tree(tmp_path / "next", CHANGES[change]))
    assert status == 1, said
    assert "turn/" in said


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize("change", [(), PATCHED], ids=["the same code", "one step more, patched"])
def test_the_same_flow_and_a_patched_one_pass(change: Change, tmp_path: Path) -> None:
    assert replayed(recorded()[-1], tmp_path, tree(tmp_path / "next", change))[0] == 0


@EVERY
@pytest.mark.slow
@pytest.mark.timeout(300)
def test_today_every_recorded_negotiation_goes_on(golden: Golden, tmp_path: Path) -> None:
    with Lab(tmp_path) as lab:
        golden.store_at(lab.store)
        lab.tell("snapshot", **golden.world())
        lab.start()
        in_a_turn = {address(number) for number in IN_A_TURN}
        lab.until(lambda: not in_a_turn & set(under_way(lab)), 90, "the turns that were cut off came to their end")
        promises_hold(lab)


def under_way(lab: Lab) -> list[str]:
    """Return whose turns have not ended."""
    books = lab.books()
    busy = {one["id"].split("/")[1] for one in books.workflows if one["status"] == "PENDING" and one["name"] == "turn"}
    return [row["email"] for row in books["negotiations"] if row["negotiation_id"] in busy]
