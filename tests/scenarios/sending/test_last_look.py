"""What is found just before a mail goes out, and what becomes of the mail then?"""

from dataclasses import replace

import pytest

from negotiation.letter import Stage
from steps import connections
from steps.clock import now_ms
from steps.ledger import store
from steps.ledger.tables import attempts, cursors, pushes, suppressions
from steps.outbox import SavedDraft
from steps.record import keep_draft
from steps.send_email import LastLook, discard_draft, last_look, send_draft
from steps.sending_slots import NotYet, note_block
from steps.write_draft import Written
from tests.scenarios.sending.desk import ADA, Desk

DAY_SECONDS = 86_400.0


async def look(desk: Desk, written: Written, saved: SavedDraft) -> LastLook:
    return await last_look(desk.brief, desk.case, written.order, written.draft, saved)


def as_written(written: Written) -> LastLook:
    return LastLook(overtaken=False, body=written.draft.body)


@pytest.mark.parametrize("address", [ADA, "agent@desk.test"])
async def test_who_opted_out_gets_nothing_but_the_terms_they_agreed_to(desk: Desk, address: str) -> None:
    await desk.open_thread()
    desk.case = replace(desk.case, thread=replace(desk.case.thread, to=("agent@desk.test",)))
    desk.change(suppressions.insert().values(email=address, reason="opt_out", at_ms=1))
    written, saved = await desk.lay(Stage.COUNTER)
    assert await look(desk, written, saved) == replace(as_written(written), opted_out=True)
    written, saved = await desk.lay(Stage.CONFIRM)
    assert await look(desk, written, saved) == as_written(written)


async def test_newer_mail_overtakes_every_mail_but_the_terms_they_agreed_to(desk: Desk) -> None:
    await desk.open_thread()
    written, saved = await desk.lay(Stage.COUNTER)
    desk.note_mail("newer")
    assert await look(desk, written, saved) == LastLook(overtaken=True, body=written.draft.body)
    written, saved = await desk.lay(Stage.CONFIRM, long_ago=True)
    desk.hear("And one more thing!")
    assert await look(desk, written, saved) == as_written(written)


async def test_a_press_against_it_holds_a_mail_back(desk: Desk) -> None:
    written, saved = await desk.lay()
    desk.press("pause")
    assert await look(desk, written, saved) == LastLook(overtaken=True, body=written.draft.body, held_back=True)


async def test_a_mail_waits_for_its_slot_but_looks_again_every_four_hours(desk: Desk) -> None:
    written, saved = await desk.lay()
    await note_block(2 * DAY_SECONDS - 60)
    with pytest.raises(NotYet) as far:
        await look(desk, written, saved)
    assert (far.value.retry_after_seconds, far.value.why) == (14_400.0, "Gmail has blocked sending")
    desk.change(cursors.delete())
    await note_block(600)
    with pytest.raises(NotYet) as near:
        await look(desk, written, saved)
    assert 500 < near.value.retry_after_seconds <= 600


async def test_each_mail_takes_a_slot_of_its_own(desk: Desk) -> None:
    capped = connections.current().settings.model_copy(update={"sends_per_minute": 1})
    connections.use(connections.connect(capped))
    written, saved = await desk.lay()
    for _ in range(2):
        assert await look(desk, written, saved) == as_written(written)
    with pytest.raises(NotYet):
        await look(desk, written, replace(saved, key="another"))


@pytest.mark.parametrize("stage", [Stage.NUDGE, Stage.CLOSE])
async def test_mail_that_the_mailbox_has_not_read_breaks_a_silence(desk: Desk, stage: Stage) -> None:
    await desk.open_thread()
    desk.read_mailbox()
    written, saved = await desk.lay(stage)
    assert await look(desk, written, saved) == as_written(written)
    arrived = desk.hear("Sorry for the wait!")
    assert await look(desk, written, saved) == LastLook(overtaken=True, body=written.draft.body)
    desk.note_mail(arrived, handled_turn=1)
    assert await look(desk, written, saved) == as_written(written)


@pytest.mark.parametrize("why", ["it lay for a while", "announced since", "we were away", "the mailbox stands still"])
async def test_an_answer_waits_for_mail_that_the_mailbox_has_not_read(desk: Desk, why: str) -> None:
    await desk.open_thread()
    last_read = {"we were away": connections.current().since_ms - 1, "the mailbox stands still": 1}
    desk.read_mailbox(at_ms=last_read.get(why))
    written, saved = await desk.lay(Stage.COUNTER, long_ago=why == "it lay for a while")
    if why == "announced since":
        desk.change(pushes.insert().values(push_id="p", history_id=10**9, received_at_ms=now_ms()))
    assert await look(desk, written, saved) == as_written(written)
    arrived = desk.hear("Sorry for the wait!")
    with pytest.raises(NotYet, match="being brought in"):
        await look(desk, written, saved)
    desk.note_mail(arrived, handled_turn=1)
    assert await look(desk, written, saved) == as_written(written)


