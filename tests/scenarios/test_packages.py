"""Terms are traded at the campaign's prices, said in writing, and agreed, told and counted as agreed."""

from typing import Any

from tests.scenarios.dialogue import Dialogue, Stage

# 90 days of rights, each 30 worth 10 % of the $750 we want to land at: $75.
RIGHTS: dict[str, Any] = {"Usage_Rights_Days": 90, "Usage_Rights_Price": "10%", "Usage_Rights_Min_Days": 0}


async def agreed_package(ada: Dialogue) -> Any:
    deal = await ada.deal()
    return deal["package"]


async def test_shorter_rights_for_a_lower_fee_are_agreed_told_and_read_back(stage: Stage) -> None:
    ada = await stage.negotiate(**RIGHTS, Rounds=2)
    await ada.we_say("90 days")
    await ada.creator_says("Thanks! I could do it for $900 with 30 days of usage rights.")
    counter = await ada.we_say("30 days")
    assert "90 days" not in counter.text
    worth = next(
        line for line in (await ada.story())["verdicts"][-1]["verdict"]["trace"] if line["rule"] == "package_worth"
    )
    assert worth["cents"] == -15_000  # 60 days less, at $75 each 30
    await ada.creator_says("Sounds good, deal!")
    confirmation = await ada.we_say("30 days")
    assert "90 days" not in confirmation.text
    told = await ada.slack("deal")
    assert "30 days of usage rights instead of 90" in told.words
    story = await ada.story()
    assert story["deal"]["package"]["usage_rights_days"] == 30
    assert story["deal"]["fee_cents"] == counter.fee
    rules = [line["rule"] for line in story["verdicts"][-1]["verdict"]["trace"]]
    assert {"package_worth", "package_limit"} <= set(rules)


async def test_paying_sooner_is_given_for_a_lower_fee_in_the_last_mail(stage: Stage) -> None:
    ada = await stage.negotiate(Payment_Price="2%", Payment_Min_Days=7, Rounds=2)
    await ada.we_say()
    await ada.creator_says("My fee would be $1,400.")
    last = await ada.we_say("payment within 7 days of publication")
    assert last.fee == 98_800  # 23 days sooner cost $11.50 of the $1,000
    await ada.creator_says("Yes, if you can do payment within 14 days.")
    await ada.we_say("within 7 days of publication")
    assert (await agreed_package(ada))["payment_days"] == 7


async def test_a_package_we_do_not_meet_is_answered_with_ours_in_words(stage: Stage) -> None:
    ada = await stage.negotiate(**RIGHTS)
    await ada.we_say()
    await ada.creator_says("I could do it for $540 with 30 days of usage rights.")
    counter = await ada.we_say("usage rights 90 days")  # $500 with 30 days would be worth less than the fee alone
    assert 50_000 < counter.fee <= 54_000


async def test_paying_sooner_is_part_of_the_deal_where_there_is_room_for_it(stage: Stage) -> None:
    ada = await stage.negotiate(Payment_Price="2%", Payment_Min_Days=7, Rounds=4)
    await ada.we_say()
    await ada.creator_says("My fee would be $1,400.")
    offered = await ada.we_say()
    await ada.creator_says("Yes, if you can do payment within 14 days.")
    confirmation = await ada.we_say("within 14 days of publication")
    assert confirmation.fee == offered.fee
    assert (await agreed_package(ada))["payment_days"] == 14


async def test_a_term_without_a_price_goes_to_a_person_with_the_words_that_ask_for_it(stage: Stage) -> None:
    ada = await stage.negotiate(Usage_Rights_Days=90)
    await ada.we_say()
    await ada.creator_says("I could do it for $700 with 30 days of usage rights.")
    told = await ada.slack("escalation")
    assert "usage rights" in told.words
    assert await ada.state() == "escalated"
    await ada.we_say_nothing()


async def test_what_is_given_of_a_wish_is_said(stage: Stage) -> None:
    ada = await stage.negotiate(**RIGHTS, Payment_Price="2%", Payment_Min_Days=7)
    await ada.we_say()
    await ada.creator_says(
        "No, 90 days is too long. I could do $850 with 30 days of usage rights, paid within 15 days."
    )
    counter = await ada.we_say("90 days")
    given = (await ada.story())["verdicts"][-1]["verdict"]["package"]
    assert given["payment_days"] == 15, "else this test shows nothing"
    assert "payment within 15 days of publication" in counter.text


async def test_a_yes_but_for_a_term_that_we_do_not_give_hears_so(stage: Stage) -> None:
    ada = await stage.negotiate(**RIGHTS)
    await ada.we_say()
    await ada.creator_says("Deal, as long as usage rights are 30 days instead of 90.")
    answer = await ada.we_say("As for the rights, our terms stay as they are.")
    assert answer.fee > 50_000


async def test_who_names_a_fee_plus_tax_says_yes_to_ours_without(stage: Stage) -> None:
    ada = await stage.negotiate(Currency="EUR")
    await ada.we_say()
    await ada.creator_says("Vielen Dank! Für ein Reel berechne ich 950,00 € zzgl. 19 % MwSt.")
    await ada.we_say("As for taxes, the fee stays as it is.")


async def test_a_bonus_is_promised_in_its_own_words_and_counted_in_full(stage: Stage) -> None:
    ada = await stage.negotiate(Bonus_CPM=10, Bonus_Cap_Percent=20, Rounds=4)
    await ada.we_say()
    await ada.creator_says("My fee would be $1,400.")
    await ada.we_say()
    await ada.creator_says("I could come down to $1,350.")
    hybrid = await ada.we_say("a bonus of 10 USD for every 1,000 views above 50,000")
    await ada.creator_says("Deal, let's do it!")
    await ada.we_say("a bonus of 10 USD for every 1,000 views above 50,000")
    story = await ada.story()
    fee, bonus = story["deal"]["fee_cents"], story["deal"]["package"]["bonus"]
    assert fee in hybrid.amounts
    assert fee + bonus["cap_cents"] <= 100_000
    assert "counted in budget and CPM" in (await ada.slack("deal")).words
    money = await stage.parley.get("/campaigns/spring")
    assert money["committed_cents"] == fee + bonus["cap_cents"]


async def test_what_was_traded_once_stays_on_the_table(stage: Stage) -> None:
    ada = await stage.negotiate(**RIGHTS, Rounds=3)
    await ada.we_say()
    await ada.creator_says("I'd need $1,600, and only 30 days of usage rights.")
    await ada.we_say("30 days")
    await ada.creator_says("I could do $1,400.")
    again = await ada.we_say()
    story = await ada.story()
    assert story["verdicts"][-1]["verdict"]["package"]["usage_rights_days"] == 30
    assert again.fee in (v["fee_cents"] for v in story["verdicts"])
