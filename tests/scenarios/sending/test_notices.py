"""Is a notice in the channel once, in its own words, and is a deal that is not there cried for?"""

import time

import pytest
import structlog

from steps import connections
from steps.campaign_notices import campaign_notice
from steps.clients.faults import Unclear
from steps.clock import now_ms
from steps.ledger import store
from steps.ledger.tables import attempts, cursors, notices
from steps.notices import alert_notice, tell
from steps.post_notice import cry_for_untold_deals, note_posted, post_notice, unposted_notices
from steps.slack_blocks import MOST_LETTERS
from tests.scenarios.sending.desk import LONG_AGO_MS, Desk

KEY = "deal/n1"
BLOCK = {"type": "section", "text": {"type": "mrkdwn", "text": "Deal agreed"}}
HOUR_MS = 3_600_000


def leave(desk: Desk, key: str = KEY, kind: str = "deal", **other: object) -> None:
    """Leave one notice to be posted."""
    told = {"key": key, "kind": kind, "negotiation_id": "n1", "text": f"Deal: {key}", "blocks": [BLOCK]}
    desk.change(notices.insert().values(**(told | {"created_at_ms": now_ms()} | other)))


def channel(desk: Desk) -> list[dict[str, object]]:
    """Return ts, words, blocks and key of what is in the channel."""
    there = desk.world.look()["slack"]["messages"]
    return [
        {name: one.get(name) for name in ("ts", "text", "blocks", "channel")}
        | one.get("metadata", {}).get("event_payload", {})
        for one in there
    ]


async def post_beside(desk: Desk, key: str, text: str) -> str:
    """Let a message with *key* be in the channel though nobody here knows."""
    links = connections.current()
    return (await links.slack.post(links.settings.slack_channel, text, (), key)).ts


async def test_a_notice_is_posted_with_its_blocks_under_its_key_and_for_its_request(desk: Desk) -> None:
    leave(desk)
    leave(desk, "deal/n2")
    with structlog.contextvars.bound_contextvars(request_id="r-7"):
        ts = await post_notice(KEY)
    (told,) = channel(desk)
    assert told == {
        "ts": ts,
        "text": f"Deal: {KEY}",
        "blocks": told["blocks"],
        "channel": told["channel"],
        "key": KEY,
        "request_id": "r-7",
    }
    assert "Deal agreed" in str(told["blocks"])
    assert [row["key"] for row in desk.rows(attempts)] == [f"notice/{KEY}"]


async def test_a_notice_that_a_sweep_finds_first_names_the_request_that_left_it(desk: Desk) -> None:
    desk.change(notices.delete())
    alert = alert_notice("sheet/7", "The sheet cannot be read", "Share it with the service account.")
    with structlog.contextvars.bound_contextvars(request_id="r-7"), store.current().transaction() as session:
        tell(session, alert)
    with structlog.contextvars.bound_contextvars(request_id=""), structlog.testing.capture_logs() as said:
        await note_posted(alert.key, await post_notice(alert.key))
    (told,) = channel(desk)
    assert told["request_id"] == "r-7"
    assert [line["request_id"] for line in said if line["event"] == "notice.posted"] == ["r-7"]


async def test_a_plain_notice_leaves_its_blocks_out(desk: Desk) -> None:
    leave(desk)
    await post_notice(KEY, plain=True)
    (told,) = channel(desk)
    assert (told["text"], told["blocks"] or []) == (f"Deal: {KEY}", [])


async def test_a_notice_that_is_known_to_be_posted_is_left_alone(desk: Desk) -> None:
    leave(desk, ts="12.5")
    assert await post_notice(KEY) == "12.5"
    assert channel(desk) == []


async def test_without_slack_nothing_is_posted(desk: Desk) -> None:
    connections.use(connections.connect(connections.current().settings.model_copy(update={"use_slack": False})))
    leave(desk)
    assert await post_notice(KEY) == "switched-off"
    assert channel(desk) == []


async def test_a_notice_whose_answer_was_lost_is_found_by_its_key_alone(desk: Desk) -> None:
    leave(desk)
    await post_beside(desk, "deal/other", "somebody else's")
    desk.world.tell("faults", kind="drop_after", vendor="slack", match="chat.postMessage")
    with pytest.raises(Unclear):
        await post_notice(KEY)
    ts = await post_notice(KEY)
    assert [(one["key"], one["ts"]) for one in channel(desk)][1:] == [(KEY, ts)]


