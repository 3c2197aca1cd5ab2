"""Faults are stored by durable steps, so they survive pickling; and they never carry a secret."""

import pickle
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from negotiation.errors import OurFault, TheirFault, WorldFault
from steps.clients import faults

ALL = (
    faults.Throttled("Gmail", 7.5),
    faults.Unavailable("Gmail", "no connection"),
    faults.Unclear("Slack", "line lost"),
    faults.Refused("ClickUp", 400, "no such field"),
    faults.Unauthorized("Slack", "PARLEY_SLACK_BOT_TOKEN", "invalid_auth"),
    faults.NotFound("Gmail", "draft d-1"),
    faults.CursorExpired("Gmail", "history since 7"),
)


@pytest.mark.parametrize("fault", ALL, ids=lambda fault: type(fault).__name__)
def test_every_fault_pickles_both_ways_and_is_somebodys(fault: faults.VendorFault) -> None:
    again = pickle.loads(pickle.dumps(fault))  # noqa: S301 - our own bytes
    assert (type(again), str(again), again.args, again.vendor) == (type(fault), str(fault), fault.args, fault.vendor)
    assert isinstance(fault, OurFault | TheirFault | WorldFault)


@pytest.mark.parametrize(
    ("told", "seconds"),
    [
        (None, faults.DEFAULT_WAIT_SECONDS),
        ("12", 12.0),
        ("0.5", 0.5),
        ("999999999", faults.LONGEST_WAIT_SECONDS),
        ("-3", faults.DEFAULT_WAIT_SECONDS),
        ("nan", faults.DEFAULT_WAIT_SECONDS),
        ("soon", faults.DEFAULT_WAIT_SECONDS),
        ("2001-01-01T00:00:00Z", 0.0),
        ("2999-01-01T00:00:00Z", faults.LONGEST_WAIT_SECONDS),
    ],
)
def test_a_wait_is_obeyed_within_bounds(told: str | None, seconds: float) -> None:
    assert faults.wait_seconds(told) == seconds


def test_a_wait_until_a_date_is_counted_from_now() -> None:
    in_a_minute = datetime.now(UTC) + timedelta(seconds=60)
    assert faults.wait_seconds(format_datetime(in_a_minute, usegmt=True)) == pytest.approx(60, abs=3)


def test_a_detail_is_one_bounded_line_without_secrets() -> None:
    told = "no:\nBearer abc.def xoxb-12-34 sk-ant-api03-zz hidden-value " + "x" * 999
    detail = faults.tidy(told, ("hidden-value", ""))
    assert len(detail) == faults.LONGEST_DETAIL
    assert "\n" not in detail
    assert not [word for word in ("abc.def", "xoxb-12", "sk-ant", "hidden-value") if word in detail]


@pytest.mark.parametrize("status", [500, 502, 503, 504, 408, 200])
def test_a_status_that_says_nothing_about_the_deed_is_unclear_after_a_write(status: int) -> None:
    def fault(*, wrote: bool) -> faults.VendorFault:
        return faults.fault_of_status("V", status, "", wrote=wrote, setting="S", what="w")

    assert isinstance(fault(wrote=True), faults.Unclear)
    assert isinstance(fault(wrote=False), faults.Unavailable)
