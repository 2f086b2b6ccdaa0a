"""The word tables beside the code: tab-separated, `#` for comments, read once."""

from functools import cache
from importlib.resources import files


@cache
def table(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of one table of this package."""
    text = files("pipeline.numbers").joinpath(name).read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return tuple(tuple(cell.strip() for cell in row) for row in rows)
