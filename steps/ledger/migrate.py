"""Is the ledger's schema the one this release needs?"""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from steps.ledger.store import Store

_MIGRATIONS = Path(__file__).parent / "migrations"
VERSION_TABLE = "parley_schema_version"


def migrate(store: Store) -> None:
    """Bring the ledger to the newest revision; it is safe to call at every start."""
    with store.engine.begin() as connection:
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def revisions(store: Store) -> tuple[str | None, str | None]:
    """Return the ledger's revision and the newest one."""
    with store.engine.connect() as connection:
        current = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE}).get_current_revision()
    return current, ScriptDirectory.from_config(_config()).get_current_head()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    return config
