"""Which benchmark is meant? `python -m bench NAME ...` runs one and returns its exit status.

Benchmarks are imported only when asked for: each may need packages of its own.
"""

import importlib
import sys
from collections.abc import Sequence

# Name -> module with `main(argv) -> int`.
BENCHMARKS = {
    "negotiation": "bench.negotiation.run",
    "read": "bench.read",
    "guard": "bench.guard",
    "mail": "bench.mail",
    "injection": "bench.injection",
    "amounts": "bench.amounts",
    "restart": "bench.restart",
    "answers": "bench.answers",
    "console": "bench.console",
    "pushes": "bench.pushes",
    "decisions": "bench.decisions",
}


def main(argv: Sequence[str]) -> int:
    """Run the benchmark that *argv* names with the rest of *argv*."""
    if not argv or argv[0] not in BENCHMARKS:
        sys.stderr.write(f"usage: python -m bench {{{','.join(BENCHMARKS)}}} [options]\n")
        return 2
    module = importlib.import_module(BENCHMARKS[argv[0]])
    return int(module.main(list(argv[1:])))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
