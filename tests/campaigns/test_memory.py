"""Does the ledger remember what was agreed, for the campaigns after it?"""

from dataclasses import replace
from pathlib import Path

from negotiation.case import Case
from negotiation.reading import Intent
from negotiation.state import State
from negotiation.terms import Brief, Campaign, KnownRate, Platform
from negotiation.verdicts import Accept
from steps.announce_deal import agree
from steps.cancel_deal import cancel_deal
from steps.clock import now_ms
from steps.import_campaign import SheetLine, import_campaign
from steps.ledger import store
from steps.ledger.tables import deals
from tests.campaigns.crowd import open_books, run
from tests.negotiation.makers import CAMPAIGN, REEL, a_reading


def imported(campaign: Campaign, *numbers: int) -> tuple[Brief, ...]:
    rows = ({"Name": f"Pixel {n}", "Email": f"p{n}@creators.test", "Handle": f"@p{n}", "Average Views": "50000"}
            for n in numbers)  # fmt: skip
    lines = tuple(SheetLine(number, tuple(row.items())) for number, row in enumerate(rows, start=2))
    return run(import_campaign(campaign, lines, "api", campaign.campaign_id, campaign.campaign_id)).briefs


def close(brief: Brief, dollars: int) -> None:
    case = Case(brief.negotiation_id, state=State.COUNTER_RECEIVED)
    run(agree(brief, case, Accept(dollars * 100, REEL, ()), a_reading(Intent.ACCEPTANCE), ""))


def test_a_later_campaign_knows_what_its_creators_and_its_brand_agreed_to(tmp_path: Path) -> None:
    with open_books(tmp_path):
        for brief, dollars in zip(imported(CAMPAIGN, 1, 2, 3), (600, 700, 900), strict=True):
            assert brief.known_rate is None
            close(brief, dollars)
        known = {b.creator.email: b.known_rate for b in imported(replace(CAMPAIGN, campaign_id="c2"), 2, 9)}
    today = known["p2@creators.test"]
    assert today is not None
    assert (today.whose, today.cpm_cents, today.deals) == ("creator", 1_400, 1)
    assert known["p9@creators.test"] == KnownRate("brand", 1_400, 3, today.agreed_on)


def test_what_is_too_old_in_another_currency_or_on_another_platform_is_not_known(tmp_path: Path) -> None:
    tiktok = replace(REEL, deliverables=(replace(REEL.deliverables[0], platform=Platform.TIKTOK, kind="video"),))
    with open_books(tmp_path):
        (brief,) = imported(CAMPAIGN, 1)
        close(brief, 700)
        for number, changes in enumerate(({"currency": "EUR"}, {"package": tiktok}, {"rate_memory_days": 0})):
            (later,) = imported(replace(CAMPAIGN, campaign_id=f"other{number}", **changes), 1)  # type: ignore[arg-type]
            assert later.known_rate is None, changes
        with store.current().transaction() as session:
            session.execute(deals.update().values(agreed_at_ms=now_ms() - 366 * 86_400_000))
        (later,) = imported(replace(CAMPAIGN, campaign_id="late"), 1)
        assert later.known_rate is None


def test_a_deal_that_fell_through_was_agreed_to_and_is_remembered(tmp_path: Path) -> None:
    with open_books(tmp_path):
        (brief,) = imported(CAMPAIGN, 1)
        close(brief, 700)
        agreed = Case(brief.negotiation_id, state=State.AGREED, seq=1)
        run(cancel_deal(brief, agreed, {"who": "Robin", "detail": "ill"}, {}))
        (later,) = imported(replace(CAMPAIGN, campaign_id="c2"), 1)
    assert later.known_rate is not None
    assert later.known_rate.cpm_cents == 1_400
