"""Bounds: the words that say which ends of a number are open ("at least", "up to", "or more", "-odd")."""

import re
from functools import cache

from pipeline.numbers.tables import table

_WORD = re.compile(r"[^\W\d_]+\.?|[<>]=?|[~≈≃∼≥≤]|[^\s]")
_SKIPPED = frozenset("a an another additional extra further combined".split())
"""between a bound and its number: "up to another 500", "more than a further 20", "about a total of 30" """


def bound_of(text: str, start: int, number_end: int, end: int) -> str | None:
    """The bound that the words around a quantity give it; None for an exact one.

    `start` and `end` take in its unit, `number_end` does not: "300 or more soldiers", "300 km or more".
    """
    return _after(text, number_end) or (_after(text, end) if end != number_end else None) or _before(text, start)


def _before(text: str, start: int) -> str | None:
    left = text[max(0, start - 60) : start].rpartition("\n")[2]
    words = [match.group().lower() for match in _WORD.finditer(left)]
    if left and start > 60 and len(words) > 1:
        words = words[1:]  # may be cut
    found = None
    longest, phrases = _before_phrases()
    while words:
        for count in range(min(longest, len(words)), 0, -1):
            phrase = " ".join(words[-count:])
            if phrase in phrases:
                bound = phrases[phrase]
                found = bound if found in (None, "about") else found
                words = words[:-count]
                break
        else:
            if words[-2:] == ["total", "of"]:
                words = words[:-2]
            elif words[-1] in _SKIPPED:
                words = words[:-1]
            else:
                return found
    return found


def _after(text: str, end: int) -> str | None:
    match = _after_pattern().match(text, end)
    return _after_phrases()[match.group(1).lower()] if match else None


@cache
def _before_phrases() -> tuple[int, dict[str, str]]:
    rows = [(row[0], phrase) for row in table("bounds.tsv") if row[1] == "before" for phrase in row[2].split(", ")]
    return max(len(phrase.split()) for _, phrase in rows), {phrase: bound for bound, phrase in rows}


@cache
def _after_phrases() -> dict[str, str]:
    return {phrase: row[0] for row in table("bounds.tsv") if row[1] == "after" for phrase in row[2].split(", ")}


@cache
def _after_pattern() -> re.Pattern[str]:
    forms = "|".join(re.escape(phrase) for phrase in sorted(_after_phrases(), key=len, reverse=True))
    return re.compile(rf"[ \u00a0]?({forms})(?![^\W_])(?! than)", re.IGNORECASE)
