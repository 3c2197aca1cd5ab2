"""Does the building still keep its own rules?

Each test reads the tree itself: imports, sizes, names, errors, papers. A
failure names the file and what to do about it.
"""

import ast
import importlib
import inspect
import os
import pickle
import pkgutil
import re
import subprocess
import sys
import tomllib
import types
import typing
from collections.abc import Iterator
from enum import Enum
from functools import cache
from pathlib import Path

import pytest
from dbos._dbos_config import load_config, process_config
from importlinter.cli import lint_imports

from negotiation.errors import ParleyError
from negotiation.state import diagram
from steps.settings import Settings, env_example, env_name

ROOT = Path(__file__).parents[1]
ROOMS = ("negotiation", "workflows", "steps", "api")
PRODUCT = (*ROOMS, "sandbox", "bench")
LONGEST_MODULE = 400
LONGEST_FUNCTION = 60
BANNED_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "base", "manager", "handler", "service"}
UNDONE = re.compile(r"\b(TO[D]O|FIX[M]E|XX[X]|NotImplemented[E]rror)\b|mark\.ski[p]\b|\bxfai[l]\b")
MACHINE_PATH = re.compile(r"(^|[^A-Za-z0-9_.])/(work|farm|Users)/|/tmp/(bash_jobs|scratch)|/home/[a-z]", re.MULTILINE)
PINNED_ACTION = re.compile(r"uses: [\w./-]+@[0-9a-f]{40} # v\d")


@cache
def project_files() -> tuple[Path, ...]:
    """Return every file that is, or is about to be, part of the project."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    names = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split("\0")
    return tuple(ROOT / name for name in sorted(set(names)) if name and (ROOT / name).is_file())


def python_files(*rooms: str) -> list[Path]:
    """Return the Python files of *rooms*, or of the whole project."""
    found = [path for path in project_files() if path.suffix == ".py"]
    return [path for path in found if not rooms or path.relative_to(ROOT).parts[0] in rooms]


@cache
def tree(path: Path) -> ast.Module:
    """Return the syntax tree of *path*, parsed once."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def where(path: Path, line: int | None = None) -> str:
    """Return the place as a person writes it."""
    name = path.relative_to(ROOT).as_posix()
    return name if line is None else f"{name}:{line}"


def calls(path: Path) -> Iterator[tuple[str, int]]:
    """Yield each called name, dotted, with its line."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node.lineno


def imported(path: Path) -> Iterator[tuple[str, int]]:
    """Yield the first word of each imported module with its line."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((alias.name.split(".")[0], node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield (node.module or "").split(".")[0], node.lineno


# ---------------------------------------------------------------- the import law


def test_the_import_law_holds(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    status = lint_imports(config_filename="pyproject.toml", no_cache=True, no_logo=True)
    assert status == 0, capsys.readouterr().out


def test_the_rules_need_the_standard_library_only() -> None:
    allowed = sys.stdlib_module_names | {"negotiation"}
    foreign = [
        f"{where(path, line)} imports {name}"
        for path in python_files("negotiation")
        for name, line in imported(path)
        if name not in allowed
    ]
    assert foreign == []


def test_the_windows_signal_and_read_projections_only() -> None:
    private = re.compile(r"steps\.(clients|mail|ledger\.(tables|diary))\b")
    windows = ("webhooks", "dashboard", "console", "metrics")
    peeking = [
        f"{where(path, node.lineno)} imports {node.module}"
        for path in python_files("api")
        if path.relative_to(ROOT).parts[1].startswith(windows)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom) and private.match(node.module or "")
    ]
    assert peeking == []


def test_rules_and_workflows_ask_no_clock_no_chance_and_no_environment() -> None:
    forbidden = re.compile(
        r"(datetime\.(now|utcnow|today)|date\.today|time\.(time|monotonic)|os\.getenv|os\.environ.*|random\..*|uuid4|uuid\.uuid4)$"
    )
    found = [
        f"{where(path, line)} calls {name}: ask a step"
        for path in python_files("negotiation", "workflows")
        for name, line in calls(path)
        if forbidden.match(name)
    ]
    assert found == []


def test_only_settings_reads_the_environment() -> None:
    readers = {
        where(path)
        for path in python_files(*ROOMS)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and ast.unparse(node) in {"os.environ", "os.getenv"}
    }
    # The demo hands its own environment, changed, to the processes that it starts.
    assert {name for name in readers if not name.startswith("api/demo")} <= {"steps/settings.py"}


def test_no_test_mocks_our_code() -> None:
    mocked = [
        where(path)
        for path in python_files("tests")
        if re.search(r"^\s*(from|import) (unittest\.mock|unittest import mock|mock)\b", path.read_text(), re.MULTILINE)
    ]
    assert mocked == []


