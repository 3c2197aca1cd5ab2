"""Do views, CPMs and fees round toward the brand, and do amounts look human?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiation.errors import InvalidBrief
from negotiation.money import Money
from negotiation.pricing import cpm_of, highest_fee, human_step, lowest_fee, round_down, round_up, roundest
from negotiation.terms import Deliverable, Package, Platform, ViewsMethod
from negotiation.views import expected_views, package_views

CPMS, VIEWS = st.integers(1, 100_000), st.integers(1, 10_000_000)
CENTS, CURRENCIES = st.integers(1, 10**9), st.sampled_from(["USD", "JPY", "KWD"])


@given(CPMS, VIEWS)
def test_the_highest_fee_never_passes_its_cpm_and_a_cent_more_would(cpm: int, views: int) -> None:
    fee = highest_fee(cpm, views)
    assert fee * 1000 <= cpm * views < (fee + 1) * 1000


@given(CPMS, VIEWS)
def test_the_lowest_fee_never_undercuts_its_cpm_and_a_cent_less_would(cpm: int, views: int) -> None:
    fee = lowest_fee(cpm, views)
    assert (fee - 1) * 1000 < cpm * views <= fee * 1000


@given(CPMS, VIEWS)
def test_a_fee_within_a_cpm_is_shown_within_it(cpm: int, views: int) -> None:
    assert cpm_of(highest_fee(cpm, views), views) <= cpm


@given(CENTS, CURRENCIES)
def test_rounding_stays_on_its_side_and_within_a_step(cents: int, currency: str) -> None:
    step = human_step(cents, currency)
    assert cents - step < round_down(cents, currency) <= cents <= round_up(cents, currency) < cents + step


@pytest.mark.parametrize(
    ("dollars", "step"),
    [(1, 1), (40, 1), (240, 1), (300, 5), (800, 10), (1_000, 10), (1_300, 25), (4_999, 25), (5_000, 100), (9_000, 100)],
)
def test_amounts_step_as_a_person_would(dollars: int, step: int) -> None:
    assert human_step(dollars * 100, "USD") == step * 100


def test_what_is_less_than_one_unit_is_counted_in_cents() -> None:
    assert human_step(99, "USD") == human_step(999, "KWD") == 1


@pytest.mark.parametrize(
    ("method", "views"), [(ViewsMethod.MEAN, 25_500), (ViewsMethod.MEDIAN, 3_500), (ViewsMethod.TRIMMED, 3_500)]
)
def test_one_viral_post_moves_only_the_mean(method: ViewsMethod, views: int) -> None:
    assert expected_views([1_000, 3_000, 4_000, 2_000, 138_000, 5_000], method) == views


@given(st.lists(st.integers(1, 10**7), min_size=1, max_size=40), st.sampled_from(ViewsMethod))
def test_expected_views_lie_among_the_samples(samples: list[int], method: ViewsMethod) -> None:
    assert min(samples) <= expected_views(samples, method) <= max(samples)


@pytest.mark.parametrize("samples", [[], [0, 0, 0], [-1, 500]])
def test_samples_that_say_nothing_are_refused_by_name(samples: list[int]) -> None:
    with pytest.raises(InvalidBrief, match="view samples"):
        expected_views(samples, ViewsMethod.MEDIAN)


def test_every_piece_of_content_earns_its_views_times_its_weight() -> None:
    package = Package((Deliverable(Platform.INSTAGRAM, "reel", 2), Deliverable(Platform.INSTAGRAM, "story", 3)))
    assert package_views(10_000, package) == 50_000
    assert package_views(10_000, package, (("story", 30),)) == 29_000


@pytest.mark.parametrize(
    ("least", "most", "currency", "found"),
    [
        (137_500, 139_551, "USD", 137_500),
        (137_570, 139_551, "USD", 139_000),  # 1,375 is too little: the next coarser step is ten
        (130_700, 131_400, "USD", 131_000),
        (137_100, 137_240, "USD", 137_200),
        (40_004, 40_021, "USD", None),  # nobody writes 400.04
        (150_100, 156_000, "JPY", 155_000),
        (155_600, 156_400, "JPY", 156_000),
    ],
)
def test_the_roundest_amount_between_two(least: int, most: int, currency: str, found: int | None) -> None:
    assert roundest(least, most, currency) == found


@pytest.mark.parametrize("currency", ["usd", "ÜSD", "US", "USDT", ""])
def test_money_is_of_a_currency_by_its_iso_code(currency: str) -> None:
    with pytest.raises(ValueError, match="ISO 4217"):
        Money(1, currency)


def test_money_is_counted_in_whole_minor_units() -> None:
    with pytest.raises(TypeError, match="got float"):
        Money(1.5, "USD")  # type: ignore[arg-type]
