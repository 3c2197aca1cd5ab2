"""Good rows proceed, bad ones are reported by row and field, and nobody is negotiated twice."""

import ast
import re
from pathlib import Path

import pytest

from negotiation.term_prices import BonusPrice, PriceList, Term, TermPrice
from negotiation.terms import Autonomy, Campaign
from steps.clients.sheets import SheetRow, SheetRows
from steps.intake import campaigns
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
        ("Currency", "XYZ"), ("Start Date", "9" * 17), ("End Date", "9" * 5_000),
    ],
)  # fmt: skip
def test_a_wrong_field_is_named_and_nothing_starts(field: str, value: str) -> None:
    order = read_campaign_order("c1", FIELDS | {field: value})
    assert order.campaign is None
    named = " ".join(str(problem) for problem in order.problems).lower()
    assert any(word in named for word in field.lower().split())


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("Target CMP", "20", "is no field of a campaign; did you mean 'Target CPM'?"),
        ("max rounds", "4", "is no field of a campaign; did you mean 'Rounds'?"),
        ("CPM Max (USD)", "40", "is no field of a campaign; did you mean 'CPM Max'?"),
        ("Weather", "fine", "is no field of a campaign"),
        ("cpm-max", "40", "stands there twice, as 'CPM Max' too"),
        ("Rounds", "4.5", "'4.5' is not a whole number from 0 to 1,000,000"),
        ("Confidence Percent", "0.7", "'0.7' is not a whole number from 0 to 100"),
        ("Confidence Percent", "700", "'700' is not a whole number from 0 to 100"),
    ],
)
def test_what_was_meant_and_would_do_nothing_is_refused_by_name(field: str, value: str, told: str) -> None:
    order = read_campaign_order("c1", FIELDS | {field: value})
    assert order.campaign is None
    assert [(problem.field, problem.problem) for problem in order.problems] == [(field, told)]
    assert read_campaign_order("c1", FIELDS | {field: ""}).campaign is not None


def test_a_field_that_nothing_can_be_read_without_is_named_where_it_is_misspelt() -> None:
    fields = {name: value for name, value in FIELDS.items() if name != "Platform"} | {"Platform on": "Instagram"}
    told = {problem.field: problem.problem for problem in read_campaign_order("c1", fields).problems}
    assert told["Platform on"] == "is no field of a campaign; did you mean 'Platform'?"


@pytest.mark.parametrize("field", ["Client", "Brand", "Owner", "Disclosure", "Start Date"])
@pytest.mark.parametrize("trick", ["\u202e", "\u2066", "\x07", "\x7f"])
def test_what_would_turn_or_break_a_line_is_refused_at_the_door_by_its_field(field: str, trick: str) -> None:
    order = read_campaign_order("c1", FIELDS | {field: f"Lumo{trick} Shoes"})
    told = f"{field}: holds the invisible U+{ord(trick):04X}, which breaks or turns its line: type it anew"
    assert [str(problem) for problem in order.problems] == [told]
    assert read_campaign_order("c1", FIELDS | {"Notes": f"a{trick}b"}, among_others=True).campaign is not None


def test_what_pasting_leaves_unseen_is_left_out() -> None:
    order = read_campaign_order("c1", FIELDS | {"Brand": "\ufeffLumo\u200b Trail\u200e Shoes", "Disclosure": "\u200b"})
    assert order.campaign is not None
    assert (order.campaign.brand, order.campaign.disclosure) == ("Lumo Trail Shoes", "")


def test_a_row_that_would_turn_a_line_is_refused_by_its_number_and_column() -> None:
    good = {"Email": "\u200bada@creators.example.test\u200b", "Average Views": "50000", "Notes": "\u202e"}
    bad = {"Email": "bo@creators.example.test", "Average Views": "50000", "Handle": "@bo\u202e"}
    creators, problems = read_creators(campaign(), [(2, good), (3, bad)])
    assert [(row, one.email) for row, one in creators] == [(2, "ada@creators.example.test")]
    assert [(one.row_no, one.field) for one in problems] == [(3, "Handle")]


def test_the_teams_own_fields_beside_ours_are_let_be_unless_they_look_misspelt() -> None:
    own = {"Notes": "call her first", "Weather": "fine", "Budget Owner": "Finance", "Owners": "everybody"}
    assert read_campaign_order("c1", FIELDS | own, among_others=True).campaign is not None
    misspelt = read_campaign_order("c1", FIELDS | own | {"Target CMP": "20"}, among_others=True)
    assert [problem.field for problem in misspelt.problems] == ["Target CMP"]


