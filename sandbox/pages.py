"""What can a person look at?

The creators' inboxes, the Slack channel and the requests, as plain pages that
reload by themselves. They show what is there and change nothing.
"""

from datetime import UTC, datetime
from typing import Any

from jinja2 import Environment, PackageLoader
from markupsafe import Markup
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from sandbox import world
from sandbox.mailbox import Message
from sandbox.mrkdwn import as_shown, plain
from sandbox.post_office import KEY_HEADER
from sandbox.stage import Sandbox

_RELOAD_SECONDS = 3
_MOST_SHOWN = 200
_LONGEST_TEXT = 20_000
_DOORS = (
    ("Gmail", "/gmail/v1", "the team's mailbox, with drafts, history and watch"),
    ("Pushes", "to the target's /webhooks/gmail", "signed as Google's Pub/Sub signs them"),
    ("Sheets", "/v4/spreadsheets", "what the service account was invited to"),
    ("ClickUp", "/clickup/api/v2", "campaign tasks, comments, signed webhooks"),
    ("Slack", "/slack/api/", "one workspace, signed interactions"),
    ("Anthropic", "/anthropic/v1/messages", "two questions, answered by rules"),
    ("Control", "/_sandbox/state", "the ledger, and everything else a test or a demo needs"),
)


class Pages:
    """The windows of the sandbox."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self._templates = Environment(loader=PackageLoader("sandbox"), autoescape=True, trim_blocks=True)

    def routes(self) -> list[Route]:
        """Return the pages' paths."""
        return [
            Route("/", self._index),
            Route("/inboxes", self._inboxes),
            Route("/inboxes/{address}", self._inbox),
            Route("/slack-channel", self._slack),
            Route("/requests", self._requests),
        ]

    def _page(self, name: str, **shown: Any) -> Response:
        seconds = round(self._sandbox.clock.seconds())
        page = self._templates.get_template(name)
        return HTMLResponse(page.render(refresh=_RELOAD_SECONDS, seconds=seconds, **shown))

    async def _index(self, _request: Request) -> Response:
        box = self._sandbox
        figures = [
            ("mails sent by the team", len(box.post_office.sent)),
            ("mails delivered to it", len(box.post_office.delivered)),
            ("replies on their way", box.post_office.planned),
            ("drafts waiting", len(box.mailbox.drafts)),
            ("Slack messages", len(box.slack.messages)),
            ("ClickUp comments", len(box.clickup.comments)),
            ("pushes on their way", box.courier.under_way),
            ("requests", sum(box.log.counts.values())),
        ]
        return self._page("index.html", figures=figures, doors=_DOORS, faults=box.faults.shown())

    async def _inboxes(self, _request: Request) -> Response:
        people = {person["address"]: person for person in self._sandbox.creators.truth()}
        boxes = self._sandbox.post_office.boxes
        return self._page("inboxes.html", rows=[self._row(one, people.get(one, {})) for one in {**people, **boxes}])

    def _row(self, address: str, person: dict[str, Any]) -> dict[str, Any]:
        items = self._sandbox.post_office.boxes.get(address, [])
        last = items[-1].message if items else None
        return {
            "address": address,
            "name": person.get("name", ""),
            "temperament": person.get("temperament", ""),
            "got": sum(item.direction == "received" for item in items),
            "wrote": sum(item.direction == "sent" for item in items),
            "subject": last.header("Subject") if last else "",
            "words": " ".join(last.text[:300].split())[:90] if last else "",
        }

    async def _inbox(self, request: Request) -> Response:
        address = request.path_params["address"].lower()
        known = {person["address"] for person in self._sandbox.creators.truth()}
        items = self._sandbox.post_office.boxes.get(address)
        if items is None and address not in known:
            raise HTTPException(404, f"nobody lives at {address}")
        mails = [_mail(item.message, by_team=item.direction == "received") for item in items or ()]
        return self._page("inbox.html", address=address, mails=mails)

    async def _slack(self, request: Request) -> Response:
        channel = self._sandbox.slack.channels[world.SLACK_CHANNEL]
        posts = [_post(one) for one in self._sandbox.slack.messages if one["channel"] == channel["id"]]
        return self._page("slack.html", channel=channel["name"], posts=posts[-_MOST_SHOWN:])

    async def _requests(self, request: Request) -> Response:
        log, vendor = self._sandbox.log, request.query_params.get("vendor")
        lines = [line for line in log.lines if vendor in (None, line["vendor"])][: -_MOST_SHOWN - 1 : -1]
        shown = [{**line, "clock": _clock(line["at"])} for line in lines]
        return self._page("requests.html", lines=shown, counts=log.counts.most_common())


def _clock(epoch_seconds: float) -> str:
    return datetime.fromtimestamp(epoch_seconds, UTC).strftime("%H:%M:%S")


def _mail(message: Message, *, by_team: bool) -> dict[str, Any]:
    return {
        "by_team": by_team,
        "sender": message.header("From"),
        "to": message.header("To"),
        "cc": message.header("Cc"),
        "subject": message.header("Subject"),
        "key": message.header(KEY_HEADER),
        "at": _clock(message.internal_ms / 1000),
        "text": message.text[:_LONGEST_TEXT],
    }


def _post(message: dict[str, Any]) -> dict[str, Any]:
    metadata = message.get("metadata") or {}
    blocks = [_block(block) for block in message.get("blocks") or ()]
    return {
        "at": _clock(float(message["ts"])),
        "key": metadata.get("event_payload", {}).get("key", ""),
        "edited": "edited" in message,
        "blocks": blocks or [{"kind": "section", "text": as_shown(message["text"]), "fields": [], "buttons": []}],
    }


def _block(block: dict[str, Any]) -> dict[str, Any]:
    elements = [*block.get("elements", ()), *([block["accessory"]] if "accessory" in block else ())]
    buttons = [(_words(one.get("text")), one.get("style", "")) for one in elements if one.get("type") == "button"]
    buttons += [(_words(one.get("placeholder")), "menu") for one in elements if one.get("type") == "static_select"]
    written = [_words(one) for one in elements if one.get("type") in ("mrkdwn", "plain_text")]
    return {
        "kind": block["type"],
        "text": _words(block.get("text")) or Markup("  ").join(written),
        "fields": [_words(one) for one in block.get("fields", ())],
        "buttons": buttons,
    }


def _words(shown: Any) -> Markup:
    """Return a text object's words as Slack shows them; as they were sent they are in the ledger."""
    if not isinstance(shown, dict):
        return Markup("")
    text = str(shown.get("text", ""))
    return as_shown(text) if shown.get("type") == "mrkdwn" else plain(text)
