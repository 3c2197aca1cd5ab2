"""The team's mailbox, asked in Parley's words.

Drafts, sending, looking a mail up by our key, history, watch. A method makes
its request once; whether to try again is the step's decision, told by the kind
of fault. Nothing here composes, parses or judges a mail.
"""

import asyncio
import base64
from collections.abc import Callable
from functools import partial
from threading import Lock
from typing import Any

from google.oauth2.credentials import Credentials

from steps.clients.faults import CursorExpired, NotFound, Refused
from steps.clients.gmail_answers import (
    DraftMail,
    DraftRef,
    FoundMail,
    HistoryPage,
    Profile,
    RawMail,
    SentRef,
    ThreadMessage,
    Watch,
    draft_ref_of,
    headers_only_of,
    ids_of,
    news_of,
    nothing_of,
    profile_of,
    raw_bytes_of,
    raw_mail_of,
    sent_ref_of,
    thread_message_of,
)
from steps.clients.google import TOO_LARGE, Account, GoogleCalls

VENDOR = "Gmail"
KEY_HEADER = "X-Parley-Key"
SCOPES_THAT_SUFFICE = frozenset({"https://www.googleapis.com/auth/gmail.modify", "https://mail.google.com/"})
THREAD_HEADERS = (
    "Message-ID", "References", "In-Reply-To", "Subject", "From", "To", "Cc", "Reply-To", "Date", KEY_HEADER,
)  # fmt: skip
_ME = "me"
_HISTORY_TYPES = ["messageAdded", "messageDeleted", "labelRemoved"]
_PAGE = 100
# A resync looks back days, not years.
_MOST_LISTED = 2_000
# The newest sent mails are looked through without the search index, which lags behind by minutes.
_RECENT_SENT = 25
_MOST_REMEMBERED = 4_096


