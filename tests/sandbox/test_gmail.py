"""Does Google's own client find in the sandbox what it would find at Gmail?"""

import base64
import io
import json
from typing import Any

import pytest
from google.auth.exceptions import RefreshError
from googleapiclient.errors import HttpError
from googleapiclient.http import MediaIoBaseUpload

from sandbox.mime import addresses
from tests.sandbox.conftest import World, coded, raw_mail


def _draft(api: Any, raw: bytes, thread_id: str | None = None) -> Any:
    message = {"raw": coded(raw)} | ({"threadId": thread_id} if thread_id else {})
    return api.users().drafts().create(userId="me", body={"message": message}).execute()


def _send(api: Any, raw: bytes, thread_id: str | None = None) -> Any:
    return api.users().drafts().send(userId="me", body={"id": _draft(api, raw, thread_id)["id"]}).execute()


def _headers(api: Any, message_id: str) -> dict[str, str]:
    told = api.users().messages().get(userId="me", id=message_id, format="metadata").execute()
    return {one["name"].lower(): one["value"] for one in told["payload"]["headers"]}


def _status(call: Any) -> int:
    with pytest.raises(HttpError) as caught:
        call.execute()
    return int(caught.value.resp.status)


def test_the_profile_names_the_mailbox_and_where_its_history_is(world: World) -> None:
    profile = world.gmail().users().getProfile(userId="me").execute()
    assert profile["emailAddress"] == "team@brand.example.test"
    assert int(profile["historyId"]) >= 1000


def test_a_draft_is_sent_once_and_its_second_sending_is_a_404(world: World) -> None:
    api = world.gmail()
    draft = _draft(api, raw_mail(X_Parley_Key="n1-opening"))
    sent = api.users().drafts().send(userId="me", body={"id": draft["id"]}).execute()
    assert sent["labelIds"] == ["SENT"]
    assert sent["id"] != draft["message"]["id"]
    assert _status(api.users().drafts().send(userId="me", body={"id": draft["id"]})) == 404
    (mail,) = world.look()["sent"]
    assert (mail["key"], mail["by"], mail["recipients"]) == ("n1-opening", "parley", ["ada@creators.example.test"])
    assert mail["body_text"].strip() == "Would $800 work for two reels?"
    assert world.look()["drafts"] == []


def test_an_updated_draft_keeps_its_id_and_gets_another_message(world: World) -> None:
    api = world.gmail()
    draft = _draft(api, raw_mail())
    body = {"message": {"raw": coded(raw_mail(subject="Three reels"))}}
    changed = api.users().drafts().update(userId="me", id=draft["id"], body=body).execute()
    assert changed["id"] == draft["id"]
    assert changed["message"]["id"] != draft["message"]["id"]
    held = api.users().drafts().get(userId="me", id=draft["id"], format="raw").execute()
    assert b"Three reels" in base64.urlsafe_b64decode(held["message"]["raw"])
    assert _status(api.users().messages().get(userId="me", id=draft["message"]["id"])) == 404


def test_drafts_are_listed_got_and_deleted(world: World) -> None:
    api = world.gmail()
    first, second = _draft(api, raw_mail()), _draft(api, raw_mail())
    listed = api.users().drafts().list(userId="me").execute()["drafts"]
    assert {one["id"] for one in listed} == {first["id"], second["id"]}
    api.users().drafts().delete(userId="me", id=first["id"]).execute()
    assert _status(api.users().drafts().get(userId="me", id=first["id"])) == 404
    assert len(api.users().drafts().list(userId="me").execute()["drafts"]) == 1


def test_gmail_rewrites_the_message_id_and_keeps_our_own_header(world: World) -> None:
    api = world.gmail()
    sent = _send(api, raw_mail(Message_ID="<ours@brand.example.test>", X_Parley_Key="k1"))
    headers = _headers(api, sent["id"])
    assert headers["message-id"] != "<ours@brand.example.test>"
    assert headers["x-google-original-message-id"] == "<ours@brand.example.test>"
    assert headers["x-parley-key"] == "k1"


