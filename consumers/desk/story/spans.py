"""A text cut where marks begin and end, so that marks that overlap or lie in one another are all shown.

Offsets are code points, as everywhere; Python's strings count so too.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

MOST_MARKS: Final = 5_000
"""shown; a table of election results has more numbers than anyone hovers over"""
DEEPEST: Final = 12
"""marks on one letter"""


@dataclass(frozen=True)
class Mark:
    """A stretch of the text, of some kind, that the note `of` is about; none is about it if that is empty."""

    start: int
    end: int
    kind: str
    of: str


@dataclass(frozen=True)
class Segment:
    """A stretch in which the same marks hold, the outermost first. `begins`: the notes whose marks begin here."""

    start: int
    text: str
    kinds: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    begins: tuple[str, ...] = ()


@dataclass(frozen=True)
class Paragraph:
    """A line of the text, with the line break that ends it."""

    segments: tuple[Segment, ...]

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing to see in it."""
        return not any(segment.text.strip() for segment in self.segments)


def paragraphs(text: str, marks: Iterable[Mark]) -> tuple[Paragraph, ...]:
    """The text in paragraphs of segments; put together again they are the text. Marks that are not in it are left out,
    and so are those over `MOST_MARKS` and `DEEPEST`."""
    fitting = [mark for mark in marks if 0 <= mark.start < mark.end <= len(text)]
    fitting = sorted(fitting, key=lambda mark: (mark.start, -mark.end))[:MOST_MARKS]
    found: list[Paragraph] = []
    line: list[Segment] = []
    for segment in _segments(text, fitting):
        line.append(segment)
        if segment.text.endswith("\n"):
            found.append(Paragraph(tuple(line)))
            line = []
    if line:
        found.append(Paragraph(tuple(line)))
    return tuple(found)


def _segments(text: str, marks: list[Mark]) -> Iterable[Segment]:
    opening: defaultdict[int, list[Mark]] = defaultdict(list)
    for mark in marks:
        opening[mark.start].append(mark)
    edges = {0, len(text), *(edge for mark in marks for edge in (mark.start, mark.end)), *_lines(text)}
    active: list[Mark] = []
    places = sorted(edges)
    for start, end in pairwise(places):
        active = [mark for mark in active if mark.end > start]
        begins = opening[start][: DEEPEST - len(active)] if len(active) < DEEPEST else []
        active = sorted([*active, *begins], key=lambda mark: (mark.start, -mark.end)) if begins else active
        yield Segment(
            start,
            text[start:end],
            tuple(dict.fromkeys(mark.kind for mark in active)),
            tuple(dict.fromkeys(mark.of for mark in active if mark.of)),
            tuple(dict.fromkeys(mark.of for mark in begins if mark.of)),
        )


def _lines(text: str) -> Iterable[int]:
    at = text.find("\n")
    while at >= 0:
        yield at + 1
        at = text.find("\n", at + 1)
