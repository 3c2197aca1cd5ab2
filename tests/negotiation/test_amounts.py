"""Is every way of writing money read, with its proof, and nothing else taken for money?"""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiation.amounts import Amount, AmountKind, find_amounts

WRITINGS = [
    ("$1,250", 125_000, "USD"),
    ("1250.00", 125_000, None),
    ("1.250 USD", 125_000, "USD"),
    ("USD 1.2k", 120_000, "USD"),
    ("€1.200,50", 120_050, "EUR"),
    ("1 200 EUR", 120_000, "EUR"),
    ("1'200 CHF", 120_000, "CHF"),
    ("12k", 1_200_000, None),
    ("2.5 grand", 250_000, None),
    ("$14 million", 1_400_000_000, "USD"),
    ("twelve hundred dollars", 120_000, "USD"),
    ("twelve hundred and fifty", 125_000, None),
    ("two and a half thousand", 250_000, None),
    ("one thousand two hundred fifty euros", 125_000, "EUR"),
    ("half a grand", 50_000, None),
    ("1.250k USD", 125_000, "USD"),
    ("950,- €", 95_000, "EUR"),
    ("C$ 900", 90_000, "CAD"),
    ("900 $CA", 90_000, "CAD"),
    ("900 $ CA", 90_000, "CAD"),
    ("900 £GB", 90_000, "GBP"),
    ("$900 Canadian", 90_000, "CAD"),
    ("900 dollars Australian", 90_000, "AUD"),
    ("S/ 900", 90_000, "PEN"),
    ("900 CN¥", 90_000, "CNY"),
    ("600 000 F CFA", 600_000, "XAF"),
    ("1 250,000 KWD", 1_250_000, "KWD"),
    ("900 Dkr", 90_000, "DKK"),
    ("10 dollars and 30 cents", 1_030, "USD"),
    ("30 MUSD", 3_000_000_000, "USD"),
    ("1,20,000 rupees", 12_000_000, "INR"),
    ("KWD 1.250", 1_250, "KWD"),
    ("¥120,000", 120_000, "JPY"),
    ("100 quid", 10_000, "GBP"),
    ("a hundred bucks", 10_000, "USD"),
    ("a 900-dollar fee", 90_000, "USD"),
    ("75 USD million", 7_500_000_000, "USD"),
    ("MSEK 30", 3_000_000_000, "SEK"),
    ("0.5 bitcoin", 50, "BTC"),
    ("420 SaudiRiyal", 42_000, "SAR"),
    ("2 $500 reels", 50_000, "USD"),
    ("two USD500 reels", 50_000, "USD"),
]


def money(text: str, currency: str = "USD") -> list[Amount]:
    return [a for a in find_amounts(text, currency) if a.kind is AmountKind.MONEY]


@pytest.mark.parametrize(("text", "cents", "currency"), WRITINGS)
def test_a_way_of_writing_money_is_read(text: str, cents: int, currency: str | None) -> None:
    assert [(a.cents, a.currency) for a in money(f"My rate would be {text}, thanks.")] == [(cents, currency)]


@pytest.mark.parametrize(
    "text", ["could you do 950?", "I'd need 1300 for that", "how about eight-fifty?", "~950", "950ish works"]
)
def test_a_bare_number_in_a_price_is_money_of_no_currency(text: str) -> None:
    assert [a.currency for a in money(text)] == [None]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("800-1000", 80_000, 100_000),
        ("$800 to $1,000", 80_000, 100_000),
        ("between 800 and 1000", 80_000, 100_000),
        ("800–1k", 80_000, 100_000),
        ("8-10k", 800_000, 1_000_000),
        ("1-1.5k", 100_000, 150_000),
        ("USD 1200-1500", 120_000, 150_000),
        ("1 000 – 1 500 €", 100_000, 150_000),
    ],
)
def test_both_ends_of_a_range_know_the_range(text: str, low: int, high: int) -> None:
    found = money(f"It would be {text}.")
    assert [a.cents for a in found] == [low, high]
    assert {a.range_of for a in found} == {(low, high)}


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("my rate is .9k", 90_000),
        (".9k", 90_000),
        ("fee:.75k", 75_000),
        ("$.9k", 90_000),
        ("C$ .9k", 90_000),
        ("I'd take ,9k", 90_000),
        ("it's .5 k", 50_000),
        ("for ,9k €", 90_000),
        ("a .9k fee", 90_000),
        ("I want .75 grand", 75_000),
        ("about .5 million", 50_000_000),
        ("(.9k)", 90_000),
        ("$.50", 50),
        ("my fee: 0.9k", 90_000),
        ("my rate is 0,9k", 90_000),
        ("it is 0.900k", 90_000),
        ("I'd do point nine k", 90_000),
        ("hmm...9k", 900_000),
        ("Thanks. 9k works", 900_000),
        ("Hi, 9k works", 900_000),
        ("Rs.9k", 900_000),
        ("Thanks.900 works", 90_000),
        ("Sounds good .900 works", 90_000),
        ("at this point nine k works", 900_000),
    ],
)
def test_a_figure_without_its_nought_is_a_tenth_and_a_full_stop_is_none(text: str, cents: int) -> None:
    assert [(a.cents, a.clear) for a in money(text)] == [(cents, True)]


