"""Do the caps hold when everybody wants to send at once?"""

import asyncio
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from steps import connections, sending_slots
from steps.ledger import store
from steps.ledger.migrate import migrate
from steps.ledger.tables import sending_slots as slots
from steps.sending_slots import NotYet, note_block, take_slot
from steps.settings import Settings
from tests.stores import fresh_store

MINUTE, DAY = 60_000, 86_400_000


@pytest.fixture
def clock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """A store of its own, and a clock that the test moves."""
    now = [1_800_000_000_000]
    monkeypatch.setattr(sending_slots, "now_ms", lambda: now[0])
    migrate(store.open_store(fresh_store(tmp_path)))
    yield now
    connections.use(None)
    store.close_store()


def caps(**caps: int) -> None:
    settings = Settings(_env_file=None).model_copy(update=caps)
    connections.use(connections.connect(settings))


async def waits(key: str) -> float:
    """Return how long the mail *key* has to wait, in seconds."""
    try:
        await take_slot(key)
    except NotYet as later:
        return later.retry_after_seconds
    return 0.0


def taken() -> list[int]:
    with store.current().reading() as connection:
        return sorted(connection.execute(sa.select(slots.c.at_ms)).scalars())


async def test_mails_that_come_at_once_keep_under_the_cap_of_a_minute(clock: list[int]) -> None:
    caps(sends_per_minute=3, sends_per_day=1_000)
    found = await asyncio.gather(*(waits(f"mail{number}") for number in range(12)))
    assert Counter(found) == {0.0: 3, 60.0: 3, 120.0: 3, 180.0: 3}


async def test_each_mail_goes_at_its_own_slot_however_often_it_asks(clock: list[int]) -> None:
    caps(sends_per_minute=1, sends_per_day=1_000)
    assert [await waits("a"), await waits("b"), await waits("b"), await waits("a")] == [0, 60, 60, 0]
    clock[0] += MINUTE
    assert [await waits("b"), await waits("c")] == [0, 60]


async def test_no_day_holds_more_than_its_cap_though_the_queue_is_days_long(clock: list[int]) -> None:
    caps(sends_per_minute=1_000, sends_per_day=10)
    for number in range(35):
        await waits(f"mail{number}")
    times = taken()
    assert all(later - earlier >= DAY for earlier, later in zip(times, times[10:], strict=False))


async def test_a_new_mailbox_begins_with_few_mails_and_grows(clock: list[int]) -> None:
    caps(sends_per_minute=1_000, sends_per_day=100, sends_on_first_day=4)
    for number in range(60):
        await waits(f"mail{number}")
    days = Counter((at - clock[0]) // DAY for at in taken())
    assert days[0] == 4
    assert all(days[day] <= days[day + 1] for day in range(len(days) - 2))


async def test_nobody_asks_gmail_again_before_its_block_ends(clock: list[int]) -> None:
    caps()
    await note_block(86_400)
    assert await waits("a") == 86_400
    clock[0] += DAY
    assert await waits("a") == 0


async def test_slots_of_a_clock_that_was_wrong_hold_nobody_back(clock: list[int]) -> None:
    caps(sends_per_minute=1, sends_per_day=1)
    clock[0] += 365 * DAY
    await waits("from the future")
    clock[0] -= 365 * DAY
    assert [await waits("a"), await waits("from the future")] == [0, 0]
