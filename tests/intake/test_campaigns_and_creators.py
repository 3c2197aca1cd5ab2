"""Good rows proceed, bad ones are reported by row and field, and nobody is negotiated twice."""

import pytest

from negotiation.term_prices import BonusPrice, PriceList, Term, TermPrice
from negotiation.terms import Autonomy, Campaign
from steps.intake.campaigns import read_campaign_order
from steps.intake.creators import creator_key, read_creators

FIELDS = {
    "Client": "Northlight",
    "Brand": "Lumo",
    "Owner": "owner@example.com",
    "Currency": "USD",
    "CPM Min": "18",
    "CPM Max": "$32",
    "Budget": "50,000",
    "Platform": "Instagram",
    "Deliverables": "1x Reel, 2 Stories",
}


def campaign(**changes: str) -> Campaign:
    order = read_campaign_order("c1", FIELDS | {name.replace("_", " "): value for name, value in changes.items()})
    assert order.campaign is not None, order.problems
    return order.campaign


def test_fields_become_a_campaign_in_minor_units() -> None:
    ordered = campaign()
    assert (ordered.cpm_min_cents, ordered.cpm_max_cents, ordered.budget_cents) == (1_800, 3_200, 5_000_000)
    assert [(d.kind, d.count) for d in ordered.package.deliverables] == [("reel", 1), ("story", 2)]
    assert ordered.autonomy is Autonomy.REVIEW_FIRST
    assert ordered.templates_in_outage is False
    assert campaign(Templates_In_Outage="Yes").templates_in_outage is True


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("CPM Min", ""), ("CPM Max", "12"), ("Budget", "a lot"), ("Platform", "MySpace"),
        ("Deliverables", "3 podcasts"),
        ("Autonomy", "yolo"), ("Templates In Outage", "perhaps"),
        ("Target CPM", "99"), ("Rounds", "0"), ("Client", ""), ("Max Nudges", "many"), ("Currency", "dollars"),
        ("Currency", "XYZ"),
    ],
)  # fmt: skip
def test_a_wrong_field_is_named_and_nothing_starts(field: str, value: str) -> None:
    order = read_campaign_order("c1", FIELDS | {field: value})
    assert order.campaign is None
    named = " ".join(str(problem) for problem in order.problems).lower()
    assert any(word in named for word in field.lower().split())


def test_every_wrong_field_is_reported_at_once() -> None:
    order = read_campaign_order("c1", FIELDS | {"Client": "", "Budget": "?", "Platform": "MySpace"})
    assert len(order.problems) == 3


PRICED = {
    "Usage Rights Days": "90", "Usage Rights Price": "25%", "Usage Rights Min Days": "30",
    "Exclusivity Price": "$150", "Exclusivity Max Days": "60", "Rush Price": "30 %",
    "Payment Price": "2%", "Payment Min Days": "7",
    "Deliverables Min": "1 Reel", "Deliverables Max": "3 Reels, 2 Stories",
    "Bundle Discounts": "4: 10%, 6: 15%", "View Weights": "story: 20%",
    "Bonus CPM": "20", "Bonus Cap Percent": "20", "Bonus Threshold Percent": "120",
}  # fmt: skip


def test_a_price_list_is_read_from_the_fields() -> None:
    ordered = campaign(**PRICED)
    assert ordered.prices == PriceList(
        terms=(
            TermPrice(Term.USAGE_RIGHTS, percent=25, least_days=30, most_days=90),
            TermPrice(Term.EXCLUSIVITY, cents=15_000, most_days=60),
            TermPrice(Term.RUSH, percent=30),
            TermPrice(Term.PAYMENT, percent=2, least_days=7, most_days=30),
        ),
        counts=(("reel", 1, 3), ("story", 0, 2)),
        bundles=((4, 10), (6, 15)),
        bonus=BonusPrice(2_000, 20, 120),
    )
    assert ordered.view_weights_percent == (("story", 20),)
    assert not campaign().prices.trades


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("Usage Rights Price", "a lot"), ("Usage Rights Min Days", ""), ("Exclusivity Price", "2.5%"),
        ("Deliverables Max", "3 podcasts"), ("Bundle Discounts", "4: 15%, 6: 10%"), ("Bundle Discounts", "many"),
        ("Bonus CPM", "99"), ("Bonus Cap Percent", "0"), ("View Weights", "podcast: 20%"), ("Rush", "maybe"),
    ],
)  # fmt: skip
def test_a_wrong_price_is_named_and_nothing_starts(field: str, value: str) -> None:
    order = read_campaign_order("c1", FIELDS | PRICED | {field: value})
    assert order.campaign is None
    named = " ".join(str(problem) for problem in order.problems).lower()
    assert any(word in named for word in field.lower().split())


def rows(*cells: tuple[str, str, str]) -> list[tuple[int, dict[str, str]]]:
    headers = ("E-mail ", "HANDLE", "average views")
    return [(number, dict(zip(headers, row, strict=True))) for number, row in enumerate(cells, start=2)]


def test_headers_of_any_spelling_are_understood() -> None:
    creators, problems = read_creators(campaign(), rows(("Ada@Example.com", "@ada", "12k")))
    assert not problems
    assert creators[0][1].email == "ada@example.com"
    assert creators[0][1].view_samples == (12_000,)


def test_bad_rows_are_reported_by_number_and_good_ones_proceed() -> None:
    listed = rows(("", "@nobody", "5k"), ("ada@example.com", "@ada", "12k"), ("bo@example.com", "@bo", "n/a"))
    creators, problems = read_creators(campaign(), listed)
    assert [row for row, _ in creators] == [3]
    assert [(problem.row_no, problem.field) for problem in problems] == [(2, "Email"), (4, "Average Views")]


def test_one_creator_listed_twice_is_one_creator() -> None:
    creators, problems = read_creators(
        campaign(), rows(("ada@example.com", "@ada", "1k"), ("ADA@example.com", "Ada", "2k"))
    )
    assert len(creators) == 1
    assert "row 2" in problems[0].problem


def test_an_empty_row_is_nothing() -> None:
    assert read_creators(campaign(), rows(("", "", ""))) == ((), ())


def test_the_key_is_stable_and_safe_in_an_address() -> None:
    key = creator_key("Ada@Example.com", "@Ada/../x")
    assert key == creator_key("ada@example.com", "@ada/../x")
    assert key.replace("-", "").isalnum()


def test_a_name_cannot_carry_markup_or_a_line_end() -> None:
    listed = [(2, {"Name": "Eve <!channel>\r\nBcc: x@example.com", "Email": "eve@example.com", "Views": "3k"})]
    creators, _ = read_creators(campaign(), listed)
    assert not set(creators[0][1].name) & set("<>!\r\n:@")
