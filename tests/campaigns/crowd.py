"""Do budget and CPM hold while hundreds of creators close at once, in any order?

``python -m tests.campaigns.crowd --creators 200 --seeds 3`` plays whole campaigns through the service's own steps and
store, by threads that decide at the same moment. Before every single commit the books are read inside the transaction
that is about to become true: what is reserved and agreed against the budget, and to the cent against what each creator
was promised last and each deal says; the deals' CPM against its range, and that range again for the worst set of open
offers that might still close. Half of those handed to a person are turned down, which gives their money back, and a
deal in four falls through: what it had saved may then leave the range, and no decision of ours.
``--hardest 1`` plays budgets for a few of the crowd, every offer out at once and the stretch in use. With
``--store postgresql`` on a real PostgreSQL.
"""

import asyncio
import logging
import tempfile
from collections import Counter as Tally
from collections.abc import Awaitable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from threading import Lock
from typing import TypeVar

import sqlalchemy as sa
import structlog
from sqlalchemy.orm import Session

from api.simulation.creators import Answer, Ask, Assumptions, No, Person, Yes, draw_person
from api.simulation.rehearsal import reading_of
from negotiation.acts import Act
from negotiation.case import Case, Held
from negotiation.moves import said
from negotiation.state import Event, State, advance
from negotiation.terms import Brief, Campaign, ShortBudget, Waits
from negotiation.verdicts import Accept, Clarify, Counter, Escalate, Hold, Verdict, Wait, WalkAway
from steps import connections
from steps.announce_deal import agree
from steps.cancel_deal import cancel_deal
from steps.claims import end_unopened
from steps.decide import decide, decide_opening
from steps.hand_over import hand_over
from steps.import_campaign import SheetLine, import_campaign
from steps.ledger import store
from steps.ledger.migrate import migrate
from steps.ledger.tables import claims, commitments, deals, negotiations, presses, transitions, verdicts
from steps.note_press import note_press
from steps.record import note_event
from steps.settings import Settings
from steps.settle import settle
from tests import stores
from tests.negotiation.makers import CAMPAIGN
from tests.recovery.by_hand import start
from tests.recovery.lab import Json

T = TypeVar("T")
_THREADS = 8
_MOST_ROUNDS = 200


@dataclass(slots=True)
class Witness:
    """Reads the books before every commit."""

    campaign: Campaign
    commits: int = 0
    broken: list[str] = field(default_factory=list)
    highest_share: float = 0.0
    cancelled: int = 0
    left_open: dict[str, int] = field(default_factory=lambda: {"over": 0, "under": 0})
    _lock: Lock = field(default_factory=Lock)

    def look(self, session: Session) -> None:
        """Hold what is about to be committed against the campaign's limits."""
        rows = session.execute(sa.select(commitments.c.fee_cents, commitments.c.views, commitments.c.agreed)).all()
        low, high, budget = self.campaign.cpm_min_cents, self.campaign.cpm_max_cents, self.campaign.budget_cents
        total = sum(row.fee_cents for row in rows)
        over = [high * row.views - 1000 * row.fee_cents for row in rows]
        under = [1000 * row.fee_cents - low * row.views for row in rows]
        cancelled = session.execute(_CANCELLED).scalar_one()
        with self._lock:
            fell_through, self.cancelled = cancelled > self.cancelled, max(cancelled, self.cancelled)
            self.commits += 1
            self.highest_share = max(self.highest_share, total / budget)
            if total > budget:
                self.broken.append(f"{total} of {budget} are reserved or agreed")
            for name, kept, promised in session.execute(_PROMISES):
                if kept != promised:
                    self.broken.append(f"{name} holds {kept} and was promised {promised}")
            for name, slacks in (("over", over), ("under", under)):
                worst = sum(s if row.agreed else min(s, 0) for s, row in zip(slacks, rows, strict=True))
                if worst < self.left_open[name] and not fell_through:
                    self.broken.append(f"the deals' CPM may end {name} its range by {-worst} thousandths")
                if fell_through or store.current().is_sqlite:  # where commits come one by one, nothing is lost again
                    self.left_open[name] = min(worst, 0)


