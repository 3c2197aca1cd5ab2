"""Are the mails of a campaign whose money is spent sent once, wherever the service is killed?

The service dies by SIGKILL before, in and after every step of the mail that
says that an offer stands, and of the one that says that the places are filled.
"""

from collections import Counter
from pathlib import Path

import pytest

from tests.recovery.invariants import ours_in
from tests.recovery.lab import FIELDS, Lab, address, creator
from tests.recovery.play import promises_hold

# Each opens at $1,440, and two offers are out: the budget pays no third.
SHORT = FIELDS | {
    "Budget": "3900", "Offers Out Percent": "150", "Rounds": "1", "Day Length Seconds": "1", "Nudge After Days": "9000",
}  # fmt: skip
THE_MAIL = r"^turn/.*testa-[12]-.*/([2-9]|\d\d+)#(write_draft|guard_draft|save_draft|last_look|send_draft|note_sent)#"


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_killed_at_every_point_of_the_mails_about_a_spent_budget_each_goes_out_once(tmp_path: Path) -> None:
    with Lab(tmp_path, {"points": THE_MAIL}) as lab:
        lab.start()
        body = {"campaign_id": "short", "fields": SHORT, "creators": [creator(number) for number in range(3)]}
        lab.until(lambda: lab.post("/campaigns", body) == 202, 60, "the campaign is accepted")
        lab.until(lambda: _mails(lab) == {0: 1, 1: 1}, 120, "two are opened")
        _says(lab, 2, "Hi, I heard of your campaign! My fee is $2,000.")
        _says(lab, 0, "My rate for this would be $2,450.")
        lab.until(lambda: _mails(lab)[0] == 2, 120, "the first has a deal")
        _says(lab, 1, "My rate for this would be $2,450.")
        lab.until(lambda: _mails(lab)[1] == 2, 300, "the second hears that our offer stands")
        _says(lab, 1, "Yes, that works for me. Deal!")
        lab.until(lambda: _states(lab) == {"agreed": 2, "rejected": 1}, 300, "the third hears that all is filled")
        promises_hold(lab)
        assert _mails(lab) == {0: 2, 1: 3, 2: 1}
        assert len(lab.kills()) >= 30


def _says(lab: Lab, number: int, text: str) -> None:
    threads = [mail["thread_id"] for mail in ours_in(lab.world()) if mail["recipients"][0] == address(number)]
    there = {"thread_id": threads[-1]} if threads else {"subject": "Hello"}
    lab.tell("deliver", **{"from": address(number), "text": text}, **there)


def _mails(lab: Lab) -> Counter[int]:
    """Return how many mails of ours each has got."""
    numbers = {address(number): number for number in range(3)}
    return Counter(numbers[mail["recipients"][0]] for mail in ours_in(lab.world()))


def _states(lab: Lab) -> Counter[str]:
    return Counter(one["state"] for one in lab.get("/negotiations?limit=10") or ())
