"""What does a person's decision do?

The same for a button in Slack, the console and the API. Pressing twice is
pressing once; a decision that does not fit where the negotiation stands
changes nothing and is written down.
"""

from typing import assert_never

from dbos import DBOS

from negotiation.acts import Act
from negotiation.case import Case
from negotiation.errors import IllegalTransition
from negotiation.letter import Draft, Stage
from negotiation.state import Event, State
from negotiation.terms import Brief
from negotiation.verdicts import Escalate, WalkAway
from steps.cancel_deal import cancel_deal
from steps.decide import decide_by_person
from steps.guard_draft import guard_draft
from steps.hand_over import hand_over
from steps.held_draft import load_held_draft
from steps.note_press import note_press
from steps.record import note_event, resume_waiting, welcome_strangers
from steps.send_email import mail_key, save_draft
from steps.write_draft import Written
from workflows.answering import answer_unread, take_over, withdraw
from workflows.opening import open_negotiation
from workflows.patience import patiently
from workflows.sending import bring_out, say
from workflows.signals import PersonDecided, write_signal

_STILL_WAITS = "The draft that waited for approval still does."
# What a person can decide of a deal whose terms wait to be read back; any other press leaves them waiting.
_OF_A_DEAL = frozenset({Act.APPROVE, Act.EDIT, Act.CANCEL, Act.SEEN})


async def follow_person(brief: Brief, case: Case, decided: PersonDecided) -> Case:
    """Do what a person decided, once."""
    seen_turn = "" if decided.seen_turn is None else str(decided.seen_turn)
    detail = {"fee_cents": str(decided.fee_cents or ""), "pending_key": decided.pending_key, "seen_turn": seen_turn}
    detail |= {"reason": decided.reason} if decided.reason else {}
    if not await note_press(brief, case, decided.press_id, decided.act, decided.who, detail=detail):
        return case
    if case.thread.strangers and decided.act in (Act.RELEASE, Act.COUNTER, Act.APPROVE, Act.EDIT):
        case = await welcome_strangers(case)
    terms_wait = bool(case.pending_key) and case.state is State.AGREED and decided.act not in _OF_A_DEAL
    if terms_wait and await DBOS.patch_async("agreed-terms-wait-on"):
        return case
    try:
        return await _do(brief, case, decided)
    except IllegalTransition:
        return case


async def _do(brief: Brief, case: Case, decided: PersonDecided) -> Case:
    cause = {"who": decided.who, "press": decided.press_id, "act": str(decided.act)}
    match decided.act:
        case Act.APPROVE | Act.EDIT:
            return await _approve(brief, case, decided)
        case Act.COUNTER:
            return await _counter(brief, case, decided)
        case Act.REJECT:
            return await _turn_down(brief, await withdraw(case))
        case Act.TAKEOVER:
            return await take_over(brief, await withdraw(case), cause)
        case Act.RELEASE:
            return await _resume(brief, await note_event(await withdraw(case), Event.RELEASED, cause))
        case Act.PAUSE:
            return await note_event(await withdraw(case), Event.PAUSED, cause)
        case Act.RESUME:
            return await _resume(brief, await note_event(case, Event.RESUMED, cause))
        case Act.STOP:
            return await note_event(await withdraw(case), Event.STOPPED, cause)
        case Act.CANCEL:
            again = PersonDecided(
                Act.REOPEN, decided.who, "", reason=f"the deal with {brief.creator.name} was cancelled"
            )
            because = {**cause, "detail": decided.reason}
            return await cancel_deal(brief, await withdraw(case), because, write_signal(again))
        case Act.REOPEN:
            return await _reopen(brief, case, cause)
        case Act.SEEN:
            return case  # the turn's end puts away what was asked of people before it
        case _:
            assert_never(decided.act)


async def _approve(brief: Brief, case: Case, decided: PersonDecided) -> Case:
    """Send the held draft, with the person's words if they wrote some; the guard reads them again."""
    held = await load_held_draft(case)
    if held.written is None:
        return case
    written, saved = held.written, held.saved
    if decided.body:
        written = Written(written.order, Draft(written.draft.subject, decided.body, decided.who))
    reasons = await guard_draft(brief, written.order, written.draft)
    if reasons:
        return await hand_over(brief, case, "draft_held", "; ".join(reasons), draft=written.draft)
    if decided.body or not saved.draft_id:
        case = await withdraw(case)
        key = mail_key(case.negotiation_id, case.turn, written.order.stage)
        saved = await patiently(save_draft, brief, case, key, written.draft)
    return await bring_out(brief, case, written, saved, held.verdict)


async def _counter(brief: Brief, case: Case, decided: PersonDecided) -> Case:
    """Offer another amount; the money rules check a person's figure like the engine's own."""
    if decided.fee_cents is None or case.ended:
        return case
    # A slip of the finger costs nobody the draft that waits; turns that began in an earlier release withdraw it first.
    if case.pending_key and not await DBOS.patch_async("refused-amount-keeps-draft"):
        case = await withdraw(case)
    decision = await decide_by_person(brief, case, decided.fee_cents, decided.who)
    if isinstance(decision.verdict, Escalate):
        told = f"{decision.verdict.detail} {_STILL_WAITS}" if case.pending_key else decision.verdict.detail
        return await hand_over(brief, case, decision.verdict.reason, told)
    case = await withdraw(case)
    stage = Stage.OPENING if case.state is State.INITIAL_OFFER else Stage.COUNTER
    return await say(brief, case, stage, decision.verdict, approved=True)


async def _turn_down(brief: Brief, case: Case) -> Case:
    if case.ended:
        return case
    if case.state is State.INITIAL_OFFER:
        return await note_event(case, Event.REFUSED, {"reason": "a person turned it down before the first mail"})
    return await say(brief, case, Stage.DECLINE, WalkAway("person", ()), approved=True)


async def _reopen(brief: Brief, case: Case, cause: dict[str, str]) -> Case:
    """Try the opening of somebody who has heard nothing from us; whoever has is only ever brought back by a mail."""
    if case.thread.references or case.history.moves:
        return case
    return await open_negotiation(brief, await note_event(case, Event.REOPENED, cause))


async def _resume(brief: Brief, case: Case) -> Case:
    """Go on where it was left: with the mails that came meanwhile, the opening, or waiting."""
    if case.unread:
        return await answer_unread(brief, case)
    if not case.history.ours():
        return await open_negotiation(brief, case)
    return await resume_waiting(brief, case)
