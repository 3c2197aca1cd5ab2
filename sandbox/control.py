"""How is the sandbox told what to do?

Everything under /_sandbox: seed, look, deliver, press, break, heal. These
doors need no key and are never hit by a fault; no vendor has anything like them.
"""

import base64
import json
from collections.abc import Awaitable, Callable
from dataclasses import fields, replace
from email.message import EmailMessage
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox import ledger, mime, snapshot
from sandbox.seeding import sow
from sandbox.stage import Sandbox, creators_of

Answer = Callable[[dict[str, Any]], Any]


class Control:
    """The doors behind the stage."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox

    def routes(self) -> list[Route]:
        """Return every control path; each takes and answers JSON."""
        box = self._sandbox
        seen: dict[str, Answer] = {
            "state": lambda _asked: ledger.state(box),
            "credentials": lambda _asked: box.credentials(),
            "requests": self._requests,
            "model": lambda _asked: {"mode": box.anthropic.mode, "told": dict(box.anthropic.told)},
            "faults": lambda _asked: {"faults": box.faults.shown()},
            "pushes": lambda _asked: ledger.pushes(box),
            "creators": lambda _asked: {"creators": box.creators.truth()},
            "snapshot": lambda _asked: snapshot.take(box),
        }
        done: dict[str, Answer] = {
            "reset": self._reset,
            "snapshot": lambda asked: snapshot.lay(box, asked),
            "seed": self._seed,
            "target": self._target,
            "settings": self._settings,
            "faults": self._add_fault,
            "faults/clear": lambda _asked: box.faults.clear(),
            "deliver": self._deliver,
            "colleague": self._colleague,
            "pushes": self._disturb,
            "pushes/pause": self._pause,
            "pushes/resume": lambda _asked: {"released": box.courier.resume()},
            "gmail/push": self._push,
            "gmail/parcels": self._parcels,
            "gmail/age_history": self._age_history,
            "gmail/watch": self._watch,
            "gmail/draft": self._draft,
            "gmail/delete_thread": self._delete_thread,
            "gmail/labels": self._labels,
            "oauth": self._oauth,
            "sheets/share": self._share,
            "clickup/fire": self._fire,
            "anthropic": self._model,
        }
        gets = [Route(f"/_sandbox/{path}", _door(answer)) for path, answer in seen.items()]
        posts = [Route(f"/_sandbox/{path}", _door(answer), methods=["POST"]) for path, answer in done.items()]
        people = [
            Route("/_sandbox/slack/press", _door(self._press), methods=["POST"]),
            Route("/_sandbox/slack/submit", _door(self._submit), methods=["POST"]),
            Route("/_sandbox/slack/command", _door(self._command), methods=["POST"]),
        ]
        return [*gets, *posts, *people, Route("/_sandbox/boxes/{address}", self._box)]

    async def _box(self, request: Request) -> Response:
        return JSONResponse(ledger.box(self._sandbox, request.path_params["address"].lower()))

    # ------------------------------------------------------------ the world

    def _reset(self, asked: dict[str, Any]) -> None:
        """Begin anew with {seed, target, day_seconds, world}; what neither names stays as it is."""
        start, told = self._sandbox.start, asked.get("world", {})
        given = {one.name: source[one.name] for source in (told, asked) for one in fields(start) if one.name in source}
        self._sandbox.reset(replace(start, **given), told)

    def _seed(self, asked: dict[str, Any]) -> None:
        """Put a world in: people, sheets, tasks, channels. Mail and watch stay as they are."""
        box, told = self._sandbox, asked.get("world", asked)
        given = {name: told[name] for name in ("seed", "day_seconds") if name in told}
        box.start = replace(box.start, **given)
        if "people" in told:
            box.creators = box.post_office.creators = creators_of(told, box.start)
        sow(told, box.sheets, box.clickup, box.slack)

    def _target(self, asked: dict[str, Any]) -> dict[str, str]:
        self._sandbox.aim(str(asked["target"]))
        return {"target": self._sandbox.start.target}

    def _settings(self, asked: dict[str, Any]) -> None:
        """Set {rewrites_message_ids, aliases, push_gap_seconds}."""
        office, watcher = self._sandbox.post_office, self._sandbox.watcher
        office.rewrites_message_ids = bool(asked.get("rewrites_message_ids", office.rewrites_message_ids))
        office.aliases = tuple(asked.get("aliases", office.aliases))
        watcher.least_gap_seconds = float(asked.get("push_gap_seconds", watcher.least_gap_seconds))

    def _requests(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Return the log, narrowed by ?vendor= and ?path= (a part of it)."""
        log = self._sandbox.log
        vendor, part = asked.get("vendor"), asked.get("path", "")
        lines = [line for line in log.lines if vendor in (None, line["vendor"]) and part in line["path"]]
        return {"requests": lines, "counts": dict(log.counts)}

    def _add_fault(self, asked: dict[str, Any]) -> dict[str, Any]:
        self._sandbox.faults.add(asked)
        return {"faults": self._sandbox.faults.shown()}

    # ------------------------------------------------------------ mail

    def _deliver(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Bring the team a mail: {raw_base64} as it is, or {from, subject, text, thread_id, headers}; {labels} too."""
        labels = tuple(asked.get("labels", ("INBOX", "UNREAD")))
        message = self._sandbox.post_office.deliver(self._raw(asked, str(asked.get("from", ""))), labels)
        return ledger.mail(message)

    def _labels(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Let a person move a mail: {id, add, remove} labels."""
        box = self._sandbox.mailbox
        message = box.messages[asked["id"]]
        box.relabel(message, asked.get("add", ()), asked.get("remove", ()))
        return ledger.mail(message)

    def _colleague(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Let a colleague write from the shared mailbox: {thread_id, text, to?, subject?}, without our key."""
        box = self._sandbox.mailbox
        return ledger.mail(self._sandbox.post_office.deliver(self._raw(asked, f"Tobin Ashgrove <{box.address}>")))

    def _raw(self, asked: dict[str, Any], sender: str) -> bytes:
        if "raw_base64" in asked:
            return base64.b64decode(asked["raw_base64"])
        box = self._sandbox.mailbox
        letter = EmailMessage()
        letter["From"], letter["To"] = sender, asked.get("to", box.address)
        if thread := box.threads.get(asked.get("thread_id", "")):
            letter = _answering(letter, [box.messages[one] for one in thread], box.address, "to" not in asked)
        if "subject" in asked:
            del letter["Subject"]
            letter["Subject"] = asked["subject"]
        for name, value in asked.get("headers", {}).items():
            letter[name] = value
        letter.set_content(asked.get("text", ""))
        return letter.as_bytes()

    def _draft(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Play a person at a draft: {draft_id, action: edit | discard | send, text, headers}."""
        box, draft_id = self._sandbox.mailbox, asked["draft_id"]
        held = box.messages[box.drafts[draft_id]]
        match asked["action"]:
            case "discard":
                box.take_draft(draft_id)
                return {}
            case "send":
                box.take_draft(draft_id)
                return ledger.mail(self._sandbox.post_office.send(held.raw, held.thread_id))
            case "edit":
                letter = mime.with_body(held.raw, str(asked.get("text", held.text)))
                for name, value in asked.get("headers", {}).items():
                    letter = mime.with_header(letter, name, str(value))
                box.replace_draft(draft_id, letter, held.thread_id)
                return {"draft_id": draft_id, **ledger.mail(box.messages[box.drafts[draft_id]])}
            case other:
                raise ValueError(f"action must be edit, discard or send, not {other}")

    def _delete_thread(self, asked: dict[str, Any]) -> None:
        """Let a person delete a conversation for good, drafts and all: {thread_id}."""
        box = self._sandbox.mailbox
        members = set(box.threads[asked["thread_id"]])
        box.drafts = {draft: message for draft, message in box.drafts.items() if message not in members}
        for message_id in members:
            box.remove(box.messages[message_id])

    # ------------------------------------------------------------ pushes

    def _disturb(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Set how likely pushes are lost, doubled, late, overtaken: {lose, double, delay, delay_seconds, reorder}."""
        self._sandbox.courier.disturbance = replace(self._sandbox.courier.disturbance, **asked)
        return ledger.pushes(self._sandbox)

    def _pause(self, _asked: dict[str, Any]) -> None:
        self._sandbox.courier.paused = True

    async def _push(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Push now, also without a change: {history_id?, times?, forge?}; return the answers' statuses."""
        box = self._sandbox
        parcel = box.watcher.parcel(int(asked.get("history_id", box.mailbox.history_id)), asked.get("forge"))
        return {"statuses": [await box.courier.attempt(parcel) for _ in range(int(asked.get("times", 1)))]}

    def _parcels(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Return {count} signed pushes for somebody else to post: one token, as Google uses it, and a body each."""
        box = self._sandbox
        made = [box.watcher.parcel(box.mailbox.history_id).make() for _ in range(int(asked["count"]))]
        return {"headers": made[0][0], "bodies_base64": [base64.b64encode(body).decode() for _, body in made]}

    def _age_history(self, _asked: dict[str, Any]) -> dict[str, int]:
        self._sandbox.mailbox.age_history()
        return {"oldest_history_id": self._sandbox.mailbox.oldest_history_id}

    def _watch(self, asked: dict[str, Any]) -> dict[str, int]:
        """Let the watch end in {expires_in_seconds}, 0 for now."""
        watcher = self._sandbox.watcher
        seconds = float(asked["expires_in_seconds"])
        watcher.expires_ms = self._sandbox.clock.epoch_ms() + int(seconds * 1000) if seconds > 0 else 0
        return {"expires_ms": watcher.expires_ms}

    # ------------------------------------------------------------ accounts, sheets, ClickUp

    def _oauth(self, asked: dict[str, Any]) -> None:
        """Break accounts: {revoked: bool} kills or revives the refresh token, {expire: true} all access tokens."""
        accounts = self._sandbox.accounts
        accounts.revoked = bool(asked.get("revoked", accounts.revoked))
        if asked.get("expire"):
            accounts.expire_tokens()

    def _share(self, asked: dict[str, Any]) -> None:
        self._sandbox.sheets.kept[asked["id"]].shared = bool(asked["shared"])

    def _fire(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Send a ClickUp event: {task_id | task, event?, times?, secret? (forged)}."""
        clickup = self._sandbox.clickup
        task_id = clickup.put(asked["task"])["id"] if "task" in asked else str(asked["task_id"])
        event, times = asked.get("event", "taskCreated"), int(asked.get("times", 1))
        sent = sum(clickup.fire(event, task_id, secret=asked.get("secret")) for _ in range(times))
        return {"task_id": task_id, "sent": sent}

    # ------------------------------------------------------------ Slack and the model, new after each reset

    async def _press(self, asked: dict[str, Any]) -> dict[str, Any]:
        return await self._sandbox.slack_people.press(asked)

    async def _submit(self, asked: dict[str, Any]) -> dict[str, Any]:
        return await self._sandbox.slack_people.submit(asked)

    async def _command(self, asked: dict[str, Any]) -> dict[str, Any]:
        return await self._sandbox.slack_people.command(asked)

    def _model(self, asked: dict[str, Any]) -> dict[str, Any]:
        return self._sandbox.anthropic.behave(asked)


def _answering(letter: EmailMessage, thread: list[Any], us: str, to_all: bool) -> EmailMessage:
    """Address a letter as an answer to the last mail of a thread."""
    last = thread[-1]
    letter["Subject"] = f"Re: {mime.without_reply_marks(last.header('Subject'))}"
    letter["In-Reply-To"] = last.header("Message-ID")
    letter["References"] = " ".join(dict.fromkeys([*last.names(), last.header("Message-ID")]))
    if to_all:
        people = mime.addresses(*(one.header(name) for one in thread for name in ("From", "To")))
        others = [address for address in people if address != us]
        del letter["To"]
        letter["To"] = us if mime.addresses(str(letter["From"])) != (us,) else ", ".join(others)
    return letter


def _door(answer: Callable[[dict[str, Any]], Any | Awaitable[Any]]) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        try:
            asked = json.loads(await request.body() or b"{}") | dict(request.query_params)
            told = answer(asked)
            if isinstance(told, Awaitable):
                told = await told
        except (ValueError, KeyError, TypeError) as error:
            return JSONResponse({"error": f"{type(error).__name__}: {error}"}, 400)
        return JSONResponse({"ok": True} if told is None else told)

    return endpoint
