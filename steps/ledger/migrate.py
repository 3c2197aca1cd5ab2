"""Is the ledger's schema the one this release needs?

Alembic is loaded only where there is something to bring up to date: it would
cost every start half a second.
"""

from pathlib import Path

import sqlalchemy as sa

from steps.ledger.store import Store

MIGRATIONS = Path(__file__).parent / "migrations"
NEWEST = "0009"
VERSION_TABLE = "parley_schema_version"
_REVISION = sa.text("SELECT version_num FROM parley_schema_version")


def migrate(store: Store) -> None:
    """Bring the ledger to the newest revision; it is safe to call at every start."""
    if revision(store) == NEWEST:
        return
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with store.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def revision(store: Store) -> str | None:
    """Return the ledger's revision; None before its first."""
    with store.engine.connect() as connection:
        known = sa.inspect(connection).has_table(VERSION_TABLE)
        return connection.execute(_REVISION).scalar() if known else None
