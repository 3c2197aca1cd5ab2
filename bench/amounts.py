"""How many amounts does the reader of amounts find in sentences nobody here wrote?

`python -m bench.amounts --path amounts.jsonl` prints the share of sentences
whose first amount is found, apart for price-like ones and ranges. The data
stays where it is; only figures are printed.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from negotiation.amounts import Amount, AmountKind, find_amounts
from negotiation.money import minor_units

_PARTS = frozenset({"Cent", "Pence", "Penny"})


def expected_values(row: dict[str, Any]) -> list[Decimal]:
    """Return the values a row lists, cents as hundredths, mentions without a value left out."""
    values: list[Decimal] = []
    for item in row["amounts"]:
        value, unit = (item.get("value"), item.get("unit")) if isinstance(item, dict) else (item, row.get("unit"))
        if value is not None and item != {}:
            listed_in_parts = (isinstance(item, dict) and unit in _PARTS) or (
                not isinstance(item, dict) and unit == "Cent"
            )
            values.append(Decimal(str(value)) / (100 if listed_in_parts else 1))
    return values


def _value(amount: Amount) -> Decimal:
    return Decimal(amount.cents) / minor_units(amount.currency or "USD")


def money_values(text: str) -> list[Decimal]:
    """Return the money of *text* in order; amounts that name a currency go before bare ones."""
    money = [a for a in find_amounts(text, "USD") if a.kind is AmountKind.MONEY]
    return [_value(a) for a in sorted(money, key=lambda a: a.currency is None)]


def main(argv: Sequence[str]) -> int:
    """Print the shares; exit status 1 under the goals (first 90 %, ranges 95 %)."""
    parser = argparse.ArgumentParser(prog="bench.amounts", description=__doc__)
    parser.add_argument("--path", type=Path, required=True)
    parser.add_argument("--show", action="store_true", help="print the sentences that were missed")
    options = parser.parse_args(argv)
    seen: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for line in options.path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        expected, got = expected_values(row), money_values(row["text"])
        between = row.get("kind") == "between"
        hit = got == expected if between else got[:1] == expected[:1]
        for group in ("first amount", str(row.get("source")), *(["ranges"] if between else [])):
            seen[group] += 1
            found[group] += hit
        if options.show and not hit:
            sys.stdout.write(f"{row['text']!r}: {[str(v) for v in expected]} expected, {[str(v) for v in got]} found\n")
    for group, total in sorted(seen.items()):
        sys.stdout.write(f"{group}: {found[group]} of {total} ({100 * found[group] / total:.1f} %)\n")
    first, ranges = found["first amount"] / seen["first amount"], found["ranges"] / max(seen["ranges"], 1)
    return 0 if first >= 0.9 and (ranges >= 0.95 or not seen["ranges"]) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
