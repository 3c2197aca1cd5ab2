"""What does an order do that changes a campaign which is under way?"""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from negotiation.terms import Autonomy, Campaign
from steps.ledger import projections, store
from steps.ledger.tables import negotiations, notices
from tests.campaigns.crowd import open_books
from tests.campaigns.test_memory import imported
from tests.negotiation.makers import CAMPAIGN


def problems(campaign: Campaign) -> list[str]:
    shown = projections.show_campaign(campaign.campaign_id)
    assert shown is not None
    return [f"{one['field']}: {one['problem']}" for one in shown["problems"]]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"budget_cents": 5_000_000}, ["Budget: the campaign runs on 100,000 USD; for 50,000 USD"]),
        ({"cpm_max_cents": 3_000}, ["CPM Max: the campaign runs on 25 USD; for 30 USD"]),
        ({"stretch_percent": 50}, ["Stretch Percent: the campaign runs on 0 %; for 50 %"]),
        ({"currency": "EUR"}, ["CPM Min: the campaign runs on 10 USD; for 10 EUR", "CPM Max", "Budget"]),
    ],
)
def test_an_order_that_changes_the_shared_money_starts_nobody_and_says_so(
    tmp_path: Path, changes: dict[str, Any], told: list[str]
) -> None:
    with open_books(tmp_path):
        assert len(imported(CAMPAIGN, 1)) == 1
        assert imported(replace(CAMPAIGN, **changes), 1, 2) == ()
        found = problems(CAMPAIGN)
        assert len(found) == len(told)
        assert all(any(line.startswith(words) for line in found) for words in told), found
        assert len(imported(CAMPAIGN, 1, 2)) == 1, "set back, the new creator starts"
        assert problems(CAMPAIGN) == []


def test_the_team_is_told_once_that_a_change_does_not_count_for_whom_is_under_way(tmp_path: Path) -> None:
    """Somebody sets a campaign to review_all to stop its mails, and every running negotiation goes on by itself."""

    def told() -> list[str]:
        with store.current().reading() as connection:
            blocks = connection.execute(sa.select(notices.c.blocks).where(notices.c.key.contains("/terms/"))).scalars()
            return [one[1]["text"]["text"] for one in blocks]

    careful = replace(CAMPAIGN, autonomy=Autonomy.REVIEW_ALL, rounds=4)
    with open_books(tmp_path):
        imported(CAMPAIGN, 1)
        imported(CAMPAIGN, 1)
        assert told() == []
        for _ in range(2):
            assert imported(careful, 1) == ()
        (words,) = told()
        assert words.startswith("*1 negotiation under way keep")
        assert f"• autonomy: from {CAMPAIGN.autonomy} to review_all" in words
        assert "• rounds: from 6 to 4" in words
        with store.current().transaction() as session:
            session.execute(negotiations.update().values(state="rejected"))
        imported(replace(CAMPAIGN, rounds=5), 1)
        assert len(told()) == 1, "nobody is under way"


def test_what_is_not_shared_may_change_for_new_creators(tmp_path: Path) -> None:
    with open_books(tmp_path):
        imported(CAMPAIGN, 1)
        (brief,) = imported(replace(CAMPAIGN, owner="Somebody Else", rounds=4), 1, 2)
        assert (brief.campaign.owner, brief.campaign.rounds) == ("Somebody Else", 4)
