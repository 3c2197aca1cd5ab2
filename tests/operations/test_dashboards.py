"""Do dashboard, alerts, runbook and metrics speak of the same things?"""

import asyncio
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from steps.ledger import store
from steps.ledger.tables import (
    breaker,
    commitments,
    cursors,
    deals,
    drafts,
    notices,
    presses,
    row_problems,
    transitions,
)
from tests.operations.parley_alone import running, settings_for
from tests.operations.test_metrics import start_campaign, write_a_story

OPERATIONS = Path(__file__).resolve().parents[2] / "docs" / "operations"
ALERTS = (OPERATIONS / "alerts.yml").read_text(encoding="utf-8")
RUNBOOK = (OPERATIONS.parent / "runbook.md").read_text(encoding="utf-8")
DASHBOARD: dict[str, Any] = json.loads((OPERATIONS / "grafana-dashboard.json").read_text(encoding="utf-8"))
NAME = re.compile(r"\b(?:parley|http|process)_[a-z_]+\b")
LABELS = re.compile(r"(\w+)\{([^}]*)\}")
# Prometheus makes it, not the service.
MADE_BY_PROMETHEUS = {"up"}


def expressions() -> Iterator[str]:
    """Yield each expression of the dashboard and of the alerts."""
    yield from _shown()
    for variable in DASHBOARD["templating"]["list"]:
        if variable["type"] == "query":
            yield variable["query"]["query"]
    yield from re.findall(r"expr: (.+)", ALERTS)


def _shown() -> Iterator[str]:
    for panel in DASHBOARD["panels"]:
        yield from (target["expr"] for target in panel.get("targets", ()))


async def one_of_each_fact(folder: Path) -> str:
    """Return what a service exposes whose ledger holds one of each fact."""
    async with running(settings_for(folder, model_prices="a-model=2/10/0.2")) as client:
        await start_campaign(client, 2)
        write_a_story()
        with store.current().transaction() as session:
            one = session.execute(deals.select().limit(1)).one().negotiation_id
            now = {"negotiation_id": one, "at_ms": 1}
            session.execute(presses.insert().values(press_id="p", action="pause", who="x", detail={}, **now))
            session.execute(cursors.insert().values(name="backup", value="a file", at_ms=1))
            session.execute(breaker.update().values(opened_at_ms=1, failures=3))
            session.execute(commitments.delete())
            session.execute(
                commitments.insert().values(campaign_id="kettles", views=50_000, fee_cents=1, agreed=True, **now)
            )
            session.execute(
                drafts.insert().values(
                    key="k", negotiation_id=one, turn=1, stage="opening", order={}, subject="", body="", writer="",
                    status="sent", reasons=[], created_at_ms=1, sent_at_ms=1,
                )
            )  # fmt: skip
            session.execute(
                transitions.insert().values(
                    seq=99, turn=1, from_state="a", event="offer_sent", to_state="b", cause={}, **now
                )
            )
            session.execute(
                row_problems.insert().values(campaign_id="kettles", row_no=1, field="Email", problem="", at_ms=1)
            )
            session.execute(
                notices.insert().values(key="d", kind="deal", text="", blocks=[], created_at_ms=1, posted_at_ms=1)
            )
        await client.get("/negotiations")
        return (await client.get("/metrics")).text


@pytest.fixture(scope="module")
def exposed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """Return every metric with its label names."""
    text = asyncio.run(one_of_each_fact(tmp_path_factory.mktemp("store")))
    found: dict[str, set[str]] = {}
    for name, _, labels in re.findall(r"^([a-z_]+)(\{(.*)\})? ", text, re.MULTILINE):
        found.setdefault(name, set()).update(re.findall(r"(\w+)=\"", labels))
    return found


@pytest.mark.sqlite  # how much room is left is the database server's to tell
def test_every_metric_that_dashboard_and_alerts_name_exists(exposed: dict[str, set[str]]) -> None:
    named = {name for expression in expressions() for name in NAME.findall(expression)}
    assert len(named) > 30
    assert named - exposed.keys() - MADE_BY_PROMETHEUS == set()


