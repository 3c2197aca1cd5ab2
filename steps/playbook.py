"""What has the team written down about how to write?

Loads the Markdown under ``playbook/``, checks it, and loads it again when a
file has changed. A mistake is named with its file and line. It holds text and
chooses nothing: which example is used is the writer's decision.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import structlog

from negotiation.besides import TOPICS
from negotiation.errors import TheirFault
from negotiation.letter import Stage
from negotiation.terms import DELIVERABLES, Platform

PLACEHOLDERS: Final = frozenset(
    {"brand", "name", "fee", "deliverables", "terms", "question", "dates", "sender", "asked", "changes", "besides"}
)
# A stage that must state the amount, and one that must not: the guard would hold every mail of a wrong example.
NEEDS_FEE: Final = frozenset({Stage.OPENING, Stage.COUNTER, Stage.HOLD, Stage.FINAL})
SAYS_CHANGES: Final = frozenset({Stage.COUNTER, Stage.HOLD, Stage.FINAL})
FORBIDS_FEE: Final = frozenset({Stage.CLARIFY, Stage.DECLINE, Stage.FILLED, Stage.STANDS, Stage.CLOSE})
WORDS: Final = (
    "fee", "deliverables", "usage_rights", "exclusivity", "whitelisting", "rush", "payment", "dates",
    "days", "no_usage_rights", "rush_yes", "payment_within", "total", "and", "there", "none", "rush_no",
    *(f"{platform.value}_{kind}" for platform, kinds in DELIVERABLES.items() for kind in kinds),
)  # fmt: skip
_OPTIONAL_WORDS: Final = ("without", *(f"besides_{topic}" for topic in TOPICS))
_KINDS: Final = ("voice", "rules", "platform", "examples", "words")
_PLACEHOLDER = re.compile(r"\{([^{}\n]*)\}")
_MONEY = re.compile(r"[$€£¥]\s?\d|\d\s?[$€£¥]")

log = structlog.get_logger("parley.playbook")


class PlaybookMistake(TheirFault):
    """A playbook file cannot be used as it is written."""

    def __init__(self, file: str, line: int, problem: str) -> None:
        super().__init__(file, line, problem)
        self.file, self.line, self.problem = file, line, problem

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.problem}"


@dataclass(frozen=True, slots=True)
class Example:
    """One way to write the mail of a stage; ``body`` carries the placeholders."""

    stage: Stage
    language: str
    title: str
    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Playbook:
    """Everything the team wrote, checked."""

    voice: str
    rules: str
    platforms: dict[Platform, str]
    examples: tuple[Example, ...]
    words: dict[str, dict[str, str]]

    def speaks(self, stage: Stage, language: str) -> bool:
        """Say whether a mail of *stage* can be made in *language* without a model; our questions are English."""
        if stage is Stage.CLARIFY and language != "en":
            return False
        return any(example.language == language and example.stage is stage for example in self.examples)

    def examples_for(self, stage: Stage, language: str) -> tuple[Example, ...]:
        """Return the examples of *stage* in *language*, or in English where the team wrote none."""
        found = tuple(e for e in self.examples if e.stage is stage and e.language == language)
        return found or tuple(e for e in self.examples if e.stage is stage and e.language == "en")


@dataclass(frozen=True, slots=True)
class _Page:
    file: str
    meta: dict[str, str]
    lines: tuple[tuple[int, str], ...]  # line number, text

    def text(self) -> str:
        return "\n".join(line for _, line in self.lines).strip()

    def wrong(self, problem: str, line: int = 1) -> PlaybookMistake:
        return PlaybookMistake(self.file, line, problem)


def load_playbook(folder: Path) -> Playbook:
    """Return the checked playbook under *folder*.

    Raises PlaybookMistake, with file and line, on the first thing that cannot be used.
    """
    if not folder.is_dir():
        raise PlaybookMistake(str(folder), 1, "there is no such folder; set the playbook folder in the settings")
    pages = [_page(path, folder) for path in _files(folder)]
    examples = tuple(example for page in pages if page.meta["kind"] == "examples" for example in _examples(page))
    words = {page.meta["language"]: _words(page) for page in pages if page.meta["kind"] == "words"}
    _check_complete(folder, examples, words)
    return Playbook(
        voice="\n\n".join(p.text() for p in pages if p.meta["kind"] == "voice"),
        rules="\n\n".join(p.text() for p in pages if p.meta["kind"] == "rules"),
        platforms={Platform(p.meta["platform"]): p.text() for p in pages if p.meta["kind"] == "platform"},
        examples=examples,
        words=words,
    )


class PlaybookShelf:
    """Hands out the playbook, loaded again whenever a file under the folder has changed.

    A broken edit never stops a mail: the last good playbook stays in use, and
    ``mistake`` holds the reason until the file is mended.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._stamp = _stamp(folder)
        self._playbook = load_playbook(folder)
        self.mistake: PlaybookMistake | None = None

    def current(self) -> Playbook:
        """Return the newest playbook that can be used."""
        stamp = _stamp(self._folder)
        if stamp != self._stamp:
            self._stamp = stamp
            self._reload()
        return self._playbook

    def _reload(self) -> None:
        try:
            self._playbook = load_playbook(self._folder)
            self.mistake = None
            log.info("playbook.reloaded", folder=str(self._folder))
        except PlaybookMistake as mistake:
            self.mistake = mistake
            log.warning("playbook.kept_last_good", mistake=str(mistake))


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*.md") if path.name != "README.md")


def _stamp(folder: Path) -> tuple[tuple[str, int, int], ...]:
    return tuple((str(p), s.st_mtime_ns, s.st_size) for p in _files(folder) for s in [p.stat()])


