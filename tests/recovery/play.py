"""How is a negotiation played to its end, and when is a run good?"""

from collections import Counter
from collections.abc import Callable

import pytest
from rich.console import Console

from tests.recovery.invariants import broken_promises, ours_in
from tests.recovery.lab import DidNotHappen, Json, Lab
from tests.recovery.scripted import Creators

_SETTLING_SECONDS = 120


def negotiate_to_the_deal(lab: Lab, creators: int, seconds: float) -> Json:
    """Play *creators* negotiations to their deals and return the world once every promise holds."""
    people = Creators(lab)
    lab.order("lab", creators)
    lab.until(lambda: everybody_agreed(lab, people, creators), seconds, "every negotiation ended in a deal")
    return promises_hold(lab)


def everybody_agreed(lab: Lab, people: Creators, creators: int) -> bool:
    """Let the people answer, and tell whether all *creators* have a deal."""
    people.answer()
    found = lab.get("/negotiations?limit=1000") or []
    return len(found) == creators and all(one["state"] == "agreed" for one in found)


def promises_hold(lab: Lab) -> Json:
    """Return the world once no promise is broken."""
    if broken := still_broken(lab):
        pytest.fail("\n".join([f"kills: {len(lab.lives())}; store and log: {lab.folder}", *broken]))
    lab.at_rest = True
    return lab.world()


def until_or_say(lab: Lab, holds: Callable[[], object], seconds: float, what: str) -> None:
    """Wait until *holds*; what did not come about is said, and its figures tell the rest."""
    try:
        lab.until(holds, seconds, what)
    except DidNotHappen as late:
        Console(stderr=True).print(str(late))


def still_broken(lab: Lab, and_also: Callable[[], bool] = lambda: True) -> list[str]:
    """Return the promises that stay broken, once all hold *and also* something else, or it was waited long enough.

    A round that is under way breaks none, and an alert is swept into Slack up to 30 s after its cause.
    """
    broken: list[str] = []

    def hold() -> bool:
        broken[:] = broken_promises(lab.world(), lab.books())
        return not broken and and_also()

    try:
        lab.until(hold, _SETTLING_SECONDS, "every promise holds")
    except DidNotHappen as late:
        return broken or [str(late)]
    return []


def assert_one_deal_each(world: Json, creators: int) -> None:
    """Check the whole story: an offer, a counter and a confirmation for each, and one deal in Slack."""
    mails = Counter(mail["recipients"][0] for mail in ours_in(world))
    assert list(mails.values()) == [3] * creators
    assert sum(message["text"].startswith("Deal:") for message in world["slack"]["messages"]) == creators
    assert world["drafts"] == []