async def test_gmail_is_not_asked_for_each_answer_while_the_mailbox_is_read(desk: Desk) -> None:
    await desk.open_thread()
    desk.read_mailbox()
    written, saved = await desk.lay(Stage.COUNTER)
    desk.hear("Sorry for the wait!")
    assert await look(desk, written, saved) == as_written(written)


@pytest.mark.parametrize(("thread_id", "sender"), [("theirs", "x@desk.test"), ("another", ADA.upper())])
async def test_an_answer_waits_for_mail_whose_negotiation_is_being_found(
    desk: Desk, thread_id: str, sender: str
) -> None:
    await desk.open_thread()
    written, saved = await desk.lay(Stage.COUNTER)
    told = {"route": "", "routed_at_ms": None, "negotiation_id": None}
    desk.note_mail("strange", thread_id="another", sender="x@desk.test", **told)
    assert await look(desk, written, saved) == as_written(written)
    mine = desk.case.thread.thread_id if thread_id == "theirs" else thread_id
    desk.note_mail("newer", thread_id=mine, sender=sender, **told)
    with pytest.raises(NotYet, match="being brought in"):
        await look(desk, written, saved)


async def test_mail_from_before_us_in_their_thread_holds_nothing_up(desk: Desk) -> None:
    await desk.open_thread()
    desk.hear("Do you remember us?")
    desk.note_mail(desk.hear("Could you do $900?"), handled_turn=1)
    written, saved = await desk.lay(Stage.COUNTER)
    assert await look(desk, written, saved) == as_written(written)


async def test_a_draft_that_nobody_had_in_hand_is_not_read_back(desk: Desk) -> None:
    written, saved = await desk.lay()
    await hold(desk, replace(saved, key="another"), written)
    desk.edit(saved, text="Something else")
    assert await look(desk, written, saved) == as_written(written)


async def test_a_draft_from_a_clock_ahead_of_ours_is_read_back(desk: Desk) -> None:
    written, saved = await desk.lay()
    desk.change(attempts.update().values(at_ms=attempts.c.at_ms + 3_600_000))
    desk.edit(saved, text=f"{written.draft.body}\nHave a lovely week!")
    assert (await look(desk, written, saved)).edited


async def hold(desk: Desk, saved: SavedDraft, written: Written) -> None:
    """Let a person have been shown the draft."""
    with store.current().transaction() as session:
        keep_draft(session, desk.case, saved.key, written, "approved", draft_id=saved.draft_id)


async def test_a_draft_that_a_person_was_shown_is_read_back_however_fresh(desk: Desk) -> None:
    written, saved = await desk.lay()
    await hold(desk, saved, written)
    assert await look(desk, written, saved) == as_written(written)
    desk.edit(saved, text=f"{written.draft.body}\nHave a lovely week!")
    assert (await look(desk, written, saved)).edited


async def test_an_edit_that_the_guard_lets_pass_is_laid_anew_under_our_key(desk: Desk) -> None:
    written, saved = await desk.lay(long_ago=True)
    text = f"{written.draft.body}\n\nHave a lovely week!"
    desk.edit(saved, text=f"\n{text}\n", headers={"Subject": "A sunny reel", "X-Parley-Key": "lost"})
    found = await look(desk, written, saved)
    assert found == LastLook(overtaken=False, body=text, edited=True, subject="A sunny reel")
    (draft,) = desk.drafts
    assert (draft["draft_id"], draft["key"]) == (saved.draft_id, saved.key)
    assert (draft["subject"], draft["to"]) == ("A sunny reel", f"Ada Quillfeather <{ADA}>")
    assert "lovely week" in draft["body_text"]
    # Another subject is another thread to Gmail; a lost answer must not hide the mail there.
    assert draft["thread_id"] != saved.thread_id
    desk.world.tell("faults", kind="drop_after", vendor="gmail", match="drafts/send")
    assert (await send_draft(desk.brief, desk.case, saved)).thread_id == draft["thread_id"]


async def test_an_edited_body_keeps_the_subject_that_we_wrote(desk: Desk) -> None:
    written, saved = await desk.lay(long_ago=True)
    desk.edit(saved, text=f"{written.draft.body}\nHave a lovely week!")
    found = await look(desk, written, saved)
    assert (found.edited, found.subject, found.reasons) == (True, "", ())
    assert desk.drafts[0]["subject"] == written.draft.subject


