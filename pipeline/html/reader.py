"""Lines of text out of a stream of tags: what is prose, and what stands beside it."""

from typing import NamedTuple

from pipeline.html.clean import clean
from pipeline.html.tags import BESIDE, BLOCKS, CELLS


class Page(NamedTuple):
    """A body as text: its prose, one line a block, and each part that stands beside it (a caption, a table, a box)."""

    prose: str
    beside: tuple[str, ...]


class _Lines:
    def __init__(self) -> None:
        self._lines: list[list[str]] = [[]]
        self.at_start = True

    def add(self, text: str) -> None:
        self._lines[-1].append(text)
        self.at_start = self.at_start and not text.strip()

    def end(self) -> None:
        if self._lines[-1]:
            self._lines.append([])
            self.at_start = True

    def __str__(self) -> str:
        return "\n".join(line for line in (clean("".join(parts)) for parts in self._lines) if line)


class Reader:
    """Told of each tag and text in turn, it keeps the lines; an end without a start does no harm."""

    def __init__(self) -> None:
        self._prose = _Lines()
        self._beside: list[str] = []
        self._box: _Lines | None = None  # what stands beside, while in it
        self._box_tag = ""
        self._box_depth = 0
        self._cells = 0
        self._pre = 0

    def start(self, tag: str, *, beside: bool = False) -> None:
        """`beside`: this one stands beside the prose, such as a table of figures or a pull quote."""
        if self._box is None:
            if beside or tag in BESIDE:
                self._prose.end()
                self._box, self._box_tag, self._box_depth = _Lines(), tag, 1
                return
        elif tag == self._box_tag:
            self._box_depth += 1
        if self._box is not None and tag in CELLS:
            self._cell()
        elif tag in BLOCKS or tag == "br":
            self._end_line()
        self._pre += tag == "pre"
        if tag == "q":
            self.text("“")

    def end(self, tag: str) -> None:
        if tag == "q":
            self.text("”")
        self._pre -= tag == "pre" and self._pre > 0
        if self._box is not None:
            self._cells -= tag in CELLS and self._cells > 0
            if tag == self._box_tag:
                self._box_depth -= 1
                if not self._box_depth:
                    self._put_beside()
                    return
        if tag in BLOCKS and tag not in CELLS:
            self._end_line()
        elif tag in CELLS and self._box is None:
            self._prose.end()

    def text(self, text: str) -> None:
        if not self._pre:
            self._lines.add(text)
            return
        first, *others = text.split("\n")
        self._lines.add(first)
        for line in others:
            self._end_line()
            self._lines.add(line)

    def page(self) -> Page:
        self._put_beside()
        return Page(str(self._prose), tuple(part for part in self._beside if part))

    @property
    def _lines(self) -> _Lines:
        return self._prose if self._box is None else self._box

    def _end_line(self) -> None:
        # a cell's lines stay in its row
        if self._cells:
            self._lines.add(" ")
        else:
            self._lines.end()

    def _cell(self) -> None:
        if not self._lines.at_start:
            self._lines.add(" " if self._cells else " | ")
        self._cells += 1

    def _put_beside(self) -> None:
        if self._box is not None:
            self._beside.append(str(self._box))
        self._box, self._cells = None, 0
