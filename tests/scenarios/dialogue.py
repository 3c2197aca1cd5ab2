"""How does a test speak with Parley as a creator, a colleague and a campaign manager do?

`creator_says`, `we_say`, `silence`, `slack`, `press`: what arrives and what is
seen, in the words of the product. `transcript` is the whole conversation, for
a test that fails. It never looks into a workflow to learn what was said.
"""

import asyncio
import json
from dataclasses import dataclass, field
from typing import Any

from negotiation.amounts import AmountKind, find_amounts
from steps.ledger import projections, store
from tests.scenarios.living import Parley, until

# CPM 10 to 20 dollars at 50,000 views: we open with $500, aim at $750 and never pay more than $1,000.
ANCHOR, TARGET, RESERVATION = 50_000, 75_000, 100_000
VIEWS = 50_000
FIELDS: dict[str, str | int | float] = {
    "Client": "Northlight Agency",
    "Brand": "Lumo Trail Shoes",
    "Owner": "mara.lindqvale@brand.example.test",
    "Platform": "Instagram",
    "Deliverables": "1x Reel",
    "CPM Min": "10",
    "CPM Max": "20",
    "Budget": "20000",
    "Autonomy": "auto",
    "Day Length Seconds": 600,
}
NAMES = ("Ada Quillfeather", "Bo Larkspur", "Cleo Mistwood", "Dov Thornapple", "Edda Fenwhistle")


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail of ours as it lies in the creator's box."""

    text: str
    subject: str
    thread_id: str
    to: str
    cc: str
    message_id: str
    in_reply_to: str

    @property
    def amounts(self) -> list[int]:
        """The money it names, in cents."""
        found = find_amounts(self.text, "USD")
        return list(dict.fromkeys(one.cents for one in found if one.kind is AmountKind.MONEY))

    @property
    def fee(self) -> int:
        """The one amount it names."""
        (fee,) = self.amounts
        return fee


@dataclass(frozen=True, slots=True)
class Notice:
    """A message of ours in the Slack channel."""

    key: str
    ts: str
    text: str
    words: str  # of its blocks
    buttons: tuple[str, ...]


@dataclass
class Dialogue:
    """One negotiation, seen from outside."""

    parley: Parley
    campaign_id: str
    name: str
    email: str
    day_seconds: float
    _heard: int = 0
    _read: set[str] = field(default_factory=set)
    _negotiation_id: str = ""

    # ------------------------------------------------------------ mail

    async def we_say(self, expected: str = "") -> Mail:
        """Return our next mail, which holds the words *expected*."""

        async def next_mail() -> Mail | None:
            box = await self._ours()
            return _mail(box[self._heard]) if len(box) > self._heard else None

        mail = await until(next_mail, f"mail from us ({expected or 'any'})")
        self._heard += 1
        assert expected.lower() in " ".join(mail.text.split()).lower(), mail.text
        return mail

    async def we_say_nothing(self) -> None:
        """Wait until nothing is under way, and make sure that we wrote nothing meanwhile."""
        await self.parley.rest()
        box = await self._ours()
        assert [_mail(one).text for one in box[self._heard :]] == []

    async def creator_says(self, text: str, **other: Any) -> str:
        """Let the creator answer in the thread (or as *other* says); return the id of the mail in Gmail."""
        ours = await self._ours()
        told = {"from": f"{self.name} <{self.email}>", "text": text}
        told |= {"thread_id": ours[-1]["thread_id"]} if ours else {"subject": "Hello"}
        told |= other
        if told.get("thread_id", "") == "":
            told.pop("thread_id", None)
        return str((await self.parley.tell("deliver", **told))["id"])

    async def colleague_says(self, text: str) -> None:
        """Let a colleague answer from the shared mailbox."""
        thread_id = (await self._ours())[-1]["thread_id"]
        await self.parley.tell("colleague", thread_id=thread_id, text=text)

    async def silence(self, days: float) -> None:
        """Let *days* of the campaign pass."""
        await asyncio.sleep(days * self.day_seconds)

    async def _ours(self) -> list[Any]:
        box = await self.parley.look(f"boxes/{self.email}")
        return [one for one in box if one["direction"] == "received" and one["key"]]

    # ------------------------------------------------------------ people

    async def slack(self, kind: str) -> Notice:
        """Return the next message of *kind* (deal, escalation, approval) that was not read yet."""

        async def unread() -> Notice | None:
            return next((one for one in await self.notices(kind) if one.key not in self._read), None)

        notice = await until(unread, f"{kind} in Slack")
        self._read.add(notice.key)
        return notice

    async def notices(self, kind: str) -> list[Notice]:
        """Return every message of *kind* about this negotiation, oldest first."""
        there = await self.parley.look()
        negotiation_id = await self.negotiation_id()
        told = [_notice(one) for one in there["slack"]["messages"] if negotiation_id in json.dumps(one)]
        return [one for one in told if one.key.startswith(f"{kind}/")]

    async def press(self, label: str, notice: Notice, *, option: str = "", times: int = 1, user: str = "UMARA") -> None:
        """Press a button of *notice*, or choose *option* of a menu, as often as told."""
        told = {"label": label, "option": option, "times": times, "user": user}
        pressed = await self.parley.tell("slack/press", ts=notice.ts, **told)
        assert [one["status"] for one in pressed["answers"]] == [200] * times, pressed

    async def decide(self, act: str, **decision: Any) -> None:
        """Decide by the operator's API."""
        await self.parley.post(f"/negotiations/{await self.negotiation_id()}/{act}", decision)

    # ------------------------------------------------------------ what Parley shows

    async def negotiation_id(self) -> str:
        """Return the id, as soon as the campaign has been read."""
        if not self._negotiation_id:

            async def known() -> str | None:
                rows = await self.parley.get("/negotiations", campaign_id=self.campaign_id)
                return next((str(row["negotiation_id"]) for row in rows if row["email"] == self.email), None)

            self._negotiation_id = await until(known, f"negotiation with {self.email}")
        return self._negotiation_id

    async def story(self) -> Any:
        """Return what an operator sees."""
        return await self.parley.get(f"/negotiations/{await self.negotiation_id()}")

    async def state(self) -> str:
        """Return the state once nothing is under way."""
        await self.parley.rest()
        return str((await self.story())["state"])

    async def reaches(self, state: str) -> None:
        """Wait until the negotiation is in *state*."""

        async def there() -> bool | None:
            return True if (await self.story())["state"] == state else None

        await until(there, f"state {state}")

    async def deal(self) -> Any:
        """Wait for the deal of exactly this negotiation: one, told once in Slack; return it."""
        told = await self.slack("deal")
        await self.parley.rest()
        deal = (await self.story())["deal"]
        assert deal is not None
        assert [one.key for one in await self.notices("deal")] == [told.key]
        return deal

    def transcript(self) -> str:
        """Return all that was said, in mails and in Slack, and how the state moved."""
        box = self.parley.world.look(f"boxes/{self.email}")
        lines = [f"{'we' if one['direction'] == 'received' else 'creator'}: {_line(one)}" for one in box]
        messages = self.parley.world.look()["slack"]["messages"]
        lines += [f"slack {_notice(one).key}: {one['text']}" for one in messages]
        return "\n".join([f"=== {self.name}, {self.campaign_id}", *lines, *self._moves()])

    def _moves(self) -> list[str]:
        if not self.parley.is_alive or not self._negotiation_id:
            return ["the service is down" if not self.parley.is_alive else "the negotiation was never seen"]
        story = projections.show_negotiation(self._negotiation_id) or {}
        moved = [f"{one['from_state']} --{one['event']}--> {one['to_state']}" for one in story.get("history", ())]
        judged = [f"verdict {one['kind']} {one['fee_cents']}" for one in story.get("verdicts", ())]
        asked = [f"escalated: {one['reason']}: {one['detail']}" for one in story.get("escalations", ())]
        held = [f"draft {one['stage']} {one['status']} {one['reasons']}" for one in story.get("drafts", ())]
        return [*moved, *judged, *asked, *held, f"store: {store.current().path.name}"]


