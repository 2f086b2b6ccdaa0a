"""The marks on a text, and how to ask for them by place."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from pipeline.furniture.credits import closing_credit
from pipeline.furniture.datelines import dateline
from pipeline.furniture.headings import is_heading
from pipeline.furniture.lines import Line, lines
from pipeline.furniture.phrases import phrase_kind

Kind = Literal["heading", "caption", "dateline", "byline", "credit", "link", "rights"]

NAMELESS: frozenset[Kind] = frozenset({"byline", "credit", "link", "rights"})
"""kinds that no name is read out of"""


@dataclass(frozen=True, order=True)
class Mark:
    """A stretch of furniture: code points, end exclusive."""

    start: int
    end: int
    kind: Kind


def furniture(text: str) -> tuple[Mark, ...]:
    """The furniture of a text in order, none over another. Time in proportion to the text."""
    found = lines(text)
    return tuple(mark for i in range(len(found)) for mark in _of_line(found, i))


def _of_line(all_lines: list[Line], i: int) -> Iterator[Mark]:
    line = all_lines[i]
    opening = dateline(line.text)
    if len(all_lines) > 1 and (opening is None or opening.end < len(line.text)):
        kind: Kind | None = phrase_kind(line.text)
        if kind is None and is_heading(all_lines, i):
            kind = "heading"
        if kind is not None:
            yield Mark(line.start, line.end, kind)
            return
    if opening is not None:
        yield Mark(line.start, line.start + opening.end, "dateline")
    credit = closing_credit(line.text) if len(all_lines) > 1 else None
    if credit is not None:
        yield Mark(line.start + credit, line.end, "credit")


class Furniture:
    """The furniture of a text, to be asked by place."""

    def __init__(self, text: str) -> None:
        self.marks = furniture(text)
        self._starts = [mark.start for mark in self.marks]

    def at(self, offset: int) -> Mark | None:
        """The mark that holds a code point."""
        i = bisect_right(self._starts, offset) - 1
        return self.marks[i] if i >= 0 and offset < self.marks[i].end else None
