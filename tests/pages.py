"""What README.md and docs/ show: every fenced block, and what is done with it.

A comment on the line before a block says what becomes of it; no reader of the page sees it.

    <!-- run by tests/… -->       that file takes the block from the page and does it
    <!-- not run: why -->         nothing does it, and why
    <!-- says -->                 what the commands before it print, line by line; `…` stands for anything
    <!-- file: rules.yaml -->     is there under that name when the page's commands are done
    <!-- is: article -->          tests/test_examples.py reads it as one
    <!-- changes: a/file.py -->   tests/integration/test_contributing.py makes the change

Without any, commands (`sh`) are done by tests/integration/test_pages.py, all of a page in one folder and in their
order; pictures (`mermaid`) are drawn by whoever shows the page, and by no test. Anything else needs a mark.
"""

import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parent.parent
README: Final = ROOT / "README.md"

_FENCE = re.compile(r"\s*```(\w*)\s*$")
_MARK = re.compile(r"\s*<!-- (run by|not run:|says|file:|is:|changes:) ?(.*?) ?-->\s*$")
_HEADING = re.compile(r"#+ (.+)$")
_FIGURES = ("<!-- figures:", "<!-- end of figures -->")


@dataclass(frozen=True)
class Mark:
    """What a page says of a block: a kind, and a test, a reason, a file's name or what it is."""

    kind: str
    value: str


@dataclass(frozen=True)
class Block:
    """A fenced block: of which page, under which heading, at which line, in which language; empty if none is named."""

    page: str
    section: str
    line: int
    language: str
    text: str
    marks: tuple[Mark, ...]

    def __str__(self) -> str:
        return f"{self.page}:{self.line}"

    def marked(self, kind: str) -> tuple[str, ...]:
        """What the marks of a kind say."""
        return tuple(mark.value for mark in self.marks if mark.kind == kind)

    @property
    def is_done_in_order(self) -> bool:
        """Whether it is among the commands that tests/integration/test_pages.py does."""
        return self.language == "sh" and not self.marks


def pages() -> tuple[Path, ...]:
    """README.md and every page of docs/."""
    return README, *sorted((ROOT / "docs").glob("*.md"))


def blocks(name: str, language: str | None = None, *, section: str | None = None) -> list[Block]:
    """The blocks of a page, such as docs/rules.md, in order; of one language, under one heading."""
    found = [
        block
        for block in read(ROOT / name)
        if language in (None, block.language) and section in (None, block.section)
    ]
    assert found, f"{name} has no such block: {section} {language}"
    return found


def read(path: Path) -> list[Block]:
    """All blocks of a page; figures that a program writes (docs/quality.md) are none."""
    return list(_blocks(path))


def _blocks(path: Path) -> Iterator[Block]:
    page = str(path.relative_to(ROOT))
    section = ""
    marks: list[Mark] = []
    lines = iter(enumerate(path.read_text(encoding="utf-8").splitlines(), start=1))
    for number, line in lines:
        if line.startswith(_FIGURES[0]):
            while not next(lines)[1].startswith(_FIGURES[1]):
                pass
        elif fence := _FENCE.match(line):
            text = []
            for _, inside in lines:
                if _FENCE.match(inside):
                    break
                text.append(inside)
            whole = textwrap.dedent("".join(f"{one}\n" for one in text))
            yield Block(page, section, number, fence[1], whole, tuple(marks))
            marks = []
        elif mark := _MARK.match(line):
            marks.append(Mark(mark[1].rstrip(":"), mark[2]))
        else:
            marks = []
            if heading := _HEADING.match(line):
                section = heading[1]