def test_a_mail_joins_a_thread_only_with_thread_id_reference_and_subject(world: World) -> None:
    api = world.gmail()
    first = _send(api, raw_mail())
    named = _headers(api, first["id"])["message-id"]
    fitting = raw_mail(subject="Re: Two reels", In_Reply_To=named, References=named)
    assert _send(api, fitting, first["threadId"])["threadId"] == first["threadId"]
    assert _send(api, fitting)["threadId"] != first["threadId"]
    assert _send(api, raw_mail(subject="Re: Two reels"), first["threadId"])["threadId"] != first["threadId"]
    other = raw_mail(subject="Other", In_Reply_To=named, References=named)
    assert _send(api, other, first["threadId"])["threadId"] != first["threadId"]
    thread = api.users().threads().get(userId="me", id=first["threadId"], format="metadata").execute()
    assert len(thread["messages"]) == 2
    assert (
        _status(api.users().drafts().create(userId="me", body={"message": {"raw": coded(fitting), "threadId": "f"}}))
        == 404
    )


@pytest.mark.parametrize("with_body", [False, True])
def test_a_mail_may_be_uploaded_as_media(world: World, with_body: bool) -> None:
    api = world.gmail()
    media = MediaIoBaseUpload(io.BytesIO(raw_mail(X_Parley_Key="up")), mimetype="message/rfc822", resumable=False)
    body: dict[str, Any] | None = {"message": {}} if with_body else None
    upload = api.users().drafts().create(userId="me", body=body, media_body=media)
    upload.uri = upload.uri.replace("https:", "http:")  # for uploads the client takes over the host, not the scheme
    draft = upload.execute()
    api.users().drafts().send(userId="me", body={"id": draft["id"]}).execute()
    (mail,) = world.look()["sent"]
    assert mail["key"] == "up"
    assert mail["body_text"].strip() == "Would $800 work for two reels?"


def test_messages_send_sends_without_a_draft(world: World) -> None:
    sent = world.gmail().users().messages().send(userId="me", body={"raw": coded(raw_mail())}).execute()
    assert sent["labelIds"] == ["SENT"]


def test_a_mail_without_recipients_is_refused(world: World) -> None:
    api = world.gmail()
    draft = _draft(api, b"From: team@brand.example.test\r\nSubject: nobody\r\n\r\nHello")
    assert _status(api.users().drafts().send(userId="me", body={"id": draft["id"]})) == 400
    assert len(world.look()["drafts"]) == 1


@pytest.mark.parametrize(
    ("query", "hits"),
    [
        ("in:anywhere", 3),
        ("in:inbox", 1),
        ("in:sent to:ada@creators.example.test", 1),
        ("to:bela@creators.example.test", 1),
        ("from:ada@creators.example.test", 1),
        ("subject:(two reels)", 2),
        ("-in:inbox subject:reels", 1),
        ("rfc822msgid:answer-1@creators.example.test", 1),
        ("rfc822msgid:<answer-1@creators.example.test>", 1),
        ("newer_than:2d", 3),
        ("older_than:1d", 0),
        ("after:2020/01/31", 3),
        ("after:1577836800 before:2020/01/31", 0),
        ("happily", 1),
    ],
)
def test_a_search_finds_what_gmail_would_find(world: World, query: str, hits: int) -> None:
    api = world.gmail()
    _send(api, raw_mail())
    _send(api, raw_mail(to="bela@creators.example.test", subject="One story"))
    answer = {"Message-ID": "<answer-1@creators.example.test>"}
    world.tell(
        "deliver", **{"from": "Ada <ada@creators.example.test>"}, subject="Two reels", text="Happily!", headers=answer
    )
    found = api.users().messages().list(userId="me", q=query).execute()
    assert len(found.get("messages", [])) == hits
    assert found["resultSizeEstimate"] == hits


def test_messages_are_listed_newest_first_by_label_in_pages(world: World) -> None:
    api = world.gmail()
    sent = [_send(api, raw_mail(subject=f"Mail {number}"))["id"] for number in range(5)]
    found: list[str] = []
    token = None
    while True:
        asked = {"userId": "me", "labelIds": ["SENT"], "maxResults": 2, "pageToken": token}
        page = api.users().messages().list(**asked).execute()
        found += [one["id"] for one in page["messages"]]
        token = page.get("nextPageToken")
        if token is None:
            break
    assert found == sent[::-1]


