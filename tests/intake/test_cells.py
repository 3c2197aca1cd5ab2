"""What people type into sheets is one value, or a problem with a name."""

import time

import pytest

from steps.intake import cells
from steps.intake.cells import BadCell


@pytest.mark.parametrize(
    ("written", "cents"),
    [
        ("$1,200", 120_000),
        ("1200", 120_000),
        ("1,200.50", 120_050),
        ("12k", 1_200_000),
        (".9k", 90_000),
        (",9k", 90_000),
        (" 1 200 USD ", 120_000),
        ("USD 1.2k", 120_000),
        ("", None),
        (None, None),
    ],
)
def test_a_fee_is_read_as_people_write_it(written: str | None, cents: int | None) -> None:
    assert cells.money("Min Rate", written, "USD") == cents


@pytest.mark.parametrize(
    "written", ["n/a", "800-1000", "35%", "EUR 500", "ask me", "-5", "0", "1,2,3", ".900", "USD.9k"]
)
def test_what_is_not_one_amount_is_a_problem_that_names_its_field(written: str) -> None:
    with pytest.raises(BadCell, match="Min Rate"):
        cells.money("Min Rate", written, "USD")


@pytest.mark.parametrize("written", ["e " * 25_000, "1," * 25_000, "mil " * 12_000])
def test_a_cell_as_long_as_sheets_allow_is_refused_before_it_is_read(written: str) -> None:
    began = time.process_time()
    for read in (lambda: cells.money("Min Rate", written, "USD"), lambda: cells.samples("Average Views", written)):
        with pytest.raises(BadCell, match=r"has \d\d,\d{3} letters"):
            read()
    assert time.process_time() - began < 0.5


@pytest.mark.parametrize(("written", "views"), [("44,000", 44_000), ("12k", 12_000), ("1.5m", 1_500_000), ("980", 980)])
def test_views_are_read_as_people_write_them(written: str, views: int) -> None:
    assert cells.samples("Average Views", written) == (views,)


def test_several_samples_stand_in_one_cell() -> None:
    assert cells.samples("Average Views", "12k; 14,500 ; 9000") == (12_000, 14_500, 9_000)


@pytest.mark.parametrize("written", ["n/a", "lots", "$400", "0"])
def test_views_that_are_no_number_are_a_problem(written: str) -> None:
    with pytest.raises(BadCell, match="Average Views"):
        cells.samples("Average Views", written)


@pytest.mark.parametrize(("written", "points"), [("35%", 3_500), ("3,5", 350), ("3.56 %", 356), ("", None)])
def test_a_rate_is_basis_points(written: str, points: int | None) -> None:
    assert cells.percent_bp("Engagement Rate", written) == points


@pytest.mark.parametrize("written", ["", "someone", "a@b", "a b@example.com", "a@example.com, b@example.com"])
def test_an_address_that_cannot_be_written_to_is_a_problem(written: str) -> None:
    with pytest.raises(BadCell, match="Email"):
        cells.email("Email", written)


def test_a_number_that_a_machine_wrote_has_a_decimal_point() -> None:
    assert cells.money("CPM Max", 20.125, "USD") == 2_012
    assert cells.money("Budget", 22_000.0, "USD") == 2_200_000
    assert cells.samples("Average Views", 453.125) == (453,)
    assert cells.money("CPM Max", "20.125", "USD") == 2_012_500  # a person's point may mean thousands
    assert [cells.text(one) for one in (1.5, 0.1, 3.0, 12.3456, 1e6)] == ["1.5", "0.1", "3", "12.3456", "1000000"]


def test_people_and_labels_of_clickup_are_named_one_after_the_other() -> None:
    assert cells.text(("mara@brand.example.test",)) == "mara@brand.example.test"
    assert cells.text(("mara@brand.example.test", "", "Tobin")) == "mara@brand.example.test, Tobin"
