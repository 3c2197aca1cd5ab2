"""What does the team read in Slack, and which buttons does it get?

Builds each message once, in the transaction of the fact it tells, and keeps it
until it is posted. Text that came from a mail is escaped. It posts nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from negotiation.acts import Act, leads_somewhere
from negotiation.case import Case, needs_approval
from negotiation.guard_words import in_words
from negotiation.letter import Draft, LetterOrder, Stage
from negotiation.money import Money
from negotiation.package_words import change_words, package_words
from negotiation.packages import views_of
from negotiation.pricing import cpm_of
from negotiation.state import State
from negotiation.terms import Brief
from negotiation.verdicts import Accept, PriceTrace
from steps import connections
from steps.clients.slack import escape
from steps.clock import now_ms
from steps.ledger.store import insert_once
from steps.ledger.tables import notices
from steps.log_context import bound_request_id
from steps.reasons import REASONS, Evidence, says_more
from steps.slack_blocks import MOST_LETTERS, buttons, cancel_menu, facts, header, letter, price_trace, rule, section

_MOST_NAMED = 15  # creators that one message lists

_PRESSED = {
    "approve": "Approve and send",
    "takeover": "Take over",
    "release": "Release to Parley",
    "resume": "Resume",
    "reject": "Turn down",
    "cancel": "Cancel the deal",
    "seen": "Seen",
}


@dataclass(frozen=True, slots=True)
class Notice:
    """One Slack message; *key* makes it findable, so it is posted once."""

    key: str
    kind: str
    negotiation_id: str | None
    campaign_id: str | None
    text: str
    blocks: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Left:
    """What a cancelled deal leaves: money that is free, what the campaign still holds, and who is asked again.

    *turned_away* are those whom we told that the places are filled.
    """

    freed_cents: int
    asked_again: int
    agreed_cents: int
    agreed_views: int
    offered_cents: int
    turned_away: tuple[tuple[str, str, int | None], ...] = ()  # id, name and last ask


def tell(session: Session, notice: Notice) -> None:
    """Keep *notice* for posting; the same key is kept once."""
    insert_once(
        session,
        notices,
        key=notice.key,
        kind=notice.kind,
        negotiation_id=notice.negotiation_id,
        campaign_id=notice.campaign_id,
        text=notice.text,
        blocks=list(notice.blocks),
        created_at_ms=now_ms(),
        request_id=bound_request_id(),
    )


def deal_notice(
    brief: Brief,
    case: Case,
    verdict: Accept,
    quotes: tuple[str, ...],
    question: str = "",
    left_out: tuple[str, ...] = (),
) -> Notice:
    """Return the message of an agreed deal: terms, proof, and what to do next.

    *question* is what they ask with it, *left_out* what they wanted on the way and our offers said no to.
    """
    campaign, creator = brief.campaign, brief.creator
    fee = Money(verdict.fee_cents, campaign.currency)
    views = views_of(brief, verdict.package)
    cpm = Money(cpm_of(verdict.fee_cents + verdict.package.bonus_cents, views), campaign.currency)
    low, high = Money(campaign.cpm_min_cents, campaign.currency), Money(campaign.cpm_max_cents, campaign.currency)
    fields = {
        "Creator": f"{escape(creator.name)} ({escape(creator.handle)}, {creator.platform})",
        "Fee": f"*{fee}*",
        "CPM": f"{cpm} (range {low} to {high})",
        "Expected views": f"{views:,}",
        "Package": escape(package_words(verdict.package, campaign.currency)),
        **_traded(brief, verdict),
        "Dates": escape(campaign.dates or "to be agreed"),
        "Owner": escape(campaign.owner),
    }
    return Notice(
        key=f"deal/{case.negotiation_id}",
        kind="deal",
        negotiation_id=case.negotiation_id,
        campaign_id=campaign.campaign_id,
        text=f"Deal: {escape(creator.name)} for {fee} ({escape(campaign.brand)})",
        blocks=(
            header(f"Deal agreed: {creator.name} for {fee}"),
            facts(fields),
            section("Proof: " + " / ".join(f"_{escape(q)}_" for q in dict.fromkeys(quotes) if q)) if quotes else rule(),
            section(f"Next: send the contract and the content brief. {_reading_back(brief, case)}"),
            *((section(f"They ask besides, and nobody has answered yet:\n{_quoted(question)}"),) if question else ()),
            *(
                (section("\n".join(("They wanted besides, and it is no part of the deal:", *map(_quoted, left_out)))),)
                if left_out
                else ()
            ),
            *price_trace(verdict.trace, campaign.currency),
            _links(brief, case),
            cancel_menu(case.negotiation_id),
        ),
    )


def _reading_back(brief: Brief, case: Case) -> str:
    if needs_approval(brief, case):
        return "The mail that reads the terms back to the creator waits for your approval: its message follows."
    return "The terms are being read back to the creator by mail."


def cancel_notice(brief: Brief, case: Case, fee_cents: int, left: Left, cause: Mapping[str, str]) -> Notice:
    """Return the message that a deal fell through: who says so and why, and what the campaign holds without it."""
    campaign, creator = brief.campaign, brief.creator
    fee, freed, budget, agreed, offered, low, high = (
        str(Money(cents, campaign.currency))
        for cents in (
            fee_cents, left.freed_cents, campaign.budget_cents, left.agreed_cents, left.offered_cents,
            campaign.cpm_min_cents, campaign.cpm_max_cents,
        )
    )  # fmt: skip
    reached = Money(cpm_of(left.agreed_cents, left.agreed_views), campaign.currency) if left.agreed_views else "no deal"
    fields = {
        "Why": escape(cause["detail"]),
        "Cancelled by": escape(cause["who"]),
        "Free again": f"*{freed}*",
        "Budget now": f"{agreed} agreed, {offered} on offer, of {budget}",
        "CPM of the deals that stand": f"{reached} (range {low} to {high})",
        "Owner": escape(campaign.owner),
    }
    asked = left.asked_again
    waiting = f" Creators whom the budget had not reached, and whose turn may have come: {asked}." if asked else ""
    return Notice(
        key=f"cancelled/{case.negotiation_id}",
        kind="cancelled",
        negotiation_id=case.negotiation_id,
        campaign_id=campaign.campaign_id,
        text=f"Deal cancelled: {escape(creator.name)}, {fee} ({escape(campaign.brand)})",
        blocks=(
            header(f"Deal cancelled: {creator.name}, {fee}"),
            facts(fields),
            section(f"Next: write to the creator yourself; Parley sends them nothing.{waiting}"),
            *_turned_away(brief, left),
            _links(brief, case),
        ),
    )


def _turned_away(brief: Brief, left: Left) -> tuple[dict[str, Any], ...]:
    """Return who was told that the places are filled: whether to ask them again is a person's to decide."""
    if not left.turned_away:
        return ()
    lines = [
        f"• {_named(negotiation_id, name)}" + ("" if ask is None else f", asked {Money(ask, brief.campaign.currency)}")
        for negotiation_id, name, ask in left.turned_away[:_MOST_NAMED]
    ]
    more = len(left.turned_away) - _MOST_NAMED
    told = "*We told them that the places are filled; they could be asked again.* Parley does not: write in the thread."
    return (section("\n".join((told, *lines, *([f"and {more:,} more"] if more > 0 else [])))),)


