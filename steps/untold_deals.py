"""Which deals has Slack not confirmed, and what are people told by mail instead?

A deal that nobody hears of is a broken promise, so it has a second way: a mail
to the campaign's owner and to PARLEY_ALERT_ADDRESS, never to a creator, and
again each day until Slack confirms. What a creator chose, a name or a handle,
stands on one line of its own field and can make neither a header nor another
line. It sends nothing.
"""

import hashlib
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
import structlog
from sqlalchemy.orm import Session

from negotiation.money import Money
from negotiation.package_words import package_words
from negotiation.records import decode
from negotiation.state import State
from negotiation.terms import Brief, Package
from steps import connections
from steps.clock import moment, now_ms
from steps.durable import record
from steps.ledger.store import insert_once
from steps.ledger.tables import deals, drafts, negotiations, notices
from steps.mail.addresses import read_addresses
from steps.mail.compose import can_be_sent_to
from steps.mail.people import plain_address
from steps.outbox import SentMail, keep_sent

TEAM_KEY = "team-"  # how each key of a mail to our own people begins
STAGE = "deal_untold"
_AGAIN_AFTER_MS = 86_400_000
_AT_A_TIME = 20
_MOST_LETTERS = 200

_log = structlog.get_logger("parley.slack")


@dataclass(frozen=True, slots=True)
class DealMail:
    """One mail to our own people about a deal; *key* is the same for the same mail."""

    key: str
    negotiation_id: str
    number: int  # 1 is the first about this deal
    to: tuple[str, ...]
    subject: str
    body: str


@record("deals_to_mail")
def deals_to_mail(session: Session, older_than_ms: int) -> tuple[DealMail, ...]:
    """Return the mails that are due: of each deal unconfirmed for *older_than_ms*, and not mailed for a day.

    Of one that fell through meanwhile nobody is told to send the contract.
    """
    now = now_ms()
    mailed = sa.and_(drafts.c.negotiation_id == notices.c.negotiation_id, drafts.c.stage == STAGE)
    lately = sa.exists().where(mailed, drafts.c.created_at_ms > now - _AGAIN_AFTER_MS)
    times = sa.select(sa.func.count()).where(mailed).scalar_subquery()
    untold = session.execute(
        sa.select(deals, negotiations.c.brief, times.label("times"))
        .join(deals, deals.c.negotiation_id == notices.c.negotiation_id)
        .join(negotiations, negotiations.c.negotiation_id == notices.c.negotiation_id)
        .where(
            notices.c.kind == "deal",
            notices.c.posted_at_ms.is_(None),
            notices.c.created_at_ms < now - older_than_ms,
            ~lately,
            negotiations.c.state != State.CANCELLED,
        )
        .order_by(notices.c.created_at_ms)
        .limit(_AT_A_TIME)
    ).all()
    return tuple(mail for deal in untold if (mail := _mail_of(session, deal)) is not None)


@record("note_deal_mail")
def note_deal_mail(session: Session, mail: DealMail, sent: SentMail | None, trouble: str = "") -> None:
    """Keep that the mail went out, or what kept it from going; the next is due a day later."""
    now = now_ms()
    insert_once(
        session,
        drafts,
        key=mail.key,
        negotiation_id=mail.negotiation_id,
        turn=0,
        stage=STAGE,
        order={"v": 1, "to": list(mail.to), "number": mail.number},
        subject=mail.subject,
        body=mail.body,
        writer="parley",
        status="told" if sent else "void",
        reasons=[trouble] if trouble else [],
        message_id=sent.message_id if sent else None,
        created_at_ms=now,
        sent_at_ms=now if sent else None,
    )
    ids = {"negotiation_id": mail.negotiation_id, "key": mail.key, "number": mail.number}
    if sent is None:
        _log.error("deal.not_mailed", trouble=trouble, **ids)
        return
    keep_sent(
        session,
        sent,
        subject=sent.subject or mail.subject,
        own_words=mail.body,
        recipients=list(mail.to),
        references=[],
        received_at_ms=sent.at_ms or now,
        stored_at_ms=now,
        routed_at_ms=now,
        route="team",
    )
    _log.warning("deal.mailed", message_id=sent.message_id, **ids)


def _mail_of(session: Session, deal: sa.Row[Any]) -> DealMail | None:
    brief: Brief = decode(Brief, deal.brief)
    number = deal.times + 1
    to = _our_people(session, brief)
    if not to:
        remedy = "set PARLEY_ALERT_ADDRESS: the campaign's owner is no address, or a creator's"
        _log.error("deal.nobody_to_mail", negotiation_id=deal.negotiation_id, remedy=remedy)
        return None
    digest = hashlib.sha256(f"{deal.negotiation_id}/{STAGE}/{number}".encode()).hexdigest()[:32]
    again = f" (mail {number})" if number > 1 else ""
    subject = f"Deal agreed, not confirmed by Slack{again}: {_line(brief.creator.name)} for {_fee(deal)}"
    return DealMail(TEAM_KEY + digest, deal.negotiation_id, number, to, subject, _body(brief, deal))


def _our_people(session: Session, brief: Brief) -> tuple[str, ...]:
    """Return the owner and the alert address, as far as they are addresses and no creator's."""
    told = f"{brief.campaign.owner}, {connections.current().settings.alert_address}"
    found = dict.fromkeys(one.email for one in read_addresses(told))
    mine = plain_address(brief.creator.email)
    usable = [one for one in found if can_be_sent_to(one) and plain_address(one) != mine]
    creators = sa.select(sa.func.lower(negotiations.c.email)).where(sa.func.lower(negotiations.c.email).in_(usable))
    theirs = set(session.execute(creators).scalars())
    return tuple(one for one in usable if one not in theirs)


def _body(brief: Brief, deal: sa.Row[Any]) -> str:
    campaign, creator = brief.campaign, brief.creator
    package: Package = decode(Package, deal.package)
    base = connections.current().settings.public_url.rstrip("/")
    most = Money(deal.fee_cents + package.bonus_cents, deal.currency)
    fields = {
        "Creator": f"{_line(creator.name)} ({_line(creator.handle)}, {_line(creator.platform)})",
        "Fee": _fee(deal),
        **({"At most, with the bonus": str(most)} if package.bonus_cents else {}),
        "CPM": str(Money(deal.cpm_cents, deal.currency)),
        "Expected views": f"{deal.views:,}",
        "Package": _line(package_words(package, deal.currency)),
        "Dates": _line(campaign.dates or "to be agreed"),
        "Campaign": f"{_line(campaign.brand)} for {_line(campaign.client)}",
        "Owner": _line(campaign.owner),
        "Negotiation": _line(deal.negotiation_id),
        **({"Story": f"{base}/console/negotiations/{_line(deal.negotiation_id)}"} if base else {}),
    }
    return "\n\n".join(
        (
            f"A deal was agreed at {moment(deal.agreed_at_ms)}, and Slack has not confirmed the message that tells it. "
            "Parley goes on posting it. Until Slack confirms, this mail comes once a day.",
            "\n".join(f"{name}: {value}" for name, value in fields.items()),
            "Next: send the contract and the content brief. The terms are being read back to the creator by mail.",
            "For whoever runs Parley: `parley doctor` says what is wrong with Slack; see DealNotTold in the runbook. "
            "Parley does not read answers to this mail.",
        )
    )


def _fee(deal: sa.Row[Any]) -> str:
    return str(Money(deal.fee_cents, deal.currency))


def _line(text: str) -> str:
    """Return *text* as one bounded line without anything invisible."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:_MOST_LETTERS]
