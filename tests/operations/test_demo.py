"""Does the demo say where to look, and does its score hold the books against the witness?"""

import io

import pytest
from rich.console import Console

from api.cli import app
from api.demo.processes import BadPlace, Staging
from api.demo.screen import progress

PAGES = {
    "console": "http://127.0.0.1:51234/console  (any name, token demo-operator-token)",
    "Slack": "http://127.0.0.1:51235/slack-channel",
}


@pytest.mark.parametrize("place", ["", "8000", "127.0.0.1", "127.0.0.1:", ":8000", "127.0.0.1:x", "127.0.0.1:65535"])
def test_a_place_that_is_none_is_refused_in_one_line_that_says_how_to_write_it(place: str) -> None:
    with pytest.raises(BadPlace, match=r"HOST:PORT, such as 127\.0\.0\.1:8000") as refused:
        Staging.at(place, 1, 7, 0)
    assert repr(place) in str(refused.value)


def test_the_world_listens_one_port_on_from_the_service() -> None:
    here, there = Staging.at("[::1]:8000", 1, 7, 0).addresses()
    assert (here.listen, here.port, there.port) == ("::1", 8000, 8001)
    assert len({place.port for place in Staging.at("127.0.0.1:0", 1, 7, 0).addresses()} - {0}) == 2


@pytest.mark.parametrize("asked", [["--creators", "0"], ["--kills", "-1"]])
def test_a_demo_of_nobody_is_refused(asked: list[str]) -> None:
    with pytest.raises(SystemExit) as refused:
        app(["demo", *asked], console=Console(file=io.StringIO()), error_console=Console(file=io.StringIO()))
    assert refused.value.code == 2


def test_the_picture_names_the_console_and_how_to_get_in_even_on_a_narrow_terminal() -> None:
    screen = Console(file=io.StringIO(), width=60, record=True)
    screen.print(progress(3.0, None, [], ["  1.0 s  ClickUp: a campaign task was created"], PAGES))
    shown = screen.export_text()
    for address in ("http://127.0.0.1:51234/console", "http://127.0.0.1:51235/slack-channel"):
        assert address in shown
    assert "demo-operator-token" in shown