@pytest.mark.parametrize(
    "text",
    [
        "Sounds good .9k works",
        "Sounds good ,9k works",
        "ok.9k works",
        "Hi,9k works",
        "so ..9k",
        "usd.9k",
        "Rs .9k",
        "$. 9k",
        "rate . 9k",
        "3 ,5k",
        ".9,5k",
        "I'd take ,900",
        "the rate is .900",
        "works for me, point nine k",
        '".9k"',
    ],
)
def test_a_point_that_may_be_a_full_stop_leaves_an_amount_unclear(text: str) -> None:
    assert not all(a.clear for a in money(text))


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("My fee is $1000 . 1 reel it is", [100_000]),
        ("$800 . 1.2k would be my usual rate", [80_000, 120_000]),
        ("$ 7 . 50", [750]),
        ("$ 1 , 200", [120_000]),
    ],
)
def test_a_full_stop_between_spaces_ends_an_amount_unless_cents_or_thousands_follow(
    text: str, cents: list[int]
) -> None:
    assert [amount.cents for amount in money(text)] == cents


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        (".9-1.2k", 90_000, 120_000),
        ("between .8k and .9k", 80_000, 90_000),
        ("800-.9k", 80_000, 90_000),
        ("$.8-.9k", 80_000, 90_000),
    ],
)
def test_a_range_may_leave_its_noughts_out(text: str, low: int, high: int) -> None:
    assert [a.range_of for a in money(text)] == [(low, high)] * 2


def test_a_step_down_is_two_amounts_and_no_range() -> None:
    assert [a.range_of for a in money("come down from 1000 to 800?")] == [None, None]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("120k views", AmountKind.VIEWS),
        ("50k followers", AmountKind.FOLLOWERS),
        ("2 reels", AmountKind.COUNT),
        ("30 days", AmountKind.DURATION),
        ("12 March", AmountKind.DATE),
        ("in 2026", AmountKind.DATE),
        ("15%", AmountKind.PERCENT),
        ("3.5 % engagement", AmountKind.PERCENT),
        ("order 48213", AmountKind.COUNT),
        ("4k video", AmountKind.COUNT),
        ("1080p", AmountKind.COUNT),
        ("at 18:30", AmountKind.DATE),
        ("12/03/2026", AmountKind.DATE),
        ("+44 20 7946 0958", AmountKind.COUNT),
    ],
)
def test_a_number_with_a_noun_is_not_money(text: str, kind: AmountKind) -> None:
    assert {a.kind for a in find_amounts(text, "USD")} == {kind}


@pytest.mark.parametrize(
    "text", ["https://x.example/1200", "me@mail1200.example", "ALL 5 solutions are wrong.", "invoice #1234"]
)
def test_addresses_and_identifiers_hold_no_money(text: str) -> None:
    assert money(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "１，２５０ USD",
        "1\u200b2\u200b50 USD",
        "١٢٥٠ USD",
        "1\u00a0250 USD",
        "1\u00ad250 USD",
        "1️⃣2️⃣5️⃣0️⃣ USD",
        "1\u202f250 USD",
    ],
)
def test_strange_characters_are_read_and_quoted_as_they_stand(text: str) -> None:
    [amount] = money(f"So {text} then")
    assert amount.cents == 125_000
    assert amount.quote == text


@pytest.mark.parametrize(
    "text", ["Hello,\nsixteen hundred dollars works.", "It is sixteen\nhundred dollars.", "It is 1,600\nUSD."]
)
def test_an_amount_may_begin_or_break_at_the_end_of_a_line(text: str) -> None:
    assert [a.cents for a in money(text)] == [160_000]


def test_a_dollar_is_the_campaigns_dollar() -> None:
    assert money("$900", "CAD")[0].currency == "CAD"
    assert money("$900 US", "CAD")[0].currency == "USD"
    assert money("$900, trust us", "CAD")[0].currency == "CAD"
    assert money("$900 for the Canadian campaign, or $900 Canadian campaign fee")[1].currency == "USD"
    assert money("$900", "EUR")[0].currency == "USD"


