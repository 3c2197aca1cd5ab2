"""Is everything done once, wherever the service is killed?

One negotiation goes from the first offer over a counter to a deal, while its
service dies by SIGKILL at point after point: before a step, after its effect
and before the checkpoint, after the checkpoint, and around every single write
to Gmail and Slack. The sandbox's ledger tells what really happened.
"""

from pathlib import Path

import pytest

from tests.recovery.lab import Lab
from tests.recovery.play import assert_one_deal_each, negotiate_to_the_deal

# The steps that touch the world or keep what was done there, in the turn that makes the deal and the mail before it.
SEND_PATH = r"turn/.*/2#(save_draft|send_draft|note_sent)#"
DEAL_PATH = r"close/.*#(agree|send_draft)#|notice/deal.*#(post_notice|note_posted)#"
# The watch and the sweep begin anew each time; what they do is tested by itself.
EVERYWHERE = r"^(?!schedule|outside)"


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
