"""What do people in Slack do: press a button, choose from a menu, fill a form, type a command?

Signed interactions sent to Parley, as often as wanted. Nobody here presses
anything without being told to, and what Parley answers is only shown back.
"""

import hashlib
import hmac
import json
import secrets
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from sandbox import world
from sandbox.courier import Courier, Parcel
from sandbox.slack import Slack


@dataclass(eq=False)
class SlackPeople:
    """The hands of the people in the workspace."""

    slack: Slack
    courier: Courier
    target: str
    url: str = ""

    async def press(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Press the button with *action_id* or *label* on message *ts* as *user*, *times* over.

        Of a menu its *option* is chosen, and that one is sure of it.
        """
        message = self._message(asked)
        action = _button(message, asked)
        payload = self._payload(asked.get("user", "UMARA"), "block_actions")
        channel = self.slack.channels[message["channel"]]
        payload |= {
            "actions": [{**action, "action_ts": f"{time.time():.6f}"}],
            "channel": {"id": channel["id"], "name": channel["name"]},
            "message": {key: value for key, value in message.items() if key != "versions"},
            "container": {"type": "message", "message_ts": message["ts"], "channel_id": channel["id"]},
            "response_url": f"{self.url}/slack/hooks/{message['ts']}-{secrets.token_hex(6)}",
        }
        body = urlencode({"payload": json.dumps(payload)})
        return await self._send("press", body, int(asked.get("times", 1)), asked.get("forge"))

    def _message(self, asked: dict[str, Any]) -> dict[str, Any]:
        message = self.slack.message(str(asked["ts"])) if "ts" in asked else None
        if message is None:
            raise ValueError(f"no message with ts {asked.get('ts')}")
        return message

    async def submit(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Send the last opened form with *values* ({block_id: {action_id: text}}) as *user*."""
        if not self.slack.views:
            raise ValueError("no form has been opened")
        view = self.slack.views[-1]
        values = {block: {action: {"type": "plain_text_input", "value": text} for action, text in fields.items()}
                  for block, fields in asked.get("values", {}).items()}  # fmt: skip
        payload = self._payload(asked.get("user", "UMARA"), "view_submission")
        payload["view"] = {**view, "state": {"values": values}}
        body = urlencode({"payload": json.dumps(payload)})
        return await self._send("submit", body, int(asked.get("times", 1)), asked.get("forge"))

    async def command(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Type a slash command, /parley unless told otherwise."""
        user_id = asked.get("user", "UMARA")
        fields = {
            "token": "unused", "team_id": world.SLACK_TEAM_ID, "team_domain": "sandbox",
            "api_app_id": world.SLACK_APP_ID,
            "channel_id": world.SLACK_CHANNEL, "channel_name": world.SLACK_CHANNEL_NAME, "user_id": user_id,
            "user_name": self.slack.users.get(user_id, {}).get("name", "stranger"),
            "command": asked.get("command", "/parley"), "text": asked.get("text", ""),
            "response_url": f"{self.url}/slack/hooks/command-{secrets.token_hex(6)}",
            "trigger_id": secrets.token_hex(8),
        }  # fmt: skip
        return await self._send("command", urlencode(fields), int(asked.get("times", 1)), asked.get("forge"))

    def _payload(self, user_id: str, kind: str) -> dict[str, Any]:
        name = self.slack.users.get(user_id, {}).get("name", "stranger")
        return {
            "type": kind, "token": "unused", "api_app_id": world.SLACK_APP_ID, "trigger_id": secrets.token_hex(8),
            "team": {"id": world.SLACK_TEAM_ID, "domain": "sandbox"},
            "user": {"id": user_id, "username": name, "name": name, "team_id": world.SLACK_TEAM_ID},
        }  # fmt: skip

    async def _send(self, name: str, body: str, times: int, forge: str | None) -> dict[str, Any]:
        """Send one interaction as often as a nervous finger does; return each answer."""
        parcel = Parcel("slack", name, lambda: f"{self.target}/webhooks/slack",
                        lambda: (signed(body.encode(), forge), body.encode()), attempts=1)  # fmt: skip
        answers: list[dict[str, Any]] = []
        for _ in range(times):
            response = await self.courier.post(parcel)
            told = {"status": None, "body": ""}
            answers.append(told if response is None else {"status": response.status_code, "body": response.text[:4000]})
        return {"answers": answers}


def signed(body: bytes, forge: str | None = None) -> dict[str, str]:
    """Return Slack's headers for *body*; *forge* is signature, stale or none."""
    headers = {"Content-Type": "application/x-www-form-urlencoded", "User-Agent": "Slackbot 1.0"}
    if forge == "none":
        return headers
    stamp = str(int(time.time()) - (3600 if forge == "stale" else 0))
    key = b"wrong" if forge == "signature" else world.SLACK_SIGNING_SECRET.encode()
    signature = hmac.new(key, b"v0:" + stamp.encode() + b":" + body, hashlib.sha256).hexdigest()
    return {**headers, "X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={signature}"}


def _button(message: dict[str, Any], asked: dict[str, Any]) -> dict[str, Any]:
    """Return the pressed button as Slack reports it."""
    for block in message.get("blocks", ()):
        accessory = [block["accessory"]] if "accessory" in block else []
        for element in [*block.get("elements", ()), *accessory]:
            label = element.get("text") or element.get("placeholder") or {}
            label = label.get("text", "") if isinstance(label, dict) else ""
            named = element.get("action_id") == asked.get("action_id") if "action_id" in asked else False
            if named or ("label" in asked and asked["label"].lower() in label.lower()):
                return {**_chosen(element, asked), "block_id": block.get("block_id", "")}
    raise ValueError(f"message {message['ts']} has no button {asked.get('action_id') or asked.get('label')}")


def _chosen(element: dict[str, Any], asked: dict[str, Any]) -> dict[str, Any]:
    """Return a button as it is, and a menu with the option that was chosen, as Slack reports it."""
    if element.get("type") != "static_select":
        return element
    for option in element["options"]:
        if asked.get("option", "").lower() in option["text"]["text"].lower():
            kept: dict[str, Any] = {
                name: element[name] for name in ("type", "action_id", "placeholder") if name in element
            }
            return {**kept, "selected_option": option}
    raise ValueError(f"the menu {element['action_id']} has no option {asked.get('option')}")
