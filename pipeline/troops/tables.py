"""The word tables beside the code."""

from pipeline.numbers import tables

_HERE = "pipeline.troops"


def rows(name: str) -> tuple[tables.Row, ...]:
    """The rows of one table of this package."""
    return tables.table(name, _HERE)


def words(name: str, *kinds: str) -> frozenset[str]:
    """The words (comma-separated, in the last column) of the rows whose first columns are `kinds`."""
    return tables.words(name, *kinds, package=_HERE)
