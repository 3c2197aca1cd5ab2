"""From a verdict to a mail that went out, or to the person who decides: what is kept, told and left on each way?"""

from dataclasses import replace

import pytest
from pydantic import SecretStr

from negotiation.case import Case
from negotiation.letter import Stage
from negotiation.records import decode
from negotiation.state import State
from negotiation.terms import Autonomy
from steps import connections
from steps.guard_draft import reasons_against
from steps.ledger.tables import drafts, escalations, mails, negotiations, notices, suppressions, transitions
from steps.send_email import discard_draft, send_draft
from tests.scenarios.sending.desk import OFFER_CENTS, Desk
from workflows.sending import bring_out, say


def use(**settings: object) -> None:
    connections.use(connections.connect(connections.current().settings.model_copy(update=settings)))


def with_autonomy(desk: Desk, autonomy: Autonomy) -> None:
    desk.brief = replace(desk.brief, campaign=replace(desk.brief.campaign, autonomy=autonomy))


def shown(desk: Desk) -> Case:
    """Return the case as the books show it."""
    return decode(Case, desk.rows(negotiations)[0]["case"])


def handed_over(desk: Desk) -> tuple[str, str]:
    """Return the reason and the detail with which a person got it, told once in Slack."""
    (row,) = desk.rows(escalations)
    assert len([one for one in desk.rows(notices) if one["kind"] == "escalation"]) == 1
    return row["reason"], row["detail"]


async def opening(desk: Desk, **how: bool) -> Case:
    return await say(desk.brief, desk.case, Stage.OPENING, desk.offer, **how)


# ---------------------------------------------------------------- it goes out


async def test_what_is_said_is_sent_and_kept_with_the_amount_it_names(desk: Desk) -> None:
    after = await opening(desk)
    (mail,) = desk.sent
    (draft,) = desk.rows(drafts)
    (row,) = desk.rows(mails)
    assert (mail["key"], after.state, after.thread.thread_id) == (desk.key(), State.AWAITING_REPLY, mail["thread_id"])
    assert [one.fee_cents for one in after.history.ours()] == [OFFER_CENTS]
    assert (draft["key"], draft["status"], draft["writer"]) == (desk.key(), "sent", "offline")
    assert (draft["stage"], draft["fee_cents"], draft["message_id"]) == ("opening", OFFER_CENTS, mail["id"])
    assert (draft["subject"], draft["body"].split()) == (mail["subject"], mail["body_text"].split())
    assert (row["message_id"], row["subject"]) == (mail["id"], mail["subject"])
    assert draft["order"]["refused_because"] == []
    assert shown(desk) == after
    assert desk.drafts == []


@pytest.mark.parametrize(
    ("autonomy", "in_thread", "asked"),
    [
        (Autonomy.REVIEW_ALL, False, True),
        (Autonomy.REVIEW_ALL, True, True),
        (Autonomy.REVIEW_FIRST, False, True),
        (Autonomy.REVIEW_FIRST, True, False),
        (Autonomy.AUTO, False, False),
    ],
)
async def test_a_person_is_asked_where_the_campaign_wants_it(
    desk: Desk, autonomy: Autonomy, in_thread: bool, asked: bool
) -> None:
    with_autonomy(desk, Autonomy.AUTO)
    stage = Stage.OPENING
    if in_thread:
        desk.case = replace(await opening(desk), turn=2, state=State.COUNTER_RECEIVED)
        stage = Stage.COUNTER
    with_autonomy(desk, autonomy)
    after = await say(desk.brief, desk.case, stage, desk.offer)
    told = [one for one in desk.rows(notices) if one["kind"] == "approval"]
    assert [one["key"] for one in told] == [f"approval/{desk.key(stage)}"] * asked
    assert after.pending_key == (desk.key(stage) if asked else "")
    assert len(desk.sent) == in_thread + (not asked)
    if asked:
        held = next(one for one in desk.rows(drafts) if one["status"] == "held")
        (lying,) = desk.drafts
        assert (held["key"], held["draft_id"], held["fee_cents"]) == (lying["key"], lying["draft_id"], OFFER_CENTS)
        assert held["body"] in told[0]["blocks"][1]["text"]["text"]
        assert shown(desk) == after