class Gmail:
    """The team's mailbox; safe to use from many tasks."""

    def __init__(
        self,
        *,
        base_url: str,
        token_url: str,
        client_id: str,
        client_secret: str,
        refresh_token: str,
        timeout_seconds: float,
    ) -> None:
        credentials = Credentials(  # type: ignore[no-untyped-call]
            None, refresh_token=refresh_token, token_uri=token_url, client_id=client_id, client_secret=client_secret
        )
        secrets = (client_secret, refresh_token)
        account = Account(VENDOR, "gmail", "v1", base_url, timeout_seconds, "PARLEY_GMAIL_REFRESH_TOKEN", secrets)
        self._calls = GoogleCalls(account, credentials)
        self._seen: dict[str, ThreadMessage] = {}
        self._remembering = Lock()

    async def profile(self) -> Profile:
        """Return whose mailbox the token opens, and its current history id."""
        return await asyncio.to_thread(
            self._calls.ask, lambda api: api.users().getProfile(userId=_ME), profile_of, what="mailbox"
        )

    async def granted_scopes(self) -> tuple[str, ...]:
        """Return the scopes the refresh token was granted; empty when Google does not tell."""
        return await asyncio.to_thread(self._calls.granted_scopes)

    async def create_draft(self, raw: bytes, thread_id: str | None = None) -> DraftRef:
        """Lay *raw* into the drafts; after Unclear, find_by_key tells whether it is there."""
        message = {"raw": base64.urlsafe_b64encode(raw).decode("ascii")}
        if thread_id is not None:
            message["threadId"] = thread_id
        return await asyncio.to_thread(
            self._calls.ask,
            lambda api: api.users().drafts().create(userId=_ME, body={"message": message}),
            draft_ref_of,
            wrote=True,
            what=f"thread {thread_id}",
        )

    async def send_draft(self, draft_id: str) -> SentRef:
        """Send the draft, in one request that is never repeated; NotFound means it was sent or discarded before."""
        return await asyncio.to_thread(
            self._calls.ask,
            lambda api: api.users().drafts().send(userId=_ME, body={"id": draft_id}),
            sent_ref_of,
            wrote=True,
            what=f"draft {draft_id}",
        )

    async def get_draft(self, draft_id: str) -> DraftMail:
        """Return the draft as it is now, with whatever a person changed in it."""
        return await asyncio.to_thread(
            self._calls.ask,
            lambda api: api.users().drafts().get(userId=_ME, id=draft_id, format="raw"),
            lambda told: DraftMail(draft_ref_of(told), raw_bytes_of(told["message"])),
            what=f"draft {draft_id}",
        )

    async def update_draft(self, draft_id: str, raw: bytes, thread_id: str | None) -> None:
        """Put *raw* in the place of what the draft holds; doing it twice is doing it once."""
        message = {"raw": base64.urlsafe_b64encode(raw).decode("ascii")} | (
            {"threadId": thread_id} if thread_id else {}
        )
        await asyncio.to_thread(
            self._calls.ask,
            lambda api: api.users().drafts().update(userId=_ME, id=draft_id, body={"message": message}),
            draft_ref_of,
            what=f"draft {draft_id}",
        )

    async def delete_draft(self, draft_id: str) -> None:
        """Delete the draft; one that is already gone is fine."""
        try:
            await asyncio.to_thread(
                self._calls.ask,
                lambda api: api.users().drafts().delete(userId=_ME, id=draft_id),
                nothing_of,
                wrote=True,
                what=f"draft {draft_id}",
            )
        except NotFound:
            return

    async def find_by_key(self, key: str, thread_id: str | None, to: str) -> FoundMail:
        """Look for the drafts and the sent mail that carry *key* in X-Parley-Key."""
        return await asyncio.to_thread(self._find_by_key, key, thread_id, to)

    def _find_by_key(self, key: str, thread_id: str | None, to: str) -> FoundMail:
        drafts = self._drafts()
        if thread_id is None:
            sent_ids = self._sent_ids(to)
            mails = self._metadata([*(draft.message_id for draft in drafts), *sent_ids])
        else:
            mails = self._thread(thread_id)
            sent_ids = [mail.message_id for mail in mails if "SENT" in mail.label_ids]
            # A draft whose subject or references do not fit the thread was laid outside it.
            there = {mail.message_id for mail in mails}
            mails += self._metadata([draft.message_id for draft in drafts if draft.message_id not in there])
        ours = {mail.message_id: mail for mail in mails if mail.headers.get(KEY_HEADER.lower()) == key}
        # Which list a mail was in just now says what it is: remembered labels may be old.
        sent = [SentRef(mail_id, ours[mail_id].thread_id) for mail_id in sent_ids if mail_id in ours]
        return FoundMail(tuple(draft for draft in drafts if draft.message_id in ours), sent[0] if sent else None)

    async def sent_mails(self, thread_id: str | None, to: str) -> tuple[ThreadMessage, ...]:
        """Return the mails that went out in that thread; without one, the newest at all and the newest to *to*."""
        return tuple(await asyncio.to_thread(self._sent_mails, thread_id, to))

    def _sent_mails(self, thread_id: str | None, to: str) -> list[ThreadMessage]:
        if thread_id is None:
            return self._metadata(self._sent_ids(to))
        return [mail for mail in self._thread(thread_id) if "SENT" in mail.label_ids]

    def _drafts(self) -> list[DraftRef]:
        return self._pages(
            lambda api, token: api.users().drafts().list(userId=_ME, maxResults=_PAGE, pageToken=token),
            lambda told: [draft_ref_of(draft) for draft in told.get("drafts", ())],
        )

    def _sent_ids(self, to: str) -> list[str]:
        found: list[str] = []
        for query in (None, f"to:{to}"):
            found += self._calls.ask(partial(_list_sent, query=query), ids_of)
        return found

    def _metadata(self, message_ids: list[str]) -> list[ThreadMessage]:
        """Return the messages' headers; those of one id never change, so each is asked for once."""
        found: list[ThreadMessage] = []
        for message_id in dict.fromkeys(message_ids):
            mail = self._seen.get(message_id)
            if mail is None:
                try:
                    mail = self._calls.ask(self._metadata_request(message_id), thread_message_of)
                except NotFound:
                    # A draft that was sent or edited between the list and this look.
                    continue
                self._remember(mail)
            found.append(mail)
        return found

    @staticmethod
    def _metadata_request(message_id: str) -> Callable[[Any], Any]:
        return lambda api: (
            api.users()
            .messages()
            .get(userId=_ME, id=message_id, format="metadata", metadataHeaders=list(THREAD_HEADERS))
        )

    def _remember(self, mail: ThreadMessage) -> None:
        with self._remembering:
            while len(self._seen) >= _MOST_REMEMBERED:
                del self._seen[next(iter(self._seen))]
            self._seen[mail.message_id] = mail

    async def thread_message_headers(self, thread_id: str) -> tuple[ThreadMessage, ...]:
        """Return the mails of a thread, oldest first, with the headers that threading needs; drafts included."""
        return tuple(await asyncio.to_thread(self._thread, thread_id))

    def _thread(self, thread_id: str) -> list[ThreadMessage]:
        mails = self._calls.ask(
            lambda api: (
                api.users()
                .threads()
                .get(userId=_ME, id=thread_id, format="metadata", metadataHeaders=list(THREAD_HEADERS))
            ),
            lambda told: [thread_message_of(message) for message in told.get("messages", ())],
            what=f"thread {thread_id}",
        )
        return sorted(mails, key=lambda mail: mail.internal_date_ms)

    async def read_raw(self, message_id: str) -> RawMail:
        """Return the whole mail; one larger than we hold in memory comes as its headers, marked is_cut."""
        try:
            return await asyncio.to_thread(self._read, message_id, "raw", raw_mail_of)
        except Refused as error:
            if error.status != TOO_LARGE:
                raise
            return await asyncio.to_thread(self._read, message_id, "metadata", headers_only_of)

    def _read(self, message_id: str, form: str, decode: Callable[[Any], RawMail]) -> RawMail:
        return self._calls.ask(
            lambda api: api.users().messages().get(userId=_ME, id=message_id, format=form),
            decode,
            what=f"message {message_id}",
        )

    async def history(self, start_history_id: int) -> HistoryPage:
        """Return everything added since the cursor, through all pages; raise CursorExpired when it is too old."""
        return await asyncio.to_thread(self._history, start_history_id)

    def _history(self, start: int) -> HistoryPage:
        wanted = {
            "userId": _ME,
            "startHistoryId": str(start),
            "historyTypes": _HISTORY_TYPES,
            "maxResults": 500,
        }
        try:
            pages = self._pages(
                lambda api, token: api.users().history().list(**wanted, pageToken=token),
                lambda told: [news_of(told, start)],
                most=None,
            )
        except NotFound:
            raise CursorExpired(VENDOR, f"history since {start}") from None
        deleted = {message_id for page in pages for message_id in page.deleted}
        labels = {message_id: found for page in pages for message_id, found in page.added if message_id not in deleted}
        bare = frozenset(message_id for message_id, found in labels.items() if not found)
        return HistoryPage(tuple(labels), max([start, *(page.newest_history_id for page in pages)]), bare)

    async def list_recent(self, query: str) -> tuple[str, ...]:
        """Return the ids of the messages a Gmail search finds, oldest first, for a resync."""
        newest_first = await asyncio.to_thread(
            self._pages,
            lambda api, token: api.users().messages().list(userId=_ME, q=query, maxResults=_PAGE, pageToken=token),
            ids_of,
        )
        return tuple(reversed(newest_first))

    async def watch(self, topic: str) -> Watch:
        """Ask for pushes about what comes in and what goes out, for seven days from now."""
        body = {"topicName": topic, "labelIds": ["INBOX", "SENT"], "labelFilterBehavior": "INCLUDE"}
        return await asyncio.to_thread(
            self._calls.ask,
            lambda api: api.users().watch(userId=_ME, body=body),
            lambda told: Watch(int(told["historyId"]), int(told["expiration"])),
            wrote=True,
            what=f"topic {topic}",
        )

    def _pages(
        self,
        prepare: Callable[[Any, str | None], Any],
        decode: Callable[[Any], list[Any]],
        most: int | None = _MOST_LISTED,
    ) -> list[Any]:
        found: list[Any] = []
        token: str | None = None
        while most is None or len(found) < most:
            items, token = self._calls.ask(
                partial(_at_page, prepare, token), lambda told: (decode(told), told.get("nextPageToken"))
            )
            found += items
            if not token:
                break
        return found


def _list_sent(api: Any, query: str | None) -> Any:
    return api.users().messages().list(userId=_ME, labelIds=["SENT"], q=query, maxResults=_RECENT_SENT)


def _at_page(prepare: Callable[[Any, str | None], Any], token: str | None, api: Any) -> Any:
    return prepare(api, token)
