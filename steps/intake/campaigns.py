"""Which campaign do these fields order?

ClickUp's custom fields and the JSON of `POST /campaigns` use the same names in
any spelling of case and spaces. Every problem is reported at once, by field.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from negotiation.errors import InvalidBrief
from negotiation.term_prices import LONGEST_DAYS, PriceList
from negotiation.terms import Autonomy, Campaign, Package, Platform, ShortBudget, ViewsMethod, Waits, WorkingHours
from steps.intake import cells
from steps.intake.cells import BadCell
from steps.intake.form import Form, Problem, read_deliverables
from steps.intake.prices import read_prices, read_weights

_DAY_SECONDS = 86_400.0


@dataclass(frozen=True, slots=True)
class CampaignOrder:
    """A campaign as read, or the problems that keep it from starting."""

    campaign: Campaign | None
    sheet: str
    problems: tuple[Problem, ...]
    updated_at_ms: int = 0  # which state of a ClickUp task this is


def read_campaign_order(campaign_id: str, fields: Mapping[str, object], *, among_others: bool = False) -> CampaignOrder:
    """Return the campaign that *fields* order; with any problem, only the problems.

    A filled field that is none of a campaign is a problem: it was meant, and would do nothing. *among_others*: the
    team's own fields stand beside them, as in ClickUp, and only such as seem misspelt are problems.
    """
    form = Form(fields)
    client, brand, owner = form.line("Client"), form.line("Brand"), form.line("Owner")
    package = _package(form)
    low, high = form.money("CPM Min"), form.money("CPM Max")
    target, budget = form.money("Target CPM", needed=False), form.money("Budget")
    dates = _dates(form)
    rounds, stretch = form.whole("Rounds", 6), form.whole("Stretch Percent", 0)
    memory_days = form.whole("Rate Memory Days", 365)
    offers_out = form.whole("Offers Out Percent", 100)
    autonomy = form.choice("Autonomy", tuple(Autonomy), Autonomy.REVIEW_FIRST)
    method = form.choice("Views Method", tuple(ViewsMethod), ViewsMethod.MEDIAN)
    short_budget = form.choice("Short Budget", tuple(ShortBudget), ShortBudget.TELL)
    templates = form.choice("Templates In Outage", ("yes", "no"), "no") == "yes"
    confidence = form.whole("Confidence Percent", 70, most=100)
    hours = _hours(form)
    waits, sheet = _waits(form), form.text("Creator Sheet", "Sheet")
    prices, weights = (read_prices(form, package), read_weights(form, package)) if package else (PriceList(), ())
    disclosure, postal_address = form.text("Disclosure"), form.text("Postal Address")
    form.refuse_turning()
    form.refuse_unread(every=package is not None and not among_others)
    if form.problems or package is None:
        return CampaignOrder(None, sheet, tuple(form.problems))
    try:
        campaign = Campaign(
            campaign_id=campaign_id,
            client=client,
            brand=brand,
            currency=form.currency,
            cpm_min_cents=low,
            cpm_max_cents=high,
            cpm_target_cents=target or None,
            budget_cents=budget,
            package=package,
            owner=owner,
            autonomy=Autonomy(autonomy),
            views_method=ViewsMethod(method),
            rounds=rounds,
            stretch_percent=stretch,
            offers_out_percent=offers_out,
            short_budget=ShortBudget(short_budget),
            rate_memory_days=memory_days,
            confidence_percent=confidence,
            templates_in_outage=templates,
            dates=dates,
            disclosure=disclosure,
            postal_address=postal_address,
            waits=waits,
            hours=hours,
            prices=prices,
            view_weights_percent=weights,
        )
    except InvalidBrief as wrong:
        return CampaignOrder(None, sheet, (Problem(0, wrong.field, wrong.problem),))
    return CampaignOrder(campaign, sheet, ())


def _dates(form: Form) -> str:
    start, end = form.text("Start Date"), form.text("End Date")
    begins, ends = cells.date_of(start), cells.date_of(end)
    try:
        shown = cells.day("Start Date", start), cells.day("End Date", end)
    except BadCell as wrong:
        form.problem(wrong.field, wrong.problem)
        return ""
    if begins and ends and ends < begins:
        form.problem("End Date", f"{shown[1]} is before the Start Date, {shown[0]}")
    return " to ".join(filter(None, shown))


def _hours(form: Form) -> WorkingHours:
    written = form.text("Business Hours") or "9-18"
    found = re.fullmatch(r"\s*(\d{1,2})(?::00)?\s*(?:-|–|to)\s*(\d{1,2})(?::00)?\s*", written)
    try:
        zone = cells.zone("Time Zone", form.text("Time Zone")) or "UTC"
        if found is None:
            raise InvalidBrief("business hours", f"{written!r} is not written like 9-18")
        return WorkingHours(int(found[1]), int(found[2]), zone)
    except BadCell as wrong:
        form.problem(wrong.field, wrong.problem)
    except InvalidBrief as wrong:
        form.problem("Business Hours", wrong.problem)
    return WorkingHours()


def _waits(form: Form) -> Waits:
    day = form.number("Day Length Seconds", _DAY_SECONDS)
    return Waits(
        nudge_after=form.number("Nudge After Days", 3) * day,
        close_after=form.number("Close After Days", 4) * day,
        max_nudges=form.whole("Max Nudges", 2),
        escalation_reminder=form.number("Escalation Reminder Days", 1) * day,
        day_length=day,
    )


def _package(form: Form) -> Package | None:
    platform = form.choice("Platform", tuple(Platform), "")
    written = form.needed("Deliverables")
    if platform not in tuple(Platform) or not written:
        return None
    try:
        deliverables = read_deliverables(Platform(platform), written)
    except InvalidBrief as wrong:
        form.problem("Deliverables", wrong.problem)
        return None
    return Package(
        deliverables=deliverables,
        usage_rights_days=form.whole("Usage Rights Days", 0, most=LONGEST_DAYS),
        exclusivity_days=form.whole("Exclusivity Days", 0, most=LONGEST_DAYS),
        whitelisting_days=form.whole("Whitelisting Days", 0, most=LONGEST_DAYS),
        rush=form.choice("Rush", ("yes", "no"), "no") == "yes",
        payment_days=form.whole("Payment Days", 30, most=LONGEST_DAYS),
    )