_CANCELLED = sa.select(sa.func.count()).where(transitions.c.event == Event.CANCELLED)
_LAST_PROMISE = (
    sa.select(verdicts.c.fee_cents)
    .where(verdicts.c.negotiation_id == commitments.c.negotiation_id, verdicts.c.fee_cents.is_not(None))
    .order_by(verdicts.c.turn.desc())
    .limit(1)
    .scalar_subquery()
)
_SOLD = (
    sa.select(deals.c.fee_cents)
    .join(negotiations, negotiations.c.negotiation_id == deals.c.negotiation_id)
    .where(deals.c.negotiation_id == commitments.c.negotiation_id, negotiations.c.state == State.AGREED)
    .scalar_subquery()
)
# What is held, beside what the deal says if it stands, or what was promised last.
_PROMISES = sa.select(
    commitments.c.negotiation_id, commitments.c.fee_cents, sa.case((commitments.c.agreed, _SOLD), else_=_LAST_PROMISE)
)


@contextmanager
def watched(campaign: Campaign) -> Iterator[Witness]:
    """Let a witness look at every commit of the block."""
    witness = Witness(campaign)
    sa.event.listen(Session, "before_commit", witness.look)
    try:
        yield witness
    finally:
        sa.event.remove(Session, "before_commit", witness.look)


@dataclass(slots=True)
class Talk:
    """One negotiation with the creator on its other side."""

    brief: Brief
    person: Person
    case: Case
    answer: Answer | None = None  # None: their opening is still to go out
    turned_down: bool = False  # if it comes to a person, they turn the creator down
    backs_out: bool = False  # after a deal, which a person then cancels
    over: bool = False
    held: bool = False
    told: int = 0  # how often that the money is spent
    robbed: bool = False  # turned down while an offer of ours stood


@dataclass(frozen=True, slots=True)
class Played:
    """One campaign, played to its end."""

    witness: Witness
    ends: Tally[str]
    deals_cents: int
    agreed_cents: int
    still_reserved_cents: int
    over_reservation: int
    robbed: int
    told: int  # that the money is spent, or that our offer stands though it is
    held: int  # asks that waited for money to come back
    stretched: int  # deals over the upper CPM, paid from what others saved


