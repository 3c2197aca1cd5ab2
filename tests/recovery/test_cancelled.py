"""Is a deal that falls through cancelled and told once, wherever the service is killed?

The service dies by SIGKILL as the press is kept, before, in and after the step
that gives the money back, and around the message to Slack; the press comes
twice, and the promises look at state, money and message together.
"""

from functools import partial
from pathlib import Path

import pytest

from tests.recovery.lab import Lab
from tests.recovery.play import negotiate_to_the_deal, promises_hold

POINTS = (
    r"#cancel_deal#|^outside#keep_press#.*(uncommitted|checkpointed)"
    r"|^notice/cancelled.*#(post_notice|note_posted)#.*(after|uncommitted|checkpointed)"
)


@pytest.mark.timeout(300)
def test_killed_around_the_cancel_its_money_is_free_once_and_slack_has_one_message(tmp_path: Path) -> None:
    with Lab(tmp_path, {"points": POINTS}) as lab:
        lab.start()
        negotiate_to_the_deal(lab, 1, 120)
        (row,) = lab.get("/negotiations")
        for press_id in ("c1", "c1", "c2"):
            lab.until(partial(_pressed, lab, row["negotiation_id"], press_id), 90, "the press is accepted")
        lab.until(lambda: lab.books()["negotiations"][0]["state"] == "cancelled", 90, "the deal is cancelled")
        world = promises_hold(lab)
        assert [one["text"][:15] for one in world["slack"]["messages"]].count("Deal cancelled:") == 1
        assert lab.books()["commitments"] == []
        assert [one["event"] for one in lab.books()["transitions"]].count("cancelled") == 1
        assert len(lab.kills()) >= 6, lab.kills()


def _pressed(lab: Lab, negotiation_id: str, press_id: str) -> bool:
    path = f"/negotiations/{negotiation_id}/cancel"
    return lab.post(path, {"press_id": press_id, "who": "mara", "reason": "The contract was not signed"}) == 202
