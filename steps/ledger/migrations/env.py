"""How alembic meets the ledger: on the store's own engine, blind to DBOS's tables."""

from typing import Any

from alembic import context

from steps.ledger.tables import metadata


def only_ours(_: Any, name: str | None, kind: str, reflected: bool, compare_to: Any) -> bool:
    """Keep autogenerate away from tables that DBOS owns in the same database."""
    return not (kind == "table" and reflected and compare_to is None and name not in metadata.tables)


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    include_object=only_ours,
    render_as_batch=True,
    version_table="parley_schema_version",
)
with context.begin_transaction():
    context.run_migrations()
