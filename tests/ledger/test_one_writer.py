"""Threads of one process queue for the writer; nobody waits for a reader, and a decision is never taken twice."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from steps.ledger.store import Store

pytestmark = pytest.mark.sqlite


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store(f"sqlite:///{tmp_path / 'parley.sqlite'}")
    with opened.engine.begin() as connection:
        connection.execute(sa.text("create table money (cents integer)"))
        connection.execute(sa.text("insert into money values (1000)"))
    yield opened
    opened.close()


def in_threads(count: int, work: Callable[[], None]) -> None:
    threads = [threading.Thread(target=work) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)


def test_money_read_in_a_transaction_is_never_spent_twice(store: Store) -> None:
    spent: list[int] = []

    def spend() -> None:
        for _ in range(5):
            with store.transaction() as session:
                left = session.execute(sa.text("select cents from money")).scalar_one()
                if left >= 100:
                    session.execute(sa.text("update money set cents = cents - 100"))
                    spent.append(100)

    in_threads(8, spend)
    assert sum(spent) == 1_000
    with store.reading() as connection:
        assert connection.execute(sa.text("select cents from money")).scalar_one() == 0


def insert_twice(store: Store) -> None:
    with store.transaction() as session:
        session.execute(sa.text("create table only_once (x integer primary key)"))
        session.execute(sa.text("insert into only_once values (1), (1)"))


def test_a_failed_transaction_gives_the_turn_back(store: Store) -> None:
    with pytest.raises(sa.exc.IntegrityError):
        insert_twice(store)
    with store.transaction() as session:
        session.execute(sa.text("update money set cents = 7"))


def test_a_reader_does_not_wait_for_the_writer(store: Store) -> None:
    with store.transaction() as session:
        session.execute(sa.text("update money set cents = 1"))
        with store.reading() as connection:
            assert connection.execute(sa.text("select cents from money")).scalar_one() == 1_000


def test_the_store_is_durable_and_nobody_elses_business(store: Store) -> None:
    with store.reading() as connection:
        assert connection.execute(sa.text("pragma journal_mode")).scalar_one() == "wal"
        assert connection.execute(sa.text("pragma synchronous")).scalar_one() == 2
    assert store.path.stat().st_mode & 0o077 == 0
