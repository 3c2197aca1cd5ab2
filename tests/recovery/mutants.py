"""Which mistakes in sending and closing would no test notice?

``python -m tests.recovery.mutants [FOLDER [NAMES]]`` copies the tree, lets mutmut make small
mistakes in what sends, tells and closes, and runs the dialogues against each.
mutmut leaves decorated functions alone, and every step is one: in the copy a
decorator is applied on the line after its function, which means the same.
Those that survive are explained in docs/mutants.md. Needs mutmut in the
environment (`make mutants` brings it).
"""

import ast
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TARGETS = (
    "steps/settle.py",
    "steps/announce_deal.py",
    "steps/post_notice.py",
    "steps/send_email.py",
    "steps/outbox.py",
    "workflows/sending.py",
    "workflows/close_deal.py",
    "workflows/notices.py",
)
TESTS = (
    "tests/scenarios/test_agreement.py",
    "tests/scenarios/test_sending.py",
)
_COPIED = ("negotiation", "workflows", "steps", "api", "sandbox", "playbook", "tests", "bench")
_SETTINGS = """
[tool.mutmut]
source_paths = ["steps", "workflows"]
only_mutate = {targets}
also_copy = ["negotiation", "api", "sandbox", "playbook", "bench"]
pytest_add_cli_args_test_selection = {tests}
pytest_add_cli_args = ["-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-p", "no:inline_snapshot"]
process_isolation = "forkserver"
"""


def main() -> None:
    """Make the mistakes and print which of them nobody noticed."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else tempfile.mkdtemp(prefix="parley-mutants-"))
    lay_tree(folder)
    mutmut = [sys.executable, "-m", "mutmut"]
    where = {**os.environ}
    subprocess.run([*mutmut, "run", "--max-children", "1", *sys.argv[2:]], cwd=folder, env=where, check=False)
    subprocess.run([*mutmut, "results"], cwd=folder, env=where, check=False)


def lay_tree(folder: Path) -> None:
    """Copy the tree to *folder*, its targets undecorated and mutmut's settings in its pyproject.toml."""
    for part in _COPIED:
        shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"), dirs_exist_ok=True)
    tests = [test for test in TESTS if (ROOT / test).exists()]
    settings = _SETTINGS.format(targets=list(TARGETS), tests=tests)
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    (folder / "pyproject.toml").write_text(text + settings, encoding="utf-8")
    for target in TARGETS:
        path = folder / target
        path.write_text(undecorated(path.read_text(encoding="utf-8")), encoding="utf-8")


def undecorated(source: str) -> str:
    """Return *source* with the decorators of its functions applied after them."""
    lines = source.splitlines(keepends=True)
    functions = [
        node
        for node in ast.parse(source).body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.decorator_list
    ]
    for node in reversed(functions):
        applied = [f"{node.name} = {ast.unparse(one)}({node.name})\n" for one in reversed(node.decorator_list)]
        assert node.end_lineno is not None
        lines[node.end_lineno : node.end_lineno] = applied
        first = node.decorator_list[0].lineno - 1
        del lines[first : node.lineno - 1]
    return "".join(lines)


if __name__ == "__main__":
    main()
