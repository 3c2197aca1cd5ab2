"""Does a store come to its newest schema, and does a start that has nothing to do there not pay for it?"""

import subprocess
import sys
from pathlib import Path

from alembic.script import ScriptDirectory

from steps.ledger import store
from steps.ledger.migrate import MIGRATIONS, NEWEST, migrate, revision
from tests.stores import fresh_store

_START_AGAIN = """
import sys
from api import app, engine
engine._open(sys.argv[1])
print({"alembic", "mako"} & set(sys.modules))
"""


def test_the_newest_revision_is_the_last_migration() -> None:
    assert ScriptDirectory(str(MIGRATIONS)).get_current_head() == NEWEST


def test_a_store_is_brought_up_to_date_once_and_the_next_start_does_not_even_load_what_would(tmp_path: Path) -> None:
    url = fresh_store(tmp_path)
    opened = store.open_store(url)
    assert revision(opened) is None
    migrate(opened)
    assert revision(opened) == NEWEST
    store.close_store()
    again = subprocess.run([sys.executable, "-c", _START_AGAIN, url], check=True, capture_output=True, text=True)
    assert again.stdout == "set()\n"
