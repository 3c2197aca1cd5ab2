"""Can who decides in Slack read the whole mail that waits, and does nothing in it do anything there?"""

from typing import Any

from negotiation.letter import Draft
from negotiation.state import State
from steps.hand_over import hand_over, remind_of_escalation
from steps.hold_draft import ask_approval
from steps.ledger.tables import notices
from steps.post_notice import post_notice
from steps.write_draft import Written
from tests.scenarios.sending.desk import Desk

HOSTILE = "Hi Ada,\n\n<!channel> *take* ~$500~ <https://evil.example.test|your money> & `more`\n\u202egnirts"
SHOWN = HOSTILE.replace("\u202e", "[U+202E]")
LONG = "\n".join(f"{number}. We would love to have you & your friends <3" for number in range(500))


async def card(desk: Desk) -> list[dict[str, Any]]:
    """Post the newest notice; return its blocks as Slack has taken them."""
    await post_notice(desk.rows(notices)[-1]["key"])
    blocks: list[dict[str, Any]] = desk.world.look()["slack"]["messages"][-1]["blocks"]
    return blocks


def letters(blocks: list[dict[str, Any]]) -> str:
    """Return what stands there letter by letter."""
    texts = [block["text"] for block in blocks if block["type"] == "section" and "text" in block]
    return "".join(text["text"] for text in texts if text["type"] == "plain_text")


def formatted(blocks: list[dict[str, Any]]) -> str:
    return "\n".join(block["text"]["text"] for block in blocks if block.get("text", {}).get("type") == "mrkdwn")


async def held(desk: Desk, body: str) -> list[dict[str, Any]]:
    desk.case = await hand_over(
        desk.brief, desk.case, "draft_held", "amount_not_in_verdict: $650", draft=Draft("A reel", body, "person")
    )
    return await card(desk)


async def test_a_held_draft_stands_in_its_card_with_the_reason_in_words(desk: Desk) -> None:
    blocks = await held(desk, HOSTILE)
    assert letters(blocks) == f"A reel\n\n{SHOWN}"
    assert "It names an amount that was not decided: $650" in formatted(blocks)
    assert "evil.example.test" not in formatted(blocks)
    assert "channel" not in formatted(blocks)


async def test_a_long_draft_is_there_to_its_last_letter(desk: Desk) -> None:
    blocks = await held(desk, LONG)
    assert letters(blocks) == f"A reel\n\n{LONG}"
    assert len(blocks) < 50


async def test_what_is_longer_than_any_mail_is_said_to_go_on(desk: Desk) -> None:
    blocks = await held(desk, "so " * 20_000)
    assert "more letters are in the console and in Gmail" in formatted(blocks)
    assert len(blocks) < 50


async def test_a_reminder_shows_the_draft_again(desk: Desk) -> None:
    await held(desk, HOSTILE)
    await remind_of_escalation(desk.brief, desk.case)
    assert letters(await card(desk)) == f"A reel\n\n{SHOWN}"


async def test_a_draft_that_says_nothing_is_said_to(desk: Desk) -> None:
    desk.case = await hand_over(desk.brief, desk.case, "draft_held", "too_short: 0", draft=Draft("", " \n", "model"))
    assert letters(await card(desk)) == "(It says nothing.)"


async def test_a_draft_that_is_to_be_approved_is_there_to_its_last_letter_too(desk: Desk) -> None:
    written, saved = await desk.lay()
    assert desk.case.state is State.INITIAL_OFFER
    await ask_approval(desk.brief, desk.case, Written(written.order, Draft("A reel", LONG + HOSTILE, "m")), saved)
    blocks = await card(desk)
    assert letters(blocks) == f"A reel\n\n{LONG}{SHOWN}"
    assert "channel" not in formatted(blocks)