def escalation_notice(
    brief: Brief,
    case: Case,
    reason: str,
    detail: str,
    evidence: Evidence,
    *,
    reminder: int = 0,
    trace: PriceTrace = (),
) -> Notice:
    """Return the message that hands a negotiation to a person; *trace* is that of the verdict that led there."""
    creator, campaign = brief.creator, brief.campaign
    again = f" (reminder {reminder})" if reminder else ""
    ours, theirs, quotes, draft = case.history.ours(), case.history.theirs(), evidence.quotes, evidence.draft
    fields = {
        "Campaign": escape(campaign.brand),
        "Owner": escape(campaign.owner),
        "Our last offer": str(Money(ours[-1].fee_cents, ours[-1].currency)) if ours else "none yet",
        "Their last ask": str(Money(theirs[-1].fee_cents, theirs[-1].currency)) if theirs else "none yet",
        "Reservation price": str(Money(brief.reservation_cents, campaign.currency)),
        "Mails with an amount": f"{case.history.mails_with_amount} of {campaign.rounds}",
    }
    more = f"\n{escape(in_words(detail))}" if says_more(reason, detail) else ""
    proof = [section("\n".join(("They wrote:", *(_quoted(quote) for quote in quotes))))] if quotes else []
    return Notice(
        key=f"escalation/{case.negotiation_id}/{case.turn}" + (f"/{reminder}" if reminder else ""),
        kind="escalation",
        negotiation_id=case.negotiation_id,
        campaign_id=campaign.campaign_id,
        text=f"Needs a person{again}: {escape(creator.name)} - {REASONS.get(reason, reason)}",
        blocks=(
            header(f"Needs a person{again}: {creator.name}"),
            section(f"*{REASONS.get(reason, reason)}*{more}"),
            *((section("*The mail that was not sent:*"), *letter(draft.subject, draft.body), rule()) if draft else ()),
            *proof,
            facts(fields),
            *price_trace(trace, campaign.currency),
            _links(brief, case),
            *_ways_on(case),
        ),
    )


