"""Does a real Prometheus read a running service, and understand every question of dashboard and alerts?

Debian's package `prometheus`; where it is not installed this file is left out, and `.ci/run` installs it.
"""

import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx2
import pytest

from api.demo.processes import free_port
from tests.operations.test_dashboards import OPERATIONS, expressions
from tests.scenarios.dialogue import Stage
from tests.scenarios.living import until

pytestmark = pytest.mark.skipif(shutil.which("prometheus") is None, reason="Prometheus is not installed here")


class Prometheus:
    """A Prometheus of our configuration, aimed at one service."""

    def __init__(self, url: str) -> None:
        self._line = httpx2.AsyncClient(base_url=url, trust_env=False, timeout=10)

    async def ask(self, path: str, **asked: str) -> Any:
        answer = await self._line.get(f"/api/v1/{path}", params=asked)
        told = answer.json()
        assert told["status"] == "success", told
        return told["data"]

    async def value(self, expression: str) -> float | None:
        found = (await self.ask("query", query=expression))["result"]
        return float(found[0]["value"][1]) if found else None

    async def has_read(self) -> bool | None:
        """Whether it is up and has read the service."""
        try:
            if (await self._line.get("/-/ready")).status_code != 200:
                return None
        except httpx2.HTTPError:
            return None
        return await self.value('up{job="parley"}') == 1 or None


@contextmanager
def watching(service_port: int, folder: Path) -> Iterator[Prometheus]:
    """Run Prometheus with docs/operations/prometheus.yml: another target, and quicker."""
    told = (OPERATIONS / "prometheus.yml").read_text(encoding="utf-8")
    told = told.replace("app:8000", f"127.0.0.1:{service_port}").replace("15s", "1s")
    (folder / "prometheus.yml").write_text(told.replace("alerts.yml", str(OPERATIONS / "alerts.yml")), encoding="utf-8")
    address = f"127.0.0.1:{free_port()}"
    command = ["prometheus", f"--config.file={folder}/prometheus.yml", f"--storage.tsdb.path={folder}/tsdb"]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen([*command, f"--web.listen-address={address}"], stdout=log, stderr=log)
    try:
        yield Prometheus(f"http://{address}")
    finally:
        process.terminate()
        process.wait(20)


async def test_it_reads_a_service_at_work_understands_every_question_and_fires_no_alert(
    stage: Stage, tmp_path: Path
) -> None:
    ada = await stage.negotiate()
    await ada.we_say()
    await stage.parley.rest()
    with watching(stage.parley.port, tmp_path) as prometheus:
        await until(prometheus.has_read, "scrape")
        assert await prometheus.value("parley_negotiations_active") == 1
        assert await prometheus.value('parley_mails_sent_total{stage="opening"}') == 1
        (target,) = (await prometheus.ask("targets", state="active"))["activeTargets"]
        assert (target["health"], target["lastError"]) == ("up", "")
        await _ask_everything(prometheus)
        (group,) = (await prometheus.ask("rules"))["groups"]
        assert [rule["name"] for rule in group["rules"] if rule["health"] == "err"] == []
        assert (await prometheus.ask("alerts"))["alerts"] == []


async def _ask_everything(prometheus: Prometheus) -> None:
    asked = [expression for expression in expressions() if not expression.startswith("label_values(")]
    assert len(asked) > 40
    for expression in asked:
        await prometheus.ask("query", query=re.sub(r"\$__\w+", "5m", expression).replace("$campaign", ".*"))
