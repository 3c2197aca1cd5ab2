"""Does the service say truly that it lives, and whether it may be given work?"""

import asyncio
import gc
import socket
import time
from pathlib import Path
from typing import Any

import httpx2
import pytest

from api.serving import open_door
from steps.clock import now_ms
from steps.ledger import store
from steps.ledger.census import forget_census
from steps.ledger.tables import cursors
from tests.operations.parley_alone import FIELDS, creators, running, settings_for


async def ready(client: httpx2.AsyncClient) -> tuple[int, dict[str, Any]]:
    answer = await client.get("/ready")
    return answer.status_code, answer.json()


def keep_watch_until(moment_ms: int) -> None:
    with store.current().transaction() as session:
        session.execute(cursors.delete().where(cursors.c.name == "gmail-watch-expiry"))
        session.execute(
            cursors.insert().values(name="gmail-watch-expiry", value=str(moment_ms), at_ms=now_ms() - 5_000)
        )


async def test_what_is_said_on_a_line_that_stays_open_is_said_at_once(tmp_path: Path) -> None:
    # Without it every answer but the first on a line waits for the other side's acknowledgement: 40 ms each.
    heard: list[int] = []

    async def hear(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heard.append(writer.get_extra_info("socket").getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
        writer.close()

    with open_door(settings_for(tmp_path, port=0)) as door:
        async with await asyncio.start_server(hear, sock=door):
            reader, writer = await asyncio.open_connection(*door.getsockname())
            await reader.read()
            writer.close()
    assert heard == [1]


async def test_health_answers_quickly_while_no_vendor_does(tmp_path: Path) -> None:
    async with running(settings_for(tmp_path)) as client:
        order = {"campaign_id": "kettles", "fields": FIELDS, "creators": creators(30)}
        await client.post("/campaigns", json=order)
        slowest = 0.0
        for _ in range(20):
            began = time.perf_counter()
            assert (await client.get("/health")).json() == {"status": "alive"}
            slowest = max(slowest, time.perf_counter() - began)
            await asyncio.sleep(0.02)
    # 0.1 s is promised; a machine that runs the other tests beside this one is given more.
    assert slowest < 0.5


async def test_what_lives_for_long_is_not_looked_at_by_every_collection(tmp_path: Path) -> None:
    async with running(settings_for(tmp_path)):
        for _ in range(100):
            if gc.get_freeze_count() > 100_000:
                break
            await asyncio.sleep(0.1)
        # A full collection now looks at the few objects of the last second.
        assert len(gc.get_objects()) < gc.get_freeze_count() / 5
    assert gc.get_freeze_count() == 0


async def test_ready_names_every_check_with_its_age_and_its_milliseconds(tmp_path: Path) -> None:
    async with running(settings_for(tmp_path)) as client:
        status, told = await ready(client)
        await asyncio.sleep(0.3)
        _, later = await ready(client)
    assert (status, told["status"], told["failing"]) == (200, "ready", [])
    assert set(told["checks"]) == {
        "store", "schema", "workflows", "gmail_token", "gmail_watch", "mailbox", "language", "second_way", "backup",
    }  # fmt: skip
    for check in told["checks"].values():
        assert check["milliseconds"] >= 0
        assert check["age_seconds"] >= 0
    assert later["checks"]["workflows"]["age_seconds"] > 0
    assert later["checks"]["store"]["age_seconds"] == 0


async def test_a_lapsed_watch_is_not_ready_and_says_so(tmp_path: Path) -> None:
    settings = settings_for(tmp_path, gmail_pubsub_topic="projects/p/topics/t")
    async with running(settings) as client:
        assert (await ready(client))[1]["failing"] == ["gmail_watch"]
        keep_watch_until(now_ms() + 3_600_000)
        status, told = await ready(client)
        assert status == 200
        assert 5 <= told["checks"]["gmail_watch"]["age_seconds"] < 60
        keep_watch_until(now_ms() - 3_600_000)
        status, told = await ready(client)
    assert (status, told["failing"]) == (503, ["gmail_watch"])
    assert "lapsed 1.0 hours ago" in told["checks"]["gmail_watch"]["detail"]


async def test_a_missing_token_is_not_ready_and_names_the_setting(tmp_path: Path) -> None:
    async with running(settings_for(tmp_path, gmail_refresh_token="")) as client:
        status, told = await ready(client)
    assert (status, told["failing"]) == (503, ["gmail_token"])
    assert "PARLEY_GMAIL_REFRESH_TOKEN" in told["checks"]["gmail_token"]["detail"]


async def test_unfinished_work_of_another_version_is_not_ready(tmp_path: Path) -> None:
    async with running(settings_for(tmp_path)) as client:
        await client.post("/campaigns", json={"campaign_id": "kettles", "fields": FIELDS, "creators": creators(1)})
        for _ in range(100):
            with store.current().engine.begin() as connection:
                changed = connection.exec_driver_sql(
                    "UPDATE workflow_status SET application_version = '0' WHERE name = 'turn' AND status = 'PENDING'"
                ).rowcount
            if changed:
                break
            await asyncio.sleep(0.1)
        forget_census()
        status, told = await ready(client)
    assert (status, told["failing"]) == (503, ["workflows"])
    assert "1 unfinished workflows belong to another application version" in told["checks"]["workflows"]["detail"]


async def test_a_schema_behind_the_release_is_not_ready(tmp_path: Path) -> None:
    async with running(settings_for(tmp_path)) as client:
        with store.current().engine.begin() as connection:
            connection.exec_driver_sql("UPDATE parley_schema_version SET version_num = '0001'")
        status, told = await ready(client)
    assert (status, told["failing"]) == (503, ["schema"])
    assert "0001" in told["checks"]["schema"]["detail"]


@pytest.mark.parametrize("path", ["/health", "/ready"])
async def test_neither_asks_for_a_token(tmp_path: Path, path: str) -> None:
    async with running(settings_for(tmp_path)) as client:
        answer = await client.get(path, headers={"Authorization": ""})
    assert answer.status_code == 200
