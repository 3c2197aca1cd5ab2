"""In which form are workflow values stored, and which forms are refused?

Portable JSON, both ways. A row that claims to be a pickle is never loaded:
whoever can write to the database must not be able to run code by it.
"""

from typing import Any, Never

from dbos._serialization import DBOSPortableJSON, DefaultSerializer

from negotiation.errors import OurFault

JSON_CHECKPOINTS = DBOSPortableJSON


class PickledCheckpoint(OurFault):
    """A stored workflow value says it is a pickle; Parley never writes one."""

    def __str__(self) -> str:
        return "a stored workflow value claims to be a pickle and was not loaded: another program wrote to the database"


def refuse_pickles() -> None:
    """Make DBOS fail closed on pickled rows, whatever serializer it was given."""

    def refuse(*_: Any) -> Never:
        raise PickledCheckpoint

    # A JSON serializer alone does not stop DBOS from unpickling a row marked py_pickle.
    setattr(DefaultSerializer, "deserialize", refuse)  # noqa: B010 - the type checker rightly objects to the assignment
