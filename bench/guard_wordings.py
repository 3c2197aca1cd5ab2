"""Do wordings that nobody had in mind when the rules were written fool the guard?

`tests/reading/drafts.jsonl` holds mails that may go out and sentences that may
not, by part: each part was written after the rules it tried, and was judged by
them once before anything was mended. Here they are filled with seeded amounts
and judged as a draft from outside: the guard knows amount, currency and secrets.
"""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from bench.guard_drafts import Case
from bench.guard_writings import in_words, write_amount
from negotiation.letter import Draft, LetterOrder, Stage
from negotiation.terms import Package

WORDINGS: Final = Path(__file__).parent.parent / "tests" / "reading" / "drafts.jsonl"
_PACKAGES: Final = (
    "two Instagram reels",
    "one TikTok video",
    "1 reel and 3 stories",
    "a dedicated YouTube video",
    "2 TikToks and a story",
    "one carousel",
    "the reel plus 2 story frames",
)
_OTHERS: Final = {"USD": "${:,}", "EUR": "€{:,}", "GBP": "£{:,}", "JPY": "¥{:,}", "INR": "₹{:,}", "BRL": "R${:,}"}
_INVISIBLE: Final = "\u200b\u200c\u2060\u00ad\ufeff\u202e"


@dataclass(frozen=True, slots=True)
class Wording:
    """A line of the file; ``category`` is "" for a whole mail that may go out."""

    part: str
    category: str
    text: str
    is_fee: bool  # the words stand where the fee stands


def load(path: Path = WORDINGS, part: str = "") -> list[Wording]:
    """Return the wordings of *part*, or of all parts."""
    rows: list[dict[str, Any]] = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    found = [Wording(r["part"], r["category"], r["text"], bool(r.get("is_fee"))) for r in rows]
    return [w for w in found if part in ("", w.part)]


def fill(wordings: list[Wording], rounds: int, seed: int) -> Iterator[Case]:
    """Yield each wording *rounds* times, with other amounts each time."""
    rng = random.Random(seed)
    mails = [w.text for w in wordings if not w.category]
    for _ in range(rounds):
        for wording in wordings:
            values, order, secrets = _values(rng)
            yield Case(wording.category, order, Draft("", _draft(rng, wording, mails, values), "bench"), secrets)


def _draft(rng: random.Random, wording: Wording, mails: list[str], values: dict[str, str]) -> str:
    if not wording.category:
        return _filled(wording.text, values)
    if wording.is_fee:
        return _filled(rng.choice(mails), {**values, "fee": _filled(wording.text, values)})
    paragraphs = _filled(rng.choice(mails), values).split("\n\n")
    place = rng.randrange(1, len(paragraphs) + 1)
    return "\n\n".join([*paragraphs[:place], _filled(wording.text, values), *paragraphs[place:]])


def _filled(text: str, values: dict[str, str]) -> str:
    """Fill what is known: placeholders that are the mistake itself stay."""
    for name, value in values.items():
        text = text.replace("{" + name + "}", value)
    return text


def _values(rng: random.Random) -> tuple[dict[str, str], LetterOrder, tuple[int, ...]]:
    currency = rng.choice(("USD", "USD", "EUR", "GBP", "CAD", "AUD", "CHF", "SEK"))
    fee = rng.choice((rng.randrange(15, 400) * 1_000, rng.randrange(150, 6_000) * 100))
    other = max(5_000, fee + rng.choice((-1, 1)) * rng.choice((500, 2_500, 5_000, 10_000, 37_500, 10_100)))
    top, cpm, budget = fee + rng.randrange(3, 40) * 1_000, rng.randrange(8, 60) * 100 + 50, fee * 13 + 700
    values = {
        name: write_amount(rng, cents, currency) for name, cents in (("fee", fee), ("other", other), ("top", top))
    }
    values |= {"cpm": write_amount(rng, cpm, currency), "budget": write_amount(rng, budget, currency)}
    values |= {"feewords": in_words(rng, fee // 100), "otherwords": in_words(rng, other // 100)}
    values |= {"topwords": in_words(rng, top // 100), "feebare": _bare(fee), "otherbare": _bare(other)}
    values |= {"topbare": _bare(top), "budgetbare": _bare(budget), "otherk": f"{other / 100_000:g}k"}
    values |= {"topk": f"{top / 100_000:g}k", "n": str(rng.choice((5, 8, 10, 15, 20, 25, 30)))}
    values |= {"nwords": rng.choice(("ten", "fifteen", "twenty")), "cur": currency, "what": rng.choice(_PACKAGES)}
    values |= {"name": rng.choice(("Nova", "Pip", "Juno", "Tamsin", "Otis", "Max", "April", "Summer"))}
    values |= {"brand": rng.choice(("Brambletea", "Oakwell Soap", "Fernlight"))}
    values |= _disguised(rng, str(other // 100)) | _swapped(rng, currency, fee)
    order = LetterOrder(Stage.FINAL, "", "", "", currency, fee, Package(()), "")
    return values, order, (top, cpm, budget)


def _bare(cents: int) -> str:
    return str(cents // 100) if cents % 100 == 0 else f"{cents / 100:.2f}"


def _disguised(rng: random.Random, digits: str) -> dict[str, str]:
    """Write *digits* so that an eye reads them and a careless parser does not."""
    return {
        "zw": rng.choice(_INVISIBLE).join(digits),
        "spaced": rng.choice((" ", ".", "-", " . ")).join(digits),
        "wide": "".join(chr(0xFF10 + int(d)) for d in digits),
        "arab": "".join(chr(0x660 + int(d)) for d in digits),
        "sup": "".join("⁰¹²³⁴⁵⁶⁷⁸⁹"[int(d)] for d in digits),
        "circ": "".join("⓪①②③④⑤⑥⑦⑧⑨"[int(d)] for d in digits),
        "ent": "".join(f"&#{ord(d)};" for d in digits),
    }


def _swapped(rng: random.Random, currency: str, fee: int) -> dict[str, str]:
    alike = {"USD", "CAD", "AUD"} if currency in ("CAD", "AUD") else {currency}
    code = rng.choice([c for c in _OTHERS if c not in alike])
    return {"feeswap": _OTHERS[code].format(fee // 100), "swapcode": code}
