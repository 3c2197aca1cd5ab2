"""How does a person start a long piece of chaos, and hear how it went?

Each is one function, and what it is told by name becomes an option; what it
returns is printed as JSON. It knows no piece by name.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import NoReturn

from rich.console import Console

from tests import stores
from tests.recovery.lab import Json


def start(piece: Callable[..., Json], module: str, *must_be_empty: str, **told: float | str) -> NoReturn:
    """Run *piece* of *module* in a folder, *told* what was asked for; exit 1 unless what must be empty is."""
    asked = vars(_options(module, told).parse_args())
    name = module.rpartition(".")[2].replace("_", "-")
    folder = Path(asked.pop("folder") or tempfile.mkdtemp(prefix=f"parley-{name}-"))
    with ExitStack() as running:
        if asked.pop("store") == "postgresql":
            stores.use_server(running.enter_context(stores.postgres_server()))
        figures = piece(folder, **asked)
    Console().print_json(json.dumps({**figures, "store": str(folder)}))
    sys.exit(1 if any(figures[one] for one in must_be_empty) else 0)


def _options(module: str, told: dict[str, float | str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=f"python -m {module}", formatter_class=argparse.ArgumentDefaultsHelpFormatter)
    for word, default in told.items():
        parser.add_argument(f"--{word.replace('_', '-')}", type=type(default), default=default, help=" ")
    parser.add_argument("--folder", default="", help="where everything is kept; a new one is made without it")
    parser.add_argument("--store", choices=("sqlite", "postgresql"), default="sqlite", help="what it is kept on")
    return parser
