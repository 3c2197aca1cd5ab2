"""Does a list show every negotiation once, in its order, however it is paged and narrowed?"""

from collections.abc import Iterator
from typing import Any

import pytest

from bench.crowd import fill
from steps.ledger import listing, store
from steps.ledger.listing import Wanted, WrongPlace
from steps.ledger.migrate import migrate

_NUMBER = 230


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    opened = store.open_store(f"sqlite:///{tmp_path_factory.mktemp('crowd') / 'parley.sqlite'}")
    migrate(opened)
    fill(opened, _NUMBER)
    yield
    store.close_store()


def all_pages(wanted: Wanted, size: int) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    place, pages = "", 0
    while pages == 0 or place:
        page = listing.list_page(wanted, place, size)
        rows, place, pages = rows + page.rows, page.next_place, pages + 1
        assert 0 < len(page.rows) <= size
    return rows


@pytest.mark.parametrize("size", [1, 7, 50, _NUMBER, 1_000])
def test_every_negotiation_is_on_exactly_one_page_and_those_that_need_a_person_come_first(
    crowd: None, size: int
) -> None:
    rows = all_pages(Wanted(), size)
    assert len({row["negotiation_id"] for row in rows}) == len(rows) == _NUMBER
    order = [(row["needs_person"], row["updated_at_ms"], row["negotiation_id"]) for row in rows]
    assert order == sorted(order, reverse=True)
    assert rows[0]["needs_person"]
    assert not rows[-1]["needs_person"]


def test_what_needs_a_person_says_why(crowd: None) -> None:
    rows = all_pages(Wanted(needs_person=True), 50)
    assert {row["reason"] for row in rows} == {"hostile"}
    assert len(rows) == listing.count_states()["needs_person"]


def test_a_list_is_narrowed_by_state_campaign_and_words_together(crowd: None) -> None:
    counts = listing.count_states("crowd")
    assert sum(number for state, number in counts.items() if state != "needs_person") == _NUMBER
    for state in ("agreed", "stale", "escalated"):
        assert len(all_pages(Wanted("crowd", state), 50)) == counts[state]
    found = all_pages(Wanted("crowd", "agreed", "larkSPUR"), 7)
    assert {row["state"] for row in found} == {"agreed"}
    assert all("Larkspur" in row["creator_name"] for row in found)
    assert listing.list_page(Wanted("another")).rows == []
    assert listing.list_page(Wanted(words="no_one%")).rows == []


def test_a_damaged_place_is_refused(crowd: None) -> None:
    for place in ("x", "2.1.a", "1.x.a", "1.1.", f"1.{'1' * 16}.a", "1.-1.a"):
        with pytest.raises(WrongPlace):
            listing.list_page(Wanted(), place)