async def test_a_lost_key_alone_is_put_back(desk: Desk) -> None:
    written, saved = await desk.lay(long_ago=True)
    desk.edit(saved, headers={"X-Parley-Key": "lost"})
    assert (await look(desk, written, saved)).reasons == ()
    assert desk.drafts[0]["key"] == saved.key


async def test_a_subject_changed_in_an_answer_is_put_back_so_that_it_stays_in_its_thread(desk: Desk) -> None:
    sent = await desk.open_thread()
    written, saved = await desk.lay(Stage.COUNTER, long_ago=True)
    desk.edit(saved, headers={"Subject": "Something else"})
    found = await look(desk, written, saved)
    assert (found.edited, found.subject, found.reasons) == (True, "", ())
    (draft,) = desk.drafts
    assert (draft["subject"], draft["thread_id"]) == ("Re: Lumo and you", sent.thread_id)


async def test_an_edit_that_the_guard_refuses_stays_as_it_is_and_says_why(desk: Desk) -> None:
    written, saved = await desk.lay(long_ago=True)
    desk.edit(saved, text=written.draft.body.replace("$500", "$900"))
    found = await look(desk, written, saved)
    assert found.edited
    assert any("900" in reason for reason in found.reasons), found.reasons
    assert "$900" in desk.drafts[0]["body_text"]


async def test_people_added_to_a_draft_or_taken_out_of_it_are_named(desk: Desk) -> None:
    await desk.open_thread()
    thread = replace(desk.case.thread, cc=("boss@desk.test", "aide@desk.test"))
    desk.case = replace(desk.case, thread=thread)
    written, saved = await desk.lay(Stage.COUNTER, long_ago=True)
    desk.edit(saved, headers={"To": f"{ADA}, x@else.test", "Cc": "w@else.test", "Bcc": "v@else.test"})
    assert (await look(desk, written, saved)).reasons == (
        "addressed to v@else.test, w@else.test, x@else.test, who are not in this conversation",
        "no longer addressed to aide@desk.test, boss@desk.test",
    )


async def test_what_only_sending_can_tell_is_left_to_sending(desk: Desk) -> None:
    written, saved = await desk.lay(long_ago=True)
    await discard_draft(saved.draft_id)
    assert await look(desk, written, saved) == as_written(written)


async def test_a_mail_that_an_earlier_try_has_sent_is_taken_as_it_went(desk: Desk) -> None:
    written, saved = await desk.lay(long_ago=True)
    await send_draft(desk.brief, desk.case, saved)
    desk.note_mail("newer")
    assert await look(desk, written, saved) == replace(as_written(written), went_out=True)


@pytest.mark.parametrize(
    ("said", "subject", "names"),
    [("$500", "A reel", ""), ("$900", "A reel", "900"), ("$500", "A reel for $900", "900")],
)
async def test_a_mail_that_went_out_in_other_words_is_taken_in_those_and_judged(
    desk: Desk, said: str, subject: str, names: str
) -> None:
    written, saved = await desk.lay(long_ago=True)
    text = written.draft.body.replace("$500", said) + "\n\nHave a lovely week!"
    desk.edit(saved, text=f"{text}\n", headers={"X-Parley-Key": saved.key, "Subject": subject})
    await send_draft(desk.brief, desk.case, saved)
    found = await look(desk, written, saved)
    assert (found.overtaken, found.edited, found.went_out) == (False, True, True)
    assert found.body == text
    assert any(names in reason for reason in found.reasons) if names else found.reasons == ()


async def test_a_mail_sent_in_a_forgotten_life_is_found_by_restored_books(desk: Desk) -> None:
    written, saved = await desk.lay(long_ago=True)
    await send_draft(desk.brief, desk.case, saved)
    desk.restore()
    assert (await look(desk, written, saved)).went_out
    desk.change(cursors.delete())
    assert (await look(desk, written, replace(saved, draft_id=""))).went_out


async def test_a_reminder_asks_gmail_once_for_its_thread(desk: Desk) -> None:
    await desk.open_thread()
    desk.read_mailbox(at_ms=1)  # so long ago that every answer asks
    written, saved = await desk.lay(Stage.NUDGE)
    before = threads_asked_for(desk)
    assert await look(desk, written, saved) == as_written(written)
    assert threads_asked_for(desk) - before == 1


def threads_asked_for(desk: Desk) -> int:
    asked = desk.world.look("requests", vendor="gmail")["requests"]
    return sum(f"threads/{desk.case.thread.thread_id}" in one["path"] for one in asked)
