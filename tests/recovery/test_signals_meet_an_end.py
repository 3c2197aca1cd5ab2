"""Is a signal followed that meets its negotiation just as it ends?

Mail and presses come whenever they like: together, at an ended negotiation, in
the instant of its end, or right before the power goes.
"""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.recovery.lab import Json, Lab
from tests.recovery.play import promises_hold
from tests.recovery.scripted import Creators

_NO = ("No thank you, I am not interested in this one.",)
# An end that needs no mail of ours: a kind no would be held back by the press itself.
_NEVER = ("Please unsubscribe me and do not contact me again.",)
_LATE = "Sorry, I changed my mind: I could do it for $1,300."


def test_presses_and_mail_that_find_a_negotiation_ended_at_once_are_all_followed(tmp_path: Path) -> None:
    # Each press waits between seeing the end and acting on it, so that they all have seen the same end.
    with Lab(tmp_path, {"stalls": "outside#read_life#", "times": 4}) as lab:
        negotiation, people = refused(lab)
        with ThreadPoolExecutor(4) as hands:
            done = [hands.submit(press, lab, negotiation, "takeover", f"p{n}") for n in range(4)]
            said = people.said[0]
            lab.tell("deliver", **{"from": said["from"], "thread_id": said["thread_id"], "text": _LATE})
            assert [one.result() for one in done] == [202] * 4
        lab.until(lambda: all_followed(lab, 4), 40, "all presses were followed")
        until_it_is(lab, negotiation, "taken_over")
        promises_hold(lab)


def test_a_press_in_the_instant_of_the_end_is_followed(tmp_path: Path) -> None:
    # The press has seen a living workflow; before it is sent there, their opt-out ends the negotiation.
    with Lab(tmp_path, {"stalls": "outside#look_at_episode#", "stall_seconds": 4}) as lab:
        lab.start()
        people = Creators(lab, _NEVER)
        lab.order("lab", 1)
        lab.until(lambda: lab.world()["sent"], 60, "the offer went out")
        (negotiation,) = lab.get("/negotiations")
        with ThreadPoolExecutor(1) as hands:
            pressing = hands.submit(press, lab, negotiation, "takeover", "p1")
            lab.until(lambda: lab.books()["presses"], 20, "the press was kept")
            people.answer()
            lab.until(lambda: all_followed(lab, 1), 40, "the press was followed")
            assert pressing.result() == 202
        until_it_is(lab, negotiation, "stopped")
        promises_hold(lab)


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize("point", ["keep_press", "read_life", "claim_episode"])
def test_a_press_that_was_kept_is_followed_though_the_power_goes_before_it_is_sent(tmp_path: Path, point: str) -> None:
    with Lab(tmp_path, {"points": f"outside#{point}#any#checkpointed"}) as lab:
        negotiation, _ = refused(lab)
        press(lab, negotiation, "takeover", "p1")
        lab.until(lambda: len(lab.kills()) == 1 and all_followed(lab, 1), 150, "the press was followed")
        until_it_is(lab, negotiation, "taken_over")
        promises_hold(lab)


def refused(lab: Lab) -> tuple[Json, Creators]:
    """Start the service and play one negotiation to its end: the creator says no."""
    lab.start()
    people = Creators(lab, _NO)
    lab.order("lab", 1)
    lab.until(lambda: people.answer() and shown_states(lab) == ["rejected"], 60, "the creator said no")
    lab.until(lambda: not lab.books()["negotiations"][0]["live"], 20, "the negotiation retired")
    (negotiation,) = lab.get("/negotiations")
    return negotiation, people


def shown_states(lab: Lab) -> list[str]:
    return [one["state"] for one in lab.get("/negotiations") or ()]


def until_it_is(lab: Lab, negotiation: Json, state: str) -> None:
    """Wait for *state*: a turn takes a press up before it writes down what came of it."""
    path = f"/negotiations/{negotiation['negotiation_id']}"
    lab.until(lambda: (lab.get(path) or {}).get("state") == state, 40, f"the negotiation is {state}")


def press(lab: Lab, negotiation: Json, act: str, press_id: str) -> int:
    return lab.post(f"/negotiations/{negotiation['negotiation_id']}/{act}", {"press_id": press_id, "who": "mara"})


def all_followed(lab: Lab, number: int) -> bool:
    presses = lab.books()["presses"]
    return len(presses) == number and all(one["taken_turn"] is not None for one in presses)
