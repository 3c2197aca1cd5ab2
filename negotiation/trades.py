"""What do we answer to an amount with a package, and what may each concession buy?

`weigh_package` puts every offer of both sides into one unit, the fee for the
campaign's own package that is worth the same, lets `strategy.weigh` answer in
that unit, and says the answer as a fee with a package. Whatever it offers is
therefore worth as much to the brand as the fee-only offer of that mail. It
refuses what the campaign does not trade, and where the campaign trades
nothing it is `weigh` alone.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from negotiation.explain import inputs
from negotiation.ladder import Idea, candidates
from negotiation.likings import Liking, judge
from negotiation.money import Money, minor_units
from negotiation.package_trace import final_line, in_even_fees, rules_of, their_package, worth_lines
from negotiation.packages import (
    even_fee,
    fee_limit,
    gap,
    not_traded,
    on_table,
    opening_fee,
    told_by,
    views_of,
)
from negotiation.pricing import round_down, roundest
from negotiation.strategy import Told, reservation_limit, weigh
from negotiation.terms import Brief, History, Move, Offer, Package, Side, Standing
from negotiation.verdicts import Accept, Counter, Escalate, Hold, PriceTrace, TraceLine, Verdict

_JUDGED = "They name one package after the other, so we offer the one that, judged by their prices, suits both best."
_NO_FEE = (TraceLine("stand", None, "No fee for this or any other package keeps every limit now."),)
Room = Callable[[int], Standing | None]  # what the campaign leaves for a creator of so many views
_Fee = Accept | Counter | Hold


def weigh_package(brief: Brief, history: History, offer: Offer | None, room: Room) -> Verdict:
    """Return our verdict on *offer*, whose package None is the one on the table; None asks for our own offer.

    *history* holds the moves before *offer*; it may already end with it.
    """
    table = on_table(brief, history)
    asked = (offer.package if offer else None) or table
    if offer is not None and (wrong := not_traded(brief, asked)):
        return _not_traded(brief, offer, wrong)
    if _is_fee_only(brief, history, asked) or (offer is not None and offer.currency != brief.campaign.currency):
        own = None if offer is None else replace(offer, package=None)
        return weigh(brief, history, own, room(brief.expected_views))
    return _Scene(brief, history, offer, asked, table, room).verdict()


def _is_fee_only(brief: Brief, history: History, asked: Package) -> bool:
    own = brief.campaign.package
    return not brief.campaign.prices.trades and all(
        p in (None, own) for p in (asked, *(o.package for o in history.ours()))
    )


def _not_traded(brief: Brief, offer: Offer, wrong: str) -> Escalate:
    told = f"They name {Money(offer.fee_cents, offer.currency)} with {wrong}; the campaign has no price for that."
    return Escalate(
        "package_changed", told, (TraceLine("package_changed", offer.fee_cents, f"{told} A person decides."),)
    )


@dataclass(frozen=True, slots=True)
class _Scene:
    """One mail to answer, with every amount in even fees where `weigh` sees it."""

    brief: Brief
    history: History
    offer: Offer | None
    asked: Package
    table: Package
    room: Room

    @property
    def _mail(self) -> int:
        """The number of the mail we are about to write, from 0."""
        return max(self.history.mails_with_amount, len(self.history.ours()))

    def verdict(self) -> Verdict:
        liking = self._liking()
        answer, fee_only = (self._weigh(p, liking) for p in (self.asked, self.brief.campaign.package))
        plan = fee_only.fee_cents if isinstance(fee_only, _Fee) else None
        if isinstance(answer, Accept) and self.offer is not None and self._worth_taking(answer.fee_cents, plan):
            return self._say(Accept(self.offer.fee_cents, self.asked, ()), answer)
        mails_left = self.brief.campaign.rounds - self._mail
        if isinstance(answer, Escalate) and mails_left <= 0:
            return self._handed_over(answer)  # no mail is left to offer them anything else in
        if plan is None or not isinstance(fee_only, _Fee):
            return self._handed_over(answer if isinstance(answer, Escalate) else fee_only)
        if self.offer is None and self.history.ours():
            return self._stand(fee_only)
        last = mails_left == 1
        judged = (Idea(liking.package, why=_JUDGED),) if liking else ()
        ideas = judged or candidates(self.brief, self.history, self._ask, plan, last=last)
        plain = (self.table, replace(self.table, bonus=None), self.brief.campaign.package)
        tried = dict.fromkeys((*ideas, *(Idea(package) for package in plain)))
        dressed = (self._dress(idea, fee_only, last=last) for idea in tried)
        return next((verdict for verdict in dressed if verdict is not None), self._stand(fee_only, _NO_FEE))

    def _worth_taking(self, even: int, plan: int | None) -> bool:
        """Tell whether a package is worth no less to us than our standing offer, or than this mail's fee alone."""
        return plan is None or even <= max(plan, self._offered() or 0)

    def _stand(self, fee_only: _Fee, why: PriceTrace = ()) -> Verdict:
        """Repeat our last offer as it is: nobody named another, or no fee for any package keeps every promise now."""
        ours = self.history.ours()
        if not ours:
            return fee_only
        last = self._mail == self.brief.campaign.rounds - 1
        worth = worth_lines(self.brief, self.table, self._ceiling(self.table))
        return self._say(Hold(ours[-1].fee_cents, self.table, (), last), fee_only, (*worth, *why))

    def _handed_over(self, verdict: Verdict) -> Verdict:
        """Return *verdict* with what a person has to know of the package they named."""
        told = (*their_package(self.brief, self._ask), *rules_of(verdict.trace), verdict.trace[-1])
        return replace(verdict, trace=(*self._known(), *told))

    def _liking(self) -> Liking | None:
        """Judge by their packages, once they named several, which is best for both and what their asks mean for it."""
        if self.offer is None:
            return None
        ask, last = self._even(replace(self.offer, package=self.asked)), self._even_history().moves[-1:]
        recorded = last == (Move(Side.THEM, ask),)
        told = told_by(self.brief, self.history)
        told = told if recorded else (*told, (self.offer.fee_cents, self.asked))
        mail = self._mail
        return judge(self.brief, told, max(self.brief.campaign.rounds - mail - (len(told) > mail), 1))

    def _weigh(self, package: Package, liking: Liking | None) -> Verdict:
        """Let `weigh` answer in even fees, under the limits of *package*."""
        worth, ask = gap(self.brief, package), self._ask
        even = Standing(self._ceiling(package) - worth, self._floor(package) - worth)
        told = Told(
            named=ask.fee_cents if ask else 0,
            opening=opening_fee(self.brief, self.asked),
            worth=worth,
            asks=liking.asks if liking else None,
        )
        return weigh(self.brief, self._even_history(), self._even(ask) if ask else None, even, told)

    def _ceiling(self, package: Package) -> int:
        """Return the most *package* may cost now, its bonus paid in full."""
        limit, left = fee_limit(self.brief, package), self.room(views_of(self.brief, package))
        return limit if left is None else min(limit, left.ceiling_cents - package.bonus_cents)

    def _floor(self, package: Package) -> int:
        left = self.room(views_of(self.brief, package))
        return left.floor_cents if left else 0

    def _even_history(self) -> History:
        own = self.brief.campaign.package
        moves, table = [], own
        for move in self.history.moves:
            package = move.offer.package or (own if move.side is Side.US else table)
            moves.append(replace(move, offer=self._even(replace(move.offer, package=package))))
            table = package if move.side is Side.US else table
        return replace(self.history, moves=tuple(moves))

    def _even(self, offer: Offer) -> Offer:
        assert offer.package is not None
        if offer.currency != self.brief.campaign.currency:
            return replace(offer, package=None)
        return Offer(even_fee(self.brief, offer.fee_cents, offer.package), offer.currency)

    def _dress(self, idea: Idea, fee_only: _Fee, *, last: bool) -> Verdict | None:
        """Return this mail's answer as a fee for the package of *idea*; None where no fee keeps every promise."""
        package, ours = idea.package, self.history.ours()
        fee, rules = self._fee(idea, fee_only, exact=last)
        if self._breaks_a_promise(package, fee):
            return None
        if ours and ours[-1].fee_cents == fee and self.table == package:
            return self._say(Hold(fee, package, (), last), fee_only, rules)
        return self._say(Counter(fee, package, (), last), fee_only, rules)

    def _fee(self, idea: Idea, even: _Fee, *, exact: bool) -> tuple[int, PriceTrace]:
        """Return the fee for the package of *idea* that is worth *even*, or what limits leave of it, and which did."""
        package, worth, offered = idea.package, gap(self.brief, idea.package), self._offered()
        rules = [TraceLine("best_for_both", None, idea.why)] if idea.why else []
        rules += worth_lines(self.brief, package, self._ceiling(package))
        fee = min(even.fee_cents + worth, self._ceiling(package))
        if idea.most_cents and idea.most_cents < fee:
            fee = idea.most_cents
            told = f"For those terms we meet the fee they named, {self._money(fee)}, and go no higher."
            rules.append(TraceLine("their_fee", fee, told))
        # What `weigh` offers for our own package is such an amount already; their ask, or what a limit leaves, is not.
        offers = (fee, worth) == (even.fee_cents, 0) and not isinstance(even, Accept)
        human = fee if offers else self._human(fee, exact=exact)
        if offered is not None and human - worth < offered:  # an offer is not taken back for a round figure
            human = roundest(offered + worth, fee, self.brief.campaign.currency) or (fee if exact else human)
        if human < fee:
            rules.append(TraceLine("round", human, f"Rounded down as people write amounts: {self._money(human)}."))
        return human, tuple(rules)

    def _breaks_a_promise(self, package: Package, fee: int) -> bool:
        """Tell whether we may not say *fee* for *package*: it is not traded, too little, or less than we offered."""
        if not_traded(self.brief, package):
            return True
        offered = self._offered()
        too_little = fee < max(opening_fee(self.brief, package), self._floor(package), 1)
        backwards = offered is not None and fee - gap(self.brief, package) < offered
        return too_little or backwards or self._drops_bonus(package, fee)

    def _human(self, fee: int, *, exact: bool) -> int:
        """Round as people do; the last mail only to whole units."""
        currency = self.brief.campaign.currency
        return fee - fee % minor_units(currency) if exact else round_down(fee, currency)

    def _drops_bonus(self, package: Package, fee: int) -> bool:
        """Tell whether the fee alone makes less than the last fee with its bonus did."""
        ours = self.history.ours()
        return (
            bool(ours)
            and fee + package.bonus_cents < ours[-1].fee_cents + self.table.bonus_cents
            and (replace(package, bonus=None) == replace(self.table, bonus=None))
        )

    def _offered(self) -> int | None:
        """Return the even fee of our standing offer: nothing worth less to the creator's side follows it."""
        ours = self._even_history().ours()
        return max((o.fee_cents for o in ours), default=None)

    def _say(self, verdict: _Fee, answer: _Fee, rules: PriceTrace = ()) -> Verdict:
        """Return *verdict* with the trace a campaign manager understands: even fees first, then the real one."""
        own = self.brief.campaign.package
        is_answer = (type(verdict), verdict.fee_cents) == (type(answer), answer.fee_cents)
        if isinstance(verdict, Accept):
            rules = tuple(worth_lines(self.brief, verdict.package, self._ceiling(verdict.package)))
        if is_answer and self.asked == own == verdict.package:
            return replace(verdict, trace=(*self._known(), *rules_of(answer.trace), answer.trace[-1]))
        even = (*rules_of(answer.trace), *in_even_fees(answer.trace[-1]))
        told = (*their_package(self.brief, self._ask), *even, *rules, final_line(self.brief, verdict))
        return replace(verdict, trace=(*self._known(), *told))

    def _known(self) -> PriceTrace:
        """Return what was known of money before any rule, for our own package."""
        left = self.room(self.brief.expected_views)
        return inputs(self.brief, reservation_limit(self.brief, left), left)

    def _money(self, cents: int) -> str:
        return str(Money(cents, self.brief.campaign.currency))

    @property
    def _ask(self) -> Offer | None:
        """What they ask, with its package."""
        return None if self.offer is None else replace(self.offer, package=self.asked)
