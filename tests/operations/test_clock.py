"""Is the time right on a machine whose clock is not?"""

from datetime import UTC, datetime
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steps.clock import CorrectedClock

TRUE_MS = 1_795_000_000_000
HOUR, DAY = 3_600_000, 86_400_000
SHIFTS = (-DAY, -HOUR, HOUR, DAY)


class Machine:
    """A machine whose clock may be put wrong while time goes on."""

    def __init__(self, off_ms: int = 0) -> None:
        self.true_ms, self.off_ms = TRUE_MS, off_ms
        self.clock = CorrectedClock(lambda: self.true_ms + self.off_ms, lambda: self.true_ms - TRUE_MS + 77)

    def goes_on(self, ms: int) -> None:
        self.true_ms += ms

    def hears(self, off_ms: int = 0) -> None:
        """Let Google answer, with a Date that is *off_ms* from the truth."""
        told = datetime.fromtimestamp((self.true_ms + off_ms) // 1000, UTC)
        self.clock.hear(format_datetime(told, usegmt=True))

    @property
    def error_ms(self) -> int:
        return self.clock.now_ms() - self.true_ms


@pytest.mark.parametrize("shift", SHIFTS)
def test_a_machine_that_starts_with_a_wrong_clock_is_right_after_two_answers(shift: int) -> None:
    machine = Machine(off_ms=shift)
    assert machine.error_ms == shift  # nobody has told better yet
    machine.hears()
    machine.goes_on(200)
    machine.hears()
    assert abs(machine.error_ms) < 1_000


@pytest.mark.parametrize("shift", SHIFTS)
def test_a_clock_that_is_put_wrong_under_the_running_service_changes_nothing(shift: int) -> None:
    machine = Machine()
    machine.hears()
    machine.off_ms = shift
    for _ in range(3):
        machine.goes_on(40_000)
        assert abs(machine.error_ms) < 1_000
        machine.hears()
        assert abs(machine.error_ms) < 1_000


def test_a_clock_that_is_put_right_is_believed_at_once() -> None:
    machine = Machine(off_ms=DAY)
    machine.hears()
    machine.hears()
    machine.off_ms = 300
    machine.hears()
    assert machine.error_ms == 300


@pytest.mark.parametrize("lie", [*SHIFTS, -20_000, 20_000])
def test_one_odd_answer_turns_nothing(lie: int) -> None:
    machine = Machine()
    machine.hears()
    for _ in range(5):
        machine.hears(off_ms=lie)
        assert machine.error_ms == 0
        machine.hears()
        machine.goes_on(10_000)


def test_the_same_old_answer_from_a_cache_turns_nothing() -> None:
    machine = Machine()
    machine.hears()
    for age in range(1, 20):
        machine.goes_on(60_000)
        machine.hears(off_ms=-60_000 * age)
        assert machine.error_ms == 0


@given(st.text() | st.sampled_from(["", "Thu, 01 Jan 0000 00:00:00 GMT", "Fri, 31 Dec 9999 23:59:59 -9999", "0"]))
def test_what_is_no_time_is_no_news(header: str) -> None:
    machine = Machine()
    machine.clock.hear(header)
    machine.clock.hear(None)
    assert machine.error_ms == 0


def test_a_zone_in_the_header_is_not_believed() -> None:
    machine = Machine()
    told = format_datetime(datetime.fromtimestamp(TRUE_MS / 1000, UTC), usegmt=True)
    machine.clock.hear(told.replace("GMT", "-0000"))
    machine.clock.hear(told.replace("GMT", "-0000"))
    assert machine.error_ms == 0
