"""What stood beside a story's prose, for the page: captions and boxes as lines, tables as rows of cells."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

MOST_PARTS: Final = 50
MOST_LINES: Final = 200
"""of one part"""
LONGEST_LINE: Final = 2_000
_CELL: Final = " | "
"""what `pipeline.html` puts between the cells of a row"""


@dataclass(frozen=True)
class Part:
    """A caption, a box or a table: its rows, each of one cell if it is no table. `left_out` are rows not shown."""

    rows: tuple[tuple[str, ...], ...]
    is_table: bool
    left_out: int


def parts(beside: Sequence[str]) -> tuple[Part, ...]:
    """The first `MOST_PARTS` of them."""
    return tuple(_part(text) for text in beside[:MOST_PARTS])


def _part(text: str) -> Part:
    lines = [line[:LONGEST_LINE] for line in text.split("\n")]
    is_table = sum(_CELL in line for line in lines) > 1
    rows = tuple(tuple(line.split(_CELL)) if is_table else (line,) for line in lines[:MOST_LINES])
    return Part(rows, is_table, max(0, len(lines) - MOST_LINES))
