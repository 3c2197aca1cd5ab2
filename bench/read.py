"""How well are mails read? One Reading a line in, one line out, for anybody's labels.

``python -m bench read --in IN.jsonl --out OUT.jsonl [--reader offline|anthropic]``
reads each mail as the product does (own words, reader, evidence check) and
writes what it found. With ``--score`` it also compares with the labels
(``intent``, ``ask_cents``) that stand in the input, and ``--half`` keeps one part of them.
"""

import argparse
import asyncio
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from negotiation.reading import Intent, Reading, Role
from negotiation.terms import DELIVERABLES, Deliverable, Package, Platform
from steps.clients.language.offline import OfflineLanguage
from steps.evidence import check_reading
from steps.language import LanguageClient, ReplyToRead
from steps.mail.own_words import own_words
from steps.playbook import PlaybookShelf
from steps.price_list import NOUNS

Row = dict[str, Any]
_ASKED_FOR = re.compile(
    r"\b(\d{1,2}|an?|one|two|three|four|five)\s+(?:x\s+)?((?:\w+\s+){0,2}?)(posts?|reels?|stor(?:y|ies)|carousels?|videos?|integrations?|shorts?)\b",
    re.IGNORECASE,
)
_NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5}


def main(argv: Sequence[str]) -> int:
    """Read every mail of ``--in`` and write the findings to ``--out``; return the exit status."""
    options = _options(argv)
    rows = [json.loads(line) for line in options.source.read_text(encoding="utf-8").splitlines() if line.strip()]
    if options.half:
        rows = [row for row in rows if row.get("half") == options.half]
    found = asyncio.run(_read_all(_reader(options.reader, options.playbook), rows))
    with options.target.open("w", encoding="utf-8") as out:
        out.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in found)
    sys.stdout.write(f"{len(found)} mails read by {options.reader} -> {options.target}\n")
    if options.score:
        sys.stdout.write("\n".join(score(rows, found, misses=options.misses)) + "\n")
    return 0


def _options(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench read", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--in", dest="source", type=Path, required=True)
    parser.add_argument("--out", dest="target", type=Path, required=True)
    parser.add_argument("--reader", choices=("offline", "anthropic"), default="offline")
    parser.add_argument("--playbook", type=Path, default=Path(__file__).parent.parent / "playbook")
    parser.add_argument("--score", action="store_true", help="compare with the labels in the input")
    parser.add_argument("--half", help="keep the rows of one part, e.g. tune, held, fresh")
    parser.add_argument("--misses", action="store_true", help="with --score: name each miss")
    return parser.parse_args(list(argv))


def _reader(name: str, playbook: Path) -> LanguageClient:
    if name == "offline":
        return OfflineLanguage(PlaybookShelf(playbook))
    from steps.clients.language.anthropic import AnthropicLanguage  # 1.3 s of imports the offline reader does not need
    from steps.settings import Settings

    return AnthropicLanguage(Settings.load(), PlaybookShelf(playbook))


async def _read_all(client: LanguageClient, rows: list[Row]) -> list[Row]:
    return [await _read_one(client, row) for row in rows]


async def _read_one(client: LanguageClient, row: Row) -> Row:
    text = str(row.get("text", ""))
    mail = ReplyToRead(
        own_words=own_words(text) or text,
        subject=str(row.get("subject") or ""),
        offer_cents=row.get("offer_cents"),
        currency=row.get("currency") or "USD",
        package=asked_package(text),
        brand=str(row.get("brand") or ""),
    )
    reading, _ = await client.read(mail)
    return _line(row, check_reading(reading, mail))


def asked_package(text: str) -> Package | None:
    """Return what our quoted mail asks for, as far as it says so: the product knows it from the campaign."""
    quoted = "\n".join(line for line in text.splitlines() if line.lstrip().startswith(">"))
    found = tuple(_deliverables(quoted))
    return Package(found) if found else None


def _deliverables(text: str) -> Iterator[Deliverable]:
    seen = set[str]()
    for count, before, noun in _ASKED_FOR.findall(text):
        kind = next((k for k, pattern in NOUNS.items() if re.fullmatch(pattern, noun, re.IGNORECASE)), "")
        kind = "video" if kind == "dedicated_video" else kind
        platform = next((p for p in Platform if p in before.lower() and kind in DELIVERABLES[p]), None)
        platform = platform or next((p for p in Platform if kind in DELIVERABLES[p]), None)
        if platform is None or kind in seen:
            continue
        seen.add(kind)
        yield Deliverable(platform, kind, max(1, _NUMBERS.get(count.lower()) or int(count)))


def _line(row: Row, reading: Reading) -> Row:
    amounts = [
        {"cents": a.cents, "currency": a.currency, "role": str(a.role), "quote": a.quote} for a in reading.amounts
    ]
    return {"id": row.get("id"), "intent": str(reading.intent), "amounts": amounts, "confidence": reading.confidence}


def score(rows: list[Row], found: list[Row], *, misses: bool = False) -> list[str]:
    """Compare *found* with the labels of *rows*: macro-F1, false and found acceptances, asks."""
    pairs = [(row["intent"], line["intent"]) for row, line in zip(rows, found, strict=True)]
    lines = [f"  miss {r['id']}: {_gist(r, f)}" for r, f in zip(rows, found, strict=True) if misses and _missed(r, f)]
    yes, no = [f for t, f in pairs if t == Intent.ACCEPTANCE], [f for t, f in pairs if t != Intent.ACCEPTANCE]
    priced = [(row, line) for row, line in zip(rows, found, strict=True) if row.get("ask_cents")]
    right = sum(_ask(line) == row["ask_cents"] for row, line in priced)
    return [
        *lines,
        f"  intents right      {sum(t == f for t, f in pairs)} of {len(pairs)}",
        f"  macro-F1           {_macro_f1(pairs):.3f}",
        f"  acceptances found  {yes.count(str(Intent.ACCEPTANCE))} of {len(yes)}",
        f"  false acceptances  {no.count(str(Intent.ACCEPTANCE))} of {len(no)}",
        f"  asks right         {right} of {len(priced)}",
        f"  sure enough (70)   {sum(line['confidence'] >= 70 for line in found)} of {len(found)}",
    ]


def _missed(row: Row, line: Row) -> bool:
    return bool(row["intent"] != line["intent"] or (row.get("ask_cents") and _ask(line) != row["ask_cents"]))


def _gist(row: Row, line: Row) -> str:
    words = " ".join(str(row["text"]).split())[:110]
    return f"{row['intent']} read as {line['intent']}, ask {_ask(line)} of {row.get('ask_cents')}: {words}"


def _ask(line: Row) -> int | None:
    return next((a["cents"] for a in line["amounts"] if a["role"] == Role.ASK), None)


def _macro_f1(pairs: list[tuple[str, str]]) -> float:
    hits, told, true = (
        Counter(t for t, f in pairs if t == f),
        Counter(f for _, f in pairs),
        Counter(t for t, _ in pairs),
    )
    scores = defaultdict[str, float](float, {t: 2 * hits[t] / (told[t] + true[t]) for t in true})
    return sum(scores.values()) / len(true) if true else 0.0
