"""How does an order become negotiations that may start?

Fetches the campaign and its rows, checks them, and writes the campaign, the
briefs and every problem in one transaction. A second import of the same
campaign adds new creators and renegotiates nobody.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa
import structlog
from sqlalchemy.orm import Session

from negotiation.brief import make_brief
from negotiation.case import Case, Thread
from negotiation.errors import InvalidBrief
from negotiation.money import Money
from negotiation.priority import claim_of
from negotiation.records import decode, encode
from negotiation.state import TERMINAL
from negotiation.terms import Brief, Campaign, Creator, KnownRate
from steps import connections
from steps.campaign_notices import campaign_notice, kept_terms_notice
from steps.claims import keep_claim
from steps.clock import now_ms
from steps.durable import effect, record
from steps.intake.campaigns import CampaignOrder, read_campaign_order
from steps.intake.creators import creator_key, read_creators
from steps.intake.form import Problem
from steps.ledger.tables import campaigns, negotiations, row_problems, suppressions
from steps.notices import tell
from steps.past_deals import past_deals

_log = structlog.get_logger("parley.campaign")


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One row of the sheet, its cells by header as pairs."""

    number: int
    cells: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Imported:
    """The negotiations to start, and the notices to post."""

    briefs: tuple[Brief, ...]
    notice_keys: tuple[str, ...]


@effect("fetch_campaign_task")
async def fetch_campaign_task(task_id: str) -> CampaignOrder:
    """Return the campaign that a ClickUp task orders."""
    task = await connections.current().clickup.get_task(task_id)
    return replace(read_campaign_order(task_id, task.fields, among_others=True), updated_at_ms=task.updated_at_ms)


@effect("read_campaign_fields")
async def read_campaign_fields(campaign_id: str, fields: dict[str, Any]) -> CampaignOrder:
    """Return the campaign that the JSON of ``POST /campaigns`` orders."""
    return read_campaign_order(campaign_id, fields)


@effect("fetch_creator_rows")
async def fetch_creator_rows(sheet: str) -> tuple[SheetLine, ...]:
    """Return the rows of the creator sheet in one read."""
    told = await connections.current().sheets.read_rows(sheet)
    return tuple(SheetLine(row.number, tuple(told.cells_by_header(row).items())) for row in told.rows)


@record("import_campaign")
def import_campaign(
    session: Session, campaign: Campaign, lines: tuple[SheetLine, ...], source: str, reference: str, notice: str
) -> Imported:
    """Write campaign, briefs and problems; return the briefs that are new.

    An order that changes the money of a running campaign starts nobody: all its negotiations share one budget.
    Of other changes the team is told that they count for new creators alone.
    """
    running = _running(session, campaign.campaign_id)
    changed = _changed_money(running, campaign) if running else _keep_campaign(session, campaign, source, reference)
    rows, problems = ((), changed) if changed else read_creators(campaign, _cells(lines))
    briefs: list[Brief] = []
    troubles = list(problems)
    past = past_deals(session, campaign)
    for row_no, creator in rows:
        trouble, brief = _admit(session, campaign, row_no, creator, past.rate_of(creator))
        if trouble:
            troubles.append(trouble)
        if brief:
            briefs.append(brief)
    news = _keep_problems(session, campaign.campaign_id, troubles)
    _log.info("campaign.imported", campaign_id=campaign.campaign_id, started=len(briefs), problems=len(troubles))
    told = campaign_notice(campaign.campaign_id, notice, campaign.brand, len(briefs), tuple(map(str, troubles)))
    kept = _tell_what_stays(session, running, campaign) if running and not changed else ()
    if not briefs and not news:
        return Imported((), kept)  # a task touched again tells the team nothing it does not know
    tell(session, told)
    best_first = sorted(briefs, key=lambda brief: claim_of(brief).rank)
    return Imported(tuple(best_first), (told.key, *kept))


@record("reject_campaign")
def reject_campaign(session: Session, campaign_id: str, problems: tuple[Problem, ...], notice: str) -> tuple[str, ...]:
    """Report a campaign that cannot start, field by field; return the notices to post."""
    _keep_problems(session, campaign_id, list(problems))
    _log.warning("campaign.rejected", campaign_id=campaign_id, problems=len(problems))
    told = campaign_notice(campaign_id, notice, campaign_id, 0, tuple(map(str, problems)))
    tell(session, told)
    return (told.key,)


