"""Do the vendors do what Parley relies on? In the order in which a newcomer sets them up.

`make live` runs it with the settings in .env: it writes to nobody but the
mailbox itself, and takes away what it made. Each test names what it needs.
"""

import asyncio
import sqlite3
import time
import uuid
from contextlib import closing
from email.message import EmailMessage
from functools import partial
from pathlib import Path
from typing import Any

import httpx2
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from steps.checks import check_all
from steps.clients.faults import NotFound
from steps.clients.gmail import KEY_HEADER, Gmail
from steps.clients.transport import is_loopback
from steps.connections import Connections
from steps.settings import Settings
from tests.live.conftest import Undo, serving
from tests.scenarios.living import until

GMAIL = ("gmail_client_id", "gmail_client_secret", "gmail_refresh_token", "gmail_address")
PUSH = ("public_url", "gmail_pubsub_topic", "push_audience", "push_service_account", "push_subscription")


def letter(to: str, key: str, subject: str = "Parley tries this mailbox") -> bytes:
    """Return a mail to ourselves that says what it is."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"], mail[KEY_HEADER] = to, to, subject, key
    mail.set_content("A test of Parley's wrote this mail and puts it into the bin.")
    return mail.as_bytes()


def fresh_key() -> str:
    return f"live-{uuid.uuid4()}"


async def bin_mail(gmail: Gmail, message_id: str) -> None:
    """Put a mail into the bin, where Gmail deletes it after 30 days; the product itself cannot."""
    await asyncio.to_thread(
        gmail._calls.ask,
        lambda api: api.users().messages().trash(userId="me", id=message_id),
        lambda _: None,
        wrote=True,
        what=f"message {message_id}",
    )


async def test_every_credential_that_is_set_holds(settings: Settings, connections: Connections) -> None:
    wrong = [str(one) for one in await check_all(settings, connections) if one.stops_start]
    assert wrong == []


@pytest.mark.needs(*GMAIL)
async def test_a_draft_is_found_by_our_header_sent_once_and_found_as_sent(
    settings: Settings, connections: Connections, undo: list[Undo]
) -> None:
    gmail, us, key = connections.gmail, settings.gmail_address, fresh_key()
    draft = await gmail.create_draft(letter(us, key))
    undo.append(partial(gmail.delete_draft, draft.draft_id))
    assert (await gmail.find_by_key(key, draft.thread_id, us)).drafts == (draft,)
    sent = await gmail.send_draft(draft.draft_id)
    undo.append(partial(bin_mail, gmail, sent.message_id))
    with pytest.raises(NotFound):
        await gmail.send_draft(draft.draft_id)  # a second send of a consumed draft sends nothing

    async def found() -> bool | None:
        there = await gmail.find_by_key(key, sent.thread_id, us)
        return True if there.sent == sent and there.drafts == () else None

    await until(found, "sent mail with our header")
    raw = (await gmail.read_raw(sent.message_id)).raw
    assert f"{KEY_HEADER}: {key}".encode() in raw
    assert b"Message-ID:" in raw or b"Message-Id:" in raw


@pytest.mark.needs(*GMAIL)
async def test_an_answer_stays_in_its_thread_and_the_history_tells_of_both(
    settings: Settings, connections: Connections, undo: list[Undo]
) -> None:
    gmail, us = connections.gmail, settings.gmail_address
    cursor = (await gmail.profile()).history_id
    first = await gmail.send_draft((await gmail.create_draft(letter(us, fresh_key()))).draft_id)
    undo.append(partial(bin_mail, gmail, first.message_id))
    (head,) = [one for one in await gmail.thread_message_headers(first.thread_id) if one.message_id == first.message_id]
    answer = letter(us, fresh_key(), "Re: Parley tries this mailbox")
    named = head.headers["message-id"].encode()
    answer = b"In-Reply-To: " + named + b"\nReferences: " + named + b"\n" + answer
    second = await gmail.send_draft((await gmail.create_draft(answer, first.thread_id)).draft_id)
    undo.append(partial(bin_mail, gmail, second.message_id))
    assert second.thread_id == first.thread_id

    async def told() -> bool | None:
        seen = set((await gmail.history(cursor)).message_ids)
        return {first.message_id, second.message_id} <= seen or None

    await until(told, "both mails in the history", 60)


@pytest.mark.needs(*GMAIL, *PUSH)
async def test_a_push_about_a_new_mail_reaches_us(
    settings: Settings, connections: Connections, undo: list[Undo], tmp_path: Path
) -> None:
    gmail = connections.gmail
    with serving(settings, tmp_path / "parley.log"):
        await gmail.watch(settings.gmail_pubsub_topic)
        draft = await gmail.create_draft(letter(settings.gmail_address, fresh_key()))
        before = (await gmail.profile()).history_id
        undo.append(partial(bin_mail, gmail, (await gmail.send_draft(draft.draft_id)).message_id))

        async def pushed() -> bool | None:
            with closing(sqlite3.connect(tmp_path / "parley.sqlite")) as ledger:
                newest = ledger.execute("SELECT max(history_id) FROM pushes").fetchone()[0]
            return True if newest is not None and newest > before else None

        await until(pushed, "push of Pub/Sub", 90)


@pytest.mark.needs("sheets_service_account_json", "sheets_known_sheet")
async def test_the_known_sheet_has_a_creator(settings: Settings, connections: Connections) -> None:
    sheet = await connections.sheets.read_rows(settings.sheets_known_sheet)
    lines = ((row.number, sheet.cells_by_header(row)) for row in sheet.rows)
    addresses = [line for line in lines if any("@" in cell for cell in line[1].values())]
    assert addresses, f"no row of {sheet.header} holds an e-mail address"


@pytest.mark.needs("slack_bot_token", "slack_channel")
async def test_a_message_is_found_by_our_key_and_can_be_changed(
    settings: Settings, connections: Connections, undo: list[Undo]
) -> None:
    slack, key = connections.slack, fresh_key()
    began = time.time() - 60
    post = await slack.post(settings.slack_channel, "Parley tries this channel.", (), key)
    undo.append(partial(_delete_message, settings, post.channel, post.ts))
    assert await slack.find_by_key(settings.slack_channel, key, began) == post
    await slack.update(post, "Parley has tried this channel.", (), key)
    assert await slack.find_by_key(settings.slack_channel, key, began) == post


async def _delete_message(settings: Settings, channel: str, ts: str) -> None:
    token, base = settings.slack_bot_token.get_secret_value(), settings.slack_base_url
    client = AsyncWebClient(token=token, base_url=base, trust_env_in_session=not is_loopback(base))
    await client.chat_delete(channel=channel, ts=ts)


@pytest.mark.needs("clickup_token", "clickup_list_id")
async def test_a_task_is_listed_read_and_commented(
    settings: Settings, connections: Connections, undo: list[Undo]
) -> None:
    clickup, began_ms = connections.clickup, int(time.time() * 1000) - 60_000
    made = await _ask_clickup(settings, "POST", f"list/{settings.clickup_list_id}/task", name="Parley tries this list")
    task_id = str(made["id"])
    undo.append(partial(_ask_clickup, settings, "DELETE", f"task/{task_id}"))
    assert (await clickup.get_task(task_id)).name == "Parley tries this list"

    async def listed() -> bool | None:
        tasks = await clickup.list_tasks(settings.clickup_list_id, began_ms)
        return any(task.task_id == task_id for task in tasks) or None

    await until(listed, "new task in the list", 30)
    await clickup.add_comment(task_id, "Parley tries a comment.")
    assert "Parley tries a comment." in await clickup.comments(task_id)
    assert [hook.endpoint for hook in await clickup.webhook_health(settings.public_url) if not hook.is_active] == []


async def _ask_clickup(settings: Settings, method: str, path: str, **told: Any) -> Any:
    base = settings.clickup_base_url
    headers = {"Authorization": settings.clickup_token.get_secret_value()}
    async with httpx2.AsyncClient(base_url=base + "/", headers=headers, trust_env=not is_loopback(base)) as line:
        answer = (await line.request(method, path, json=told or None)).raise_for_status()
        return answer.json() if answer.content else {}
