"""`parley simulate CAMPAIGN`: what is to be expected of it, before a single mail goes out?"""

import json as json_text
import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from typing import Annotated

from cyclopts import Parameter, validators
from rich.console import Console
from rich.progress import track

from api.simulation.creators import Assumptions
from api.simulation.figures import figures_of
from api.simulation.rehearsal import Run, Subject, rehearse
from api.simulation.report import after, as_json, before, how_it_is_computed
from api.simulation.source import find_subject

_MOST_RUNS = 10_000
_WHICH = "A JSON file as POST /campaigns takes it, the id of a campaign in the store, or of a ClickUp task."


def simulate(
    campaign: Annotated[str, Parameter(help=_WHICH)],
    /,
    *,
    runs: Annotated[
        int, Parameter(help="How often it is played.", validator=validators.Number(gte=1, lte=_MOST_RUNS))
    ] = 100,
    seed: Annotated[int, Parameter(help="The same seed is the same creators.")] = 7,
    anew: Annotated[
        bool, Parameter(help="A campaign of the store as if nothing had been written yet.", negative="")
    ] = False,
    everybody: Annotated[bool, Parameter(name="--all", help="Show every creator.", negative="")] = False,
    json: Annotated[bool, Parameter(help="Write the figures as JSON instead.", negative="")] = False,
    assumed: Annotated[Assumptions, Parameter(name="*", group="What is assumed of the creators")] = Assumptions(),  # noqa: B008 - frozen
) -> None:
    """Play a campaign many times against models of its creators; nothing is sent and nothing is written."""
    subject = find_subject(campaign, anew=anew)
    sentences = how_it_is_computed(subject, assumed, runs, seed)
    console = Console()
    if not json:
        console.print(before(sentences, subject))
    figures = figures_of(subject, list(_runs(subject, assumed, runs, seed)))
    if json:
        told = as_json(subject, assumed, seed, figures)
        console.out(json_text.dumps(told, indent=2, ensure_ascii=False), highlight=False)
        return
    console.print(after(subject, figures, everybody=everybody))


def _runs(subject: Subject, assumed: Assumptions, runs: int, seed: int) -> Iterator[Run]:
    """Play the runs on every core; how many there are changes nothing in a run."""
    play = partial(rehearse, subject, assumed, seed)
    with ProcessPoolExecutor(min(os.cpu_count() or 1, runs)) as cores:
        played = cores.map(play, range(runs))
        yield from track(played, "playing", total=runs, console=Console(stderr=True), transient=True)
