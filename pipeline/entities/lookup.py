"""The gazetteer's answers, remembered: a story asks for the same few names over and over."""

from functools import lru_cache

from pipeline import gazetteer
from pipeline.gazetteer import Found

_REMEMBERED = 8192
"""names; a day's news has fewer that come back"""


@lru_cache(_REMEMBERED)
def country(text: str) -> str | None:
    """As `pipeline.gazetteer.country`."""
    return gazetteer.country(text)


@lru_cache(_REMEMBERED)
def demonym(text: str) -> str | None:
    """As `pipeline.gazetteer.demonym`."""
    return gazetteer.demonym(text)


@lru_cache(_REMEMBERED)
def seat(text: str) -> str | None:
    """As `pipeline.gazetteer.seat`."""
    return gazetteer.seat(text)


@lru_cache(_REMEMBERED)
def place(text: str) -> Found | None:
    """As `pipeline.gazetteer.place`."""
    return gazetteer.place(text)


@lru_cache(_REMEMBERED)
def lesser_place(text: str) -> Found | None:
    """As `pipeline.gazetteer.lesser_place`."""
    return gazetteer.lesser_place(text)
