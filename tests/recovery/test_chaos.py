"""Does `make chaos` leave no long test out?"""

import re

from tests.recovery.chaos import PARTS
from tests.recovery.lab import ROOT


def test_every_long_test_is_in_a_part() -> None:
    named = {word for part in PARTS for word in f"{part.command} {part.small}".split()}
    files = ((path, path.read_text(encoding="utf-8")) for path in (ROOT / "tests").rglob("test_*.py"))
    long = {str(path.relative_to(ROOT)) for path, text in files if re.search(r"mark\.slow\b", text)}
    assert long
    assert long <= named, f"name them in tests/recovery/chaos.py: {sorted(long - named)}"