def _cells(lines: tuple[SheetLine, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    return ((line.number, dict(line.cells)) for line in lines)


def _running(session: Session, campaign_id: str) -> Campaign | None:
    """Return the campaign as it was first ordered; None when it is new."""
    known = session.execute(sa.select(campaigns.c.spec).where(campaigns.c.campaign_id == campaign_id)).scalar()
    return None if known is None else decode(Campaign, known)


def _keep_campaign(session: Session, campaign: Campaign, source: str, reference: str) -> tuple[Problem, ...]:
    values = {
        "spec": encode(campaign),
        "client": campaign.client,
        "brand": campaign.brand,
        "currency": campaign.currency,
        "cpm_min_cents": campaign.cpm_min_cents,
        "cpm_max_cents": campaign.cpm_max_cents,
        "budget_cents": campaign.budget_cents,
    }
    session.execute(
        campaigns.insert().values(
            campaign_id=campaign.campaign_id, source=source, source_ref=reference, created_at_ms=now_ms(), **values
        )
    )
    return ()


def _tell_what_stays(session: Session, running: Campaign, ordered: Campaign) -> tuple[str, ...]:
    """Tell once which fields an order changed for new creators alone, while negotiations go on that keep theirs."""
    then, now = encode(running), encode(ordered)
    changed = {name: (then[name], now[name]) for name in now if then.get(name) != now[name]}
    of_it = negotiations.c.campaign_id == ordered.campaign_id
    alive = sa.select(sa.func.count()).where(of_it, negotiations.c.state.not_in(TERMINAL))
    going = session.execute(alive).scalar_one()
    if not changed or not going:
        return ()
    told = kept_terms_notice(ordered, changed, going)
    tell(session, told)
    return (told.key,)


def _changed_money(running: Campaign, ordered: Campaign) -> tuple[Problem, ...]:
    """Return what *ordered* says otherwise of the limits that all negotiations of a campaign keep together."""
    told = zip(_shared_limits(running), _shared_limits(ordered), strict=True)
    return tuple(
        Problem(
            0, field, f"the campaign runs on {now}; for {then} order a new one, or set it back to start new creators"
        )
        for (field, now), (_, then) in told
        if now != then
    )


def _shared_limits(campaign: Campaign) -> Iterator[tuple[str, str]]:
    for field, cents in (
        ("CPM Min", campaign.cpm_min_cents),
        ("CPM Max", campaign.cpm_max_cents),
        ("Budget", campaign.budget_cents),
    ):
        yield field, str(Money(cents, campaign.currency))
    yield "Stretch Percent", f"{campaign.stretch_percent} %"


def _admit(
    session: Session, campaign: Campaign, row_no: int, creator: Creator, known: KnownRate | None
) -> tuple[Problem | None, Brief | None]:
    """Return the new brief of a creator, or why there is none; neither for one who is negotiated already."""
    negotiation_id = f"{campaign.campaign_id}:{creator_key(creator.email, creator.handle)}"
    if session.execute(sa.select(negotiations.c.state).where(negotiations.c.negotiation_id == negotiation_id)).first():
        return None, None
    if session.execute(sa.select(suppressions.c.email).where(suppressions.c.email == creator.email)).first():
        return Problem(row_no, "Email", f"{creator.email} has opted out; not written to"), None
    try:
        brief = make_brief(negotiation_id, campaign, creator, known)
    except InvalidBrief as wrong:
        return Problem(row_no, wrong.field, wrong.problem), None
    _keep_negotiation(session, brief)
    return None, brief


def _keep_negotiation(session: Session, brief: Brief) -> None:
    creator, now = brief.creator, now_ms()
    case = Case(brief.negotiation_id, thread=Thread(thread_id=creator.thread_id or "", to=(creator.email,)))
    session.execute(
        negotiations.insert().values(
            negotiation_id=brief.negotiation_id,
            campaign_id=brief.campaign.campaign_id,
            creator_name=creator.name,
            email=creator.email,
            handle=creator.handle,
            platform=creator.platform,
            brief=encode(brief),
            case=encode(case),
            workflow_id="",
            state=case.state,
            turn=0,
            thread_id=case.thread.thread_id or None,
            owner=brief.campaign.owner,
            needs_person=False,
            created_at_ms=now,
            updated_at_ms=now,
        )
    )
    keep_claim(session, brief, case.state)


def _keep_problems(session: Session, campaign_id: str, problems: list[Problem]) -> bool:
    """Keep the problems as they are now; return whether one of them was not known yet."""
    of_it = row_problems.c.campaign_id == campaign_id
    rows = session.execute(sa.select(row_problems.c.row_no, row_problems.c.field, row_problems.c.problem).where(of_it))
    known = {Problem(row.row_no, row.field, row.problem) for row in rows}
    session.execute(row_problems.delete().where(of_it))
    unique = {(problem.row_no, problem.field): problem for problem in problems}.values()
    for problem in unique:
        session.execute(
            row_problems.insert().values(
                campaign_id=campaign_id,
                row_no=problem.row_no,
                field=problem.field,
                problem=problem.problem,
                at_ms=now_ms(),
            )
        )
    return not known.issuperset(unique)