def _page(path: Path, folder: Path) -> _Page:
    file = str(path.relative_to(folder.parent))
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise PlaybookMistake(file, 1, f"is not UTF-8 text ({error.reason}); save it as UTF-8") from error
    if not lines or lines[0].strip() != "---":
        raise PlaybookMistake(file, 1, "has no front matter: start with ---, kind: ..., ---")
    meta, end = _front_matter(file, lines)
    page = _Page(file, meta, tuple(enumerate(lines[end:], start=end + 1)))
    _check_front_matter(page)
    return page


def _front_matter(file: str, lines: list[str]) -> tuple[dict[str, str], int]:
    meta: dict[str, str] = {}
    for number, line in enumerate(lines[1:], start=2):
        if line.strip() == "---":
            return meta, number
        key, colon, value = line.partition(":")
        if not colon:
            raise PlaybookMistake(file, number, f"{line.strip()!r} is not 'key: value'")
        meta[key.strip()] = value.strip()
    raise PlaybookMistake(file, len(lines), "the front matter is not closed with ---")


def _check_front_matter(page: _Page) -> None:
    kind = page.meta.get("kind", "")
    if kind not in _KINDS:
        raise page.wrong(f"kind is {kind!r}, expected one of {', '.join(_KINDS)}")
    if kind in ("examples", "words") and not re.fullmatch(r"[a-z]{2}", page.meta.get("language", "")):
        raise page.wrong("language is missing: write two letters, such as language: en")
    if kind == "examples" and page.meta.get("stage") not in list(Stage):
        raise page.wrong(f"stage is {page.meta.get('stage')!r}, expected one of {', '.join(Stage)}")
    if kind == "platform" and page.meta.get("platform") not in list(Platform):
        raise page.wrong(f"platform is {page.meta.get('platform')!r}, expected one of {', '.join(Platform)}")


def _examples(page: _Page) -> Iterator[Example]:
    stage, sections = Stage(page.meta["stage"]), list(_sections(page))
    if not sections:
        raise page.wrong("has no example: start each with a '## title' line")
    for number, title, lines in sections:
        _check_example(page, stage, number, lines)
        subject = next((text.removeprefix("Subject:").strip() for _, text in lines if text.startswith("Subject:")), "")
        body = "\n".join(text for _, text in lines if not text.startswith("Subject:")).strip()
        if stage is Stage.OPENING and not subject:
            raise page.wrong("an opening needs a 'Subject: ...' line", number)
        yield Example(stage, page.meta["language"], title, subject, body)


def _sections(page: _Page) -> Iterator[tuple[int, str, list[tuple[int, str]]]]:
    start, title, lines = 0, "", list[tuple[int, str]]()
    for number, text in page.lines:
        if text.startswith("## "):
            if title:
                yield start, title, lines
            start, title, lines = number, text[3:].strip(), []
        elif title:
            lines.append((number, text.rstrip()))
    if title:
        yield start, title, lines


def _check_example(page: _Page, stage: Stage, start: int, lines: list[tuple[int, str]]) -> None:
    used = list[str]()
    for number, text in lines:
        if _MONEY.search(text):
            raise page.wrong("an amount is written out; write {fee}, the amount comes from the verdict", number)
        for name in _PLACEHOLDER.findall(text):
            if name not in PLACEHOLDERS:
                raise page.wrong(f"{{{name}}} is no placeholder; there are {', '.join(sorted(PLACEHOLDERS))}", number)
            if name in ("fee", "terms") and stage in FORBIDS_FEE:
                raise page.wrong(f"{{{name}}} may not be used in stage {stage}: such a mail names no amount", number)
            used.append(name)
    if not any(text.strip() for _, text in lines):
        raise page.wrong("the example is empty", start)
    if stage in NEEDS_FEE and "fee" not in used:
        raise page.wrong(f"an example of stage {stage} must contain {{fee}}", start)
    if stage in SAYS_CHANGES and "changes" not in used:
        raise page.wrong(f"an example of stage {stage} must contain {{changes}}: it says which terms are new", start)
    if stage is Stage.CONFIRM and "terms" not in used:
        raise page.wrong("an example of stage confirm must contain {terms}: it reads them back in full", start)
    if stage is Stage.OPENING and "terms" not in used:
        raise page.wrong("an example of stage opening must contain {terms}: a yes to it is a yes to all of them", start)
    if stage is Stage.CLARIFY and "question" not in used:
        raise page.wrong("an example of stage clarify must contain {question}", start)


def _words(page: _Page) -> dict[str, str]:
    words: dict[str, str] = {}
    for number, text in page.lines:
        if not text.startswith("- "):
            continue
        key, colon, value = text[2:].partition(":")
        if not colon or key.strip() not in (*WORDS, *_OPTIONAL_WORDS):
            raise page.wrong(f"{text!r} is not '- word: text' with a known word", number)
        words[key.strip()] = value.strip()
    missing = [word for word in WORDS if word not in words]
    if missing:
        raise page.wrong(f"these words are missing: {', '.join(missing)}")
    return words


def _check_complete(folder: Path, examples: tuple[Example, ...], words: dict[str, dict[str, str]]) -> None:
    missing = [stage for stage in Stage if not any(e.stage is stage and e.language == "en" for e in examples)]
    if missing:
        raise PlaybookMistake(folder.name, 1, f"no English example for the stages {', '.join(missing)}")
    for language in sorted({"en", *(e.language for e in examples)}):
        if language not in words:
            raise PlaybookMistake(folder.name, 1, f"no words file for language {language}")