def test_a_message_comes_in_every_format(world: World) -> None:
    api = world.gmail()
    sent = _send(api, raw_mail(subject="Größe"))
    ask = api.users().messages().get
    assert "payload" not in ask(userId="me", id=sent["id"], format="minimal").execute()
    raw = base64.urlsafe_b64decode(ask(userId="me", id=sent["id"], format="raw").execute()["raw"])
    assert b"Would $800" in raw
    full = ask(userId="me", id=sent["id"], format="full").execute()["payload"]
    assert base64.urlsafe_b64decode(full["body"]["data"]).strip() == b"Would $800 work for two reels?"
    some = ask(userId="me", id=sent["id"], format="metadata", metadataHeaders=["Subject"]).execute()["payload"]
    assert some["headers"] == [{"name": "Subject", "value": "Größe"}]


def test_history_tells_every_change_since_a_cursor_in_pages(world: World) -> None:
    api = world.gmail()
    start = api.users().getProfile(userId="me").execute()["historyId"]
    ids = [world.tell("deliver", **{"from": "ada@creators.example.test"}, text=f"{n}")["id"] for n in range(5)]
    found: list[str] = []
    token = None
    pages = 0
    while True:
        asked = {"userId": "me", "startHistoryId": start, "historyTypes": ["messageAdded"], "labelId": "INBOX"}
        page = api.users().history().list(**asked, maxResults=2, pageToken=token).execute()
        found += [one["messagesAdded"][0]["message"]["id"] for one in page["history"]]
        pages, token = pages + 1, page.get("nextPageToken")
        if token is None:
            break
    assert (found, pages) == (ids, 3)
    rest = api.users().history().list(userId="me", startHistoryId=page["historyId"]).execute()
    assert "history" not in rest


def test_a_sent_draft_shows_in_history_as_deleted_and_added(world: World) -> None:
    api = world.gmail()
    start = api.users().getProfile(userId="me").execute()["historyId"]
    _send(api, raw_mail())
    lines = api.users().history().list(userId="me", startHistoryId=start).execute()["history"]
    kinds = [
        (key, one[key][0]["message"]["labelIds"])
        for one in lines
        for key in one
        if key.startswith("messages") and key != "messages"
    ]
    assert kinds == [("messagesAdded", ["DRAFT"]), ("messagesDeleted", ["DRAFT"]), ("messagesAdded", ["SENT"])]


def test_an_aged_cursor_is_a_404_and_a_fresh_one_is_not(world: World) -> None:
    api = world.gmail()
    start = api.users().getProfile(userId="me").execute()["historyId"]
    world.tell("deliver", **{"from": "ada@creators.example.test"}, text="lost to history")
    fresh = str(world.tell("gmail/age_history")["oldest_history_id"])
    assert _status(api.users().history().list(userId="me", startHistoryId=start)) == 404
    assert "history" not in api.users().history().list(userId="me", startHistoryId=fresh).execute()


def test_labels_are_changed_and_noted(world: World) -> None:
    api = world.gmail()
    mail = world.tell("deliver", **{"from": "ada@creators.example.test"}, text="Hi")
    assert mail["labels"] == ["INBOX", "UNREAD"]
    changed = api.users().messages().modify(userId="me", id=mail["id"], body={"removeLabelIds": ["UNREAD"]}).execute()
    assert changed["labelIds"] == ["INBOX"]
    start = str(int(api.users().getProfile(userId="me").execute()["historyId"]) - 1)
    (line,) = api.users().history().list(userId="me", startHistoryId=start).execute()["history"]
    assert line["labelsRemoved"][0]["labelIds"] == ["UNREAD"]


def test_a_reply_lands_in_its_thread_by_its_references(world: World) -> None:
    api = world.gmail()
    sent = _send(api, raw_mail())
    named = _headers(api, sent["id"])["message-id"]
    letter = {"from": "ada@creators.example.test", "subject": "RE: Two reels", "text": "Yes"}
    reply = world.tell("deliver", **letter, headers={"In-Reply-To": named})
    assert reply["thread_id"] == sent["threadId"]
    assert world.tell("deliver", **letter)["thread_id"] != sent["threadId"]


