"""How is a negotiation played to its end, and when is a run good?"""

from collections import Counter

import pytest

from tests.recovery.invariants import broken_promises, ours_in
from tests.recovery.lab import Json, Lab
from tests.recovery.scripted import Creators


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


def promises_hold(lab: Lab, seconds: float = 120) -> Json:
    """Return the world once no promise is broken; an alert is swept into Slack up to 90 s after its cause."""
    broken: list[str] = []

    def hold() -> bool:
        broken[:] = broken_promises(lab.world(), lab.books())
        return not broken

    try:
        lab.until(hold, seconds, "the promises hold")
    except AssertionError:
        pytest.fail("\n".join([f"kills: {len(lab.lives())}; store and log: {lab.folder}", *broken]))
    lab.at_rest = True
    return lab.world()


def assert_one_deal_each(world: Json, creators: int) -> None:
    """Check the whole story: an offer, a counter and a confirmation for each, and one deal in Slack."""
    mails = Counter(mail["recipients"][0] for mail in ours_in(world))
    assert list(mails.values()) == [3] * creators
    assert sum(message["text"].startswith("Deal:") for message in world["slack"]["messages"]) == creators
    assert world["drafts"] == []
