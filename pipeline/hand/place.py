"""Where what was marked is in the story as it is now."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from schemas.feedback import Feedback


class Placed(NamedTuple):
    """A mark and its place, in code points; `sentence` is that of its sentence."""

    feedback: Feedback
    start: int
    end: int
    sentence: tuple[int, int]


def placed(feedback: Feedback, text: str) -> Placed | None:
    """Where the sentence stands now; of several the one that is nearest to where it was. None if it is gone."""
    sentence = feedback.sentence
    at = min(_all(text, sentence.text), key=lambda start: abs(start - sentence.start), default=None)
    if at is None:
        return None
    start = at + feedback.span.start - sentence.start
    return Placed(feedback, start, start + len(feedback.span.text), (at, at + len(sentence.text)))


def standing(text: str, words: str) -> tuple[tuple[int, int], ...]:
    """Where some words stand in a text, each place as (start, end); any white space on a line is as good as any other,
    for nobody can type that of "3 000"."""
    parts = [re.escape(part) for part in words.split()]
    if not parts:
        return ()
    pattern = _GAP.join(parts)
    return tuple(match.span(1) for match in re.finditer(rf"(?=({pattern}))", text))


_GAP = r"[^\S\n\r]+"


def _all(text: str, sentence: str) -> Iterator[int]:
    at = text.find(sentence) if sentence else -1
    while at != -1:
        yield at
        at = text.find(sentence, at + 1)
