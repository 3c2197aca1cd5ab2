"""What if several processes write to one PostgreSQL at the same moment?

Money is spent once, a key is written once, a name is held by one. Each writer
here is a thread with a connection of its own, which is all that PostgreSQL
sees of a process.
"""

import asyncio
import threading
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from api.alone import ExecutorInUse, StoreAway, the_only_executor
from negotiation.case import Case
from negotiation.terms import Brief
from negotiation.verdicts import Counter
from steps.decide import Decision, decide_opening
from steps.durable import record
from steps.import_campaign import SheetLine, import_campaign
from steps.ledger import store
from steps.ledger.attempts import begin_attempt
from steps.ledger.migrate import migrate
from steps.ledger.tables import commitments, cursors, notices
from steps.note_push import PushBook
from steps.notices import alert_notice, tell
from tests.negotiation.makers import CAMPAIGN
from tests.stores import fresh_store

pytestmark = pytest.mark.postgres
T = TypeVar("T")
_AT_ONCE = 12


@pytest.fixture(autouse=True)
def url(tmp_path: Path) -> Iterator[sa.URL]:
    """An open store with its tables."""
    opened = store.open_store(fresh_store(tmp_path))
    migrate(opened)
    yield opened.url
    store.close_store()


def at_once(work: Callable[[int], T]) -> list[T]:
    """Return what *work* answers in several threads that all begin together."""
    gate = threading.Barrier(_AT_ONCE)

    def begin(number: int) -> T:
        gate.wait(20)
        return work(number)

    with ThreadPoolExecutor(_AT_ONCE) as threads:
        return list(threads.map(begin, range(_AT_ONCE)))


def run(asked: Awaitable[T]) -> T:
    """Return what one step answers, on a loop of its own."""

    async def answer() -> T:
        return await asked

    return asyncio.run(answer())


def count_of(table: sa.Table) -> int:
    with store.current().reading() as connection:
        return connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()


def creators() -> tuple[SheetLine, ...]:
    rows = ({"Name": f"Pixel {n}", "Email": f"p{n}@creators.test", "Handle": f"@p{n}", "Average Views": "50000",
             "Platform": "Instagram"} for n in range(_AT_ONCE))  # fmt: skip
    return tuple(SheetLine(number, tuple(row.items())) for number, row in enumerate(rows, start=2))


def test_offers_decided_at_the_same_moment_never_overspend_the_budget() -> None:
    """The budget has room for five openings of 500 USD, and pays two at the fees hoped for: the best two are out."""
    campaign = replace(CAMPAIGN, budget_cents=260_000)
    briefs = run(import_campaign(campaign, creators(), "api", "c1", "first")).briefs

    def open_one(number: int) -> Decision:
        brief: Brief = briefs[number]
        return run(decide_opening(brief, Case(brief.negotiation_id)))

    decided = [decision.verdict for decision in at_once(open_one)]
    offered = [verdict.fee_cents for verdict in decided if isinstance(verdict, Counter)]
    assert 0 < sum(offered) <= campaign.budget_cents
    assert len(offered) == campaign.budget_cents // briefs[0].target_cents == 2, "as many as it pays in the end"
    with store.current().reading() as connection:
        reserved = connection.execute(sa.select(sa.func.sum(commitments.c.fee_cents))).scalar_one()
    assert reserved == sum(offered)


def test_a_campaign_that_several_processes_import_starts_each_creator_once() -> None:
    imported = at_once(lambda _: run(import_campaign(CAMPAIGN, creators(), "api", "c1", "first")))
    assert sum(len(one.briefs) for one in imported) == _AT_ONCE


def test_a_key_is_tried_first_by_one_alone() -> None:
    assert at_once(lambda _: run(begin_attempt("draft/one"))).count(True) == 1
    assert at_once(lambda _: run(PushBook().note("push-one", 7))).count(True) == 1


def test_what_is_read_in_a_plain_transaction_stays_true_until_it_commits() -> None:
    """Sending slots are counted and taken in one."""

    def count_up(_: int) -> None:
        with store.current().transaction() as session:
            taken = session.execute(sa.select(sa.func.count()).select_from(cursors)).scalar_one()
            store.insert_once(session, cursors, name=f"slot {taken}", value="", at_ms=0)

    at_once(count_up)
    assert count_of(cursors) == _AT_ONCE


@record("tell_for_test")
def tell_once(session: Session, number: int) -> int:
    tell(session, alert_notice("one", "Title", "Text"))
    return number


def test_a_notice_is_kept_once() -> None:
    assert sorted(at_once(lambda number: run(tell_once(number)))) == list(range(_AT_ONCE))
    assert count_of(notices) == 1


_BEGUN, _WRITTEN = threading.Event(), threading.Event()


@record("replace_for_test")
def replace_cursor(session: Session) -> int:
    session.execute(cursors.delete().where(cursors.c.name == "meeting"))
    _BEGUN.set()
    assert _WRITTEN.wait(20)
    session.execute(cursors.insert().values(name="meeting", value="record", at_ms=1))
    return 1


def test_a_row_that_a_plain_transaction_wrote_meanwhile_makes_a_record_begin_again() -> None:
    """The mailbox stores the mail that its negotiation is just noting as sent."""
    with ThreadPoolExecutor(1) as thread:
        noting = thread.submit(lambda: run(replace_cursor()))
        assert _BEGUN.wait(20)
        with store.current().transaction() as session:
            store.insert_once(session, cursors, name="meeting", value="mailbox", at_ms=0)
        _WRITTEN.set()
        assert noting.result(20) == 1
    with store.current().reading() as connection:
        assert connection.execute(sa.select(cursors.c.value)).scalars().all() == ["record"]


def test_long_texts_are_kept_like_on_sqlite() -> None:
    campaign = replace(CAMPAIGN, client="c" * 5_000, owner="o" * 5_000)
    assert len(run(import_campaign(campaign, creators(), "api", "c1", "first")).briefs) == _AT_ONCE


def test_two_processes_of_one_name_are_one_too_many(url: sa.URL) -> None:
    refused = pytest.raises(ExecutorInUse, match="another Parley works as parley on this PostgreSQL")
    with (
        the_only_executor(url, "parley"),
        the_only_executor(url, "parley-2"),
        refused,
        the_only_executor(url, "parley", patience_seconds=0.3),
    ):
        pytest.fail("it was let in")
    with the_only_executor(url, "parley", patience_seconds=0.3):
        """The name is free again."""


def test_a_server_that_is_away_is_one_clear_line(url: sa.URL) -> None:
    away = url.set(query={"host": "/nowhere"})
    with (
        pytest.raises(StoreAway, match=r"PostgreSQL at /nowhere/.* does not answer"),
        the_only_executor(away, "parley"),
    ):
        pytest.fail("it was let in")


def test_processes_that_start_together_bring_the_schema_up_to_date_once(tmp_path: Path) -> None:
    store.close_store()
    empty = fresh_store(tmp_path / "empty")

    def start(_: int) -> None:
        with store.one_migration(empty):
            opened = store.Store(empty)
            migrate(opened)
            opened.close()

    at_once(start)
    store.open_store(empty)
    assert count_of(notices) == 0
