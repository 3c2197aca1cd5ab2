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

# Each step of the turn that counters, before and after; and of the close that makes the deal and tells it, where an
# effect is done and not yet written down, or written down and not yet gone on from.
ON_THE_EDGE = (
    r"^turn/.*/2#\w+#.*#(before|after|uncommitted)"
    r"|^(close/.*#(agree|send_draft)|notice/deal.*#(post_notice|note_posted))#.*#(after|uncommitted|checkpointed)"
)
# The watch and the sweep begin anew each time; what they do is tested by itself.
EVERYWHERE = r"^(?!schedule|outside)"


@pytest.mark.timeout(300)
def test_killed_before_and_after_each_step_of_a_turn_everything_happens_once(tmp_path: Path) -> None:
    with Lab(tmp_path, {"points": ON_THE_EDGE}) as lab:
        lab.start()
        world = negotiate_to_the_deal(lab, 1, 240)
        kills = len(lab.lives())
        assert kills == len(lab.kills()) >= 16
        assert_one_deal_each(world, 1)


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_killed_at_every_point_of_every_step_everything_happens_once(tmp_path: Path) -> None:
    with Lab(tmp_path, {"points": EVERYWHERE}) as lab:
        lab.start()
        world = negotiate_to_the_deal(lab, 1, 1500)
        kills = len(lab.lives())
        assert kills == len(lab.kills()) >= 100
        assert_one_deal_each(world, 1)