@dataclass
class Stage:
    """Where dialogues are held."""

    parley: Parley
    dialogues: list[Dialogue] = field(default_factory=list)

    async def negotiate(self, campaign_id: str = "spring", **fields: Any) -> Dialogue:
        """Start a campaign with one creator."""
        return (await self.campaign(campaign_id, creators=1, **fields))[0]

    async def campaign(self, campaign_id: str = "spring", *, creators: int, **fields: Any) -> list[Dialogue]:
        """Start a campaign; *fields* are those of ClickUp, with underscores for spaces."""
        order = FIELDS | {name.replace("_", " "): value for name, value in fields.items()}
        people = [(name, f"{name.split()[0].lower()}@creators.example.test") for name in NAMES[:creators]]
        rows = [
            {"Name": name, "Email": email, "Handle": f"@{name.split()[0].lower()}", "Average Views": str(VIEWS)}
            for name, email in people
        ]
        await self.parley.post("/campaigns", {"campaign_id": campaign_id, "fields": order, "creators": rows})
        day = float(order["Day Length Seconds"])
        begun = [Dialogue(self.parley, campaign_id, name, email, day) for name, email in people]
        self.dialogues += begun
        return begun


def _mail(item: dict[str, Any]) -> Mail:
    return Mail(
        text=item["body_text"],
        subject=item["subject"],
        thread_id=item["thread_id"],
        to=item["to"],
        cc=item["cc"],
        message_id=item["message_id"],
        in_reply_to=item["in_reply_to"],
    )


def _notice(message: dict[str, Any]) -> Notice:
    elements = [one for block in message.get("blocks", ()) for one in block.get("elements", ())]
    return Notice(
        key=message.get("metadata", {}).get("event_payload", {}).get("key", ""),
        ts=message["ts"],
        text=message["text"],
        words="\n".join(_words(block) for block in message.get("blocks", ())),
        buttons=tuple(one["text"]["text"] for one in elements if one.get("type") == "button"),
    )


def _words(block: dict[str, Any]) -> str:
    texts = [block.get("text", {}), *block.get("fields", ()), *block.get("elements", ())]
    return "\n".join(one["text"] for one in texts if isinstance(one.get("text"), str))


def _line(item: dict[str, Any]) -> str:
    return f"[{item['subject']}] {' '.join(item['body_text'].split())[:400]}"
