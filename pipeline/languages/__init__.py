"""Languages without a model, of which numbers and troop counts are read by tables alone.

There is no grammar here: words stand one after the other, in sentences and between commas. What can't be told that way
is left out, since a false figure is worse than a missing one. `docs/languages.md` shows how one is added.
"""

from functools import cache
from importlib import import_module

from pipeline.languages.language import Language
from pipeline.languages.read import read
from pipeline.numbers import tables

__all__ = ["Language", "language_of_tag", "read", "what_is_read"]


def language_of_tag(tag: str) -> Language | None:
    """The language of a tag such as "de", "de-AT" or "DE_ch", where it is read by tables; else None."""
    code = primary(tag)
    return _load(code) if code in _listed() else None


def what_is_read(language: Language) -> str:
    """In a few words: "numbers and troop counts"."""
    return _listed()[language.code]


def primary(tag: str) -> str:
    """The language alone of a tag: "en" of "en-GB" and "EN_us"."""
    return tag.strip().lower().replace("_", "-").split("-")[0]


@cache
def _listed() -> dict[str, str]:
    return {code: read for code, _, read in tables.table("languages.tsv", "pipeline.languages")}


@cache
def _load(code: str) -> Language:
    found = import_module(f"pipeline.languages.{code}").LANGUAGE
    assert isinstance(found, Language)
    return found
