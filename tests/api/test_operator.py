"""Is the operator's door shut to others, and does it say by name what is wrong?"""

import asyncio
from collections import defaultdict
from typing import Any

import pytest

from tests.scenarios.dialogue import FIELDS, Stage
from tests.scenarios.living import TOKEN, Parley

# Signed by themselves (webhooks), or told to everybody (health, papers); the console asks for a login page of its own.
OPEN = ("/webhooks/", "/health", "/ready", "/metrics", "/docs", "/openapi.json", "/console", "/login")
_ANYTHING: defaultdict[str, str] = defaultdict(lambda: "any")


async def routes(parley: Parley) -> list[tuple[str, str]]:
    """Return every method and path that the service itself says it has."""
    paths = (await parley.ask("GET", "/openapi.json")).json()["paths"]
    return [(method.upper(), path) for path, methods in paths.items() for method in methods]


async def test_every_route_but_the_open_ones_asks_for_the_token(parley: Parley) -> None:
    shut = [(method, path) for method, path in await routes(parley) if not path.startswith(OPEN)]
    assert ("POST", "/negotiations/{negotiation_id}/{act}") in shut
    for token in ("", "wrong", TOKEN[:-1], "ü"):
        for method, path in shut:
            answer = await parley.ask(method, path.format_map(_ANYTHING), {}, token)
            assert answer.status_code == 401, f"{method} {path} with {token!r}"
    assert (await parley.line.get("/campaigns", headers={"Authorization": f"Basic {TOKEN}"})).status_code == 401


async def test_without_a_token_in_the_settings_the_operators_door_stays_shut(parley: Parley) -> None:
    await parley.restart(operator_token=type(parley.settings.operator_token)(""))
    for token in ("", TOKEN):
        assert (await parley.ask("GET", "/campaigns", token=token)).status_code == 401


async def test_a_wrong_request_names_its_field_and_carries_its_id(parley: Parley) -> None:
    wrong: list[tuple[str, Any, int, str]] = [
        ("/negotiations/nobody:at-all/approve", {}, 404, "negotiation_id"),
        ("/negotiations/nobody:at-all/pay", {}, 422, "act"),
        ("/negotiations/nobody:at-all/counter", {}, 422, "fee_cents"),
        ("/negotiations/nobody:at-all/counter", {"fee_cents": -5}, 422, "fee_cents"),
        ("/negotiations/nobody:at-all/counter", {"fee_cents": 12.5}, 422, "fee_cents"),
        ("/negotiations/nobody:at-all/edit", {"body": "  "}, 422, "body"),
        ("/negotiations/nobody:at-all/cancel", {"reason": "  "}, 422, "reason"),
        ("/negotiations/nobody:at-all/cancel", {"reason": "x" * 301}, 422, "reason"),
        ("/campaigns", {"fields": {}}, 422, "campaign_id"),
        ("/campaigns", {"campaign_id": "../x", "fields": {}}, 422, "campaign_id"),
        ("/campaigns", {"campaign_id": "x", "fields": [1]}, 422, "fields"),
        ("/campaigns", {"campaign_id": "x", "fields": {}, "creators": [{"Name": [5]}]}, 422, "creators.0.Name"),
        ("/campaigns", {"campaign_id": "x", "fields": {}, "creator": []}, 422, "creator"),
        ("/negotiations/nobody:at-all/counter", {"fee_cents": 500, "whom": "me"}, 422, "whom"),
        ("/negotiations/nobody:at-all/counter", {"fee_cents": 2**70}, 422, "fee_cents"),
        ("/negotiations/nobody:at-all/reject", {"turn": 2**70}, 422, "turn"),
        ("/campaigns", {"campaign_id": "x", "fields": {f"f{n}": "" for n in range(201)}}, 422, "fields"),
        ("/campaigns", {"campaign_id": "x", "fields": {"Brand": "B" * 20_001}}, 422, "fields.Brand"),
        ("/campaigns", {"campaign_id": "x", "fields": {}, "creators": [{"Name": "A\0"}]}, 422, "creators.0.Name"),
    ]
    for query, field in (("state=waiting", "state"), ("offset=99999999999999999999", "offset")):
        assert (await parley.ask("GET", f"/negotiations?{query}")).json()["error"]["field"] == field
    for path, body, status, field in wrong:
        answer = await parley.ask("POST", path, body, headers={"X-Request-ID": "request-4711"})
        error = answer.json()["error"]
        assert (answer.status_code, error["field"], error["request_id"]) == (status, field, "request-4711")
        assert answer.headers["X-Request-ID"] == "request-4711"


async def test_what_is_no_json_is_the_bodys_fault(parley: Parley) -> None:
    told = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}
    answer = await parley.line.post("/campaigns", content=b'{"campaign_id": "x",', headers=told)
    assert (answer.status_code, answer.json()["error"]["field"]) == (422, "body")


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("/campaigns", b'{"campaign_id": "x", "fields": {"Brand": "\\ud800"}}', "fields.Brand"),
        ("/campaigns", b'{"campaign_id": "x", "fields": {"\\ud800": "B"}}', "fields.\ufffd\ufffd\ufffd.[key]"),
        ("/campaigns", b'{"campaign_id": "x", "fields": {}, "creators": [{"Name": "\\udfff"}]}', "creators.0.Name"),
        ("/negotiations/nobody:at-all/pause", b'{"who": "\xed\xa0\x80"}', "who"),
    ],
)
async def test_half_a_character_is_refused_by_field(parley: Parley, path: str, body: bytes, field: str) -> None:
    told = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}
    answer = await parley.line.post(path, content=body, headers=told)
    assert (answer.status_code, answer.json()["error"]["field"]) == (422, field)


