"""Does a command that cannot do what it was asked for say in one line what to mend, instead of showing its stack?"""

import json
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from api import cli
from api.demo.processes import DidNotStart, Process
from api.operator import CampaignIn
from steps.ledger import migrate, store
from steps.settings import InvalidSettings, Settings, misspelt

EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "campaign.json"
Says = Callable[..., tuple[int, str]]


@pytest.fixture
def says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Says:
    """Run a command in an empty folder; return its exit status and what it said, on lines of any length."""
    monkeypatch.chdir(tmp_path)

    def run(*command: str) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["parley", *command])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        told = capsys.readouterr()
        return int(ended.value.code or 0), " ".join((told.out + told.err).split())

    return run


def _started(*command: str) -> tuple[int, str]:
    """Return the same of a process of its own: a service takes over the logs of the one it runs in."""
    ended = subprocess.run([sys.executable, "-m", "api", *command], check=False, capture_output=True, text=True)
    return ended.returncode, " ".join((ended.stdout + ended.stderr).split())


@pytest.mark.parametrize(
    "command", [("negotiation", "list"), ("negotiation", "show", "x"), ("campaign", "list"), ("audit",), ("backup",)]
)
def test_a_command_that_reads_makes_no_store_and_says_where_there_is_none(
    says: Says, tmp_path: Path, command: tuple[str, ...]
) -> None:
    status, told = says(*command)
    assert status == 1
    assert "there is no store at sqlite:///data/parley.sqlite" in told
    assert "PARLEY_STORE_URL" in told
    assert list(tmp_path.iterdir()) == []


def test_a_store_that_cannot_be_read_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "store").write_text("no database")
    environment = {"PARLEY_STORE_URL": f"sqlite:///{tmp_path}/store", "PYTHONPATH": str(EXAMPLE.parents[2])}
    command = [sys.executable, "-m", "api", "campaign", "list"]
    ended = subprocess.run(command, env=environment, cwd=tmp_path, check=False, capture_output=True, text=True)
    assert ended.returncode == 1
    assert "cannot be read (file is not a database): correct PARLEY_STORE_URL" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_name_that_nobody_bears_is_refused_and_where_the_names_are_is_told(says: Says, tmp_path: Path) -> None:
    migrate.migrate(store.open_store(f"sqlite:///{tmp_path}/data/parley.sqlite"))
    store.close_store()
    assert says("audit", "nobody") == (
        1,
        "parley: there is no negotiation nobody: `parley negotiation list` names them",
    )
    assert says("negotiation", "show", "nobody")[0] == 1
    status, told = says("negotiation", "list", "--campaign-id", "summer")
    assert (status, told) == (1, "parley: there is no campaign summer: `parley campaign list` names them")
    assert says("campaign", "list")[0] == 0


def test_a_place_that_cannot_be_written_stops_the_start_and_names_the_setting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").touch()
    monkeypatch.setenv("PARLEY_STORE_URL", f"sqlite:///{tmp_path}/file/parley.sqlite")
    status, told = _started("serve")
    assert status == 78
    assert "cannot be written" in told
    assert "correct PARLEY_STORE_URL" in told


