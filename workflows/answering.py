"""How is a mail answered?

Noted, read, decided, and then one of seven things. Mail that is not a
person's words, and mail to a negotiation that a person holds, has its own way.
"""

from dataclasses import replace
from typing import assert_never

from dbos import DBOS

from negotiation.case import Case, Held
from negotiation.letter import Stage
from negotiation.reading import Reading
from negotiation.state import Event, State
from negotiation.terms import Brief
from negotiation.verdicts import Accept, Clarify, Counter, Escalate, Hold, Verdict, Wait, WalkAway
from steps.absence import until_ms
from steps.after_deal import only_confirms
from steps.decide import decide
from steps.hand_over import hand_over
from steps.held_draft import discard_held_draft
from steps.hold_draft import void_pending
from steps.opt_outs import remember_opt_out
from steps.read_reply import read_reply
from steps.record import Noted, note_deferred, note_event, note_mail, note_wait
from steps.write_draft import stage_of
from workflows.close_deal import close_deal_as_child
from workflows.patience import patiently
from workflows.sending import say

_OF_A_STRANGER = (
    "Somebody wrote into this conversation whom nobody there has introduced. Parley has not answered and does not "
    "write to them. Release it to take them in; take it over if they have no business there."
)
_OF_AN_AGENT = "Another Parley answers there. Two of them must not bargain with each other: a person goes on."
_OF_A_FORGOTTEN_OFFER = (
    "The store was restored from a backup, and this mail answers an offer that was made after it: see the thread in "
    "Gmail for what was offered. Parley has not answered."
)
_OF_A_DEAL = "The deal stands, and Parley does not answer: write in the thread if it needs an answer."
_OF_A_CANCELLED_DEAL = (
    "Parley does not answer: the deal's money is free for other creators. To work together after all, agree by hand."
)
# A person takes in this many letters at a glance; of a longer mail they first see what the verdict leant on.
_A_GLANCE = 1_200
_HELD_BY_A_PERSON = (State.PAUSED, State.TAKEN_OVER, State.STOPPED)


async def answer_unread(brief: Brief, case: Case) -> Case:
    """Answer what came while a person held on: all of it, in one mail; a person sees first what is for a person."""
    *before, newest = case.unread
    if not before or not await DBOS.patch_async("every-unread-mail-counts"):
        return await answer_mail(brief, replace(case, unread=()), newest, again=True)
    earlier: tuple[Held, ...] = ()
    for one in before:
        noted = await note_mail(brief, case, one, again=True)
        others = tuple(other for other in case.unread if other != one)
        special = await _special(brief, replace(noted.case, unread=others), noted, one)
        if special is not None:
            return special
        earlier += (Held(one, await patiently(read_reply, brief, noted.case, one)),)
        case = noted.case
    return await answer_mail(brief, replace(case, unread=tuple(before)), newest, again=True, earlier=earlier)


async def answer_mail(
    brief: Brief, case: Case, message_id: str, *, again: bool = False, earlier: tuple[Held, ...] = ()
) -> Case:
    """Take one mail into the story and answer it, with whatever came before it and has no answer yet.

    *again* answers one that was only noted while a person held on, *earlier* are others of that kind.
    """
    was_escalated = case.state is State.ESCALATED
    noted = await note_mail(brief, case, message_id, again=again)
    if noted.kind in ("repeated", "noted"):
        return noted.case
    case = await _without_pending(noted.case)
    special = await _special(brief, case, noted, message_id)
    if special is not None:
        return special
    reading = await patiently(read_reply, brief, case, message_id)
    decision = await decide(brief, case, reading, message_id, answers=not was_escalated, earlier=earlier)
    left = _left_to_answer(case, decision.verdict, message_id, with_a_person=was_escalated)
    case = replace(case, history=decision.history, unread=left)
    quotes = proof(reading, noted)
    if decision.reading is not None and decision.reading != reading:
        quotes, reading = proof_of_all(decision.reading, quotes), decision.reading
    if was_escalated and not isinstance(decision.verdict, Accept):
        # A person has this one: their mail is added to what the person sees, and not answered.
        return await hand_over(brief, case, "wrote_again", "A person decides; Parley does not answer.", quotes)
    return await follow_verdict(brief, case, decision.verdict, reading, message_id, quotes)


async def follow_verdict(
    brief: Brief, case: Case, verdict: Verdict, reading: Reading, message_id: str, quotes: tuple[str, ...]
) -> Case:
    """Do what the verdict says."""
    match verdict:
        case Accept():
            return await close_deal_as_child(brief, case, verdict, reading, message_id)
        case Counter() | Hold() | Clarify():
            return await say(brief, case, stage_of(verdict) or Stage.HOLD, verdict, has_read=True)
        case WalkAway(reason="opt_out"):
            await remember_opt_out(case, brief.creator.email)
            return await note_event(case, Event.STOPPED, {"reason": "opt_out", "mail": message_id})
        case WalkAway():
            return await say(brief, case, stage_of(verdict) or Stage.DECLINE, verdict, has_read=True)
        case Escalate(reason=reason, detail=detail):
            return await hand_over(brief, case, reason, detail, quotes)
        case Wait(reason="budget_short" as reason):
            # A responder's mail says nothing that would end the wait of the ask before it.
            return await note_wait(brief, replace(case, held=case.held or Held(message_id, reading)), reason, None)
        case Wait(reason=reason, until=until):
            return await note_wait(brief, case, reason, await until_ms(brief, until))
        case _:
            assert_never(verdict)


