"""What would become of a campaign if its creators bargained like this?

One run of the whole campaign in memory: openings, mails in the order in which
people happen to answer, deals, and what each leaves for the others. Every
decision is the product's own `negotiation`; there is no store, no mail and no
clock, and the dice of a run come from its seed. It refuses to guess what a
person would do: whatever is handed to one counts as no deal.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from heapq import heappop, heappush
from itertools import count
from random import Random
from typing import assert_never

from api.simulation.creators import Answer, Ask, Assumptions, No, Nothing, Person, Trouble, Yes, draw_person
from negotiation.decision import decide
from negotiation.moves import heard, said
from negotiation.packages import views_of
from negotiation.pricing import highest_fee
from negotiation.priority import Queue, claim_of, in_turn
from negotiation.reading import Intent, ReadAmount, Reading, Role
from negotiation.short_budget import Outlook, lacks_money, told_honestly
from negotiation.standing import Commitment, standing_for
from negotiation.terms import Brief, Campaign, History, Side
from negotiation.trades import Room, weigh_package
from negotiation.verdicts import Accept, Clarify, Counter, Escalate, Hold, Verdict, Wait, WalkAway
from steps.decide import within_means

_SURE = 95  # how sure the reader is taken to be


@dataclass(frozen=True, slots=True)
class Part:
    """One negotiation that is still to be played: from its opening, or from where it stands."""

    brief: Brief
    history: History = field(default_factory=History)


@dataclass(frozen=True, slots=True)
class Subject:
    """What is rehearsed: the negotiations to come, and what the others of the campaign hold already."""

    campaign: Campaign
    parts: tuple[Part, ...]
    held: tuple[Commitment, ...] = ()
    problems: tuple[str, ...] = ()  # rows that cannot be negotiated, by row and field


def with_rounds(subject: Subject, rounds: int) -> Subject:
    """Return *subject* as if its campaign allowed *rounds* mails of ours that name an amount."""
    campaign = replace(subject.campaign, rounds=rounds)
    parts = tuple(replace(part, brief=replace(part.brief, campaign=campaign)) for part in subject.parts)
    return replace(subject, campaign=campaign, parts=parts)


@dataclass(frozen=True, slots=True)
class End:
    """How one negotiation of one run ended.

    ``reason``: deal, walked, silent, not_opened, filled, or why a person got it.
    """

    negotiation_id: str
    reason: str
    fee_cents: int = 0
    views: int = 0
    first_ask_cents: int = 0
    mails: int = 0  # of ours with an amount
    day: float = 0.0


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the campaign."""

    ends: tuple[End, ...]
    spent_cents: int
    views: int
    ran_out: bool  # somebody was not opened, or handed over, for want of budget
    ran_short: bool  # somebody asked what they may cost, and the budget could not pay it then
    out_of_range: bool


def rehearse(subject: Subject, assumed: Assumptions, seed: int, number: int) -> Run:
    """Play run *number* of *seed*; the same two numbers are the same run."""
    return _Rehearsal(subject, assumed, Random(f"{seed}|{number}")).play()


