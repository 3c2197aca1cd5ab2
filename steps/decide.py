"""What do we answer, given what the campaign can still afford?

The rules decide; this step gives them the campaign's standing, read in the
same transaction that keeps the verdict and reserves the money. Concurrent
negotiations can therefore never spend the same budget twice.
"""

from dataclasses import dataclass, replace
from typing import Any, assert_never

import sqlalchemy as sa
from sqlalchemy.orm import Session

from negotiation.by_person import objection
from negotiation.case import Case, Held
from negotiation.decision import decide as decide_by_rules
from negotiation.money import Money
from negotiation.moves import heard
from negotiation.packages import fee_limit, on_table, views_of
from negotiation.priority import in_turn
from negotiation.reading import Intent, Reading
from negotiation.records import encode
from negotiation.short_budget import Outlook, lacks_money, told_honestly
from negotiation.situation import told_whole
from negotiation.standing import Burden, standing_beside
from negotiation.terms import Brief, Campaign, History, Package, Standing
from negotiation.trades import Room, weigh_package
from negotiation.verdicts import Accept, Clarify, Counter, Escalate, Hold, TraceLine, Verdict, Wait, WalkAway
from steps.claims import queue_at
from steps.clock import now_ms
from steps.durable import record
from steps.forgotten import came_before_restore
from steps.ledger.tables import campaigns, claims, commitments, verdicts
from steps.newer_mail import newer_mail_of
from steps.opt_outs import keep_away
from steps.unanswered import has_unread, taken_together

_A_PERSON_DECIDES = "A person has this negotiation: this is not sent, and holds no money."
_OVERTAKEN = "They have written again since: what they ask here is kept, and answered with their newer mail."


@dataclass(frozen=True, slots=True)
class Decision:
    """A verdict, the history that now includes what it answers, and what it was found on."""

    verdict: Verdict
    history: History
    reading: Reading | None = None  # of all their mails that it answers; None in turns of an earlier release


@record("decide_opening")
def decide_opening(session: Session, brief: Brief, case: Case) -> Decision:
    """Return the opening verdict, or that it waits for its turn; its fee is reserved.

    A wait is written into the story once, however many days it lasts.
    """
    room = _room(session, brief)
    opening = within_means(brief, room, weigh_package(brief, case.history, None, room))
    verdict = in_turn(brief, opening, queue_at(session, brief))
    if not (isinstance(verdict, Wait) and _waits_already(session, case)):
        _keep(session, brief, case, verdict, None, "")
    return Decision(verdict, case.history)


@record("decide")
def decide(
    session: Session,
    brief: Brief,
    case: Case,
    reading: Reading,
    message_id: str,
    *,
    answers: bool = True,
    earlier: tuple[Held, ...] = (),
) -> Decision:
    """Return the verdict on one reply and on all before it that we have not answered; what it promises is reserved.

    *earlier* are those that nobody had read. An ask that is held goes into the story once, however many days it is
    held. Where nothing but a yes *answers*, because a person has this one, every other verdict is theirs, as is a yes
    behind mail that nobody has read: what is out stays reserved, and nothing else is.
    """
    room = _room(session, brief)
    reading, history = taken_together(session, brief, case, reading, message_id, earlier=earlier, answers=answers)

    def rules(room: Room) -> Verdict:
        return within_means(brief, room, decide_by_rules(brief, _beside_strangers(case, history), reading, room))

    verdict = rules(room)
    if lacks_money(verdict, brief):
        verdict = told_honestly(history, verdict, rules, _outlook(session, brief, case))
    if not _holds_whatever_follows(verdict, reading) and _is_overtaken(session, case, message_id):
        verdict = Wait("overtaken", (TraceLine("overtaken", None, _OVERTAKEN),))
    verdict = told_whole(brief, history, reading, room, verdict)
    if isinstance(verdict, WalkAway) and verdict.reason == "opt_out":
        # Whoever holds the negotiation: no campaign writes to them from this commit on.
        keep_away(session, case, brief.creator.email)
    if not answers and (
        isinstance(verdict, Counter | Hold | Clarify | WalkAway)
        # Nobody knows what a yes is to that comes behind what nobody has read.
        or (isinstance(verdict, Accept) and has_unread(session, case))
    ):
        told = TraceLine("wrote_again", None, _A_PERSON_DECIDES)
        verdict = Escalate("wrote_again", _A_PERSON_DECIDES, (*verdict.trace, told))
    if not (case.held and isinstance(verdict, Wait)):
        _keep(session, brief, case, verdict, reading, message_id)
    return Decision(verdict, heard(brief, history, reading), reading)


