"""How does a verdict become a mail that went out?

Write, guard, lay as a draft, let a person look where the campaign wants it,
look once more, send, write down. A draft that the guard refuses twice, or that
newer mail has overtaken, is not sent.
"""

from negotiation.case import Case, needs_approval
from negotiation.letter import Draft, Stage
from negotiation.state import Event
from negotiation.terms import Brief
from negotiation.verdicts import Verdict
from steps.guard_draft import guard_draft
from steps.hand_over import hand_over
from steps.hold_draft import ask_approval, keep_held_draft
from steps.outbox import DraftDiscarded, SavedDraft, SentMail
from steps.record import note_event, note_sent, resume_waiting
from steps.send_email import LastLook, discard_draft, last_look, mail_key, save_draft, send_draft
from steps.write_draft import Written, write_draft
from workflows.patience import patiently

_OTHERWISE = (
    "A mail is out that says otherwise than would be said now ({}). Parley has not written again. It said:\n{:.1000}"
)


async def say(
    brief: Brief, case: Case, stage: Stage, verdict: Verdict | None, *, approved: bool = False, has_read: bool = False
) -> Case:
    """Write the mail for *stage* and bring it out; return the case after it, or after its hand-over.

    *has_read*: this turn has asked the model once to read, so a second writing must do without it.
    """
    written = await patiently(write_draft, brief, case, stage, verdict)
    reasons = await guard_draft(brief, written.order, written.draft)
    if reasons:
        written = await patiently(write_draft, brief, case, stage, verdict, tuple(reasons), has_read)
        reasons = await guard_draft(brief, written.order, written.draft)
    key = mail_key(case.negotiation_id, case.turn, stage)
    if reasons:
        case = await keep_held_draft(case, written, key, reasons)
        return await hand_over(brief, case, "draft_held", "; ".join(reasons), draft=written.draft)
    saved = await patiently(save_draft, brief, case, key, written.draft)
    went_out = not saved.draft_id  # a person approved it in a life that a restored store has forgotten
    if not (approved or went_out) and needs_approval(brief, case):
        return await ask_approval(brief, case, written, saved)
    return await bring_out(brief, case, written, saved, verdict)


async def bring_out(brief: Brief, case: Case, written: Written, saved: SavedDraft, verdict: Verdict | None) -> Case:
    """Send a draft that lies in Gmail, unless it is stale, unwanted, changed for the worse, or gone."""
    try:
        now, sent = await patiently(_look_and_send, brief, case, written, saved)
    except DraftDiscarded as gone:
        return await hand_over(brief, case, "send_unclear", str(gone))
    subject = now.subject or written.draft.subject
    if sent is not None:
        spoken = Draft(subject, now.body, "person" if now.edited else written.draft.writer)
        return await note_sent(brief, case, Written(written.order, spoken), sent, verdict)
    if now.went_out:
        return await hand_over(brief, case, "send_unclear", _OTHERWISE.format("; ".join(now.reasons), now.body))
    if now.reasons:
        edited = Written(written.order, Draft(subject, now.body, "person"))
        case = await keep_held_draft(case, edited, saved.key, list(now.reasons), saved.draft_id)
        return await hand_over(
            brief, case, "draft_held", "edited in Gmail: " + "; ".join(now.reasons), draft=edited.draft
        )
    await patiently(discard_draft, saved.draft_id)
    if now.opted_out:
        return await note_event(case, Event.STOPPED, {"reason": "opted out, perhaps in another campaign"})
    # They wrote again, and that mail's own turn answers both, or whoever gets that mail does; or a person decided, and
    # their own turn follows that.
    return await resume_waiting(brief, case, unanswered=True)


async def _look_and_send(
    brief: Brief, case: Case, written: Written, saved: SavedDraft
) -> tuple[LastLook, SentMail | None]:
    """Look, and send if nothing speaks against it; hours may lie between two tries, so each one looks anew."""
    now = await last_look(brief, case, written.order, written.draft, saved)
    stands = not (now.overtaken or now.opted_out or now.reasons)
    return now, await send_draft(brief, case, saved) if stands else None
