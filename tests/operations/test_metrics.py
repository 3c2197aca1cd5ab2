"""Do the metrics say what the ledger holds, right after any restart?"""

import asyncio
import time
from pathlib import Path

import httpx2
import pytest
from pytest_httpserver import HTTPServer

from steps.clock import now_ms
from steps.ledger import store
from steps.ledger.census import forget_census
from steps.ledger.tables import (
    cursors,
    deals,
    escalations,
    mails,
    model_calls,
    negotiations,
    notices,
    transitions,
)
from steps.read_reply import keep_model_call
from tests.operations.parley_alone import FIELDS, creators, running, scrape, settings_for
from tests.reading import test_anthropic as vendor

CAMPAIGN = 'campaign_id="kettles"'


async def start_campaign(client: httpx2.AsyncClient, number: int) -> None:
    """Start a campaign and wait until its negotiations are in the ledger."""
    order = {"campaign_id": "kettles", "fields": FIELDS, "creators": creators(number)}
    assert (await client.post("/campaigns", json=order)).status_code == 202
    for _ in range(200):
        if (await scrape(client)).get("parley_negotiations_started_total", 0) == number:
            return
        await asyncio.sleep(0.05)
    pytest.fail("the campaign did not start")


def a_mail(message_id: str, **changed: object) -> dict[str, object]:
    """Return a mail's row: received 7 seconds before it was stored, and routed."""
    now = now_ms()
    row: dict[str, object] = {
        "message_id": message_id, "thread_id": "t", "outgoing": False, "kind": "person", "references": [],
        "recipients": [], "facts": {}, "received_at_ms": now - 7_000, "stored_at_ms": now, "routed_at_ms": now,
        "route": "unknown",
    }  # fmt: skip
    return row | changed


def write_a_story() -> None:
    """Put one of each fact into the ledger that a campaign without vendors does not bring about by itself."""
    now = now_ms()
    with store.current().transaction() as session:
        one = session.execute(negotiations.select().limit(1)).one()
        of_it = {"negotiation_id": one.negotiation_id}
        session.execute(
            deals.insert().values(
                **of_it, campaign_id="kettles", fee_cents=100_000, currency="USD", views=50_000, cpm_cents=2_000,
                package={}, quotes=[], agreed_at_ms=now,
            )
        )  # fmt: skip
        session.execute(
            transitions.insert().values(
                **of_it,
                seq=1,
                turn=1,
                from_state="agreed",
                event="cancelled",
                to_state="cancelled",
                cause={},
                at_ms=now,
            )
        )
        for reason, resolved in (("legal", None), ("legal", now), ("hostile", now)):
            session.execute(
                escalations.insert().values(
                    **of_it, turn=1, reason=reason, detail="", evidence={}, owner="", opened_at_ms=now - 60_000,
                    resolved_at_ms=resolved,
                )
            )  # fmt: skip
        session.execute(mails.insert().values(**a_mail("m1")))
        session.execute(mails.insert().values(**a_mail("m2", routed_at_ms=None, route="", stored_at_ms=now - 30_000)))
        session.execute(cursors.insert().values(name="gmail-watch-expiry", value=str(now + 3_600_000), at_ms=now))
        session.execute(cursors.insert().values(name="gmail-history", value="7", at_ms=now - 20_000))
        session.execute(cursors.insert().values(name="clickup-webhook", value="suspended/100", at_ms=now))
        session.execute(
            notices.insert().values(
                key="alert/x", kind="alert", text="", blocks=[], created_at_ms=now - 90_000, posted_at_ms=None
            )
        )
        session.execute(
            model_calls.insert().values(
                purpose="read", model="a-model", input_tokens=1_000_000, output_tokens=100_000, cached_tokens=0,
                milliseconds=1500, at_ms=now,
            )
        )  # fmt: skip


async def test_the_metrics_tell_the_story_of_the_ledger(tmp_path: Path) -> None:
    settings = settings_for(tmp_path, model_prices="a-model=2/10/0.2")
    async with running(settings) as client:
        await start_campaign(client, 3)
        write_a_story()
        told = await scrape(client)
    assert told["parley_negotiations_active"] == 3
    assert told[f'parley_negotiations{{{CAMPAIGN},state="initial_offer"}}'] == 3
    assert told[f'parley_campaign_budget_cents{{{CAMPAIGN},currency="USD"}}'] == 5_000_000
    assert told[f'parley_campaign_cpm_max_cents{{{CAMPAIGN},currency="USD"}}'] == 2_500
    assert told[f'parley_deals_total{{{CAMPAIGN},currency="USD"}}'] == 1
    assert told[f'parley_deals_cancelled_total{{{CAMPAIGN},currency="USD"}}'] == 1
    assert told['parley_escalations_total{reason="legal"}'] == 2
    assert told['parley_escalations_open{reason="legal"}'] == 1
    assert 60 <= told["parley_escalation_oldest_seconds"] < 120
    assert told['parley_mails_received_total{kind="person",route="unknown"}'] == 1
    assert told["parley_mails_unknown_total"] == 1
    assert told["parley_mails_unrouted"] == 1
    assert 30 <= told["parley_mail_oldest_unrouted_seconds"] < 60
    assert told["parley_ingestion_lag_seconds"] >= 7
    assert 3_500 < told["parley_watch_expiry_seconds"] <= 3_600
    assert 20 <= told["parley_mailbox_look_age_seconds"] < 80
    assert told['parley_notices_unposted{kind="alert"}'] == 1
    assert 90 <= told["parley_notice_oldest_unposted_seconds"] < 150
    assert told['parley_model_tokens_total{kind="input",model="a-model",purpose="read"}'] == 1_000_000
    assert told['parley_model_cost_usd_total{model="a-model",purpose="read"}'] == 3
    assert told["parley_store_bytes"] > 0