@record("decide_by_person")
def decide_by_person(session: Session, brief: Brief, case: Case, fee_cents: int, who: str) -> Decision:
    """Return a person's counter as a verdict, once the money rules have checked it."""
    room = _room(session, brief)
    money = Money(fee_cents, brief.campaign.currency)
    trace = (TraceLine("person", fee_cents, f"{who} decides to offer {money}."),)
    verdict = within_means(brief, room, Counter(fee_cents, on_table(brief, case.history), trace))
    if isinstance(verdict, Escalate) and verdict.reason == "above_reservation":
        verdict = replace(verdict, reason="offer_refused")  # it is the person's amount that is too high, not an ask
    broken = objection(brief, case.history, fee_cents, room)
    if broken is not None and isinstance(verdict, Counter):
        verdict = Escalate(broken.rule, broken.sentence, (*trace, broken))
    verdict = told_whole(brief, case.history, None, room, verdict)
    return Decision(_keep(session, brief, case, verdict, None, ""), case.history)


def _beside_strangers(case: Case, history: History) -> History:
    """Return *history*, in which a stranger's word waits for an answer until a person says whether it counts."""
    return replace(history, unanswered=True) if case.thread.strangers else history


def _holds_whatever_follows(verdict: Verdict, reading: Reading) -> bool:
    """Tell whether newer mail changes nothing: they said yes, want no more mail, or nothing would be sent anyway."""
    firm = (Intent.ACCEPTANCE, Intent.CONDITIONAL_ACCEPTANCE, Intent.OPT_OUT)
    return reading.intent in firm or isinstance(verdict, Escalate | Wait)


def _is_overtaken(session: Session, case: Case, message_id: str) -> bool:
    """Tell whether they have written again; what came before a restore may be answered already, which sending finds."""
    if came_before_restore(session, message_id):
        return False
    return session.execute(newer_mail_of(case.negotiation_id)).first() is not None


def within_means(brief: Brief, room: Room, verdict: Verdict) -> Verdict:
    """Return *verdict*, or a hand-over if fee and bonus would pay more than anyone allowed for its package.

    The rules already keep these limits; a mistake in them must still not cost money.
    """
    if not isinstance(verdict, Accept | Counter | Hold):
        return verdict
    limit = fee_limit(brief, verdict.package) + verdict.package.bonus_cents
    left = room(views_of(brief, verdict.package))
    most = limit if left is None else min(limit, left.ceiling_cents)
    worst = verdict.fee_cents + verdict.package.bonus_cents
    if worst <= most:
        return verdict
    reason = "above_reservation" if worst > limit else "budget_short"
    fee, allowed = Money(worst, brief.campaign.currency), Money(most, brief.campaign.currency)
    told = f"{fee} is over the {allowed} that this negotiation may spend now."
    return Escalate(reason, told, (*verdict.trace, TraceLine(reason, most, told)))


def own_campaign(session: Session, campaign_id: str) -> None:
    """Let one decision a campaign be made at a time: whoever reads or frees what others hold owns its row first."""
    session.execute(sa.select(campaigns.c.campaign_id).where(campaigns.c.campaign_id == campaign_id).with_for_update())


def _room(session: Session, brief: Brief) -> Room:
    own_campaign(session, brief.campaign.campaign_id)
    room = _room_beside(brief.campaign, burden_beside(session, brief))
    mine = commitments.c.negotiation_id == brief.negotiation_id
    held = session.execute(sa.select(commitments.c.views, commitments.c.fee_cents).where(mine)).one_or_none()
    if held is None:
        return room
    own_views, own_cents = held
    return lambda views: _honouring(room(views), own_cents) if views == own_views else room(views)


def _honouring(left: Standing | None, held_cents: int) -> Standing | None:
    """Return what is left beside the offer of ours that is held: it stands, though a deal that paid for it fell."""
    return left and Standing(max(left.ceiling_cents, held_cents), min(left.floor_cents, held_cents))


def _room_beside(campaign: Campaign, burden: Burden) -> Room:
    return lambda views: standing_beside(campaign, burden, views)


def _outlook(session: Session, brief: Brief, case: Case) -> Outlook:
    """Return what others might still give back, and whether this creator may be kept waiting for it."""
    freed, cleared = (
        _room_beside(brief.campaign, burden_beside(session, brief, sums)) for sums in (_BURDEN_NOT_OUT, _BURDEN_AGREED)
    )
    own = sa.select(commitments.c.negotiation_id).where(commitments.c.negotiation_id == brief.negotiation_id)
    patience_ms = int(brief.campaign.waits.patience * 1000)
    may_wait = case.held is None or now_ms() - _held_since_ms(session, case, case.held) < patience_ms
    return Outlook(freed, cleared, stands=session.execute(own).first() is not None, may_wait=may_wait)