def test_every_label_that_they_ask_for_exists(exposed: dict[str, set[str]]) -> None:
    from_the_scrape = {"job", "instance"}
    missing = {
        (metric, label)
        for expression in expressions()
        for metric, matchers in LABELS.findall(expression)
        for label in re.findall(r"(\w+)=", matchers)
        if metric in exposed and label not in exposed[metric] | from_the_scrape
    }
    assert missing == set()


def test_every_business_figure_is_on_the_dashboard(exposed: dict[str, set[str]]) -> None:
    shown = {name for expression in _shown() for name in NAME.findall(expression)}
    assert {name for name in exposed if name.startswith("parley_")} - shown == set()


def test_no_panel_lies_on_another() -> None:
    places = [
        (x, y)
        for panel in DASHBOARD["panels"]
        for x in range(panel["gridPos"]["x"], panel["gridPos"]["x"] + panel["gridPos"]["w"])
        for y in range(panel["gridPos"]["y"], panel["gridPos"]["y"] + panel["gridPos"]["h"])
    ]
    assert len(places) == len(set(places))
    assert len({panel["id"] for panel in DASHBOARD["panels"]}) == len(DASHBOARD["panels"])


def test_every_alert_has_its_section_in_the_runbook() -> None:
    alerts = re.findall(r"- alert: (\w+)", ALERTS)
    assert len(alerts) > 20
    for alert in alerts:
        assert f"runbook: docs/runbook.md#{alert.lower()}\n" in ALERTS
        section = RUNBOOK.partition(f"## {alert}\n")[2].partition("\n## ")[0]
        assert "**Means.**" in section, alert
        assert re.search(r"\*\*(Look|Look and do)\.\*\*", section), alert
        assert re.search(r"\*\*(Do|Look and do)\.\*\*", section), alert


def test_every_alert_has_a_test_that_sees_it_fire_and_one_that_sees_it_quiet() -> None:
    told = (OPERATIONS / "alerts_test.yml").read_text(encoding="utf-8")
    for alert in re.findall(r"- alert: (\w+)", ALERTS):
        assert re.search(rf"alertname: {alert}\b.*exp_alerts: \[\]", told), f"{alert} is never seen quiet"
        assert re.search(rf"alertname: {alert}\n +exp_alerts:\n +- exp_labels", told), f"{alert} is never seen to fire"


def test_every_alert_says_whether_to_wake_somebody() -> None:
    assert len(re.findall(r"severity: (page|warn)\}", ALERTS)) == ALERTS.count("- alert: ")


def test_promtool_agrees_where_it_is_installed() -> None:
    promtool = shutil.which("promtool")
    asked = (
        ["check", "rules", "alerts.yml"],
        ["test", "rules", "alerts_test.yml"],
        ["check", "config", "prometheus.yml"],
    )
    for question in asked if promtool else ():
        ran = subprocess.run(
            [str(promtool), *question], cwd=OPERATIONS, capture_output=True, text=True, timeout=60, check=False
        )
        assert ran.returncode == 0, ran.stdout + ran.stderr


def test_every_event_that_the_papers_name_is_logged() -> None:
    sources = [path.read_text(encoding="utf-8") for room in ("api", "steps", "workflows") for path in _code(room)]
    papers = RUNBOOK + (OPERATIONS / "README.md").read_text(encoding="utf-8")
    families = "mail|notice|campaign|campaign_list|webhook|step|breaker|store|mailbox|clickup|parley|api|deal"
    named = set(re.findall(rf"`((?:{families})\.[a-z_]+)`", papers)) - {"store.py"}
    assert len(named) > 12
    assert {event for event in named if not any(f'"{event}"' in source for source in sources)} == set()


def _code(room: str) -> list[Path]:
    return sorted((OPERATIONS.parents[1] / room).rglob("*.py"))
