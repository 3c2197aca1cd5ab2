"""Does a mail that comes after the deal only confirm it?"""

import asyncio

import sqlalchemy as sa

from negotiation.case import Case
from negotiation.reading import Intent, Reading
from steps.durable import effect
from steps.ledger import store
from steps.ledger.tables import escalations

_POLITE = frozenset({Intent.ACCEPTANCE, Intent.HOLDING, Intent.OUT_OF_OFFICE, Intent.OFF_TOPIC})


@effect("only_confirms")
async def only_confirms(case: Case, reading: Reading) -> bool:
    """Tell whether *reading* is thanks, or the agreed amount said again; anything else is a person's to see.

    So is the agreed amount, once they have wanted something else: it is what takes that back.
    """
    agreed = case.history.agreed_cents
    amounts = {amount.cents for amount in reading.amounts}
    if amounts == {agreed}:
        return not await asyncio.to_thread(_wanted_something_else, case.negotiation_id)
    return not amounts and reading.intent in _POLITE


def _wanted_something_else(negotiation_id: str) -> bool:
    of_it = (escalations.c.negotiation_id == negotiation_id, escalations.c.reason == "after_deal")
    with store.current().reading() as connection:
        return connection.execute(sa.select(escalations.c.id).where(*of_it).limit(1)).first() is not None
