"""Is a deal that Slack does not confirm mailed once, wherever the service is killed?

Slack is away when the deal is agreed, and its message is dated back by six
minutes. The service then dies by SIGKILL before, in and after every step of
the mail about it, and around its writes to Gmail.
"""

from contextlib import closing
from pathlib import Path

import pytest
from pysqlite3 import dbapi2 as sqlite

from tests.recovery.invariants import to_the_team
from tests.recovery.lab import FIELDS, Lab
from tests.recovery.play import everybody_agreed, promises_hold
from tests.recovery.scripted import Creators

pytestmark = pytest.mark.sqlite  # dated back in the file

_SIX_MINUTES_PASS = "UPDATE notices SET created_at_ms = created_at_ms - 360000 WHERE kind = 'deal'"


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_killed_at_every_point_of_the_second_way_the_deal_is_mailed_once(tmp_path: Path) -> None:
    with Lab(tmp_path, {"points": r"^deal-mail/|^schedule#deals_to_mail"}) as lab:
        lab.tell("faults", kind="503", vendor="slack", match="chat.postMessage", times=100_000)
        lab.start()
        people = Creators(lab)
        lab.order("lab", 1)
        lab.until(lambda: everybody_agreed(lab, people, 1), 120, "the negotiation ended in a deal")
        with closing(sqlite.connect(str(lab.store), timeout=30)) as store:
            store.execute(_SIX_MINUTES_PASS)
            store.commit()
        lab.until(lambda: _told(lab), 300, "the mail about the deal is in the books")
        lab.tell("faults/clear")
        (mail,) = to_the_team(promises_hold(lab))
        assert mail["recipients"] == [FIELDS["Owner"]]
        assert len(lab.kills()) >= 15


def _told(lab: Lab) -> bool:
    return any(draft["status"] == "told" for draft in lab.books()["drafts"])
