"""Is nothing shown and nothing done without a session, and can a session not be made, stolen or led astray?"""

from itertools import product

import httpx2
from fastapi.routing import APIRoute
from itsdangerous import TimestampSigner, URLSafeTimedSerializer

from api.dashboard import assets, decisions, live, pages, sign_in
from api.dashboard.session import LIFETIME_SECONDS
from tests.console.visitor import Seen, Visitor
from tests.scenarios.dialogue import Stage
from tests.scenarios.living import TOKEN

OPEN = ("/console/sign-in", "/console/static/{mark}/{name}", "/console/sign-out")


def console_routes() -> list[tuple[str, str]]:
    rooms = (assets, sign_in, live, decisions, pages)
    found = [route for room in rooms for route in room.router.routes if isinstance(route, APIRoute)]
    return [(method, route.path) for route in found for method in sorted(route.methods or ())]


async def test_every_page_and_every_button_asks_for_a_session(stranger: Visitor) -> None:
    shut = [(method, path) for method, path in console_routes() if path not in OPEN]
    assert ("POST", "/console/negotiations/{negotiation_id}/{act}") in shut
    assert len(shut) >= 7
    for method, path in shut:
        place = (
            path.replace("{negotiation_id}", "spring:ada").replace("{campaign_id}", "spring").replace("{act}", "stop")
        )
        answer = await stranger.line.request(method, place, headers={"Origin": stranger.parley.url})
        assert answer.status_code in (303, 401), f"{method} {path}"
        if answer.status_code == 303:
            assert answer.headers["Location"].startswith("/console/sign-in?back=%2Fconsole")
        assert "spring" not in Seen(answer.text).text


async def test_the_token_lets_in_and_is_nowhere_afterwards(stranger: Visitor) -> None:
    answer = await stranger.sign_in()
    assert (answer.status_code, answer.headers["Location"]) == (303, "/console")
    cookie = answer.headers["Set-Cookie"]
    assert TOKEN not in cookie
    assert {"HttpOnly", "SameSite=strict", f"Max-Age={LIFETIME_SECONDS}", "Path=/console"} <= set(cookie.split("; "))
    home = await stranger.line.get("/console")
    assert home.status_code == 200
    assert "Mara" in home.text
    assert TOKEN not in home.text


async def test_over_tls_the_cookie_is_bound_to_this_host(stage: Stage) -> None:
    await stage.parley.restart(public_url="https://parley.example.test")
    async with Visitor(stage.parley) as visitor:
        cookie = (await visitor.sign_in()).headers["Set-Cookie"]
    assert cookie.startswith("__Host-parley=")
    assert {"Secure", "HttpOnly", "SameSite=strict", "Path=/"} <= set(cookie.split("; "))
    assert "Domain" not in cookie


async def test_a_wrong_token_is_refused_and_soon_has_to_wait(stranger: Visitor) -> None:
    for _ in range(5):
        assert (await stranger.sign_in(token="wrong")).status_code == 401
    answer = await stranger.sign_in()
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0
    assert "Set-Cookie" not in answer.headers


async def test_without_a_token_in_the_settings_the_console_is_closed_and_says_why(stage: Stage) -> None:
    await stage.parley.restart(operator_token=type(stage.parley.settings.operator_token)(""))
    async with Visitor(stage.parley) as visitor:
        assert "PARLEY_OPERATOR_TOKEN" in (await visitor.see("/console/sign-in")).text
        for token in ("", TOKEN):
            assert (await visitor.sign_in(token=token)).status_code == 401


def signed(key: str, who: object = "Mara", age_seconds: int = 0) -> str:
    class Clock(TimestampSigner):
        def get_timestamp(self) -> int:
            return super().get_timestamp() - age_seconds

    return str(URLSafeTimedSerializer(key, salt="parley.console.session", signer=Clock).dumps({"who": who}))


async def test_a_session_that_is_forged_or_too_old_shows_nothing(stranger: Visitor) -> None:
    async def shown_to(cookie: str) -> int:
        return (await stranger.line.get("/console", headers={"Cookie": f"parley={cookie}"})).status_code

    assert await shown_to(signed(TOKEN)) == 200
    assert await shown_to(signed(TOKEN, age_seconds=LIFETIME_SECONDS - 60)) == 200
    ours, _, mark = signed(TOKEN).rpartition(".")
    wrong = ["", "x", "a.b.c", signed("another"), signed(TOKEN, 5), signed(TOKEN, ""), f"{ours}.{mark[::-1]}", ours]
    for cookie in (*wrong, signed(TOKEN, age_seconds=LIFETIME_SECONDS + 60)):
        assert await shown_to(cookie) == 303, cookie


async def test_a_new_token_ends_every_session(mara: Visitor, stage: Stage) -> None:
    assert (await mara.line.get("/console")).status_code == 200
    await stage.parley.restart(operator_token=type(stage.parley.settings.operator_token)("another-token"))
    assert (await mara.line.get("/console")).status_code == 303


