"""The clients against the stateful stand-ins: what was done is really there, once, whatever the line did."""

import time
from collections.abc import Awaitable, Callable
from email.message import EmailMessage

import pytest

from steps.checks import check_all
from steps.clients.faults import CursorExpired, NotFound, Refused, Throttled, Unauthorized, Unavailable, Unclear
from steps.clients.gmail import KEY_HEADER
from steps.connections import Connections, connect
from tests.clients.conftest import World

MIA = "mia@creators.example.test"


def letter(key: str, subject: str = "Lumo and you") -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"], mail[KEY_HEADER] = "team@brand.example.test", MIA, subject, key
    mail.set_content("Hello Mia")
    return mail.as_bytes()


async def test_with_the_sandboxs_credentials_every_check_passes(world: World) -> None:
    # These two are ours to choose: no vendor hands them out.
    ours = {"operator_token": "a-token-of-the-operators", "alert_address": "deals@brand.example.test"}
    settings = world.settings(anthropic_api_key="", **ours)
    opened = connect(settings)
    results = await check_all(settings, opened)
    await opened.close()
    vendors = [result for result in results if result.name not in {"playbook", "store"}]
    assert [str(result) for result in vendors if not result.ok] == []


async def test_a_draft_is_found_then_sent_then_found_as_sent_and_cannot_be_sent_twice(
    connections: Connections, world: World
) -> None:
    gmail = connections.gmail
    draft = await gmail.create_draft(letter("k-1"))
    assert (await gmail.find_by_key("k-1", None, MIA)).drafts == (draft,)
    assert (await gmail.find_by_key("k-1", draft.thread_id, MIA)).drafts == (draft,)
    assert b"Hello Mia" in (await gmail.get_draft(draft.draft_id)).raw
    sent = await gmail.send_draft(draft.draft_id)
    for thread_id in (None, draft.thread_id):
        found = await gmail.find_by_key("k-1", thread_id, MIA)
        assert (found.drafts, found.sent) == ((), sent)
    with pytest.raises(NotFound):
        await gmail.send_draft(draft.draft_id)
    assert [mail["key"] for mail in world.ask("state")["sent"]] == ["k-1"]


UNCLEAR = (
    "drop_before", "drop_after", "reset", "reset_after", "timeout_before", "timeout_after", "half_open", "garbage",
    "garbage_after", "408", "500", "503",
)  # fmt: skip


@pytest.mark.parametrize("kind", UNCLEAR)
async def test_after_an_unclear_send_a_look_tells_what_to_do_and_the_mail_goes_out_once(
    connections: Connections, world: World, kind: str
) -> None:
    gmail = connections.gmail
    draft = await gmail.create_draft(letter("k-1"))
    world.tell("faults", vendor="gmail", kind=kind, match="drafts/send")
    with pytest.raises(Unclear):
        await gmail.send_draft(draft.draft_id)
    found = await gmail.find_by_key("k-1", draft.thread_id, MIA)
    if found.sent is None:
        assert found.drafts == (draft,)
        await gmail.send_draft(draft.draft_id)
    state = world.ask("state")
    assert [mail["key"] for mail in state["sent"]] == ["k-1"]
    assert state["drafts"] == []


@pytest.mark.parametrize("kind", ["drop_before", "drop_after", "reset_after", "timeout_after", "garbage_after"])
async def test_after_an_unclear_draft_a_look_tells_whether_it_is_there(
    connections: Connections, world: World, kind: str
) -> None:
    world.tell("faults", vendor="gmail", kind=kind, match="POST .*drafts$")
    with pytest.raises(Unclear):
        await connections.gmail.create_draft(letter("k-1"))
    found = await connections.gmail.find_by_key("k-1", None, MIA)
    assert len(found.drafts) == (1 if kind.endswith("after") else 0)


async def test_what_comes_in_and_goes_out_is_in_the_history_once_and_drafts_are_not(
    connections: Connections, world: World
) -> None:
    gmail = connections.gmail
    cursor = (await gmail.profile()).history_id
    draft = await gmail.create_draft(letter("k-1"))
    sent = await gmail.send_draft(draft.draft_id)
    said = world.tell("deliver", **{"from": MIA, "thread_id": sent.thread_id, "text": "950 works"})
    page = await gmail.history(cursor)
    assert set(page.message_ids) == {sent.message_id, said["id"]}
    assert (await gmail.history(page.newest_history_id)).message_ids == ()
    mail = await gmail.read_raw(said["id"])
    assert b"950 works" in mail.raw
    assert mail.thread_id == sent.thread_id
    headers = await gmail.thread_message_headers(sent.thread_id)
    assert [one.message_id for one in headers] == [sent.message_id, said["id"]]
    assert headers[1].headers["in-reply-to"] == headers[0].headers["message-id"]


async def test_an_aged_cursor_leads_to_a_resync_that_finds_everything(connections: Connections, world: World) -> None:
    cursor = (await connections.gmail.profile()).history_id
    said = world.tell("deliver", **{"from": MIA, "subject": "Hi", "text": "Hello"})
    world.tell("gmail/age_history")
    with pytest.raises(CursorExpired):
        await connections.gmail.history(cursor)
    assert said["id"] in await connections.gmail.list_recent("newer_than:7d")


