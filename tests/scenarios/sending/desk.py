"""What lies on a desk before a mail goes out: one negotiation in real books, beside a real mailbox and channel.

No workflow runs: the steps are called one by one, as a turn would call them,
so a test can stand between two of them.
"""

from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa

from negotiation.case import Case, Thread
from negotiation.letter import Draft, Stage
from negotiation.state import State
from negotiation.terms import Autonomy, Brief
from negotiation.verdicts import Counter, TraceLine
from steps import connections
from steps.clients.gmail import Gmail
from steps.clients.gmail_answers import SentRef
from steps.clock import now_ms
from steps.fetch_mail import CURSOR
from steps.import_campaign import SheetLine, import_campaign
from steps.ledger import store
from steps.ledger.attempts import RESTORED
from steps.ledger.tables import attempts, cursors, mails, presses
from steps.mail.compose import compose
from steps.mail.parsed import Address
from steps.outbox import SavedDraft
from steps.send_email import mail_key, outgoing, save_draft
from steps.write_draft import Written, letter_order
from tests.negotiation.makers import CAMPAIGN
from tests.sandbox.conftest import World

ADA = "ada@creators.example.test"
OFFER_CENTS = 50_000
ROW = {"Name": "Ada Quillfeather", "Email": ADA, "Handle": "@ada", "Average Views": "50000"}
LONG_AGO_MS = 600_000
BODY = "Hi Ada,\n\nWe would love one Instagram reel for $500.\n\nBest,\nMara Lindqvale"


@dataclass
class Desk:
    """One negotiation, its mailbox and its channel."""

    world: World
    brief: Brief
    case: Case

    @property
    def gmail(self) -> Gmail:
        return connections.current().gmail

    @property
    def offer(self) -> Counter:
        return Counter(OFFER_CENTS, self.brief.campaign.package, (TraceLine("anchor", OFFER_CENTS, "We open low."),))

    def key(self, stage: Stage = Stage.OPENING) -> str:
        return mail_key(self.case.negotiation_id, self.case.turn, stage)

    def write(self, stage: Stage = Stage.OPENING) -> Written:
        """Return a mail that the guard lets pass."""
        order = letter_order(self.brief, self.case, stage, self.offer)
        return Written(order, Draft("A reel for Kettlewick", BODY, "offline"))

    async def lay(self, stage: Stage = Stage.OPENING, *, long_ago: bool = False) -> tuple[Written, SavedDraft]:
        """Lay our draft for *stage*; *long_ago* is long enough for a person to have had it in hand."""
        written = self.write(stage)
        saved = await save_draft(self.brief, self.case, self.key(stage), written.draft)
        if long_ago:
            self.change(attempts.update().values(at_ms=attempts.c.at_ms - LONG_AGO_MS))
        return written, saved

    async def open_thread(self) -> SentRef:
        """Let a first mail of ours lie in the thread, and the negotiation wait in it for an answer."""
        written = self.write()
        mail = replace(outgoing(self.brief, self.case, "opening-key", written.draft), subject="Lumo and you")
        sent = await self.gmail.send_draft((await self.gmail.create_draft(compose(mail))).draft_id)
        thread = Thread(sent.thread_id, "Lumo and you", (self.rfc_id(sent.message_id),), (ADA,))
        self.case = replace(self.case, thread=thread, state=State.COUNTER_RECEIVED, turn=2)
        return sent

    async def send_another(self, to: str) -> None:
        """Let a newer mail of ours go out in a thread of its own."""
        mail = replace(outgoing(self.brief, self.case, "another", self.write().draft), to=(Address("", to),))
        alone = replace(mail, in_reply_to="", references=())
        await self.gmail.send_draft((await self.gmail.create_draft(compose(alone))).draft_id)

    def edit(self, saved: SavedDraft, **told: Any) -> None:
        """Let a person change the draft in Gmail."""
        self.world.tell("gmail/draft", draft_id=saved.draft_id, action="edit", **told)

    def hear(self, text: str, *, thread_id: str = "") -> str:
        """Let the creator answer, and nobody know it yet; return the mail's id."""
        thread_id = thread_id or self.case.thread.thread_id
        return str(self.world.tell("deliver", **{"from": ADA, "thread_id": thread_id, "text": text})["id"])

    def note_mail(self, message_id: str, **other: Any) -> None:
        """Bring a mail into the books as the mailbox does."""
        told = {"message_id": message_id, "thread_id": "t", "outgoing": False, "kind": "person", "references": []}
        told |= {"negotiation_id": self.case.negotiation_id, "recipients": [], "facts": {}, "route": "reply"}
        times = dict.fromkeys(("received_at_ms", "stored_at_ms", "routed_at_ms"), now_ms())
        self.change(mails.insert().values(**(told | times | other)))

    def read_mailbox(self, at_ms: int | None = None) -> None:
        """Let the mailbox have been read to its end, just now or *at_ms*."""
        self.change(cursors.delete().where(cursors.c.name == CURSOR))
        place = str(self.world.look()["gmail"]["history_id"])
        self.change(cursors.insert().values(name=CURSOR, value=place, at_ms=at_ms or now_ms()))

    def press(self, action: str) -> None:
        """Let a person press something that no turn has followed yet."""
        told = {"press_id": action, "negotiation_id": self.case.negotiation_id, "action": action, "who": "mara"}
        self.change(presses.insert().values(**told, detail={}, at_ms=now_ms(), signal={"act": action}))

    def restore(self) -> None:
        """Let the books be those of a backup: what was done since is forgotten."""
        self.change(attempts.delete())
        self.change(cursors.insert().values(name=RESTORED, value=str(now_ms() - LONG_AGO_MS), at_ms=now_ms()))

    def change(self, statement: sa.Executable) -> None:
        with store.current().transaction() as session:
            session.execute(statement)

    def rows(self, table: sa.Table) -> list[dict[str, Any]]:
        with store.current().reading() as connection:
            return [dict(row) for row in connection.execute(sa.select(table)).mappings()]

    @property
    def drafts(self) -> list[Any]:
        return list(self.world.look()["drafts"])

    @property
    def sent(self) -> list[Any]:
        return list(self.world.look()["sent"])

    def rfc_id(self, message_id: str) -> str:
        (mail,) = [one for one in self.sent if one["id"] == message_id]
        return str(mail["message_id"]).strip("<>")


async def set_up(world: World) -> Desk:
    """Return a desk with one negotiation that has said nothing yet."""
    campaign = replace(CAMPAIGN, autonomy=Autonomy.AUTO)
    line = SheetLine(2, tuple(ROW.items()))
    (brief,) = (await import_campaign(campaign, (line,), "api", "c1", "c1")).briefs
    return Desk(world, brief, Case(brief.negotiation_id, turn=1))
