"""Which steps and workflows does the code have?"""

import re
from pathlib import Path

from tests.recovery.lab import ROOT


def steps_in_the_code() -> set[str]:
    """Return the name of every step."""
    return {name for path in sources() for name in re.findall(r'^@(?:effect|record)\("(\w+)"\)', _text(path), re.M)}


def workflows_in_the_code() -> set[str]:
    """Return the name of every workflow."""
    return {name for path in sources() for name in re.findall(r'^@DBOS\.workflow\(name="(\w+)"', _text(path), re.M)}


def sources() -> list[Path]:
    """Return the files of the service."""
    return [path for part in ("steps", "workflows", "api") for path in sorted((ROOT / part).rglob("*.py"))]


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")