async def test_a_session_planted_before_signing_in_is_replaced(stranger: Visitor) -> None:
    planted = signed("another-key")
    answer = await stranger.line.post(
        "/console/sign-in",
        data={"name": "Mara", "token": TOKEN},
        headers={"Origin": stranger.parley.url, "Cookie": f"parley={planted}"},
    )
    assert planted not in answer.headers["Set-Cookie"]
    first, second = answer.cookies["parley"], (await stranger.sign_in()).cookies["parley"]
    assert len({planted, first, second}) == 3


async def test_signing_out_takes_the_session_away(mara: Visitor) -> None:
    assert (await mara.send("/console/sign-out")).headers["Location"] == "/console/sign-in"
    assert (await mara.line.get("/console")).status_code == 303


async def test_a_form_from_elsewhere_is_refused(mara: Visitor) -> None:
    paths = ("/console/negotiations/spring:ada/stop", "/console/sign-out", "/console/sign-in")
    origins = ("https://evil.example.test", "null", "http://127.0.0.1", "file://", "x")
    for path, origin in product(paths, origins):
        answer = await mara.send(path, origin=origin, name="Mara", token=TOKEN, turn="1")
        assert answer.status_code == 403
        assert "Set-Cookie" not in answer.headers


async def test_a_form_longer_than_any_of_ours_is_refused(stranger: Visitor) -> None:
    told = {"Origin": stranger.parley.url, "Content-Type": "application/x-www-form-urlencoded"}
    for body in (b"name=" + b"m" * 200_000, b"&".join(b"f%d=1" % n for n in range(1_000))):
        answer = await stranger.line.post("/console/sign-in", content=body, headers=told)
        assert answer.status_code == 413


async def test_a_form_without_origin_counts_only_if_the_browser_says_it_is_ours(mara: Visitor) -> None:
    assert (await mara.send("/console/sign-out", origin=None)).status_code == 403
    answer = await mara.line.post("/console/sign-out", headers={"Sec-Fetch-Site": "same-origin"})
    assert answer.status_code == 303


async def test_after_signing_in_one_is_led_to_our_own_pages_only(stranger: Visitor) -> None:
    for back, leads_to in {
        "/console/campaigns": "/console/campaigns",
        "/console?state=agreed": "/console?state=agreed",
        "https://evil.example.test/": "/console",
        "//evil.example.test": "/console",
        "/console//evil.example.test": "/console",
        "/\\evil.example.test": "/console",
        "/console/\r\nSet-Cookie: x=1": "/console",
        "javascript:alert(1)": "/console",
        "/consoles": "/console",
    }.items():
        answer = await stranger.send("/console/sign-in", name="Mara", token=TOKEN, back=back)
        assert (answer.status_code, answer.headers["Location"]) == (303, leads_to)


async def test_a_link_from_elsewhere_asks_the_browser_once_more_for_the_session(stranger: Visitor) -> None:
    answer = await stranger.line.get("/console", headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 200
    assert ("meta", {"http-equiv": "refresh", "content": "0"}) in Seen(answer.text).tags


def policy(answer: httpx2.Response) -> dict[str, str]:
    parts = (part.strip().partition(" ") for part in answer.headers["Content-Security-Policy"].split(";"))
    return {name: value for name, _, value in parts}


async def test_every_page_forbids_what_it_does_not_need(mara: Visitor) -> None:
    for path in ("/console", "/console/sign-in", "/console/nowhere", "/console/health", "/console/campaigns/none"):
        answer = await mara.line.get(path)
        told = policy(answer)
        assert told["default-src"] == "'none'"
        assert told["script-src"] == told["style-src"] == told["connect-src"] == told["form-action"] == "'self'"
        assert told["base-uri"] == told["frame-ancestors"] == "'none'"
        assert answer.headers["X-Frame-Options"] == "DENY"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "same-origin"


async def test_pages_are_kept_by_nobody_and_files_for_ever_under_the_mark_of_their_content(mara: Visitor) -> None:
    answer = await mara.line.get("/console")
    assert answer.headers["Cache-Control"] == "no-store"
    seen = Seen(answer.text)
    files = [tag.get("src") or tag.get("href") or "" for name, tag in seen.tags if name in ("script", "link", "img")]
    assert len(files) >= 6
    for file in files:
        assert file.startswith("/console/static/")
        got = await mara.line.get(file)
        assert got.status_code == 200
        assert got.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert (await mara.line.get(files[0].replace(files[0].split("/")[3], "0" * 16))).status_code == 404


async def test_no_page_has_a_script_or_a_style_of_its_own(mara: Visitor) -> None:
    for path in ("/console", "/console/campaigns", "/console/mail", "/console/health"):
        for name, given in (await mara.see(path)).tags:
            assert name != "style"
            assert name != "script" or given.get("src")
            assert not any(attribute == "style" or attribute.startswith(("on", "hx-on")) for attribute in given)
