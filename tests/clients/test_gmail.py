"""Gmail: one request for one wish, our key found again, nothing of the mailbox lost on the way."""

import base64
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from steps.clients import gmail_answers
from steps.clients.faults import CursorExpired, NotFound, Throttled, Unauthorized, Unavailable, Unclear
from steps.clients.gmail import KEY_HEADER, Gmail
from steps.clients.gmail_answers import DraftRef, SentRef
from tests.clients.conftest import ACCESS_TOKEN, Vendor, drop_the_line, say

ME = "/gmail/v1/users/me"


def encoded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def metadata(message_id: str, *labels: str, thread: str = "t-1", at: int = 1, **headers: str) -> dict[str, Any]:
    pairs = [{"name": name.replace("_", "-"), "value": value} for name, value in headers.items()]
    return {
        "id": message_id, "threadId": thread, "labelIds": list(labels), "internalDate": str(at), "historyId": "9",
        "payload": {"headers": pairs},
    }  # fmt: skip


async def test_a_mail_is_sent_in_exactly_one_request_even_when_the_line_drops(gmail: Gmail, vendor: Vendor) -> None:
    vendor.misbehave = drop_the_line
    with pytest.raises(Unclear, match="look before acting again"):
        await gmail.send_draft("d-1")
    assert len(vendor.asked("POST", f"{ME}/drafts/send")) == 1


async def test_a_draft_is_laid_in_exactly_one_request_even_when_the_line_drops(gmail: Gmail, vendor: Vendor) -> None:
    vendor.misbehave = drop_the_line
    with pytest.raises(Unclear):
        await gmail.create_draft(b"Subject: x\r\n\r\nhello", "t-1")
    assert len(vendor.asked("POST", f"{ME}/drafts")) == 1


async def test_a_draft_carries_the_very_bytes_and_its_thread(gmail: Gmail, vendor: Vendor) -> None:
    vendor.answer("POST", f"{ME}/drafts", {"id": "d-1", "message": {"id": "m-1", "threadId": "t-1"}})
    raw = "Subject: café\r\n\r\n\U0001f600".encode()
    assert await gmail.create_draft(raw, "t-1") == DraftRef("d-1", "m-1", "t-1")
    (heard,) = vendor.heard
    assert base64.urlsafe_b64decode(heard.json["message"]["raw"]) == raw
    assert heard.json["message"]["threadId"] == "t-1"
    assert heard.headers["authorization"] == f"Bearer {ACCESS_TOKEN}"


async def test_a_draft_is_sent_by_its_id_alone(gmail: Gmail, vendor: Vendor) -> None:
    vendor.answer("POST", f"{ME}/drafts/send", {"id": "m-2", "threadId": "t-1", "labelIds": ["SENT"]})
    assert await gmail.send_draft("d-1") == SentRef("m-2", "t-1")
    assert vendor.heard[0].json == {"id": "d-1"}


async def test_a_draft_that_is_gone_cannot_be_sent_again(gmail: Gmail) -> None:
    with pytest.raises(NotFound, match="draft d-1"):
        await gmail.send_draft("d-1")


async def test_deleting_a_draft_that_is_gone_is_fine(gmail: Gmail, vendor: Vendor) -> None:
    vendor.answer("DELETE", f"{ME}/drafts/d-1", b"", status=204)
    await gmail.delete_draft("d-1")
    await gmail.delete_draft("d-2")
    assert [heard.method for heard in vendor.heard] == ["DELETE", "DELETE"]


async def test_a_persons_edit_of_a_draft_is_read_back(gmail: Gmail, vendor: Vendor) -> None:
    message = {"id": "m-7", "threadId": "t-1", "raw": encoded(b"Subject: x\r\n\r\nedited")}
    vendor.answer("GET", f"{ME}/drafts/d-1", {"id": "d-1", "message": message})
    draft = await gmail.get_draft("d-1")
    assert (draft.ref, draft.raw) == (DraftRef("d-1", "m-7", "t-1"), b"Subject: x\r\n\r\nedited")


async def test_our_key_is_found_in_a_known_thread_as_draft_and_as_sent_mail(gmail: Gmail, vendor: Vendor) -> None:
    vendor.answer("GET", f"{ME}/drafts", {"drafts": [{"id": "d-1", "message": {"id": "m-1", "threadId": "t-1"}}]})
    messages = [
        metadata("m-1", "DRAFT", X_Parley_Key="k-1"),
        metadata("m-2", "SENT", X_PARLEY_KEY="k-0"),
        metadata("m-3", "INBOX", X_Parley_Key="k-1"),
    ]
    vendor.answer("GET", f"{ME}/threads/t-1", {"id": "t-1", "messages": messages})
    as_draft = await gmail.find_by_key("k-1", "t-1", "mia@creators.example.com")
    assert as_draft.drafts == (DraftRef("d-1", "m-1", "t-1"),)
    # A creator who copies our header into a reply must not pass for our own sent mail.
    assert as_draft.sent is None
    as_sent = await gmail.find_by_key("k-0", "t-1", "mia@creators.example.com")
    assert (as_sent.drafts, as_sent.sent) == ((), SentRef("m-2", "t-1"))


