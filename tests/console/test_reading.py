"""Does a page tell a campaign manager what they look for, and tell it once?"""

from tests.console.visitor import Seen, Visitor
from tests.scenarios.dialogue import FIELDS, Stage


async def test_a_list_says_at_which_fee_a_deal_was_made(stage: Stage, mara: Visitor) -> None:
    ada = await stage.negotiate()
    await ada.we_say()
    await ada.creator_says("I'd do it for $550, final offer.")
    await ada.we_say()
    await ada.creator_says("OK, deal!")
    deal = await ada.deal()
    await stage.parley.rest()
    page = Seen((await mara.line.get("/console")).text)
    assert f"at {deal['fee_cents'] // 100:,} USD" in page.text


async def test_a_campaigns_problems_say_whether_anybody_was_started(stage: Stage, mara: Visitor) -> None:
    order = {"campaign_id": "spring", "fields": FIELDS, "creators": [{"Name": "Ada", "Email": "nope"}]}
    await stage.parley.post("/campaigns", order)
    await stage.parley.rest()
    told = (await mara.see("/console/campaigns/spring")).text
    assert "1 problem to look at" in told
    assert "These rows could not be used; the others went ahead." in told
    await stage.parley.post("/campaigns", order | {"fields": FIELDS | {"Budget": "1", "CPM Max": "1"}})
    await stage.parley.rest()
    told = (await mara.see("/console/campaigns/spring")).text
    assert "The order started nobody new." in told
    assert "the others went ahead" not in told


async def test_a_hand_over_whose_detail_is_its_reason_is_told_once(stage: Stage, mara: Visitor) -> None:
    ada = await stage.negotiate()
    await ada.we_say()
    await ada.creator_says("Any further contact goes to my attorney.")
    said = await ada.slack("escalation")
    await stage.parley.rest()
    page = Seen((await mara.line.get(f"/console/negotiations/{await ada.negotiation_id()}")).text)
    card = page.text.partition("This needs you")[2].partition("Thread")[0]
    assert card.count("The mail speaks of legal steps") == 1
    assert said.words.count("The mail speaks of legal steps.") == 1, "in the price trace, and not above it again"
