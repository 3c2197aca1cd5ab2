"""Connections: made by the composition root, opened when first asked for, closed at the end."""

import pickle
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from steps import connections
from steps.connections import NoConnections, SwitchedOff, connect
from steps.settings import Settings


@pytest.fixture(autouse=True)
def _leave_none_in_use() -> Iterator[None]:
    yield
    connections.use(None)


def settings(**values: Any) -> Settings:
    return Settings(_env_file=None, **values)


def test_a_step_before_the_composition_root_is_told_what_is_missing() -> None:
    connections.use(None)
    with pytest.raises(NoConnections, match="use\\(connect\\(settings\\)\\)") as caught:
        connections.current()
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)  # noqa: S301 - our own bytes


def test_what_is_put_to_use_is_current_for_every_thread() -> None:
    ours = connect(settings())
    connections.use(ours)
    assert connections.current() is ours


def test_a_client_is_made_once_and_only_when_asked_for() -> None:
    ours = connect(settings())
    assert set(vars(ours)) == {"settings", "since_ms"}
    assert ours.gmail is ours.gmail
    assert set(vars(ours)) == {"settings", "since_ms", "gmail"}


@pytest.mark.parametrize(
    ("vendor", "switch"), [("slack", "use_slack"), ("clickup", "use_clickup"), ("sheets", "use_sheets")]
)
def test_a_vendor_that_is_switched_off_names_its_switch(vendor: str, switch: str) -> None:
    with pytest.raises(SwitchedOff, match=f"PARLEY_{switch.upper()}") as caught:
        getattr(connect(settings(**{switch: False})), vendor)
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)  # noqa: S301 - our own bytes


async def test_closing_twice_or_before_use_is_fine() -> None:
    ours = connect(settings())
    await ours.close()
    assert ours.clickup is not None
    await ours.close()
    await ours.close()


def test_importing_the_connections_opens_nothing() -> None:
    code = (
        "import socket\n"
        "def refuse(*a, **k): raise SystemExit('a connection was opened at import')\n"
        "socket.socket.connect = refuse\n"
        "import steps.connections, steps.checks\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
