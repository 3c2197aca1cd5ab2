"""What was done to each lab, and what came of it?

No test counts for itself. At its end each lab reads its kills off the lives of
its service, its faults and mails off the sandbox's ledger, and what was lost or
doubled off the invariants, and adds a line to the file that PARLEY_TALLY names.
"""

import json
import os
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from tests.recovery.books import Books, Json
from tests.recovery.invariants import broken_promises, ours_in

_FILE = "PARLEY_TALLY"


@dataclass(frozen=True, slots=True)
class Tally:
    """How often something was done or found."""

    kills: int = 0
    faults: int = 0
    mails: int = 0
    replies: int = 0
    deals: int = 0
    doubled: int = 0
    lost: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(Tally)))


def tally_of(world: Json, books: Books, *, kills: int, faults: int, at_rest: bool) -> Tally:
    """Count what one lab shows; what is still on its way is lost only where everything has come to rest."""
    broken = broken_promises(world, books)
    return Tally(
        kills=kills,
        faults=faults,
        mails=len(ours_in(world)),
        replies=len(world["delivered"]),
        deals=len(books["deals"]),
        doubled=sum(line.startswith("I2") and " times " in line for line in broken),
        lost=sum(line.startswith("I1") for line in broken) if at_rest else 0,
    )


def is_wanted() -> bool:
    """Tell whether anybody reads tallies."""
    return _FILE in os.environ


def note(tally: Tally) -> None:
    """Add a lab's tally to the file."""
    with Path(os.environ[_FILE]).open("a", encoding="utf-8") as file:
        file.write(json.dumps(asdict(tally)) + "\n")


def kept_in(file: Path) -> dict[str, str]:
    """Return the environment in which labs add their tallies to *file*."""
    return {**os.environ, _FILE: str(file)}


def total(file: Path) -> Tally:
    """Return the sum of what the labs have noted in *file*."""
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    return sum((Tally(**json.loads(line)) for line in lines), Tally())
