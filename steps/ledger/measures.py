"""What does the ledger show to machines that watch?

Every business figure of `/metrics`, read from rows: a restart resets nothing,
and a counter never goes back: the rows it counts are never deleted, or counted
when they are.
Amounts are minor units, ages are seconds. Nothing decides by what it finds here.
"""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

import sqlalchemy as sa

from negotiation.pricing import cpm_of
from negotiation.state import TERMINAL, Event, State
from steps.clock import now_ms
from steps.ledger import store
from steps.ledger.tables import (
    breaker,
    campaigns,
    commitments,
    cursors,
    deals,
    drafts,
    escalations,
    mails,
    negotiations,
    notices,
    presses,
    pushes,
    row_problems,
    transitions,
)

PUSHES_PRUNED = "pushes-pruned"  # the cursor that knows how many pushes were let go
_NEWEST_MAILS = 20
_PARKED_BY_PERSON = (State.PAUSED, State.TAKEN_OVER, State.STOPPED)


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure with its label values; ``labels`` names them, each sample gives one value for each."""

    name: str
    kind: Literal["counter", "gauge"]
    meaning: str
    labels: tuple[str, ...]
    samples: tuple[tuple[tuple[str, ...], float], ...]


def measure_ledger() -> tuple[Measure, ...]:
    """Return every figure, all of one moment."""
    now = now_ms()
    with store.current().reading() as connection:
        return tuple(found for measure in _MEASURES for found in measure(connection, now))


def _negotiations(connection: sa.Connection, _: int) -> Iterator[Measure]:
    per_state = sa.select(negotiations.c.campaign_id, negotiations.c.state, sa.func.count())
    counted = connection.execute(per_state.group_by(negotiations.c.campaign_id, negotiations.c.state)).all()
    yield _gauge("negotiations", "Negotiations by state.", ("campaign_id", "state"), counted)
    active = sum(number for _, state, number in counted if state not in TERMINAL)
    yield _one("negotiations_active", "Negotiations that have not ended.", active)
    yield _total("negotiations_started", "Negotiations ever begun.", (), [(sum(row[2] for row in counted),)])
    waiting = sa.select(sa.func.count()).where(negotiations.c.needs_person)
    yield _one("negotiations_needing_person", "Negotiations a person has to look at.", connection.scalar(waiting))
    yield _total("transitions", "State changes.", ("event",), _counts(connection, transitions.c.event))


def _campaigns(connection: sa.Connection, _: int) -> Iterator[Measure]:
    rows = connection.execute(
        sa.select(
            campaigns.c.campaign_id,
            campaigns.c.currency,
            campaigns.c.budget_cents,
            campaigns.c.cpm_min_cents,
            campaigns.c.cpm_max_cents,
            *(
                sa.func.coalesce(sa.func.sum(sa.case((agreed, column), else_=0)), 0)
                for agreed, column in (
                    (commitments.c.agreed, commitments.c.fee_cents),
                    (~commitments.c.agreed, commitments.c.fee_cents),
                    (commitments.c.agreed, commitments.c.views),
                )
            ),
        )
        .outerjoin(commitments, commitments.c.campaign_id == campaigns.c.campaign_id)
        .group_by(campaigns.c.campaign_id)
    ).all()
    names = ("campaign_id", "currency")
    for column, name, meaning in (
        (2, "campaign_budget_cents", "What the campaign may spend."),
        (3, "campaign_cpm_min_cents", "Lower end of the campaign's CPM range."),
        (4, "campaign_cpm_max_cents", "Upper end of the campaign's CPM range."),
        (5, "campaign_committed_cents", "Fees of agreed deals."),
        (6, "campaign_reserved_cents", "Fees of offers that are out."),
    ):
        yield _gauge(name, meaning, names, [(*row[:2], row[column]) for row in rows])
    reached = [(*row[:2], cpm_of(int(row[5]), int(row[7]))) for row in rows if row[7]]
    yield _gauge("campaign_cpm_cents", "View-weighted CPM of the agreed deals.", names, reached)
    yield _gauge(
        "row_problems",
        "Campaign fields and sheet rows that could not be used.",
        ("campaign_id",),
        _counts(connection, row_problems.c.campaign_id),
    )


def _outcomes(connection: sa.Connection, now: int) -> Iterator[Measure]:
    yield _total(
        "deals",
        "Deals agreed.",
        ("campaign_id", "currency"),
        _counts(connection, deals.c.campaign_id, deals.c.currency),
    )
    fell_through = sa.exists().where(
        transitions.c.negotiation_id == deals.c.negotiation_id, transitions.c.event == Event.CANCELLED
    )
    yield _total(
        "deals_cancelled",
        "Deals of those that fell through.",
        ("campaign_id", "currency"),
        _counts(connection, deals.c.campaign_id, deals.c.currency, where=fell_through),
    )
    yield _total("escalations", "Hand-overs to a person.", ("reason",), _counts(connection, escalations.c.reason))
    still_open = escalations.c.resolved_at_ms.is_(None)
    counted = _counts(connection, escalations.c.reason, where=still_open)
    yield _gauge("escalations_open", "Hand-overs nobody has resolved.", ("reason",), counted)
    yield _age(
        connection,
        now,
        "escalation_oldest",
        "oldest hand-over nobody has resolved",
        escalations.c.opened_at_ms,
        still_open,
    )
    yield _total("decisions", "Decisions of people.", ("action",), _counts(connection, presses.c.action))


def _mails(connection: sa.Connection, now: int) -> Iterator[Measure]:
    sent = _counts(connection, drafts.c.stage, where=drafts.c.sent_at_ms.is_not(None))
    yield _total("mails_sent", "Mails sent by Parley.", ("stage",), sent)
    routed = _counts(connection, mails.c.kind, mails.c.route, where=mails.c.outgoing.is_(False) & (mails.c.route > ""))
    yield _total("mails_received", "Mails received and routed.", ("kind", "route"), routed)
    unknown = sum(number for _, route, number in routed if route == "unknown")
    yield _total("mails_unknown", "Mails of no known negotiation.", (), [(unknown,)])
    unrouted = mails.c.routed_at_ms.is_(None)
    number = connection.scalar(sa.select(sa.func.count(mails.c.message_id)).where(unrouted))
    yield _one("mails_unrouted", "Mails stored and not yet routed.", number)
    yield _age(connection, now, "mail_oldest_unrouted", "oldest mail not yet routed", mails.c.stored_at_ms, unrouted)
    unanswered = mails.c.handled_turn.is_(None) & (mails.c.route == "reply")
    yield _age(
        connection, now, "reply_oldest_unhandled", "oldest reply no turn has taken", mails.c.routed_at_ms, unanswered
    )
    newest = (
        sa.select((mails.c.stored_at_ms - mails.c.received_at_ms).label("lag"))
        .where(mails.c.outgoing.is_(False))
        .order_by(mails.c.stored_at_ms.desc())
        .limit(_NEWEST_MAILS)
    ).subquery()
    lag = connection.scalar(sa.select(sa.func.max(newest.c.lag)))
    if lag is not None:
        meaning = f"Longest time from Gmail's receipt to our store, of the newest {_NEWEST_MAILS} mails."
        yield _one("ingestion_lag_seconds", meaning, lag / 1000)


def _clickup(connection: sa.Connection, now: int) -> Iterator[Measure]:
    kept = {row.name: row for row in connection.execute(sa.select(cursors))}
    if look := kept.get("clickup-list"):
        age = (now - look.at_ms) / 1000
        yield _one("clickup_list_look_age_seconds", "Since the campaign list was last read to its end.", age)
    if webhook := kept.get("clickup-webhook"):
        status, failures = webhook.value.split("/")
        is_suspended = int(status == "suspended")
        yield _one("clickup_webhook_suspended", "1 while ClickUp sends our webhook nothing more.", is_suspended)
        yield _one("clickup_webhook_failures", "Deliveries that failed; at 100 it is suspended.", int(failures))


def _mailbox(connection: sa.Connection, now: int) -> Iterator[Measure]:
    kept = {row.name: row for row in connection.execute(sa.select(cursors))}
    if watch := kept.get("gmail-watch-expiry"):
        yield _one(
            "watch_expiry_seconds", "Until Gmail stops pushing; below 0: stopped.", (int(watch.value) - now) / 1000
        )
    if look := kept.get("gmail-history"):
        yield _one("mailbox_look_age_seconds", "Since the mailbox was last read to its end.", (now - look.at_ms) / 1000)
    here = connection.scalar(sa.select(sa.func.count(pushes.c.push_id))) or 0
    pruned = int(kept[PUSHES_PRUNED].value) if PUSHES_PRUNED in kept else 0
    yield _total("pushes", "Pub/Sub pushes taken.", (), [(here + pruned,)])


def _backups(connection: sa.Connection, now: int) -> Iterator[Measure]:
    kept = {
        row.name: row.at_ms for row in connection.execute(sa.select(cursors)) if row.name in ("backup", "backup-begun")
    }
    if kept:
        # One that was begun and never came about is as old as the first look that claimed it, and told in Slack.
        since = kept.get("backup", min(kept.values()))
        yield _one("backup_age_seconds", "Since the store was last backed up, or first tried to.", (now - since) / 1000)


def _notices(connection: sa.Connection, now: int) -> Iterator[Measure]:
    unposted = notices.c.posted_at_ms.is_(None)
    told = _counts(connection, notices.c.kind, where=~unposted)
    yield _total("notices_posted", "Slack messages posted.", ("kind",), told)
    late = _counts(connection, notices.c.kind, where=unposted)
    yield _gauge("notices_unposted", "Slack messages that wait.", ("kind",), late)
    yield _age(
        connection, now, "notice_oldest_unposted", "oldest Slack message that waits", notices.c.created_at_ms, unposted
    )


def _breakers(connection: sa.Connection, now: int) -> Iterator[Measure]:
    rows = connection.execute(sa.select(breaker)).all()
    is_open = [(row.name, int(row.opened_at_ms is not None)) for row in rows]
    yield _gauge("breaker_open", "1 while a vendor is not asked because it keeps failing.", ("name",), is_open)
    yield _gauge("breaker_failures", "Failures in a row.", ("name",), [(row.name, row.failures) for row in rows])
    ages = [(row.name, (now - row.opened_at_ms) / 1000) for row in rows if row.opened_at_ms is not None]
    yield _gauge("breaker_open_seconds", "Since the breaker opened.", ("name",), ages)


def _disk(connection: sa.Connection, _: int) -> Iterator[Measure]:
    held = store.current()
    if not held.is_sqlite:
        size = sa.select(sa.func.pg_database_size(sa.func.current_database()))
        yield _one("store_bytes", "Size of the database.", connection.scalar(size))
    else:
        parts = (held.path.with_name(held.path.name + end) for end in ("", "-wal"))
        yield _one("store_bytes", "Size of the database.", sum(part.stat().st_size for part in parts if part.exists()))
        free = shutil.disk_usage(held.path.parent).free
        yield _one("store_free_bytes", "Free space where the database lives.", free)


_MEASURES: tuple[Callable[[sa.Connection, int], Iterator[Measure]], ...] = (
    _negotiations,
    _campaigns,
    _outcomes,
    _mails,
    _mailbox,
    _clickup,
    _notices,
    _backups,
    _breakers,
    _disk,
)


def _counts(
    connection: sa.Connection, *by: sa.Column[Any], where: sa.ColumnElement[bool] | None = None
) -> list[tuple[Any, ...]]:
    """Return ``(*values, count)`` for each group."""
    query = sa.select(*by, sa.func.count()).group_by(*by)
    return [tuple(row) for row in connection.execute(query if where is None else query.where(where))]


def _age(
    connection: sa.Connection, now: int, name: str, of: str, since: sa.Column[Any], where: sa.ColumnElement[bool]
) -> Measure:
    """Return how old the oldest row is; 0 when there is none, so that an alert on it resolves."""
    oldest = connection.scalar(sa.select(sa.func.min(since)).where(where))
    return _one(f"{name}_seconds", f"Age of the {of}; 0: none.", max(now - oldest, 0) / 1000 if oldest else 0)


def _one(name: str, meaning: str, value: float | None) -> Measure:
    return _gauge(name, meaning, (), [(value or 0,)])


def _gauge(name: str, meaning: str, labels: tuple[str, ...], rows: Any) -> Measure:
    return Measure(f"parley_{name}", "gauge", meaning, labels, _samples(rows))


def _total(name: str, meaning: str, labels: tuple[str, ...], rows: Any) -> Measure:
    return Measure(f"parley_{name}", "counter", meaning, labels, _samples(rows))


def _samples(rows: Any) -> tuple[tuple[tuple[str, ...], float], ...]:
    return tuple((tuple(str(value) for value in row[:-1]), float(row[-1])) for row in rows)
