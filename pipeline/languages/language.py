"""A language that is read by tables: its folder, and what code it needs beside them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from importlib.resources import files

from pipeline.numbers import tables

TABLES = (
    "figures.tsv",
    "number_words.tsv",
    "bounds.tsv",
    "units.tsv",
    "items.tsv",
    "not_quantities.tsv",
    "sentences.tsv",
    "soldiers.tsv",
    "forces.tsv",
    "demonyms.tsv",
    "names.tsv",
    "places.tsv",
    "roles.tsv",
    "measures.tsv",
    "status.tsv",
    "historic.tsv",
)
"""what a folder may have"""

NumberWord = tuple[str, float]
"""a kind of `number_words.tsv`, and the value"""


@dataclass(frozen=True, eq=False)
class Language:
    """One folder of tables. The functions are for what no table can say; a language without such needs gives none."""

    code: str
    """ISO 639-1; Babel's names of countries are those of this language"""
    compound: Callable[[str], NumberWord | None] = lambda _: None
    """a number word in lower case that is not in the table, for languages that write "three thousand" as one word"""
    is_to_come: Callable[[Sequence[str]], bool] = lambda _: False
    """whether a clause, as its words in lower case, tells of what is still to be done"""

    _known: dict[tuple[str, ...], frozenset[str]] = field(default_factory=dict, repr=False)

    def rows(self, name: str) -> tuple[tables.Row, ...]:
        """The rows of one of its tables, one of `TABLES`; none where it has no need of that table."""
        package = f"pipeline.languages.{self.code}"
        assert name in TABLES, name
        return tables.table(name, package) if files(package).joinpath(name).is_file() else ()

    def words(self, name: str, *kinds: str) -> frozenset[str]:
        """The words (comma-separated, in the last column) of the rows whose first columns are `kinds`; asked for at every
        word of a text, and so kept."""
        asked = (name, *kinds)
        if asked not in self._known:
            chosen = (row for row in self.rows(name) if row[: len(kinds)] == kinds)
            self._known[asked] = frozenset(word for row in chosen for word in row[-1].split(", "))
        return self._known[asked]
