"""What the playbook's check tells the team: file, line and remedy, and no broken edit stops a mail."""

import os
import shutil
from pathlib import Path

import pytest

from negotiation.letter import Stage
from steps.playbook import PlaybookMistake, PlaybookShelf, load_playbook

SHIPPED = Path(__file__).parent.parent.parent / "playbook"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SHIPPED, tmp_path / "playbook"))


def edit(path: Path, old: str, new: str) -> None:
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    os.utime(path, ns=(path.stat().st_atime_ns, path.stat().st_mtime_ns + 1_000_000))


def test_the_shipped_playbook_has_examples_for_every_stage() -> None:
    shipped = load_playbook(SHIPPED)
    assert all(len(shipped.examples_for(stage, "en")) >= 2 for stage in Stage)
    for language in ("de", "fr", "es", "nl"):
        assert {e.stage for e in shipped.examples if e.language == language} == set(Stage)


@pytest.mark.parametrize(
    ("file", "old", "new", "line", "told"),
    [
        ("examples/en/counter.md", "{fee}", "{price}", 11, "{price} is no placeholder"),
        ("examples/en/counter.md", "{fee}", "$500", 11, "an amount is written out"),
        ("examples/en/decline.md", "this time, and", "for {fee}, and", 11, "names no amount"),
        ("examples/en/confirm.md", "{terms}", "", 8, "must contain {terms}"),
        ("examples/fr/opening.md", "{terms}", "", 8, "must contain {terms}"),
        ("examples/en/clarify.md", "{question}", "?", 8, "must contain {question}"),
        ("examples/en/opening.md", "Subject:", "Title:", 8, "needs a 'Subject: ...' line"),
        ("examples/en/hold.md", "stage: hold", "stage: wait", 1, "stage is 'wait'"),
        ("words/en.md", "- fee:", "- price:", 7, "with a known word"),
        ("voice.md", "kind: voice", "kind voice", 2, "is not 'key: value'"),
        ("voice.md", "---", "", 1, "has no front matter"),
        ("platforms/tiktok.md", "platform: tiktok", "platform: myspace", 1, "platform is 'myspace'"),
    ],
)
def test_a_mistake_is_named_with_its_file_and_line(
    folder: Path, file: str, old: str, new: str, line: int, told: str
) -> None:
    edit(folder / file, old, new)
    with pytest.raises(PlaybookMistake) as caught:
        load_playbook(folder)
    assert (caught.value.file, caught.value.line) == (f"playbook/{file}", line)
    assert told in str(caught.value)


def test_a_stage_without_examples_is_named(folder: Path) -> None:
    (folder / "examples/en/nudge.md").unlink()
    with pytest.raises(PlaybookMistake, match="nudge"):
        load_playbook(folder)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(PlaybookMistake, match="no such folder"):
        load_playbook(tmp_path / "nowhere")


def test_an_edit_is_used_for_the_next_mail(folder: Path) -> None:
    shelf = PlaybookShelf(folder)
    edit(folder / "voice.md", "friendly", "FRIENDLY")
    assert "FRIENDLY" in shelf.current().voice


def test_a_broken_edit_keeps_the_last_good_playbook_until_it_is_mended(folder: Path) -> None:
    shelf = PlaybookShelf(folder)
    before = shelf.current()
    edit(folder / "examples/en/counter.md", "{fee}", "{price}")
    assert shelf.current() is before
    assert shelf.mistake is not None
    edit(folder / "examples/en/counter.md", "{price}", "{fee}")
    assert shelf.current() == before
    assert shelf.mistake is None
