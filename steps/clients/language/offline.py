"""How does Parley read and write without a model? By rules and by the playbook's examples."""

import asyncio
from time import perf_counter_ns

from negotiation.letter import Draft, LetterOrder
from negotiation.reading import Reading
from steps.clients.language.offline_reader import READER, read_offline
from steps.clients.language.offline_writer import WRITER, write_offline
from steps.language import ModelCall, ReplyToRead
from steps.playbook import PlaybookShelf


class OfflineLanguage:
    """A LanguageClient that asks nobody: no key, no network, no cost."""

    def __init__(self, shelf: PlaybookShelf) -> None:
        self._shelf = shelf

    async def read(self, mail: ReplyToRead) -> tuple[Reading, ModelCall]:
        """Return what *mail* says, by the cue table."""
        started = perf_counter_ns()
        # In a thread: a mail made for it keeps the reader busy for a second, and everybody else would wait with it.
        reading = await asyncio.to_thread(read_offline, mail)
        return reading, _free("read", READER, started)

    async def write(self, order: LetterOrder) -> tuple[Draft, ModelCall]:
        """Return the mail of *order*, from the newest playbook."""
        started = perf_counter_ns()
        draft = write_offline(order, self._shelf.current())
        return draft, _free("write", WRITER, started)

    async def close(self) -> None:
        """Nothing is open here."""


def _free(purpose: str, model: str, started_ns: int) -> ModelCall:
    return ModelCall(purpose, model, 0, 0, 0, (perf_counter_ns() - started_ns) // 1_000_000)
