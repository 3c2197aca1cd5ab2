"""What do the books hold when terms are agreed, and when a turn ends?"""

from dataclasses import replace
from typing import Any

import pytest

from negotiation.case import Case, Thread
from negotiation.reading import Intent, ReadAmount, Role
from negotiation.records import decode, encode
from negotiation.state import State
from negotiation.terms import Bonus
from negotiation.verdicts import Accept, TraceLine
from steps.announce_deal import agree
from steps.clock import now_ms
from steps.forgotten import names_forgotten_offer
from steps.ledger import store
from steps.ledger.tables import claims, commitments, deals, escalations, negotiations, notices, transitions
from steps.settle import Settled, settle
from tests.negotiation.makers import a_reading
from tests.scenarios.sending.desk import OFFER_CENTS, Desk

FEE_CENTS = 60_000
VIEWS = 50_000
DAY_MS = 86_400_000


# ---------------------------------------------------------------- what a restored store has forgotten


async def test_an_offer_of_a_forgotten_life_is_known_by_its_thread_though_it_is_nobodys(desk: Desk) -> None:
    await desk.open_thread()
    desk.restore()
    forgotten = {"outgoing": True, "key": "theirs", "route": "ours", "negotiation_id": None, "own_words": "$650?"}
    desk.note_mail("elsewhere", **forgotten)
    desk.note_mail("here", thread_id=desk.case.thread.thread_id, **forgotten)
    with store.current().transaction() as session:
        asked = [names_forgotten_offer(session, desk.case, now_ms() + DAY_MS) for _ in range(2)]
    assert asked == [True, False]


# ---------------------------------------------------------------- a deal


async def test_a_deal_commits_its_budget_says_its_worst_cpm_and_leaves_one_notice(desk: Desk) -> None:
    package = replace(desk.brief.campaign.package, bonus=Bonus(500, VIEWS, 10_000))
    yes = Accept(FEE_CENTS, package, (TraceLine("agreed", FEE_CENTS, "They say yes."),))
    reading = a_reading(Intent.ACCEPTANCE, ReadAmount(FEE_CENTS, "USD", Role.ASK, "$600 it is"))
    reading = replace(reading, quotes=("I accept", "happy to"))
    case = replace(
        desk.case, state=State.COUNTER_RECEIVED, due_at_ms=5, pending_key="waits", turn=3, thread=Thread("t-1")
    )
    desk.change(
        commitments.insert().values(
            negotiation_id=case.negotiation_id, campaign_id="c1", views=1, fee_cents=1, agreed=False, at_ms=1
        )
    )
    before = now_ms()
    after = await agree(desk.brief, case, yes, reading, "m-1")
    quotes = ["I accept", "happy to", "$600 it is"]
    (deal,) = desk.rows(deals)
    assert before <= deal.pop("agreed_at_ms") <= now_ms()
    assert deal == {
        "negotiation_id": case.negotiation_id,
        "campaign_id": "c1",
        "fee_cents": FEE_CENTS,
        "currency": "USD",
        "views": VIEWS,
        "cpm_cents": 1_400,  # (600 + 100 of bonus) dollars at 50,000 views
        "package": encode(package),
        "quotes": quotes,
        "confirmed_at_ms": None,
    }
    (held,) = desk.rows(commitments)
    assert (held["fee_cents"], held["views"], held["agreed"]) == (FEE_CENTS + 10_000, VIEWS, True)
    (moved,) = desk.rows(transitions)
    assert (moved["event"], moved["to_state"]) == ("deal_agreed", "agreed")
    assert moved["cause"] == {"mail": "m-1", "fee_cents": FEE_CENTS, "quotes": quotes}
    history = replace(case.history, agreed_cents=FEE_CENTS)
    assert after == replace(case, state=State.AGREED, seq=1, due_at_ms=None, pending_key="", history=history)
    (shown,) = desk.rows(negotiations)
    assert (decode(Case, shown["case"]), shown["state"], shown["needs_person"]) == (after, "agreed", False)
    (told,) = [row for row in desk.rows(notices) if row["kind"] == "deal"]
    assert (told["key"], told["campaign_id"]) == (f"deal/{case.negotiation_id}", "c1")
    words = str(told["blocks"])
    assert all(said in words for said in (*quotes, "600 USD", "They say yes", "#all/t-1", "Ada Quillfeather"))


# ---------------------------------------------------------------- the end of a turn


def reserve(desk: Desk, negotiation_id: str = "", *, agreed: bool = False) -> None:
    """Let money be held for a negotiation."""
    told = {"campaign_id": "c1", "views": VIEWS, "fee_cents": OFFER_CENTS, "agreed": agreed, "at_ms": 1}
    desk.change(commitments.insert().values(negotiation_id=negotiation_id or desk.case.negotiation_id, **told))


