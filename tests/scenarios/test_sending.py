"""What happens between a draft that is ready and the mail that goes out?"""

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from steps.ledger import store
from tests.scenarios.dialogue import ANCHOR, Stage
from tests.scenarios.living import until


async def test_a_draft_addressed_to_somebody_else_is_held(stage: Stage) -> None:
    ada = await stage.negotiate(Autonomy="review_first")
    asked = await ada.slack("approval")
    (draft,) = (await stage.parley.look())["drafts"]
    wrong = {"To": f"{ada.email}, desk@elsewhere.example.test"}
    await stage.parley.tell("gmail/draft", draft_id=draft["draft_id"], action="edit", headers=wrong)
    await ada.press("Approve", asked)
    assert "desk@elsewhere.example.test" in (await ada.slack("escalation")).words
    await ada.we_say_nothing()


async def test_an_edited_draft_is_found_again_though_the_editor_took_our_key_out(stage: Stage) -> None:
    ada = await stage.negotiate(Autonomy="review_first")
    asked = await ada.slack("approval")
    (draft,) = (await stage.parley.look())["drafts"]
    text = f"{draft['body_text']}\nHave a lovely week!"
    await stage.parley.tell("gmail/draft", draft_id=draft["draft_id"], action="edit", text=text)
    await stage.parley.tell("faults", kind="drop_after", vendor="gmail", match="drafts/send", times=1)
    await ada.press("Approve", asked)
    assert (await ada.we_say("lovely week")).fee == ANCHOR
    await ada.we_say_nothing()
    there = await stage.parley.look()
    assert (len(there["sent"]), there["drafts"]) == (1, [])
    assert await ada.state() == "awaiting_reply"


async def test_mail_that_comes_while_ours_waits_to_be_sent_makes_it_stale(stage: Stage) -> None:
    ada = await stage.negotiate()
    await ada.we_say()
    await stage.parley.tell("faults", kind="503", vendor="gmail", match="drafts/send", times=None)
    await ada.creator_says("Could you do $990?")
    await stage.parley.struck()
    newer = await ada.creator_says("I looked again: I accept your offer as it is!")
    await stage.parley.routed(newer)
    await stage.parley.tell("faults/clear")
    assert (await ada.deal())["fee_cents"] == ANCHOR
    await ada.we_say("agreed")
    await ada.we_say_nothing()
    assert (await stage.parley.look())["drafts"] == []


async def test_gmails_sending_block_parks_all_sending_and_is_told(stage: Stage) -> None:
    until = (datetime.now(UTC) + timedelta(hours=24)).isoformat().replace("+00:00", "Z")
    message = f"User-rate limit exceeded. Retry after {until}"
    await stage.parley.tell("faults", kind="429", vendor="gmail", match="drafts/send", times=None, message=message)
    await stage.negotiate("spring")
    await stage.parley.struck()
    await alert(stage, "does not take our mail")
    asked = (await stage.parley.look("faults"))["faults"][0]["hits"]
    await stage.negotiate("summer")
    await drafts(stage, 2)
    assert (await stage.parley.look("faults"))["faults"][0]["hits"] == asked, "Gmail was asked again during its block"
    assert (await stage.parley.look())["sent"] == []
    assert (await stage.parley.ask("GET", "/health")).status_code == 200


async def test_the_cap_of_a_minute_lets_no_more_mails_out(stage: Stage) -> None:
    await stage.parley.restart(sends_per_minute=2)
    await stage.campaign(creators=5)
    await until(lambda: sent(stage, 2), "as many mails as the cap allows")
    await drafts(stage, 3)
    assert len((await stage.parley.look())["sent"]) == 2


async def test_an_opt_out_stops_the_other_campaigns_too(stage: Stage) -> None:
    spring = await stage.negotiate("spring", Day_Length_Seconds=5, Nudge_After_Days=2)
    await spring.we_say()
    summer = await stage.negotiate("summer")
    await until(lambda: sent(stage, 2), "the second opening")
    await summer.creator_says("Please unsubscribe me and do not contact me again.")
    await spring.reaches("stopped")
    await summer.reaches("stopped")
    assert len((await stage.parley.look())["sent"]) == 2


async def sent(stage: Stage, count: int) -> bool | None:
    return True if len((await stage.parley.look())["sent"]) >= count else None


async def drafts(stage: Stage, count: int) -> None:
    """Wait until *count* drafts lie in Gmail."""

    async def laid() -> bool | None:
        return True if len((await stage.parley.look())["drafts"]) >= count else None

    await until(laid, f"{count} drafts")


async def alert(stage: Stage, words: str) -> None:
    """Wait until the ledger holds an alert for the team; the sweep posts it."""

    async def told() -> bool | None:
        with store.current().reading() as connection:
            texts = connection.execute(sa.text("SELECT text FROM notices WHERE kind = 'alert'")).scalars().all()
        return True if any(words in text for text in texts) else None

    await until(told, f"alert with {words!r}")