def test_a_port_that_is_taken_is_named_before_anything_is_begun(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        monkeypatch.setenv("PARLEY_PORT", str(port))
        status, told = _started("serve")
        assert status == 1
        assert f"cannot listen on 127.0.0.1, port {port} (Address already in use)" in told
        assert "correct PARLEY_HOST and PARLEY_PORT" in told
        assert "parley.started" not in told
        assert "cannot listen" in _started("supervise", "--processes", "1")[1]


@pytest.mark.parametrize("url", ["parley.sqlite", "mysql://parley@host/parley", "sqlite://"])
def test_a_store_of_no_kind_is_refused_before_anything_is_opened(url: str) -> None:
    with pytest.raises(InvalidSettings, match="PARLEY_STORE_URL: it must begin with sqlite:///"):
        _load(store_url=url)


def _load(**given: str) -> Settings:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in given.items():
            patch.setenv(f"PARLEY_{name.upper()}", value)
        return Settings.load(None, None)


def test_a_setting_that_is_spelt_wrong_is_named_with_the_one_that_is_meant(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = tmp_path / ".env"
    written.write_text("# PARLEY_POTR=1\nexport PARLEY_SLACK_TOKEN=xoxb-1\nPARLEY_PORT=8000\nPARLEY_IMAGE=parley:1\n")
    monkeypatch.setenv("PARLEY_ALERT_ADRESS", "mara@brand.example.test")
    monkeypatch.setenv("PARLEY_SERVICE_HOST", "10.0.0.1")  # as Kubernetes sets it
    assert misspelt(written) == {
        "PARLEY_ALERT_ADRESS": "PARLEY_ALERT_ADDRESS",
        "PARLEY_SLACK_TOKEN": "PARLEY_SLACK_BOT_TOKEN",
    }


def test_what_cannot_be_rehearsed_says_why_by_field_and_row(says: Says, tmp_path: Path) -> None:
    def told_of(change: Callable[[dict[str, Any]], object]) -> str:
        campaign = json.loads(EXAMPLE.read_text())
        change(campaign)
        (tmp_path / "campaign.json").write_text(json.dumps(campaign))
        status, told = says("simulate", "campaign.json", "--runs", "1")
        assert status == 1
        return told

    assert "there is no such file" in says("simulate", "nowhere.json")[1]
    assert "PARLEY_CLICKUP_TOKEN is empty" in says("simulate", "86abc")[1]
    (tmp_path / "list.json").write_text("[]")
    assert "it must be one object with campaign_id, fields and creators" in says("simulate", "list.json")[1]
    wrong = told_of(lambda one: one["fields"].update({"CPM Min": "40"}))
    assert "CPM range: 40 USD to 20 USD is not a range above zero" in wrong
    wrong = told_of(lambda one: one["fields"].update({"CPM Max": [20]}))
    assert "fields.CPM Max: write a text, a number, true or false" in wrong
    wrong = told_of(lambda one: one["creators"][2].update({"Average Views": [20]}))
    assert "row 3, Average Views: write a text, a number, true or false" in wrong


def test_json_may_write_numbers_and_truths_as_json_does() -> None:
    fields, row = (
        {"CPM Min": 10, "Target CPM": 12.5, "Rush": True, "Budget": None},
        {"Average Views": 40_000, "Name": None},
    )
    order = CampaignIn.model_validate({"campaign_id": "spring", "fields": fields, "creators": [row]})
    assert order.fields == {"CPM Min": 10, "Target CPM": 12.5, "Rush": "yes", "Budget": None}
    assert order.creators == [{"Average Views": "40000", "Name": ""}]


def test_the_demo_is_told_where_its_scorecard_cannot_go_before_it_plays(says: Says) -> None:
    assert says("demo", "--json", "nowhere/card.json") == (
        1,
        "parley: --json nowhere/card.json: there is no such folder; make it first, or name another file",
    )


def test_the_demo_knows_neither_the_settings_of_the_shell_nor_those_of_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    for folder in (here, there):
        folder.mkdir()
    (here / ".env").write_text("PARLEY_ANTHROPIC_API_KEY=a-real-one\n")
    monkeypatch.chdir(here)
    monkeypatch.setenv("PARLEY_SENTRY_DSN", "https://key@sentry.example.test/1")
    asked = "from steps.settings import Settings; s = Settings.load(); print(s.is_offline, s.sentry_dsn, s.environment)"
    process = Process("asked", there, [sys.executable, "-c", asked], {"PARLEY_ENVIRONMENT": "demo"})
    process.start()
    with pytest.raises(DidNotStart) as said:
        process.wait_until("http://127.0.0.1:9/health")
    assert str(said.value).endswith("True  demo")
