"""Does a draft become one mail, whatever Gmail answers, and is the mail known as what it was?"""

import base64
from dataclasses import replace

import pytest

from negotiation.case import Thread
from negotiation.letter import Stage
from steps.clients import gmail as gmail_client
from steps.clients.faults import Throttled, Unclear
from steps.ledger.tables import attempts, cursors, notices
from steps.outbox import DraftDiscarded, SentMail, _as_sent
from steps.send_email import discard_draft, send_draft
from tests.scenarios.sending.desk import ADA, Desk


async def test_a_mail_that_went_out_is_known_as_gmail_knows_it(desk: Desk) -> None:
    written, saved = await desk.lay()
    sent = await send_draft(desk.brief, desk.case, saved)
    (mail,) = desk.sent
    assert sent == SentMail(
        key=saved.key,
        message_id=mail["id"],
        thread_id=saved.thread_id,
        rfc_message_id=mail["message_id"].strip("<>"),
        subject=written.draft.subject,
        at_ms=sent.at_ms,
    )
    thread = await desk.gmail.thread_message_headers(saved.thread_id)
    assert sent.at_ms == thread[-1].internal_date_ms > 0
    assert await send_draft(desk.brief, desk.case, saved) == sent
    assert await send_draft(desk.brief, desk.case, replace(saved, draft_id="", thread_id="")) == sent
    assert len(desk.sent) == 1


async def test_a_mail_that_its_thread_does_not_show_yet_is_known_by_its_ids(desk: Desk) -> None:
    sent = await desk.open_thread()
    assert await _as_sent("k", "unseen", sent.thread_id) == SentMail("k", "unseen", sent.thread_id, "", "")


async def test_of_a_thread_with_many_mails_the_one_that_went_out_is_read(desk: Desk) -> None:
    await desk.open_thread()
    _, saved = await desk.lay(Stage.COUNTER)
    sent = await send_draft(desk.brief, desk.case, saved)
    assert (sent.message_id, sent.subject) == (desk.sent[-1]["id"], "Re: Lumo and you")
    assert sent.rfc_message_id == desk.rfc_id(sent.message_id)


async def test_a_mail_is_known_by_its_own_message_id_and_without_a_subject_where_it_has_none(desk: Desk) -> None:
    raw = base64.b64encode(b"From: a@x.test\r\nTo: team@brand.test\r\nMessage-ID: <X1@y.test>\r\n\r\nHi").decode()
    bare = desk.world.tell("deliver", raw_base64=raw)
    sent = await _as_sent("k", bare["id"], bare["thread_id"])
    assert (sent.rfc_message_id, sent.subject, sent.at_ms > 0) == ("X1@y.test", "", True)


@pytest.mark.parametrize("lain_in_thread", [True, False])
async def test_a_lost_mail_is_looked_for_in_its_own_thread_however_many_went_to_its_creator_since(
    desk: Desk, lain_in_thread: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, saved = await desk.lay()
    sent = await send_draft(desk.brief, desk.case, saved)
    await desk.send_another(ADA)
    monkeypatch.setattr(gmail_client, "_RECENT_SENT", 1)
    known = replace(saved, draft_id="") if lain_in_thread else replace(saved, draft_id="", thread_id="")
    case = desk.case if lain_in_thread else replace(desk.case, thread=Thread(saved.thread_id))
    assert await send_draft(desk.brief, case, known) == sent


async def test_an_answer_that_was_lost_after_sending_is_found_by_looking(desk: Desk) -> None:
    _, saved = await desk.lay()
    desk.world.tell("faults", kind="drop_after", vendor="gmail", match="drafts/send")
    sent = await send_draft(desk.brief, desk.case, saved)
    assert [one["id"] for one in desk.sent] == [sent.message_id]


async def test_what_did_not_go_out_is_said_to_be_still_there(desk: Desk) -> None:
    _, saved = await desk.lay()
    desk.world.tell("faults", kind="503", vendor="gmail", match="drafts/send")
    with pytest.raises(Unclear) as unsent:
        await send_draft(desk.brief, desk.case, saved)
    assert unsent.value.args == ("gmail", "the draft is still there: it was not sent")
    assert desk.sent == []
    assert f"send/{saved.key}" in [row["key"] for row in desk.rows(attempts)]


async def test_a_draft_that_a_person_threw_away_is_named(desk: Desk) -> None:
    _, saved = await desk.lay()
    await discard_draft(saved.draft_id)
    with pytest.raises(DraftDiscarded) as gone:
        await send_draft(desk.brief, desk.case, saved)
    assert (gone.value.key, gone.value.args) == (saved.key, (saved.key,))
    assert saved.key in str(gone.value)


@pytest.mark.parametrize(("seconds", "blocked"), [(59.0, 0), (60.0, 1)])
async def test_only_a_long_throttle_is_kept_as_gmails_block(desk: Desk, seconds: float, blocked: int) -> None:
    _, saved = await desk.lay()
    desk.world.tell("faults", kind="429", vendor="gmail", match="drafts/send", retry_after=seconds)
    with pytest.raises(Throttled) as throttled:
        await send_draft(desk.brief, desk.case, saved)
    assert throttled.value.retry_after_seconds == seconds
    assert len(desk.rows(cursors)) == len([row for row in desk.rows(notices) if row["kind"] == "alert"]) == blocked
    assert all(59_000 < int(row["value"]) - row["at_ms"] <= 60_000 for row in desk.rows(cursors))