async def test_the_model_costs_what_the_vendor_told(tmp_path: Path, httpserver: HTTPServer) -> None:
    """The fake answers 40 tokens in, 2 put into the cache, 300 read from it and 7 out, to each of three questions."""
    vendor.serve(httpserver, vendor.answer(vendor.READING))
    async with running(settings_for(tmp_path, model_prices="reader-model=2/10/0.2")) as client:
        calls = [(await vendor.client(httpserver).read(vendor.MAIL))[1] for _ in range(3)]
        for call in calls:
            await keep_model_call(call, "n-1")
        told = await scrape(client)
    one = 'model="reader-model",purpose="read"'
    tokens = {kind: told[f'parley_model_tokens_total{{kind="{kind}",{one}}}'] for kind in ("input", "output", "cached")}
    assert tokens == {"input": 3 * 42, "output": 3 * 7, "cached": 3 * 300}
    assert told[f"parley_model_calls_total{{{one}}}"] == 3
    assert told[f"parley_model_cost_usd_total{{{one}}}"] == pytest.approx(3 * (42 * 2 + 7 * 10 + 300 * 0.2) / 1e6)
    waited_ms = sum(call.milliseconds for call in calls)
    assert told[f"parley_model_seconds_total{{{one}}}"] == pytest.approx(waited_ms / 1000)


async def test_the_cpm_reached_stands_beside_its_range_and_the_budget_beside_what_is_spent(tmp_path: Path) -> None:
    async with running(settings_for(tmp_path)) as client:
        await start_campaign(client, 2)
        told: dict[str, float] = {}
        reserved = f'parley_campaign_reserved_cents{{{CAMPAIGN},currency="USD"}}'
        # Each opening reserves its 500 dollars before it reaches for Gmail, which is away.
        for _ in range(200):
            told = await scrape(client)
            if told[reserved] == 2 * 50_000:
                break
            await asyncio.sleep(0.05)
        with store.current().transaction() as session:
            session.connection().exec_driver_sql(
                "UPDATE commitments SET agreed = true, fee_cents = 90000, views = 50000 "
                "WHERE negotiation_id = (SELECT min(negotiation_id) FROM commitments)"
            )
        after = await scrape(client)
    assert told[reserved] > after[reserved]
    assert after[f'parley_campaign_committed_cents{{{CAMPAIGN},currency="USD"}}'] == 90_000
    assert after[f'parley_campaign_cpm_cents{{{CAMPAIGN},currency="USD"}}'] == 1_800


async def test_a_restart_resets_no_business_figure(tmp_path: Path) -> None:
    settings = settings_for(tmp_path)
    async with running(settings) as client:
        await start_campaign(client, 3)
        write_a_story()
        before = await scrape(client)
    async with running(settings) as client:
        after = await scrape(client)
    # Slack messages may be made meanwhile, and their counters only grow.
    counters = {name: value for name, value in before.items() if name.startswith("parley_") and "_total" in name}
    assert len(counters) > 8
    assert {name for name, value in counters.items() if after.get(name, -1) < value} == set()
    steady = ("deals_total", "escalations_total", "negotiations_started_total", "model_tokens_total")
    assert {n: v for n, v in before.items() if any(s in n for s in steady)} == {
        n: v for n, v in after.items() if any(s in n for s in steady)
    }


async def test_unfinished_workflows_are_counted_by_what_dbos_says(tmp_path: Path) -> None:
    async with running(settings_for(tmp_path)) as client:
        await start_campaign(client, 2)
        told: dict[str, float] = {}
        for _ in range(200):
            forget_census()
            told = await scrape(client)
            if told.get('parley_workflows{status="PENDING",workflow="turn"}') == 2:
                break
            await asyncio.sleep(0.1)
    assert told['parley_workflows{status="PENDING",workflow="negotiate"}'] == 2
    assert told['parley_workflows{status="PENDING",workflow="turn"}'] == 2
    assert told["parley_workflows_other_version"] == 0
    assert told["parley_workflow_recovery_attempts_max"] >= 1
    assert told["parley_turn_oldest_pending_seconds"] > 0


async def test_http_is_counted_by_route_template_and_a_scanner_makes_one_line(tmp_path: Path) -> None:
    async with running(settings_for(tmp_path)) as client:
        for negotiation in ("a:1", "b:2"):
            assert (await client.get(f"/negotiations/{negotiation}")).status_code == 404
        for path in ("/wp-admin", "/.env", "/cgi-bin/x"):
            await client.get(path)
        told = await scrape(client)
    requests = {name: value for name, value in told.items() if name.startswith("http_requests_total")}
    by_handler = 'http_requests_total{handler="/negotiations/{negotiation_id}",method="GET",status="404"}'
    assert requests[by_handler] == 2
    assert sum(value for name, value in requests.items() if 'handler="none"' in name) == 3
    assert not any("wp-admin" in name for name in told)


async def test_a_scrape_of_a_thousand_negotiations_is_quick(tmp_path: Path) -> None:
    async with running(settings_for(tmp_path)) as client:
        await start_campaign(client, 1)
        with store.current().transaction() as session:
            one = dict(session.execute(negotiations.select().limit(1)).mappings().one())
            rows = [one | {"negotiation_id": f"kettles:{n}", "state": "awaiting_reply"} for n in range(1_000)]
            session.execute(negotiations.insert(), rows)
            session.execute(mails.insert(), [a_mail(f"m{n}", raw=b"x" * 20_000) for n in range(1_000)])
        began = time.perf_counter()
        told = await scrape(client)
        seconds = time.perf_counter() - began
    assert told["parley_negotiations_active"] == 1_001
    assert seconds < 1
