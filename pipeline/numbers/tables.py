"""The word tables beside the code: tab-separated, `#` for comments, read once."""

from functools import cache
from importlib.resources import files

Row = tuple[str, ...]


@cache
def table(name: str, package: str = "pipeline.numbers") -> tuple[Row, ...]:
    """The rows of one table of a package."""
    text = files(package).joinpath(name).read_text(encoding="utf-8")
    lines = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return tuple(tuple(cell.strip() for cell in line) for line in lines)


@cache
def words(name: str, *kinds: str, package: str = "pipeline.numbers") -> frozenset[str]:
    """The words (comma-separated, in the last column) of the rows whose first columns are `kinds`."""
    chosen = (row for row in table(name, package) if row[: len(kinds)] == kinds)
    return frozenset(word for row in chosen for word in row[-1].split(", "))
