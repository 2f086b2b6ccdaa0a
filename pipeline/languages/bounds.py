"""The words that say which ends of a number are open: "mindestens", "bis zu", "oder mehr"."""

from collections.abc import Mapping
from functools import cache
from typing import cast

from pipeline.languages.language import Language
from pipeline.languages.words import Sentence
from schemas.story import Bound

_LONGEST = 4
"""words of a bound"""


def bound_of(sentence: Sentence, first: int, last: int, end: int, language: Language) -> Bound:
    """The bound of a number of words `first` to `last`, or to `end` with its unit; "exact" where there is none."""
    after = _phrases(language, "after")
    for start in (last, end):
        for count in range(_LONGEST, 0, -1):
            found = after.get(_joined(sentence, start, start + count))
            if found is not None:
                return found
    return bound_before(sentence, first, language)[1] or "exact"


def bound_before(sentence: Sentence, first: int, language: Language) -> tuple[int, Bound | None]:
    """Where the words that belong to a number begin, and its bound; the nearest says it, save that "about" yields."""
    before = _phrases(language, "before")
    found: Bound | None = None
    i = first
    while i > 0:
        count = next((n for n in range(min(_LONGEST, i), 0, -1) if _joined(sentence, i - n, i) in before), 0)
        if count:
            bound = before[_joined(sentence, i - count, i)]
            found = bound if found in (None, "about") else found
        elif _is_skipped(sentence, i - 1, before, language):
            count = 1
        else:
            break
        i -= count
    return i, found


def _is_skipped(sentence: Sentence, i: int, before: Mapping[str, Bound], language: Language) -> bool:
    """The weitere of "bis zu weitere 300", the stop of "ca. 300"."""
    if sentence[i].text == ".":
        return i > 0 and sentence[i - 1].lower in before
    return sentence[i].lower in language.words("figures.tsv", "skipped")


@cache
def _phrases(language: Language, place: str) -> Mapping[str, Bound]:
    return {
        phrase: cast("Bound", row[0])
        for row in language.rows("bounds.tsv")
        if row[1] == place
        for phrase in row[2].split(", ")
    }


def _joined(sentence: Sentence, first: int, last: int) -> str:
    return " ".join(word.lower for word in sentence[first:last]) if last <= len(sentence) else ""