# ---------------------------------------------------------------- sizes and names


def test_no_module_is_longer_than_its_budget() -> None:
    lengths = {where(path): len(path.read_text(encoding="utf-8").splitlines()) for path in python_files()}
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_MODULE} == {}


def test_no_function_is_longer_than_its_budget() -> None:
    long = {
        f"{where(path, node.lineno)} {node.name}": node.end_lineno - node.lineno + 1
        for path in python_files()
        if "versions" not in path.parts  # a migration is a recorded fact, written by alembic
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno is not None
        and node.end_lineno - node.lineno + 1 > LONGEST_FUNCTION
    }
    assert long == {}


def test_no_module_has_a_name_that_says_nothing() -> None:
    parts = {where(path): {path.stem, *path.relative_to(ROOT).parts[:-1]} for path in python_files()}
    assert {name: sorted(words & BANNED_NAMES) for name, words in parts.items() if words & BANNED_NAMES} == {}


def test_no_top_folder_shadows_the_standard_library() -> None:
    tops = {path.relative_to(ROOT).parts[0] for path in python_files()}
    assert {top.removesuffix(".py") for top in tops} & set(sys.stdlib_module_names) == set()


def test_every_module_opens_with_what_it_answers() -> None:
    silent = [where(path) for path in python_files() if tree(path).body and ast.get_docstring(tree(path)) is None]
    assert silent == []


def test_every_sandbox_module_says_what_it_does_not_imitate() -> None:
    vendors = ("gmail", "sheets", "clickup", "slack", "anthropic")
    stand_ins = [path for path in python_files("sandbox") if path.stem.startswith(vendors)]
    assert {path.stem.split("_")[0] for path in stand_ins} >= set(vendors)
    limits = re.compile(r"\b(not|no|never|nobody|nothing|refuse[sd]?)\b", re.IGNORECASE)
    silent = [where(path) for path in stand_ins if not limits.search(ast.get_docstring(tree(path)) or "")]
    assert silent == []


def test_nothing_is_left_undone_or_switched_off() -> None:
    left = [
        f"{where(path, number)}: {line.strip()}"
        for path in python_files()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if UNDONE.search(line)
    ]
    assert left == []


def test_nothing_prints() -> None:
    printed = [where(path, line) for path in python_files() for name, line in calls(path) if name == "print"]
    assert printed == []


# ---------------------------------------------------------------- durability


def test_every_durable_function_has_a_name_that_survives_a_rename() -> None:
    durable = re.compile(r"(DBOS\.(workflow|step)|effect|record|\w+\.transaction)$")
    unnamed = [
        f"{where(path, decorator.lineno)} {node.name}"
        for path in python_files("workflows", "steps", "api")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for decorator in node.decorator_list
        if isinstance(decorator, ast.Call) and durable.match(ast.unparse(decorator.func))
        if not decorator.args and not any(keyword.arg == "name" for keyword in decorator.keywords)
    ]
    assert unnamed == []


def import_everything() -> None:
    """Import each module of the rooms, so that every class exists; alembic runs its own migrations."""
    for room in ROOMS:
        package = importlib.import_module(room)
        for module in pkgutil.walk_packages(package.__path__, f"{room}."):
            if "migrations" not in module.name and not module.name.endswith("__main__"):
                importlib.import_module(module.name)


def our_errors() -> list[type[Exception]]:
    """Return every exception class that the rooms define."""
    import_everything()
    found: list[type[Exception]] = []
    waiting: list[type[Exception]] = [Exception]
    while waiting:
        children = waiting.pop().__subclasses__()
        waiting += children
        found += [child for child in children if child.__module__.split(".")[0] in ROOMS and child not in found]
    return sorted(found, key=lambda error: f"{error.__module__}.{error.__qualname__}")