def test_who_is_paid_is_no_country() -> None:
    assert money("pay us $900 and we are in", "CAD")[0].currency == "CAD"
    assert money("Could you get us $900?", "AUD")[0].currency == "AUD"
    assert money("pay US $900", "CAD")[0].currency == "USD"
    assert money("pay us us$900", "CAD")[0].currency == "USD"
    assert money("the rate is us $900", "CAD")[0].currency == "USD"


@given(
    st.integers(100, 99_999_999),
    st.sampled_from(["{0} USD", "USD {0}", "${0}", "{0}$", "US${0}", "{0} dollars"]),
    st.booleans(),
)
def test_every_figure_comes_back_as_it_went_in(cents: int, form: str, grouped: bool) -> None:
    whole, rest = divmod(cents, 100)
    figures = (f"{whole:,}" if grouped else str(whole)) + (f".{rest:02d}" if rest else "")
    text = f"We can offer {form.format(figures)} for it."
    [amount] = money(text)
    assert (amount.cents, amount.currency) == (cents, "USD")
    assert text[amount.start : amount.end] == amount.quote == form.format(figures)


@given(st.text(max_size=300))
def test_any_text_is_read_and_every_quote_stands_in_it(text: str) -> None:
    for amount in find_amounts(text, "USD"):
        assert text[amount.start : amount.end] == amount.quote
        assert amount.quote


@pytest.mark.parametrize(
    "piece",
    ["1 ", "1,", "a@", "one ", "$", "9", "1 222 ", "1-", "٩", "a.b", "and a half ", "\u200b", "x/", "half of a "],
)
def test_a_megabyte_of_hostile_text_is_read_in_bounded_time(piece: str) -> None:
    started = time.process_time()
    found = find_amounts(piece * (1_000_000 // len(piece)), "USD")
    assert time.process_time() - started < 3  # well under one second on a quiet machine
    assert len(found) <= 501


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("zwölfhundert Euro", 120_000),
        ("neunhundertfünfzig Euro", 95_000),
        ("zweieinhalbtausend Euro", 250_000),
        ("mille deux cents euros", 120_000),
        ("quinze cents euros", 150_000),
        ("quatre-vingt-dix euros", 9_000),
        ("dos mil quinientos euros", 250_000),
        ("novecientos cincuenta euros", 95_000),
        ("1.5 mil euros", 150_000),
        ("milleduecento euro", 120_000),
        ("1,5 mila euro", 150_000),
        ("mil e duzentos euros", 120_000),
        ("duizend tweehonderd vijftig euro", 125_000),
        ("twaalfhonderd euro", 120_000),
        ("six cents euros", 60_000),
    ],
)
def test_number_words_of_other_languages_are_read(text: str, cents: int) -> None:
    assert [(a.cents, a.currency) for a in money(f"... {text}.")] == [(cents, "EUR")]


@pytest.mark.parametrize(
    "text",
    [
        "entre 800 et 1000 euros",
        "zwischen 800 und 1000 Euro",
        "entre 800 y 1.000 euros",
        "von 800 bis 1000 €",
        "tussen de 800 en 1000 euro",
        "800 à 1 000 €",
        "tra 800 e 1000 euro",
        "800 tot 1000 euro",
    ],
)
def test_ranges_of_other_languages_are_read(text: str) -> None:
    assert [a.range_of for a in money(text)] == [(80_000, 100_000)] * 2


@pytest.mark.parametrize(
    "text", ["once you are in", "half an hour", "elf on the shelf", "every cent counts", "en route"]
)
def test_english_words_that_are_numbers_elsewhere_are_none_here(text: str) -> None:
    assert find_amounts(text, "USD") == ()


@pytest.mark.parametrize(("text", "cents"), [("1k5 works for me", 150_000), ("$2k3", 230_000), ("für 1k8", 180_000)])
def test_a_figure_behind_the_k_counts_hundreds(text: str, cents: int) -> None:
    (amount,) = find_amounts(text, "USD")
    assert (amount.kind, amount.cents) == (AmountKind.MONEY, cents)


@pytest.mark.parametrize("text", ["Ich würde es für 900 machen.", "Voor 900 doe ik het.", "Per 900 faccio il reel."])
def test_a_bare_sum_before_a_verb_of_doing_is_money(text: str) -> None:
    (amount,) = find_amounts(text, "USD")
    assert (amount.kind, amount.cents) == (AmountKind.MONEY, 90_000)


def test_what_somebody_is_cheered_for_counts_people_and_no_money() -> None:
    assert [a.kind for a in find_amounts("Congrats on the 100k!", "USD")] == [AmountKind.FOLLOWERS]
    assert [a.kind for a in find_amounts("Congrats on the deal. 2k works for me", "USD")] == [AmountKind.MONEY]