def _ways_on(case: Case) -> tuple[dict[str, Any], ...]:
    """Return the buttons of a hand-over: none that would do nothing where the negotiation stands."""
    wanted = (
        ("Take over", "takeover", ""),
        ("Release to Parley", "release", ""),
        ("Turn down", "reject", "danger"),
        ("Seen", "seen", ""),
    )
    offered = tuple(one for one in wanted if leads_somewhere(Act(one[1]), case.state))
    shown = (buttons(case, offered),) if offered else ()
    return (*shown, cancel_menu(case.negotiation_id)) if case.state is State.AGREED else shown


def _quoted(words: str) -> str:
    """Return *words* as Slack shows what somebody else said, line by line."""
    return "\n".join(f"> {escape(line)}" for line in words.splitlines())


def approval_notice(brief: Brief, case: Case, order: LetterOrder, draft: Draft, trace: PriceTrace = ()) -> Notice:
    """Return the message that asks a person to approve a draft; *trace* is that of the verdict it says."""
    decided = (
        ("Approve and send", "approve", "primary"),
        ("Take over", "takeover", ""),
        ("Turn down", "reject", "danger"),
    )
    fee = f" for {Money(order.fee_cents, order.currency)}" if order.fee_cents is not None else ""
    last = order.conversation[-1:]
    theirs = last[0].text.strip() if last and not last[0].by_us else ""
    return Notice(
        key=f"approval/{case.pending_key}",
        kind="approval",
        negotiation_id=case.negotiation_id,
        campaign_id=brief.campaign.campaign_id,
        text=f"Please approve: {order.stage} to {escape(brief.creator.name)}{fee}",
        blocks=(
            header(f"Approve this mail to {brief.creator.name}?"),
            *letter(draft.subject, draft.body),
            *((section(f"They wrote:\n{_quoted(theirs)}"),) if theirs else ()),
            *price_trace(trace, brief.campaign.currency),
            _links(brief, case),
            # What reads a deal back is sent or not: the deal stands.
            buttons(
                case,
                tuple(one for one in decided if leads_somewhere(Act(one[1]), case.state)),
            ),
        ),
    )


def filled_notice(brief: Brief, case: Case, stage: Stage, trace: PriceTrace) -> Notice:
    """Return the message that a creator was told that the campaign's places are filled; *trace* says why."""
    creator, campaign = brief.creator, brief.campaign
    asks = case.history.theirs()
    asked = f"They asked {Money(asks[-1].fee_cents, asks[-1].currency)}. " if asks else ""
    told = (
        "We wrote that the places are filled and our last offer stands: its money stays reserved."
        if stage is Stage.STANDS
        else "We wrote that the places are filled for now, and named no amount. The negotiation has ended."
    )
    return about_campaign(
        f"filled/{case.negotiation_id}/{case.turn}",
        campaign.campaign_id,
        f"No money left for {escape(creator.name)} ({escape(campaign.brand)}), who was told so",
        f"No money left for {creator.name}, who was told so",
        section(f"{asked}{told} A higher budget needs a new campaign; to go on by hand, take over."),
        *price_trace(trace, campaign.currency),
        _links(brief, case),
        buttons(case, (("Take over", "takeover", ""),)),
        negotiation_id=case.negotiation_id,
    )


