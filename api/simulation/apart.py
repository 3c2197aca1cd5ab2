"""How is a campaign rehearsed beside the service without slowing it or touching its rows?

In a process of its own, which yields the processor to everybody else and opens
the store for reading alone. One order comes in on its standard input; one line
for each run, and then the figures or what is wrong, go out. They are the
figures of `parley simulate --json`, of long lists the first. It dies with
whoever reads it.
"""

import json
import os
import sys
import traceback
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from api.simulation.creators import Assumptions
from api.simulation.figures import figures_of
from api.simulation.rehearsal import Subject, rehearse
from api.simulation.report import as_json
from api.simulation.source import from_store
from steps.ledger import store

Json = dict[str, Any]
# The service beside it gets three times as much of a processor that both want.
_NICENESS = 5
# A played negotiation takes about 200 bytes until the figures are made.
_MOST_PLAYED = 1_000_000
_MOST_CREATORS = 200
_MOST_PROBLEMS = 50


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be rehearsed, and how."""

    store_url: str
    campaign_id: str
    runs: int
    seed: int
    anew: bool
    silent_percent: int
    level_percent: int

    def as_line(self) -> bytes:
        """Return it as the other process reads it."""
        return json.dumps(asdict(self)).encode() + b"\n"


def answers(order: Order) -> Iterator[Json]:
    """Yield ``played`` after each run, then ``told``; or ``problems``, when it cannot be rehearsed."""
    store.open_to_read(order.store_url)
    try:
        subject = from_store(order.campaign_id, anew=order.anew)
    finally:
        store.close_store()
    if subject is None or not subject.parts:
        yield {"problems": _first(subject.problems) if subject else ["there is no such campaign"]}
        return
    if len(subject.parts) * order.runs > _MOST_PLAYED:
        most = max(_MOST_PLAYED // len(subject.parts), 1)
        yield {"problems": [f"runs: with {len(subject.parts):,} negotiations at most {most:,} fit in memory here"]}
        return
    yield from _play(subject, order)


def _play(subject: Subject, order: Order) -> Iterator[Json]:
    assumed = Assumptions(silent_percent=order.silent_percent, level_percent=order.level_percent)
    runs = []
    for number in range(order.runs):
        runs.append(rehearse(subject, assumed, order.seed, number))
        yield {"played": len(runs)}
    told = as_json(subject, assumed, order.seed, figures_of(subject, runs))
    worst = sorted(told["creators"], key=lambda one: (one["deal_percent"], -one["most_cents"]))
    yield {
        "told": told | {"anew": order.anew, "creators": worst[:_MOST_CREATORS], "problems": _first(subject.problems)}
    }


def _first(problems: tuple[str, ...]) -> list[str]:
    more = len(problems) - _MOST_PROBLEMS
    return [*problems[:_MOST_PROBLEMS], *([f"and {more:,} more"] if more > 0 else [])]


def main() -> None:
    """Answer the one order on standard input."""
    os.nice(_NICENESS)
    try:
        for answer in answers(Order(**json.loads(sys.stdin.buffer.readline()))):
            _say(answer)
    except BrokenPipeError:
        os._exit(1)  # nobody reads any more, and nothing is left to flush
    except Exception:
        _say({"failed": traceback.format_exc()})


def _say(answer: Json) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