class _Rehearsal:
    """The state of one run."""

    def __init__(self, subject: Subject, assumed: Assumptions, dice: Random) -> None:
        self._campaign, self._assumed, self._dice = subject.campaign, assumed, dice
        self._parts = {part.brief.negotiation_id: part for part in subject.parts}
        self._people = {key: _person(part, assumed, dice) for key, part in self._parts.items()}
        # Whose opening waits for approval holds money already, and opens here like everybody else.
        to_open = {key for key, part in self._parts.items() if not part.history.ours()}
        self._book = {one.negotiation_id: one for one in subject.held if one.negotiation_id not in to_open}
        self._ends: dict[str, End] = {}
        self._days: list[tuple[float, int, str, Answer | None]] = []
        self._held: dict[str, float] = {}
        self._order = count()
        self._ran_out = self._ran_short = self._out_of_range = False

    def play(self) -> Run:
        """Let everybody answer until nobody has anything to say."""
        for key, part in self._parts.items():
            self._begin(key, part)
        while self._days:
            day, _, key, answer = heappop(self._days)
            if answer is None:
                self._open(key, day)
            else:
                self._hear(key, answer, day)
        agreed = [one for one in self._book.values() if one.agreed]
        spent, views = sum(one.fee_cents for one in agreed), sum(one.views for one in agreed)
        ends = tuple(self._ends.values())
        return Run(ends, spent, views, self._ran_out, self._ran_short, self._out_of_range)

    def _begin(self, key: str, part: Part) -> None:
        ours = part.history.ours()
        if not ours:
            self._later(0.0, key, None)
        elif key in self._book:
            self._answers(key, ours[-1].fee_cents, 0.0)

    def _open(self, key: str, day: float) -> None:
        brief, room = self._parts[key].brief, self._room(self._parts[key].brief)
        opening = within_means(brief, room, weigh_package(brief, History(), None, room))
        verdict = in_turn(brief, opening, self._queue(key))
        if isinstance(verdict, Wait):
            self._later(day + 1, key, None)
        elif isinstance(verdict, WalkAway):
            self._ran_out = True
            self._end(key, "not_opened", day)
        else:
            self._follow(key, verdict, day)

    def _hear(self, key: str, answer: Answer, day: float) -> None:
        part = self._parts[key]
        reading = reading_of(answer, self._campaign.currency)
        if reading is None:
            self._end(key, "silent", day)
            return
        self._ran_short |= isinstance(answer, Ask) and self._left(key) < min(answer.cents, part.brief.reservation_cents)
        verdict = self._answer(part, reading, day)
        if isinstance(verdict, Wait):  # their ask is held until money comes back
            self._later(day + 1, key, answer)
            return
        self._parts[key] = replace(part, history=heard(part.brief, part.history, reading))
        self._follow(key, verdict, day)

    def _answer(self, part: Part, reading: Reading, day: float) -> Verdict:
        brief, key = part.brief, part.brief.negotiation_id

        def rules(room: Room) -> Verdict:
            return within_means(brief, room, decide(brief, part.history, reading, room))

        verdict = rules(self._room(brief))
        if not lacks_money(verdict, brief):
            return verdict
        freed = self._room(brief, [one for one in self._book.values() if one.agreed])
        waits = self._campaign.waits
        may_wait = day - self._held.setdefault(key, day) < waits.patience / waits.day_length
        return told_honestly(part.history, verdict, rules, Outlook(freed, freed, key in self._book, may_wait))

    def _follow(self, key: str, verdict: Verdict, day: float) -> None:
        part = self._parts[key]
        match verdict:
            case Accept():
                self._keep(part.brief, verdict, agreed=True)
                self._end(key, "deal", day, verdict.fee_cents, views_of(part.brief, verdict.package))
            case Counter() | Hold():
                self._keep(part.brief, verdict, agreed=False)
                self._parts[key] = replace(part, history=said(part.brief, part.history, verdict))
                self._answers(key, verdict.fee_cents, day)
            case Clarify(about="standing"):
                self._ran_out = True
                self._parts[key] = replace(part, history=said(part.brief, part.history, verdict))
                self._answers(key, part.history.ours()[-1].fee_cents, day)
            case WalkAway(reason=reason):
                self._ran_out |= reason == "filled"
                self._end(key, "walked" if reason != "filled" else reason, day)
            case Escalate(reason=reason):
                self._ran_out |= reason == "budget_short"
                self._end(key, reason, day)
            case _:
                self._end(key, "handed over", day)

    def _keep(self, brief: Brief, verdict: Accept | Counter | Hold, *, agreed: bool) -> None:
        worst = verdict.fee_cents + verdict.package.bonus_cents
        views = views_of(brief, verdict.package)
        self._book[brief.negotiation_id] = Commitment(brief.negotiation_id, views, worst, agreed)
        if agreed:
            self._out_of_range |= not in_range(self._campaign, list(self._book.values()))

    def _end(self, key: str, reason: str, day: float, fee: int = 0, views: int = 0) -> None:
        part = self._parts[key]
        if reason != "deal":
            self._book.pop(key, None)
        asks = part.history.theirs()
        first = asks[0].fee_cents if asks else fee
        self._ends[key] = End(key, reason, fee, views, first, part.history.mails_with_amount, day)

    def _answers(self, key: str, offer: int, day: float) -> None:
        """Let them answer; whoever never does is waited for as long as in earnest, and the offer holds its money."""
        part = self._parts[key]
        last = part.history.mails_with_amount >= part.brief.campaign.rounds
        answer = self._people[key].answer(offer, last=last)
        waits, reply_days = self._campaign.waits, self._dice.uniform(*self._assumed.reply_days)
        silence_days = waits.patience / waits.day_length
        self._later(day + (silence_days if isinstance(answer, Nothing) else reply_days), key, answer)

    def _later(self, day: float, key: str, answer: Answer | None) -> None:
        heappush(self._days, (day, next(self._order), key, answer))

    def _queue(self, key: str) -> Queue:
        """Return everybody else who has not ended, with what their offers hold."""
        open_fees = {other: one.fee_cents for other, one in self._book.items() if not one.agreed}
        going = (part.brief for other, part in self._parts.items() if other != key and other not in self._ends)
        claims = tuple(claim_of(brief, open_fees.get(brief.negotiation_id, 0)) for brief in going)
        spent = sum(one.fee_cents for one in self._book.values() if one.agreed)
        return Queue(claims, spent, sum(open_fees.values()) - sum(claim.held_cents for claim in claims))

    def _left(self, key: str) -> int:
        """Return what the others leave of the budget."""
        return self._campaign.budget_cents - sum(one.fee_cents for other, one in self._book.items() if other != key)

    def _room(self, brief: Brief, book: Iterable[Commitment] | None = None) -> Room:
        kept = self._book.values() if book is None else book
        others = [one for one in kept if one.negotiation_id != brief.negotiation_id]
        return lambda views: standing_for(self._campaign, others, views)