async def test_our_key_is_found_without_a_thread_and_each_message_is_looked_at_once(
    gmail: Gmail, vendor: Vendor
) -> None:
    vendor.answer("GET", f"{ME}/drafts", {"drafts": [{"id": "d-1", "message": {"id": "m-1", "threadId": "t-1"}}]})
    vendor.answer("GET", f"{ME}/messages", {"messages": [{"id": "m-2", "threadId": "t-2"}]})
    vendor.answer("GET", f"{ME}/messages/m-1", metadata("m-1", "DRAFT", X_Parley_Key="k-1"))
    vendor.answer("GET", f"{ME}/messages/m-2", metadata("m-2", "SENT", thread="t-2", X_Parley_Key="k-2"))
    assert (await gmail.find_by_key("k-1", None, "mia@creators.example.com")).drafts == (DraftRef("d-1", "m-1", "t-1"),)
    assert (await gmail.find_by_key("k-2", None, "mia@creators.example.com")).sent == SentRef("m-2", "t-2")
    assert (await gmail.find_by_key("k-3", None, "mia@creators.example.com")).sent is None
    assert len(vendor.asked("GET", f"{ME}/messages/m-1")) == 1
    # The newest sent mails are listed without the search index, which lags.
    queries = [parse_qs(urlsplit(heard.path).query).get("q") for heard in vendor.asked("GET", f"{ME}/messages")]
    assert queries[:2] == [None, ["to:mia@creators.example.com"]]


async def test_history_is_read_through_all_pages_without_drafts_and_without_doubles(
    gmail: Gmail, vendor: Vendor
) -> None:
    def added(message_id: str, label: str) -> dict[str, Any]:
        return {"message": {"id": message_id, "threadId": "t", "labelIds": [label]}}

    first = {
        "history": [{"messagesAdded": [added("m-1", "INBOX"), added("m-2", "DRAFT")]}],
        "nextPageToken": "p2", "historyId": "20",
    }  # fmt: skip
    second = {"history": [{"messagesAdded": [added("m-3", "SENT"), added("m-1", "INBOX")]}], "historyId": "21"}
    vendor.answer("GET", f"{ME}/history", first)
    vendor.answer("GET", f"{ME}/history", second)
    page = await gmail.history(10)
    assert (page.message_ids, page.newest_history_id) == (("m-1", "m-3"), 21)
    asked = [parse_qs(urlsplit(heard.path).query) for heard in vendor.heard]
    assert [query.get("pageToken") for query in asked] == [None, ["p2"]]
    assert asked[0]["startHistoryId"] == ["10"]


async def test_what_was_deleted_is_no_news_and_what_has_no_label_is_named(gmail: Gmail, vendor: Vendor) -> None:
    gone = {"messagesDeleted": [{"message": {"id": "m-2", "threadId": "t"}}]}
    bare = {"messagesAdded": [{"message": {"id": "m-3", "threadId": "t"}}]}
    named = [{"message": {"id": one, "threadId": "t", "labelIds": ["INBOX"]}} for one in ("m-1", "m-2")]
    first = {"history": [{"messagesAdded": named}, bare], "nextPageToken": "2"}
    vendor.answer("GET", f"{ME}/history", first)
    vendor.answer("GET", f"{ME}/history", {"history": [gone], "historyId": "21"})
    page = await gmail.history(10)
    assert (page.message_ids, page.bare) == (("m-1", "m-3"), frozenset({"m-3"}))
    assert "messageDeleted" in parse_qs(urlsplit(vendor.heard[0].path).query)["historyTypes"]


async def test_a_proxys_page_in_answer_to_a_deletion_has_deleted_nothing(gmail: Gmail, vendor: Vendor) -> None:
    vendor.misbehave = say(200, b"<html>It works!</html>", Content_Type="text/html")
    with pytest.raises(Unclear):
        await gmail.delete_draft("d-1")


async def test_a_page_that_fails_leaves_nothing_half_read(gmail: Gmail, vendor: Vendor) -> None:
    vendor.answer("GET", f"{ME}/history", {"history": [], "nextPageToken": "p2", "historyId": "20"})
    vendor.answer("GET", f"{ME}/history", {"error": {"code": 503}}, status=503)
    with pytest.raises(Unavailable):
        await gmail.history(10)


async def test_a_cursor_that_is_too_old_says_so(gmail: Gmail) -> None:
    with pytest.raises(CursorExpired, match="history since 10"):
        await gmail.history(10)


async def test_a_mail_comes_whole(gmail: Gmail, vendor: Vendor) -> None:
    raw = b"From: mia@creators.example.com\r\n\r\nHi!"
    told = metadata("m-1", "INBOX", at=1_700_000_000_000) | {"raw": encoded(raw)}
    vendor.answer("GET", f"{ME}/messages/m-1", told)
    mail = await gmail.read_raw("m-1")
    assert (mail.raw, mail.label_ids, mail.history_id, mail.internal_date_ms, mail.is_cut) == (
        raw, ("INBOX",), 9, 1_700_000_000_000, False,
    )  # fmt: skip