def _held_since_ms(session: Session, case: Case, held: Held) -> int:
    of_it = (verdicts.c.negotiation_id == case.negotiation_id, verdicts.c.message_id == held.message_id)
    return int(session.execute(sa.select(sa.func.max(verdicts.c.at_ms)).where(*of_it)).scalar() or 0)


def burden_beside(session: Session, brief: Brief, sums: sa.Select[Any] | None = None) -> Burden:
    """Return what everybody else of the campaign holds, or what *sums* count of it, summed where it is kept."""
    campaign = brief.campaign
    low, high = campaign.cpm_min_cents, campaign.cpm_max_cents
    asked = {"campaign": campaign.campaign_id, "own": brief.negotiation_id, "low": low, "high": high}
    # As whole numbers: PostgreSQL sums them as decimals.
    fees, agreed_fees, agreed_views, over_fees, over_views, under_fees, under_views = map(
        int, session.execute(_BURDEN if sums is None else sums, asked).one()
    )
    savings = high * (agreed_views + over_views) - 1000 * (agreed_fees + over_fees)
    surplus = 1000 * (agreed_fees + under_fees) - low * (agreed_views + under_views)
    return Burden(fees, savings, surplus)


def _burden(*counted: sa.ColumnElement[bool]) -> sa.Select[Any]:
    """Return the sums: all fees; fees and views of deals, and of open offers that would leave the CPM range."""
    held, low, high = commitments.c, sa.bindparam("low", type_=sa.BigInteger), sa.bindparam("high", type_=sa.BigInteger)
    over = ~held.agreed & (1000 * held.fee_cents > high * held.views)
    under = ~held.agreed & (1000 * held.fee_cents < low * held.views)
    parts = [
        sa.func.coalesce(sa.func.sum(sa.case((kind, column), else_=0)), 0)
        for kind in (held.agreed, over, under)
        for column in (held.fee_cents, held.views)
    ]
    others = held.campaign_id == sa.bindparam("campaign"), held.negotiation_id != sa.bindparam("own")
    return sa.select(sa.func.coalesce(sa.func.sum(held.fee_cents), 0), *parts).where(*others, *counted)


_CLAIMED = sa.exists().where(claims.c.negotiation_id == commitments.c.negotiation_id)
# Built once: building costs more than a small campaign's sums.
_BURDEN, _BURDEN_AGREED = _burden(), _burden(commitments.c.agreed)
_BURDEN_NOT_OUT = _burden(sa.or_(commitments.c.agreed, ~_CLAIMED))


def _waits_already(session: Session, case: Case) -> bool:
    """Tell whether the last verdict kept this opening back too: the same said each day would bury the story."""
    of_it = sa.select(verdicts.c.kind, verdicts.c.message_id).where(verdicts.c.negotiation_id == case.negotiation_id)
    last = session.execute(of_it.order_by(verdicts.c.turn.desc()).limit(1)).one_or_none()
    return last is not None and (last.kind, last.message_id) == (Wait.__name__, None)


def _keep(
    session: Session, brief: Brief, case: Case, verdict: Verdict, reading: Reading | None, message_id: str
) -> Verdict:
    fee = promised_fee(verdict)
    if isinstance(verdict, Accept | Counter | Hold):
        commit_fee(session, brief, verdict.fee_cents, verdict.package, agreed=False)
    session.execute(
        verdicts.insert().values(
            negotiation_id=case.negotiation_id,
            turn=case.turn,
            kind=type(verdict).__name__,
            fee_cents=fee,
            verdict=encode(verdict),
            reading=encode(reading) if reading else None,
            message_id=message_id or None,
            at_ms=now_ms(),
        )
    )
    return verdict


def promised_fee(verdict: Verdict) -> int | None:
    """Return the fee that *verdict* promises, if it promises one."""
    match verdict:
        case Accept(fee_cents=fee) | Counter(fee_cents=fee) | Hold(fee_cents=fee):
            return fee
        case Clarify() | WalkAway() | Escalate() | Wait():
            return None
        case _:
            assert_never(verdict)


def commit_fee(session: Session, brief: Brief, fee_cents: int, package: Package, *, agreed: bool) -> None:
    """Reserve what *package* costs at most, or commit it when *agreed*; it replaces what was held before."""
    session.execute(commitments.delete().where(commitments.c.negotiation_id == brief.negotiation_id))
    session.execute(
        commitments.insert().values(
            negotiation_id=brief.negotiation_id,
            campaign_id=brief.campaign.campaign_id,
            views=views_of(brief, package),
            fee_cents=fee_cents + package.bonus_cents,
            agreed=agreed,
            at_ms=now_ms(),
        )
    )
