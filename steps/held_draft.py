"""What was the draft that waits for a person?"""

import asyncio
from dataclasses import dataclass

import sqlalchemy as sa

from negotiation.case import Case
from negotiation.letter import Draft, LetterOrder
from negotiation.records import decode
from negotiation.verdicts import Verdict
from steps import connections
from steps.durable import effect
from steps.ledger import store
from steps.ledger.tables import drafts, verdicts
from steps.outbox import SavedDraft
from steps.write_draft import Written


@dataclass(frozen=True, slots=True)
class HeldDraft:
    """A draft with everything that sending it needs; ``written`` is None when nothing is held."""

    written: Written | None
    saved: SavedDraft
    verdict: Verdict | None


@effect("load_held_draft")
async def load_held_draft(case: Case) -> HeldDraft:
    """Return the held draft of *case*."""
    return await asyncio.to_thread(_load, case)


def _load(case: Case) -> HeldDraft:
    with store.current().reading() as connection:
        row = connection.execute(
            sa.select(drafts).where(drafts.c.key == case.pending_key, drafts.c.status == "held")
        ).one_or_none()
        if row is None:
            return HeldDraft(None, SavedDraft("", "", ""), None)
        verdict = connection.execute(
            sa.select(verdicts.c.verdict).where(
                verdicts.c.negotiation_id == row.negotiation_id, verdicts.c.turn == row.turn
            )
        ).scalar()
    written = Written(decode(LetterOrder, row.order), Draft(row.subject, row.body, row.writer))
    saved = SavedDraft(row.key, row.draft_id or "", case.thread.thread_id)
    return HeldDraft(written, saved, decode(Verdict, verdict) if verdict else None)


@effect("discard_held_draft")
async def discard_held_draft(case: Case) -> None:
    """Remove the held draft from Gmail; one that is gone already is fine."""
    draft_id = await asyncio.to_thread(_draft_id, case)
    if draft_id:
        await connections.current().gmail.delete_draft(draft_id)


def _draft_id(case: Case) -> str | None:
    with store.current().reading() as connection:
        return connection.execute(sa.select(drafts.c.draft_id).where(drafts.c.key == case.pending_key)).scalar()
