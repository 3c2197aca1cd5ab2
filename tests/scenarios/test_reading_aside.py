"""Does everybody else go on while a mail is read, however long that one takes?"""

import asyncio
import sys
import threading
from dataclasses import replace
from typing import Any, SupportsIndex

from steps import connections
from steps.clients.language.offline_reader import read_offline
from steps.evidence import check_reading
from steps.mail.parse import parse_mail
from tests.reading.test_evidence import MAIL
from tests.scenarios.dialogue import ANCHOR, Stage

READERS = {function.__code__: function.__name__ for function in (parse_mail, read_offline, check_reading)}


class Held(str):
    """Words that nobody gets to read before the event loop lets them."""

    let_go: threading.Event

    def __getitem__(self, part: SupportsIndex | slice) -> str:
        """Return *part*, once let go."""
        assert self.let_go.wait(20), "nobody else was served meanwhile"
        return super().__getitem__(part)


async def test_another_request_is_answered_while_a_mail_is_read(stage: Stage) -> None:
    words = Held("Could you do $900?")
    words.let_go = threading.Event()
    reading = asyncio.create_task(connections.current().rules.read(replace(MAIL, own_words=words)))
    await stage.parley.get("/health")
    assert not reading.done()
    words.let_go.set()
    assert [amount.cents for amount in (await reading)[0].amounts] == [90_000]


async def test_no_mail_is_read_on_the_event_loop(stage: Stage) -> None:
    on_the_loop: set[str] = set()

    def note(frame: Any, event: str, _: object) -> None:
        if event == "call" and frame.f_code in READERS:
            on_the_loop.add(READERS[frame.f_code])

    ada = await stage.negotiate()
    sys.setprofile(note)  # of this thread alone, which is the loop's
    try:
        await ada.we_say()
        await ada.creator_says("Could you do $900?")
        assert (await ada.we_say()).fee > ANCHOR
    finally:
        sys.setprofile(None)
    assert on_the_loop == set()
