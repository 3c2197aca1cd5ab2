"""Which mistakes in sending and closing would nothing notice?

``python -m tests.recovery.mutants [FOLDER [NAMES...]]`` copies the tree and lets mutmut make small
mistakes in what sends, tells and closes. One run of mypy, as `make check` has it, notices most of
them at once; to each of the others the tests that reach it are played (`tests.recovery.mistaken`).
NAMES are patterns such as ``steps.settle.settle#7``; FOLDER remembers how long each test takes.
mutmut leaves decorated functions alone, and every step is one: in the copy a
decorator is applied on the line after its function, which means the same.
Those that nobody notices are explained in docs/mutants.md. Needs mutmut in the
environment (`make mutants` brings it).
"""

import ast
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import chdir
from difflib import unified_diff
from fnmatch import fnmatch
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TARGETS = (
    "steps/send_email.py",
    "steps/their_mail.py",
    "steps/newer_mail.py",
    "steps/outbox.py",
    "workflows/sending.py",
    "steps/announce_deal.py",
    "steps/settle.py",
    "workflows/close_deal.py",
    "steps/post_notice.py",
    "workflows/notices.py",
)
TESTS = (
    "tests/scenarios/sending",
    "tests/scenarios/test_agreement.py",
    "tests/scenarios/test_sending.py",
    "tests/scenarios/test_held_back.py",
    "tests/scenarios/test_deleted_conversation.py",
    "tests/scenarios/test_model.py",
)
MISTAKES = "mistakes.json"
# What is logged for whoever reads the log promises nothing; an error is an alert, and is tried.
_SETTINGS = r"""
[tool.mutmut]
source_paths = ["steps", "workflows"]
do_not_mutate_patterns = ['_log\.info']
"""
_COPIED = ("negotiation", "workflows", "steps", "api", "sandbox", "playbook", "tests", "bench")


def main() -> int:
    """Make the mistakes, and print which of them nobody noticed."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else tempfile.mkdtemp(prefix="parley-mutants-")).resolve()
    made = asked_for(lay_tree(folder), sys.argv[2:])
    typed = mistyped(folder)
    sys.stdout.write(f"{len(made)} mistakes, {len(made.keys() & typed)} of them noticed by mypy\n")
    sys.stdout.flush()
    left = {name: made[name] for name in made if name not in typed}
    if not left:
        return 0
    (folder / MISTAKES).write_text(json.dumps(left, indent=1), encoding="utf-8")
    pytest = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "--tb=no",
        "-p",
        "tests.recovery.mistaken",
        "-p",
        "no:cacheprovider",
    ]
    return subprocess.run([*pytest, "-p", "no:xdist", *TESTS], cwd=folder, check=False).returncode


def asked_for(made: dict[str, str], patterns: Sequence[str]) -> dict[str, str]:
    """Return the mistakes that *patterns* name, all of them for none; a pattern that names nothing ends the run."""
    for one in patterns:
        if not any(fnmatch(plain(name), one) for name in made):
            example = plain(next(iter(made)))
            raise SystemExit(f"make mutants: no mistake is called {one}; names are like {example}")
    return {name: made[name] for name in made if any(fnmatch(plain(name), one) for one in patterns or ["*"])}


def lay_tree(folder: Path) -> dict[str, str]:
    """Copy the tree to *folder* with every mistake in its targets; return what each of them is."""
    for part in _COPIED:
        shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"), dirs_exist_ok=True)
    settings = (ROOT / "pyproject.toml").read_text(encoding="utf-8") + _SETTINGS
    (folder / "pyproject.toml").write_text(settings, encoding="utf-8")
    # Only `make mutants` brings it.
    mutate = import_module("mutmut.mutation.file_mutation").mutate_file_contents
    made: dict[str, str] = {}
    with chdir(folder):
        for target in TARGETS:
            path = Path(target)
            path.write_text(mutate(target, undecorated(path.read_text(encoding="utf-8"))).code, encoding="utf-8")
            bodies = {body.name: ast.unparse(body).replace(body.name, "it", 1) for body in mutants_in(path)}
            made |= {
                _named(target, name): difference(bodies[f"{name.rpartition('__mutmut_')[0]}__mutmut_orig"], body)
                for name, body in bodies.items()
                if not name.endswith("_orig")
            }
    return made


def mistyped(folder: Path) -> set[str]:
    """Return the mistakes that do not pass mypy, which is asked once, about all of them behind their originals."""
    shadows: list[str] = []
    where: dict[tuple[str, int], str] = {}
    for target in TARGETS:
        lines = (ROOT / target).read_text(encoding="utf-8").splitlines()
        mutated = (folder / target).read_text(encoding="utf-8").splitlines()
        for body in mutants_in(folder / target):
            if body.col_offset == 0:
                text = mutated[body.lineno - 1 : body.end_lineno]
                where |= {(target, len(lines) + 1 + number): _named(target, body.name) for number in range(len(text))}
                lines += text
        shadow = folder / f"{target}.all"
        shadow.write_text("\n".join(lines), encoding="utf-8")
        shadows += ["--shadow-file", target, str(shadow)]
    mypy = [sys.executable, "-m", "mypy", "--no-error-summary", *shadows, *TARGETS]
    told = subprocess.run(mypy, cwd=ROOT, capture_output=True, text=True, check=False).stdout
    errors = re.findall(r"^(.+?):(\d+): error: ", told, re.MULTILINE)
    return {where[path, int(line)] for path, line in errors}


def mutants_in(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yield every function that mutmut made in the module, originals included."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and "__mutmut_" in node.name:
            yield node


def difference(before: str, after: str) -> str:
    """Return the changed lines alone."""
    lines = list(unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm=""))
    return "\n".join(line for line in lines if not line.startswith(("---", "+++", "@@")))


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


def plain(name: str) -> str:
    """Return mutmut's name of a mistake as a person writes it: ``steps.settle.settle#7``."""
    return name.replace(".x_", ".").replace("xǁ", "").replace("ǁ", ".").replace("__mutmut_", "#")


def _named(target: str, function: str) -> str:
    return f"{target.removesuffix('.py').replace('/', '.')}.{function}"


if __name__ == "__main__":
    sys.exit(main())
