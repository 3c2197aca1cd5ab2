"""`parley simulate CAMPAIGN`: what is to be expected of it, before a single mail goes out?"""

import json as json_text
import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Annotated

from cyclopts import Parameter, validators
from rich.console import Console
from rich.progress import track

from api.simulation.creators import Assumptions
from api.simulation.figures import figures_of
from api.simulation.rehearsal import Run, Subject, rehearse, with_rounds
from api.simulation.report import after, as_json, before, beside, how_it_is_computed
from api.simulation.source import find_subject
from negotiation.terms import MAX_ROUNDS, MIN_ROUNDS

_MOST_RUNS = 10_000
_Rounds = Annotated[int, Parameter(validator=validators.Number(gte=MIN_ROUNDS, lte=MAX_ROUNDS))]
_WHICH = "A JSON file as POST /campaigns takes it, the id of a campaign in the store, or of a ClickUp task."


@dataclass(frozen=True, slots=True)
class Playing:
    """How often, with which dice, and with how many mails of ours a campaign is played."""

    runs: Annotated[
        int, Parameter(help="How often it is played.", validator=validators.Number(gte=1, lte=_MOST_RUNS))
    ] = 100
    seed: Annotated[int, Parameter(help="The same seed is the same creators.")] = 7
    rounds: Annotated[
        tuple[_Rounds, ...],
        Parameter(
            help="Compare: so many mails of ours at most, e.g. 4 6 8, in place of the campaign's own.",
            consume_multiple=True,
            negative="",
            show_default=False,
        ),
    ] = ()


def simulate(
    campaign: Annotated[str, Parameter(help=_WHICH)],
    /,
    *,
    anew: Annotated[
        bool, Parameter(help="A campaign of the store as if nothing had been written yet.", negative="")
    ] = False,
    everybody: Annotated[bool, Parameter(name="--all", help="Show every creator.", negative="")] = False,
    json: Annotated[bool, Parameter(help="Write the figures as JSON instead.", negative="")] = False,
    playing: Annotated[Playing, Parameter(name="*")] = Playing(),
    assumed: Annotated[Assumptions, Parameter(name="*", group="What is assumed of the creators")] = Assumptions(),  # noqa: B008 - frozen
) -> None:
    """Play a campaign many times against models of its creators; nothing is sent and nothing is written."""
    subject = find_subject(campaign, anew=anew)
    console = Console()
    if not json:
        console.print(before(how_it_is_computed(subject, assumed, playing.runs, playing.seed), subject))
    subjects = [with_rounds(subject, so_many) for so_many in dict.fromkeys(playing.rounds)] or [subject]
    played = [(one, figures_of(one, list(_runs(one, assumed, playing)))) for one in subjects]
    if json:
        told = [as_json(one, assumed, playing.seed, figures) for one, figures in played]
        console.out(json_text.dumps(told if playing.rounds else told[0], indent=2, ensure_ascii=False), highlight=False)
    elif playing.rounds:
        console.print(beside(played))
    else:
        console.print(after(*played[0], everybody=everybody))


def _runs(subject: Subject, assumed: Assumptions, playing: Playing) -> Iterator[Run]:
    """Play the runs on every core; how many there are changes nothing in a run."""
    play = partial(rehearse, subject, assumed, playing.seed)
    with ProcessPoolExecutor(min(os.cpu_count() or 1, playing.runs)) as cores:
        played = cores.map(play, range(playing.runs))
        yield from track(played, "playing", total=playing.runs, console=Console(stderr=True), transient=True)
