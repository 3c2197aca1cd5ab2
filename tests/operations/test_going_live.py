"""Does docs/going-live.md lead there? It is walked part by part, with the sandbox as if it were Google and the others.

Each part gives what its own text names, and nothing else: a setting the text
forgets leaves its line of the doctor red.
"""

import os
import re
import subprocess
import sys
import time
from pathlib import Path

import httpx2
import pytest

from api.demo.processes import free_port
from sandbox.campaigns import demo_world
from steps.checks import CheckResult, check_all
from steps.connections import connect
from steps.settings import Settings
from tests.sandbox.conftest import World

ROOT = Path(__file__).resolve().parents[2]
GUIDE = (ROOT / "docs/going-live.md").read_text(encoding="utf-8")
# Which lines of the doctor each part turns right.
PARTS = {
    "1. The mailbox": {"gmail"},
    "2. Push": {"push"},
    "3. The creators": {"sheets"},
    "4. The campaigns": {"clickup", "clickup webhook"},
    "5. The team": {"slack", "second way"},
    "6. The model": {"model"},
    "7. The service": {"operators"},
}
ALWAYS = {"settings", "store", "playbook", "clock"}


def named_in(part: str) -> list[str]:
    """Return the settings that a part of the guide names."""
    text = GUIDE.partition(f"## {part}")[2].partition("\n## ")[0]
    assert text, part
    return re.findall(r"PARLEY_[A-Z_]+", text)


class Newcomer:
    """Somebody who fills in .env as the guide goes on."""

    def __init__(self, world: World, folder: Path) -> None:
        self.port, self._file = free_port(), folder / ".env"
        url = f"http://127.0.0.1:{self.port}"
        there = demo_world(creators=2)
        world.tell("seed", sheet=there["sheet"], task=there["task"])
        world.tell("target", target=url)
        # Where Google and the others are is not the newcomer's to say.
        places = {name: value for name, value in world.keys.items() if name.endswith("_URL")}
        self.given = places | {"PARLEY_STORE_URL": f"sqlite:///{folder}/parley.sqlite", "PARLEY_PORT": str(self.port)}
        self.given |= {"PARLEY_PLAYBOOK_DIR": str(ROOT / "playbook")}
        own = {"PARLEY_PUBLIC_URL": url, "PARLEY_OPERATOR_TOKEN": "walk-" * 8, "PARLEY_SENDER_NAME": "Mara Lindqvale"}
        self._found = {name: value for name, value in world.keys.items() if name not in places} | own
        self._found |= {"PARLEY_ALERT_ADDRESS": "desk@brand.example.test"}
        self._found |= {"PARLEY_SHEETS_KNOWN_SHEET": there["sheet"]["id"]}

    def follow(self, part: str) -> None:
        """Fill in what the part names, from where it says it is found."""
        self.given |= {name: self._found[name] for name in named_in(part) if name in self._found}
        lines = (f"{name}='{value}'" for name, value in self.given.items())
        self._file.write_text("\n".join(lines) + "\n", encoding="utf-8")

    async def doctor(self) -> dict[str, CheckResult]:
        """Return the doctor's lines."""
        settings = Settings.load(env_file=self._file, secrets_dir=None)
        opened = connect(settings)
        results = await check_all(settings, opened)
        await opened.close()
        return {result.name: result for result in results}

    def run(self, command: str) -> subprocess.Popen[str]:
        """Run `parley COMMAND` in the folder of .env."""
        clean = {name: value for name, value in os.environ.items() if not name.startswith("PARLEY_")}
        return subprocess.Popen(
            [sys.executable, "-P", "-m", "api", command], cwd=self._file.parent,
            env=clean | {"PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip


@pytest.fixture
def newcomer(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Newcomer:
    for name in [name for name in os.environ if name.startswith("PARLEY_")]:
        monkeypatch.delenv(name)
    return Newcomer(world, tmp_path)


async def test_each_part_of_the_guide_turns_its_lines_right_and_then_the_service_starts(newcomer: Newcomer) -> None:
    right = set(ALWAYS)
    results: dict[str, CheckResult] = {}
    for part, lines in PARTS.items():
        newcomer.follow(part)
        results = await newcomer.doctor()
        right |= lines
        assert {name: str(results[name]) for name in right if not results[name].ok} == {}, part
    assert right == set(results)
    told, _ = newcomer.run("doctor").communicate(timeout=60)
    assert len(re.findall(r"^ *ok ", told, re.MULTILINE)) == len(results), told
    serving = newcomer.run("serve")
    try:
        _wait_until_ready(f"http://127.0.0.1:{newcomer.port}/ready", serving)
    finally:
        serving.terminate()
        assert serving.wait(20) == 0


def _wait_until_ready(url: str, serving: "subprocess.Popen[str]") -> None:
    end = time.monotonic() + 60
    while serving.poll() is None and time.monotonic() < end:
        try:
            if httpx2.get(url, trust_env=False, timeout=5).status_code == httpx2.codes.OK:
                return
        except httpx2.HTTPError:
            time.sleep(0.1)
    pytest.fail(f"not ready: {serving.stdout and serving.poll() is not None and serving.stdout.read()}")


async def test_before_the_first_part_the_doctor_names_what_to_set_first(newcomer: Newcomer) -> None:
    newcomer.follow("8. The first campaign")
    results = await newcomer.doctor()
    for name in ("gmail", "sheets", "slack", "clickup"):
        assert results[name].stops_start
        assert results[name].setting in "".join(named_in(next(part for part in PARTS if name in PARTS[part])))