async def test_a_mail_too_large_for_memory_comes_as_its_headers(
    gmail: Gmail, vendor: Vendor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("steps.clients.transport.MAX_ANSWER_BYTES", 5_000)
    vendor.answer("GET", f"{ME}/messages/m-1", metadata("m-1", "INBOX") | {"raw": encoded(b"x" * 9_000)})
    vendor.answer("GET", f"{ME}/messages/m-1", metadata("m-1", "INBOX", Subject="Media kit", From="mia@example.com"))
    mail = await gmail.read_raw("m-1")
    assert mail.is_cut
    assert mail.raw == b"Subject: Media kit\r\nFrom: mia@example.com\r\n\r\n"


async def test_the_watch_tells_when_it_ends(gmail: Gmail, vendor: Vendor) -> None:
    vendor.answer("POST", f"{ME}/watch", {"historyId": "77", "expiration": "1700000000000"})
    watch = await gmail.watch("projects/p/topics/t")
    assert (watch.history_id, watch.expires_at_ms) == (77, 1_700_000_000_000)
    assert vendor.heard[0].json["labelIds"] == ["INBOX", "SENT"]


async def test_a_thread_comes_oldest_first_with_the_headers_of_threading(gmail: Gmail, vendor: Vendor) -> None:
    newer = metadata("m-2", "INBOX", at=2, Message_ID="<b@x>", References="<a@x>")
    vendor.answer("GET", f"{ME}/threads/t-1", {"messages": [newer, metadata("m-1", "SENT", at=1, Message_ID="<a@x>")]})
    mails = await gmail.thread_message_headers("t-1")
    assert [mail.headers["message-id"] for mail in mails] == ["<a@x>", "<b@x>"]
    wanted = parse_qs(urlsplit(vendor.heard[0].path).query)["metadataHeaders"]
    assert {"Message-ID", "References", "Subject", KEY_HEADER} <= set(wanted)


async def test_a_resync_lists_oldest_first_through_all_pages(gmail: Gmail, vendor: Vendor) -> None:
    vendor.answer("GET", f"{ME}/messages", {"messages": [{"id": "m-3", "threadId": "t"}], "nextPageToken": "2"})
    vendor.answer("GET", f"{ME}/messages", {"messages": [{"id": "m-1", "threadId": "t"}]})
    assert await gmail.list_recent("newer_than:3d") == ("m-1", "m-3")


async def test_an_expired_access_token_is_renewed_once_and_unseen(gmail: Gmail, vendor: Vendor) -> None:
    vendor.answer("GET", f"{ME}/profile", {"error": {"code": 401}}, status=401)
    vendor.answer("GET", f"{ME}/profile", {"emailAddress": "partners@example.com", "historyId": "5"})
    assert (await gmail.profile()).address == "partners@example.com"
    assert vendor.token_requests == 2


async def test_a_dead_refresh_token_names_the_setting(gmail: Gmail, vendor: Vendor) -> None:
    vendor.token_answer = (400, {"error": "invalid_grant", "error_description": "Token has been expired or revoked."})
    with pytest.raises(Unauthorized, match=r"invalid_grant.*PARLEY_GMAIL_REFRESH_TOKEN"):
        await gmail.profile()


async def test_a_token_endpoint_talking_nonsense_means_gmail_was_never_asked(gmail: Gmail, vendor: Vendor) -> None:
    vendor.token_answer = (200, b"<html>")
    with pytest.raises(Unavailable):
        await gmail.send_draft("d-1")
    vendor.token_answer = (200, {"no": "token"})
    with pytest.raises((Unavailable, Unauthorized)):
        await gmail.send_draft("d-1")
    assert vendor.heard == []


async def test_the_daily_sending_block_is_a_long_wait(gmail: Gmail, vendor: Vendor) -> None:
    message = "User-rate limit exceeded.  Retry after 2999-01-01T00:00:00.000Z"
    vendor.misbehave = say(
        403, {"error": {"code": 403, "message": message, "errors": [{"reason": "userRateLimitExceeded"}]}}
    )
    with pytest.raises(Throttled) as caught:
        await gmail.send_draft("d-1")
    assert caught.value.retry_after_seconds == 86_400


async def test_a_scope_that_is_too_narrow_is_a_credential_to_mend(gmail: Gmail, vendor: Vendor) -> None:
    told = {"code": 403, "message": "Request had insufficient authentication scopes.",
            "errors": [{"reason": "insufficientPermissions"}]}  # fmt: skip
    vendor.misbehave = say(403, {"error": told})
    with pytest.raises(Unauthorized, match="PARLEY_GMAIL_REFRESH_TOKEN"):
        await gmail.send_draft("d-1")


async def test_the_granted_scopes_are_told_by_the_token_endpoint(gmail: Gmail) -> None:
    assert await gmail.granted_scopes() == ("https://www.googleapis.com/auth/gmail.modify",)


def test_nothing_of_an_account_shows_its_secrets(gmail: Gmail) -> None:
    assert "canary" not in repr(gmail._calls.account)
    assert gmail_answers.__doc__
