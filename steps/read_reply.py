"""What does this mail say, in facts that its own words prove?"""

import asyncio
from typing import Any

import sqlalchemy as sa

from negotiation.case import Case
from negotiation.packages import on_table
from negotiation.reading import Intent, Reading
from negotiation.terms import Brief
from steps.breaker import ask_language
from steps.clients.language.faults import ModelRefused
from steps.clock import now_ms
from steps.durable import effect
from steps.evidence import check_reading
from steps.language import ModelCall, ReplyToRead
from steps.ledger import store
from steps.ledger.tables import mails, model_calls
from steps.mail.parsed import MailKind
from steps.their_mail import await_their_mail


@effect("read_reply")
async def read_reply(brief: Brief, case: Case, message_id: str) -> Reading:
    """Return the facts of the mail *message_id*, checked against its own words.

    A bounce or an automatic reply is told by its headers, never by a model. An answer of the model that
    cannot be used is no reading at all: nobody is sure of it, so a person decides. Raises NotYet while more of
    theirs is under way.
    """
    mail = await asyncio.to_thread(_mail, message_id)
    if mail.kind == MailKind.AUTOMATIC:
        return Reading(Intent.OUT_OF_OFFICE, until=mail.facts.get("return_date_iso"), confidence=100, reader="headers")
    await await_their_mail(brief, case)
    ours, theirs = case.history.ours(), case.history.theirs()
    reply = ReplyToRead(
        own_words=mail.own_words,
        subject=mail.subject,
        offer_cents=ours[-1].fee_cents if ours else None,
        currency=brief.campaign.currency,
        package=on_table(brief, case.history),
        brand=brief.campaign.brand,
        ask_cents=theirs[-1].fee_cents if theirs else None,
    )
    try:
        reading, call = await ask_language(
            lambda language: language.read(reply), without_model=brief.campaign.templates_in_outage
        )
    except ModelRefused as refused:
        await keep_model_call(refused.call, brief.negotiation_id)
        return Reading(Intent.OFF_TOPIC, confidence=0, reader=f"no usable answer: {refused.reason}")
    await keep_model_call(call, brief.negotiation_id)
    return await asyncio.to_thread(check_reading, reading, reply)


def _mail(message_id: str) -> sa.Row[Any]:
    with store.current().reading() as connection:
        return connection.execute(sa.select(mails).where(mails.c.message_id == message_id)).one()


async def keep_model_call(call: ModelCall | None, negotiation_id: str) -> None:
    """Write down what one question to a model cost; a repeated step really asked twice.

    The offline answers cost nothing and are not written down.
    """
    if call is not None and (call.input_tokens or call.output_tokens):
        await asyncio.to_thread(_keep_model_call, call, negotiation_id)


def _keep_model_call(call: ModelCall, negotiation_id: str) -> None:
    with store.current().transaction() as session:
        session.execute(
            model_calls.insert().values(
                negotiation_id=negotiation_id,
                purpose=call.purpose,
                model=call.model,
                input_tokens=call.input_tokens,
                output_tokens=call.output_tokens,
                cached_tokens=call.cached_tokens,
                milliseconds=call.milliseconds,
                at_ms=now_ms(),
            )
        )
