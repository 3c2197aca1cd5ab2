"""Do the sums that decisions read say what every row of the campaign says?

Campaigns of all kinds are laid into a real store and read both ways: row by
row, as `bench.whole_reading` does, and as the steps do.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bench.whole_reading import commitments_beside, whole_queue
from negotiation.brief import make_brief
from negotiation.priority import claim_of, in_turn
from negotiation.standing import standing_beside, standing_for
from negotiation.terms import Campaign
from negotiation.verdicts import Counter, Escalate, TraceLine
from steps.claims import queue_at
from steps.decide import burden_beside
from steps.ledger import store
from steps.ledger.tables import campaigns, claims, commitments, negotiations
from tests.campaigns.crowd import open_books
from tests.negotiation.makers import CAMPAIGN, CREATOR

# Whom a language would order otherwise than their code points do.
NAMES = [f"c1:{name}" for name in ("a", "B", "b", "_x", "x-1", "x1", "ä", "z", "Z", "10", "9", "own")]
OWN = "c1:own"
ALL = (10**12, None)
_TRACE = (TraceLine("opening", 1, "They are opened."),)

# Held and claimed, held alone (a person has it, or it is agreed), claimed alone (it waits), or over.
creators = st.tuples(
    st.integers(0, 300_000),
    st.integers(1, 900_000),
    st.integers(0, 600_000),
    st.integers(1, 1_500_000),
    st.sampled_from(["going", "waits", "stuck", "agreed", "agreed and claimed", "over"]),
)
ranges = st.tuples(st.integers(1, 4_000), st.integers(0, 4_000), st.integers(0, 50))


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with open_books(tmp_path_factory.mktemp("books")):
        with store.current().transaction() as session:
            for table in (campaigns, negotiations):
                row = {c.name: 0 if c.type.python_type in (int, bool) else "x" for c in table.c if not c.nullable}
                keys = ["c1"] if table is campaigns else NAMES
                key = next(iter(table.primary_key)).name
                for name in keys:
                    session.execute(table.insert().values(**row | {"campaign_id": "c1"} | {key: name}))
        yield


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(creators, max_size=len(NAMES) - 1),
    ranges,
    st.integers(1, 3_000_000),
    st.integers(100, 300),
    st.lists(st.integers(0, 400_000), min_size=1, max_size=4),
)
def test_the_sums_say_what_the_rows_say(
    books: None, rows: list[Any], cpm: tuple[int, int, int], budget: int, percent: int, views: list[int]
) -> None:
    low, more, stretch = cpm
    limits = {"cpm_min_cents": low, "cpm_max_cents": low + more, "cpm_target_cents": None}
    campaign = replace(
        CAMPAIGN, campaign_id="c1", budget_cents=budget, stretch_percent=stretch, offers_out_percent=percent
    )
    brief = replace(make_brief(OWN, campaign, CREATOR), campaign=replace(campaign, **limits))  # type: ignore[arg-type]
    with store.current().transaction() as session:
        _lay(session, rows)
        taken, burden = commitments_beside(session, brief), burden_beside(session, brief)
        for seen in views:
            assert standing_beside(brief.campaign, burden, seen) == standing_for(brief.campaign, taken, seen)
        whole, kept = whole_queue(session, brief), queue_at(session, brief)
        assert (kept.spent_cents, kept.stuck_cents, kept.out()) == (whole.spent_cents, whole.stuck_cents, whole.out())
        own = claim_of(brief)
        assert [*kept.before(own, *ALL)] == [*whole.before(own, *ALL)]
        fit = [one for one in whole.before(own, *ALL) if one.anchor_cents <= budget and one.target_cents <= 900_000]
        assert [*kept.before(own, budget, 900_000)] == fit
        for opening in (Counter(1, CAMPAIGN.package, _TRACE), Escalate("budget_short", "", _TRACE)):
            assert in_turn(brief, opening, kept) == in_turn(brief, opening, whole)


def _lay(session: Any, rows: list[Any]) -> None:
    """Put other creators of the campaign in the place of those who were there."""
    for table in (claims, commitments):
        session.execute(table.delete())
    # Somebody with the own name may hold an offer already; that is never counted.
    others = zip([OWN, *NAMES], [(50_000, 1, 1, 700_000, "going"), *rows], strict=False)
    for name, (views, anchor, more, fee, kind) in others:
        of_it = {"negotiation_id": name, "campaign_id": "c1", "views": views}
        if kind in ("going", "waits", "agreed and claimed"):
            session.execute(sa.insert(claims).values(**of_it, anchor_cents=anchor, target_cents=anchor + more))
        if kind not in ("waits", "over"):
            agreed = kind.startswith("agreed")
            session.execute(sa.insert(commitments).values(**of_it, fee_cents=fee, agreed=agreed, at_ms=0))


def test_a_long_line_is_read_to_its_end_and_in_order(books: None) -> None:
    """More creators wait than are read at first, many at the same expected CPM."""
    campaign: Campaign = replace(CAMPAIGN, campaign_id="c1")
    last = replace(make_brief(OWN, campaign, CREATOR), target_cents=10**9)
    among = replace(last, expected_views=100_000, target_cents=120_000)
    with store.current().transaction() as session:
        for table in (claims, commitments):
            session.execute(table.delete())
        template = dict(session.execute(sa.select(negotiations).limit(1)).mappings().one())
        for number in range(150):
            name = f"c1:n{number}"
            session.execute(negotiations.insert().values(**template | {"negotiation_id": name}))
            of_it = {"negotiation_id": name, "campaign_id": "c1", "views": 50_000 * (1 + number % 3)}
            session.execute(sa.insert(claims).values(**of_it, anchor_cents=1, target_cents=60_000 * (1 + number % 3)))
        for brief, better in ((last, 150), (among, 100)):
            read = [*queue_at(session, brief).before(claim_of(brief), *ALL)]
            assert len(read) == better
            assert read == [*whole_queue(session, brief).before(claim_of(brief), *ALL)]