async def test_a_first_try_looks_for_nothing_unless_the_books_were_restored(desk: Desk) -> None:
    leave(desk)
    ts = await post_beside(desk, KEY, "said in a forgotten life")
    desk.restore()
    assert await post_notice(KEY) == ts
    desk.change(cursors.delete())
    desk.change(attempts.delete())
    assert await post_notice(KEY) != ts


@pytest.mark.parametrize(("hours", "found"), [(0.9, True), (1.1, False)])
async def test_a_lost_answer_is_looked_for_from_an_hour_before_its_notice_was_made(
    desk: Desk, hours: float, found: bool
) -> None:
    ts = await post_beside(desk, KEY, "said before")
    leave(desk, created_at_ms=int(float(ts) * 1000 + hours * HOUR_MS))
    desk.change(attempts.insert().values(key=f"notice/{KEY}", at_ms=1))
    assert (await post_notice(KEY) == ts) is found


async def test_restored_books_look_from_where_they_remember_nothing(desk: Desk) -> None:
    ts = await post_beside(desk, KEY, "said in a forgotten life")
    # The notice was made anew long after it had been posted.
    leave(desk, created_at_ms=int(time.time() * 1000) + 2 * HOUR_MS)
    desk.restore()
    assert await post_notice(KEY) == ts


async def test_books_that_remember_the_notice_itself_look_from_there(desk: Desk) -> None:
    ts = await post_beside(desk, KEY, "said in a forgotten life")
    leave(desk)
    desk.restore()
    desk.change(cursors.update().values(value=str(now_ms() + 3 * HOUR_MS)))
    assert await post_notice(KEY) == ts


async def test_where_and_when_a_notice_was_posted_is_kept_of_it_alone(desk: Desk) -> None:
    leave(desk)
    leave(desk, "deal/n2")
    before = now_ms()
    await note_posted(KEY, "12.5")
    kept = {row["key"]: (row["ts"], row["posted_at_ms"]) for row in desk.rows(notices) if row["kind"] == "deal"}
    assert kept["deal/n2"] == (None, None)
    assert kept[KEY][0] == "12.5"
    assert before <= kept[KEY][1] <= now_ms()


async def test_what_is_not_in_slack_is_brought_there_the_oldest_first_a_hundred_at_a_time(desk: Desk) -> None:
    desk.change(notices.delete())
    leave(desk, "deal/new")
    leave(desk, "deal/there", created_at_ms=now_ms() - LONG_AGO_MS, posted_at_ms=1)
    assert await unposted_notices() == ("deal/new",)
    for number in range(100):
        leave(desk, f"deal/{number}", created_at_ms=now_ms() - LONG_AGO_MS)
    assert sorted(await unposted_notices()) == sorted(f"deal/{number}" for number in range(100))


async def test_a_deal_that_slack_has_not_confirmed_in_time_is_cried_for(desk: Desk) -> None:
    desk.change(notices.delete())
    old = now_ms() - LONG_AGO_MS
    leave(desk, "deal/late", created_at_ms=old)
    leave(desk, "deal/new")
    leave(desk, "deal/there", created_at_ms=old, posted_at_ms=1)
    leave(desk, "alert/late", kind="alert", created_at_ms=old)
    with structlog.testing.capture_logs() as logged:
        assert await cry_for_untold_deals(LONG_AGO_MS - 60_000) == 1
    assert logged == [
        {
            "event": "deal.untold",
            "log_level": "error",
            "notice": "deal/late",
            "negotiation_id": "n1",
            "text": "Deal: deal/late",
        }
    ]


def test_a_campaigns_message_counts_as_people_do_and_says_how_many_problems_it_leaves_out() -> None:
    one = campaign_notice("spring", "k1", "Lumo", 1, ("row 2, Email: is empty",))
    assert one.text == "Campaign Lumo: 1 negotiation started, 1 problem to look at"
    many = campaign_notice("spring", "k2", "Lumo", 2_500, tuple(f"row {n}, Email: is empty" for n in range(2_500)))
    assert many.text == "Campaign Lumo: 2,500 negotiations started, 2,500 problems to look at"
    *listed, last = many.blocks[1]["text"]["text"].splitlines()
    assert len(many.blocks[1]["text"]["text"]) <= MOST_LETTERS
    assert all(line.endswith("Email: is empty") for line in listed[1:])
    assert last == f"and {2_501 - len(listed):,} more, which the campaign's page in the console lists"
