"""Whether the places this machine lends us work: the store, the playbook's folder, the clock.

Each check returns a line for a person or raises ``Trouble``. What is written is
taken back. Vendors' credentials are ``checks``' own business.
"""

import tempfile
from contextlib import closing, suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

import httpx2
from sqlalchemy import create_engine, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import SQLAlchemyError

from negotiation.errors import TheirFault
from steps import clock
from steps.clients.faults import Unavailable, tidy
from steps.clients.transport import is_loopback, trusted
from steps.ledger.broken_store import is_broken, said_by
from steps.settings import Settings, env_name, misspelt

# Slack refuses signatures older than five minutes, and deadlines are told by this clock.
MOST_CLOCK_DRIFT_SECONDS = 60.0
_ASKED_FOR_THE_TIME = 3


class Trouble(TheirFault):
    """Something is set up wrong: which setting, what to do, what was seen."""

    def __init__(self, setting: str, remedy: str, detail: str) -> None:
        super().__init__(setting, remedy, detail)
        self.setting, self.remedy, self.detail = setting, remedy, detail

    def __str__(self) -> str:
        return f"{self.detail}; {self.remedy}"


class StoreIsBroken(Trouble):
    """The store's disk is full or its file damaged: no setting is wrong."""


async def check_clock(held: Settings) -> str:
    """Compare this clock with the Date header of Google's token endpoint."""
    try:
        drift = (datetime.now(UTC) - parsedate_to_datetime(await _time_of_google(held))).total_seconds()
    except ValueError as error:
        raise Unavailable("the clock's witness", type(error).__name__) from None
    if abs(drift) > MOST_CLOCK_DRIFT_SECONDS:
        raise Trouble("", "set this machine's clock (NTP)", f"this clock is {drift:.0f} s from Google's")
    return f"{drift:+.0f} s"


async def learn_time(held: Settings) -> None:
    """Let Google say the time before anything is asked or resumed: more than once, because one answer turns no clock.

    When it says nothing, this machine's clock has to do, and `check_clock` says so.
    """
    clock.follow_google()
    for _ in range(_ASKED_FOR_THE_TIME):
        with suppress(Unavailable):
            clock.hear(await _time_of_google(held))


async def _time_of_google(held: Settings) -> str:
    url = held.gmail_token_url
    try:
        async with httpx2.AsyncClient(
            verify=trusted(), timeout=held.vendor_timeout_seconds, trust_env=not is_loopback(url)
        ) as http:
            return str((await http.head(url)).headers["Date"])
    except (httpx2.HTTPError, KeyError) as error:
        raise Unavailable("the clock's witness", type(error).__name__) from None


def check_settings(held: Settings) -> str:
    """Look for what nothing else would ever say: names that nothing reads, and secrets that are mere words."""
    found = misspelt()
    if found:
        wrong, meant = next(iter(found.items()))
        more = f" (and so {len(found) - 1} more)" if len(found) > 1 else ""
        raise Trouble(wrong, f"call it {meant}, or take it away", f"there is no setting {wrong}{more}")
    if guessable := held.guessable():
        more = f", nor {', '.join(guessable[1:])}" if guessable[1:] else ""
        detail = f"what {guessable[0]} holds is a mere word{more}: anybody may guess it, and no message hides it"
        raise Trouble(guessable[0], "set it to a long random value", detail)
    return "every name is one that Parley knows, and every secret is more than a word"


def check_playbook(folder: Path) -> str:
    """Read every page of the playbook."""
    named = env_name("playbook_dir")
    try:
        pages = sorted(folder.rglob("*.md"))
        for page in pages:
            page.read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise Trouble(named, "make every page readable, as UTF-8", type(error).__name__) from None
    if not pages:
        raise Trouble(named, f"point {named} at the folder of the playbook", f"no page (*.md) in {folder}")
    return f"{len(pages)} pages"


def check_store(held: Settings) -> str:
    """Write into the store and take it back."""
    url = make_url(held.store_url)
    try:
        if url.get_backend_name() == "sqlite":
            return _check_sqlite(Path(url.database or ""))
        return _check_server(url, held.vendor_timeout_seconds)
    except (OSError, SQLAlchemyError) as error:
        named = env_name("store_url")
        detail = tidy(said_by(error), held.secret_values())
        if is_broken(detail):
            raise StoreIsBroken(named, f"make room where {named} lies, or restore its newest backup", detail) from None
        raise Trouble(named, f"make the place of {named} writable, or correct it", detail) from None


def _check_sqlite(file: Path) -> str:
    """Write into the store and take it back; where there is no store yet, into its folder."""
    import pysqlite3

    if not file.exists():
        folder = next(parent for parent in file.absolute().parents if parent.exists())
        with tempfile.TemporaryFile(dir=folder):
            return f"{file} will be made"
    try:
        with closing(pysqlite3.connect(file, timeout=5, isolation_level=None)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("CREATE TABLE parley_write_check (x INTEGER)")
            connection.execute("ROLLBACK")
    except pysqlite3.Error as error:
        raise OSError(str(error)) from None
    return f"{file} is writable"


def _check_server(url: URL, timeout_seconds: float) -> str:
    engine = create_engine(
        url.set(drivername="postgresql+psycopg"), connect_args={"connect_timeout": round(timeout_seconds)}
    )
    try:
        with engine.connect() as connection:
            connection.execute(text("CREATE TABLE parley_write_check (x INTEGER)"))
            connection.rollback()
    finally:
        engine.dispose()
    return f"{url.host}/{url.database} is writable"
