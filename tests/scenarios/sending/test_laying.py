"""Is a mail addressed by its thread, laid once, and taken up again where it was left?"""

from dataclasses import replace

import pytest

from negotiation.case import Thread
from negotiation.letter import Stage
from steps import connections
from steps.clients import gmail as gmail_client
from steps.ledger.attempts import begin_attempt
from steps.ledger.tables import attempts
from steps.mail.compose import OutgoingMail, compose
from steps.mail.parsed import Address
from steps.outbox import SavedDraft
from steps.send_email import discard_draft, mail_key, outgoing, save_draft, send_draft
from tests.scenarios.sending.desk import ADA, Desk


def test_a_mails_key_is_its_own_for_ever_and_tells_nothing() -> None:
    assert mail_key("n1", 2, Stage.COUNTER) == "e3b52b19ae4ccd1982e474a1797209f6"


async def test_an_opening_goes_to_the_creator_alone_and_answers_nothing(desk: Desk) -> None:
    written = desk.write()
    assert outgoing(desk.brief, desk.case, "k", written.draft) == OutgoingMail(
        key="k",
        sender=Address("Mara Lindqvale", connections.current().settings.gmail_address),
        to=(Address("Ada Quillfeather", ADA),),
        subject=written.draft.subject,
        body=written.draft.body,
    )


async def test_an_answer_goes_to_whom_the_thread_shows_under_its_subject_to_its_last_mail(desk: Desk) -> None:
    thread = Thread("t", "Reels", ("a@x", "b@x"), ("agent@desk.test", ADA), ("boss@desk.test",))
    written = desk.write()
    mail = outgoing(desk.brief, replace(desk.case, thread=thread), "k", written.draft)
    assert (mail.to, mail.cc) == (
        (Address("", "agent@desk.test"), Address("Ada Quillfeather", ADA)),
        (Address("", "boss@desk.test"),),
    )
    assert (mail.subject, mail.in_reply_to, mail.references) == ("Reels", "b@x", ("a@x", "b@x"))


async def test_a_draft_is_laid_once_and_adopted_when_it_is_laid_again(desk: Desk) -> None:
    written, saved = await desk.lay()
    (draft,) = desk.drafts
    assert saved == SavedDraft(desk.key(), draft["draft_id"], draft["thread_id"])
    assert (draft["key"], draft["to"]) == (desk.key(), f"Ada Quillfeather <{ADA}>")
    assert await save_draft(desk.brief, desk.case, desk.key(), written.draft) == saved
    assert len(desk.drafts) == 1


async def test_an_answer_is_laid_into_its_thread_and_found_there(desk: Desk) -> None:
    sent = await desk.open_thread()
    written, saved = await desk.lay(Stage.COUNTER)
    assert saved.thread_id == sent.thread_id == desk.drafts[0]["thread_id"]
    assert await save_draft(desk.brief, desk.case, desk.key(Stage.COUNTER), written.draft) == saved


async def test_of_drafts_with_one_key_the_first_found_is_adopted_and_the_others_go(desk: Desk) -> None:
    written = desk.write()
    key = desk.key()
    await begin_attempt(f"draft/{key}")
    for _ in range(3):
        await desk.gmail.create_draft(compose(outgoing(desk.brief, desk.case, key, written.draft)))
    first = (await desk.gmail.find_by_key(key, None, ADA)).drafts[0]
    saved = await save_draft(desk.brief, desk.case, key, written.draft)
    assert saved == SavedDraft(key, first.draft_id, first.thread_id)
    assert [one["draft_id"] for one in desk.drafts] == [first.draft_id]


async def test_what_was_tried_and_left_no_trace_is_laid(desk: Desk) -> None:
    await begin_attempt(f"draft/{desk.key()}")
    _, saved = await desk.lay()
    assert [one["draft_id"] for one in desk.drafts] == [saved.draft_id]


@pytest.mark.parametrize("in_thread", [False, True])
async def test_a_mail_that_went_out_is_not_laid_again(
    desk: Desk, in_thread: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if in_thread:
        await desk.open_thread()
    written, saved = await desk.lay()
    await send_draft(desk.brief, desk.case, saved)
    # Newer mails have pushed it off the list of the newest, in a thread even off the list of those to its creator.
    monkeypatch.setattr(gmail_client, "_RECENT_SENT", 1)
    await desk.send_another(ADA if in_thread else "bo@creators.test")
    again = await save_draft(desk.brief, desk.case, desk.key(), written.draft)
    assert again == SavedDraft(desk.key(), "", saved.thread_id)
    assert desk.drafts == []


@pytest.mark.parametrize("in_thread", [False, True])
async def test_restored_books_know_a_mail_that_went_out_under_another_key(
    desk: Desk, in_thread: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if in_thread:
        await desk.open_thread()
    written = desk.write()
    mail = compose(outgoing(desk.brief, desk.case, "its-old-key", written.draft))
    thread_id = desk.case.thread.thread_id or None
    sent = await desk.gmail.send_draft((await desk.gmail.create_draft(mail, thread_id)).draft_id)
    monkeypatch.setattr(gmail_client, "_RECENT_SENT", 1)
    await desk.send_another(ADA if in_thread else "bo@creators.test")
    desk.restore()
    desk.change(attempts.insert().values(key="draft/opening-key", at_ms=1))
    saved = await save_draft(desk.brief, desk.case, desk.key(), written.draft)
    assert saved == SavedDraft("its-old-key", "", sent.thread_id)
    assert desk.drafts == []


async def test_a_withdrawn_draft_is_gone_and_withdrawing_it_again_or_nothing_is_fine(desk: Desk) -> None:
    _, saved = await desk.lay()
    for draft_id in (saved.draft_id, saved.draft_id, ""):
        await discard_draft(draft_id)
    assert desk.drafts == []
