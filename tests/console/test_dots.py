"""Do the pictures of a rehearsal show every run once, in its place?"""

from api.dashboard.dots import ENDS, columns, dots, ends, percent
from api.simulation import figures

SPREAD = {"p10": 2, "median": 5, "p90": 8}


def test_every_run_has_its_dot_and_stands_between_the_ends_of_the_axis() -> None:
    shown = dots([0, 5, 5, 5, 10], 0, 10, SPREAD, whole=True)
    assert shown["each"] == 1
    assert len(shown["dots"]) == 5
    assert shown["dots"][0][0] == shown["place"](0)
    assert shown["dots"][-1][0] == shown["place"](10)
    assert all(10 <= x <= 310 and 0 < y < shown["ground"] for x, y in shown["dots"])


def test_where_runs_are_many_a_dot_is_several_and_none_is_lost() -> None:
    shown = dots([7] * 1_000 + [1], 0, 10, SPREAD, whole=True)
    assert shown["each"] == 91
    assert len(shown["dots"]) == 11 + 1


def test_one_value_alone_and_nothing_to_spend_can_be_drawn() -> None:
    assert len(dots([0], 0, 0, {"p10": 0, "median": 0, "p90": 0})["dots"]) == 1
    assert [one["percent"] for one in columns({}, 3)] == ["0 %"] * 3


def test_the_bar_holds_every_end_and_what_is_unknown_is_a_persons() -> None:
    bar = ends({"deal": 50, "hostile": 25, "walked": 24, "budget_short": 1})
    assert [(one["reason"], one["percent"]) for one in bar] == [
        ("deal", "50 %"),
        ("walked", "24 %"),
        ("person", "26 %"),
    ]
    assert sum(one["width"] for one in bar) == 100
    assert (percent(0), percent(0.2)) == ("0 %", "under 1 %")
    assert dict(ENDS).keys() == figures.ENDS.keys(), "an end of the rules has no name in the picture"