def in_range(campaign: Campaign, book: Sequence[Commitment]) -> bool:
    """Tell whether budget and view-weighted CPM of the deals hold."""
    agreed = [one for one in book if one.agreed]
    fees, views = sum(one.fee_cents for one in agreed), sum(one.views for one in agreed)
    inside = campaign.cpm_min_cents * views <= fees * 1000 <= campaign.cpm_max_cents * views
    return inside and sum(one.fee_cents for one in book) <= campaign.budget_cents


def _person(part: Part, assumed: Assumptions, dice: Random) -> Person:
    """Return who answers in this part: whoever asked or agreed before is drawn around what they said."""
    brief, known = part.brief, part.brief.known_rate
    most = brief.creator.max_fee_cents or highest_fee(brief.campaign.cpm_max_cents, brief.expected_views)
    before = highest_fee(known.cpm_cents, brief.expected_views) if known and known.whose == "creator" else None
    person = draw_person(assumed, dice, most, brief.campaign.currency, before)
    asks = [one.fee_cents for one in part.history.theirs()]
    if not asks:
        return person
    limit = max(min(asks) * dice.randint(50, 95) // 100, 1)
    offers = [move.offer.fee_cents for move in part.history.moves if move.side is Side.US]
    return Person(person.temper, replace(person.mind, limit=limit, first_ask=asks[0], asks=asks, offers=offers))


def reading_of(answer: Answer, currency: str) -> Reading | None:
    """Return their mail as the reader would understand it; None where none ever comes."""
    match answer:
        case Yes():
            return Reading(Intent.ACCEPTANCE, confidence=_SURE)
        case Ask(cents=cents):
            return Reading(Intent.COUNTER_OFFER, (ReadAmount(cents, currency, Role.ASK, ""),), confidence=_SURE)
        case No():
            return Reading(Intent.REFUSAL, confidence=_SURE)
        case Trouble():
            return Reading(Intent.HOSTILE, confidence=_SURE)
        case Nothing():
            return None
        case _:
            assert_never(answer)
