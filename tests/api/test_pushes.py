"""Is a push stored once and for certain, however many come at once, and are keys asked for sparingly?"""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import jwt
import pytest
import sqlalchemy as sa
from pytest_httpserver import HTTPServer

from steps.doors import _Keys
from steps.ledger import store
from steps.ledger.migrate import migrate
from steps.ledger.tables import pushes
from steps.note_push import PushBook
from tests.stores import fresh_store


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[None]:
    migrate(store.open_store(fresh_store(tmp_path)))
    yield
    store.close_store()


def stored() -> list[str]:
    with store.current().reading() as connection:
        return sorted(connection.execute(sa.select(pushes.c.push_id)).scalars())


async def test_pushes_that_come_at_once_are_stored_once_each_and_all(opened: None) -> None:
    book = PushBook()
    told = [f"push{number % 150}" for number in range(300)]
    new = await asyncio.gather(*(book.note(push_id, 7) for push_id in told))
    assert stored() == sorted(set(told))
    assert sum(new) == 150
    assert await book.note("push3", 7) is False


async def test_one_who_hangs_up_takes_nobody_else_along(opened: None) -> None:
    book = PushBook()
    first = asyncio.create_task(book.note("first", 1))
    others = [asyncio.create_task(book.note(f"other{number}", 1)) for number in range(3)]
    await asyncio.sleep(0)
    first.cancel()
    assert await asyncio.gather(*others) == [True] * 3
    assert "first" in stored()


async def test_a_push_that_cannot_be_stored_is_not_taken(opened: None) -> None:
    with store.current().transaction() as session:
        session.execute(sa.text("DROP TABLE pushes"))
    missing_table = sa.exc.OperationalError if store.current().is_sqlite else sa.exc.ProgrammingError
    with pytest.raises(missing_table):
        await PushBook().note("push", 1)


async def test_tokens_of_unknown_keys_make_one_request_not_one_each(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/keys").respond_with_json({"keys": []})
    keys = _Keys(httpserver.url_for("/keys"))
    strange = jwt.encode({"a": 1}, "0" * 32, headers={"kid": "nobody's"})
    answers = await asyncio.gather(*(keys.of(strange) for _ in range(50)), return_exceptions=True)
    assert all(isinstance(answer, jwt.PyJWTError) for answer in answers)
    assert len(httpserver.log) == 1