async def test_a_body_that_no_campaign_has_is_not_read_to_its_end(parley: Parley) -> None:
    answer = await parley.ask("POST", "/campaigns", {"campaign_id": "x", "fields": {"Brand": "B" * 16_000_000}})
    assert answer.status_code == 413


async def test_an_unknown_path_or_method_has_the_same_shape(parley: Parley) -> None:
    for method, path, status in (("GET", "/nowhere", 404), ("DELETE", "/campaigns", 405)):
        answer = await parley.ask(method, path)
        assert answer.status_code == status
        assert answer.json()["error"]["request_id"] == answer.headers["X-Request-ID"]


async def test_a_bad_campaign_is_reported_by_field_and_starts_nobody(parley: Parley) -> None:
    bad: list[tuple[dict[str, Any], set[str]]] = [
        ({"Client": "", "Owner": None}, {"Client", "Owner"}),
        ({"Budget": "lots", "CPM Min": "35%"}, {"Budget", "CPM Min"}),
        ({"Platform": "Fax"}, {"Platform"}),
        ({"Deliverables": "3x Billboard"}, {"Deliverables"}),
        ({"CPM Min": "30", "CPM Max": "20"}, {"CPM range"}),
        ({"Autonomy": "yolo", "Rounds": "many"}, {"Autonomy", "Rounds"}),
        ({"Target CMP": "15", "Autonomi": "review_all"}, {"Target CMP", "Autonomi"}),
    ]
    row = {"Name": "Ada Quillfeather", "Email": "ada@creators.example.test", "Average Views": "50000"}
    for number, (wrong, _) in enumerate(bad):
        await parley.post("/campaigns", {"campaign_id": f"bad-{number}", "fields": FIELDS | wrong, "creators": [row]})
    await parley.rest()
    told = {one["text"]: str(one["blocks"]) for one in (await parley.look())["slack"]["messages"]}
    for number, (_, fields) in enumerate(bad):
        problems = (await parley.get(f"/campaigns/bad-{number}"))["problems"]
        assert {problem["field"] for problem in problems} == fields
        assert {problem["row_no"] for problem in problems} == {0}
        (blocks,) = (blocks for text, blocks in told.items() if f"bad-{number}" in text)
        assert all(field in blocks for field in fields)
    assert await parley.get("/negotiations") == []


async def test_bad_rows_are_reported_by_row_and_the_good_ones_proceed(parley: Parley) -> None:
    values = [
        ["Name", "E-mail ", "PLATFORM", "Handle", "average views", "Min Rate", "max rate"],
        ["Ada Quillfeather", "ada@creators.example.test", "\tInstagram", "@ada", "50k", "", ""],
        ["No Mail", "", "Instagram", "@no", "50,000", "", ""],
        ["No Views", "noviews@creators.example.test", "Instagram", "@nv", "n/a", "", ""],
        ["Ada Again", "ADA@creators.example.test", "Instagram", "@ada", "50000", "", ""],
        ["Bad Rate", "rate@creators.example.test", "Instagram", "@br", "50000", "35%", ""],
        ["Wrong Place", "tt@creators.example.test", "TikTok", "@tt", "50000", "", ""],
        ["Bo Larkspur", "bo@creators.example.test", "", "@bo", "50.000", "$600", "$1,200"],
    ]
    await parley.tell("seed", sheet={"id": "s-2", "tab": "Creators", "values": values})
    await parley.post("/campaigns", {"campaign_id": "sheet", "fields": FIELDS | {"Sheet": "s-2"}})
    await parley.rest()
    problems = (await parley.get("/campaigns/sheet"))["problems"]
    told = {problem["row_no"]: problem["field"] for problem in problems}
    assert told == {3: "Email", 4: "Average Views", 5: "Email", 6: "Min Rate", 7: "Platform"}
    begun = {one["email"] for one in await parley.get("/negotiations")}
    assert begun == {"ada@creators.example.test", "bo@creators.example.test"}
    text = str((await parley.look())["slack"]["messages"][0]["blocks"])
    assert all(f"row {row}, {field}" in text for row, field in told.items())


async def test_the_same_order_posted_twice_starts_nobody_twice(stage: Stage) -> None:
    ada = await stage.negotiate()
    again = await stage.negotiate()
    changed = await stage.negotiate(Budget=30_000)
    await ada.we_say()
    for one in (ada, again, changed):
        await stage.parley.rest()
        assert len(await stage.parley.get("/negotiations", campaign_id=one.campaign_id)) == 1
    await ada.we_say_nothing()


async def test_health_answers_under_load_and_asks_nobody(parley: Parley) -> None:
    await parley.tell("faults", kind="timeout_before", vendor="*", probability=1.0, seconds=5)
    asked_before = (await parley.look())["requests"]
    for _ in range(40):
        answers = await asyncio.gather(*(parley.ask("GET", "/health", token="") for _ in range(5)))
        assert {answer.status_code for answer in answers} == {200}
    assert (await parley.look())["requests"] == asked_before


async def test_ready_names_the_check_that_fails(parley: Parley) -> None:
    assert (await parley.ask("GET", "/ready", token="")).status_code == 200
    await parley.restart(gmail_refresh_token=type(parley.settings.gmail_refresh_token)(""))
    answer = await parley.ask("GET", "/ready", token="")
    assert answer.status_code == 503
    failing = {name: check for name, check in answer.json()["checks"].items() if not check["ok"]}
    assert list(failing) == ["gmail_token"]
    assert "PARLEY_GMAIL_REFRESH_TOKEN" in failing["gmail_token"]["detail"]