async def test_who_approved_is_not_asked_again(desk: Desk) -> None:
    with_autonomy(desk, Autonomy.REVIEW_ALL)
    assert (await opening(desk, approved=True)).state is State.AWAITING_REPLY
    assert len(desk.sent) == 1


async def test_what_went_out_in_a_forgotten_life_needs_no_second_approval(desk: Desk) -> None:
    await opening(desk)
    (mail,) = desk.sent
    desk.restore()
    desk.change(drafts.delete())
    desk.change(mails.delete())
    desk.change(transitions.delete())
    with_autonomy(desk, Autonomy.REVIEW_ALL)
    after = await opening(desk)
    assert (after.state, after.pending_key) == (State.AWAITING_REPLY, "")
    assert [one["id"] for one in desk.sent] == [mail["id"]]


async def test_an_edited_mail_is_kept_as_the_persons_in_their_words(desk: Desk) -> None:
    written, saved = await desk.lay(long_ago=True)
    text = f"{written.draft.body}\n\nHave a lovely week!"
    desk.edit(saved, text=text, headers={"Subject": "A sunny reel"})
    after = await bring_out(desk.brief, desk.case, written, saved, desk.offer)
    (kept,) = desk.rows(drafts)
    assert (kept["writer"], kept["body"], kept["subject"]) == ("person", text, "A sunny reel")
    assert kept["order"]["stage"] == "opening"
    assert [one.fee_cents for one in after.history.ours()] == [OFFER_CENTS]
    assert desk.sent[0]["subject"] == "A sunny reel"


# ---------------------------------------------------------------- the guard


async def test_a_draft_the_guard_refuses_twice_is_held_and_its_reasons_told(desk: Desk) -> None:
    use(anthropic_api_key=SecretStr(desk.world.keys["PARLEY_ANTHROPIC_API_KEY"]))
    desk.world.tell("anthropic", mode="hostile_writer")
    after = await opening(desk)
    reason, detail = handed_over(desk)
    (kept,) = desk.rows(drafts)
    assert reason == "draft_held"
    assert len(kept["reasons"]) > 1
    assert detail == "; ".join(kept["reasons"])
    assert (kept["key"], kept["status"], kept["draft_id"]) == (desk.key(), "held", None)
    # The second writing was told what the guard had against the first.
    assert kept["order"]["refused_because"] == kept["reasons"]
    assert (after.state, after.pending_key) == (State.ESCALATED, desk.key())
    assert shown(desk) == after
    assert (desk.sent, desk.drafts) == ([], [])


@pytest.mark.parametrize(("has_read", "writer", "asked"), [(True, "offline", 1), (False, "claude", 2)])
async def test_a_second_writing_asks_the_model_only_in_a_turn_that_has_not_asked_it_to_read(
    desk: Desk, has_read: bool, writer: str, asked: int
) -> None:
    use(anthropic_api_key=SecretStr(desk.world.keys["PARLEY_ANTHROPIC_API_KEY"]))
    desk.world.tell("anthropic", mode="hostile_writer", times=1)
    await opening(desk, has_read=has_read)
    (kept,) = desk.rows(drafts)
    assert kept["writer"].startswith(writer)
    assert kept["order"]["refused_because"] != []
    assert kept["order"]["fee_cents"] == OFFER_CENTS
    assert len(desk.world.look("requests", vendor="anthropic")["requests"]) == asked
    assert len(desk.sent) == 1


async def test_a_first_offer_of_the_model_that_is_silent_on_its_terms_gets_the_list_of_them(desk: Desk) -> None:
    use(anthropic_api_key=SecretStr(desk.world.keys["PARLEY_ANTHROPIC_API_KEY"]))
    await opening(desk)
    (kept,) = desk.rows(drafts)
    assert kept["writer"].startswith("claude")
    assert "- Payment: within 30 days of publication\n" in kept["body"] + "\n"
    assert kept["body"].index("- Payment") < kept["body"].index("Best,")


# ---------------------------------------------------------------- it does not go out


