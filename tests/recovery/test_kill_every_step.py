"""Is everything done once, wherever the service is killed?

One negotiation goes from the first offer over a counter to a deal, while its
service dies by SIGKILL at point after point: before a step, after its effect
and before the checkpoint, after the checkpoint, and around every single write
to Gmail and Slack. The sandbox's ledger tells what really happened.
"""

from collections import Counter
from pathlib import Path

import pytest

from tests.recovery.books import Books
from tests.recovery.invariants import broken_promises, ours_in
from tests.recovery.lab import Json, Lab
from tests.recovery.scripted import Creators

# The steps that touch the world or keep what was done there, in the turn that makes the deal and the mail before it.
SEND_PATH = r"turn/.*/2#(save_draft|send_draft|note_sent)#"
DEAL_PATH = r"close/.*#(agree|send_draft)#|notice/deal.*#(post_notice|note_posted)#"
# The watch and the sweep begin anew each time; what they do is tested by itself.
EVERYWHERE = r"^(?!schedule|outside)"


def negotiate_to_the_deal(lab: Lab, creators: int, seconds: float) -> Json:
    """Play *creators* negotiations to their deals and return the world once every promise holds."""
    people = Creators(lab)
    lab.order("lab", creators)

    def agreed() -> bool:
        people.answer()
        found = lab.get("/negotiations?limit=1000") or []
        return len(found) == creators and all(one["state"] == "agreed" for one in found)

    lab.until(agreed, seconds, "every negotiation ended in a deal")
    return promises_hold(lab)


def promises_hold(lab: Lab, seconds: float = 40) -> Json:
    """Return the world once no promise is broken; what is under way may need a moment."""
    broken: list[str] = []

    def hold() -> bool:
        broken[:] = broken_promises(lab.world(), Books.read(lab.store))
        return not broken

    try:
        lab.until(hold, seconds, "the promises hold")
    except AssertionError:
        pytest.fail("\n".join([f"kills: {len(lab.lives())}; store and log: {lab.folder}", *broken]))
    return lab.world()


def assert_one_deal_each(world: Json, creators: int) -> None:
    """Check the whole story: an offer, a counter and a confirmation for each, and one deal in Slack."""
    mails = Counter(mail["recipients"][0] for mail in ours_in(world))
    assert list(mails.values()) == [3] * creators
    assert sum(message["text"].startswith("Deal:") for message in world["slack"]["messages"]) == creators
    assert world["drafts"] == []


@pytest.mark.timeout(300)
@pytest.mark.parametrize("points", [SEND_PATH, DEAL_PATH], ids=["around the mail", "around the deal"])
def test_killed_around_what_the_world_sees_everything_happens_once(tmp_path: Path, points: str) -> None:
    with Lab(tmp_path, {"points": points}) as lab:
        lab.start()
        world = negotiate_to_the_deal(lab, 1, 240)
        kills = len(lab.lives())
        assert kills == len(lab.kills()) >= 9
        assert_one_deal_each(world, 1)


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("time", [1, 2, 3])
def test_killed_at_every_point_of_every_step_everything_happens_once(tmp_path: Path, time: int) -> None:
    with Lab(tmp_path, {"points": EVERYWHERE}) as lab:
        lab.start()
        world = negotiate_to_the_deal(lab, 1, 1500)
        kills = len(lab.lives())
        assert kills == len(lab.kills()) >= 120
        assert_one_deal_each(world, 1)
