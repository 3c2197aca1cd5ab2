"""ClickUp: fields as a person sees them, all pages, and only ClickUp's own deliveries believed."""

import hashlib
import hmac
import time
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from steps.clients.clickup import ClickUp, verify_signature
from steps.clients.faults import NotFound, Refused, Throttled
from tests.clients.conftest import CLICKUP_TOKEN, Vendor, say

API = "/api/v2"
PLATFORMS = {
    "options": [
        {"id": "o-a", "name": "Instagram", "orderindex": 0},
        {"id": "o-b", "name": "TikTok", "orderindex": 1},
    ]
}
TAGS = {"options": [{"id": "l-1", "label": "Rush"}, {"id": "l-2", "label": "Perpetual"}]}


def field(name: str, kind: str, config: Any = None, **value: Any) -> dict[str, Any]:
    return {"id": f"f-{name}", "name": name, "type": kind, "type_config": config or {}} | value


def task(task_id: str = "t-1", *fields: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": task_id, "name": "Northwind: creators", "text_content": "Spring", "status": {"status": "ready"},
        "list": {"id": "900"}, "url": "https://app.clickup.com/t/t-1", "date_updated": "1700000000000",
        "assignees": [{"username": "Robin", "email": "robin@example.com"}], "custom_fields": list(fields),
    }  # fmt: skip


async def test_fields_come_by_name_as_a_person_sees_them(clickup: ClickUp, vendor: Vendor) -> None:
    told = task(
        "t-1",
        field("Platform", "drop_down", PLATFORMS, value=0),
        field("Second platform", "drop_down", PLATFORMS, value="o-b"),
        field("Third platform", "drop_down", PLATFORMS, value=9),
        field("Terms", "labels", TAGS, value=["l-1", "l-2"]),
        field("Owner", "users", value=[{"email": "robin@example.com"}]),
        field("Budget", "currency", value="25000"),
        field("Zero", "number", value=0),
        field("Target CPM", "currency", value="20.125"),
        field("Notes", "text", value=""),
        field("Client", "text", value=None),
        field("Dates", "date"),
        field(" CPM max ", "number", value="18"),
        field("Budget", "currency"),
    )
    vendor.answer("GET", f"{API}/task/t-1", told)
    seen = await clickup.get_task("t-1")
    assert seen.fields == {
        "Platform": "Instagram", "Second platform": "TikTok", "Third platform": "unknown option 9",
        "Terms": ("Rush", "Perpetual"), "Owner": ("robin@example.com",), "Budget": "25000", "Zero": 0,
        "Target CPM": 20.125, "Notes": None,
        "Client": None, "Dates": None, "CPM max": "18",
    }  # fmt: skip
    assert (seen.status, seen.list_id, seen.updated_at_ms, seen.assignees) == (
        "ready", "900", 1_700_000_000_000, ("robin@example.com",),
    )  # fmt: skip
    assert vendor.heard[0].headers["authorization"] == CLICKUP_TOKEN


async def test_a_list_is_read_through_all_pages(clickup: ClickUp, vendor: Vendor) -> None:
    vendor.answer("GET", f"{API}/list/900/task", {"tasks": [task("t-1")], "last_page": False})
    vendor.answer("GET", f"{API}/list/900/task", {"tasks": [task("t-2")], "last_page": True})
    assert [seen.task_id for seen in await clickup.list_tasks("900", updated_since_ms=5)] == ["t-1", "t-2"]
    asked = [parse_qs(urlsplit(heard.path).query) for heard in vendor.heard]
    assert [query["page"] for query in asked] == [["0"], ["1"]]
    assert asked[0]["date_updated_gt"] == ["5"]


async def test_an_id_from_a_payload_cannot_lead_elsewhere(clickup: ClickUp, vendor: Vendor) -> None:
    with pytest.raises(NotFound):
        await clickup.get_task("../user?x=")
    assert vendor.heard[0].path == f"{API}/task/..%2Fuser%3Fx%3D"


async def test_a_comment_is_written_and_found_again(clickup: ClickUp, vendor: Vendor) -> None:
    vendor.answer("POST", f"{API}/task/t-1/comment", {"id": 458})
    vendor.answer("GET", f"{API}/task/t-1/comment", {"comments": [{"comment_text": "Deal: n-1"}]})
    assert await clickup.add_comment("t-1", "Deal: n-1") == "458"
    assert await clickup.comments("t-1") == ("Deal: n-1",)
    assert vendor.heard[0].json == {"comment_text": "Deal: n-1", "notify_all": False}


async def test_a_suspended_webhook_is_seen(clickup: ClickUp, vendor: Vendor) -> None:
    hook = {"id": "w-1", "endpoint": "https://parley.example.com/webhooks/clickup",
            "health": {"status": "suspended", "fail_count": 100}}  # fmt: skip
    vendor.answer("GET", f"{API}/team", {"teams": [{"id": "7"}]})
    vendor.answer("GET", f"{API}/team/7/webhook", {"webhooks": [hook]})
    (health,) = await clickup.webhook_health()
    assert (health.is_active, health.fail_count) == (False, 100)


async def test_the_rate_limit_ends_when_clickup_says(clickup: ClickUp, vendor: Vendor) -> None:
    vendor.misbehave = say(
        429, {"err": "Rate limit reached", "ECODE": "APP_002"}, X_RateLimit_Reset=str(int(time.time()) + 30)
    )
    with pytest.raises(Throttled) as caught:
        await clickup.get_task("t-1")
    assert caught.value.retry_after_seconds == pytest.approx(30, abs=3)


async def test_a_task_of_another_workspace_is_no_fault_of_the_token(clickup: ClickUp, vendor: Vendor) -> None:
    vendor.misbehave = say(401, {"err": "Team not authorized", "ECODE": "OAUTH_027"})
    with pytest.raises(Refused, match="task t-1 is not in a workspace of this token"):
        await clickup.get_task("t-1")


def test_only_what_clickup_signed_exactly_is_believed() -> None:
    body = b'{"event":"taskCreated","task_id":"t-1"}'
    signature = hmac.new(b"hook-secret", body, hashlib.sha256).hexdigest()
    assert verify_signature("hook-secret", signature, body)
    assert verify_signature("hook-secret", signature.upper(), body)
    assert not verify_signature("hook-secret", signature, body + b" ")
    assert not verify_signature("other", signature, body)
    assert not verify_signature("hook-secret", None, body)
    assert not verify_signature("hook-secret", "é", body)
    assert not verify_signature("", hmac.new(b"", body, hashlib.sha256).hexdigest(), body)