def test_a_colleague_answers_from_the_shared_mailbox_without_our_key(world: World) -> None:
    sent = _send(world.gmail(), raw_mail(X_Parley_Key="k"))
    mail = world.tell("colleague", thread_id=sent["threadId"], text="I take it from here.")
    assert (mail["by"], mail["key"], mail["labels"], mail["thread_id"]) == (
        "colleague",
        None,
        ["SENT"],
        sent["threadId"],
    )
    assert mail["recipients"] == ["ada@creators.example.test"]


def test_a_person_edits_and_discards_drafts(world: World) -> None:
    api = world.gmail()
    kept, gone = _draft(api, raw_mail(X_Parley_Key="k")), _draft(api, raw_mail())
    edited = world.tell("gmail/draft", draft_id=kept["id"], action="edit", text="Would $790 do?")
    assert (edited["body_text"], edited["key"]) == ("Would $790 do?", None)  # an editor keeps no headers but its own
    world.tell("gmail/draft", draft_id=gone["id"], action="discard")
    assert _status(api.users().drafts().send(userId="me", body={"id": gone["id"]})) == 404


def test_a_conversation_that_a_person_deletes_for_good_is_gone_with_its_drafts(world: World) -> None:
    api = world.gmail()
    sent = _send(api, raw_mail(X_Parley_Key="k"))
    answering = raw_mail(subject="Re: Two reels", In_Reply_To=_headers(api, sent["id"])["message-id"])
    draft = _draft(api, answering, sent["threadId"])
    assert draft["message"]["threadId"] == sent["threadId"]
    world.tell("gmail/delete_thread", thread_id=sent["threadId"])
    message = {"raw": coded(answering), "threadId": sent["threadId"]}
    for call in (
        api.users().threads().get(userId="me", id=sent["threadId"]),
        api.users().messages().get(userId="me", id=sent["id"]),
        api.users().drafts().get(userId="me", id=draft["id"]),
        api.users().drafts().create(userId="me", body={"message": message}),
    ):
        assert _status(call) == 404
    assert len(world.look()["sent"]) == 1, "what went out went out"


@pytest.mark.parametrize("wrong", ["refresh_token", "client_secret", "client_id"])
def test_a_wrong_credential_opens_nothing(world: World, wrong: str) -> None:
    with pytest.raises(RefreshError, match=r"invalid_(grant|client)"):
        world.gmail(**{wrong: "wrong"}).users().getProfile(userId="me").execute()


def test_a_revoked_refresh_token_is_an_invalid_grant(world: World) -> None:
    world.tell("oauth", revoked=True)
    with pytest.raises(RefreshError, match="invalid_grant"):
        world.gmail().users().getProfile(userId="me").execute()


def test_an_expired_access_token_is_renewed_by_the_client(world: World) -> None:
    api = world.gmail()
    api.users().getProfile(userId="me").execute()
    world.tell("oauth", expire=True)
    assert api.users().getProfile(userId="me").execute()["emailAddress"]


def test_a_sheet_reader_has_no_key_to_the_mailbox(world: World) -> None:
    sheets = world.sheets()
    with pytest.raises(HttpError):
        sheets.spreadsheets().get(spreadsheetId="none").execute()
    token = sheets._http.credentials.token
    answer = world.http.get("/gmail/v1/users/me/profile", headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 403
    assert answer.json()["error"]["errors"][0]["reason"] == "insufficientPermissions"


def test_an_unreadable_mail_is_kept_byte_for_byte_and_shown_without_a_crash(world: World) -> None:
    nasty = b"Message-ID: <[>\r\nFrom: ((((\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\xff\x00"
    mail = world.tell("deliver", raw_base64=base64.b64encode(nasty).decode())
    told = world.gmail().users().messages().get(userId="me", id=mail["id"], format="raw").execute()
    assert base64.urlsafe_b64decode(told["raw"]) == nasty
    assert json.dumps(world.gmail().users().messages().get(userId="me", id=mail["id"]).execute())


@pytest.mark.parametrize(
    ("headers", "read"),
    [
        (("Ada <ada@x.test>", "", ""), ("ada@x.test",)),
        (("", "", ""), ()),
        (('"Quill, Ada" <Ada@x.test>, kit@y.test', "kit@y.test", "broken <"), ("ada@x.test", "kit@y.test")),
    ],
)
def test_a_header_that_is_empty_or_broken_takes_no_other_along(headers: tuple[str, ...], read: tuple[str, ...]) -> None:
    assert addresses(*headers) == read
