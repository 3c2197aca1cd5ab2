"""Which words say this verdict?

Builds the order (a verdict's public face: no reservation price, no CPM, no
budget) and has it written. Whether the words may go out is guard_draft's question.
"""

import asyncio
from dataclasses import dataclass, replace
from typing import assert_never

import sqlalchemy as sa

from negotiation.case import Case
from negotiation.letter import Draft, LetterOrder, SpokenLine, Stage
from negotiation.packages import on_table, told_by
from negotiation.terms import Brief, Package
from negotiation.verdicts import Accept, Clarify, Counter, Escalate, Hold, Verdict, Wait, WalkAway
from steps import connections
from steps.breaker import ask_language
from steps.clients.language.faults import ModelRefused
from steps.durable import effect
from steps.ledger import store
from steps.ledger.tables import mails
from steps.read_reply import keep_model_call

# The writer needs the thread's drift, not its archive.
_REMEMBERED_MAILS = 6
_REMEMBERED_CHARACTERS = 1_500


@dataclass(frozen=True, slots=True)
class Written:
    """A draft together with the order it was written from."""

    order: LetterOrder
    draft: Draft


@effect("write_draft")
async def write_draft(
    brief: Brief,
    case: Case,
    stage: Stage,
    verdict: Verdict | None,
    refused_because: tuple[str, ...] = (),
    by_templates: bool = False,
) -> Written:
    """Return the mail for *stage*; after a refusal, *refused_because* holds the guard's reasons.

    *by_templates*: the turn has asked the model as often as it may, so the playbook's examples write.
    """
    order = await asyncio.to_thread(letter_order, brief, case, stage, verdict)
    order = replace(order, refused_because=refused_because)
    using = connections.current()
    if by_templates:
        return Written(order, (await using.rules.write(order))[0])
    # A template in another language than the creator's is worse than a wait.
    spoken = brief.campaign.templates_in_outage and using.shelf.current().speaks(stage, order.language)
    try:
        draft, call = await ask_language(lambda language: language.write(order), without_model=spoken)
    except ModelRefused as refused:
        await keep_model_call(refused.call, brief.negotiation_id)
        # An empty draft: the guard refuses it, so it is written once more and then held like any other bad one.
        return Written(order, Draft("", "", f"no usable answer: {refused.reason}"))
    await keep_model_call(call, brief.negotiation_id)
    return Written(order, draft)


def stage_of(verdict: Verdict) -> Stage | None:
    """Return which mail says *verdict*; None where nothing is to be said."""
    match verdict:
        case Counter(last=last) | Hold(last=last) if last:
            return Stage.FINAL
        case Counter():
            return Stage.COUNTER
        case Hold():
            return Stage.HOLD
        case Clarify(about="standing"):
            return Stage.STANDS
        case Clarify():
            return Stage.CLARIFY
        case Accept():
            return Stage.CONFIRM
        case WalkAway(reason="filled"):
            return Stage.FILLED
        case WalkAway():
            return Stage.DECLINE
        case Escalate() | Wait():
            return None
        case _:
            assert_never(verdict)


def letter_order(brief: Brief, case: Case, stage: Stage, verdict: Verdict | None) -> LetterOrder:
    """Return what the writer may know."""
    campaign, creator = brief.campaign, brief.creator
    fee = verdict.fee_cents if isinstance(verdict, Accept | Counter | Hold) else None
    return LetterOrder(
        stage=stage,
        brand=campaign.brand,
        creator_name=creator.name,
        # Rules read English best, so without a model we write English; a model writes in the creator's own language.
        language="en" if connections.current().settings.is_offline else creator.language,
        currency=campaign.currency,
        fee_cents=fee,
        package=verdict.package if isinstance(verdict, Accept | Counter | Hold) else on_table(brief, case.history),
        sender_name=connections.current().settings.sender_name,
        question=verdict.detail if isinstance(verdict, Clarify) else "",
        conversation=_conversation(case.negotiation_id),
        disclosure=campaign.disclosure,
        postal_address=campaign.postal_address,
        dates=campaign.dates,
        besides=verdict.besides if isinstance(verdict, Counter | Hold) else "",
        table=_table_before(brief, case, verdict),
    )


def _table_before(brief: Brief, case: Case, verdict: Verdict | None) -> Package | None:
    """Return what the mail's package is to be told apart from: a repeated offer says again what is special in it."""
    told = told_by(brief, case.history)
    match verdict:
        case Counter(package=package) | Hold(package=package) if told and told[-1][1] != package:
            # They asked for something else, so ours is said in full, with what we give them of it.
            return _given_too(told[-1][1], on_table(brief, case.history), package)
        case Counter(package=package) if case.history.ours() and package != on_table(brief, case.history):
            return on_table(brief, case.history)
        case Counter(package=package) | Hold(package=package) if package != brief.campaign.package:
            return brief.campaign.package
        case _:
            return None


def _given_too(theirs: Package, before: Package, now: Package) -> Package:
    """Return *theirs* with our former level of each term that we give now: what is given in silence buys nothing."""
    names = ("usage_rights_days", "exclusivity_days", "whitelisting_days", "rush", "payment_days")
    given = {n: getattr(before, n) for n in names if getattr(theirs, n) == getattr(now, n) != getattr(before, n)}
    return replace(theirs, **given)


def _conversation(negotiation_id: str) -> tuple[SpokenLine, ...]:
    query = (
        sa.select(mails.c.outgoing, mails.c.own_words)
        .where(mails.c.negotiation_id == negotiation_id)
        .order_by(mails.c.received_at_ms.desc())
        .limit(_REMEMBERED_MAILS)
    )
    with store.current().reading() as connection:
        newest_first = connection.execute(query).all()
    return tuple(SpokenLine(row.outgoing, row.own_words[:_REMEMBERED_CHARACTERS]) for row in reversed(newest_first))
