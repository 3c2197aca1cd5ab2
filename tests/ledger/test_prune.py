"""Is what nobody will ask for again let go, and nothing else?"""

from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from dbos import SetWorkflowID

import steps.prune
from steps.clock import now_ms
from steps.ledger import store
from steps.ledger.tables import negotiations, pushes
from steps.prune import prune
from tests.operations.parley_alone import running, scrape, settings_for
from tests.operations.test_metrics import start_campaign
from workflows.watch import sweep

_DAY_MS = 86_400_000


def rows(query: str) -> list[Any]:
    with store.current().reading() as connection:
        return list(connection.execute(sa.text(query)).scalars())


def age_everything(days: int) -> None:
    """Let everything that ended have ended *days* ago."""
    with store.current().engine.begin() as connection:
        connection.execute(
            sa.text("UPDATE workflow_status SET completed_at = completed_at - :age"), {"age": days * _DAY_MS}
        )


async def sweep_as(name: str) -> None:
    with SetWorkflowID(f"sweep/{name}"):
        await sweep()


async def test_finished_rounds_go_after_three_days_with_all_their_steps(tmp_path: Path) -> None:
    async with running(settings_for(tmp_path)):
        await sweep_as("old")
        assert rows("SELECT count(*) FROM operation_outputs WHERE workflow_uuid = 'sweep/old'") != [0]
        age_everything(2)
        await prune()
        assert "sweep/old" in rows("SELECT workflow_uuid FROM workflow_status")
        age_everything(2)
        await sweep_as("new")
        await prune()
        for table in ("workflow_status", "operation_outputs", "workflow_input", "workflow_output"):
            left = rows(f"SELECT DISTINCT workflow_uuid FROM {table} WHERE workflow_uuid LIKE 'sweep/%'")  # noqa: S608
            assert "sweep/old" not in left, table
        assert "sweep/new" in rows("SELECT workflow_uuid FROM workflow_status")


async def test_whatever_belongs_to_a_negotiation_and_whatever_failed_is_kept(tmp_path: Path) -> None:
    async with running(settings_for(tmp_path)) as client:
        await start_campaign(client, 2)
        await sweep_as("failed")
        with store.current().engine.begin() as connection:
            connection.execute(
                sa.text("UPDATE workflow_status SET status = 'ERROR' WHERE workflow_uuid = 'sweep/failed'")
            )
        rounds = "('watch', 'campaign_list', 'mailbox', 'second_way')"
        theirs = f"SELECT workflow_uuid FROM workflow_status WHERE name NOT IN {rounds}"  # noqa: S608
        before = {one for one in rows(theirs) if not one.startswith("sweep/") or one == "sweep/failed"}
        assert any(one.startswith("negotiate/") for one in before)
        age_everything(400)
        await prune()
        assert before <= set(rows(theirs))
        with store.current().reading() as connection:
            assert connection.scalar(sa.select(sa.func.count()).select_from(negotiations)) == 2


async def test_rounds_are_let_go_in_small_commits_and_no_more_than_so_many_at_a_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(steps.prune, "_AT_ONCE", 2)
    monkeypatch.setattr(steps.prune, "_MOST_AT_A_TIME", 4)
    async with running(settings_for(tmp_path)):
        for number in range(5):
            await sweep_as(f"old-{number}")
        age_everything(4)
        before = len(rows("SELECT workflow_uuid FROM workflow_status WHERE completed_at IS NOT NULL"))
        await prune()
        assert len(rows("SELECT workflow_uuid FROM workflow_status WHERE completed_at IS NOT NULL")) >= before - 4
        for _ in range(10):
            await prune()
        assert rows("SELECT workflow_uuid FROM workflow_status WHERE workflow_uuid LIKE 'sweep/old-%'") == []


async def test_old_pushes_go_and_are_still_counted(tmp_path: Path) -> None:
    async with running(settings_for(tmp_path)) as client:
        for number, days in enumerate((0, 30, 32, 400)):
            row = {"push_id": f"p{number}", "history_id": number, "received_at_ms": now_ms() - days * _DAY_MS}
            with store.current().transaction() as session:
                session.execute(pushes.insert().values(**row))
        for _ in range(2):
            await prune()
            assert rows("SELECT push_id FROM pushes ORDER BY push_id") == ["p0", "p1"]
            assert (await scrape(client))["parley_pushes_total"] == 4
