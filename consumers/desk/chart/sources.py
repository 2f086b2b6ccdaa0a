"""Who says so: a letter for each source, and for those with most estimates a colour as well.

The letter is what tells sources apart; the colour helps. `--source-1` … of the stylesheet are colours that people
who see few colours tell apart too, and more than six nobody does.
"""

from collections import Counter
from collections.abc import Iterable
from string import ascii_uppercase
from typing import Final, NamedTuple

COLOURS: Final = 6
"""sources that have a colour of their own; the rest share grey, which is colour 0"""


class Key(NamedTuple):
    """A source in the legend."""

    letter: str
    colour: int
    source: str
    estimates: int


def keys(sources: Iterable[str]) -> dict[str, Key]:
    """A key for each source, those with most estimates first, then by name: the same for the same estimates."""
    counted = sorted(Counter(sources).items(), key=lambda each: (-each[1], each[0]))
    return {
        source: Key(_letter(index), index + 1 if index < COLOURS else 0, source, estimates)
        for index, (source, estimates) in enumerate(counted)
    }


def _letter(index: int) -> str:
    """A … Z, then AA, AB, … as columns of a spreadsheet are called."""
    more, last = divmod(index, len(ascii_uppercase))
    return (_letter(more - 1) if more else "") + ascii_uppercase[last]
