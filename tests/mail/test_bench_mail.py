"""Does `python -m bench mail` say of each file what it is, whose words are in it, and how long that took?"""

import json
from pathlib import Path

from bench.__main__ import main
from tests.mail.makers import delivery_report, mail

FILES = {
    "a/person.eml": mail("Could you do $900?\n\n> Is $500 fine?"),
    "automatic.eml": mail("Away", "Auto-Submitted: auto-replied"),
    "bounce.eml": delivery_report("5.1.1"),
    "quarantined.eml": b"",
}


def test_each_file_is_one_line_of_the_list(tmp_path: Path) -> None:
    for name, raw in FILES.items():
        (tmp_path / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "in" / name).write_bytes(raw)
    out = tmp_path / "out.json"
    assert main(["mail", "--dir", str(tmp_path / "in"), "--json", str(out)]) == 0
    told = json.loads(out.read_text(encoding="utf-8"))
    assert [(one["file"], one["kind"]) for one in told] == [(name, Path(name).stem) for name in sorted(FILES)]
    assert [one["own_words"] for one in told] == ["Could you do $900?", "Away", "", ""]
    assert all(one["ms"] >= 0 for one in told)
