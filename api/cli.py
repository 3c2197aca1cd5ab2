"""What can be asked of Parley on a command line?"""

import asyncio
import signal
import socket
import sys
from collections.abc import Iterable
from typing import Annotated

import sqlalchemy as sa
import structlog
import uvicorn
from cyclopts import App, Parameter
from cyclopts.validators import Number
from pysqlite3 import dbapi2 as sqlite
from rich.console import Console
from rich.text import Text

from api import inspect, upkeep
from api.alone import StoreUnwritable, refuse_second_process
from api.logs import configure_logs
from api.sentry import start_sentry
from api.serving import Server, open_door
from api.supervise import Supervisor, end_with_supervisor
from negotiation.errors import ParleyError
from steps import connections
from steps.check_places import learn_time
from steps.checks import CheckResult, check_all
from steps.ledger.broken_store import EXIT_STORE_BROKEN, is_broken, is_ending, said_by
from steps.settings import InvalidSettings, Settings

SIMULATE = "Play a campaign many times against models of its creators; nothing is sent and nothing is written."
app = App(name="parley", help="Negotiates creator fees by e-mail, by CPM rules.")
app.command(inspect.campaign)
app.command(inspect.negotiation)
app.command(inspect.audit)
app.command(upkeep.backup)
app.command(upkeep.restore)
app.command(upkeep.move_store)
# Named, not imported: what it brings along would cost every other command half a second.
app.command("api.simulation.command:simulate", name="simulate", help=SIMULATE)
_log = structlog.get_logger("parley.start")
_GRACE_SECONDS = 8
_AT_LEAST_ONE, _NOT_NEGATIVE = Number(gte=1), Number(gte=0)
_EX_CONFIG = 78  # sysexits.h: a supervisor should not try the same again at once


@app.command
def serve(
    *,
    door: Annotated[int | None, Parameter(show=False)] = None,
    lifeline: Annotated[int | None, Parameter(show=False)] = None,
    executor: Annotated[str, Parameter(show=False)] = "",
) -> int:
    """Run the service on the settings of the environment and .env.

    A supervisor hands in the socket it has opened, a pipe that closes when it is gone, and the name to work under.
    """
    from api.app import create_app

    settings = Settings.load()
    if executor:
        settings = settings.model_copy(update={"executor_id": executor})
    configure_logs(settings)
    start_sentry(settings)
    refuse_second_process(settings)
    entry = socket.socket(fileno=door) if door is not None else open_door(settings)
    if stops := _what_stops(asyncio.run(_looked_through(settings))):
        return EXIT_STORE_BROKEN if any(one.store_is_broken for one in stops) else _EX_CONFIG
    service = create_app(settings)
    config = uvicorn.Config(service, log_config=None, access_log=False, timeout_graceful_shutdown=_GRACE_SECONDS)
    # uvicorn ends politely and then raises the signal again, so that the exit status would say "killed".
    signal.signal(signal.SIGTERM, lambda *_: None)
    if lifeline is not None:
        end_with_supervisor(lifeline)
    try:
        Server(service, config).run(sockets=[entry])
    except SystemExit:
        # uvicorn's own status for a start that failed does not say why.
        if not is_ending():
            raise
    return EXIT_STORE_BROKEN if is_ending() else 0


@app.command
def supervise(
    *,
    processes: Annotated[
        int, Parameter(help="How many share the work; more than one needs PostgreSQL.", validator=_AT_LEAST_ONE)
    ] = 2,
) -> int:
    """Run several services on one port, each under its own name, and start again whichever falls."""
    settings = Settings.load()
    configure_logs(settings)
    return Supervisor(settings, processes).run()


@app.command
def doctor() -> int:
    """Check every credential and every place Parley writes to, and name the setting to mend."""
    settings = Settings.load()
    return 1 if _what_stops(asyncio.run(_looked_through(settings, show_all=True))) else 0


@app.command
def demo(
    *,
    headless: Annotated[bool, Parameter(help="Print the scorecard only.")] = False,
    creators: Annotated[int, Parameter(help="How many creators are negotiated with.", validator=_AT_LEAST_ONE)] = 30,
    seed: Annotated[int, Parameter(help="The same seed is the same world.")] = 7,
    kills: Annotated[int, Parameter(help="How often the service is killed on the way.", validator=_NOT_NEGATIVE)] = 1,
    json: Annotated[str, Parameter(help="Write the scorecard as JSON to this file.")] = "",
    at: Annotated[
        str, Parameter(help="Where the service listens, the world one port on; 0: free ones.")
    ] = "127.0.0.1:0",
    stay: Annotated[bool, Parameter(help="Leave both running after the scorecard, until Ctrl-C.")] = False,
) -> int:
    """Run a whole campaign against the sandbox, killing the service on the way; no credentials needed."""
    from api.demo.processes import Staging
    from api.demo.run import run_demo

    return run_demo(Staging.at(at, creators, seed, kills), headless=headless, stay=stay, json_path=json)


def _what_stops(results: Iterable[CheckResult]) -> list[CheckResult]:
    return [result for result in results if result.stops_start]


async def _looked_through(settings: Settings, *, show_all: bool = False) -> tuple[CheckResult, ...]:
    """Check every credential and every place, and say what is to be mended or looked at."""
    links = connections.connect(settings)
    try:
        await learn_time(settings)
        results = await check_all(settings, links)
    finally:
        await links.close()
    console = Console(stderr=not show_all)
    for result in results:
        if not (show_all or result.ok or result.stops_start):
            _log.warning("start.look", check=result.name, setting=result.setting, detail=str(result))
        elif show_all or not result.ok:
            mark = "[green]ok[/]" if result.ok else "[red]mend[/]" if result.stops_start else "[yellow]look[/]"
            console.print(f"{mark:>12}  {result}", highlight=False, markup=True, soft_wrap=True)
    return results


def main() -> None:
    """Run the command that was asked for."""
    try:
        sys.exit(app(sys.argv[1:]))
    except ParleyError as fault:
        _tell(str(fault))
        sys.exit(_status_of(fault))
    except (OSError, sa.exc.SQLAlchemyError, sqlite.Error) as fault:
        # The disk, a place or the database, and a person at a terminal: the words say which, a stack does not.
        _tell(f"{said_by(fault)}; `parley doctor` names the setting to mend")
        sys.exit(EXIT_STORE_BROKEN if is_broken(str(fault)) else 1)


def _status_of(fault: ParleyError) -> int:
    if isinstance(fault, StoreUnwritable) and is_broken(fault.detail):
        return EXIT_STORE_BROKEN
    return _EX_CONFIG if isinstance(fault, InvalidSettings | StoreUnwritable) else 1


def _tell(words: str) -> None:
    Console(stderr=True).print("[red]parley:[/]", Text(words), highlight=False, soft_wrap=True)
