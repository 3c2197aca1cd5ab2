"""Which creators do these rows name?

Headers vary in case, order and spelling. A bad row is reported by its number
and field, and the good ones proceed; a creator listed twice is one creator.
"""

import hashlib
import re
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache

from babel.numbers import is_currency

from negotiation.terms import Campaign, Creator, Platform
from steps.intake import cells
from steps.intake.cells import BadCell
from steps.intake.form import MISSPELT, Problem, nearest

_HEADERS = {
    "name": ("name", "creator", "creatorname", "fullname"),
    "email": ("email", "mail", "emailaddress", "contact", "contactemail"),
    "platform": ("platform", "channel", "network"),
    "handle": ("handle", "username", "account", "user"),
    "views": ("averageviews", "avgviews", "views", "viewsamples", "recentviews"),
    "min_fee": ("minrate", "minfee", "min", "ratemin"),
    "max_fee": ("maxrate", "maxfee", "max", "ratemax"),
    "engagement": ("engagementrate", "engagement", "er"),
    "thread": ("thread", "threadid", "gmailthread"),
    "language": ("language", "lang"),
    "time_zone": ("timezone", "tz"),
}
_MEANINGS = {header: meaning for meaning, headers in _HEADERS.items() for header in headers}
_MONEY = frozenset({*_HEADERS["min_fee"], *_HEADERS["max_fee"]})
_Cell = tuple[str, str, object]  # a header as it is written, and plain, and what stands under it


def creator_key(email: str, handle: str) -> str:
    """Return the stable key of a creator: readable, and safe in ids and addresses."""
    plain = re.sub(r"[^a-z0-9]+", "-", handle.lower()).strip("-")[:40] or "creator"
    digest = hashlib.sha256(f"{email.lower()}\n{handle.lower().lstrip('@')}".encode()).hexdigest()[:8]
    return f"{plain}-{digest}"


def read_creators(
    campaign: Campaign, rows: Iterable[tuple[int, Mapping[str, object]]]
) -> tuple[tuple[tuple[int, Creator], ...], tuple[Problem, ...]]:
    """Return the usable creators with their row numbers, and the problems of the others."""
    good: list[tuple[int, Creator]] = []
    problems: list[Problem] = []
    first_row: dict[str, int] = {}
    for row_no, row in rows:
        written = tuple((header.strip(), *_cell(header, value)) for header, value in row.items())
        named = _by_meaning(written)
        if not any(cells.text(value) for value in named.values()):
            continue
        try:
            _check_headers(written)
            for spelt, header, value in written:
                if header in _MEANINGS:
                    cells.refuse_turning(spelt, value)
            creator = _creator(campaign, named)
        except BadCell as wrong:
            problems.append(Problem(row_no, wrong.field, wrong.problem))
            continue
        key = creator_key(creator.email, creator.handle)
        if key in first_row:
            problems.append(Problem(row_no, "Email", f"the same creator as in row {first_row[key]}; negotiated once"))
            continue
        first_row[key] = row_no
        good.append((row_no, creator))
    return tuple(good), tuple(problems)


def _creator(campaign: Campaign, row: Mapping[str, object]) -> Creator:
    email = cells.email("Email", row.get("email"))
    handle = cells.text(row.get("handle")) or "@" + email.partition("@")[0]
    views = cells.samples("Average Views", row.get("views"))
    low = cells.money("Min Rate", row.get("min_fee"), campaign.currency)
    high = cells.money("Max Rate", row.get("max_fee"), campaign.currency)
    if not views:
        raise BadCell("Average Views", "is empty")
    if low is not None and high is not None and low > high:
        raise BadCell("Min Rate", "is above Max Rate")
    return Creator(
        name=_name(row.get("name"), handle),
        email=email,
        handle=handle[:120],
        platform=_platform(campaign, row.get("platform")),
        view_samples=views,
        engagement_bp=cells.percent_bp("Engagement Rate", row.get("engagement")),
        min_fee_cents=low,
        max_fee_cents=high,
        thread_id=cells.text(row.get("thread")) or None,
        language=cells.text(row.get("language")).lower()[:2] or "en",
        time_zone=cells.zone("Time Zone", row.get("time_zone")),
    )


def _name(value: object, handle: str) -> str:
    # A name goes into a greeting and a header: no markup, no line ends, nothing invisible.
    return re.sub(r"[^\w .,'’-]", "", cells.text(value))[:100].strip() or handle.lstrip("@")[:100]


def _platform(campaign: Campaign, value: object) -> Platform:
    written = cells.text(value).lower()
    wanted = campaign.package.deliverables[0].platform
    if not written:
        return wanted
    if written not in tuple(Platform):
        raise BadCell("Platform", f"{written!r} is none of {', '.join(Platform)}")
    if written != wanted:
        raise BadCell("Platform", f"{written} does not match the campaign's {wanted} deliverables")
    return Platform(written)


def _by_meaning(row: Iterable[_Cell]) -> dict[str, object]:
    plain = dict[str, object]()
    for _, header, value in row:
        if header not in plain or cells.text(value):
            plain[header] = value
    return {
        meaning: next((plain[header] for header in headers if header in plain), None)
        for meaning, headers in _HEADERS.items()
    }


def _cell(header: str, value: object) -> tuple[str, object]:
    """Return a cell under its plain header; a currency named there, ``Max Rate (EUR)``, goes to the amount."""
    plain, written = _plain(header), cells.text(value)
    column, currency = plain[:-3], plain[-3:].upper()
    if column not in _MONEY or not is_currency(currency):
        return plain, value
    return column, f"{written} {currency}" if re.fullmatch(r"[\d.,\s]+k?", written) else written


def _check_headers(row: Collection[_Cell]) -> None:
    """Raise BadCell where a cell is filled in under a header that seems misspelt: a limit there would hold nobody.

    The same where two columns have one header and the row says different things in them: nobody knows which is meant.
    """
    there, told = {_MEANINGS.get(header) for _, header, _ in row}, dict[str, str]()
    for spelt, header, value in row:
        written = cells.text(value)
        if header in _MEANINGS and written and told.setdefault(header, written) != written:
            raise BadCell(spelt.strip(), f"stands there twice, with {told[header][:60]!r} and {written[:60]!r}")
    for spelt, header, value in row:
        meant = _meant(header)
        if meant and meant not in there and cells.text(value):
            raise BadCell(spelt, f"is no column that Parley reads; did you mean the {meant.replace('_', ' ')}?")


@lru_cache(maxsize=1_000)
def _meant(plain: str) -> str:
    """Return what a column that is none of ours was meant for; "" where it is the team's own."""
    return "" if plain in _MEANINGS else _MEANINGS.get(nearest(plain, _MEANINGS, MISSPELT), "")


def _plain(header: str) -> str:
    return re.sub(r"[^a-z]", "", header.lower())