def sample(hint: object) -> object:
    """Return a value of type *hint*; fail on a type that an error should not carry."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in {typing.Union, types.UnionType}:
        return sample(next(argument for argument in arguments if argument is not types.NoneType))
    if origin in {tuple, list, frozenset, set}:
        return origin([sample(arguments[0])])
    if origin is typing.Literal:
        return arguments[0]
    if isinstance(hint, type) and issubclass(hint, Enum):
        return next(iter(hint))
    plain: dict[object, object] = {str: "word", int: 7, float: 1.5, bool: True, object: "word"}
    assert hint in plain, f"an error is stored for weeks: it carries plain values, not {hint}"
    return plain[hint]


def built(error: type[Exception]) -> Exception:
    """Return an instance of *error* made from its own signature."""
    if error.__init__ in {Exception.__init__, ParleyError.__init__}:
        return error()
    hints = typing.get_type_hints(error.__init__)
    parameters = list(inspect.signature(error.__init__).parameters.values())[1:]
    positional = [sample(hints[one.name]) for one in parameters if one.kind is one.POSITIONAL_OR_KEYWORD]
    named = {one.name: sample(hints[one.name]) for one in parameters if one.kind is one.KEYWORD_ONLY}
    return error(*positional, **named)


def test_every_error_survives_the_store_both_ways() -> None:
    errors = our_errors()
    assert len(errors) > len(ROOMS)
    for error in errors:
        sent = built(error)
        back = pickle.loads(pickle.dumps(sent))  # noqa: S301  (our own bytes, one line ago)
        assert type(back) is error
        assert (back.args, str(back), vars(back)) == (sent.args, str(sent), vars(sent)), error


def test_every_error_that_leaves_a_room_says_by_whose_fault() -> None:
    # A client's inner signals end in the client; in api an HTTP status says whose fault it is.
    inner = ("steps.clients.", "api.")
    leaving = [error for error in our_errors() if not error.__module__.startswith(inner)]
    assert [error.__qualname__ for error in leaving if not issubclass(error, ParleyError)] == []


# ---------------------------------------------------------------- papers


def test_the_example_settings_are_the_settings() -> None:
    assert (ROOT / ".env.example").read_text(encoding="utf-8") == env_example(), "run: make env-example"


def test_the_compose_file_hands_every_setting_on() -> None:
    handed = set(
        re.findall(r"^      (PARLEY_\w+):", (ROOT / "docker-compose.yml").read_text(encoding="utf-8"), re.MULTILINE)
    )
    assert handed == {env_name(field) for field in Settings.model_fields}


def test_the_drawn_states_are_the_table() -> None:
    assert diagram().strip() in (ROOT / "docs/states.md").read_text(encoding="utf-8")


def test_the_lock_names_no_host_and_hashes_everything() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in lock
    pins = re.findall(r"^[a-z0-9][^\n]*==", lock, re.MULTILINE)
    assert len(pins) > 100
    assert len(re.findall(r"==[^\n]*\\\n    --hash=sha256:", lock)) == len(pins)


def test_the_lock_holds_every_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    names = {re.split(r"[\[<>=~! ]", line)[0].lower() for line in wanted}
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    locked = set(re.findall(r"^([a-z0-9-]+)(?:\[[^\]]*\])?==", lock, re.MULTILINE))
    assert names - locked == set(), "run: make lock"


def test_every_switched_off_lint_rule_has_a_reason() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    block = text.split("\nignore = [", 1)[1].split("\n]", 1)[0]
    assert [line for line in block.splitlines() if line.strip() and " # " not in line] == []


def test_no_file_names_a_place_on_somebodys_machine() -> None:
    texts = [path for path in project_files() if path.suffix not in {".eml", ".lock", ".png", ".gz"}]
    named = [
        where(path)
        for path in texts
        if path != Path(__file__) and MACHINE_PATH.search(path.read_text(encoding="utf-8", errors="replace"))
    ]
    assert named == []


def test_dbos_reads_its_config_and_finds_the_store_of_the_settings() -> None:
    config = process_config(data=load_config(str(ROOT / "dbos-config.yaml")))
    assert config["name"] == "parley"
    assert config["system_database_url"] == Settings.model_fields["store_url"].default


def test_every_action_of_the_pipeline_is_pinned_by_digest() -> None:
    workflows = sorted((ROOT / ".github/workflows").glob("*.yml"))
    assert [path.name for path in workflows] == ["ci.yml", "release.yml"]
    for path in workflows:
        text = path.read_text(encoding="utf-8")
        assert [line for line in text.splitlines() if "uses: " in line and not PINNED_ACTION.search(line)] == []
        assert "\npermissions: {}\n" in text, f"{path.name}: rights are given job by job"


def test_every_command_that_the_readme_names_exists() -> None:
    targets = set(re.findall(r"^([a-z%-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = set(re.findall(r"^make ([a-z-]+)", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE))
    assert {"demo", "test"} <= named
    assert {name for name in named if not name.startswith("bench-")} <= targets


def test_every_link_in_the_papers_leads_somewhere() -> None:
    broken = [
        f"{where(path)} -> {target}"
        for path in project_files()
        if path.suffix == ".md"
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", path.read_text(encoding="utf-8"))
        if "://" not in target and not target.startswith("mailto:") and not os.path.exists(path.parent / target)
    ]
    assert broken == []


def test_ready_made_scripts_can_be_run() -> None:
    assert os.access(ROOT / ".ci/run", os.X_OK)
