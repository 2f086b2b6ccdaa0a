"""What a reader of a story has to know before its words: what keeps it, and what was not read in it."""

from collections.abc import Iterator
from datetime import datetime
from functools import cache
from typing import Final

from babel import Locale, UnknownLocaleError

from consumers.desk.page import moment
from schemas import Story

_NOT_READ: Final = "not enriched"
"""how the note of `pipeline.story` begins, which is said in full here"""


def remarks(story: Story, *, held_until: datetime | None) -> Iterator[str]:
    """In words; `held_until`: a newer version waits for the end of its embargo."""
    if held_until is not None:
        yield f"A newer version is under embargo until {moment(held_until)}. This is the one before it."
    if story.text and any(note.startswith(_NOT_READ) for note in story.notes):
        yield (
            f"Nothing is marked in it: Muster has no model for {language_name(story.language)}."
            " A search finds it by its words."
        )
    for note in story.notes:
        if not note.startswith(_NOT_READ):
            yield note


@cache
def language_name(code: str) -> str:
    """Russian for ru and ru-RU; the code where nothing is known of it."""
    try:
        return Locale.parse(code.replace("_", "-"), sep="-").get_language_name("en") or code
    except (ValueError, UnknownLocaleError):
        return code


def read_by(extractor: str) -> tuple[str, str]:
    """The code and the model that read a story: `muster-0.1.0 en_core_web_md-3.7.1`; what is not so is code alone."""
    code, _, model = extractor.partition(" ")
    return code, model
