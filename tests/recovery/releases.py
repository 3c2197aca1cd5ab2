"""How does another release of this very program come to be, for a test?

A copy of the source tree with one change in one flow. Each is what somebody
may do on an ordinary day; only one of them does it as it has to be done.
"""

import shutil
from pathlib import Path

from tests.recovery.lab import ROOT

_PARTS = ("negotiation", "workflows", "steps", "api", "sandbox", "playbook", "tests", "pyproject.toml")
_TURN = "workflows/turn.py"
_SETTLE = "        settled = await settle(terms, after)\n"
_POST = "        await post_soon(settled.notice_keys)\n"
_LOOK = "await read_life(after.negotiation_id)\n"
_IMPORT = ("from steps.log_context import", "from steps.life import read_life\nfrom steps.log_context import")

_SETTLED = ("from steps.settle import settle", "from steps.settle import Settled, settle")

Change = tuple[tuple[str, str], ...]
CHANGES: dict[str, Change] = {
    "one step more": (_IMPORT, (_SETTLE, f"        {_LOOK}{_SETTLE}")),
    "one step more at the end": (_IMPORT, (_POST, f"{_POST}        {_LOOK}")),
    "one step less at the end": ((_POST, ""),),
    "another step": (_IMPORT, (_SETTLE, f"        {_LOOK}        settled = Settled(after, ())\n"), _SETTLED),
}
PATCHED: Change = (
    _IMPORT,
    (_SETTLE, f'        if await DBOS.patch_async("look-before-settling"):\n            {_LOOK}{_SETTLE}'),
)


def tree(folder: Path, change: Change = ()) -> Path:
    """Lay the source tree out in *folder*, changed in its flow of a turn."""
    for part in _PARTS:
        source = ROOT / part
        if source.is_dir():
            shutil.copytree(source, folder / part, ignore=shutil.ignore_patterns("__pycache__", "golden"))
        else:
            shutil.copy(source, folder / part)
    path = folder / _TURN
    text = path.read_text(encoding="utf-8")
    for old, new in change:
        assert old in text, f"{_TURN} has no {old!r} any more: mend this test"
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")
    return folder
