"""A language that is read by tables: its folder, and what code it needs beside them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from pipeline.numbers import tables

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
        """The rows of one of its tables."""
        return tables.table(name, f"pipeline.languages.{self.code}")

    def words(self, name: str, *kinds: str) -> frozenset[str]:
        """The words (comma-separated, in the last column) of the rows whose first columns are `kinds`; asked for at every
        word of a text, and so kept."""
        asked = (name, *kinds)
        if asked not in self._known:
            self._known[asked] = tables.words(name, *kinds, package=f"pipeline.languages.{self.code}")
        return self._known[asked]