def test_the_papers_name_every_field_of_a_campaign() -> None:
    calls = (node for node in ast.walk(ast.parse(Path(campaigns.__file__).read_text())) if isinstance(node, ast.Call))
    read = {
        arg.value
        for call in calls
        if ast.unparse(call.func).startswith("form.") and not ast.unparse(call.func).endswith("problem")
        for arg in call.args[:2]
        if isinstance(arg, ast.Constant) and isinstance(arg.value, str) and arg.value[:1].isupper()
    }
    docs = Path(__file__).parents[2] / "docs"
    rows = [line for paper in ("campaigns.md", "packages.md") for line in (docs / paper).read_text().splitlines()]
    named = {name for row in rows if row.startswith("| `") for name in re.findall(r"`([^`]+)`", row.split("|")[1])}
    assert read <= named
    unknown = [
        p for p in read_campaign_order("c1", FIELDS | dict.fromkeys(named, "1")).problems if "no field" in p.problem
    ]
    assert not unknown


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


@pytest.mark.parametrize(
    ("header", "cell", "problem"),
    [
        ("Max Rte", "$900", "is no column that Parley reads; did you mean the max fee?"),
        ("Max Rate (EUR)", "900", "'900 EUR' is in EUR; the campaign is in USD"),
    ],
)
def test_a_limit_in_a_column_that_nobody_reads_starts_nobody(header: str, cell: str, problem: str) -> None:
    row = {"Email": "ada@example.com", "Average Views": "12k", header: cell}
    others = row | {"Email": "bo@example.com", header: " "}
    (one,), (told,) = read_creators(campaign(), [(2, row), (3, others)])
    assert (one[0], told.row_no, told.problem) == (3, 2, problem)


def test_the_teams_own_columns_are_let_be_and_a_currency_in_a_header_is_read() -> None:
    own = {"Followers": "1m", "Notes": "nice", "Platform URL": "x.example", "Contacted": "yes", "Max Reach": "9m"}
    row = {"Email": "ada@example.com", "Average Views": "12k", "Max Rate (USD)": "$900"} | own
    ((_, one),), problems = read_creators(
        campaign(),
        [
            (2, row),
        ],
    )
    assert not problems
    assert one.max_fee_cents == 90_000
    assert read_creators(campaign(), [(2, row | {"Max Rate (USD)": "900"})])[0][0][1].max_fee_cents == 90_000


def test_bad_rows_are_reported_by_number_and_good_ones_proceed() -> None:
    listed = rows(("", "@nobody", "5k"), ("ada@example.com", "@ada", "12k"), ("bo@example.com", "@bo", "n/a"))
    creators, problems = read_creators(campaign(), listed)
    assert [row for row, _ in creators] == [3]
    assert [(problem.row_no, problem.field) for problem in problems] == [(2, "Email"), (4, "Average Views")]


def test_a_column_that_stands_there_twice_is_told_where_its_cells_differ() -> None:
    header = ("Name", "Email", "Handle", "email", "Average Views", "Email")
    differing = ("Ada", "ada@x.test", "@ada", "", "50k", "old@x.test")
    one_empty = ("Bo", "bo@x.test", "@bo", "bo@x.test", "50k", "")
    sheet = SheetRows("Creators", header, (SheetRow(2, differing), SheetRow(3, one_empty)))
    creators, problems = read_creators(campaign(), [(row.number, sheet.cells_by_header(row)) for row in sheet.rows])
    assert [(number, bo.email) for number, bo in creators] == [(3, "bo@x.test")]
    assert list(map(str, problems)) == ["row 2, Email: stands there twice, with 'ada@x.test' and 'old@x.test'"]


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


def test_people_and_labels_are_as_good_as_texts() -> None:
    told: dict[str, object] = FIELDS | {"Owner": ("mara@brand.example.test",)}
    told |= {"Platform": ("Instagram",), "Deliverables": ("1x Reel",)}
    ordered = read_campaign_order("c1", told, among_others=True).campaign
    assert ordered is not None
    assert (ordered.owner, len(ordered.package.deliverables)) == ("mara@brand.example.test", 1)


def test_a_name_that_no_subject_holds_starts_nobody() -> None:
    """Every opening was held by the guard for its subject: a hand-over for each creator of the campaign."""
    order = read_campaign_order("c1", FIELDS | {"Brand": "Lumo " * 40})
    assert list(map(str, order.problems)) == ["Brand: has 199 letters; 120 fit into a mail's subject"]
    assert campaign(Brand="L" * 120).brand == "L" * 120


@pytest.mark.parametrize(("start", "end"), [("2026-12-31", "2026-12-01"), ("1798675200000", "1796083200000")])
def test_an_end_before_the_start_starts_nobody(start: str, end: str) -> None:
    order = read_campaign_order("c1", FIELDS | {"Start Date": start, "End Date": end})
    assert [(one.field, "before the Start Date" in one.problem) for one in order.problems] == [("End Date", True)]
    assert campaign(Start_Date=end, End_Date=start).dates.count(" to ") == 1
    assert campaign(Start_Date="mid December", End_Date="Christmas").dates == "mid December to Christmas"