async def test_a_persons_edit_and_discard_of_a_draft_are_seen(connections: Connections, world: World) -> None:
    gmail = connections.gmail
    draft = await gmail.create_draft(letter("k-1"))
    world.tell("gmail/draft", draft_id=draft.draft_id, action="edit", text="Hello dear Mia")
    assert b"Hello dear Mia" in (await gmail.get_draft(draft.draft_id)).raw
    world.tell("gmail/draft", draft_id=draft.draft_id, action="discard")
    with pytest.raises(NotFound):
        await gmail.get_draft(draft.draft_id)


async def test_a_watch_lives_for_days(connections: Connections, world: World) -> None:
    topic = str(world.settings().gmail_pubsub_topic)
    watch = await connections.gmail.watch(topic)
    assert watch.expires_at_ms / 1000 > time.time() + 6 * 86_400


async def test_an_access_token_that_ended_is_renewed_and_a_revoked_account_is_named(
    connections: Connections, world: World
) -> None:
    await connections.gmail.profile()
    world.tell("oauth", expire=True)
    assert (await connections.gmail.profile()).address
    world.tell("oauth", revoked=True, expire=True)
    with pytest.raises(Unauthorized, match="PARLEY_GMAIL_REFRESH_TOKEN"):
        await connections.gmail.profile()
    world.tell("oauth", revoked=False)


async def test_a_sheet_is_read_and_written_back(connections: Connections, world: World) -> None:
    sheet = await connections.sheets.read_rows("s-1")
    assert (sheet.tab, sheet.header) == ("Creators", ("Name", "E-mail", "Min Rate"))
    assert [(row.number, row.cells) for row in sheet.rows] == [(2, ("Mia Fern", MIA, "$1,200"))]
    await connections.sheets.update_cell("s-1", sheet.tab, row_number=2, column_number=4, value="agreed")
    await connections.sheets.append_row("s-1", sheet.tab, ["Noor Vale"])
    rows = (await connections.sheets.read_rows("s-1")).rows
    assert [row.cells[-1] for row in rows] == ["agreed", "Noor Vale"]
    world.tell("sheets/share", id="s-1", shared=False)
    with pytest.raises(Refused, match=r"invite .*@.* to sheet s-1"):
        await connections.sheets.read_rows("s-1")


async def test_a_task_comes_with_its_fields_and_takes_a_comment(connections: Connections, world: World) -> None:
    assert (await connections.clickup.get_task("t-1")).name == "Lumo: creators"
    assert "t-1" in [task.task_id for task in await connections.clickup.list_tasks("901100")]
    await connections.clickup.add_comment("t-1", "Deal with Mia")
    assert await connections.clickup.comments("t-1") == ("Deal with Mia",)
    with pytest.raises(NotFound, match="task t-404"):
        await connections.clickup.get_task("t-404")
    assert all(hook.is_active for hook in await connections.clickup.webhook_health())


@pytest.mark.parametrize("kind", ["drop_before", "drop_after", "timeout_after", "garbage_after", "half_open", "503"])
async def test_after_an_unclear_post_a_look_tells_whether_slack_has_it(
    connections: Connections, world: World, kind: str
) -> None:
    channel = world.settings().slack_channel
    world.tell("faults", vendor="slack", kind=kind, match="chat.postMessage")
    with pytest.raises(Unclear):
        await connections.slack.post(channel, "Deal with Mia", [], "deal:n-1")
    if await connections.slack.find_by_key(channel, "deal:n-1", time.time() - 3600) is None:
        await connections.slack.post(channel, "Deal with Mia", [], "deal:n-1")
    posts = await connections.slack.posts_by_key(channel)
    assert list(posts) == ["deal:n-1"]
    assert len(world.ask("state")["slack"]["messages"]) == 1


async def test_a_post_can_be_updated_and_is_still_found(connections: Connections, world: World) -> None:
    channel = world.settings().slack_channel
    post = await connections.slack.post(channel, "Deal with Mia", [], "deal:n-1")
    await connections.slack.update(post, "Deal with Mia, signed", [], "deal:n-1")
    assert await connections.slack.find_by_key(channel, "deal:n-1") == post


@pytest.mark.parametrize("vendor", ["gmail", "sheets", "slack", "clickup"])
async def test_every_vendors_throttling_and_outage_are_told_apart(
    connections: Connections, world: World, vendor: str
) -> None:
    calls: dict[str, Callable[[], Awaitable[object]]] = {
        "gmail": connections.gmail.profile,
        "sheets": lambda: connections.sheets.read_rows("s-1"),
        "slack": connections.slack.auth_test,
        "clickup": lambda: connections.clickup.get_task("t-1"),
    }
    world.tell("faults", vendor=vendor, kind="429", retry_after=3)
    with pytest.raises(Throttled) as caught:
        await calls[vendor]()
    assert caught.value.retry_after_seconds == 3
    world.tell("faults", vendor=vendor, kind="503")
    with pytest.raises(Unavailable):
        await calls[vendor]()
    await calls[vendor]()