def overtaken_notice(brief: Brief, case: Case, act: str, who: str) -> Notice:
    """Return the message that a button was pressed in Slack and nothing came of it."""
    told = (
        f"{escape(who)} pressed *{_PRESSED.get(act, act)}* on an older message, and it was not followed: the "
        "negotiation has moved on since that message. Look where it stands now, then decide again."
    )
    return Notice(
        key=f"overtaken/{case.negotiation_id}/{case.turn}",
        kind="overtaken",
        negotiation_id=case.negotiation_id,
        campaign_id=brief.campaign.campaign_id,
        text=f"Nothing was done: {escape(brief.creator.name)} ({escape(brief.campaign.brand)})",
        blocks=(header(f"Nothing was done: {brief.creator.name}"), section(told), _links(brief, case)),
    )


def unanswered_notice(brief: Brief, case: Case, words: str) -> Notice:
    """Return the message that a mail came to a negotiation that a person stopped or paused, and Parley is silent."""
    creator, campaign, is_paused = brief.creator, brief.campaign, case.state is State.PAUSED
    what = "wrote while the negotiation is paused" if is_paused else "wrote after the negotiation was stopped"
    told = (
        "Parley has not answered, and nothing is agreed. The mail waits until somebody presses *Resume*; then it is "
        "answered. To answer it yourself, take over."
        if is_paused
        else "Parley does not answer, and nothing is agreed. If it needs an answer, write in the thread."
    )
    return about_campaign(
        f"{case.state}/{case.negotiation_id}/{case.turn}",
        campaign.campaign_id,
        f"{escape(creator.name)} {what} ({escape(campaign.brand)})",
        f"{creator.name} {what}",
        section(told),
        section(f"They wrote:\n{_quoted(words)}" if words.strip() else "Parley has no words of it: see Gmail."),
        _links(brief, case),
        *((buttons(case, (("Resume", "resume", "primary"), ("Take over", "takeover", ""))),) if is_paused else ()),
        negotiation_id=case.negotiation_id,
    )


def about_campaign(
    key: str, campaign_id: str, text: str, title: str, *blocks: dict[str, Any], negotiation_id: str | None = None
) -> Notice:
    """Return a message about a campaign's own course; *negotiation_id* is the one in which it was noticed."""
    return Notice(key, "campaign", negotiation_id, campaign_id, text, (header(title), *blocks))


def alert_notice(key: str, title: str, text: str) -> Notice:
    """Return a message for the engineer."""
    return Notice(f"alert/{key}", "alert", None, None, escape(title), (header(title), section(escape(text))))


def _traded(brief: Brief, verdict: Accept) -> dict[str, str]:
    """Return what differs from the campaign's own package, and what the bonus may add to the bill."""
    own, currency = brief.campaign.package, brief.campaign.currency
    told = {}
    if verdict.package != own:
        told["Traded"] = escape(change_words(verdict.package, own, currency))
    if verdict.package.bonus:
        most = Money(verdict.fee_cents + verdict.package.bonus_cents, currency)
        told["At most, with the bonus"] = f"*{most}* (counted in budget and CPM)"
    return told


def _named(negotiation_id: str, name: str) -> str:
    page = _page(negotiation_id)
    return f"<{page}|{escape(name)}>" if page else escape(name)


def _page(negotiation_id: str) -> str:
    """Return the address of a negotiation in the console; "" where nobody said how the world reaches us."""
    base = connections.current().settings.public_url.rstrip("/")
    return f"{base}/console/negotiations/{negotiation_id}" if base else ""


def _links(brief: Brief, case: Case) -> dict[str, Any]:
    page = _page(case.negotiation_id)
    links = [f"<{page}|Story and price trace>"] if page else []
    if case.thread.thread_id:
        links.append(f"<https://mail.google.com/mail/u/0/#all/{case.thread.thread_id}|Thread in Gmail>")
    words = " · ".join(
        [*links, f"negotiation `{escape(case.negotiation_id)}`", f"campaign {escape(brief.campaign.brand)}"]
    )
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": words[:MOST_LETTERS]}]}