def somebody_else(desk: Desk) -> str:
    """Let there be another negotiation in the same books."""
    (own,) = desk.rows(negotiations)
    desk.change(negotiations.insert().values(**(own | {"negotiation_id": "else"})))
    return "else"


def escalate(desk: Desk, turn: int, negotiation_id: str = "", resolved_at_ms: int | None = None) -> None:
    told = {"reason": "unclear", "detail": "", "evidence": {}, "owner": "", "opened_at_ms": 1}
    told |= {"negotiation_id": negotiation_id or desk.case.negotiation_id, "turn": turn}
    desk.change(escalations.insert().values(**told, resolved_at_ms=resolved_at_ms))


def of_escalations(desk: Desk) -> list[dict[str, Any]]:
    """Return the escalations as they were opened: PostgreSQL gives rows in the order of their changes."""
    return sorted(desk.rows(escalations), key=lambda row: int(row["id"]))


def resolved(desk: Desk) -> list[tuple[int, bool]]:
    return [(row["turn"], row["resolved_at_ms"] is not None) for row in of_escalations(desk)]


@pytest.mark.parametrize(
    ("state", "agreed", "left"),
    [
        (State.REJECTED, False, ["else"]),
        (State.STALE, False, ["else"]),
        (State.STOPPED, False, ["else"]),
        (State.REJECTED, True, ["own", "else"]),  # what was agreed once stays owed
        (State.AGREED, False, ["own", "else"]),
        (State.AWAITING_REPLY, False, ["own", "else"]),
    ],
)
async def test_an_end_without_a_deal_releases_what_was_reserved_for_it_alone(
    desk: Desk, state: State, agreed: bool, left: list[str]
) -> None:
    reserve(desk, agreed=agreed)
    reserve(desk, somebody_else(desk))
    await settle(desk.brief, replace(desk.case, state=state))
    held = {row["negotiation_id"] for row in desk.rows(commitments)}
    assert held == {desk.case.negotiation_id if one == "own" else one for one in left}


async def test_the_claim_on_the_budget_stands_while_it_goes_on(desk: Desk) -> None:
    desk.change(claims.delete())
    await settle(desk.brief, replace(desk.case, state=State.AWAITING_REPLY))
    assert [row["negotiation_id"] for row in desk.rows(claims)] == [desk.case.negotiation_id]
    await settle(desk.brief, replace(desk.case, state=State.ESCALATED))
    assert desk.rows(claims) == []


@pytest.mark.parametrize(
    ("state", "pending", "is_over"),
    [(State.AWAITING_REPLY, "", True), (State.ESCALATED, "", False), (State.AWAITING_REPLY, "a draft", False)],
)
async def test_a_turn_that_goes_on_by_itself_ends_the_escalations_of_earlier_turns(
    desk: Desk, state: State, pending: str, is_over: bool
) -> None:
    escalate(desk, 1, resolved_at_ms=7)
    for turn in (1, 2, 3):
        escalate(desk, turn)
    escalate(desk, 1, somebody_else(desk))
    before = now_ms()
    await settle(desk.brief, replace(desk.case, state=state, pending_key=pending, turn=2))
    assert resolved(desk) == [(1, True), (1, is_over), (2, False), (3, False), (1, False)]
    times = [row["resolved_at_ms"] for row in of_escalations(desk)]
    assert times[0] == 7
    assert not is_over or before <= times[1] <= now_ms()


@pytest.mark.parametrize(
    ("from_now_ms", "least", "most"),
    [
        (30 * DAY_MS, 30 * 86_400 - 10.0, 30 * 86_400.0),
        (-5_000, 0.0, 0.0),
        (0, 0.0, 0.0),
        (None, 3_650 * 86_400.0, 3_650 * 86_400.0),
    ],
)
async def test_a_turn_says_how_many_seconds_are_left_to_wait(
    desk: Desk, from_now_ms: int | None, least: float, most: float
) -> None:
    due_at_ms = None if from_now_ms is None else now_ms() + from_now_ms
    settled = await settle(desk.brief, replace(desk.case, due_at_ms=due_at_ms))
    assert least <= settled.case.wait_seconds <= most
    assert settled.case == replace(desk.case, due_at_ms=due_at_ms, wait_seconds=settled.case.wait_seconds)
    (shown,) = desk.rows(negotiations)
    assert decode(Case, shown["case"]) == settled.case


async def test_a_turn_names_its_own_notices_that_are_not_in_slack_yet(desk: Desk) -> None:
    desk.change(notices.delete())
    for key, owner, posted in (
        ("a", desk.case.negotiation_id, None),
        ("b", desk.case.negotiation_id, 1),
        ("c", "x", None),
    ):
        told = {"key": key, "kind": "alert", "negotiation_id": owner, "text": "", "blocks": [], "created_at_ms": 1}
        desk.change(notices.insert().values(**told, posted_at_ms=posted))
    assert await settle(desk.brief, desk.case) == Settled(replace(desk.case, wait_seconds=3_650 * 86_400.0), ("a",))
