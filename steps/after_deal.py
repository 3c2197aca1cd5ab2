"""Does a mail that comes after the deal only confirm it?"""

from negotiation.case import Case
from negotiation.reading import Intent, Reading
from steps.durable import effect

_POLITE = frozenset({Intent.ACCEPTANCE, Intent.HOLDING, Intent.OUT_OF_OFFICE, Intent.OFF_TOPIC})


@effect("only_confirms")
async def only_confirms(case: Case, reading: Reading) -> bool:
    """Tell whether *reading* is thanks, or the agreed amount said again; anything else is a person's to see."""
    agreed = case.history.agreed_cents
    amounts = {amount.cents for amount in reading.amounts}
    return amounts == {agreed} or (not amounts and reading.intent in _POLITE)
