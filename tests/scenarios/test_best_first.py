"""Does a budget that does not reach for everybody go to one creator after the other, and is nobody else written to?"""

from tests.scenarios.dialogue import Dialogue, Stage
from tests.scenarios.living import until


async def written_to(people: list[Dialogue], beside: tuple[Dialogue, ...] = ()) -> Dialogue:
    """Return who is written to next, of those who were not yet."""

    async def somebody() -> Dialogue | None:
        boxes = [(one, await one.parley.look(f"boxes/{one.email}")) for one in people if one not in beside]
        return next((one for one, box in boxes if box), None)

    return await until(somebody, "an opening to the next creator")


async def test_the_next_is_opened_when_an_offer_comes_to_nothing_and_whom_the_budget_never_reaches_hears_nothing(
    stage: Stage,
) -> None:
    people = await stage.campaign(creators=3, Budget="900", Day_Length_Seconds=1, Nudge_After_Days=9_000)
    first = await written_to(people)
    await first.we_say()
    for other in people:
        if other is not first:
            await other.we_say_nothing()
            assert await other.state() == "initial_offer"
    await first.creator_says("No thank you, I am not interested in this one.")
    await first.reaches("rejected")
    second = await written_to(people, (first,))
    await second.we_say()
    await second.creator_says("Yes, that works for me. Deal!")
    assert (await second.deal())["fee_cents"] == 50_000
    (third,) = (one for one in people if one not in (first, second))
    await third.reaches("rejected")
    await third.we_say_nothing()
    (told,) = [m for m in (await stage.parley.look())["slack"]["messages"] if "the budget is spent" in m["text"]]
    assert "have heard nothing from us: 1." in str(told["blocks"])
    verdicts = (await third.story())["verdicts"]
    assert [one["kind"] for one in verdicts] == ["Wait", "WalkAway"], "a wait is written once, however long it lasts"
    assert verdicts[-1]["verdict"]["trace"][-1]["sentence"].startswith("No offer is out any more")
    assert (await third.story())["history"][-1]["cause"]["reason"] == "budget_spent"
