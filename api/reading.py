"""How does a command that only reads get at the store?

For as long as it reads, with every write refused by the database itself. It
makes no store: where there is none, or none that can be read, it says so in
one line, and names the setting.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

from negotiation.errors import TheirFault, WorldFault
from steps.ledger import store
from steps.ledger.broken_store import said_by


class NoStore(TheirFault):
    """Parley has never started on this store."""

    def __init__(self, place: str) -> None:
        super().__init__(place)
        self.place = place

    def __str__(self) -> str:
        return (
            f"there is no store at {self.place}: `parley serve` makes it when it first starts; if yours is elsewhere, "
            "go to the folder of its .env, or name it in PARLEY_STORE_URL"
        )


class StoreUnreadable(WorldFault):
    """The store is there and cannot be read."""

    def __init__(self, place: str, detail: str) -> None:
        super().__init__(place, detail)
        self.place, self.detail = place, detail

    def __str__(self) -> str:
        return (
            f"the store at {self.place} cannot be read ({self.detail}): correct PARLEY_STORE_URL; "
            "`parley doctor` tries it anew"
        )


@contextmanager
def opened_to_read(url: str) -> Iterator[None]:
    """Hold the store open for queries.

    Raises NoStore or StoreUnreadable.
    """
    refuse_missing(url)
    place = _place(url)
    try:
        store.open_to_read(url)
        with store.current().reading() as connection:
            # A file that was only touched, or a database of somebody else, is no store either.
            if not sa.inspect(connection).has_table("negotiations"):
                raise NoStore(place)
        yield
    except (OSError, sa.exc.SQLAlchemyError) as error:
        raise StoreUnreadable(place, said_by(error)[:200]) from None
    finally:
        store.close_store()


def refuse_missing(url: str) -> None:
    """Raise NoStore where there is no file of the store."""
    if is_missing(url):
        raise NoStore(_place(url))


def is_missing(url: str) -> bool:
    """Tell whether there is no file where the store of *url* would be."""
    asked = sa.make_url(url)
    return asked.get_backend_name() == "sqlite" and not Path(asked.database or "").is_file()


def _place(url: str) -> str:
    """Return *url* as it may be shown: without its password."""
    return sa.make_url(url).render_as_string()
