"""How well is mail read: which kind is it, whose words are in it, how long does it take?

``--dir`` reads every file of a folder as one raw RFC 5322 mail; ``--replies``
compares own words with a JSON-lines file of ``text`` and ``expected``. It
measures and judges nothing: goals live in the tests and the README.
"""

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from steps.mail.own_words import own_words
from steps.mail.parse import MAX_MAIL_BYTES, parse_mail

LEAK_CHARS = 8


def main(argv: Sequence[str]) -> int:
    """Measure what *argv* names and return the exit status."""
    options = _options(argv)
    if not options.dir and not options.replies:
        sys.stderr.write("bench mail: give --dir DIR, --replies JSONL or both\n")
        return 2
    results = [_read(path, options.dir) for path in _files(options.dir)] if options.dir else []
    if options.json:
        Path(options.json).write_text(json.dumps(results, ensure_ascii=False, indent=1), encoding="utf-8")
    if options.dir:
        _show("kinds", _kinds(results))
    if options.replies:
        _show("own words", _replies(options.replies, verbose=options.verbose))
    return 1 if any(result["kind"] == "failed" for result in results) else 0


def _options(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench mail", description=__doc__)
    parser.add_argument("--dir", type=Path, help="a folder of raw mails")
    parser.add_argument("--json", type=Path, help="where the list of results goes")
    parser.add_argument("--replies", type=Path, help="JSON lines with text and expected")
    parser.add_argument("--verbose", action="store_true", help="show each reply that is not exact")
    return parser.parse_args(list(argv))


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _read(path: Path, folder: Path) -> dict[str, Any]:
    """Return one line of the result; a mail that breaks the reader is counted as failed, not hidden."""
    name = str(path.relative_to(folder))
    # One byte over the limit is enough to be refused, so a huge file is never read whole.
    with path.open("rb") as file:
        raw = file.read(MAX_MAIL_BYTES + 1)
    started = time.perf_counter()
    try:
        mail = parse_mail(raw)
    except Exception as error:  # the bench reports what breaks, whatever it is
        return {"file": name, "kind": "failed", "own_words": "", "ms": _ms(started), "reason": repr(error)}
    return {
        "file": name,
        "kind": mail.kind.value,
        "own_words": mail.own_words,
        "ms": _ms(started),
        "reason": mail.reason,
        "bounced_recipient": mail.bounced_recipient,
        "bounce_is_permanent": mail.bounce_is_permanent,
        "return_date_iso": mail.return_date_iso,
    }


def _ms(started: float) -> float:
    return round((time.perf_counter() - started) * 1000, 3)


def _kinds(results: list[dict[str, Any]]) -> list[tuple[str, str]]:
    counted = Counter(result["kind"] for result in results)
    slowest = max(results, key=lambda result: float(result["ms"]), default={"ms": 0.0, "file": "-"})
    rows = [(kind, str(count)) for kind, count in sorted(counted.items())]
    return [("mails", str(len(results))), *rows, ("slowest", f"{slowest['ms']:.0f} ms ({slowest['file']})")]


def _replies(path: Path, *, verbose: bool) -> list[tuple[str, str]]:
    cases = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    exact = leaks = 0
    for case in cases:
        got, expected = _flat(own_words(case["text"])), _flat(case["expected"])
        exact += got == expected
        leaks += _leaks(got, expected, _flat(case["text"]))
        if verbose and got != expected:
            sys.stdout.write(f"{case.get('corpus')}/{case.get('id')}\n  got      {got!r}\n  expected {expected!r}\n")
    share = 100 / max(1, len(cases))
    return [
        ("cases", str(len(cases))),
        ("exact", f"{exact} ({exact * share:.1f} %)"),
        ("leaks", f"{leaks} ({leaks * share:.1f} %)"),
    ]


def _flat(text: str) -> str:
    return " ".join(text.split())


def _leaks(got: str, expected: str, text: str) -> bool:
    """Say whether *got* holds words of the mail that the sender's own words lack."""
    extra = Counter(got.split()) - Counter(expected.split())
    return sum(len(word) * count for word, count in extra.items() if word in text) >= LEAK_CHARS


def _show(title: str, rows: list[tuple[str, str]]) -> None:
    table = Table(title=title, show_header=False)
    for name, value in rows:
        table.add_row(name, value)
    Console().print(table)
