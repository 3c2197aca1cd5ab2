"""What if the service, Gmail or the line was away at the wrong moment?"""

from pathlib import Path

import pytest
import sqlalchemy as sa

from steps.fetch_mail import read_cursor
from steps.ledger import store
from steps.ledger.tables import mails
from tests.sandbox.conftest import World
from tests.scenarios.dialogue import ANCHOR, FIELDS, RESERVATION, Stage
from tests.scenarios.living import Parley, settings_for, until
from tests.stores import copied_store


async def test_mail_that_came_while_the_service_was_down_is_answered(stage: Stage) -> None:
    ada, bo = await stage.campaign(creators=2)
    await ada.we_say()
    await bo.we_say()
    await stage.parley.rest()
    await stage.parley.stop()
    await ada.creator_says("Yes, happy to do it for that fee. Let's go ahead!")
    await bo.creator_says("Could you do $900?")
    await stage.parley.start()
    assert (await ada.deal())["fee_cents"] == ANCHOR
    await ada.we_say("agreed")
    assert (await bo.we_say()).fee > ANCHOR


async def test_the_first_start_takes_the_mailbox_as_it_finds_it_and_reads_what_comes_then(
    world: World, laid_store: str, tmp_path: Path
) -> None:
    copied_store(laid_store, tmp_path)
    parley = Parley(world, settings_for(world, tmp_path))
    news = {"from": "News <news@letters.example.test>", "subject": "News", "text": "Read all about it"}
    await parley.tell("deliver", **news)
    await parley.start()
    try:
        await until(adopted, "a place in the mailbox")
        newer = (await parley.tell("deliver", **news))["id"]
        await parley.routed(newer)
        with store.current().reading() as connection:
            assert connection.execute(sa.select(mails.c.message_id)).scalars().all() == [newer]
    finally:
        await parley.close()


async def adopted() -> bool | None:
    return True if read_cursor() is not None else None


async def test_a_reply_whose_push_was_lost_is_found_by_the_poll(stage: Stage) -> None:
    await stage.parley.restart(poll_seconds=0.5)
    ada = await stage.negotiate()
    await ada.we_say()
    await stage.parley.tell("pushes", lose=1.0)
    await ada.creator_says("Could you do $900?")
    assert (await ada.we_say()).fee > ANCHOR


async def test_a_lapsed_watch_is_healed_at_the_next_start_and_no_reply_is_lost(stage: Stage) -> None:
    ada = await stage.negotiate()
    await ada.we_say()
    await stage.parley.rest()
    await stage.parley.stop()
    await stage.parley.tell("gmail/watch", expires_in_seconds=0)
    await ada.creator_says("Could you do $900?")
    await stage.parley.start()
    assert (await ada.we_say()).fee > ANCHOR


async def test_an_expired_cursor_loses_nothing_handles_nothing_twice_and_is_told(stage: Stage) -> None:
    ada = await stage.negotiate()
    await ada.we_say()
    await ada.creator_says("Could you do $950?")
    before = await ada.we_say()
    await stage.parley.rest()
    await stage.parley.stop()
    await ada.creator_says("Could you do $900?")
    await stage.parley.tell("gmail/age_history")
    await stage.parley.start()
    assert before.fee < (await ada.we_say()).fee < RESERVATION
    await ada.we_say_nothing()
    texts = [one["text"] for one in (await stage.parley.look())["slack"]["messages"]]
    assert texts.count("The mailbox was read anew") == 1


@pytest.mark.parametrize("kind", ["drop_after", "drop_before", "timeout_after"])
async def test_a_send_that_ended_in_an_error_is_one_mail(stage: Stage, kind: str) -> None:
    await stage.parley.tell("faults", kind=kind, vendor="gmail", match="drafts/send", times=1)
    ada = await stage.negotiate()
    assert (await ada.we_say()).fee == ANCHOR
    await ada.we_say_nothing()
    there = await stage.parley.look()
    assert (len(there["sent"]), there["drafts"]) == (1, [])
    assert [one["event"] for one in (await ada.story())["history"]] == ["offer_sent"]


async def test_a_draft_whose_answer_was_lost_is_laid_once(stage: Stage) -> None:
    await stage.parley.tell("faults", kind="drop_after", vendor="gmail", match="POST .*/drafts$", times=1)
    ada = await stage.negotiate()
    await ada.we_say()
    await ada.we_say_nothing()
    there = await stage.parley.look()
    assert (len(there["sent"]), there["drafts"]) == (1, [])


async def test_a_draft_that_a_person_threw_away_is_not_sent_and_not_written_again(stage: Stage) -> None:
    ada = await stage.negotiate(Autonomy="review_first")
    asked = await ada.slack("approval")
    (draft,) = (await stage.parley.look())["drafts"]
    await stage.parley.tell("gmail/draft", draft_id=draft["draft_id"], action="discard")
    await ada.press("Approve", asked)
    assert "discarded" in (await ada.slack("escalation")).words
    await ada.we_say_nothing()


async def test_a_campaign_begins_at_a_pace_that_a_restart_does_not_impose_on_what_resumes(stage: Stage) -> None:
    people = [f"c{number}" for number in range(21)]
    rows = [
        {"Name": one, "Email": f"{one}@creators.example.test", "Handle": one, "Average Views": "50000"}
        for one in people
    ]
    await stage.parley.post("/campaigns", {"campaign_id": "big", "fields": FIELDS, "creators": rows})

    async def all_opened() -> bool | None:
        return len((await stage.parley.look())["sent"]) == len(people) or None

    await until(all_opened, "21 openings", 60)
    await stage.parley.rest()
    assert (
        _workflows(
            "name = 'campaign_from_json' AND EXISTS ("
            "SELECT 1 FROM operation_outputs o WHERE o.workflow_uuid = w.workflow_uuid"
            " AND function_name = 'DBOS.sleep')"
        )
        == 1
    )
    await stage.parley.restart()

    async def all_resumed() -> bool | None:
        return _workflows("name = 'negotiate' AND status = 'PENDING' AND recovery_attempts > 1") == len(people) or None

    await until(all_resumed, "21 negotiations that resume", 60)
    assert _workflows("name = 'negotiate' AND rate_limited") == 0


def _workflows(where: str) -> int:
    with store.current().reading() as connection:
        return int(connection.execute(sa.text(f"SELECT count(*) FROM workflow_status w WHERE {where}")).scalar_one())  # noqa: S608


async def test_a_restart_in_the_middle_of_a_send_is_one_mail(stage: Stage) -> None:
    await stage.parley.tell("faults", kind="timeout_after", vendor="gmail", match="drafts/send", times=1, seconds=2)
    ada = await stage.negotiate()
    await ada.we_say()  # it went out, and Parley does not know yet
    await stage.parley.stop()
    await stage.parley.start()
    await ada.we_say_nothing()
    assert len((await stage.parley.look())["sent"]) == 1
    assert await ada.state() == "awaiting_reply"


async def test_two_deliveries_of_every_push_act_once(stage: Stage) -> None:
    await stage.parley.tell("pushes", double=1.0, reorder=0.5)
    ada = await stage.negotiate()
    await ada.we_say()
    await ada.creator_says("Could you do $900?")
    await ada.we_say()
    await ada.we_say_nothing()
    assert len((await ada.story())["verdicts"]) == 2
