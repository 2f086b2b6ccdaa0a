"""Bounds: the words that say which ends of a number are open ("at least", "up to", "or more", "-odd")."""

import re
from functools import cache
from typing import cast

from pipeline.numbers.tables import table, words
from schemas.story import Bound

_WORD = re.compile(r"[^\W\d_]+\.?|[<>]=?|[~≈≃∼≥≤]|[^\s]")
_REACH = 60
"""code points before a number in which its bound starts"""


def bound_of(text: str, start: int, number_end: int, end: int) -> Bound | None:
    """The bound that the words around a quantity give it; None for an exact one.

    `start` and `end` take in its unit, `number_end` does not: "300 or more soldiers", "300 km or more".
    """
    return (
        _after(text, number_end) or (_after(text, end) if end != number_end else None) or _before(text, start)
    )


def _before(text: str, start: int) -> Bound | None:
    """The bound that the words before give, nearest first; one that closes an end beats "about"."""
    left = _words_before(text, start)
    found: Bound | None = None
    while left:
        count = _phrase_at_end(left)
        if count:
            bound = _before_phrases()[1][" ".join(left[-count:])]
            found = bound if found in (None, "about") else found
        elif left[-2:] == ["total", "of"]:  # "a total of about 300"
            count = 2
        elif left[-1] in words("context.tsv", "skipped"):  # "up to another 300"
            count = 1
        else:
            return found
        left = left[:-count]
    return found


def _words_before(text: str, start: int) -> list[str]:
    """The words of the line before `start`, as far back as a bound can reach."""
    left = text[max(0, start - _REACH) : start].rpartition("\n")[2]
    found = [match.group().lower() for match in _WORD.finditer(left)]
    return found[1:] if len(left) == _REACH else found  # the first may be cut


def _phrase_at_end(left: list[str]) -> int:
    """How many of the last words are a bound; 0 if none."""
    longest, phrases = _before_phrases()
    lengths = range(min(longest, len(left)), 0, -1)
    return next((count for count in lengths if " ".join(left[-count:]) in phrases), 0)


def _after(text: str, end: int) -> Bound | None:
    match = _after_pattern().match(text, end)
    return _after_phrases()[match.group(1).lower()] if match else None


@cache
def _before_phrases() -> tuple[int, dict[str, Bound]]:
    rows = [
        (cast("Bound", row[0]), phrase)
        for row in table("bounds.tsv")
        if row[1] == "before"
        for phrase in row[2].split(", ")
    ]
    return max(len(phrase.split()) for _, phrase in rows), {phrase: bound for bound, phrase in rows}


@cache
def _after_phrases() -> dict[str, Bound]:
    return {
        phrase: cast("Bound", row[0])
        for row in table("bounds.tsv")
        if row[1] == "after"
        for phrase in row[2].split(", ")
    }


@cache
def _after_pattern() -> re.Pattern[str]:
    forms = "|".join(re.escape(phrase) for phrase in sorted(_after_phrases(), key=len, reverse=True))
    return re.compile(rf"[ \u00a0]?({forms})(?![^\W_])(?! than| ?[$€£]?\d)", re.IGNORECASE)
