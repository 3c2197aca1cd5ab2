"""Do fifty negotiations live through the next release, and through going back to this one?

The next release is this very source tree with one step more in every turn,
patched as it has to be. It takes over in the middle of turns; this one takes
back once no turn is under way, because what a patch has recorded only the
patched code can follow.
"""

from contextlib import closing
from pathlib import Path

import pytest
from pysqlite3 import dbapi2 as sqlite

from tests.recovery.lab import Lab, address
from tests.recovery.play import assert_one_deal_each, everybody_agreed, promises_hold
from tests.recovery.releases import PATCHED, tree
from tests.recovery.scripted import Creators

pytestmark = pytest.mark.sqlite  # the history that is looked at is a file
_CREATORS = 50


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_fifty_negotiations_live_through_the_next_release_and_back(tmp_path: Path) -> None:
    following = tree(tmp_path / "next", PATCHED)
    with Lab(tmp_path / "lab") as lab:
        people = Creators(lab)
        late = {address(number) for number in range(_CREATORS // 2, _CREATORS)}
        lab.start()
        lab.order("lab", _CREATORS)
        lab.until(lambda: len(people.answer(late)["sent"]) >= _CREATORS + 5, 240, "offers and some counters went out")
        assert lab.stop() == 0
        assert turns_under_way(lab), "nothing was left in the middle: the deploy has to meet some"

        here, lab.code = lab.code, following
        lab.start()
        lab.until(lambda: people.answer(late) and deals(lab) == _CREATORS - len(late), 240, "half the deals were made")
        lab.until(lambda: not turns_under_way(lab), 120, "no turn is under way")
        assert lab.stop() == 0
        assert patched_turns(lab) >= _CREATORS // 3

        lab.code = here
        lab.start()
        lab.until(lambda: everybody_agreed(lab, people, _CREATORS), 240, "every negotiation ended in a deal")
        assert_one_deal_each(promises_hold(lab), _CREATORS)


def deals(lab: Lab) -> int:
    return len(lab.books()["deals"])


def turns_under_way(lab: Lab) -> list[str]:
    return [one["id"] for one in lab.books().workflows if one["name"] == "turn" and one["status"] == "PENDING"]


def patched_turns(lab: Lab) -> int:
    """Return how many turns have taken the step that only the next release has."""
    query = "SELECT count(*) FROM operation_outputs WHERE function_name LIKE 'DBOS.patch%'"
    with closing(sqlite.connect(f"file:{lab.store}?mode=ro", uri=True)) as store:
        return int(store.execute(query).fetchone()[0])
