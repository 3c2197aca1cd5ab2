"""May the model be asked again today?

Counts the day's cost (UTC) from the ledger against PARLEY_MODEL_USD_PER_DAY.
A spent budget is a wait, not a failure: negotiations stay where they are until
the next day or a higher limit, and Slack is told once a day.
"""

from negotiation.errors import WorldFault
from steps import connections
from steps.clock import now_ms
from steps.ledger import store
from steps.ledger.model_costs import spent_usd
from steps.notices import alert_notice, tell

_DAY_MS = 86_400_000
_LOOK_AGAIN_SECONDS = 900.0  # a person may raise the limit


class ModelBudgetSpent(WorldFault):
    """The day's budget for the model is used up; nothing is lost, and it is looked at again by itself."""

    is_told = True  # Slack heard of it when it was found

    def __init__(self, limit: str, retry_after_seconds: float) -> None:
        super().__init__(limit, retry_after_seconds)
        self.limit, self.retry_after_seconds = limit, retry_after_seconds

    def __str__(self) -> str:
        return f"the model's {self.limit} USD of today are spent: wait, or raise PARLEY_MODEL_USD_PER_DAY"


def check_budget() -> None:
    """Raise ModelBudgetSpent when today's questions have cost the day's budget."""
    limit = connections.current().settings.model_usd_per_day
    if not limit:
        return
    day = now_ms() // _DAY_MS
    if spent_usd(day * _DAY_MS) < limit:
        return
    text = f"Today's {limit} USD are spent. Replies wait for tomorrow (UTC), or for a higher PARLEY_MODEL_USD_PER_DAY."
    with store.current().transaction() as session:
        tell(session, alert_notice(f"model-budget/{day}", "The model's budget of today is spent", text))
    until_tomorrow = (day + 1) * _DAY_MS / 1000 - now_ms() / 1000
    raise ModelBudgetSpent(str(limit), min(until_tomorrow, _LOOK_AGAIN_SECONDS))