async def test_a_draft_that_was_thrown_away_is_a_persons_to_decide(desk: Desk) -> None:
    written, saved = await desk.lay(long_ago=True)
    await discard_draft(saved.draft_id)
    after = await bring_out(desk.brief, desk.case, written, saved, desk.offer)
    told = f"the draft {saved.key} was discarded in Gmail: a person has to decide what to say instead"
    assert handed_over(desk) == ("send_unclear", told)
    assert after.state is State.ESCALATED
    assert desk.sent == []


async def test_an_edit_that_says_another_amount_is_held_in_the_persons_words(desk: Desk) -> None:
    written, saved = await desk.lay(long_ago=True)
    text = written.draft.body.replace("$500", "$900") + "\n\nSee https://evil.example.test"
    desk.edit(saved, text=text, headers={"Subject": "A sunny reel"})
    after = await bring_out(desk.brief, desk.case, written, saved, desk.offer)
    (kept,) = desk.rows(drafts)
    reason, detail = handed_over(desk)
    assert len(kept["reasons"]) > 1
    assert (reason, detail) == ("draft_held", "edited in Gmail: " + "; ".join(kept["reasons"]))
    (told,) = (str(one["blocks"]) for one in desk.rows(notices) if one["kind"] == "escalation")
    assert "edited in Gmail: It names an amount that was not decided: 900 USD" in told
    assert "It holds a link that is not ours" in told
    assert "_not_in_" not in told
    assert (kept["body"], kept["subject"], kept["writer"]) == (text, "A sunny reel", "person")
    assert (kept["key"], kept["draft_id"], kept["status"]) == (saved.key, saved.draft_id, "held")
    assert kept["order"]["stage"] == "opening"
    assert (after.state, after.pending_key) == (State.ESCALATED, saved.key)
    assert desk.sent == []


async def test_a_mail_that_went_out_saying_otherwise_is_shown_to_a_person_and_nothing_more_is_sent(desk: Desk) -> None:
    written, saved = await desk.lay(long_ago=True)
    text = written.draft.body.replace("$500", "$900") + "\n\nSee https://evil.example.test\n\n" + "So. " * 400
    desk.edit(saved, text=text, headers={"X-Parley-Key": saved.key})
    await send_draft(desk.brief, desk.case, saved)
    after = await bring_out(desk.brief, desk.case, written, saved, desk.offer)
    reason, detail = handed_over(desk)
    assert (reason, after.state) == ("send_unclear", State.ESCALATED)
    reasons = reasons_against(desk.brief, written.order, replace(written.draft, body=text))
    assert len(reasons) > 1
    said, _, words = detail.partition(" Parley has not written again. It said:\n")
    assert said == f"A mail is out that says otherwise than would be said now ({'; '.join(reasons)})."
    assert words == text[:1_000]
    assert desk.rows(drafts) == []
    assert len(desk.sent) == 1


async def test_who_has_opted_out_meanwhile_ends_the_negotiation(desk: Desk) -> None:
    written, saved = await desk.lay()
    desk.change(suppressions.insert().values(email=desk.brief.creator.email, reason="opt_out", at_ms=1))
    after = await bring_out(desk.brief, replace(desk.case, state=State.AWAITING_REPLY), written, saved, desk.offer)
    (moved,) = desk.rows(transitions)
    assert (moved["event"], moved["cause"]) == ("stopped", {"reason": "opted out, perhaps in another campaign"})
    assert (after.state, after.due_at_ms) == (State.STOPPED, None)
    assert (desk.sent, desk.drafts) == ([], [])


@pytest.mark.parametrize("held_back", [False, True])
async def test_a_stale_mail_is_withdrawn_and_what_it_was_to_answer_is_kept_for_who_goes_on(
    desk: Desk, held_back: bool
) -> None:
    await desk.open_thread()
    desk.note_mail("asked", handled_turn=desk.case.turn)
    written, saved = await desk.lay(Stage.COUNTER)
    if held_back:
        desk.press("pause")
    else:
        desk.note_mail("newer")
    after = await bring_out(desk.brief, replace(desk.case, nudges=1), written, saved, desk.offer)
    assert (after.nudges, after.unread) == (0, ("asked",))
    assert after.due_at_ms is not None
    assert desk.drafts == []
    assert len(desk.sent) == 1
    assert [row["reason"] for row in desk.rows(escalations)] == []
