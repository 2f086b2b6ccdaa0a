"""The word tables beside the code: tab-separated, `#` for comments, read once."""

from functools import cache
from importlib.resources import files


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of one table of this package."""
    text = files("pipeline.troops").joinpath(name).read_text(encoding="utf-8")
    lines = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return tuple(tuple(cell.strip() for cell in row) for row in lines)


@cache
def words(name: str, *kinds: str) -> frozenset[str]:
    """The words (last column) of the rows whose first columns are `kinds`."""
    return frozenset(
        word for row in rows(name) if row[: len(kinds)] == kinds for word in row[-1].split(", ")
    )