async def answer_held(brief: Brief, case: Case, held: Held) -> Case:
    """Answer an ask that was held once the campaign's money allows an answer; hold it on if it does not yet."""
    decision = await decide(brief, case, held.reading, held.message_id)
    if isinstance(decision.verdict, Wait):
        return await note_deferred(brief, case)
    case, reading = replace(case, history=decision.history, held=None), decision.reading or held.reading
    return await follow_verdict(brief, case, decision.verdict, reading, held.message_id, proof(reading, None))


async def _special(brief: Brief, case: Case, noted: Noted, message_id: str) -> Case | None:
    """Handle what needs no reading: a colleague, a bounce, an unreadable mail, a mail to a held negotiation."""
    words = (noted.own_words[:_A_GLANCE],) if noted.own_words else ()
    if noted.kind == "takeover":
        return await take_over(brief, case, {"by": "a colleague's mail", "mail": message_id})
    if case.state is State.AGREED:
        return await _after_deal(brief, case, noted, message_id)
    if case.state is State.CANCELLED:
        return await hand_over(brief, case, "after_cancel", _OF_A_CANCELLED_DEAL, words)
    if case.state in _HELD_BY_A_PERSON:
        return case
    match noted.kind:
        case "bounce":
            return await hand_over(brief, case, "bounce", "Our mail came back: another address is needed.", words)
        case "delayed" if case.unread and await DBOS.patch_async("every-unread-mail-counts"):
            return await answer_unread(brief, case)  # it looked like newer mail of theirs, and has nothing to say
        case "delayed":
            return await note_wait(brief, case, "delayed", None)
        case "stranger":
            return await hand_over(brief, case, "unknown_sender", _OF_A_STRANGER, words)
        case "forgotten":
            return await hand_over(brief, case, "forgotten", _OF_A_FORGOTTEN_OFFER, words)
        case "agent":
            return await hand_over(brief, case, "another_agent", _OF_AN_AGENT, words)
        case "quarantined":
            return await hand_over(brief, case, "quarantined", "Their mail could not be read safely; see it in Gmail.")
        case _:
            return None


async def _after_deal(brief: Brief, case: Case, noted: Noted, message_id: str) -> Case:
    """Thanks need no answer; anything else after a deal is shown to a person. The deal stands."""
    reading = await patiently(read_reply, brief, case, message_id)
    if await only_confirms(case, reading):
        return case
    return await hand_over(brief, case, "after_deal", _OF_A_DEAL, proof(reading, noted))


async def take_over(brief: Brief, case: Case, cause: dict[str, str]) -> Case:
    """Step back: a person answers this thread until they release it."""
    case = await _without_pending(case)
    if case.state in (State.AGREED, State.CANCELLED):
        return case
    return await note_event(case, Event.TAKEN_OVER, cause)


async def _without_pending(case: Case) -> Case:
    """Withdraw the draft that waits for approval: it answers what is no longer the last word, unless a deal stands.

    Agreed terms are read back whatever follows; turns that began in an earlier release withdraw them.
    """
    if case.pending_key and case.state is State.AGREED and await DBOS.patch_async("agreed-terms-wait-on"):
        return case
    return await withdraw(case)


async def withdraw(case: Case) -> Case:
    """Take back the draft that waits, if one does; what it was to answer is kept for whoever goes on."""
    if not case.pending_key:
        return case
    await patiently(discard_held_draft, case)
    return await void_pending(case)


def _left_to_answer(case: Case, verdict: Verdict, message_id: str, *, with_a_person: bool) -> tuple[str, ...]:
    """Return the mails that this one leaves to whoever goes on: a newer mail's turn, or whom a person releases it to.

    What a person was given is theirs. What nobody had read when they were asked is not, and this mail came behind it.
    """
    is_overtaken = isinstance(verdict, Wait) and verdict.reason == "overtaken"
    is_behind_unread = with_a_person and bool(case.unread) and not isinstance(verdict, Accept)
    return tuple(dict.fromkeys((*case.unread, message_id))) if is_overtaken or is_behind_unread else ()


def proof(reading: Reading, noted: Noted | None) -> tuple[str, ...]:
    """Return the words a person should see first: a mail as it stands, or of a long one what was leant on."""
    whole = noted.own_words.strip() if noted else ""
    quotes = tuple(dict.fromkeys((*reading.quotes, *(a.quote for a in reading.amounts))))
    if whole and (len(whole) <= _A_GLANCE or not quotes):
        return (whole[:_A_GLANCE],)
    return quotes


def proof_of_all(reading: Reading, newest: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words of their earlier mails that *reading* leans on, and after them those of the *newest*."""
    return (*(quote for quote in proof(reading, None) if not any(quote in words for words in newest)), *newest)
