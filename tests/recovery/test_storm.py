"""Does a small storm of pushes, with the service dead in the middle, lose or double a reply?"""

from pathlib import Path

import pytest

from tests.recovery.storm import run


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_no_reply_is_lost_or_handled_twice_in_a_storm(tmp_path: Path) -> None:
    told = run(tmp_path, pushes=180, replies=45, creators=5, seed=11)
    assert (told["replies_lost"], told["replies_handled_twice"], told["broken"]) == (0, 0, [])
    assert told["routes"]["reply"] == told["replies"] == 45
    assert all(told["pushes"][name] > 0 for name in ("lost", "doubled", "reordered", "delayed", "not_taken"))
