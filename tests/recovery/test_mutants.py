"""Is only what was asked for tried, and what has no such name refused before a test is played?"""

import pytest

from tests.recovery.mutants import asked_for

MADE = {"steps.settle.x_settle__mutmut_7": "one", "steps.outbox.xǁOutboxǁsend__mutmut_1": "two"}


def test_a_pattern_names_its_mistakes_and_none_names_all() -> None:
    assert asked_for(MADE, ["steps.settle*"]) == {"steps.settle.x_settle__mutmut_7": "one"}
    assert asked_for(MADE, []) == MADE


def test_a_name_that_matches_nothing_is_refused_by_name() -> None:
    with pytest.raises(SystemExit, match=r"no mistake is called steps\.setle\*"):
        asked_for(MADE, ["steps.settle*", "steps.setle*"])
