"""Which safeguards can be taken out, to see that the tests would notice?

Each is one safeguard of the send path, of Slack or of the store, removed inside the killable
process alone and never in the product. A test that stays green under sabotage
proves nothing.
"""

from collections.abc import Callable
from typing import Any


def break_on_purpose(what: str) -> None:
    """Remove the safeguard called *what* from this process."""
    SABOTAGES[what]()


def blind_gmail() -> None:
    """Never find the draft or the mail that carries our key."""
    from steps.clients.gmail import Gmail
    from steps.clients.gmail_answers import FoundMail

    async def nothing(*_: Any) -> FoundMail:
        return FoundMail((), None)

    setattr(Gmail, "find_by_key", nothing)  # noqa: B010 - the type checker rightly objects to the assignment


def blind_slack() -> None:
    """Never find the message that carries our key."""
    from steps.clients.slack import Slack

    async def nothing(*_: Any) -> None:
        return None

    setattr(Slack, "find_by_key", nothing)  # noqa: B010 - the same


def trust_pickles() -> None:
    """Load whatever the store says is a pickle."""
    import api.engine

    setattr(api.engine, "refuse_pickles", lambda: None)  # noqa: B010 - the same


SABOTAGES: dict[str, Callable[[], None]] = {
    "blind_gmail": blind_gmail,
    "blind_slack": blind_slack,
    "trust_pickles": trust_pickles,
}