def play(campaign: Campaign, creators: int, seed: int, most_rounds: int = _MOST_ROUNDS) -> Played:
    """Play one campaign on the open store; every turn of it may meet any other."""
    dice = Random(seed)
    with watched(campaign) as witness:
        briefs = run(import_campaign(campaign, _rows(creators, dice), "api", campaign.campaign_id, "first")).briefs
        talks = [_talk(brief, dice) for brief in briefs]
        for _ in range(most_rounds):
            asked = asked_again()
            going = [talk for talk in talks if not talk.over or talk.brief.negotiation_id in asked]
            if not going:
                break
            dice.shuffle(going)
            # Somebody answers today, somebody else next week: a part of them at a time, all at once.
            with ThreadPoolExecutor(_THREADS) as threads:
                list(threads.map(_turn, going[: max(len(going) // 2, 1)]))
    return _books(witness, talks)


def _turn(talk: Talk) -> None:
    asyncio.run(_take_turn(talk))


async def _take_turn(talk: Talk) -> None:
    brief, case = talk.brief, replace(talk.case, turn=talk.case.turn + 1)
    if case.state is State.REJECTED:  # the budget had not reached them, and a deal fell through
        for press_id in asked_again()[brief.negotiation_id]:
            assert await note_press(brief, case, press_id, Act.REOPEN, "Robin", detail={})
        case = await note_event(case, Event.REOPENED, {})
    if case.state is State.AGREED:
        case = await cancel_deal(brief, case, {"who": "Robin", "detail": "ill"}, {})
        talk.case, talk.over = (await settle(brief, case)).case, True
        return
    if case.state is State.ESCALATED:
        case = await note_event(case, Event.REFUSED, {"by": "Robin"})
        talk.case, talk.over = (await settle(brief, case)).case, True
        return
    if talk.answer is None:
        decision = await decide_opening(brief, case)
    else:
        held = case.held
        reading = held.reading if held else reading_of(talk.answer, brief.campaign.currency)
        if reading is None:  # nobody ever answers: the polite end after silence
            case = await note_event(case, Event.WENT_SILENT, {})
            talk.case, talk.over = (await settle(brief, case)).case, True
            return
        held = held or Held(f"m{case.turn}-{brief.negotiation_id}", reading)
        case = replace(case, state=advance(case.state, Event.REPLY_ARRIVED))
        decision = await decide(brief, case, reading, held.message_id)
        is_held = isinstance(decision.verdict, Wait)
        talk.held |= is_held
        case = replace(case, history=decision.history, held=held if is_held else None)
    talk.case = (await settle(brief, await _follow(talk, case, decision.verdict))).case
    is_deal = talk.case.state is State.AGREED
    talk.over = not talk.backs_out if is_deal else talk.case.ended or not _goes_on(talk)


def _goes_on(talk: Talk) -> bool:
    return talk.case.state is not State.ESCALATED or talk.turned_down


async def _follow(talk: Talk, case: Case, verdict: Verdict) -> Case:
    brief = talk.brief
    match verdict:
        case Accept():
            reading = reading_of(Yes(), brief.campaign.currency)
            assert reading is not None
            return await agree(brief, case, verdict, reading, "")
        case Counter() | Hold():
            case = replace(case, history=said(brief, case.history, verdict), state=State.AWAITING_REPLY)
            talk.answer = _answer(talk, case, verdict.fee_cents, last=verdict.last)
            return case
        case Clarify(about="standing"):
            talk.told += 1
            talk.answer = _answer(talk, case, case.history.ours()[-1].fee_cents, last=True)
            return replace(case, history=said(brief, case.history, verdict), state=State.AWAITING_REPLY)
        case Wait():
            return case
        case WalkAway(reason="budget_spent"):
            return await end_unopened(brief, case)
        case WalkAway(reason=reason):
            talk.told += reason == "filled"
            talk.robbed = reason == "filled" and _has_offer(brief)
            return await note_event(case, Event.REFUSED, {"reason": reason})
        case Escalate(reason=reason, detail=detail):
            return await hand_over(brief, case, reason, detail)
        case _:
            raise AssertionError(f"{verdict} answers no creator of this play")


def asked_again() -> dict[str, list[str]]:
    """Return who of those whom the budget had not reached is asked again, each with the presses that do so."""
    wanted = sa.select(presses.c.negotiation_id, presses.c.press_id).where(presses.c.taken_turn.is_(None))
    found: dict[str, list[str]] = {}
    with store.current().reading() as connection:
        for row in connection.execute(wanted):
            found.setdefault(row.negotiation_id, []).append(row.press_id)
    return found


def _answer(talk: Talk, case: Case, fee_cents: int, *, last: bool) -> Answer:
    """Return what they answer; of those who would break off, a third says its ask again until our mails are used up."""
    answer, asks = talk.person.answer(fee_cents, last=last), case.history.theirs()
    if isinstance(answer, No) and asks and talk.brief.expected_views % 3 == 0:
        return Ask(asks[-1].fee_cents)
    return answer


def _has_offer(brief: Brief) -> bool:
    own = sa.select(commitments.c.negotiation_id).where(commitments.c.negotiation_id == brief.negotiation_id)
    with store.current().reading() as connection:
        return connection.execute(own).first() is not None


def _books(witness: Witness, talks: list[Talk]) -> Played:
    with store.current().reading() as connection:
        rows = connection.execute(sa.select(commitments)).all()
        sold = connection.execute(sa.select(deals, negotiations.c.state).join(negotiations)).all()
        left = connection.execute(sa.select(sa.func.count()).select_from(claims)).scalar_one()
    over = all(talk.over for talk in talks)
    assert left == 0 or not over, f"{left} creators still claim money of a campaign that is over"
    limits = {talk.brief.negotiation_id: talk.brief.reservation_cents for talk in talks}
    escalated = {talk.brief.negotiation_id for talk in talks if talk.case.state is State.ESCALATED}
    return Played(
        witness,
        Tally(str(talk.case.state) for talk in talks),
        sum(row.fee_cents for row in sold if row.state == State.AGREED),
        sum(row.fee_cents for row in rows if row.agreed),
        sum(row.fee_cents for row in rows if not row.agreed and row.negotiation_id not in escalated),
        sum(row.fee_cents > limits[row.negotiation_id] for row in sold),
        sum(talk.robbed for talk in talks),
        sum(talk.told for talk in talks),
        sum(talk.held for talk in talks),
        sum(row.agreed and row.fee_cents * 1000 > witness.campaign.cpm_max_cents * row.views for row in rows),
    )


def _rows(creators: int, dice: Random) -> tuple[SheetLine, ...]:
    return tuple(
        SheetLine(number, (("Name", f"Pixel {number}"), ("Email", f"p{number}@creators.test"),
                           ("Handle", f"@p{number}"), ("Average Views", str(dice.randint(4_000, 400_000)))))
        for number in range(2, creators + 2)
    )  # fmt: skip


def _talk(brief: Brief, dice: Random) -> Talk:
    most, cast = brief.reservation_cents, Assumptions(cast=dice.choice(("people", "temperaments")))
    person, case = draw_person(cast, dice, most, brief.campaign.currency, None), Case(brief.negotiation_id)
    backs_out = brief.expected_views % 4 == 0
    return Talk(brief, person, case, turned_down=dice.random() < 0.5, backs_out=backs_out)


def run(asked: Awaitable[T]) -> T:
    """Return what one step answers, on a loop of its own."""

    async def answer() -> T:
        return await asked

    return asyncio.run(answer())


def campaign_of(number: int, dice: Random, creators: int, *, hardest: bool = False) -> Campaign:
    """Return a campaign whose budget reaches for a part of *creators*, with or without a stretch."""
    reach = dice.randint(4, 12) if hardest else dice.randint(15, 90)
    budget = creators * 200_000 * 2_500 // 1000 * reach // 100
    stretch, out = (25, 1_000) if hardest else (dice.choice((0, 10, 25)), dice.choice((100, 100, 150, 1_000)))
    return replace(
        CAMPAIGN,
        campaign_id=f"crowd{number}",
        budget_cents=budget,
        stretch_percent=stretch,
        offers_out_percent=out,
        rounds=dice.randint(4, 8),
        short_budget=ShortBudget.TELL if number % 2 else ShortBudget.PERSON,
        waits=Waits(nudge_after=0.5, close_after=1.0),  # so long an ask is held at most
    )


@contextmanager
def open_books(folder: Path) -> Iterator[None]:
    """Open a fresh store with its tables, and no vendor."""
    connections.use(connections.connect(Settings(_env_file=None)))
    migrate(store.open_store(stores.fresh_store(folder)))
    try:
        yield
    finally:
        store.close_store()
        connections.use(None)


def play_afresh(creators: int, seed: int, *, hardest: bool = False) -> Played:
    """Play one campaign on a store of its own."""
    with tempfile.TemporaryDirectory(prefix="parley-crowd-") as folder, open_books(Path(folder)):
        return play(campaign_of(seed, Random(f"campaign|{seed}"), creators, hardest=hardest), creators, seed)


def run_all(folder: Path, creators: int, seeds: int, first_seed: int, hardest: int) -> Json:
    """Play so many campaigns; return what was found in each."""
    del folder  # each campaign has a store of its own, and leaves nothing
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    numbers = range(first_seed, first_seed + seeds)
    played = {seed: play_afresh(creators, seed, hardest=bool(hardest)) for seed in numbers}
    return {
        "commits": sum(one.witness.commits for one in played.values()),
        "over_the_reservation_price": sum(one.over_reservation for one in played.values()),
        "turned_down_while_our_offer_stood": sum(one.robbed for one in played.values()),
        "broken": [line for one in played.values() for line in one.witness.broken],
        "seeds": {seed: _figures(one) for seed, one in played.items()},
    }


def _figures(played: Played) -> Json:
    return {
        "ends": dict(played.ends),
        "most_of_the_budget_percent": round(100 * played.witness.highest_share, 1),
        "deals_over_the_upper_cpm": played.stretched,
        "told_that_the_money_is_spent": played.told,
        "held_while_it_might_come_back": played.held,
        "still_reserved_cents": played.still_reserved_cents,
    }


if __name__ == "__main__":
    never = ("broken", "over_the_reservation_price", "turned_down_while_our_offer_stood")
    start(run_all, "tests.campaigns.crowd", *never, creators=200, seeds=3, first_seed=1, hardest=0)
