"""Reading the tables beside the code, and the one way that a name is looked up in them."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from typing import TypeVar

T = TypeVar("T")

_LEADING = re.compile(r"(?i)the\s+(?=\S)")
_TRAILING = re.compile(r"(?:['’]s|(?<=s)['’]|(?<=S)['’]|['’]S)$")
_EXACT = re.compile(r"[A-Z]{2,4}|(?:[A-Z]\.? ?)+[A-Z]\.?")
LONGEST = 80
"""code points; no name in the tables is as long"""
REMEMBERED = 8192
"""names that each lookup remembers: a story asks for the same few over and over, and a day's news has fewer"""


def rows(name: str, columns: int) -> Iterator[list[str]]:
    """The rows of a table in this folder: tab-separated, # opens a comment, short rows filled up with blanks."""
    text = files("pipeline.gazetteer").joinpath(name).read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            cells = [cell.strip() for cell in line.split("\t")]
            yield cells + [""] * (columns - len(cells))


def key(name: str) -> str:
    """What a name is filed under. Abbreviations stay as they are: "US" is a country, "us" is not."""
    return name if _EXACT.fullmatch(name) else fold(name)


@lru_cache(REMEMBERED)
def fold(name: str) -> str:
    """One spelling for "Côte  d’Ivoire" and "COTE D'IVOIRE"."""
    if not name.isascii():
        name = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
        name = name.replace("’", "'").replace("ʼ", "'")
    return " ".join(name.lower().split())


def find(table: Mapping[str, T], text: str) -> T | None:
    """The entry for a name as it stands in a text; None for what has no capital at its start."""
    for key_ in _keys(text):
        found = table.get(key_)
        if found is not None:
            return found
    return None


@lru_cache(REMEMBERED)
def _keys(text: str) -> tuple[str, ...]:
    """What a name can be filed under, the likeliest first: each table that is asked for it has the same."""
    text = text.strip()
    if not text or len(text) > LONGEST:
        return ()
    capital = (form for form in _forms(text) if form and (not form[0].islower() or form.startswith("the ")))
    return tuple(dict.fromkeys(key_ for form in capital for key_ in (form, fold(form))))


def _forms(text: str) -> Iterator[str]:
    """The name itself, then without its possessive, its article, or both."""
    bare = _TRAILING.sub("", text)
    for form in (text, bare):
        yield form
        match = _LEADING.match(form)
        if match:
            yield form[match.end() :]
